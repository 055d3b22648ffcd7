% original study 52, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 72..96
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
% rondo in 6/8: upbeats, hunting calls, bass on the second quaver, episodes with running semiquavers and with 2 against 3
th = { <>\p d''8 | d''4 c''8 b'4 a'8 | g'8 b' d'' g''4 e''8 | e''4 d''8 c''4 b'8 | b'4 a'8 r r d'' | d''4 c''8 b'4 e''8 | a'8 cis'' e'' g''4 fis''8 | e''8. d''16 cis''8 d''4 c''8 | b'4. r8 r }
thL = { r8 | <>\p g,8 <b d'> <b d'> g, <c' d'> <c' d'> | g, <b d'> <b d'> c <g c'> <g c'> | d <fis c'> <fis c'> d <g d'> <g d'> | d <fis c'> <fis c'> r d c | b, <g d'> <g d'> gis, <d' e'> <d' e'> | a, <e cis'> <e cis'> a, <g cis'> <g cis'> | d <fis a> a, d, d fis | g4. r8 r }
epA = { <>\f <g b>8-> | <e' g' b'>4 8 <dis' fis' b'>4 8 | <e' g' b'>8 e''16 dis'' e'' fis'' g'' fis'' e'' d'' c'' b' | a' b' c'' d'' e'' c'' a' g' a' b' c'' a' | <fis' b'>4.-> ~ 8 r b' | <e' g' e''>4 8 <d' gis' e''>4 8 | <c' a' e''>8 a''16 gis'' a'' b'' c''' b'' a'' g'' fis'' e'' | dis'' e'' fis'' g'' a'' fis'' dis'' b' c'' a' fis' dis' | <g b e'>8-> r <e' g'>-> r <e' c''>-> r |
 <>\mf r <fis' d''>-> r <g' d''> r r | r16 d' e' fis' g' a' b' c'' d'' e'' fis'' g'' | a'' c''' b'' a'' g'' fis'' e'' d'' c'' b' a' g' | <fis' c''>4.\fermata r8 r }
epAL = { r8 | <>\f e,8 b, g b,, b, a | e, b, g r4. | a,8 e c' r4. | b,8 b,,16 cis, dis, e, fis, g, a, b, cis dis | e,8 b, g e d b, | a,, e, c r4. | b,,8 fis, a, r4. | r8 e, r c, r a,, |
 <>\mf d,4.-> b,,4. | c,4. r | d,4. r | <d, a, c>4.\fermata r8 r }
% minore, two against three, tune in the tenor
epB = { r8 | <>\pp \repeat unfold 2 { r8 <g' bes'> <g' bes'> r <g' bes'> <g' bes'> | r <fis' c''> <fis' c''> r <fis' c''> <fis' c''> } | r <as' c''> <as' c''> r <f' as'> <f' as'> | r <g' bes'> <g' bes'> r <es' g'> <es' g'> | \tuplet 2/3 { <es' c''>8 <d' bes'> } \tuplet 2/3 { <c' a'> <bes g'> } | <a fis'>4. r4 r8 |
 <>\mf \tuplet 4/3 { g'8 bes' d'' g'' } \tuplet 4/3 { f'' d'' bes' f' } | \tuplet 4/3 { es'8 g' c'' es'' } \tuplet 4/3 { d'' c'' bes' a' } | \tuplet 2/3 { <bes g'>8-> <c' a'>-> } \tuplet 2/3 { <d' bes'>-> <e' cis''>-> } | <fis' d''>4.~ 8 r }
epBL = { <>\mf d8 | g4. f4 es8 | d4. c4. | bes,4 c8 d4 es8 | d4. r4 d8 | f4. des4. | es4. c4. | cis4. es | d,4. r4 d8 | bes,4. b, | c4. f, | es, g, | d,8 a, c fis r }
cd = { <>\ff <b' d''>8 | <d'' g'' b''>4 8 <c'' g'' a''>4 8 | <b' g''>16 fis'' g'' a'' b'' c''' d''' b'' g'' d'' b' g' | <c'' e'' c'''>4 <b' d'' b''>8 <a' c'' a''>4 <g' b' g''>8 | <g' b' d''>4 <fis' a' c''> <fis' a' d''> | <g' b' g''>8 r <g' b'>-> r r <b' d''>-> | r <d'' g''>-> r r4. | <d' g' b'>2.\fermata | }
cdL = { <>\ff r8 | g,8 <b d'> <b d'> es, <c' es'> <c' es'> | d, <b d'> <b d'> r4. | <c, c>8 r <e g c'> <a,, a,> r <e a c'> | <d, d>4 <d, d> <d, d> | g,8 d b, r g,4-> | r8 d, b,, g,,4. | <g,, d, g,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 6/8 \partial 8 \th \epA \th \epB \cd }
 \new Staff { \partial 8 \thL \epAL \thL \epBL \cdL } >> \midi { \tempo 4 = 126 } }
