% original study 21, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 46..68
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
% water: shimmering demisemiquavers, tune in the tenor, whole-tone runs, climax in octaves
shA = { \repeat unfold 4 { <c e>32 d <c e> f <c e> d <c e> f } }
shB = { \repeat unfold 2 { <c d e>32 f <c d e> <c d e> f <c d e> f <c d e> } }
shC = { \tuplet 7/4 { c16 d e f e d <c e> } \tuplet 6/4 { f e d c d e } }
shD = { \tuplet 5/4 { c16 e d f e } \tuplet 6/4 { d f e g f e } }
wv = { c32 d e f g f e d c d e f g a g f }
wup = { c32 d e f g a b c' d' e' f' g' a' b' c'' d'' }
rh = { \key des \major \time 4/4
 <>\p \fig \shA <as' des'' f'' as''> | \fig \shA <as' des'' f'' bes''> | \fig \shB <ges' bes' es'' as''> \fig \shB <ges' c'' es'' as''> | \fig \shA <as' des'' f'' as''> |
 \fig \shC <as' des'' f'' bes''> \fig \shC <bes' des'' f'' as''> | \fig \shC <ges' c'' es'' ges''> \fig \shB <ges' bes' c'' es''> | \fig \shD <ges' bes' des'' f''> \fig \shD <ges' a' c'' es''> | \fig \shC <f' as' c'' es''> r8 \fig {c32 d e f g a b c'} <as' des'' es'' f''> <f'' as''>8 |
 \fig \wv <g' b' des'' f''> \fig \wv <a' cis'' dis'' f''> | \fig \wup <g b cis' dis' f' a'> \fig {c'32 b a g f e d c b a g f e d c d} <g cis' dis' f'> |
 \time 2/4 r16 \fig {c32 d e f g a b c' d' e' f' g' a' b'} <des' es' f' g' a' b'> | \time 4/4
 <e' gis' b' e''>8.\f dis''16~ dis''8 cis'' \tuplet 3/2 {b'4 cis'' dis''} | <gis' b' gis''>2~ gis''8 fis'' e'' dis'' | \tuplet 3/2 {e''4 fis'' gis''} <cis'' e'' ais''>2 | r8 <b' dis'' fis'' b''>4.-> <b' dis'' fis'' b''>8 <cis'' cis'''>4 <dis'' dis'''>8~ |
 <dis'' dis'''>4 <as' c'' es''>32 as'' <as' c'' es''> as'' <as' c'' es''> as'' <as' c'' es''> as'' \fig \shB <ges' c'' es'' as''> |
 <>\p \fig \shA <as' des'' f'' as''> | \fig \shB <as' des'' f'' as''> \fig \shC <bes' des'' f'' bes''> | \fig \shC <ges' bes' des'' es''> \fig \shD <f' bes' des'' es''> | \fig \shB <es' ges' bes' c''> \fig \shB <es' ges' a' c''> |
 \fig \shD <f' as' des'' es''> \fig \shC <e' as' c'' d''> | \fig \wup <as des' es' f'> \fig {c''32 b' a' g' f' e' d' c' b a g f e d c d} <as bes des' f'> | <f' as' des'' f''>2 r8 <es' ges' bes' es''>4. | <f' as' des''>1\fermata | }
ten = \fixed c { r1 | r4 as4~ as8 bes as f | ges2~ \tuplet 3/2 {ges4 f es} | f2. r4 | r8 as4 bes8~ bes c' des' f' | es'2~ es'8 des' \tuplet 3/2 {c' bes as} | bes2. as8 ges | as2~ as8 r r4 |
 r8 g4. a8 g~ g f | g2~ \tuplet 3/2 {g4 a b} | cis'4. r8 |
 \fig {c16 d e f g f e d c d e f g f e d} <e gis b e'> | \fig {c16 d e f g f e d} <cis gis b e'> \fig {c16 d e f g f e d} <gis, e gis b> | \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <fis ais cis' e'> \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <fis, cis e ais> | \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f g f}} <b, fis a dis'> \fig {\tuplet 7/4 {c16 d e f g f e} \tuplet 7/4 {d e f g f e d}} <bes, ges a es'> |
 r4 as4. ges8 \tuplet 3/2 {es ges bes} |
 as2~ as8 bes as f | des'4. bes8~ bes4 as8 ges | \tuplet 3/2 {ges4 bes es'} des'4. c'8 | es'2~ es'8 c' bes ges | as4 f2 \tuplet 3/2 {es8 f as} | des1~ | des2 r8 c4. | des1 | }
bas = \fixed c, { des1~ | des2 r | es2 as, | r8 des4.~ des2 | r8 des8~ des2. | r8 es4.~ es8 as,4. | r4 es2 f4 | bes,2 r4 a,4 |
 <g, g>1 | r8 <g, g>4. r2 | r8 <a, a>4. | <e, e>1 | <cis cis,>2 <gis, gis>2 | <fis, fis>1 | <b, b>2 <bes, bes> | <as, as>2. r4 |
 r8 des4.~ des2~ | des2 bes, | es2 bes, | r8 as,4.~ as,2 | r8 des4. e,2 | des,1 | r2 r8 as,4. | <des, des>1 | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { << \ten \\ \bas >> } >> \midi { \tempo 4 = 58 } }
