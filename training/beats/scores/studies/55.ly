% original study 55, in the manner of late Romantic piano music
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
% mazurka: accents on the second or third beat, dotted upbeats, triplet on the first beat, drone trio, unaccompanied bars
xa = { <>\f <es' c''>8. d''16 | es''4 \tuplet 3/2 { d''8 c'' b' } c''4-> | r8. g'16 as'4 <d' f'>-> | r8. f'16 g'8. as'16 b'4-> | c''4 g'2-> | as'8. c''16 f''4-> es'' | d''8. b'16 c''4 g''-> | \tuplet 3/2 { fis''8 g'' as'' } g''4 <f' b'>-> | <es' c''>2 }
al = { r4 | <>\f c,4 <es g> <es g>-> | f, <c as> <b, as>-> | g, <d f> <d f>-> | c, <es g>2-> | f, r4 | r <es g> <es c'>-> | r <f b> g,-> | c,4 <g, es> }
xb = { <>\p bes'8. bes'16 | <g' bes'>4 <as' c''>2-> | \tuplet 3/2 { d''8 es'' d'' } c''4-> bes' | <f' as'>4 <g' bes'>2-> | \tuplet 3/2 { c''8 d'' c'' } bes'4-> as' | g'8. as'16 bes'4 es''-> | ges''8. f''16 es''4 des''-> | ces''4 bes'8 as' <es' ges'>4~ | 4 <d' f'>-> }
bl = { r4 | <>\p es,4 <bes, g> <bes, g> | es, <bes, as> <bes, as> | bes,, <bes, as> <bes, as> | es, <bes, g> r | es, <bes, g> <bes, g> | es, <bes, ges> <bes, ges> | as,, <as, es ces'> r | bes,, <bes, as> }
% drone, tune in sixths off the accent
t = { <>\pp e''16 fis''8. | gis''4.-> fis''8 e'' dis'' | e''4 cis''2-> | r8 <gis' b'> <ais' cis''>4 <b' dis''>-> | <gis' e''>2-> e''16 fis''8. | gis''8 a'' b''4-> gis'' | \tuplet 5/4 { fis''8 gis'' fis'' e'' dis'' } e''4-> | r8 <fis' dis''>4 <e' cis''> <dis' b'>8~ | 8 <cis' ais'> <dis' b'>4 }
tl = { r4 | <>\pp <e, b, e>2.~ | 2. | 2.~ | 2. | <e, b, e>2.~ | 4 <b, gis>2-> | b,,8 fis,4 cis8 <a, dis>4 | r <b, fis a> }
tb = { <>\p r4 | R2. | <e' gis' cis''>4-> r r | R2. | <g' bes' es''>4-> r r | }
tbl = { <>\mf gis,8. a,16 | b,4 \tuplet 3/2 { a,8 gis, fisis, } gis,4-> | r r a,8. b,16 | c4 \tuplet 3/2 { bes,8 as, g, } as,4-> | r r <g, g>4-> | }
z = { <>\ff <es' c''>8. d''16 | <c'' es'' c'''>4 <b' d'' b''>8. <g' g''>16 <as' as''>4-> | <fis' fis''>4 <g' g''>2-> | <as' c'' as''>8. <g' g''>16 <f' f''>4-> <d' d''> | r8. <g' g''>16 <f' b' f''>4-> <es' c'' es''> | <d' f' d''>8. c''16 b'4-> g' | <>\p c''2.~ | \tuplet 3/2 { c''8 b' c'' } g'4 es' | r4 <e' g' c''>2-> | <c' e' g' c''>2.\fermata | }
zl = { r4 | <>\ff <c, c>4 <es g c'> <es g c'>-> | <c, c> <c es g>2-> | <f,, f,>4 <f as c'> r | <g,, g,> <f b> <es c'>-> | <g,, g,> r r | <>\p r <c f as> <c f as> | <c es g> r r | r <c, g, bes,>2-> | <c, g, c>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \partial 4 \xa \xa \xb \xa \t \t \tb r2 \z }
 \new Staff { \partial 4 \al \al \bl \al \tl \tl \tbl r2 \zl } >> \midi { \tempo 4 = 128 } }
