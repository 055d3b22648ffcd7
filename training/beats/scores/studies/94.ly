% original study 94, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 52..76
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
% nothing on the beat but ties: chords across the beat in both hands, ostinato bass late; middle with plain pulse
rh = { \time 4/4 \key d \minor
 R1 | r8 <f' a' d''>4\p <g' a' e''>4 <a' d'' f''>4.~ | q8 <g' bes' e''>4 <f' bes' d''>4 <e' g' cis''>4.~ | q8 <f' a' d''>4 <fis' a' es''>4 <g' bes' d''>8~ q4~ | q8 <gis' b' f''>4 <a' c'' e''>4 <g' cis'' e''>4.~ |
 q8 <f' a' d''>4 <a' d'' f''>4 <c'' f'' a''>4.~ | q8 <bes' d'' g''>4 <a' d'' f''>4 <g' bes' es''>4.~ | q8 <f' bes' d''>4 <e' bes' cis''>4 <f' a' d''>8~ q4~ | q8 r r4 r2 |
 \key bes \major d''4\mf bes'8 c'' d''4 f'' | es''4. d''8 c''2 | c''4 a'8 bes' c''4 es'' | d''4. c''8 bes'4 r8 <bes' bes''>8~\f | q8 <a' a''>4 <aes' aes''>4 <g' g''>8~ q4 | r8 <ges' bes' es'' ges''>4 <f' f''>8~ q8 <es' es''>4 <des' des''>8~ | q8 <c' es' a' c''>4 <d' d''>4 <es' es''>4 <fis' a' es'' fis''>8~ | q4 <g' bes' d'' g''>8 <gis' b' f'' gis''>8~ q <a' cis'' g'' a''>8~ q4 |
 \key d \minor r8 <d'' f'' a'' d'''>4\ff-> <cis'' f'' a'' cis'''>4 <c'' f'' a'' c'''>4.~ | q8 <b' d'' gis'' b''>4 <bes' d'' g'' bes''>4 <a' d'' f'' a''>4.~ | q8 <gis' d'' f'' gis''>4 <g' cis'' e'' g''>4 <f' bes' d'' f''>8~ q4 | r8 <e' g' cis'' e''>4 <d' f' b' d''>8~ q8 <cis' e' bes'>4\p <d' f' a'>8~ |
 q2 r8 <es' g' bes'>4. | r8 <d' f' a'>4. r8 <d' e' g' bes'>4 <cis' e' a'>8~ | q8 <d' f' a'>8~ q2.~ | q1\fermata | }
lh = { \clef bass \key d \minor
 d,8.\p a,16~ a,4~ a,8 d,4.~ | d,8. a,16~ a,4~ a,8 d,4.~ | d,8. bes,16~ bes,4~ bes,8 a,,4.~ | a,,8. d16~ d4~ d8 g,4.~ | g,8. d16~ d8 c4 a,,4.~ |
 a,,8. d16~ d4~ d8 f,4.~ | f,8. bes,16~ bes,4~ bes,8 es,4.~ | es,8. gis,16~ gis,8 a,,4 d,4.~ | d,8 a,4 d8~ d8 f4 es8 |
 \key bes \major \repeat unfold 2 { bes,8 <f bes d'> q q } | c8 <g c' es'> q q c <g bes es'> q q | f,8 <f a es'> q q f, <f a c'> q q | bes, <f bes d'> q q g, <g bes d'> q r | <es, es>4 r8 <f, d'>8~ q4 r8 <g, des'>8~ | q4 r8 <aes, ces es>8~ q4 r8 <a, c ges>8~ | q2 r8 <c, c>4. | r8 <bes,, bes,>4 <b,, b,>8~ q <a,, a,>8~ q4 |
 \key d \minor <d,, d,>8.-> <a,, a,>16~ q4~ q8 <f,, f,>4.~ | q8. <e, e>16~ q4~ q8 <d, d>4.~ | q8. <bes,, bes,>16~ q8 <a,, a,>4 <g,, g,>8~ q4 | r8 <a,, a,>4 <gis,, gis,>8~ q <g,, g,>4 <f,, f,>8~ | q8. a,16~ a,4 r8 <g,, g,>4.~ | q8 <f,, f,>4. r8 <e,, e,>4 <a,, a,>8~ | q8 <d, a,>8~ q2.~ | <d, a,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 62 } }
