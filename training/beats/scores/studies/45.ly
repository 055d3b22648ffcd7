% original study 45, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 88..116
\version "2.24.0"
\include "articulate.ly"
% \A dur pattern {tones}: number = n-th tone of the chord or scale (going on through the octaves), r = rest,
% list = chord, list beginning with > = accented, with s = staccato
A = #(define-music-function (dur pat ch) (ly:duration? list? ly:music?)
  (let* ((ps (music-pitches ch)) (n (length ps)))
   (define (P i) (ly:pitch-transpose (list-ref ps (modulo i n)) (ly:make-pitch (floor-quotient i n) 0 0)))
   (define (N i) (make-music 'NoteEvent 'duration dur 'pitch (P i)))
   (define (art s) (make-music 'ArticulationEvent 'articulation-type s))
   (define (E x)
    (cond ((number? x) (make-music 'EventChord 'elements (list (N x))))
          ((eq? x 'r) (make-music 'RestEvent 'duration dur))
          ((eq? (car x) '>) (make-music 'EventChord 'elements (append (map N (cdr x)) (list (art 'accent)))))
          ((eq? (car x) 's) (make-music 'EventChord 'elements (append (map N (cdr x)) (list (art 'staccato)))))
          (else (make-music 'EventChord 'elements (map N x)))))
   (make-sequential-music (map E pat))))
% moto perpetuo in 2/2, both hands in octaves, triplets, no accents at all; groups of five and seven notes and turns across the beat
up = #(define-music-function (p c) (list? ly:music?) #{ \tuplet 3/2 2 { \A 8 #p $c } #})
aa = { <>\p \up #'(0 1 2 3 4 5 6 5 4 3 2 1) {fis as cis' } | \up #'(2 3 1 4 3 2 5 4 3 6 5 4) {fis a cis' } | \up #'(7 6 5 4 6 5 4 3 5 4 3 2) {eis gis b d'} | \up #'(0 3 1 2 0 4 1 3 2 5 3 4) {fis a cis'} |
 \up #'(0 1 2 3 4 5 6 7 6 5 4 3) {fis gis a b cis' d' e'} | \up #'(8 6 7 5 6 4 5 3 4 2 3 1) {fis gis a b cis' d' eis'} | \up #'(0 2 1 3 2 4 3 5 4 6 5 7) {b, d fis gis} | \up #'(6 5 4 3 2 1 0 1 2 3 4 5) {cis eis gis b} | }
bb = { \up #'(0 1 2 4 3 2 1 2 3 5 4 3) {a cis' e'} | \up #'(2 3 4 6 5 4 3 4 5 7 6 5) {a c' fis'} | \up #'(8 7 6 5 4 3 2 1 0 1 2 3) {g b e'} | \up #'(4 5 6 5 4 3 2 3 4 3 2 1) {g b d' f'} |
 \up #'(0 5 1 4 2 3 1 6 2 5 3 4) {c' e' g'} | \up #'(0 5 1 4 2 3 1 6 2 5 3 4) {bes d' f' as'} | \up #'(7 6 5 4 3 2 6 5 4 3 2 1) {bes es' ges'} | \up #'(5 4 3 2 1 0 4 3 2 1 0 -1) {bes d' f' as'} | }
% chromatic
chr = { \up #'(0 1 2 3 2 1 2 3 4 3 4 5) {g as a bes b c' cis' d' dis' e' f' fis'} | \up #'(4 5 6 7 8 7 6 7 8 9 10 9) {g as a bes b c' cis' d' dis' e' f' fis'} | \up #'(12 11 10 9 8 7 6 5 4 3 2 1) {g as a bes b c' cis' d' dis' e' f' fis'} | \up #'(0 -1 0 1 2 1 0 -1 -2 -3 -2 -1) {g as a bes b c' cis' d' dis' e' f' fis'} |
 \up #'(0 1 3 2 0 1 3 2 0 1 3 2) {d f as b} | \up #'(4 5 7 6 4 5 7 6 4 5 7 6) {cis e g ais} | \up #'(8 7 5 6 4 3 1 2 0 1 3 2) {d f as b} | \up #'(0 1 2 3 4 1 2 3 4 5 2 3) {cis eis gis b} | }
zz = { \up #'(0 1 2 0 1 2 3 1 2 3 4 2) {fis a cis'} | \up #'(3 4 5 3 4 5 6 4 5 6 7 5) {fis a cis'} | \up #'(8 7 5 6 5 3 4 3 1 2 1 -1) {fis b d'} | \up #'(7 6 4 5 4 2 3 2 0 1 0 -2) {g b d'} |
 <>\pp \up #'(6 5 4 3 2 1 5 4 3 2 1 0) {fis a cis'} | \up #'(4 3 2 1 0 -1 3 2 1 0 -1 -2) {eis gis b cis'} | \up #'(0 -1 -2 0 -1 -2 0 -1 -2 0 -1 -2) {fis a cis'} | \up #'(0 -3 -2 0 -3 -2 -1 -3 -2 -1 -3 -2) {fis a cis'} | <>\ff fis'1 | }
all = { \aa \bb \chr \aa \zz }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 2/2 \all }
 \new Staff { \transpose c c, \all } >> \midi { \tempo 4 = 204 } }
