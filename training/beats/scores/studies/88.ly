% original study 88, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 36..52
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
% sarabande in 3/2: chords with weight on two, dotted tune, variation with running quavers
fA = #(define-music-function (m) (ly:music?) #{ \arp #'(0 2 1 2) 8 $m #})
fB = #(define-music-function (m) (ly:music?) #{ \arp #'(0 1 2 3) 8 $m #})
rh = { \time 3/2 \key a \minor
 <e' a' c''>2\mf <c' f' a' c''>2.-> b'4 | <e' gis' b'>2 <e' b' d''>2.-> c''4 | <f' a' c''>2 <a' d'' f''>2. e''4 | <g' c'' e''>2 <g' b' d''>1-> |
 <fis' c'' d''>2 <bes' d'' g''>2.-> f''4 | <g' c'' e''>2 <a' c'' e'' a''>2. g''4 | <a' c'' f''>4. e''8 <gis' d''>4 c'' <d' gis' b'>2 | <c' e' a'>1. |
 <g' c'' e'' g''>2\f q2.-> a''4 | <bes' d'' bes''>2 <c'' f'' a''>2.-> g''4 | <aes' c'' f''>2 <c'' f'' aes'' c'''>2. bes''4 | <aes' c'' aes''>4. g''8 <g' b' d'' g''>1 |
 <e' b' e''>2\p <e' c'' f''>2. e''4 | <e' a' dis''>4. e''8 <dis' a' fis''>2.-> e''4 | <gis' b' d''>2 <a' c''>4. b'8 <fis' c'' dis''>4 e'' | <e' gis' b' e''>1. |
 c''8\p b' a' c'' c''4. b'8 c'' d'' e'' a'' | b'8 a' gis' b' d''4. c''8 b' e'' gis'' b'' | c'''8 a'' f'' c'' f''4. e''8 f'' a'' d''' f''' | e'''8 c''' g'' e'' d'''4. b''8 g'' d'' b' g' |
 fis'8 a' c'' d'' g''4. d''8 f'' d'' b' g' | e'8 g' c'' e'' a''4.\f e''8 g'' e'' cis'' a' | f''8 e'' d'' f'' e'' d'' c'' a'' c'' b' a' gis' | a'4 <c'' e'' a''>2 <b' d'' f'' b''>2 <b' e'' gis''>4~ |
 q4 <a' c'' e'' a''>2 <bes' d'' f'' bes''>2.\ff | <a' c'' e'' a''>2 r4 <gis' b' d'' gis''>2.-> | <a' cis'' e'' a''>2 r4 <d' f' bes'>2.\p | <cis' e' a'>1.\fermata | }
lh = { \clef bass \key a \minor
 <a,, a,>2 <f,, f,>1 | <e,, e,>2 <gis,, gis,>1 | <a,, a,>2 <d, d>2. <c, c>4 | <b,, b,>4 <c, c> <g,, g,>1 | <d, d>2 <g,, g,>2 <b,, b,> | <c, c>2 <f, f>2. <e, e>4 | <d, d>2 <e, e> <e,, e,> | a,,4 e, a, c e2 |
 <c, c>2 <c g e'>2. <c, c>4 | <g,, g,>2 <f c' f'>2. <f, f>4 | <f, f>2 <des, des>2. q4 | <d, d>2 g,4 d g b | <gis, e>2 <a, e>1 | <c, c>2 <b,, b,>1 | <e, e>2 <a,, a,> <a,, a,> | e,4 b, e gis b2 |
 a,,2 <f, c a>1 | e,2 <gis, e b>1 | a,2 <d a f'>2. c4 | <b, g>4 <c g> <g, d b>1 | \fB {d, a, d fis} \fB {g, d g b} \fB {b, g d' f'} | \fB {c, g, c e} \fB {f, c f a} \fB {a, e g cis'} | \fA {d a f'} \fA {e a c'} \fA {e, e d'} | f,4 <c f a>2 <d, d>2 <e, e>4~ |
 q4 <f, c f>2 <bes,, bes,>2. | <e, e>2 r4 <e,, e,>2. | <a,, a,>2 r4 a,,2. | <a,, e, a,>1.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 88 } }
