% original study 41, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 112..144
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
U = #(define-music-function (c) (ly:music?) #{ \A 16 #'((> 0) 1 2 3 4 5 6 7 8 7 6 5 4 3 2 1) $c #})
W = #(define-music-function (c) (ly:music?) #{ \A 16 #'((> 0) 1 2 3 4 3 2 1) $c #})
D = #(define-music-function (c) (ly:music?) #{ \A 16 #'((> 6) 5 4 3 2 1 0 1 2 3 4 5 6 5 4 3) $c #})
Q = #(define-music-function (c) (ly:music?) #{ \A 16 #'((> 0) 1 2 3) $c #})
V = #(define-music-function (c) (ly:music?) #{ \A 16 #'((> 0) -1 -2 -3) $c #})
G = #(define-music-function (c) (ly:music?) #{ \A 16 #'((> 3) 2 1 2) $c #})
main = { <>\f \U {c' es' g'} | \U {c' es' as'} | \W {es' g' c''} \W {d' f' as'} | \W {c' es' g'} \W {b d' g'} |
 \U {c' es' g'} | \U {bes c' e' g'} | \Q {as c' f'} \Q {c' f' as'} \V {f' as' c''} \V {c'' f'' as''} | \W {b d' f'} \W {g b d'} | }
answer = { <>\p \U {es' g' bes'} | \U {d' f' as' b'} | \W {es' ges' c''} \W {f' as' ces''} | \Q {ges' bes' es''} \V {ges'' bes'' es''} \Q {f' as' bes'} \V {d'' f'' bes'} |
 \U {fes' as' ces'} | \U {es' ges' bes'} | <>\mf \W {d' fis' a'} \W {c' d' fis'} | \Q {b d' g'} \Q {d' g' b'} \Q {f' g' b'} \Q {g' b' d''} | }
% middle: contrary motion, the tune above in the first notes
midR = { <>\p \D {as c' es'} | \D {as des' fes'} | \D {g c' es'} | \D {f c' d' as'} | <>\mf
 \G {g' bes' es''} \G {f' bes' d''} \G {es' g' c''} \G {d' g' bes'} | \G {es' as' c''} \G {f' as' d''} \G {g' bes' es''} \G {as' c'' f''} |
 <>\f \G {bes' des'' g''} \G {as' des'' f''} \G {g' bes' e''} \G {as' c'' f''} | \V {g''' c''' es'''} \V {d''' g'' b''} \V {f''' b'' d'''} \V {g'' b' d''} | }
midL = { <>\p \U {as,, es, c} | \U {as,, fes, des} | \U {c, g, es} | \U {f,, c, as,} |
 <>\mf \A 16 #'(0 1 2 3 4 3 2 1 0 1 2 3 4 3 2 1) {es, bes, g} | \A 16 #'(0 1 2 3 4 3 2 1 0 1 2 3 4 3 2 1) {as,, es, c} |
 <>\f \Q {des, bes, g} \Q {des, as, f} \Q {c, bes, e} \Q {f,, c, as,} | \W {g,, es, c} \W {g,, d, b,} | }
coda = { <>\ff \U {c' es' g'} | \U {c' f' as'} | \W {des' f' as'} \W {b d' f' as'} | \U {c' e' g'} | <>\mf \U {c' f' as'} | <>\p \U {c' e' g'} |
 <c' e' g' c''>1\arpeggio | <c' e' g' c''>1\fermata | }
% the last two bars of the coda end in chords
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 4/4 \main \answer \midR \main \coda }
 \new Staff { \transpose c c, { \main } \transpose c c,, { \answer } \midL \transpose c c, \main \transpose c c,, \coda } >> \midi { \tempo 4 = 128 } }
