% original study 100, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 72..104
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
% slow waltz-like legend 3/4, bass after rests, hemiolas; tremolo recitative; tune in left with arpeggios over it
trm = #(define-music-function (n m) (number? ly:music?) #{ \repeat unfold #n { \arp #'((1 2) 0) 32 $m } #})
fA = #(define-music-function (m) (ly:music?) #{ \arp #'(r 0 1 2 3 4 5 4 3 2 1 0) 16 $m #})
fG = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(r 5 4 3 2 1 r 4 3) 8 $m } #})
rh = { \time 3/4 \key g \minor \partial 4 d''4\p | bes''2 a''8 g'' | fis''4. g''8 a''4 | es''2 d''8 c'' | bes'2 d''4 | c''4. d''8 es'' g'' | bes''4 a'' g''~ | g''8 fis'' a''4. d''8 | g''2 d''4 |
 bes''2 a''8 g'' | f''4. g''8 aes''4 | <c'' es'' g''>4 r <b' d'' f''> | r <bes' des'' f''> r | <a' c'' es''> r <aes' b' f''> | r8 <g' c'' es''>4 <fis' c'' d''>8~ q4 | g'2.~ | g'4 r r |
 % recitative over tremolo
 <>\pp \trm #12 {es' g' c''} | \trm #8 {es' g' c''} \trm #4 {es' fis' c''} | r4 r8 d''8\f g''4~ | g''8. fis''16 a''8. g''16 \tuplet 3/2 { es''8 d'' c'' } | <>\pp \trm #12 {d' f' b'} | \trm #8 {e' g' bes'} \trm #4 {e' g' cis''} | r4 r8 e''\f a''4~ | a''8 gis'' b''4~ \tuplet 3/2 {b''8 a'' f''} |
 % tune below
 \key d \major <>\p \fA {a' d'' fis''} | \fA {a' cis'' g''} | \fA {b' d'' fis''} | \fA {a' c'' fis''} | \fA {b' d'' g''} | \fA {bes' d'' g''} | <>\f \fG {a' d'' fis''} | \fG {a' cis'' g''} |
 \fG {b' d'' fis''} | \fG {c'' d'' fis''} | \fG {b' d'' g''} | <e'' g'' cis''' e'''>4->\ff <d'' fis'' a'' d'''>2-> | <c'' ees'' fis'' c'''>4-> <bes' bes''>2-> | \key g \minor <a' c'' es'' a''>4-> r d''\p |
 bes''2 a''8 g'' | fis''4. g''8 a''4 | es''8 d''4 c''8~ c'' a' | bes'4. cis''8 d''4~ | d''8 <es' a' c''>4 <d' fis' a'>4 <d' g' bes'>8~ | q2.~ | q2.\fermata | }
lh = { \clef bass \key g \minor r4 | r4 <bes d' g'> r | r <a c' fis'> c, | r <g c' es'> fis, | g,, <d g bes>2 | r4 <es g c'> r | cis, <g bes e'> r8 cis8 | d,4 <a c' fis'> r | g,,4 <d bes> q |
 r4 <bes d' g'> r | b,,4 <aes d' f'> q | <c, c>4 r <d, d> | r <es, es> r | <f, f> r <d, d> | r8 <es, es>4 <d, d>8~ q4 | g,,4 <d bes> <es c'> | <d bes>4 r r |
 <c, c>2. | <a,, a,>2. | <bes, d g>2. | <c es a>2. | <g,, g,>2. | <cis, cis>2. | <a, cis e>2. | <d f b>2 r4 |
 \key d \major a2 b8 cis' | e'4. d'8 cis' b | d'2 fis4~ | fis8 e d4 c | b,4. cis8 d e | g2 bes,4 | <d, a, fis>4 a8 fis b cis' | <a,, e, e'>4. d'8 cis' b |
 <b,, fis, d'>4 fis8 d fis4~ | fis8 <d, d>4 <c, c>8~ q4 | <g,, g,>4 d8 g b d' | <a,, a,>4-> <b,, b,>2-> | <fis,, fis,>4-> <g,, g,>2-> | \key g \minor <c, c>4-> <d, d>2 |
 r4 <bes d' g'> r | r <a c' fis'> c, | r8 <g c' es'>4 q8~ q4 | g,,8 <d g bes>4 <e g bes>4 <fis, d a>8~ | q8 c,4 d,4 g,,8~ | g,,8 d,8 g, bes, d g | <g,, d, g,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 84 } }
