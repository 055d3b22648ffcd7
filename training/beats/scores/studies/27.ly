% original study 27, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 112..168
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
% noble and sentimental waltz: accented dissonances, hemiolas over two bars, bars without bass, middle slower with tune off the beat, duplets
rh = { \key g \major \time 3/4
 <b' d'' e'' a''>8->\f <b' d'' e'' a''> <a' c'' f'' b''>4-> <b' d'' e'' a''>-> | <g' bes' des'' fis''>8-> <g' bes' des'' fis''> <a' c'' dis'' g''>4-> <a' c'' dis'' g''> | <b' d'' e'' a''>8-> <b' d'' e'' a''> <a' c'' f'' b''>4-> <d'' fis'' b'' e'''>-> | <c'' e'' a'' d'''>4-> <b' dis'' g'' c'''> <a' cis'' f'' b''> |
 <g' b' e'' a''>4-> r <g' b' e'' a''>-> | r <f' a' d'' g''>-> r | <e' a' cis'' fis''>4 r8 <e' a' cis'' fis''> <e' a' cis'' fis''>4 | <fis' a' c'' d''>2. |
 r4\p \acciaccatura {fis''8} g''4. fis''8 | e''8 d''~ d''4 b' | r4 \acciaccatura {dis''8} e''4. d''8 | c''8 b'~ b'4 g' | <c'' e''>4 <b' d''>8 <a' c''> <b' d''>4~ | <b' d''>8 <a' c''> <g' b'>4 <a' cis''> | <fis' c''>2.~ | <fis' c''>4 r8 d'' e'' fis'' |
 g''4. fis''8 e'' d'' | e''4 b''4. a''8 | bes''4~ bes''8 a'' g'' f'' | es''4 d''2 | <c'' es''>4-> d''8 <a' c''>4-> bes'8 | <fis' a'>4-> g'8 <dis' fis'>4-> e'8 | <d' gis' b'>8 r <e' gis' d''> r <gis' b' f''> r | <gis' d'' gis''>2-> r4 |
 r8\p <cis'' eis''>4 <b' dis''> <cis'' eis''>8~ | <cis'' eis''>8 <ais' cis''>4 <gis' b'>8~ <gis' b'>4 | r8 <ais' cis''>4 <gis' b'> <ais' cis''>8~ | <ais' cis''>8 <fis' ais'>4. <eis' gis'>4 | \tuplet 2/3 {gis''4 fis''} | \tuplet 2/3 {e''4 dis''} | \tuplet 4/3 {cis''4 dis'' e'' fis''} | <a' dis'' gis''>2. |
 r4 r <a' c'' f'' b''>4~ | <a' c'' f'' b''> <a' c'' e'' a''>2 | r4 r <g' bes' dis'' g''>4~ | <g' bes' dis'' g''> <fis' a' d'' fis''>2 |
 <b' d'' e'' a''>8->\f <b' d'' e'' a''> <a' c'' f'' b''>4-> <b' d'' e'' a''>-> | <c'' es'' f'' bes''>8-> <c'' es'' f'' bes''> <d'' f'' g'' c'''>4-> <d'' f'' g'' c'''> | <es'' g'' bes'' d'''>4-> r <es'' g'' bes'' d'''>-> | r <e'' gis'' b'' d'''>-> r | <d'' fis'' a'' d'''>4 <c'' e'' a'' c'''>2-> | <b' d'' g'' b''>4 <a' c'' fis'' a''>2-> | \tuplet 3/2 {d''8 e'' fis''} \tuplet 3/2 {g'' a'' b''} \tuplet 3/2 {c''' cis''' d'''} | <g'' b'' d''' g'''>4-> r <g' b' d'' g''>\fermata | }
wz = { c4 <d e f> <d e f> }
wo = { r4 <d e f> c }
lh = { \key g \major
 <g, g>8 <g b d'> <d' f' a'>4-> <g b d'> | <es, es>8 <es bes> <d' f'>4-> <d' f'> | <g, g>8 <g b d'> <d' f' a'>4-> <c fis a> | <d, d>4 <d, d> <d, d> |
 <e, e>4 <b d' g'> r | <d, d> r <a c' f'> | r <a, a> <a cis' g'> | <d, d>4 r2 |
 \fig \wz <g, b d' fis'> | \fig \wz <g, b d' e'> | \fig \wz <c g b e'> | \fig \wz <e, g b d'> | \fig \wo <a, g c' e'> | \fig \wo <a, g cis' e'> | <d, d>4 a8 c' e' fis' | <d, d>2. |
 \fig \wz <e, g b d'> | \fig \wz <cis, g b e'> | \fig \wz <c, bes d' g'> | \fig \wz <f, a c' es'> | <f, f>2 <bes, bes>4~ | <bes, bes>4 <b, b>2 | <e, e>4 r r | <e, e>4 <b d' e'> r |
 fis,4 r <eis' gis'> | r cis <dis' fis'> | fis,4 r <cis' eis'> | r4 cis <b dis'> | <b, fis>4 <a dis' fis'> <a dis' fis'> | <c, c>4 <a e'> <a e'> | <b,, b,>8 fis a dis' a fis | <b,, b,>2. |
 <d, d>2.~ | <d, d>4 <a c' f'>2 | <es, es>2.~ | <es, es>4 <d, d>2 |
 <g, g>8 <g b d'> <d' f' a'>4-> <g b d'> | <as, as>8 <as c' es'> <es' ges'>4-> <es' ges'> | r4 <g, g>4 <bes es' g'> | <e, e>4 r <gis d' e'> | <a, a>4 <d fis>2 | <d, d>4 <d, d>2 | <d, d>4 r <fis a c'> | <g,, g,>4-> r <g,, d, g,>\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 140 } }
