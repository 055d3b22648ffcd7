% original study 92, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 54..80
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
% a cappella-like: long chords, few onsets a beat, changes of 4/4 3/4 3/2, suspensions
sop = \relative c'' { \time 4/4 \key g \major b2\p c | d2. c4 | b a g2 | a1 | c2 b4 e | d2 c4 b | \time 3/4 a2 g4~ | g4 fis2 | \time 4/4 g1 |
 bes2\mf c | des2. c4 | bes2 es~ | es4 des c2 | b2 e | dis2. fis4 | e1~ | e2 dis | e1 |
 r2 g2\f | fis2. e4 | d2 g~ | g4 f e2 | \time 3/2 a2 g fis | \time 4/4 f2\p e4 d | e2. d4~ | d c b2 | a1~ | a2 c | b1 | r4 c2\pp b4~ | b1~ | b1\fermata | }
alt = { g'2 g' | g' fis' | g'4 fis' e'2 | fis'1 | e'2 g' | fis' e'4 e' | e'2 d'4 | e'4 d'2 | d'1 |
 f'2 aes' | bes' aes' | g' bes' | aes'2 aes'4 ges' | fis'2 b' | b' a' | g'1 | a'1 | gis'1 |
 r2 <b' e''>2 | <b' dis''>2. c''4 | b'2 <b' d''> | <b' d''>4 q c''2 | <c'' es''>2 <bes' d''> <a' d''> | aes'2 g' | g'2. g'4 | fis'2 g'4 eis' | fis'1 | e'2 fis'4 es' | d'1 | r4 es'2 d'4~ | d'1~ | d'1\fermata | }
ten = { \clef bass \key g \major d'2 e' | d' a4 c' | d'2 b4 c' | d'1 | a2 e'4 b | b2 a4 gis | c'2 b4 | a2 c'4 | b1 |
 des'2 es' | f' es' | es' ges' | f'4 f' es'2 | dis'2 e' | fis' fis' | b1 | c'2 b4 a | b1 |
 r2 e'2 | fis'2 a | b d' | g2 g | c'2 d' c' | b2 c'4 b | c'2. bes4 | a2 d'4 cis' | d'1 | c'2 a | g1 | r4 <g c'>2 g4~ | g1~ | g1\fermata | }
bas = { g2 c | b,4 g, d2 | g,4 d e2 | d1 | a,2 e4 g | b2 c4 e | a,2 b,4 | c4 d2 | g,1 |
 bes,2 aes, | ges,2 aes, | es2 ces | des2 aes, | b,2 g, | b,2 <b,, b,> | e1 | fis2 b, | e,1 |
 r2 <e, e>2 | <b,, b,>2 <a,, a,> | <g,, g,>2 <b,, b,> | <c, c> <c, c>4 <b,, b,> | <f,, f,>2 <bes,, bes,> <d, d> | g,2 c4 f | c2. cis4 | d2 g,4 gis, | d1~ | d1 | g,1 | r4 g,2 g,4~ | g,1~ | <g,, g,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \sop \\ \alt >> \new Staff << \ten \\ \bas >> >> \midi { \tempo 4 = 68 } }
