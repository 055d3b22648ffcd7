% original study 56, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 66..92
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
% ballade: recitative in 4/4, then a narration in 3/4 with short chords off the beat, storm in sextuplets and octaves, end as it began
rec = { \time 4/4 r4 <>\f <d' fis' a' d''>2\arpeggio r8 a' | d''4. cis''16 d'' e''8. d''16 \tuplet 3/2 { cis''8 b' a' } | gis'2 r8 <>\p gis' \tuplet 3/2 { a' b' c'' } | \time 5/4 e''2~ \tuplet 7/8 { 16 dis'' d'' cis'' c'' b' ais' } b'4 | \time 4/4 r4 <f' a' d''>2 \tuplet 5/4 { d''16 e'' f'' g'' gis'' } | a''4. e''8 f''8 d''4 c''8 | <bes d' bes'>2\arpeggio <a cis' a'>\fermata | }
recL = { <>\f r4 <d, a, fis>2\arpeggio r4 | r1 | <b,, e, d>2 r | <c, a,>1~ 4 | r4 <d, bes,>2 r4 | r4 <f, d a>2 r4 | <g,, d, bes,>2\arpeggio <a,, e,>\fermata | }
nar = { \time 3/4 <>\p d'4 f' a' | g'4. f'8 e'4 | f'8. g'16 a'4 d''~ | 8 c'' bes' a' g'4 | a'4 cis''8 d'' f''4~ | 8 e'' d''4. bes'8 | a'4. g'8 f' e' | d'2 r8 a' | bes'4. c''8 des''4 | es''4 des''8 c'' bes'4 | ges''2 f''4~ | 8 es'' des''4. c''8 | \tuplet 3/2 { bes'8 c'' des'' } es''4 e''~ | 4 f''2~ | 8 e''4 d'' cis''8~ | 4 a'2 | }
off = #(define-music-function (c) (ly:music?) #{ r8 $c r $c r $c #})
narL = { <>\pp r8 <d a>8 r <d a> r <d f> | r <cis bes> r <cis bes> r <cis g> | r <d a> r <d a> r <f bes> | r <e g> r <e c'> r <e bes> | r <f a> r <e a> r <d a> | r <g bes> r <g bes> r <d bes> | r <d f> r <a, e> r <a, cis> | r <f, d> r <f, d> r4 |
 r8 <ges des'> r <ges des'> r <ges bes> | r <as c'> r <as c'> r <as c'> | r <bes des'> r <bes des'> r <bes des'> | r <ges bes> r <ges bes> r <as c'> | ges,4 r8 <bes des'> g,4 | gis,8 <b d'> r <b d'> r <b d'> | a,8 <f d'> r <f d'> r <e g> | a,,4 <cis g> r | }
W = #(define-music-function (c) (ly:music?) #{ \tuplet 6/4 4 { \A 16 #'((> 0) 1 2 3 4 5 6 5 4 3 2 1 (> 0) 1 2 3 4 5) $c } #})
stm = { <>\f \time 4/4 \repeat unfold 2 { r8 <d' f' d''>4-> <cis' e' cis''>8 <d' f' d''>4. <a a'>8 | } <d' bes' d''>4. <e' bes' e''>8 <f' f''>4-> <g' bes' g''>-> | r8 <as' d'' as''>4-> 4-> 4-> 8~ | <as' d'' as''>8. <g' g''>16 <f' f''>4 \tuplet 3/2 { <es' es''>8 <d' d''> <c' c''> } <b b'>4 | <c' es' c''>2~ 8 <es' c'' es''> <g' g''> <c'' c'''> |
 <>\ff <c'' fis'' a'' c'''>2-> \tuplet 6/4 { bes''16 a'' g'' fis'' g'' a'' } \tuplet 6/4 { bes'' a'' g'' d'' bes' g' } | <a' d'' f'' a''>2-> \tuplet 6/4 { gis''16 f'' d'' b' gis' f' } \tuplet 6/4 { d' f' gis' b' d'' f'' } | <cis'' e'' g'' cis'''>1:32-> | <cis' e' g' bes'>4 r r2\fermata | }
stL = { <>\f \tuplet 6/4 4 { \repeat unfold 2 { \A 16 #'(0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) {d, a, d f} } | \A 16 #'(0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) {g,, d, g, bes,} | \A 16 #'(0 1 2 3 4 5 0 1 2 3 4 5 0 1 2 3 4 5 5 4 3 2 1 0) {b,, d, f, as,} | \A 16 #'(0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) {g,, f, b, d} | \A 16 #'(0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) {c, g, c es} }
 <>\ff \tuplet 6/4 4 { \A 16 #'(0 1 2 3 4 5 6 5 4 3 2 1) {d, a, d fis} } <g, d g>4 r | \tuplet 6/4 4 { \A 16 #'(0 1 2 3 4 5 6 5 4 3 2 1) {f,, d, a, d} } <gis,, gis,>4 r | <a,, a,>2:32 <bes,, bes,>2:32 | <a,, a,>4 r r2\fermata | }
cd = { \time 4/4 <>\p r4 <d' fis' a' d''>2\arpeggio r8 a' | d''4. cis''16 d'' f''8. e''16 \tuplet 3/2 { d''8 c'' bes' } | <d' g' bes'>2 <cis' g' a'> | <d' f' a'>1\fermata | }
cl = { <>\p r4 <d, a, fis>2\arpeggio r4 | <d, a, f>2 <bes,, f,>2 | <e,, e,>2 <a,, e,> | <d,, a,, d,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \rec \nar \stm \cd }
 \new Staff { \recL \narL \stL \cl } >> \midi { \tempo 4 = 80 } }
