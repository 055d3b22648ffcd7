% original study 36, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 44..70
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
% ecstatic poem: 6/8 and 9/8, winged figures, trills, arpeggiated chords over four octaves, quadruplets and duplets in the tune, five against three, triumphant repeated chords
fl = { \tuplet 5/3 { c16 d e g f } }
ar = { c16 d e f g a b a g f e d }
ch = { r16 <c d e> r <c d e> <c d e> r r <c d e> r <c d e> <c d e> r }
chd = { <c d e>8-> <c d e>16 <c d e> r <c d e> <c d e>8-> <c d e>16 <c d e> r <c d e> }
rh = { \key cis \major \time 6/8
 r8 gis'8.(\p a'16) fisis'4 r8 | \tuplet 4/3 {r8 ais' bis' d''} \appoggiatura {eis''16} dis''4.\trill | r8 gis'8. ais'16 \tuplet 2/3 {b'8 cis''} | <eis' ais' d''>2. |
 r8 \fig {c32 d e f g a b c'} <eis' b' d'' gis''> <eis'' gis''>4.-> | r8 \fig {c32 d e f g a b c'} <fisis' ais' cis'' eis''> <eis'' b''>4.-> | \tuplet 4/3 {d''8 cis'' b' ais'} \tuplet 4/3 {gis'8 ais' b' d''} | <dis' a' cis''>4 <dis' a' b'>8~ <dis' a' b'>4. |
 <eis' b' dis'' gis''>4.\arpeggio \tuplet 4/3 {a''8 gis'' eis'' dis''} | \tuplet 2/3 {cis''8 b'} <b' dis'' gis''>4.\arpeggio | r8 <ais' cis'' fisis''>4\arpeggio~ <ais' cis'' fisis''>8 gis''16 fisis'' eis'' dis'' | \time 9/8 <gis' cis'' eis''>4.~ \tuplet 4/3 {<gis' cis'' eis''>8 fis'' gis'' a''} bis''4.\trill | \time 6/8
 <>\f \fig \ch <eis'' gis'' b''> | \fig \ch <fisis'' ais'' cis'''> | \fig \chd <gis' d'' eis'' gis''> | \fig \chd <a' dis'' fisis'' a''> | \tuplet 2/3 {<b' eis'' gis'' b''>8 <cis'' fisis'' ais'' cis'''>} <dis'' gis'' b'' dis'''>4 <eis'' eis'''>8~ | <eis'' eis'''>8 <d'' d'''> <b' b''> <gis' gis''>4.-> |
 r4 <fis' ais' cis'' e''>8~ <fis' ais' cis'' e''>8 dis''8. cis''16 | \tuplet 5/3 {b'8 cis'' dis'' e'' fis''} \tuplet 5/3 {gis''8 fis'' e'' dis'' cis''} | r8 <gis' b' d'' fis''>4~ <gis' b' d'' fis''>8 eis''8. d''16 | \tuplet 5/3 {cis''8 dis'' eis'' fisis'' gis''} \tuplet 4/3 {ais''8 b'' cis''' d'''} |
 <>\f \fig \chd <eis'' gis'' cis'''> | \fig \chd <eis'' a'' cis'''> | <gis'' gis'''>8-> <gis' cis'' eis''> <gis' cis'' eis''> \tuplet 4/3 {<ais'' ais'''>8 <gis'' gis'''> <eis'' eis'''> <dis'' dis'''>} | <cis'' eis'' gis'' cis'''>4.->~ <cis'' eis'' gis'' cis'''>8 \fig {c16 d e f} <gis' ais' cis'' eis''> | <eis'' gis'' cis''' eis'''>4.~ <eis'' gis'' cis''' eis'''>4. | <cis'' eis'' gis'' cis'''>2.\fermata | }
lh = { \key cis \major
 <dis, b, fisis>4.~ <dis, b, fisis>8 r r | <d, b, eis>4.~ <d, b, eis>8 <gis, fis>4 | <dis, b, fisis>4.~ <dis, b, fisis>8 r r | \fig {r16 c d e f g a b a g f e} <g,, d b eis'> |
 <g,, d b>8 r r r <g, f b> r | <fisis,, cis ais>8 r r r <fisis, eis ais> r | \fig \ar <gis,, dis b eis'> | r8 <a,, a,>4 r8 <g,, g,>4 |
 \fig \ar <gis,, dis b eis'> | \fig \ar <g,, d b eis'> | \fig {\tuplet 4/3 {c8 d e f} \tuplet 4/3 {g f e d}} <dis, ais, fisis cis'> | <cis, gis,>8 r r <eis gis cis'>4 r8 <gis, fis bis>4. |
 \fig \ar <gis,, d b eis'> | \fig \ar <a,, dis ais cis'> | r8 <b,, b,>4 r8 <b,, b,>4 | r8 <cis, cis>4 r8 <cis, cis>4 | \fig {\tuplet 5/3 {c8 d e f g} \tuplet 5/3 {a g f e d}} <d, b, eis gis> | \fig {\tuplet 7/6 {c16 d e f g a b} \tuplet 7/6 {a g f e d c d}} <g,, d b eis'> |
 <fis,, fis,>4. \tuplet 2/3 {<ais, e>8 <ais, e>} | r8 <b,, b,>4~ <b,, b,>8 <fis a> <fis a> | <gis,, gis,>4. \tuplet 2/3 {<b, fis>8 <b, fis>} | r8 <cis, cis>4 \tuplet 4/3 {<gis, gis>8 <fis, fis> <e, e> <dis, dis>} |
 \fig {\tuplet 7/6 {c16 d e f g f e} \tuplet 7/6 {c d e f g f e}} <cis, gis, eis gis> | \fig {\tuplet 7/6 {c16 d e f g f e} \tuplet 7/6 {c d e f g f e}} <a,, eis cis' eis'> | \fig {c16 d e f g a} <cis, gis, eis ais> \fig {c16 d e f g a} <fisis, cis ais dis'> | \fig {c16 d e f g a} <gis,, dis b eis'> \fig \fl <g,, d b eis'> r8. | r8 <cis, cis>4-> r8 <cis, cis>4-> | <cis,, cis,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4. = 56 } }
