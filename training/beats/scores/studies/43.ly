% original study 43, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 76..100
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
% sixths in running triplets, alla breve; long melody in the tenor; second part with both hands in turn
S = #(define-music-function (pat sc) (list? ly:music?) (let ((q (map (lambda (i) (if (number? i) (list i (+ i 5)) i)) pat))) #{ \tuplet 3/2 2 { \A 8 #q $sc } #}))
scdes = { des' es' f' ges' as' bes' c'' }
scces = { ces' des' es' fes' ges' as' bes' }
scbesm = { bes c' des' es' f' ges' a' }
scasd = { as bes c' des' es' f' g' }
scfes = { fes' ges' as' bes' ces'' des'' es'' }
pa = { \S #'(7 6 7 8 7 6 5 4 5 6 5 4) \scdes | \S #'(3 4 3 2 3 4 5 6 7 6 5 4) \scdes | \S #'(9 8 7 8 7 6 7 6 5 6 5 4) \scdes | }
rh = { <>\p \pa \S #'(5 4 3 4 3 2 3 2 1 2 3 4) \scdes | \S #'(5 6 7 6 7 8 7 8 9 8 7 6) \scbesm | \S #'(7 5 6 4 5 3 6 4 5 3 4 2) \scbesm |
 <>\mf \S #'(4 5 6 7 8 9 10 9 8 9 8 7) \scasd | \S #'(8 7 8 9 8 7 r 6 5 r 5 4) \scasd |
 <>\p \pa \S #'(5 6 7 8 9 10 9 8 7 9 8 7) \scces | <>\mf \S #'(7 6 5 4 5 6 7 8 9 8 7 6) \scfes | \S #'(9 8 7 6 5 4 8 7 6 5 4 3) \scfes | \S #'(8 8 7 7 6 6 5 5 4 4 3 3) \scdes | <>\p \S #'(4 5 4 3 2 1 2 3 4 5 6 8) \scdes | }
lh = { r2 <>\mf as2 | bes2. as4 | ges2 f~ | f4 es2 as,4 | bes,1~ | 4 des2 f4 | es1 | as,4 bes, c es |
 r2 as | bes2. as4 | ges2 f~ | f4 es2 ces4 | fes2. as,4 | ges,2 fes, | r4 as,2 as,4~ | 4 as, c2 | }
bass = { des,4 r r2 | ges,4 r des, r | as,,2 des,4 r | as,,1 | ges,,2 r | f,,2. r4 | es,,2 es,4 es,, | as,,2 r |
 des,4 r r2 | ges,4 r des, r | as,,2 des,4 r | as,,2. r4 | fes,,2 r | ces,,4 r2. | as,,1~ | 2 as,,2 | }
% hands in turn: sixths above, broken octaves below, accents not on the beat
midR = { <>\f \tuplet 3/2 2 { r8 <e' cis''> <fis' dis''> <gis' e''> r r r <a' fis''> <gis' e''> <fis' dis''> r r | r <gis' e''> <a' fis''> <b' gis''>-> r r r <cis'' a''> <b' gis''> <a' fis''> r r |
 r <fis' dis''> <gis' e''> <ais' fisis''> r r r <b' gis''> <ais' fisis''> <gis' e''> r r | r <b' gis''> <ais' fisis''> <gis' e''> <fisis' dis''> <gis' e''> <b' gis''> <a' fis''> <gis' e''> <fis' dis''> <e' cis''> <dis' b'> | } }
midL = { <>\f \tuplet 3/2 2 { cis,8 r r r cis cis, cis r r r cis dis | e, r r r e e, a,, r r r a, fis, |
 dis, r r r dis dis, gis,, r r r gis, gis,, | gis,, r r r gis, b, dis, dis gis,, gis, a, a,, | } }
end = { <>\f \S #'(11 10 9 10 9 8 9 8 7 8 7 6) \scdes | \S #'(12 11 10 9 10 11 10 9 8 7 8 9) \scdes | <>\mf \S #'(8 7 6 7 6 5 6 5 4 5 4 3) \scdes | <>\p \S #'(4 3 2 3 2 1 2 1 0 1 2 3) \scdes |
 <>\pp \S #'(0 r 1 2 r 3 4 r 5 6 r 7) \scdes | <f' des''>2 r4 <ges' bes'> | <f' as' des''>1\fermata | }
endL = { <>\f <as, f as>2. <as, as>4 | <bes, ges bes>1 | <as, as>2 <ges, ges>4 <f, f> | <es, es>2 <as,, as,> | des,2 r4 as,~ | as,2 r4 des | <des, as, f>1\arpeggio\fermata | }
endB = { <des,, des,>1 | <ges,, ges,>2. r4 | r1 | r | r1 | r | r | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 2/2 \rh \repeat unfold 2 { \midR } \rh \end }
 \new Staff << { \lh \repeat unfold 2 { \midL } \lh \endL } \\ { \bass s1*8 \bass \endB } >> >> \midi { \tempo 4 = 176 } }
