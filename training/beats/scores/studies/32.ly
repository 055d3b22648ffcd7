% original study 32, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 80..108
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
% perpetual movement: triplet semiquavers between the hands in 2/4, bells on the weak beats, ostinato fifths, middle part 3 against 2 with a tune in octaves, whole-tone end
ma = { \tuplet 3/2 8 { r16 c d c d c r c d c d c } }
mb = { \tuplet 3/2 8 { c16 d e f e d c d e f e d } }
mc = { \tuplet 3/2 8 { c16 d c e c d c f c e c d } }
md = { \tuplet 3/2 8 { <c e>16 d <c e> d <c e> d <c e> d <c e> d <c e> d } }
me = { \tuplet 3/2 8 { c16 d e d e f e f g f g a } }
rh = { \key c \major \time 2/4
 g'8-> \tuplet 3/2 8 {r16 c' g' c' g' c'} r8 | g'8-> \tuplet 3/2 8 {r16 c' g' c' g' c'} g''8-> | \fig \ma <c' g'> | \fig \ma <c' g'> | \fig \mb <c' e' g' a'> | \fig \mb <c' f' g' a'> | \fig \mc <c' e' g' a'> | \fig \mc <c' d' g' a'> |
 r8 <g'' g'''>4-> <g'' g'''>8-> | r8 <a'' a'''>4-> \tuplet 3/2 {g''16 e'' d''} | \fig \md <c' d' e' g'> | \fig \md <d' e' fis' a'> | \fig \mb <e' gis' b' cis''> | \fig \mc <e' gis' b' cis''> | \fig \me <d' e' gis' b'> | \fig \me <e' fis' ais' c''> |
 r4 <cis'' cis'''>4~ | \tuplet 3/2 {<cis'' cis'''>8 <b' b''> <gis' gis''>} <fis' fis''>4~ | <fis' fis''>8 <gis' gis''>4 <b' b''>8~ | \tuplet 3/2 {<b' b''>8 <ais' ais''> <fis' fis''>} <dis' dis''>4 | r8 <fis' fis''> <gis' gis''>4~ | <gis' gis''>8 <ais' ais''> \tuplet 3/2 {<cis'' cis'''>8 <dis'' dis'''> <fis'' fis'''>} | <dis'' fis'' ais'' dis'''>4.-> <c'' c'''>8~ | <c'' c'''>4. r8 |
 \fig \md <fis' ais' c'' e''> | \fig \md <gis' ais' c'' e''> | \time 3/8 \tuplet 3/2 8 {e''16 d'' c'' d'' c'' bes' c'' bes' aes'} | \tuplet 3/2 8 {bes'16 aes' ges' aes' ges' e' ges' e' d'} | \time 2/4
 g'8-> \tuplet 3/2 8 {r16 c' g' c' g' c'} r8 | g'8-> \tuplet 3/2 8 {r16 c' g' c' g' c'} g''8-> | \fig \mb <c' e' g' a'> | \fig \mb <es' g' bes' c''> | \fig \mc <ges' bes' des'' es''> | \fig \mc <a' cis'' e'' fis''> | \fig \me <c'' d'' e'' fis''> | \fig {\tuplet 3/2 8 {c16 d e f g a b c' d' e' f' g'}} <c' d' e' fis' gis' ais'> | <c'' e'' g'' c'''>8-> r r4 | r4 r8 <g'' g'''>->\fermata | }
lh = { \key c \major
 <c g>8-> r r \tuplet 3/2 {c16 g c} | <c g>8-> r r4 | \tuplet 3/2 8 {c16 r r g r r c r r g r r} | \tuplet 3/2 8 {c16 r r g r r d r r g r r} | c,8 g,4 c8~ | c g,4. | <c, c>8 r <a, a> r | r <g, g> r <d, d> |
 \fig \mb <c e g a> | \fig \mb <c f g a> | r8 <c g>8 <d a> <e b> | <fis, cis fis>4 r8 <b, b> | <e, e>4. <cis, cis>8 | r8 <gis, gis>4 <cis, cis>8 | <b,, b,>8 r <e, e> r | <fis, fis> r <ais, ais> r |
 \fig \mb <fis, cis gis b> | \fig \mb <fis, cis gis b> | \fig \mc <e, b, gis b> | \fig \mc <dis, ais, fis ais> | \fig \mb <b,, fis, dis gis> | \fig \mb <cis, gis, dis gis> | \fig \me <dis, ais, dis fis> | \fig \me <d, c e fis> |
 <d, d>8 <c e fis>4 <c e fis>8 | r8 <c e fis>4 <c e fis>8 | <d, d>4 r8 | r4 <g, g>8 |
 <c g>8-> r r \tuplet 3/2 {c16 g c} | <c g>8-> r r4 | c,8 g,4 c8~ | c8 es,4 bes,8~ | bes,8 ges,4 des8~ | des8 a,4 e8 | \fig \mb <d, c e fis> | \fig {\tuplet 3/2 8 {c16 d e f g a b c' d' e' f' g'}} <c, d, e, fis, gis, ais,> | <c, g, c>8-> r r4 | r4 <c,, c,>4->\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 92 } }
