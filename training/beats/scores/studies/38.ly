% original study 38, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 54..80
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
% valley of bells: three layers, off-beat octaves, 3 over 4, ostinato in slow quavers, 4/4 3/4 5/4, broad tune over wave arpeggios, no downbeat bass
be = { r8 g8 d c d g d c }
bf = { \tuplet 6/4 {r16 g e f d e} \tuplet 6/4 {c d e f g f} \tuplet 6/4 {r16 g e f d e} \tuplet 6/4 {c d e f g f} }
bg = { \tuplet 3/2 {c8 e d} \tuplet 3/2 {f e d} \tuplet 3/2 {c8 e d} \tuplet 3/2 {f e d} }
wa = { c16 d e f g a b a g f e d e d e f }
wb = { \tuplet 6/4 {c16 d e f g a} \tuplet 6/4 {b a g f e d} \tuplet 6/4 {c d e f g a} \tuplet 6/4 {g f e d c d} }
up = { r8 <gis'' gis'''>4 r8 }
rh = { \key cis \minor \time 4/4
 r2 r8 <gis'' gis'''>4.\p | r1 | \fig \bf <dis' gis' b' dis''> | \fig \bf <dis' gis' b' dis''> | \fig \bf <dis' gis' ais' dis''> | \fig \bf <dis' gis' b' dis''> | \time 3/4 r8 <eis'' eis'''>4.~ <eis'' eis'''>4 | \time 4/4 \fig \bf <eis' gis' cis'' eis''> | \fig \bf <dis' fis' a' dis''> |
 <b' dis'' gis''>4.\p <ais' cis'' fis''>8~ <ais' cis'' fis''>4 <gis' b' e''> | \tuplet 3/2 {<fis' ais' dis''>4 <gis' b' e''> <ais' cis'' fis''>} <b' dis'' gis''>2 | r8 <cis'' e'' gis'' cis'''>4 <b' dis'' gis'' b''> <a' cis'' e'' a''> <gis' b' dis'' gis''>8~ | \time 5/4 <gis' b' dis'' gis''>4 <fis' a' cis'' fis''>4. <e' gis' b' e''>8 <fis' a' dis''>2 | \time 4/4
 <es' g' c''>2\f~ <es' g' c''>8 d'' es'' g'' | <bes' es'' bes''>4. as''8~ as'' g''4 f''8 | \tuplet 3/2 {<g' c'' g''>4 f'' es''} <bes' d''>4. es''8 | \tuplet 3/2 {f''4 g'' as''} <d'' f'' bes''>2 | r8 <es'' g'' c'''>4 <d'' g'' bes''> <c'' es'' as''> <bes' es'' g''>8 | \tuplet 3/2 {<as' c'' f''>2 <g' bes' es''> <as' c'' f''>} | \time 3/4 <b' dis'' gis''>2.-> | \time 4/4
 \fig \bg <dis' gis' b' dis''> | \fig \bf <dis' gis' b' dis''> | r8 <gis'' gis'''>4\p <e'' e'''> <gis'' gis'''>4.~ | <gis'' gis'''>8 <dis'' dis'''>4. r2 | \fig \bf <e' gis' ais' cis''> | \fig \bg <e' gis' b' cis''> | r4 r8 <gis'' gis'''>~ <gis'' gis'''>2 | <b dis' gis'>1\fermata | }
ten = \fixed c { r1 | r8 <gis gis'>4 <gis gis'> <gis gis'>4. | r4. dis'8~ dis'4 e' | \tuplet 3/2 {gis'4 fis' e'} dis'2 | r8 cis'4 dis' ais4.~ | ais4 gis2 r4 | r4 <eis cis' eis'>4.-> <dis b dis'>8 | r8 cis'4 eis' gis'4.~ | gis'4 fis' \tuplet 3/2 {dis' a fis} |
 \fig \be <e b dis' gis'> | \fig \be <dis ais cis' fis'> | \fig \be <cis gis b e'> | r8 \fig {g8 d c d g d c d} <fis a cis' e'> r8 |
 \fig \wa <c g c' es'> | \fig \wa <bes, es bes d'> | \fig \wb <as, es as c'> | \fig \wb <bes, f as d'> | \fig \wa <c g bes es'> | \fig \wb <f, c es as> | \fig {c16 d e f g f e d c d e f} <gis, dis b e'> |
 gis2~ gis8 gis'4 gis8~ | gis2 r8 dis'4. | \fig \be <gis, dis b e'> | \fig \be <gis, dis b e'> | r8 ais4 b cis'4.~ | cis'4 b2 r4 | r8 <gis gis'>4 r8 r2 | r1 | }
bas = \fixed c, { r4 <gis gis,>2. | r2 <gis gis,>2 | r4 cis2.~ | cis1 | r4 e2.~ | e2. cis4 | fis2. | r4 cis'2.~ | r4 b,2. | e1 | r4 dis2. | r8 cis4.~ cis2 | b,2. b,2 |
 <c c,>1 | r4 <bes, bes>2. | <as, as>1 | r8 <bes, bes>4.~ <bes, bes>2 | <c c'>2 r8 <es es'>4. | r4 <f, f>2. | <gis, gis>2. |
 r4 cis2.~ | cis1 | r8 cis4.~ cis2 | r1 | r4 fis2.~ | fis2. r4 | r4 <gis gis,>2. | <cis cis'>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { << \ten \\ \bas >> } >> \midi { \tempo 4 = 66 } }
