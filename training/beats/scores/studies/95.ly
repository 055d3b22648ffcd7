% original study 95, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 46..66
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
% nocturne 3/4: left triplets (then quavers), right quavers, semiquavers and quintuplets against them
fA = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(0 1 2 3 2 1 2 1 3) 8 $m } #})
fB = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(0 1 3 2 1 2 3 2 1) 8 $m } #})
fW = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \arp #'(0 1 2 3 4 5 6 5 3) 8 $m } #})
rh = { \time 3/4 \key b \major \partial 4 fis'8\p gis' | dis''4. cis''8 b' dis'' | fis''4~ fis''16 e'' dis'' fis'' gis''8 e'' | cis''2~ cis''16 dis'' e'' gis'' | b''4. ais''8 gis'' fis''~ |
 fis''8 e''4 dis'' cis''8~ | cis''8. dis''16 \tuplet 5/4 { e''16 dis'' cisis'' dis'' gis'' } fis''8 b'~ | b'4 ais'8 cis'' e'' dis'' | cis''2 fis'8 gis' |
 dis''4. cis''8 b' dis''16 fis'' | b''4~ \tuplet 5/4 { b''16 ais'' gis'' fis'' e'' } dis''8 fis'' | d''2~ d''16 cis'' b' d'' | g''4. fis''8 e'' dis''~ | dis'' gis''4 b'' ais''8 | gis''4~ \tuplet 7/4 { gis''16 fis'' e'' dis'' cis'' b' ais' } cis''4 | b'2 r8 b'\mf |
 \key gis \minor <b' dis'' gis''>4 r8 q4 <cis'' cis'''>8 | <ais' dis'' fisis'' ais''>4. <gis' gis''>8 <fisis' fisis''> <ais' ais''> | <b' e'' gis'' b''>4 r8 q4 <dis'' dis'''>8 | <cis'' fisis'' ais'' cis'''>4. <b' b''>8 <ais' ais''> <cis'' cis'''> | <dis'' gis'' b'' dis'''>4~\f \tuplet 3/2 { q8 <cis'' cis'''> <b' b''> } <fis'' fis'''>8 <e'' e'''> |
 <dis'' dis'''>8 <b' b''>4 <gis' gis''> <fis' fis''>8~ | q8 <e' b' e''>16 <fis' fis''> <gis' gis''>8 <ais' ais''>16 <b' b''> <cis'' e'' cis'''>8 <e'' e'''> | <dis'' fis'' b'' dis'''>2.\ff | \key b \major r8 <cis'' cis'''>8 <b' b''> <gis' gis''> <g' cis'' e'' g''>4 |
 r8 dis''8\p~ dis'' cis'' b' dis'' | fis''4~ fis''16 e'' dis'' b' g'8 e'' | cis''8 b'4 ais' b'8~ | b'2 <d' g' b'>4~ | q8 <dis' fis' b'>8~ q2 | <dis' fis' b'>2.\fermata | }
lh = { \clef bass \key b \major r4 | \fA {b,, fis, dis b} | \fB {b,, fis, dis a} | \fA {e, b, gis cis'} | \fB {e, b, g cis'} | \fA {dis, b, fis b} | \fB {gis,, fisis, b, e} | \fA {cis, gis, e b} | \fB {fis, cis ais e'} |
 \fA {b,, fis, dis b} | \fW {b,, fis, a, dis} | \fA {g,, d, b, g} | \fB {e, b, g cis'} | \fA {fis, dis b dis'} | \fB {fis, e ais cis'} | \fW {b,, fis, b, dis} |
 \key gis \minor <gis,, gis,>8 <dis gis b> q <dis, dis> <dis gis b> q | <dis, dis>8 <ais, dis fisis> q <cis, cis> <ais, dis fisis> q | <e, e>8 <b, e gis> q <cis, cis> <gis, cis e> q | <dis, dis>8 <fisis ais cis'> q <dis, dis> q <ais, ais> | <gis, gis>8 <dis' gis' b> <b dis'> <e, e> <b e'> <gis b> |
 \fB {b,, gis, dis b} | \fB {cis, gis, e b} | \fW {fis,, dis, b, dis} | \key b \major \fB {fis,, cis, e ais} | \fA {b,, fis, dis b} | \fB {b,, g, e b} | \tuplet 3/2 { fis,8 dis b e, cis ais e, e ais } | \fA {b,, fis, dis b} | \fB {b,, g, d b} | <b,, fis, dis>2.\arpeggio\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 56 } }
