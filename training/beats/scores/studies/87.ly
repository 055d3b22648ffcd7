% original study 87, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 50..72
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
% album leaf 2/4: tune over broken chords in semiquavers shared by the hands, rests on the beat
fA = #(define-music-function (m) (ly:music?) #{ \arp #'(r 0 1 2) 16 $m #})
fB = #(define-music-function (m) (ly:music?) #{ \arp #'(r 2 1 2 0 2 1 2) 16 $m #})
fC = #(define-music-function (m) (ly:music?) #{ \tuplet 5/4 { \arp #'(0 1 2 3 2) 16 $m } #})
up = { \time 2/4 \key f \major \partial 8 c''8\p | a''4. g''8 | f''8. e''16 d''8 c'' | d''4~ d''16 e'' f'' g'' | c''4. c''8 | bes''4. a''8 | g''8. fis''16 g''8 d''~ | d''8 c''~ c''16 e'' g'' bes'' | a''4. aes''8\mf |
 aes''4. g''8 | f''8. es''16 des''8 c'' | des''4~ \tuplet 3/2 {des''8 es'' f''} | aes''4. c''8 | b'4. e''8 | gis''8. a''16 b''8 c'''~ | c''' b''4 a''8 | \grace { g''16 a'' } g''4. c''8\p |
 a''8. bes''16 a''8 g'' | f''8. e''16 d''8 c''~ | c'' d''~ d''16 e'' f'' a'' | c'''4. bes''8 | a''4 r16 g'' f'' d'' | c''4~ c''16 bes' a' d'' | f'4 g'8. f'16 | f'4. r8 |
 % piu mosso middle
 \key d \minor r8 <f' a' d''>4\mf <g' a' e''>8~ | q8 <a' d'' f''>4 r8 | r8 <bes' d'' g''>4 <a' cis'' g''>8~ | q <a' d'' f''> <g' bes' e''>4 | r8 <f' a' d''>4 <fis' a' es''>8~ | q8 <g' bes' d''>4 <gis' b' f''>8~ | q <a' c'' e''>4\f <c'' es'' a''>8~ | q4 <b' d'' aes''>8 <bes' des'' g''> |
 <a' c'' f''>8 r r4 | <g' b' f''>8 r r c''8\p | \key f \major a''4. g''8 | f''8. e''16 d''8 c'' | d''4~ d''16 e'' f'' g'' | c''4. cis''8 | d''4. f''8 | c''4~ c''16 bes' a' g' | a'4 r8 bes'~ | bes'4 a'8 r | r8 <c' f' a'>4.\fermata | }
inn = { r8 | \fA {a' c' f'} \fA {a' c' f'} | \fB {a c' f'} | \fB {bes d' f'} | \fB {a c' e'} | \fB {d' e' g'} | \fB {bes d' g'} | \fB {bes c' e'} | \fB {c' f' a'} |
 \fB {c' f' aes'} | \fB {aes des' f'} | \fB {g bes des'} | \fB {c' es' aes'} | \fB {gis b e'} | \fB {b d' e'} | \fA {c' e' a'} \fA {c' dis' a'} | \fA {c' d' g'} \fA {bes c' e'} |
 \fA {c' f' a'} \fA {c' e' g'} | \fB {a c' f'} | \fB {bes d' f'} | \fA {c' fis' a'} \fA {c' d' fis'} | \fB {bes d' f'} | \fB {bes c' e'} | \fA {a c' d'} \fA {bes c' e'} | r16 c' a c' f'8 r |
 s2*10 | \fB {a c' f'} | \fB {a c' f'} | \fB {bes d' f'} | \fB {a c' e'} | \fB {a d' f'} | \fB {bes c' e'} | \fA {a c' f'} \fA {bes des' f'} | \fA {bes des' e'} \fA {a c' f'} | s2 | }
lh = { \clef bass \key f \major r8 | f4. e8 | d4. a,8 | bes,4 b, | a,4. g,8 | c4. cis8 | d4 bes, | c4. c8 | f,8 c f4 |
 f4. e8 | des4. aes,8 | es,8 bes, es4 | aes,4. a,8 | gis,4. e,8 | e4 d | c8 c b, b, | bes,4 c |
 f4 c | d4 a, | bes,4. g,8 | a,4 d | g,4 bes, | c4. c8 | d4 c8 c, | <f, c>4. r8 |
 \key d \minor \fC {d, a, f a} \fC {cis, a, g a} | \fC {d, a, f a} \fC {f, d a d'} | \fC {bes,, g, d g} \fC {a,, g, e a} | \fC {d, a, f a} \fC {a,, g, cis e} | \fC {d, a, f a} \fC {c, a, d fis} | \fC {bes,, g, d g} \fC {b,, f, d gis} |
 \fC {c, a, e a} \fC {f,, f, c es} | \fC {fis,, f, b, d} \fC {g,, e, bes, des} | \fC {c, a, f a} \tuplet 5/4 {c'16 a f c a,} | \fC {c, g, f b} \tuplet 5/4 {bes16 g e c bes,} |
 \key f \major f4. e8 | d4. a,8 | bes,4 b, | a,4. g,8 | d8 d, d4 | c4 c, | f,4. f,8~ | f,4. f,8~ | <f,, f,>2\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \up \\ \inn >> \new Staff \lh >> \midi { \tempo 4 = 60 } }
