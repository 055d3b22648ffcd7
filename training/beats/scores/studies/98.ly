% original study 98, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 50..70
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
% repeated semiquaver chords above a tenor tune, 5/4 with 4/4 and 3/4 bars; climax; recitative
fA = #(define-music-function (m) (ly:music?) #{ \arp #'((0 1 2) 1 (0 1 2) 1) 16 $m #})
fB = #(define-music-function (m) (ly:music?) #{ \arp #'(r (0 1 2) r (0 1 2)) 16 $m #})
fC = #(define-music-function (m) (ly:music?) #{ \arp #'((a 0 1 2) (0 1 2) (0 1 2) (a 0 1 2) (0 1 2) (0 1 2) (a 0 1 2) (0 1 2)) 16 $m #})
rh = { \time 5/4 \key e \minor
 <>\p \fB {g' b' e''} \fB {g' b' e''} \fB {g' b' e''} \fB {g' b' e''} \fB {g' b' e''} | \fB {g' b' e''} \fB {g' b' e''} \fB {g' c'' e''} \fB {fis' c'' e''} \fB {fis' b' dis''} | \fB {g' b' e''} \fB {g' b' d''} \fB {a' c'' e''} \fB {a' c'' fis''} \fB {a' c'' dis''} |
 \time 4/4 \fB {g' b' e''} \fB {gis' b' d''} \fB {a' c'' e''} \fB {bes' cis'' e''} | \fA {b' d'' g''} \fA {a' c'' g''} \fA {a' c'' fis''} \fA {b' dis'' a''} | \time 5/4 \fA {b' e'' g''} \fA {b' e'' g''} \fA {c'' e'' g''} \fA {c'' ees'' fis''} \fA {b' d'' g''} |
 \time 3/4 <>\mf \fA {bes' ees'' g''} \fA {c'' ees'' aes''} \fA {bes' d'' aes''} | \time 4/4 \fC {b' e'' g''} \fC {c'' e'' a''} | <>\f \fC {c'' dis'' a''} \fC {b' dis'' fis''} | <e'' g'' b'' e'''>4-> r8 b'8 c''4. b'8 | a'2~ a'8 g'16 a' b'8 fis' | r4 <g' bes' ees''>2.\p |
 r4 <aes' c'' f''>2 <g' b' f''>4~ | q4 <g' c'' ees''>2.~ | q4 r8 g''8\mf aes''4. g''8 | fis''4~ \tuplet 3/2 { fis''8 e'' dis'' } e''8 g'' b'' dis''' |
 <g'' b'' e'''>4\ff \fA {g'' b'' e'''} <a'' c''' e'''>4 \fA {a'' c''' e'''} | <fis'' a'' dis'''>4 \fA {fis'' a'' dis'''} <e'' g'' cis'''>4 \fA {e'' g'' bes''} | \time 5/4 \fA {d'' g'' b''} \fA {c'' fis'' a''} \fA {b' e'' g''} \fA {a' c'' fis''} \fA {fis' a' dis''} |
 <>\p \fB {g' b' e''} \fB {g' b' e''} \fB {g' c'' e''} \fB {g' c'' e''} \fB {f' a' c''} | \time 4/4 \fB {e' g' b'} \fB {e' g' b'} \fB {dis' a' c''} \fB {dis' a' b'} | <e' g' b'>1\fermata | }
lh = { \clef bass \key e \minor
 <e, b,>2\mf e'4. d'8 b4 | c'4 b8 a b4 a g8 fis | e4. g8 fis a c'4 b8 a | b4. e8 a c' bes g | d'4. c'8 a4 b | e,8 b, g4 c,8 g, a,, ees d,4 |
 ees,8 bes, aes,,4 bes,,8 aes, | <b,, b,>2 <fis, c>2 | <b,, b,>4. <fis, fis>8 <b, b>4 <b,, b,> | <c, c>4-> r8 r8 <f c'>2 | <fis c'>2 <b, a>4 r | r4 ees,2.~ |
 ees,4 d,2 g,,4~ | g,,4 c,2.~ | c,4 r <f, d>2 | <b,, b,>2 r4 <b,, b,>8 <a,, a,> |
 <g,, g,>4. <e, e>8 <c, c>4. <a,, a,>8 | <b,, b,>4. <a,, a,>8 <g,, g,>4. <cis, cis>8 | <d, d>4 <dis, dis> <e, e> <fis, c> <b,, b,> | <e, b,>2 c4. b,8 a,4 | b,4. g,8 fis,4 b,, | <e,, b,, e,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 60 } }
