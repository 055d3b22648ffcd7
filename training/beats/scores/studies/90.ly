% original study 90, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 32..48
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
% shimmer: demisemiquavers around a slow tune, 3/4, then septuplets, a still middle part
fS = #(define-music-function (m) (ly:music?) #{ \arp #'(0 2 1 2 0 2 1 2) 32 $m #})
fU = #(define-music-function (m) (ly:music?) #{ \arp #'(0 1 2 3 4 3 2 1) 32 $m #})
fT = #(define-music-function (m) (ly:music?) #{ \tuplet 7/4 { \arp #'(0 1 2 3 4 5 6) 16 $m } #})
fX = #(define-music-function (m) (ly:music?) #{ \tuplet 12/8 { \arp #'(0 3 1 3 2 3 0 3 1 3 2 3) 32 $m } #})
rh = { \time 3/4 \key e \major <>\p \repeat unfold 2 \fS {gis' b' e''} \fS {a' cis'' e''} | \repeat unfold 2 \fS {gis' b' e''} \fS {gis' b' dis''} | \fS {a' cis'' e''} \fS {a' cis'' fis''} \fS {gis' b' fis''} | \fS {fis' a' dis''} \fS {a' b' dis''} \fS {a' c'' dis''} |
 \fS {gis' b' e''} \fS {b' cis'' e''} \fS {ais' cis'' e''} | \fS {a' cis'' fis''} \fS {a' c'' fis''} \fS {b' dis'' gis''} | \fU {cis'' e'' a''} \fU {b' e'' gis''} \fU {ais' dis'' fisis''} | \fU {b' dis'' a''} \fU {a' dis'' fis''} r4 |
 % still
 \key c \major <e' g' c''>2.\pp | <f' a' c''>2 <f' aes' c''>4 | <e' g' c'' e''>2. | r4 <fis' a' c'' dis''>2 | <e' g' b' e''>2 <f' b' d''>4~ | q2 <e' gis' b'>4 |
 \key e \major <>\mf \fX {gis'' b'' e''' b'} \fX {gis'' b'' e''' b'} \fX {a'' cis''' e''' cis''} | \fX {gis'' b'' e''' b'} \fX {gis'' b'' e''' b'} \fX {b'' dis''' gis''' b'} | \fX {cis''' e''' a''' cis''} \fX {cis''' e''' a''' cis''} \fX {a'' cis''' fis''' cis''} | \fU {e'' gis'' cis'''} \fU {d'' gis'' b''} \fU {cis'' g'' ais''} |
 <>\f \fT {b' e'' gis''} \fT {b' dis'' a''} \fT {a' c'' fis''} | \fU {gis' b' e''} \fS {gis' cis'' e''} \fS {fis' a' dis''} | <>\p \fS {gis' b' e''} \fS {gis' b' e''} \fS {gis' c'' e''} | \fS {gis' b' e''} \fU {gis' b' e''} \fU {e'' gis'' b''} | <gis'' b'' e'''>2.\pp\fermata | }
lhA = { \clef bass \key e \major r4 b4.\mf cis'8 | e'4. dis'8 b4 | cis'2~ cis'8 b | a4. b8 fis4 | gis4~ \tuplet 3/2 {gis8 b e'} cis'4~ | cis'8 a e'4. dis'8 | cis'4 b~ b8 gis | fis2 r4 |
 c,2 g,4 | f,2 des,4 | c,4 g,2 | r4 <b,, fis,>2 | <e, b,>2 <gis, d>4~ | q2 e,4 |
 r4 <b e'>4. <cis' e'>8 | <e' gis'>4. <dis' fis'>8 <b e'>4 | <cis' a'>2~ q8 <b gis'> | <a e'>4. <gis d'>8 <e cis'>4 | <e b>4.. <dis a>16 <c fis>4~ | q8 <b, gis>4 <cis ais>8 <b, a>4 | <b, gis>2. | r8 b4 gis8 e b, | <e b>2.\fermata | }
lhB = { <e, b,>2. | <e, b,>2. | <a,, e,>2 <b,, fis,>4 | b,,2. | e,2 fis,4 | b,,2 c4 | fis,4 gis, a, | b,,4 b,, r | s2.*6 |
 <e,, e,>2. | <gis,, gis,>2. | <a,, a,>2. | <cis, cis>4 <e, e> <fis, fis> | <b,, b,>2 <b,, b,>4 | <e, b,>4 <a,, e,> <b,, fis,> | <e,, e,>2. | <e,, e,>2. | <e,, e,>2. | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff << \lhA \\ \lhB >> >> \midi { \tempo 4 = 40 } }
