% original study 85, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 40..58
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
% elegy: triplet accompaniment with empty beat, tune in the tenor then soprano in 4:3 and dotted
fA = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(r (0 1) 2) 8 $m } #})
fB = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(0 1 2 3 2 1) 8 $m } #})
rhA = { \time 4/4 \key es \minor R1 |
 <>\p \fA {ges' bes' es''} \fA {ges' bes' es''} \fA {ges' bes' f''} \fA {ges' bes' es''} | \fA {ges' ces'' es''} \fA {aes' ces'' es''} \fA {aes' ces'' d''} \fA {aes' bes' d''} | \fA {ges' bes' es''} \fA {ges' bes' des''} \fA {ges' a' c''} \fA {ges' a' es''} | \fA {f' bes' d''} \fA {f' aes' d''} \fA {es' ges' c''} \fA {d' f' bes'} |
 \fA {es' ges' ces''} \fA {es' aes' ces''} \fA {fes' aes' ces''} \fA {fes' aes' des''} | \fA {ges' bes' des''} \fA {f' bes' des''} \fA {fes' g' bes'} \fA {es' g' bes'} | \fA {es' aes' ces''} \fA {es' a' c''} \fA {d' aes' ces''} \fA {d' aes' bes'} | <es' ges' bes'>2 r4 bes'4 |
 es''4.\mf f''16 ges'' bes''4. aes''8 | ges''8. f''16 es''4~ es''8 d''16 es'' f''8 ces''~ | ces''4 bes'8 a' bes' es'' ges'' bes'' | aes''2~ aes''8. ges''16 f''8 ces''' |
 <bes' bes''>4.\f <ces'' ces'''>8 <des'' des'''>4 <bes' bes''>8 <ges' ges''>~ | q8 <aes' aes''>4 <bes' bes''>8 <ces'' es'' ces'''>4.. <bes' bes''>16 | \tuplet 3/2 {<a' a''>4 <bes' bes''> <c'' c'''>} <es'' ges'' es'''>4.-> <d'' d'''>8 | <bes' d'' bes''>2~ q8 aes''16\p ges'' f'' es'' d'' ces'' |
 bes'1~ | bes'8 es''4 des''8~ des'' ces''4 bes'8~ | bes'4 a'8 bes' r8 ces''4 aes'8 | <g' bes'>2. <aes' ces''>4~ | q4 <ges' bes'>2.\fermata | }
lh = { \clef bass \key es \minor es,4.\mf bes,8 es ges4 f8 |
 <es, bes,>2~ q8 ges4 f8~ | f4. es16 d <bes,, f>2 | es4. ges8~ \tuplet 3/2 {ges4 f8} es4 | bes,2~ bes,8 ces4 d8 | 
 es4. ges8~ ges8. fes16 des4~ | des4 bes,4~ \tuplet 3/2 {bes,4 des8} es4 | aes,4. f8~ f d4 bes,8 | \fB {es, bes, ges bes} \fB {des, bes, ges bes} |
 \fB {ces, ges, es bes} \fB {es, bes, ges bes} | \fB {aes,, es, ces es} \fB {bes,, aes, d f} | \fB {es, ges, es ges} \fB {c, ges, es a} | \fB {d, aes, f bes} \fB {bes,, f, d aes} |
 \fB {ges,, des, bes, ges} \fB {es, bes, ges bes} | \fB {ces, ges, es ges} \fB {aes,, aes, ces es} | \fB {f,, f, c es} \fB {a,, ges, c es} | \fB {bes,, f, d aes} <bes,, aes, d>4 r |
 \tuplet 3/2 { r8 <ges bes>8 es' r <f bes>8 d' r <fes bes>8 des' r <es a>8 c' } | <es, bes, ges>4 r <aes,, es, ces> r | <bes,, f>4 r <bes,, aes, d> r | \tuplet 3/2 {es,8 bes, g bes g es} \tuplet 3/2 {es,8 ces fes aes fes ces} | <es, bes, es>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rhA \new Staff \lh >> \midi { \tempo 4 = 48 } }
