% original study 50, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 120..152
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
% sonata exposition, allegro: upbeats, rests on the beat, sforzati off the beat, piano and forte phrases in turn
ra = { \partial 8 <>\p d'8 | g'4-. r8 bes'-. d''4-. r8 g''-. | fis''2~ \tuplet 3/2 { fis''8 es'' d'' } c''8 bes' | a'4-. r8 c''-. es''4-. r8 a'' | g''2~ \tuplet 3/2 { g''8 fis'' g'' } a'' bes'' |
 <>\f <fis' d'' c'''>4-. r8 <fis' d'' c'''>-> r8 <g' d'' bes''>-> r4 | <fis' c'' a''>4-. r8 <fis' c'' a''>-> r8 <g' bes' g''>-> r4 | <>\p r8 es''4 d'' c'' bes'8~ | 8 a'4 g' fis'8 r d' |
 g'4-. r8 bes'-. d''4-. r8 g''-. | as''2~ \tuplet 3/2 { as''8 g'' f'' } es''8 d'' | <>\f r4 <es' g' es''>-> r <f' as' d''>-> | r8 <g' bes' es''>-> r <g' bes' es''> <as' c'' f''>4 <bes' des'' g''> | <c'' es'' as''>2-> r8 c'''16 bes'' as'' g'' f'' es'' |
 d''8 r bes''16 as'' g'' f'' es''8 r as''16 g'' f'' es'' | d'' es'' f'' d'' c'' d'' es'' c'' b' c'' d'' b' c'' d'' es'' c'' | f''8-. r <f' a' es''>4-> r <f' a' es''>-> | <f' a' es''>1~ | 4 r r r8 <>\p f'' | }
la = { \partial 8 r8 | <>\p r8 <bes d'>4 8 r8 <bes d'>4 8 | r8 <c' d'>4 8 r8 <fis c' d'>4 8 | r8 <fis c' d'>4 8 r8 <fis c' d'>4 8 | r8 <g bes d'>4 8 r2 |
 <>\f d,16 fis, a, d fis d a, fis, g,, d, g, bes, d bes, g, d, | d,16 fis, a, d fis d a, fis, g,, d, g, bes, d bes, g, d, | <>\p c4 r8 g r a r bes | c'4 r d r | r8 <bes d'>4 8 r8 <bes d'>4 8 | r8 <bes d' f'>4 8 r <bes f'>4 8 |
 <>\f es,8 es g es bes,, bes, d f | es,8 es d des c4 bes, | as,,8 as, c es as es c as, | bes,8 r r4 c8 r r4 | f,8 r r f es r r es | <c es f>8 r c4-> r a,4-> | f,16 a, c f a c' es' c' a f c a, f, a, c a, | f,4 r r r | }
rb = { bes'4. d''8 f''4. g''16 f'' | es''4 d''2 c''8 r | a'4. c''8 es''4. f''16 es'' | d''2 r4 r8 f''8 | g''4. bes'8 a''4. c''8 | <>\f bes''4-> r8 as''-> r g''-> r ges''-> | f''8 r <bes' d'' f''>4~ <bes' d'' f''>8 <a' c'' es''>4.-> | <bes' d''>4 r r8 <>\p d''16 es'' f'' g'' a'' bes'' |
 a''8 r r4 r8 c''16 d'' es'' f'' g'' a'' | bes''8 r r4 r8 d'''16 c''' bes'' a'' as'' g'' | <>\f ges''4.-> f''8 <es' a' es''>4.-> d''8 | <es' a' c''>4. d''8 \tuplet 3/2 4 { c'' bes' a' g' f' es' } | <d' bes'>4 <d' f' bes'>8-> r <f' bes' d''>-> r <bes' d'' f''>-> r | <d'' f'' bes''>4 r r8 <es'' g'' bes''>4-> <d'' f'' bes''>8 | r8 <c'' es'' a''>4-> <bes' d'' bes''>8 r2 | <d' f' bes'>2 r4 \fermata r8 }
lb = { bes,8 f d f bes, f d f | c f es f c f es f | c a es a c a es a | bes, bes f bes d bes f bes | es bes g bes es c' a c' | <>\f <d bes>4-> r8 <d bes>-> r <es bes>-> r <e bes>-> | f8 bes d' bes f c' es' c' | <bes, bes>4 r r <>\p r |
 r8 es'16 d' c' bes a g f8 r r4 | r8 d'16 c' bes a g f bes,8 r r4 | <>\f <es, es>4 r <c, c> r | <f, f>4 r <f,, f,> r | bes,,16 d, f, bes, d bes, f, d, bes,, d, f, bes, d bes, f, d, | bes,,16 d, f, bes, d bes, f, d, es,8 r r <f, f> | r <f,, f,> r <bes,, bes,> r2 | <bes,, f, bes,>2 r4 \fermata r8 }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 4/4 \ra \rb }
 \new Staff { \la \lb } >> \midi { \tempo 4 = 134 } }
