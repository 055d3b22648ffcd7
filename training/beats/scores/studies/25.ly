% original study 25, in the manner of late Romantic piano music
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
% habanera: bass ostinato, tune with triplets against it, off-beat chords, augmented runs, a held pedal C sharp; middle in parallel sevenths
hab = { c8. d16 e8 d }
habb = { r8. d16 e8 <d e> }
habc = { c8. c'16~ c'8 g }
ped = { \tuplet 3/2 { cis'8 cis'' cis' } cis''8 cis' }
rh = { \key fis \minor \time 2/4
 r2 | r8. cis''16~ cis''8 cis' | \ped | r8. cis''16~ cis''8 cis' |
 \tuplet 3/2 {cis''8\p d'' cis''} b'8. cis''16 | a'8. gis'16~ gis'4 | \tuplet 3/2 {fis'8 gis' a'} \tuplet 3/2 {b'8 a' gis'} | eis'4~ eis'8 r | 
 \tuplet 3/2 {cis''8 d'' cis''} b'8. cis''16 | d''8. cis''16~ cis''8 fis'' | \tuplet 3/2 {eis''8 fis'' eis''} d''16 cis'' b' a' | gis'8. cis''16~ cis''4 |
 r16 <a' cis'' e'' g''>8 <b' dis'' fis'' a''>16~ <b' dis'' fis'' a''>8 <a' cis'' e'' g''> | <g' b' d'' f''>8. <a' cis'' e'' g''>16~ <a' cis'' e'' g''>4 | r16 <a' cis'' e'' g''>8 <b' dis'' fis'' a''>16~ <b' dis'' fis'' a''>8 <c'' e'' g'' bes''> | <d'' fis'' a'' c'''>8.-> <c'' e'' g'' bes''>16~ <c'' e'' g'' bes''>8 r |
 r8 \tuplet 3/2 {g''16\f a'' g''} fis''8 d'' | \tuplet 3/2 {e''8 d'' b'} a'8. b'16 | \tuplet 6/4 {c''16 d'' e'' fis'' gis'' ais''} bis''8 r | \tuplet 6/4 {ais''16 gis'' fis'' e'' d'' c''} ais'8 r | 
 r8 <a' cis'' fis''>8-> r16 <a' cis'' fis''>8. | r8 <gis' b' eis''>8-> r16 <gis' b' eis''>8. | <fis' a' d''>8 <a' cis'' fis''>16 <a' cis'' fis''>~ <a' cis'' fis''>8 <gis' b' eis''> | <a' d'' fis'' a''>4-> \tuplet 3/2 {<gis' gis''>8 <fis' fis''> <d' d''>} |
 <cis' eis' b' cis''>4.-> r8 | \acciaccatura {cis''16} d''8 r16 cis'' b' r a' r | gis'8 r r4 | r8. cis'''16~ cis'''8 cis'' |
 \tuplet 3/2 {cis''8\p d'' cis''} b'8. cis''16 | a'8. gis'16~ gis'4 | \tuplet 3/2 {fis'8 gis' a'} \tuplet 3/2 {b'8 cis'' d''} | \tuplet 3/2 {fis''8 e'' d''} cis''4 | <ais cis' e' g'>8. <b d' fis' a'>16~ <b d' fis' a'>4 | <gis b d' fis'>8. <fis ais cis' e'>16~ <fis ais cis' e'>4 | r8. cis''16~ cis''8 cis' | \ped | <ais cis' fis'>8. cis''16~ cis''8 r | <cis'' fis'' ais''>2\fermata | }
lh = { \key fis \minor
 \fig \hab <fis, cis ais> | \fig \hab <fis, cis a> | \fig \hab <fis, cis a> | \fig \hab <fis, cis a> |
 \fig \hab <fis, cis a> | \fig \hab <fis, cis b> | \fig \hab <d, d b> | \fig \hab <cis, cis b> | \fig \hab <fis, cis a> | \fig \hab <b, fis d'> | \fig \habb <g,, d b> | \fig \hab <cis, gis eis'> |
 \fig \hab <a,, e, cis> | \fig \hab <a,, e, d> | \fig \hab <a,, e, cis> | \fig \hab <d, a, fis> |
 \fig \habc <g, d b d'> | \fig \habc <a, e g cis'> | r8 <d, d>8 r <fis ais d'> | r8 <c, c>8 r <e gis c'> |
 <fis, fis>8. <fis, fis>16 r8 <fis, fis> | <cis, cis>8. <cis, cis>16 r8 <cis, cis> | \tuplet 3/2 {<b,, b,>8 fis d'} \tuplet 3/2 {<a,, a,>8 fis cis'} | \tuplet 3/2 {<g,, g,>8 d b} \tuplet 3/2 {d' b d} |
 <cis, cis>8. gis16 b8 gis | cis8. gis16 b8 gis | \fig \hab <cis, gis, eis> | \fig \hab <cis, gis, eis> |
 \fig \hab <fis, cis a> | \fig \habb <fis, cis b> | \fig \hab <d, d b> | \fig \hab <d, a, fis> | \fig \hab <fis, cis fis> | \fig \hab <fis, cis fis> | \fig \hab <fis, cis ais> | \fig \hab <fis, cis ais> | fis,8. cis16 fis,8 r | <fis,, fis,>2\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 56 } }
