% original study 96, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 40..60
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
% prelude 9/8: long-short and short-long figures in both hands, tune in the alto, one bar of 6/8
fL = #(define-music-function (m) (ly:music?) #{ \arp #'(#(0 2) (1 2) #(1 2) (2 3) #((1 2) 2) 3) 8 $m #})
fK = #(define-music-function (m) (ly:music?) #{ \arp #'(0 #((1 2) 2) r #((1 2 3) 2) r #((2 3) 2)) 8 $m #})
rh = { \time 9/8 \key bes \minor
 r4. r4 f'8\p bes'4 c''8 | <f' des''>4 <ges' c''>8 <f' bes'>4 <des' f'>8~ q4 <es' ges'>8 | <ges' es''>4 <f' des''>8 <es' c''>4 <c' a'>8~ q4 <c' f'>8 | <des' bes'>4 <es' c''>8 <f' des''>4 <aes' f''>8~ q4 <ges' es''>8 | <f' des''>4. <e' g' c''>4.~ q4 f''8 |
 <bes' des'' f''>4 <ges' ges''>8 <aes' aes''>4 <bes' des'' bes''>8~ q4 <aes' aes''>8 | <ges' bes' ges''>4 <f' f''>8 <es' es''>4 <ces'' es'' ces'''>8~ q4 <bes' bes''>8 | <aes' ces'' aes''>4 <ges' ges''>8 <f' f''>4 <d' d''>8 <es' ges' c'' es''>4. | <f' a' c'' f''>4.~ q4 r8 r4. |
 r8 <bes' des'' ges''>4\mf r8 <bes' des'' f''>4 r8 <a' c'' es''>4 | r8 <aes' ces'' es''>4 r8 <aes' bes' d''>4 r8 <ges' bes' es''>4 | r8 <ges' a' es''>4 r8 <ges' bes' des''>4 r8 <e' bes' des''>4 | \time 6/8 r8 <f' c''>4 r8 <f' a' es''>4 |
 \time 9/8 <f' bes' des'' f''>4\f q8 <ges' ges''>4 q8 <aes' c'' es'' aes''>4 <ges' ges''>8 | <f' bes' des'' f''>4 <f'' f'''>8 <es'' es'''>4 <des'' des'''>8 <c'' es'' a'' c'''>4 <bes' bes''>8 | <ges' bes' es'' ges''>4 <es'' es'''>8 <des'' des'''>4 <c'' c'''>8 <bes' des'' g'' bes''>4 <aes' aes''>8 | <f' as' des'' f''>4-> <ges' ges''>8-> <fes' aes' ces'' fes''>4-> <es' es''>8-> <d' f' aes' d''>4-> <es' es''>8-> |
 <c' f' a' c''>4 <c'' c'''>8\ff <a' a''>4 <f' f''>8 <ges' bes' ges''>4 <es' es''>8 | <des' f' bes' des''>2.~ q4 f'8\p | <des' bes'>4 <ces' aes'>8 <bes ges'>4 <c' a'>8~ q4 <es' ges'>8 | <des' f'>4 <c' es'>8 <bes des'>4 <a es'>8~ q4 <a c'>8 | <bes des'>2.~ q4 <f' bes' des''>8~ | q2.~ q4.\fermata | }
lh = { \clef bass \key bes \minor
 <bes,, bes,>4 <f, des>8 <bes, f>4 q8 q4 q8 | \fL {bes,, f, des f} | \fL {f,, es, a, es} | \fL {bes,, f, des f} | <bes,, bes,>4 <g, des>8 <c, bes,>4 <e g>8 <c, bes,>4 <e bes>8 |
 \fL {bes,, f, des bes} | \fL {ees,, ces, ges, es} | <aes,, aes,>4 <ces es>8 <b,, b,>4 <f aes>8 <c, c>4 <ges a>8 | <f,, f,>4 <c a>8 <es c'>4 <c a>8 <a, es>4 <f, c>8 |
 <bes,, bes,>4. <des, des>4. <f, f>4. | <ces, ces>4. <bes,, bes,>4. <es, es>4. | <c, c>4. <des, des>4. <g,, g,>4. | <f,, f,>4. <f, f>4. |
 <bes,, bes,>4 <des f bes>8 <es, es>4 <bes des' ges'>8 <aes,, aes,>4 <c es aes>8 | <des, des>4 <f bes des'>8 <bes,, bes,>4 <des f bes>8 <f,, f,>4 <c es a>8 | <es, es>4 <ges bes es'>8 <bes, ges>4 q8 <e, e>4 <g bes des'>8 | <des, des>4-> <ges bes>8 <ces, ces>4-> <aes ces'>8 <bes,, bes,>4-> <c, c>8 |
 <f,, f,>4 <c f a>8 <es f c'>4 q8 <f,, f,>4 <c a>8 | \fK {bes,, f, des f} | \fK {bes,, es, ges, c} | \fK {f,, es, ges, c} | <bes,, f,>4 <f, bes,>8 <ges, bes,>4 <f, bes,>8~ q4. | <bes,,, bes,,>2.~ q4.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4. = 50 } }
