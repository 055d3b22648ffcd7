% original study 86, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 60..92
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
% intermezzo with inner syncopation, 3/4, hemiolas; middle part in minor with canon and tied bass
fS = #(define-music-function (m) (ly:music?) #{ \arp #'(#(0 1/2) 0 0 #(0 1/2)) 4 $m #})
up = { \time 3/4 \key a \major \partial 8 e''8\p | cis''4. b'8 a' cis'' | e''4 d''8 fis''4 e''8 | d''4. cis''8 b' d'' | fis''8 gis''4 a''8 fis'' d'' |
 cis''4. a''8 gis'' fis'' | e''4 fis''8 cis''4 d''8~ | d''8 b'4 cis'' a'8~ | a'8 gis'4 b'8 e''\mf fis'' |
 a''4. gis''8 fis'' e'' | g''4 fis''8 e''4 dis''8~ | dis'' fis''4 b''8 a'' fis'' | e''2~ e''8 gis'' | <cis'' a''>4 <b' gis''> <a' fis''> | <gis' eis''> <a' fis''> <fis' d''>~ | q8 <e' cis''>4 <d' b'> a'8~ | a'2. |
 \key fis \minor r8 cis''8\p fis''4. gis''8 | a''8 gis'' fis''4 eis''8 cis''~ | cis'' d'' b''4. a''8 | gis''8 fis'' eis''4. cis''8 | r8 fis''8 a''4. b''8 | cis'''8\f b'' a''4 g''8 e''~ | e'' fis'' d''4 b'8 cis''~ | cis''4 r8 eis''8 gis'' b'' |
 d'''4. cis'''8 b'' gis'' | cis'''4. b''8 a'' fis'' | b''8 a'' gis''4 fis''8 eis'' | fis''4 e''8\p d''4 e''8 |
 \key a \major cis''4. b'8 a' cis'' | e''4 d''8 fis''4 e''8 | d''8. cis''16 b'8 d'' fis'' a'' | c'''4 b''8 a''4 f''8 | <cis'' e''>4 r8 d''4 b'8 | cis''4 r8 d''4 gis'8 | a'2.~ | a'2.\fermata | }
midB = { r8 | \fS {<e' a'>} | \fS {<fis' a'>} | \fS {<fis' gis'>} | r8 <d' a'>4 <d' b'>4 q8 | \fS {<e' a'>} | r8 <cis' ais'>4 q <d' b'>8~ | q8 <d' fis'>4 <e' a'>4 <dis' fis'>8~ | q8 <d' e'>4 q r8 |
 r8 <cis'' e''>4 <a' cis''> q8 | r8 <a' cis''>4 <g' a'>4 <fis' a'>8 | r8 <b' dis''>4 <a' dis''> q8 | r8 <gis' d''>4 <gis' b'> q8 | s2.*3 | r8 <cis' e'>4 <d' f'> <cis' e'>8 | 
 s2.*12 | \fS {<e' a'>} | \fS {<fis' a'>} | \fS {<fis' gis'>} | r8 <d' f'>4 q <b d'>8 | s2.*2 | r8 <cis' e'>4 <d' f'> <cis' e'>8~ | q2. | }
lh = { \clef bass \key a \major r8 | a,4 e2 | a,4 d2 | a,4 e2 | a,4 fis4 gis | a,4 e4 cis | fis,4 e b,~ | b,4 e c | b, e,2 |
 a,8 e cis' e' cis' e | a,8 e cis' e' a, e | b,8 fis a dis' b fis | e,8 b, gis b e gis | a,4 e fis | cis fis, d~ | d8 e4 e,4. | a,4 e a, |
 \key fis \minor fis,8 a cis'4. a8~ | a cis'4 gis8 b cis'~ | cis' b4 d' fis8~ | fis gis4 b cis8 | r8 fis, a, cis fis a~ | a cis'4 a,8 e a~ | a d4 fis b,8~ | b, gis4 cis' cis8~ |
 cis8 eis4 gis b8~ | b8 a4 fis cis8~ | cis8 dis4 cis b,8 | <a, fis>4 gis,2 |
 \key a \major a,,4 e,2 | a,,4 d2 | a,,4 e2 | a,,4 f2 | e,8 e a4 gis8 e | e,8 e a4 gis8 d | a,,4 e,2~ | <a,, e, a,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \up \\ \midB >> \new Staff \lh >> \midi { \tempo 4 = 74 } }
