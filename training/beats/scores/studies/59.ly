% original study 59, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 76..100
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
% impromptu in 4/4: arpeggios that start after the beat and pass between the hands, tune in offbeat crotchets, quintuplets, septuplets, 4 against 3, a bar of 2/4 now and then
Q = #(define-music-function (c) (ly:music?) #{ \A 16 #'(r 0 1 2) $c #})
Z = #(define-music-function (c) (ly:music?) #{ \A 16 #'(0 1 2 3) $c #})
V = #(define-music-function (c) (ly:music?) #{ \tuplet 5/4 { \A 16 #'(0 1 2 3 2) $c } #})
ss = #(define-music-function (c) (ly:music?) #{ \tuplet 7/4 { \A 16 #'(0 1 2 3 4 3 2) $c } #})
tune = { <>\mf r4 as''2 g''8 f'' | es''4. f''8 ces''2 | r8 bes'4 es''8~ 4 ges''8 f'' | \time 2/4 d''!2 | \time 4/4 r4 as''2 b''8 as'' | g''4. e''8 fis''2~ | 8 a''4 gis''8~ \tuplet 3/2 { 8 fis'' e'' } \tuplet 3/2 { dis'' cis'' b' } | bes'1 | }
in = { <>\p \Q {c' es' as'} \Q {c' es' as'} \Q {c' es' g'} \Q {c' es' g'} | \Q {ces' es' as'} \Q {ces' es' as'} \Q {d' f' as'} \Q {d' f' as'} | \Q {bes es' ges'} \Q {bes es' ges'} \Q {ces' es' as'} \Q {ces' es' as'} | \Q {bes d' as'} \Q {bes d' as'} |
 \Q {c' es' as'} \Q {c' es' as'} \Q {ces' f' as'} \Q {b f' as'} | \Q {bes e' g'} \Q {bes e' g'} \Q {a e' fis'} \Q {ais e' fis'} | \Q {b e' gis'} \Q {b e' gis'} \Q {a cis' fis'} \Q {a dis' fis'} | \Q {g bes es'} \Q {as bes es'} \Q {g bes des'} \Q {g bes des'} | }
bass = { <>\p as,,4 es,2 es,4 | ces,4. es,8 f,2 | ges,2 ces,4. ces8 | bes,,2 | as,,4 es, d,2 | c,4. c8 fis,2 | b,,4 e, fis, b,, | es,2. es,,4 | }
tuneB = { <>\p \V {bes' es'' g'' bes''} \V {bes' des'' g'' bes''} \V {as' c'' es'' as''} \V {as' c'' f'' as''} | \V {g' bes' des'' g''} \V {g' bes' e'' g''} \ss {f' as' c''} \ss {f' as' ces''} | \V {es' g' bes' es''} \V {fes' g' bes' des''} \V {es' as' c'' es''} \V {f' as' des'' f''} | <>\f \ss {ges' a' c'' es''} \ss {ges' a' es''} \V {g'! bes' es'' g''} \V {bes' es'' g'' bes''} |
 \V {c'' es'' as'' c'''} \V {ces'' es'' as'' ces'''} \ss {bes' es'' g''} \ss {bes' des'' g''} | <>\ff \ss {as' ces'' fes''} \ss {as' ces'' fes''} \ss {g' ces'' d''} \ss {f' as' d''} | <es' g' bes' es''>2\arpeggio r4 \V {bes des' g' bes'} | \time 2/4 \tuplet 6/4 { \A 16 #'(0 1 2 3 4 5) {bes des' g'} } r4 | \time 4/4 }
bassB = { <>\mf \tuplet 3/2 { es,8 bes, g } \tuplet 3/2 { e,8 bes, g } \tuplet 3/2 { f,8 c as } \tuplet 3/2 { as8 f c } | \tuplet 3/2 { bes,8 g e } \tuplet 3/2 { c,8 g, e } f,4 d, | es,4. des,8 \tuplet 3/2 { c,4 as, des, } | a,,8. es16 ges8. a16 bes,8 g bes,, bes, | 
 as,,8 es as ces' \tuplet 3/2 { es,4 g, es } | fes,8 ces as fes as,, as, bes,, bes, | \tuplet 3/2 { es,8 bes, es } \tuplet 3/2 { g bes es' } r2 | r2 | }
end = { <>\mf r4 as''2 g''8 f'' | es''4. f''8 ces''2 | r8 bes'4 es''8~ 4 des''8 c'' | c''1~ | 2 r8 es''4. | <es' as' c''>1\fermata | }
endI = { <>\p \Q {c' es' as'} \Q {c' es' as'} \Q {c' es' g'} \Q {c' es' g'} | \Q {ces' es' as'} \Q {ces' es' as'} \Q {d' f' as'} \Q {d' f' as'} | \Q {bes es' g'} \Q {bes es' g'} \Q {bes des' g'} \Q {bes des' fes'} | \Z {es as c' es'} \Z {as c' es' as'} r4 \Q {as ces' fes'} | \Z {es as c' es'} \Z {as c' es' as'} r2 | r1 | }
endB = { <>\p as,,4 es,2 es,4 | ces,4. es,8 f,2 | es,2. es,,4 | as,,2 r4 fes, | as,,2. r4 | <as,, es, c>1\arpeggio\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 4/4 << { \tune } \\ { \in } >> \tuneB << { \tune } \\ { \in } >> << { \end } \\ { \endI } >> }
 \new Staff { \bass \bassB \bass \endB } >> \midi { \tempo 4 = 88 } }
