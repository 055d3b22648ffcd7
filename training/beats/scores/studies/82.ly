% original study 82, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 44..66
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
% prelude in 12/8: long-short in both hands, bell octaves, chordal climax
ls = #(define-music-function (a b) (ly:music? ly:music?) #{ $a $b #})
rh = { \time 12/8 \key c \minor
 <g' c'' es''>4\p q8 <g' b' d''>4 <g' c'' es''>8 <aes' c'' f''>4 <g' c'' es''>8 <f' b' d''>4. | <es' g' c''>4 <f' aes' d''>8 <g' c'' es''>4 <aes' c'' f''>8 <g' b' d'' g''>2. |
 <aes' c'' es'' aes''>4 <g' g''>8 <f' aes' c'' f''>4 <es'' g''>8 <f' aes' d'' f''>4 <es' es''>8 <d' f' b' d''>4. | <es' g' c'' es''>4 <d' d''>8 <c' es' fis' c''>4 <d' d''>8 <b d' g' b'>2. |
 R1. | r4 <c'' es'' aes''>8 <bes' des'' g''>4 <aes' c'' f''>8~ q4 <g' bes' es''>8 <f' aes' des''>4 <es' g' c''>8 | <des' f' bes'>4 <c' es' aes'>8 <des' f' bes'>4 <es' g' c''>8 <e' g' c''>2. | 
 <f' aes' c'' f''>4\mf <e' e''>8 <f' f''>4 <g' g''>8 <aes' c'' es'' aes''>4. r4 <ges' ges''>8 | <f' bes' des'' f''>4 <e' e''>8 <f' f''>4 <aes' aes''>8 <ges' bes' des'' ges''>4. r4 <f' f''>8 |
 <es' ges' a' es''>4 <f' f''>8 <ges' ges''>4 <a' a''>8 <c'' es'' ges'' c'''>4\f <bes' bes''>8 <a' a''>4 <ges' ges''>8 | <f' bes' d'' f''>4 <d' d''>8 <f' f''>4 <bes' bes''>8 <d'' f'' bes'' d'''>4 <c'' c'''>8 <bes' d'' f'' bes''>4 <aes' aes''>8 |
 <g' b' d'' g''>4\ff q8 q4 q8 <aes' c'' d'' aes''>4 q8 q4 q8 | <g' c'' es'' g''>4 q8 <f' b' d'' f''>4 q8 <es' g' c'' es''>4 <f' f''>8 <d' f' b' d''>4 <g' g''>8 |
 <g' c'' es'' g'' c'''>4-> <c'' es''>8 <g' c''>4 <es' g'>8 <c'' f'' aes'' c'''>4-> <aes' c''>8 <f' aes'>4 <c' f'>8 | <b' d'' g'' b''>4-> <g' b'>8 <d' g'>4 <b d'>8 <c'' es'' c'''>4-> <g' c''>8 <fis' c''>4 <es' c''>8 |
 <d' g' b' d''>2. r4. r4 <g g'>8\p | <es' g' c''>4 q8 <d' g' b'>4 <es' g' c''>8 <f' aes' d''>4 <es' g' c''>8 <d' f' b'>4 <g g'>8 | <es' g' c''>4 q8 <e' g' bes'>4 q8 <f' aes'>4 q8 <f' b'>4 q8 |
 <es' c''>2. <des' f' aes' c''>2.\pp | <c' es' g' c''>1.\fermata | }
lh = { \clef bass \key c \minor
 <c, c>4 <g, es>8 <g, f>4 <c, c>8 <f, c>4 <c g>8 <g,, g,>4. | <c, c>4 <b,, b,>8 <c, c>4 <f,, f,>8 <g,, g,>4 d8 g4 d8 |
 <f, c aes>4 <g, g>8 <aes, aes>4 <c es>8 <d, d aes>4 <es, es>8 <g, f>4. | <c, g, es>4 <d, d>8 <a,, a,>4 <fis, fis>8 <g,, g,>4 d8 b4 d8 |
 r4 <g,, g,>8-> <g, g>4.->~ q4 <g,, g,>8-> <g, g>4.-> | <aes,, aes,>4. r4 <des, des>8~ q4 <es, es>8 <f, f>4 <aes,, aes,>8 | <bes,, bes,>4 <c, c>8 <bes,, bes,>4 <aes,, aes,>8 <c, c>4 <g, e>8 <c g bes>4 <g, e>8 |
 <f,, f,>4 <c aes>8 <f c'>4 <c bes>8 <c, c>4 <as, es aes>8 <c es aes>4 <aes, es>8 | <bes,, bes,>4 <f des'>8 <bes des'>4 <f c'>8 <es, es>4 <bes, ges>8 <es bes>4 <bes, ges>8 |
 <f,, f,>4 <c ges a>8 q4 q8 <f,, f,>4 <c es a>8 q4 q8 | <bes,,, bes,,>4 <f, d bes>8 q4 q8 <aes,, aes,>4 <f bes d'>8 q4 q8 |
 <g,, g,>4 <d b>8 <g, g>4 <d b>8 <f,, f,>4 <d aes c'>8 <f, f>4 <d aes c'>8 | <es,, es,>4 <g, c es>8 <g,, g,>4 <g, d f>8 <c, c>4 <g, es>8 <g,, g,>4 <g, f b>8 |
 <c,, c,>4-> <es g>8 <c es>4 <g, c>8 <f,, f,>4-> <f aes>8 <c f>4 <aes, c>8 | <g,, g,>4-> <d g>8 <b, d>4 <g, b,>8 <aes,, aes,>4-> <es aes>8 <es aes c'>4 q8 |
 <g,,, g,,>4. g4 <d g b>8 <g,, d, g,>2. | <c, c>4 <g, es>8 <g,, g,>4 <c, c>8 <f,, f,>4 <c g>8 <g,, g,>4 <f b>8 | <c, g,>4 <es g>8 <c, g,>4 <e g>8 <c, aes,>4 <c f>8 <c, aes,>4 <d f>8 |
 r4 <c, c>8-> <c,, c,>4.->~ q4 <c, c>8 <des, des>4. | <c,, c,>1.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4. = 54 } }
