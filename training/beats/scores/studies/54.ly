% original study 54, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 116..150
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
% laendler, a chain: upbeats, rests on the first beat, sforzati on the third, yodelling quavers, hemiola, a minor one in syncopated chords
wa = #(define-music-function (b c) (ly:music? ly:music?) #{ $b $c $c #})
xa = { <>\p e''8 d'' | cis''4 e' fis''8 e'' | d''4 gis' gis''8 fis'' | e''4. b'8 d''4 | cis''2 e''8 d'' | cis''4 e' a''8 gis'' | fis''4 cis'' fis''8 e'' | d''4. b'8 gis'4 | a'2 }
al = { r4 | <>\p \wa a,4 <e cis'> | \wa e, <e d'> | \wa e, <gis d'> | a,4 <e cis'> r | \wa a, <e cis'> | \wa d, <fis a> | e, <fis b> <d gis> | <a, cis>2 }
xb = { <>\f <e' cis''>4-> | <fis' d''>8 cis'' d'' a' b' fis' | a'4 r <fis' d''>-> | <gis' e''>8 dis'' e'' b' cis'' gis' | b'4 r <e' cis''>-> | r8 <a' fis''> <a' e''>4 <fis' d''>-> | r8 <e' cis''> <e' b'>4 <d' gis'>-> | r8 <cis' a'> <d' b'>4 <eis' b'> | <fis' a'>2 }
bl = { r4 | <>\f d,4 <d a> r | d, <d fis> <fis a> | e, <e b> r | gis, <e b> r | fis, <a cis'> fis | e, <gis b> e | a, <fis b> <cis gis> | fis,2 }
xc = { <>\pp r4 | r8 <a' c''>4 <a' c''> <g' b'>8~ | 8 <g' b'>4 <f' a'> <e' gis'>8~ | 8 <e' a'>4 <f' a'> <f' d''>8~ | 8 <e' c''>4 <e' b'>8 r4 | r8 <a' c''>4 <a' c''> <bes' d''>8~ | 8 <c'' e''>4 <d'' f''> <c'' ees''>8~ | 8 <b' d''>4 <a' c''> <gis' b'>8~ | 8 <a' c''>4. }
cl = { <>\p e8 f | e4 c a, | d4. c8 b,4 | c4 d gis, | a,2 e8 f | e4 c f | g a fis | g d e | a,2 }
xd = { <>\mf c''8 e'' | <c'' g''>4. f''8 e'' d'' | c'' b' c'' e'' g''4~ | \tuplet 3/2 { 8 a'' g'' } f''4 d''~ | \tuplet 3/2 { 8 e'' d'' } b'4 r | <g' e''>2 <a' f''>4~ | 4 <bes' g''>2 | <c'' a''>4 <a' f''>8. <g' e''>16 <f' d''>4 | <e' c''>2 }
dl = { r4 | <>\mf r4 <e g> <e g> | c, <e g> <e g> | r <f g b> <f g b> | g,, <f g b> <f g b> | c,2 d,4~ | 4 e,2 | f,4 g,, <f g b> | <c e g>2 }
xe = { <>\ff <a' e'' a''>4-> | <gis' d'' gis''>2-> <fis' d'' fis''>4~ | 4 <e' b' e''>2-> | <cis'' e'' cis'''>4-> r <a' cis'' a''>-> | r8 <d'' fis'' b''>4-> <d'' fis'' a''>-> <d'' gis''>8 | <>\p a''8 e'' cis'' a' e' cis' | a2. | r4 <d' gis' b'>2 | <cis' a'>2.\fermata | }
el = { <>\ff r4 | <e, e>4 <gis d'> <gis d'> | <e, e> <gis d'> <gis d'> | <a,, a,>2 <fis, fis>4 | <d, d> <e, e>2 | <>\p <a, e cis'>4 r r | r <a, e> <a, e> | <e, d>2. | <a,, e,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \partial 4 \xa \xa \xb \xc \xc \xd \xa \xe }
 \new Staff { \partial 4 \al \al \bl \cl \cl \dl \al \el } >> \midi { \tempo 4 = 132 } }
