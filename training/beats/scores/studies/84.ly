% original study 84, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 56..80
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
% triplet chords in both hands at the climax, 3/4; opening with afterbeat eighths
T = #(define-music-function (a b) (ly:music? ly:music?) #{ \tuplet 3/2 { $a $b $b } #})
t = #(define-music-function (a) (ly:music?) #{ \repeat unfold 3 \tuplet 3/2 { $a $a $a } #})
u = #(define-music-function (a) (ly:music?) #{ \tuplet 3/2 { $a $a $a } #})
rh = { \time 3/4 \key b \minor \partial 4 \tuplet 3/2 { r8 fis'8\p g' } |
 b'2~ \tuplet 3/2 {b'8 ais' b'} | d''2 \tuplet 3/2 {cis''4 b'8} | g''4. fis''8 e''4~ | \tuplet 3/2 {e''8 d'' cis''} d''4 r |
 \tuplet 3/2 {r8 d'' e''} fis''2~ | \tuplet 3/2 {fis''8 eis'' fis''} a''4 g'' | fis''4~ \tuplet 3/2 {fis''8 e'' d''} \tuplet 3/2 {cis''4 ais'8} | b'2 \tuplet 3/2 {r8 <fis' fis''> <g' g''>} |
 \t <b' d'' fis'' b''>8\mf | \u <b' d'' g'' b''>8 \u <cis'' e'' g'' cis'''> \u <d'' fis'' b'' d'''> | \u <e'' g'' cis''' e'''>8\< \u <d'' gis'' b'' d'''> \u <cis'' e'' ais'' cis'''> | \t <fis' ais' e'' fis''>8 |
 \u <g' b' e'' g''>8\f \u q \u <a' c'' e'' a''> | \u <b' e'' g'' b''>8 \tuplet 3/2 {q8 <c'' c'''> <d'' d'''>} \u <e'' g'' c''' e'''> | \u <fis'' b'' dis''' fis'''>8\ff \u <e'' b'' e'''> \u <dis'' a'' b'' dis'''> | \u <e'' g'' b'' e'''>8 \tuplet 3/2 {<d'' d'''>8 <cis'' cis'''> <b' b''>} \u <ais' e'' ais''> |
 \tuplet 3/2 {<b' d'' fis'' b''>8-> <fis' fis''> <d' d''> <b' b''>-> <g' g''> <e' e''> <b' b''>-> <g' g''> <cis' cis''>} | \tuplet 3/2 {<ais' cis'' fis'' ais''>8-> <fis' fis''> <cis' cis''>} <fis' ais' e'' fis''>2-> |
 \tuplet 3/2 {r8 <fis' b' d''>8\f q} \tuplet 3/2 { q <e' ais' cis''> q } \tuplet 3/2 {q <d' fis' b'> q} | \tuplet 3/2 {r8 <d' g' b'>8 q} \tuplet 3/2 { q <cis' fis' a'> q } \tuplet 3/2 {q <b e' g'> q} |
 r8 fis'4\p g'8 b'4~ | b'8 ais'4 b'8 d''4~ | d''8 cis''4 b'8 \tuplet 3/2 {g'8 fis' e'} | <b d' fis'>4 r <e' g' cis''>4~ | q <dis' fis' b'>2 | R2. | <dis' fis' b'>2.\pp\fermata | }
lh = { \clef bass \key b \minor r4 | b,,8 <fis b d'> r q r <e g> | b,,8 <fis b d'> r q r <fis ais e'> | e,8 <g b e'> r <g b> r <g cis'> | fis,8 <fis ais e'> b,, <fis b d'> r4 |
 b,,8 <a b d'> r q r q | d,8 <fis a d'> d, <fis c'> g,, <d g b> | fis,8 <d' b> r <d fis b> fis, <e fis ais> | b,,8 <fis b d'> r q <b,, b,>4 |
 <b,,, b,,>4 \u <d fis b>8 \u <b,, fis, b,> | \T <g,, g,>8 <d g b> \T <e, e>8 <e g b> \T <b,, b,>8 <d fis b> | \T <cis, cis>8 <g b e'> \T <eis, eis>8 <gis b d'> \T <fis, fis>8 <e ais cis'> | <fis,, fis,>4 \u <e fis ais cis'>8 \u <cis e fis ais> |
 \T <e,, e,>8 <e g b> \T <b,, b,>8 <e g b> \T <a,, a,>8 <e a c'> | \T <g,, g,>8 <e g b> \T <e, e>8 <g b e'> \T <c, c>8 <g c' e'> | \u <b,, b, fis a>8 \u <b,, b,> \u <b,,, b,,> | \T <e,, e,>8 <e g b> \T <g,, g,>8 <g b e'> \T <fis,, fis,>8 <fis ais e'> |
 \tuplet 3/2 { <b,,, b,,>8-> <fis b> <d fis> <e, e>-> <b e'> <g b> <g, g>-> <e' g'> <cis' e'> } | \tuplet 3/2 { <fis, fis>8-> <cis' e'> <ais cis'> } <fis,, fis,>2-> |
 <b,,, b,,>2-> r4 | <e,, e,>2-> r4 | r8 fis,4 <d fis b>8 r q | fis,4. <e g b>8 r <d gis b> | fis,4. <e ais>8 r q | b,,4 r fis,4~ | fis, b,,2~ | b,,8 fis, b, dis fis a | <b,, fis, b,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 66 } }
