% original study 83, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 50..70
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
% three layers: bass octave, inner chords after the beat in triplets, tune in octaves
IN = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(r (0 1 2) (0 1 2)) 8 $m } #})
IW = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(r (0 1 2) (1 2 3) (a 2 3 4) (1 2 3) (0 1 2)) 8 $m } #})
tune = { \time 4/4 \key g \minor
 R1 | <>\mf \ov { d''2~ d''8. c''16 bes'8. d''16 | g''2 fis''4 \tuplet 3/2 {g''4 a''8} | bes''4. a''8 g''4 f'' | es''2. r8 d'' |
 es''4 c'' a'' g'' | f''4. es''8 d''4~ \tuplet 3/2 {d''4 c''8} | bes'4 c''8 d'' es''4. a'8 | d''1 }
 % middle
 \key es \major <bes es' g'>4.\p <c' es' aes'>8 <bes d' f'>2 | <aes c' g'>4 <g bes es'> <f a es'> <f bes d'> | <g bes es'>4. <aes des' f'>8 <c' es' ges'>2 | <b dis' fis'>4 <b e' g'> <a c' fis'>2 |
 \key g \minor <>\f \ov { d''2~ d''8. e''16 fis''8. a''16 | c'''2 bes''4 \tuplet 3/2 {a''4 g''8} | es'''4. d'''8 c'''4 bes'' | a''2~ \tuplet 3/2 { a''4 g''8 fis'' g'' a'' } |
 bes''4 g'' f''8 es''4 d''8~ | d''4 c''8 bes' a'4. d''8 | g'2. r4 } | r4 <b d' g'>2\p <c' es' g'>4~ | q <bes d' g'>2. | <bes d' g'>1\fermata | }
inner = { \IN {d g bes} \IN {d g bes} \IN {d g c'} \IN {d fis c'} |
 \repeat unfold 2 {\IN {bes d' g'}} \IN {bes e' g'} \IN {bes d' f'} | \IN {bes d' g'} \IN {g bes es'} \IN {a c' d'} \IN {fis c' d'} | \IN {g bes d'} \IN {g d' e'} \IN {bes d' g'} \IN {aes b d'} | \IN {g c' es'} \IN {g bes es'} \IN {fis a es'} \IN {fis a c'} |
 \repeat unfold 2 {\IN {g c' es'}} \IN {f c' es'} \IN {a c' es'} | \IN {f bes d'} \IN {f a d'} \IN {f bes d'} \IN {f aes d'} | \IN {g bes d'} \IN {g c' es'} \IN {g a c'} \IN {es g c'} | \IN {d fis c'} \IN {d g bes} \IN {d fis a} \IN {c' d' fis'} |
 s1*4 | \IW {d' fis' c''} \IW {c' d' a'} | \IW {es' g' c''} \IW {d' g' bes'} | \IW {es' g' c''} \IW {es' g' cis''} | \IW {d' fis' c''} \IW {c' d' fis'} |
 \IN {bes d' g'} \IN {bes cis' e'} \IN {a c' f'} \IN {aes b f'} | \IN {g c' es'} \IN {g a es'} \IN {fis c' d'} \IN {fis a c'} | \IN {g bes d'} \IN {f b d'} \IN {es g c'} \IN {d g bes} | s1*3 | }
bass = { \clef bass \key g \minor <g,, g,>2 <d, d> | <g,, g,>2 <c, c>4 <d, d> | <es, es>2 <d, d> | <g,, g,>4 <g, g> <f, f>2 | <c, c>1 |
 <c, c>2 <f,, f,> | <bes,, bes,>2. <aes,, aes,>4 | <g,, g,>4 <es, es>2 <c, c>4 | <d, d>2 <d,, d,> |
 \key es \major <es, es>4. <aes,, aes,>8 <bes,, bes,>2 | <c, c>4 <es, es> <f, c> <bes,, bes,> | <es, es>4. <des, des>8 <aes,, aes,>2 | <b,, fis,>4 <e, b,> <d, d>2 |
 \key g \minor <d,, d,>1 | <d,, d,>2 <g,, g,>4 <bes,, bes,> | <c, c>2 <a,, a,> | <d,, d,>2 r4 <d,, d,>-> |
 <g,, g,>4 <e, e> <f,, f,> <b,, b,> | <c, c>2 <d,, d,> | <g,, g,>2. <g,, g,>4~ | <g,, g,>1~ | <g,, g,>1 | <g,, d, g,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \tune \\ \inner >> \new Staff \bass >> \midi { \tempo 4 = 60 } }
