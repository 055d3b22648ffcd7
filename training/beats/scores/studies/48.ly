% original study 48, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 66..88
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
% intermezzo: written in 3/4, chords tied over the bar so that the tune seems to begin on beat two; hemiolas, 3 against 2; middle in 4/4-like groups
ra = { \partial 4 <>\p <a' f''>4~ | 8 e''8 <g' d''>4 <f' c''>~ | 8 bes' <e' a'>4 <f' a'>~ | 8 g'8 <d' f'>4 <e' bes'>~ | 8 a' <cis' g'>4 <f' a'>~ |
 8 <bes' d''> <a' cis''>4 <bes' d''>~ | 8 <f' a'> <g' bes'>4 <a' c''>~ | 8 <g' bes'>8~ 4 <f' a'>8 <e' g'>~ | 8 f'8~ 4 <a' f''>~ |
 8 e'' <as' es''>4 <ges' des''>~ | 8 c'' <f' bes'>4 <f' as'>~ | 8 <ges' bes'> <es' ges'>4 <fes' des''>~ | 8 ces'' <es' bes'>4 r | }
la = { \partial 4 r4 | <>\p f,8 c a4 r8 bes,8 | f a c'4 r8 d | bes, f bes4 r8 c | g, e a,4 r8 d, | bes,,8 f, d4 r8 g, | d bes c,4 r8 f, | c g bes4 c,8 c | f, c a4 r |
 f,8 c aes4 r8 bes,, | f, des bes4 r8 des | es, bes, ges4 r8 as, | ges des' es4 r | }
rb = { <>\mf \repeat unfold 2 { <ges' bes' es''>4 <as' d''> <bes' f''>~ | 4 <bes' es'' ges''> <as' ces'' f''> } | \tuplet 3/2 { <g' es''>8 d'' c'' } \tuplet 3/2 { d'' es'' f'' } \tuplet 3/2 { g'' f'' es'' } | f''2 \tuplet 3/2 { es''8 d'' c'' } | <d' bes'>4. <c' a'>8~ 4 | <bes d' g'>2 <a cis' e'>4~ |
 <>\f \tuplet 3/2 { <a cis' e'>8 f' g' } \tuplet 3/2 { a' bes' cis'' } \tuplet 3/2 { d'' e'' f'' } | <bes' d'' g''>2-> <a' cis'' f''>4~ | 4 <a' cis'' e''>2-> | <>\p <f' a' d''>4 <g' e''>2~ | <g' e''>4 <f' c''> }
lb = { <>\mf r8 es, bes, ges bes es' | r bes,, f, d as bes | r8 es, bes, ges bes es' | r bes,, f, d as bes | c,8 g, es g c'4 | f,8 c a c' es'4 | bes,,8 f, d f fis,4 | g,8 d e, bes, a,,4~ |
 <>\f a,,8 a, e a a,, a, | bes,,8 g, d g gis, d | a,, e, a, e g cis' | <>\p d,8 a, bes,, f, d4 | c,4 c }
% close: real 3:2, two bars heard as one of three halves
rc = { <>\p \time 3/4 <c'' a''>2 <bes' g''>4~ | 4 <a' f''>2 | <g' e''>2 <f' d''>4~ | 4 <e' cis''>2 | \tuplet 3/2 { r8 d'' c'' } \tuplet 3/2 { bes' a' g' } \tuplet 3/2 { f' e' f' } | g'4. bes'8 <e' a'>4~ | 4 <e' g'>2 | <c' f'>2.~ | 4 r8 <f' a'>4 <f' bes'>8~ | 8 <f' a'>8~ 4 <e' g'>4 | <a c' f'>2.\fermata | }
lc = { <>\p f,8 c a c' e,4~ | 8 c d, a, f4 | c,8 g, e g bes,,4~ | 8 f, a,, e, g4 | bes,,4 f8 d bes, f, | c,8 g, e bes c,4~ | c, bes,2 | f,,4 c, as, | des2 bes,,4 | c,2. | <f,, c, a,>2.\arpeggio\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \ra \rb r4 | \rc }
 \new Staff { \la \lb r4 | \lc } >> \midi { \tempo 4 = 78 } }
