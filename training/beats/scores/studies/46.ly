% original study 46, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 126..160
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
% perpetual motion in 3/4, semiquavers; bass marks the bar, later hemiola; second theme with the tune in the left hand
P = #(define-music-function (p c) (list? ly:music?) #{ \A 16 #p $c #})
scc = {c' d' e' f' g' a' b'}
scg = {c' d' e' fis' g' a' b'}
sca = {c' d' e' f' gis' a' b'}
sce = {c' des' es' f' g' as' bes'}
rh = { <>\p \P #'(4 5 4 3 4 5 6 7 8 9 10 11) \scc | \P #'(12 11 10 9 11 10 9 8 10 9 8 7) \scc | \P #'(8 7 8 9 8 7 6 5 6 5 4 3) \scc | \P #'(4 3 4 5 4 3 2 1 2 3 4 5) \scc |
 \P #'(4 5 4 3 4 5 6 7 8 9 10 11) \scc | \P #'(12 11 10 9 8 10 9 8 7 9 8 7) \scg | \P #'(11 9 10 8 9 7 8 6 7 5 6 4) \scg | \P #'(4 6 8 11 10 8 6 4 5 6 7 8) \scg | }
rb = { <>\mf \P #'(9 7 9 7 9 7 8 6 8 6 8 6) \sca | \P #'(7 9 12 9 7 9 12 9 7 9 11 9) \sca | \P #'(8 6 8 6 8 6 7 5 7 5 7 5) \scc | \P #'(6 8 11 8 6 8 11 8 6 8 10 8) \scc |
 <>\f \P #'(12 8 10 11 10 8 9 10 9 7 8 9) \scc | \P #'(8 6 7 8 7 5 6 7 6 4 5 6) \scc | \P #'(5 4 3 4 5 6 7 8 9 10 11 12) \scc | \P #'(13 12 11 10 9 8 7 6 5 4 3 2) \scc | }
lh = { <>\p c4 r r | c4 <e g> r | b,4 r <f g> | b,4 r r | c r r | a,4 <d fis c'> r | d4 <g b> <fis c'> | g,4 r r | }
lb = { <>\mf a,8 r <e c'> r <e c'> r | e,8 r <e b d'> r <e b d'> r | g,8 r <d b> r <d b> r | g,8 r <d f b> r <d f b> r |
 <>\f <c, c>2 <a,, a,>4~ | 4 <f,, f,>2 | <g,, g,>4 <g b f'> r | <g b f'> r <g,, g,> | }
% tune below, hemiola accents
mr = { <>\p \P #'(0 1 2 3 2 1 0 1 2 3 2 1) {as' c'' es'' as''} | \P #'(0 1 2 3 2 1 0 1 2 3 2 1) {as' bes' des'' g''} | \P #'(1 2 3 2 1 2 3 2 1 2 3 2) {es' as' c'' es''} | \P #'(1 2 3 2 1 2 3 2 1 2 3 2) {es' g' bes' des''} |
 \P #'(0 1 2 3 2 1 0 1 2 3 2 1) {f' as' c'' f''} | \P #'(0 1 2 3 2 1 0 1 2 3 2 1) {f' as' ces'' d''} | \P #'((> 3) 2 1 0 3 2 1 0 (> 3) 2 1 0) {es' g' bes' es''} | \P #'(3 2 1 0 (> 3) 2 1 0 3 2 1 0) {es' g' bes' des''} |
 <>\mf \P #'(0 1 2 3 4 5 6 7 6 5 4 3) {as c' es'} | \P #'(1 2 3 4 5 6 7 8 7 6 5 4) {as des' fes'} | \P #'(8 7 6 5 4 3 7 6 5 4 3 2) {g b d' f'} | \P #'(0 1 2 3 1 2 3 4 2 3 4 5) {g b d' f'} | }
ml = { <>\mf es4. as8 c'4~ | 4 bes4. g8 | as2 f4 | es2. | f4. as8 des'4~ | 4 c'4. ces'8 | bes2 g4~ | 4 es2 | <as,, as,>2.~ | 2. | <g,, g,>2.~ | 4 r r | }
cr = { <>\ff \P #'(7 8 9 8 7 8 9 10 11 10 9 8) \scc | \P #'(7 8 9 8 7 8 9 10 11 10 9 8) \sce | \P #'(14 13 11 9 13 11 9 7 11 9 7 5) \scc | \P #'(8 9 8 6 8 9 8 6 8 9 8 6) \scc |
 \P #'(7 9 11 14 16 14 11 9 7 9 11 14) \scc | \P #'(16 14 11 9 7 4 2 0 2 4 7 9) \scc | <c' e' g' c''>4 r <g' b' f''> | <g' c'' e''>2 r4 | }
cl = { <>\ff <c, c>4 r <c e g> | <as,, as,> r <f as des'> | <f,, f,> r <a c' d'> | <g,, g,> r <g b f'> | <c, c>8 r r <e g c'>-> r4 | r8 <e g c'>-> r4 r | <c, c> r <g,, g,> | <c, g, c>2 r4 | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \rh \rb \rh \mr \rh \cr }
 \new Staff { \lh \lb \lh \ml \lh \cl } >> \midi { \tempo 4 = 140 } }
