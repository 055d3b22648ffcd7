% original study 97, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 44..64
\version "2.24.0"
\include "articulate.ly"
% figure: pattern of chord indices (wraps by octaves), r = rest, list = chord, (a ..) = accented, #(x m) = m times as long
arp = #(define-music-function (pat dur m) (list? ly:duration? ly:music?)
 (let* ((ps (music-pitches m)) (n (length ps))
  (sp (- (ly:pitch-semitones (car (last-pair ps))) (ly:pitch-semitones (car ps))))
  (w (+ 1 (inexact->exact (floor (/ sp 12))))))
  (define (pit i) (ly:pitch-transpose (list-ref ps (modulo i n)) (ly:make-pitch (* w (inexact->exact (floor (/ i n)))) 0)))
  (define (note i d acc) (if acc
    (make-music 'NoteEvent 'pitch (pit i) 'duration d 'articulations (list (make-music 'ArticulationEvent 'articulation-type 'accent)))
    (make-music 'NoteEvent 'pitch (pit i) 'duration d)))
  (define (elt e d) (cond
    ((number? e) (note e d #f))
    ((eq? e 'r) (make-music 'RestEvent 'duration d))
    ((vector? e) (elt (vector-ref e 0) (ly:make-duration (ly:duration-log d) (ly:duration-dot-count d) (* (vector-ref e 1) (ly:duration-scale d)))))
    ((eq? (car e) 'a) (if (null? (cddr e)) (note (cadr e) d #t)
       (make-music 'EventChord 'elements (append (map (lambda (i) (note i d #f)) (cdr e)) (list (make-music 'ArticulationEvent 'articulation-type 'accent))))))
    (else (make-music 'EventChord 'elements (map (lambda (i) (note i d #f)) e)))))
  (make-sequential-music (map (lambda (e) (elt e dur)) pat))))
ov = #(define-music-function (m) (ly:music?) #{ << $m \transpose c c, $m >> #})
% 4/4 in triplets, 2:1 figures over bell octaves, funeral pace; D flat trio with flowing triplets; return in double octaves
tL = #(define-music-function (x y) (ly:music? ly:music?) #{ \tuplet 3/2 { #x #y } #})
fA = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(#((0 1 2) 2) (0 1 2)) 8 $m } #})
fB = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(0 2 1 2 3 1) 8 $m } #})
rh = { \time 4/4 \key f \minor
 r2 \fA {aes c' f'} \fA {g c' e'} | <>\p \fA {aes c' f'} \fA {bes c' g'} \fA {c' f' aes'} \fA {bes des' g'} | \fA {aes c' f'} \fA {g bes e'} \fA {aes c' f'} r4 | \fA {c' f' aes'} \fA {c' f' bes'} \fA {es' aes' c''} \fA {des' f' bes'} | \fA {c' es' aes'} \fA {b d' g'} <c' es' g'>2 |
 \fA {des' f' bes'} \fA {des' g' bes'} \fA {c' g' c''} \fA {c' f' des''} | \fA {c' f' c''} \fA {bes des' g'} \fA {aes c' f'} \fA {a c' fis'} | \fA {bes des' g'} \fA {bes c' e'} \fA {aes c' f'} \fA {aes b f'} | <g c' e'>2 r |
 \key des \major f''4.\p~ \tuplet 3/2 { f''16 ges'' f'' } \tuplet 3/2 { es''4 des''8 } aes''4~ | aes''8 ges''4 f''8 es''2 | ges''4.~ \tuplet 3/2 { ges''16 aes'' ges'' } \tuplet 3/2 { f''4 es''8 } bes''4~ | \tuplet 3/2 { bes''4 aes''8 f''4 ges''8 } aes''2 |
 \tuplet 3/2 { r4 c'''8 } bes''4 \tuplet 3/2 { r4 a''8 } bes''4 | \tuplet 3/2 { r4 aes''8 } g''4 \tuplet 3/2 { r4 f''8 } ges''4 | f''4. des''8 \tuplet 3/2 { es''4 f''8 } \tuplet 3/2 { c''4 es''8 } | des''2 <e' g' c''>2\mf |
 \key f \minor \tuplet 3/2 { <f' aes' c'' f''>4\ff q8 <g' g''>4 q8 <aes' c'' f'' aes''>4 q8 <g' g''>4 <e' e''>8 } | \tuplet 3/2 { <f' c'' f''>4 <e' e''>8 <des' des''>4 <bes bes'>8 } <c' f' aes' c''>2 | \tuplet 3/2 { <aes' c'' f'' aes''>4 q8 <bes' bes''>4 q8 <c'' es'' aes'' c'''>4 q8 <des'' des'''>4 <c'' c'''>8 } | \tuplet 3/2 { <b' f'' b''>4 <aes' aes''>8 <g' g''>4 <d' d''>8 } <f' g' b' f''>4-> <es' g' c'' es''>4-> |
 \tuplet 3/2 { <des'' f'' bes'' des'''>8-> <c'' c'''> <bes' bes''> <aes' aes''> <g' g''> <f' f''> <e' e''>-> <g' g''> <bes' bes''> <des'' des'''> <c'' c'''> <bes' bes''> } | <c'' f'' aes'' c'''>4-> r \tuplet 3/2 { r8 <c' f' aes' c''> q q q q } | \fA {bes des' f'} \fA {bes c' e'} <>\p \fA {aes c' f'} \fA {aes des' f'} | \fA {aes c' f'} \fA {ges bes c'} <f aes c'>2~ | q1\fermata | }
lh = { \clef bass \key f \minor
 <f,, f,>2-> <c,, c,>-> | <f,, f,>1 | <c, c>2 <f,, f,>2 | <f, f>2 <aes,, aes,> | <aes,, aes,>4 <g,, g,> <c, c>2 | <bes,, bes,>2 <e, e>4 <f, f> | <aes,, aes,>4 <bes,, bes,> <c, c> <es, es> | <des, des>4 <c, c> <f,, f,> <d, d> | <c, c>2 <c,, c,> |
 \key des \major \fB {des, aes, f aes} \fB {des, aes, f aes} | \fB {es, bes, ges bes} \fB {aes,, ges, c ges} | \fB {es, bes, ges bes} \fB {aes,, ges, c ges} | \fB {des, aes, f aes} \fB {f, c aes c'} |
 \fB {ges, des bes des'} \fB {g, des bes e'} | \fB {aes, f ces' f'} \fB {bes, es ges bes} | \fB {aes,, aes, des f} \fB {aes,, ges, c es} | \fB {des, aes, f aes} <c, bes,>4 <c,, c,> |
 \key f \minor <f,, f,>2-> <c, c>4-> <bes,, bes,> | <aes,, aes,>4-> <bes,, bes,> <f,, f,>2-> | <f, f>2-> <aes,, aes,>4-> <f,, f,> | <g,, g,>2-> <g,, g,>4-> <c, c>-> | \tuplet 3/2 { <bes,, bes,>8-> <c, c> <des, des> <f, f> <g, g> <aes, aes> <c, c>-> <bes,, bes,> <g,, g,> <e,, e,> <g,, g,> <c, c> } | <f, f>4-> r <f,, f,>4. <aes,, aes,>8 |
 <des, des>4 <c, c> <f,, f,>2-> | <c,, c,>2-> <f,, f,>-> | <f,, c, f,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 54 } }
