% original study 89, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 36..56
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
% barcarolle 6/8: rocking quavers with displaced accents, tune in thirds over the bar, semiquaver middle, 4 against 3
fA = #(define-music-function (m) (ly:music?) #{ \arp #'(0 1 2 #(3 2) 1) 8 $m #})
fB = #(define-music-function (m) (ly:music?) #{ \arp #'(0 1 2 1 3 1) 8 $m #})
fC = #(define-music-function (m) (ly:music?) #{ \arp #'(0 1 2 3 2 1 0 2 1 3 2 1) 16 $m #})
fD = #(define-music-function (m) (ly:music?) #{ \arp #'(r 0 1 2 3 4 r 5 4 3 2 1) 16 $m #})
rh = { \time 6/8 \key fis \minor
 R2.*2 | r4.\p r8 <a' cis''>8 <b' d''> | <cis'' e''>4 <a' cis''>8~ q4 <gis' b'>8 | <a' cis''>4.~ q8 <gis' b'> <fis' a'> | <eis' gis'>4 <gis' b'>8~ q <a' cis''> <b' d''> | <a' cis''>2. |
 r8 <a' cis''>8 <cis'' e''> <e'' g''>4 <d'' fis''>8~ | q4 <b' d''>8 <d'' fis''>4 <cis'' e''>8~ | q8 <ais' cis''> <b' d''> <gis' b'>4 <fis' a'>8 | <eis' gis'>4.~ q8 <fis' a'>4 | <fis' a'>2. |
 % middle
 \fD {cis'' fis'' a''} | \fD {b' e'' gis''} | \fD {a' d'' fis''} | \fD {gis' cis'' eis''} | \fD {a' dis'' fis''} | \fD {b' d'' gis''} | \tuplet 4/3 {a''8\f gis'' fis'' e''} \tuplet 4/3 {g''8 fis'' e'' d''} | \tuplet 4/3 {f''8 e'' d'' cis''} eis''4 gis''8 |
 <fis'' a'' cis''' fis'''>4.\ff~ q8 <e'' e'''> <d'' d'''> | <cis'' fis'' a'' cis'''>4 <b' b''>8~ q <a' a''> <gis' gis''> | <a' d'' fis'' a''>4 <fis' fis''>8~ q4 <d'' d'''>8~ | q8 <cis'' cis'''>4 <b' eis'' gis'' b''>4.-> |
 <a' a''>8 <gis' gis''> <fis' fis''>~ q4 r8 | <eis' gis' b'>4.\p <e' g' ais'> | r8 <a' cis''>8 <b' d''> <cis'' e''>4 <a' cis''>8~ | q4 <g' b'>8 <a' cis''>4.~ | q8 <fis' ais'> <gis' b'> <eis' gis'>4 <b d'>8 |
 <a cis'>4. r8 <a cis' fis'>4~ | q4. <b d' fis'>4. | <ais cis' fis'>2.\fermata | }
lh = { \clef bass \key fis \minor \fA {fis, cis a cis'} | \fA {fis, d a d'} | \fA {fis, cis a cis'} | \fA {fis, cis a e'} | \fB {d, a, fis d'} | \fA {cis, gis, eis b} | \fA {fis, cis a cis'} |
 \fB {a,, e, cis g} | \fA {d, a, fis b} | \fB {b,, fis, d b} | \fA {cis, b, eis gis} | \fA {fis, cis a cis'} |
 fis,4 a8~ a gis fis | e,4 gis8~ gis fis e | d,4 fis8~ fis e d | cis,4 cis8 eis4 gis8 | b,,8 fis a b4 a8 | e,4 b8~ b4 d'8 | cis8 e a b, d g | a, cis f g, b, cis |
 \fC {fis,, cis, a, fis} | \fC {cis, a, fis cis'} | \fC {d, a, fis d'} | \fC {cis, gis, eis b} | fis,8 cis a cis' a4 | \arp #'(0 1 2 3 2 1) 8 {cis, gis, eis b} |
 \fA {fis, cis a cis'} | \fA {fis, cis a e'} | \fB {b,, gis, d gis} | \fA {fis, cis a cis'} | fis,8 d b~ b4. | <fis,, cis, fis,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4. = 44 } }
