% original study 26, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 34..52
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
% water in 6/8: demisemiquaver waves, tune inside, duplets and quadruplets, a stormy middle with tremolo, bar of 9/8
wa = { c32 d e f g f e d e f g f }
wb = { g32 f e d c d e f g a g f }
wc = { <d e>32 c <d e> f <d e> c <d e> f <d e> c <d e> f }
up = { c32 d e f g a b c' d' e' f' g' }
dn = { g'32 f' e' d' c' b a g f e d c }
tr = { \repeat tremolo 6 { <c e>32 <d f> } }
rh = { \key b \major \time 6/8
 <>\p \fig \wa <b' dis'' fis'' gis''> \fig \wa <b' dis'' fis'' gis''> | \fig \wa <b' dis'' fis'' gis''> \fig \wb <b' dis'' fis'' ais''> | \fig \wa <b' e'' gis'' cis'''> \fig \wb <b' e'' gis'' b''> | \fig \wc <ais' cis'' fis'' gis''> \fig \wc <ais' cis'' e'' fis''> |
 \fig \wa <b' dis'' fis'' gis''> \fig \wb <b' dis'' fis'' gis''> | \fig \wa <gis' b' dis'' eis''> \fig \wc <gis' b' dis'' eis''> | \fig \wc <fis' a' cis'' dis''> \fig \wa <g' b' cis'' dis''> | \fig \up <ais cis' e' fis'> \fig \dn <ais cis' e' g'> |
 <d'' fis''>4. \tuplet 2/3 {<cis'' e''>8 <b' d''>} | r8 <a' c''>4~ <a' c''>8 <b' d''>8. <a' c''>16 | \fig \up <g b cis' f'> \fig \up <a cis' dis' g'> | \time 9/8 <b' dis'' g'' b''>4.\f r8 <a' cis'' f'' a''>4~ <a' cis'' f'' a''> <g' b' dis'' g''>8 | \time 6/8
 <>\f \fig \tr <c'' es'' g'' c'''> \fig \tr <c'' es'' ges'' c'''> | \fig \tr <bes' des'' ges'' bes''> \fig \tr <bes' d'' f'' bes''> | \tuplet 4/3 {<es'' es'''>8 <d'' d'''> <ces'' ces'''> <bes' bes''>} <g' bes' es'' g''>4.-> | r8 <gis' b' e'' gis''>4-> r8 <ais' cis'' e'' ais''>4-> | \fig \dn <b' dis'' fis'' gis''> \fig \dn <ais' cis'' dis'' fis''> |
 <>\p \fig \wa <b' dis'' fis'' gis''> \fig \wb <b' dis'' fis'' ais''> | \fig \wc <b' e'' fis'' gis''> \fig \wa <b' d'' e'' gis''> | r8 \fig {g32 f e d c d e f} <b' dis'' fis'' gis''> r8 \fig {g32 f e d c d e f} <ais' cis'' e'' fis''> | <b' dis'' fis''>4. \tuplet 2/3 {<b' e'' gis''>8 <b' dis'' fis''>} | <fis' b' dis''>2.~ | <fis' b' dis''>4 r8 <b'' fis'' dis''>4.\fermata | }
ten = \fixed c { r2. | r8 fis4~ fis8 gis b | cis'4.~ cis'8 b gis | fis4. \tuplet 2/3 {e8 dis} | r8 dis4~ dis8 fis gis | b4.~ \tuplet 4/3 {b8 cis' b gis} | a4 cis'8~ cis' b4 | fis2. |
 \fig \wa <b fis d' e'> \fig \wb <b e g d'> | \fig \wa <a c' e' g'> \fig \wa <a c' fis' g'> | r4. r | r4. r r |
 r8 es'8 d' c'4. | r8 des' c' bes4. | \fig {\tuplet 4/3 {c16 d e f} \tuplet 4/3 {g f e d}} <es bes es' g'> \fig {\tuplet 4/3 {c16 d e f} \tuplet 4/3 {g f e d}} <ces bes es' g'> | \fig {c16 d e f e d} <e b e' gis'> \fig {c16 d e f e d} <fis cis' e' ais'> | r4. \tuplet 2/3 {fis8 gis} |
 b4.~ b8 gis fis | gis4 cis'8~ cis' b a | fis4.~ fis8 e cis | \fig \wa <b, fis b dis'> \fig \wa <b, gis b e'> | \fig \up <b, fis b dis'> r4. | r2. | }
bas = \fixed c, { r8 b4~ b4. | b,2. | e2. | fis4. fis, | b,2. | r8 cis4~ cis4. | fis,4. g, | r8 fis,4~ fis,4. | d2.| d,2. | g,4. a, | b,2.~ b,4. |
 <c c,>8 r <c g> <c c,>8 r <c ges> | <ges ges,>8 r <ges des'> <f f,>8 r <f d'> | es,4. ces, | <e e,>4. <fis fis,> | <fis fis,>2. |
 b,2. | r8 b,4~ b,4. | fis,2. | b,4. b, | b,2.~ | b,2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { << \ten \\ \bas >> } >> \midi { \tempo 4. = 42 } }
