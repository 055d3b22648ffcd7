% original study 81, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 38..56
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
% nocturne: sextuplets in wide left hand, tune tied over the beat; middle part in syncopated chords
A = #(define-music-function (m) (ly:music?) #{ \tuplet 6/4 { \arp #'(0 1 2 3 2 1) 16 $m } #})
B = #(define-music-function (m) (ly:music?) #{ \tuplet 6/4 { \arp #'(0 2 3 4 3 2 1 2 4 5 4 3) 16 $m } #})
C = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(0 1 2 3 4 3) 8 $m } #})
rh = \relative c'' { \time 4/4 \key des \major
 R1 | r8 f4\p aes8~ aes4. ges16 f | es4.~ es16 des f8~ f4. | r8 ges4 bes8~ bes8. aes16 ges8 c,~ | c4 des8 es~ es2 |
 r8 f4 aes8~ aes8. c16 des8 f~ | f8. es16 des8 bes~ bes ges4 f8~ | f4 es8. f16 es8 c4 des8~ | des2. r4 |
 % middle
 \key e \major r8 <gis, b e>4\mf <a cis e> <gis b dis>8~ q4 | r8 <fis a cis>4 <gis b d> <fis b cis>8~ q4 | r8 <e gis cis>4 <fis a cis>8 <dis gis b>4 <e g b>8 <e gis cis>~ |
 q4 <fis bis dis>8 <gis cis e>~ q <a cis fis>4 <a c fis>8 | r8 <b e gis>4\f <b e a> <b dis b'>8~ q <a cis>~ | q <g b d>4 <fis c' e>8~ q <e bes' d>4. | <des ges bes des>2->\ff r8 <c es ges c>4.-> |
 \key des \major r8 <f f'>4\f <aes aes'>8~ q8. <c c'>16 <bes bes'>8 <aes aes'>~ | q8. <ges ges'>16 <f f'>8 <es es'>~ q <ges ges'>4. | r8 <f f'>4 <es es'>8~ q \tuplet 3/2 {<des des'>16 es f} <aes aes'>4~ |
 q8 f4\p es8~ es c4 des8~ | des1~ | des4 r8 <aes' f'>8\pp~ q2\fermata | }
lh = { \clef bass \key des \major
 \repeat unfold 2 { \B {des, aes, f aes} } | \B {des, aes, f aes} \B {bes,, f, des f} | \B {ges,, des, bes, es} \A {des, aes, f aes} \A {f, des aes des'} |
 \B {es, bes, ges bes} \B {c, bes, es ges} | \B {aes,, es, c ges} \A {aes,, f, c ges} \A {aes,, es, ges c} | \B {des, aes, f aes} \B {f, c aes c'} |
 \B {bes,, f, des ges} \B {es, bes, ges bes} | \B {aes,, f, des aes} \B {aes,, es, c ges} | \B {des, aes, f aes} \A {des, bes, fes bes} \A {des, aes, f aes} |
 \key e \major \C {e, b, e} \C {e, b, gis} | \C {a,, e, a,} \C {b,, fis, dis} | \C {cis, gis, e} \C {gis,, dis, b,} | \C {a,, e, cis} \C {fis,, cis, a,} |
 \C {e, b, gis} \C {dis, b, fis} | \C {d, g, b,} \C {c, fis, bes,} | \A {ges,, des, ges, bes,} \A {ges, des ges bes} \A {aes,, es, ges, c} \A {aes, es ges c'} |
 \key des \major \B {des, aes, f aes} \B {bes,, f, des aes} | \B {es, bes, ges des'} \B {aes,, es, c ges} | \B {f,, des, aes, des} \B {bes,, f, des fes} |
 \B {aes,, es, c ges} \B {aes,, ges, c es} | \B {des, aes, f aes} \B {des, bes, ges bes} | \A {des, aes, f aes} des,4 <des,, des,>2\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 46 } }
