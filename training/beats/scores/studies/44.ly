% original study 44, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 100..126
\version "2.24.0"
\include "articulate.ly"
% \A dur pattern {tones}: number = n-th tone of the chord or scale (going on through the octaves), r = rest,
% list = chord, list beginning with > = accented, with s = staccato
A = #(define-music-function (dur pat ch) (ly:duration? list? ly:music?)
  (let* ((ps (music-pitches ch)) (n (length ps)))
   (define (P i) (ly:pitch-transpose (list-ref ps (modulo i n)) (ly:make-pitch (floor-quotient i n) 0 0)))
   (define (N i) (make-music 'NoteEvent 'duration dur 'pitch (P i)))
   (define (art s) (make-music 'ArticulationEvent 'articulation-type s))
   (define (E x)
    (cond ((number? x) (make-music 'EventChord 'elements (list (N x))))
          ((eq? x 'r) (make-music 'RestEvent 'duration dur))
          ((eq? (car x) '>) (make-music 'EventChord 'elements (append (map N (cdr x)) (list (art 'accent)))))
          ((eq? (car x) 's) (make-music 'EventChord 'elements (append (map N (cdr x)) (list (art 'staccato)))))
          (else (make-music 'EventChord 'elements (map N x)))))
   (make-sequential-music (map E pat))))
% octave study in triplets; the middle in 3/4 slow-breathing legato octaves over offbeat chords
oct = #(define-music-function (m) (ly:music?) (let ((k (ly:music-deep-copy m))) (music-map (lambda (x) (if (eq? (ly:music-property x 'name) 'NoteEvent)
  (let ((y (ly:music-deep-copy x))) (ly:music-set-property! y 'pitch (ly:pitch-transpose (ly:music-property x 'pitch) (ly:make-pitch 1 0 0)))
   (make-music 'EventChord 'elements (list x y))) x)) k)))
t = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 4 { $m } #})
uni = { <>\pp \oct \t { fis8 g gis a ais b bis cis' d' dis' e' eis' | fis' eis' fis' g' fis' eis' fis' e' d' cis' ais b |
 fis g gis a ais b c' cis' d' e' fis' g' | ais' b' c'' b' ais' a' gis' g' fis' e' d' cis' | } }
theme = { <>\ff \oct \t { b'8-> ais' b' d''-> cis'' b' fis''-> eis'' fis'' d'' cis'' b' | g''-> fis'' g'' e'' d'' e'' ais' b' cis'' e'' d'' cis'' |
 d'' cis'' d'' fis'' eis'' fis'' b'' a'' g'' fis'' e'' d'' | cis'' d'' e'' d'' cis'' b' ais' g' fis' r r4 | } }
themeL = { <>\ff <b,, b,>4 <fis b d'>8 r <fis, fis> r <fis b d'> r | <e, e>4 <g b e'>8 r <fis, fis>4 <fis ais e'> | <b, b>8 r <a, a> r <g, g> r <b,, b,> r | <e, e>4. <fis, fis>8-> r4 <fis,, fis,> | }
themeB = { <>\f \oct \t { d''8 r cis'' b' r a' g' r fis' e' r d' | e' fis' g' r a' b' r c'' d'' r e'' fis'' | g'' fis'' e'' d'' c'' b' c'' b' a' g' fis' e' |
 es' g' bes' es'' d'' cis'' fis'' cis'' ais' fis' cis' ais | } }
themeBL = { <>\f r8 <d fis a> r4 r8 <d fis c'> r4 | r8 <c g c'>4 <c g c'> <d a c'>8~ 4 | <g,, g,>4 r8 <g b d'> <c, c>4 r8 <g c' e'> | <es, es>2 <fis,, fis,>4 \tuplet 3/2 { r8 fis fis, } | }
midR = { <>\p \oct { b'2 a'4 | gis'2. | cis''4. b'8 a'4 | gis'4 fis'2 | e'2 fis'4 | gis'4. a'8 b'4~ | b'4 dis''2 | cis''2. |
 \repeat unfold 2 { b'2 ais'4 | } gis'4 fis' e' | dis'2 fis'4~ | fis'4 e'2~ | e'4 dis'4. fis'8 | e'2.~ | e'4 r2 | } }
of = #(define-music-function (a c d) (ly:music? ly:music? ly:music?) #{ $a r8 $c $d r #})
midL = { <>\p e,4 r8 <gis b e'>4 8 | e,4 r8 <b cis' e'>4 8 | a,,4 r8 <a cis' fis'>4 8 | b,,4 r8 <a b dis'>4 8 | cis,4 r8 <gis cis' e'>4 8 | r8 <gis b e'>4 4 8 | r8 <a b fis'>4 4 8 | r8 <a cis' fis'>4 <ais cis' e'>4 8 |
 b,,4 r8 <gis b e'>4 8 | b,,4 r8 <fisis ais e'>4 8 | r8 <gis b e'>4 8 r <ais cis'> | r8 <a b dis'>4 4 8 | r8 <gis b d'>4 4 8 | r8 <a b>4 4 8 | e,4 r8 <gis b> r4 | e,,4 r2 | }
end = { <>\ff \oct \t { b'8 b' b' b' cis'' d'' e'' e'' e'' e'' fis'' g'' | fis'' d'' b' fis' b' d'' fis'' d'' b' ais' cis'' e'' | d'' cis'' b' fis' g' fis' d' cis' b r r4 } | <b d' fis' b'>4 r <e' g' b' e''> r | <d' fis' b' d''>2\fermata r2 | }
endL = { <>\ff <b,, b,>8 r <b d' fis'>4 <g,, g,>8 r <b e' g'>4 | <fis,, fis,>8 r4 <b d' fis'>8 r4 <ais cis' e'>4 | \oct \t { d'8 cis' b fis g fis d cis b, r r4 } | <b,, b,>4 r <e, e> r | <b,, fis, b,>2\fermata r | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 4/4 \uni \theme \themeB \theme \time 3/4 \midR \time 4/4 \uni \theme \end }
 \new Staff { \transpose c c,, \uni \themeL \themeBL \themeL \midL \transpose c c,, \uni \themeL \endL } >> \midi { \tempo 4 = 112 } }
