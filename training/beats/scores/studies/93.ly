% original study 93, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 34..52
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
% poeme in 6/8: quintuplets in the left, 4:3 and 2:3 in the tune, tune entering after the beat
fQ = #(define-music-function (m) (ly:music?) #{ \tuplet 5/3 { \arp #'(0 1 2 3 2) 8 $m } #})
fP = #(define-music-function (m) (ly:music?) #{ \tuplet 5/3 { \arp #'(0 2 1 3 2) 8 $m } #})
fN = #(define-music-function (m) (ly:music?) #{ \tuplet 9/6 { \arp #'(0 1 2 3 4 5 4 3 2) 16 $m } #})
rhB = { \time 6/8 \key fis \major
 r4. \tuplet 4/3 { r8 cis''\p dis'' fis'' } | eis''4.~ \tuplet 4/3 { eis''8 dis'' cis'' ais' } | dis''4.~ \tuplet 2/3 { dis''8 cis'' } | \tuplet 4/3 { r8 cis''4 dis''8 } \tuplet 4/3 { gis''4. fis''8 } | eis''4.~ eis''8 r4 |
 \tuplet 4/3 { r8 e'' fis'' a'' } gis''4.~ | \tuplet 4/3 { gis''8 fis'' e'' cis'' } fis''4.~ | \tuplet 2/3 { fis''8 e'' } \tuplet 4/3 { d''4 b'8 cis''~ } | cis''4.~ \tuplet 4/3 { cis''8 r r4 } |
 % capricious
 r8 <ais' eis''>16\mf <b' fis''> <gis' dis''>8 r8 <ais' eis''>16 <b' fis''> <cis'' gis''>8 | <b' fisis'' ais''>4.-> r4. | r8 <c'' g''>16 <d'' a''> <ais' eis''>8 r8 <c'' g''>16 <d'' a''> <e'' b''>8 | <d'' gis'' c'''>4.-> r8 <cis'' cis'''>16\f <b' b''> <ais' ais''>8 |
 \tuplet 4/3 { <gis' dis'' gis''>4 <ais' ais''>8 <cis'' cis'''> } <b' dis'' b''>4.~ | \tuplet 4/3 { q8 <ais' ais''> <gis' gis''> <fis' fis''> } \tuplet 2/3 { <eis' b' eis''>8 <gis' gis''> } | <fis' ais' dis'' fis''>4.\ff \tuplet 4/3 { r8 <cis'' cis'''> <dis'' dis'''> <fis'' fis'''> } | <eis'' gis'' b'' eis'''>4.~ \tuplet 4/3 { q8 <dis'' dis'''> <cis'' cis'''> <ais' ais''> } |
 <dis'' fis'' ais'' dis'''>4.~ \tuplet 2/3 { q8 <cis'' cis'''> } | \tuplet 4/3 { r8 <b' b''>4 <a' a''>8 } \tuplet 4/3 { <gis' cis'' eis'' gis''>4. <fis' fis''>8 } | <eis' b' dis'' eis''>4. r8 r16 cis''16\p \tuplet 3/2 { dis''16 cis'' ais' } |
 \tuplet 4/3 { r8 cis''8 dis'' fis'' } eis''4.~ | \tuplet 4/3 { eis''8 dis'' cis'' ais' } dis''4.~ | \tuplet 2/3 { dis''8 cis'' } r8 <fis' b'>4 | <fis' ais'>4.~ q8 r r | <ais' dis'' gis''>2.\pp\fermata | }
lh = { \clef bass \key fis \major
 \fQ {fis, cis ais dis'} \fQ {fis, cis ais dis'} | \fQ {cis, b, eis ais} \fP {cis, b, eis ais} | \fQ {b,, fis, dis ais} \fQ {gis,, fis, b, dis} | \fP {cis, b, eis ais} \fQ {cis, gis, eis b} | \fQ {fis, cis ais dis'} \fP {fis, cis ais dis'} |
 \fQ {a,, e, cis gis} \fQ {a,, g, cis fis} | \fP {d, a, fis cis'} \fQ {d, a, fis c'} | \fQ {g,, d, b, fis} \fQ {e, b, g d'} | \fN {cis, b, eis ais} \fN {cis, a, eis b} |
 cis,4 r8 eis,4 r8 | <g, eis b>4.-> \fP {cis, g, eis b} | e,4 r8 g,4 r8 | <bes, gis d'>4.-> \fP {e, bes, gis d'} |
 \fN {gis,, dis, b, fis} \fN {gis,, dis, b, fis} | \fN {cis, gis, b, eis} \fN {cis, b, eis ais} | \fN {dis, ais, cis fis} \fN {b,, fis, ais, dis} | \fN {cis, gis, b, eis} \fN {cis, b, eis ais} |
 \fN {b,, fis, ais, dis} \fN {gis,, fis, b, dis} | \fQ {g,, f, b, dis} \fQ {cis, b, eis ais} | \fP {cis, b, eis gis} r4. |
 \fQ {fis, cis ais dis'} \fQ {cis, b, eis ais} | \fQ {cis, b, eis ais} \fQ {b,, fis, dis ais} | \fQ {gis,, fis, b, dis} <cis, b, eis>4. | \fP {fis,, cis, ais, dis} \fP {fis,, cis, ais, dis} | <fis,, cis, ais,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rhB \new Staff \lh >> \midi { \tempo 4. = 42 } }
