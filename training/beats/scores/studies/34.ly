% original study 34, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 50..76
\version "2.24.0"
\include "articulate.ly"
% \fig PATTERN CHORD: notes c d e f g a b of the pattern stand for 1st, 2nd, ... note of the chord (going on an octave higher)
fig = #(define-music-function (pt ch) (ly:music? ly:music?)
 (let* ((v (map (lambda (x) (ly:music-property x 'pitch)) (extract-named-music ch 'NoteEvent))) (n (length v)))
  (music-map (lambda (m)
    (if (music-is-of-type? m 'note-event)
      (let* ((p (ly:music-property m 'pitch)) (s (ly:pitch-notename p)) (o (+ 1 (ly:pitch-octave p))))
       (ly:music-set-property! m 'pitch
         (ly:pitch-transpose (list-ref v (modulo s n)) (ly:make-pitch (+ o (quotient s n)) 0 0)))))
    m) (ly:music-deep-copy pt))))
octs = #(define-music-function (m) (ly:music?) #{ << #m \transpose c c, #m >> #})
% fireworks: triplet demisemiquavers between hands, black and white runs, rockets, cadenza-like bars with a long arpeggio, distant tune, 2/4 with 3/8 and 5/8
fa = { \tuplet 3/2 8 { c32 d e f e d c d e f e d  c32 d e f e d c d e f e d } }
fb = { c32 d e f d e f g e f g a f g a b }
fc = { r32 <d e> c <d e> r c <d e> c r <d e> c <d e> r c <d e> c }
fd = { \repeat tremolo 8 { <c e>32 <d f> } }
gl = { \tuplet 14/8 { c32 d e f g a b c' d' e' f' g' a' b' } }
gd = { \tuplet 14/8 { b'32 a' g' f' e' d' c' b a g f e d c } }
rh = { \key f \major \time 2/4
 <>\p \fig \fa <f' g' a' bes'> | \fig \fa <f' g' a' bes'> | \fig \fa <f' g' a' bes'> | d'''8-> r16 d'''16-> r8 d'''16-> r | \fig \fa <f' g' a' bes'> | as''8-> r16 as'' r4 | \fig \fb <des' es' ges' as'> | \fig \fb <f' g' a' b'> |
 <c''' g'''>8-.\f r r16 \fig {c'32 b a g f e} <ges' as' bes' des''> | r8 <b'' fis'''>8-. r16 <b'' fis'''>-. r8 | \fig \gl <c' d' e' f' g' a' b'> g'''8-> r | \fig \gd <des' es' ges' as' bes' des'' es''> bes8-> r | 
 \time 3/8 r16 <e'' gis'' c'''>8-> <e'' gis'' c'''>-> <d'' fis'' bes''>16~ | <d'' fis'' bes''>8 r r | \time 2/4 \tuplet 3/2 {c''8\p g' a'} \tuplet 3/2 {c''4 d''8~} | d''4. e''16 d'' | \tuplet 3/2 {c''8 g' e'} \tuplet 3/2 {g'4 a'8~} | a'4 r | \fig \fc <a' c'' es'' f''> | \fig \fc <ges' a' c'' es''> | 
 <es'' es'''>8. <des'' des'''>16~ <des'' des'''>8 \tuplet 3/2 {<bes' bes''>16 <as' as''> <bes' bes''>} | <des'' des'''>4~ \tuplet 5/4 {<des'' des'''>16 bes'' as'' ges'' es''} | \fig \fd <as' c'' e'' as''> | \fig \fd <bes' d'' fis'' bes''> | <c'' e'' gis'' c'''>8->\f \fig {c32 d e f g a b c'} <c' e' gis' ais'> r16 <d'' fis'' ais'' d'''>16-> | r8 <e'' gis'' c''' e'''>8-> r16 <e'' gis'' c''' e'''>-> r <e'' gis'' c''' e'''>-> |
 \time 5/8 \fig {\tuplet 3/2 8 {c32 d e f g a b c' d' e' f' g' a' b' c'' d'' e'' f''}} <c e gis bes> r8 <fis''' a''' c''''>-> | \time 2/4 \fig \gd <c'' d'' e'' f'' g'' a'' b''> \fig {\tuplet 10/8 {c''32 b' a' g' f' e' d' c' b a}} <des es ges as bes> | 
 <>\p \fig \fa <des' es' f' ges'> | \fig {\repeat unfold 8 {c32 d}} <des' f'> | r8. c''16 \tuplet 3/2 {c''8 g' a'} | c''8 r r4 | \fig {\repeat unfold 8 {c32 d}} <des' as'> | <des' as'>2\fermata | }
lh = { \key f \major
 r2 | r8 d,8-. r4 | r4 r16 d,-. r d,-. | \fig \fa <f g a bes> | r8 des,-. r16 des,-. r8 | \fig \fa <ges as bes des'> | r8 <ges, des>4. | r4 <g, d>4 |
 r8 <e' g' c''>-. r4 | <dis' fis' b'>8-. r r16 <dis' fis' b'>-. r8 | c,,8-> r r <e' g'>-> | ges8-> r8 r4 |
 <c, c>8. <c, c>16~ <c, c>16 <bes,, bes,> | r8 <bes,, bes,> <as,, as,> | \fig {c32 d e f g f e d c d e f g f e d} <a, e g d'> | \fig {c32 d e f g f e d c d e f g f e d} <g, d f b> | \fig {\tuplet 7/4 {c16 d e f g f e} \tuplet 6/4 {c d e f e d}} <c, bes, e d'> | \fig {\tuplet 7/4 {c16 d e f g f e} \tuplet 6/4 {c d e f e d}} <f, c es a> | r8 <f, f>4 <f, f>8~ | <f, f>8 <f, f>4. |
 \fig {c32 d e f g a g f e d c d e f g f} <ges, des bes des'> | \fig {c32 d e f g a g f e d c d e f g f} <es, bes, ges des'> | <as,, as,>8 <c e>4 <d fis>8~ | <d fis>8 <e gis>4 <fis ais>8 | <c, c>8-> r r16 <d, d>-> r8 | <e, e>8-> r16 <e, e>-> r <e, e>-> r8 |
 r4. r8 <c,, c,>-> | r2 | 
 r8 des,-. r des,-. | r8. as16~ \tuplet 3/2 {as8 es f} | \fig {\repeat unfold 8 {c32 d}} <des as> | \fig {\repeat unfold 8 {c32 d}} <des as> | des,,16-> r r8 r des,, | <des,, as,,>2\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 62 } }
