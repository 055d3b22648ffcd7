% original study 51, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 92..120
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
% sonata movement in 3/4, appassionato: broken semiquavers under a tune that comes before the beat, duplets over the bar, development with sequences
B = #(define-music-function (c) (ly:music?) #{ \A 16 #'(0 1 2 3 2 1 2 3 2 1 3 2) $c #})
E = #(define-music-function (c) (ly:music?) #{ \A 16 #'(r 1 2 3 r 1 2 3 r 1 2 3) $c #})
F = #(define-music-function (c) (ly:music?) #{ \tuplet 3/2 4 { \A 8 #'(0 2 1 3 2 1 0 2 1) $c } #})
ra = { \partial 8 <>\f f''8~ | 4. es''8 c''4~ | 8 des'' bes'4. c''8~ | 4 as'4. g'8~ | 8 as' f'4 r8 c''~ | 4. des''8 es''4~ | 8 f'' des''4. ges''8~ | 4 f''8-> r e''-> r | g''2-> r8 f''~ |
 4. es''8 c''4~ | 8 des'' bes'4. es''8~ | 4 des''4. ces''8~ | 8 bes' <ges' es''>4.-> f''8~ | <>\ff 8-> es''4-> des'' ces''8~ | 8 bes'4-> as' ges'8 | <ges' bes' es''>2 <f' a' es''>4 | <f' bes' d''>4 r8 <>\p bes'8 c'' d'' | }
la = { \partial 8 r8 | <>\f \B {f, c as c'} | \B {f, des bes des'} | \B {c, g c' e'} | \B {f, c as c'} | \B {as, es ges c'} | \B {des as des' f'} | \B {bes, g bes des'} | c,16 e, g, c e g bes c' bes g e c |
 \B {f, c as c'} | \B {ges, des bes des'} | \B {as, es as ces'} | \B {es, bes, ges bes} | <>\ff <ces, ces>8 r <ges ces' es'>4 8 r | <as,, as,>8 r <fes as ces'>4 8 r | <bes,, bes,>4 <ges bes> <c, c>8 <f, f> | bes,16 f bes d' bes f bes, r r4 | }
rb = { <>\p es''2 \tuplet 3/2 { d''8 c'' bes' } | bes'4 as'4. g'8 | c''2 \tuplet 3/2 { bes'8 as' g' } | g'4 f' r8 f' | \tuplet 2/3 { bes'4 c'' } | \tuplet 2/3 { des''4 es'' } | \tuplet 3/2 4 { ges''8 f'' es'' des'' ces'' bes' as' bes' ces'' } | bes'4 r r8 bes'~ |
 <>\mf <bes' es''>4 <bes' es''>8. d''16 \tuplet 3/2 { d''8 c'' bes' } | <es' bes'>4 <d' as'>4. g'8 | <es' c''>4 8. <g' es''>16 \tuplet 3/2 { d''8 c'' b' } | <fis' c''>4 <es' c''>2-> | <>\f <g' bes' es''>4 r16 es'' f'' g'' as'' bes'' c''' d''' | es'''8 <bes' d'' as''>-> r <bes' d'' as''>-> r <bes' d'' f''>-> | <g' bes' es''>2.~ | 4 r r | }
lb = { <>\p \F {es, bes, g bes} | \F {d, bes, f as} | \F {c, g, es g} | \F {as,, es, c es} | \F {ges,, des, bes, es} | \F {ces, ges, es as} | \F {as,, es, ces f} | \tuplet 3/2 4 { bes,,8 f, d f d bes, as, f, d, } |
 <>\mf \F {es, bes, g bes} | \F {bes,, f, d as} | \F {c, g, es g} | \F {a,, fis, c es} | <>\f \F {bes,, es, g bes} | bes,,8 r bes, r bes,, r | \tuplet 3/2 4 { es,8 bes, g es' bes g es bes, g, } | es,4 r r | }
rc = { <>\pp \E {g bes des' e'} | r4 r8 g''4 f''8~ | 8 e'' r4 r | r4 r8 c''4 bes'8~ | 8 a' r16 a' c'' es'' ges'' es'' c'' a' | r4 r8 bes''4 a''8~ | <>\mf 8 ges'' f''4 es''~ | 8 des'' c''4 bes'~ | 8 <g' des''>4-> <g' des''> <g' des''>8~ | 8 <as' f''>4-> <as' f''> <as' f''>8~ | <>\ff 8 <b' f'' as''>4-> 4 8~ | 8 <c'' f'' as''>4-> <bes' e'' g''> <>\f f''8~ | }
lc = { <>\pp \E {g, bes, des e} | \B {c, g, bes, e} | \B {f, c as c'} | \B {c, g, c e} | \B {f, a, c es} | \B {f, c es a} | <>\mf bes,,8 bes, as,, as, ges,, ges, | f,, f, es,, es, des,, des, | <e,, e,>4 <g bes> r | <f,, f,> <as c'> r | <>\ff <d, d>4 <f b> r | <c, c>4 r <c, c> | }
rd = { 4. es''8 c''4~ | 8 des'' bes'4. c''8~ | 4 as'4. g'8~ | 8 as' f'4 r8 c''~ | <>\ff <c'' c'''>4-> <bes' bes''>8 <as' as''> <g' g''> <f' f''> | <des' g' des''>4-> r8 <e' g' c''>4-> 8 | <f' as' f''>4 r <f' bes' des''> | <f' as' c''>2.\fermata | }
ld = { <>\f \B {f, c as c'} | \B {f, des bes des'} | \B {c, g c' e'} | \B {f, c as c'} | <>\ff <as,, as,>4 <f as c'> r | <bes,, bes,> r8 <c, c>4-> 8 | <f,, f,>4 r <bes,, bes,> | <f,, c, f,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \ra \rb \rc << { \rd } >> }
 \new Staff { \la \lb \lc \ld } >> \midi { \tempo 4 = 106 } }
