% original study 99, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 36..54
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
% berceuse 6/8: one-bar ostinato over a pedal, ornamental variations in 7, 8, 11; middle with horn fifths
oA = { des,8 <des aes> <aes, f> <ges, c> <des ges> <aes, f> }
oB = { des,8 <des bes> <ges, f> <ges, c> <es ges> <aes, f> }
oC = { ces,8 <des aes> <ges, es> <aes, fes> <ces ges> <ces es> }
rh = { \time 6/8 \key des \major R2.*2 |
 f''4.\p ges''8 es''4 | aes'4.~ aes'4 des''8 | f''4 es''16 f'' ges''8 c''4 | des''4.~ des''8 es'' f'' |
 \tuplet 7/6 { f''16 ges'' f'' e'' f'' aes'' g'' } ges''8 es''4 | \tuplet 7/6 { aes'16 bes' c'' des'' es'' f'' ges'' } f''4 des''8 | f''16 r f'' es'' ges'' r ges'' c'' r aes'' c'' r | des''4.~ des''16 c''' bes'' aes'' ges'' f'' |
 \tuplet 8/6 { <f'' aes''>16 <g'' bes''> <f'' aes''> <e'' g''> <f'' aes''> <aes'' c'''> <bes'' des'''> <aes'' c'''> } \tuplet 8/6 { <ges'' bes''>16 <f'' aes''> <es'' ges''> <d'' f''> <es'' ges''> <c'' es''> <bes' des''> <c'' es''> } | \tuplet 11/12 { des''32 es'' f'' ges'' aes'' bes'' c''' des''' c''' bes'' aes'' } f''4 des''8 | \acciaccatura { aes'16 es'' } f''8 \acciaccatura f''16 aes''4 \tuplet 7/6 { ges''16 f'' es'' c'' bes' aes' c'' } | des''4.~ des''4 r8 |
 <aes' f''>4.\mf <bes' des''>8 <aes' es''>4 | <ges' es''>8 <aes' c''> <ges' bes'> <fes' aes'>4.~ | q8 <ges' bes'>4 <aes' ces''>8 <ces'' es''>4 | <bes' des'' ges''>4. <aes' ces'' fes''>4. |
 r8 <ces'' es'' aes''>4~ q8 <bes' des'' ges''>4 | r8 <aes' ces'' fes''>4~ q8 <g' bes' es''>4~ | q4.~ q8 <ges' aes' c'' es''>4 |
 f''32\p aes'' f'' aes'' f'' aes'' f'' aes'' f'' aes'' f'' aes'' ges''32 bes'' ges'' bes'' es''32 ges'' es'' ges'' es'' ges'' es'' ges'' | aes'32 f'' aes' f'' aes' f'' aes' f'' aes' f'' aes' f'' des''16 aes' f' aes' des'' f'' | f''4 es''16 f'' ges''8 c''4 | des''4.~ des''8 ces''4~ | ces''8 bes'4~ bes'8 aes'4~ | aes'4.~ aes'8 <f' des''>4~ | q2.\fermata | }
lh = { \clef bass \key des \major \oA | \oA | \oA | \oB | \oA | \oA | \oB | \oA | \oB | \oA | \oA | \oB | \oA | \oA |
 des,4 <des aes>8 <ges, bes,>4 <aes, c>8 | <ces, ges,>4 <es ces'>8~ q8 <fes, fes>4 | \oC | ges,8 <des bes>4 fes,8 <ces aes>4 | ces,8 <es ces'>4 des,8 <des bes>4 | fes,8 <ces aes>4 es,8 <des g>4~ | q4.~ q8 <aes,, aes,>4 |
 \oA | \oB | \oA | \oA | ges,8 <des bes>4 fes,8 <des bes>4 | des,8 <des aes> <aes, f> <bes, fes> <des ges>4 | <des, aes,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4. = 44 } }
