% original study 91, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 44..66
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
% chords with cadenza-like runs between them, recitative, then a broad chordal tune with runs in the bass
fR = #(define-music-function (m) (ly:music?) #{ \tuplet 12/8 { \arp #'(0 1 2 3 4 5 6 7 8 9 10 11) 32 $m } #})
fD = #(define-music-function (m) (ly:music?) #{ \tuplet 10/8 { \arp #'(9 8 7 6 5 4 3 2 1 0) 32 $m } #})
fZ = #(define-music-function (m) (ly:music?) #{ \arp #'(0 2 1 3 2 4 3 5) 32 $m #})
fB = #(define-music-function (m) (ly:music?) #{ \tuplet 6/4 { \arp #'((a 0) 1 2 3 4 5 6 5 4 3 2 1) 16 $m } #})
rh = { \time 4/4 \key cis \minor
 <gis' cis'' e'' gis''>2.\f-> r4 | r4 <>\p \fR {cis' e' gis'} <gis'' cis''' e'''>2 | <a' cis'' fis'' a''>2.\f-> r4 | r4 <>\p \fR {d' fis' a'} \fD {d' fis' gis' b'} <gis' b' eis''>4 |
 r8 gis'8\mf a' b' cis''4. b'16 a' | gis'2~ gis'8 fis'16 gis' a'8 fisis' | gis'4 r \fZ {dis' fis' a' c''} \fZ {fis' a' c'' dis''} | <gis' bis' dis'' gis''>1\f\fermata |
 <cis' e' gis' cis''>4\ff <dis' gis' dis''>8. <e' gis' e''>16 <gis' cis'' e'' gis''>4. <fis' fis''>8 | <e' a' cis'' e''>4 <fis' fis''>8 <dis' dis''> <e' gis' cis'' e''>2 | <cis' fis' a' cis''>4 <e' e''>8. <fis' fis''>16 <a' cis'' fis'' a''>4. <gis' gis''>8 | <fisis' ais' e'' fisis''>4 <gis' gis''> <gis' bis' dis'' gis''>2 |
 <a' cis'' e'' a''>4 <b' b''>8. <cis'' cis'''>16 <e'' gis'' cis''' e'''>4. <dis'' dis'''>8 | <d'' fis'' a'' d'''>4 <cis'' cis'''>8 <a' a''> <fis' a' d'' fis''>2 | <e' a' cis'' e''>4.. <dis' dis''>16 <dis' fis' a' dis''>4 <e' e''> | <cis' e' gis' cis''>2 r2 |
 \time 2/4 r8 <e' g' cis''>8\p <d' fis' b'>4 | \time 4/4 \fR {b d' fis'} \fD {b d' e' gis'} <gis' cis'' eis''>2 | r8 fis''8\mf eis'' fis'' a''4. gis''16 fis'' | <e'' cis'' gis'>2~ \fD {bis dis' fis' a'} \fD {gis bis dis' fis'} | <e' gis' cis''>4\p r <dis' fis' a' bis'> r | <e' gis' cis''>1\fermata | }
lh = { \clef bass \key cis \minor
 <cis, cis>2.-> r4 | <cis,, cis,>1 | <fis,, fis,>2.-> r4 | <b,, b,>2. <eis, cis>4 | <fis, cis a>2 <dis, bis, a>2 | <e, cis gis>2 <fis, dis a>4 <fisis, e ais> | <gis, dis bis>1~ | q1\fermata |
 \fB {cis, gis, cis e} \fB {cis, gis, cis e} | \fB {a,, e, a, cis} \fB {cis, gis, cis e} | \fB {fis,, cis, fis, a,} \fB {fis,, cis, fis, a,} | \fB {dis, ais, cis fisis} \fB {gis,, dis, gis, bis,} |
 \fB {a,, e, a, cis} \fB {cis, gis, cis e} | \fB {d, a, d fis} \fB {d, a, d fis} | \fB {a,, e, a, cis} \fB {gis,, dis, fis, bis,} | <cis, cis>4 <gis, e>8 <e, cis> <cis,, cis,>2 |
 r4 <eis, eis>8 r | <e, e>2 <cis, cis>2 | <fis, cis a>2 <dis, cis a>2 | <gis, cis e>2 <gis,, gis,>2 | <cis, gis,>4 r gis,, r | <cis,, gis,, cis,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 56 } }
