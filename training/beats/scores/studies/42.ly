% original study 42, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 72..96
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
% thirds in semiquavers over chords off the beat; middle part in triplets with a tune in the left hand
T = #(define-music-function (pat sc) (list? ly:music?) (let ((q (map (lambda (i) (if (number? i) (list i (+ i 2)) i)) pat))) #{ \A 16 #q $sc #}))
em = { e' fis' g' a' b' c'' dis'' }
en = { e' fis' g' a' b' c'' d'' }
gm = { g' a' b' c'' d'' e'' fis'' }
am = { a' b' c'' d'' e'' f'' gis'' }
fm = { f' g' a' bes' c'' d'' e'' }
rh = { <>\p \T #'(7 8 7 8 7 8 7 8 7 6 5 4 3 2 1 0) \em | \T #'(2 3 2 3 2 3 4 5 6 5 6 7 8 9 8 7) \em | \T #'(8 7 8 7 8 7 8 7 6 5 6 5 4 3 2 1) \am |
 \T #'(4 5 4 5 4 5 4 5 4 3 2 1 0 1 2 3) \em | \T #'(4 3 5 4 6 5 7 6 8 7 9 8 10 9 11 10) \en | <>\mf \T #'(9 10 9 10 9 8 7 6 7 8 7 8 7 6 5 4) \gm |
 \T #'(7 5 6 4 5 3 4 2 3 1 2 0 1 2 3 4) \gm | \T #'(5 4 3 4 5 6 7 6 5 6 7 8 9 8 7 6) \em | }
lh = { <>\p e,8 r <e g b> r b, r <e g b> r | r <a, fis dis'> r <b, a dis'> r4 <e g b>8 r | a, r <c' e' a> r r <c' e'> r <gis b e'> |
 <a c' e'>4 r8 <fis a dis'> r2 | r8 <g b e'>4 <g b e'> <fis c' d'>-> <g b d'>8~ | <g b d'> r g, r <b d' g'> r d, r | e,4. <g c' e'>8~ 4 <fis c' d'> | b,,8 b, r4 r8 <a b dis'> r4 | }
midR = { <>\pp \tuplet 3/2 4 { \A 8 #'(r 1 2 r 1 2 r 1 2 r 1 2) {c' e' a'} | \A 8 #'(r 1 2 r 1 2 r 1 2) {d' f' b'} \A 8 #'(3 2 1) {d' f' b'} |
 \A 8 #'(r 0 1 2 1 0 r 0 1 2 1 0) {e' g' c''} | \A 8 #'(r 0 2 1 0 2) {f' a' d''} \A 8 #'(r 0 2 1 0 2) {f' bes' d''} | <>\p \A 8 #'(0 1 2 3 2 1 0 1 2 3 2 1) {e' a' c''} |
 \A 8 #'(0 1 2 3 2 1 0 1 2 3 2 1) {dis' a' c''} | } }
midL = { <>\mf r4 a,2 b,4 | c2~ c8 b, d c | b,4. c8 g,2~ | g,4 f,8 a, d4. cis8 | c2. b,8 a, | <b,, b,>2 <fis, fis>4. <b,, b,>8 | }
rhB = { <>\f \T #'(7 8 7 8 7 8 7 8 7 6 5 4 3 2 1 0) \em | \T #'(0 1 2 3 4 5 6 7 6 7 8 9 10 9 8 7) \em | \T #'(9 8 7 6 8 7 6 5 7 6 5 4 6 5 4 3) \fm |
 \T #'(3 4 3 4 5 4 5 6 5 6 7 6 7 8 7 8) \fm | <>\ff \T #'(11 10 9 8 10 9 8 7 9 8 7 6 8 7 6 5) \em | \T #'(7 6 5 4 6 5 4 3 5 4 3 2 4 3 2 1) \em | \T #'(0 2 1 3 2 4 3 5 4 6 5 7 6 8 7 9) \em | <>\p \T #'(10 9 10 9 10 9 8 7 6 5 4 3 2 1 0 1) \em |
 <b' e''>4 r r8 <a' c''> <b' dis''>4~ | 8 <g' b' e''>4 <g' b' e''>8 r2 | <g b e'>1\fermata | }
lhB = { <>\f <e,, e,>8 r <e g b> r <b,, b,> r <e g b>4~ | 8 <e, e>4 <g, g> <b, b> <c c'>8~ | 4 <f, f>8 r r <f a c'> r <f a c'> | <bes,, bes,>4 r8 <f bes d'> r2 |
 <>\ff <a,, a,>8 <e a c'> <e a c'>4 <ais,, ais,>8 <e g cis'>8 8 r | <b,, b,>4. <e g b>8~ 4 <dis fis b> | r8 <e g b>-> r <e g b>-> r <fis a c'>-> r <fis a b dis'>-> | <>\p r2 <b,, b,>2~ | <b,, b,>8 e,4 b,8 fis4. b,8~ | b, e,4 b,,8 e,,2~ | e,,1 | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 4/4 \rh \midR \rh \rhB }
 \new Staff { \lh \midL \transpose c c { \lh } \lhB } >> \midi { \tempo 4 = 84 } }
