% original study 23, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 44..66
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
% slow sarabande: parallel chords, weight on the second beat, modal cadences; middle part with moving quavers and triplets, hemiola at the climax
rh = { \key cis \minor \time 3/4
 <gis cis' e' gis'>4\p <a cis' fis' a'>4.-> <gis cis' e' gis'>8 | <fis b dis' fis'>4 <gis cis' e' gis'>2 | <e' gis' b' e''>8 <dis' fis' b' dis''> <cis' e' a' cis''>4. <b dis' gis' b'>8 | <cis' e' gis' cis''>2 r4 |
 <gis cis' e' gis'>4 <a cis' fis' a'>4.-> <b d' g' b'>8 | <c' e' a' c''>4 <d' fis' b' d''>2-> | <cis' fis' a' cis''>8 <b e' gis' b'>16 <a d' fis' a'> <gis b e' gis'>4. <fis ais cis' fis'>8 | <gis bis dis' gis'>2. |
 r4 <b' dis'' fis''>4.(\p <a' cis'' e''>8 | <gis' b' dis''>4 <fis' a' cis''>2) | r8 <e' gis' b'>4 <fis' ais' cis''> <gis' b' dis''>8~ | <gis' b' dis''>4 <ais' cis'' fis''>2 |
 \tuplet 3/2 {r8 e'' dis''} cis''4~ \tuplet 3/2 {cis''8 b' gis'} | a'4. b'16 cis'' \tuplet 3/2 {dis''8 cis'' b'} | g'4. a'16 b' \tuplet 3/2 {d''8 b' a'} | e'4~ \tuplet 3/2 {e'8 fis' a'} \tuplet 3/2 {b'8 d'' e''} |
 <g' c'' e'' g''>4\f <g' c'' e'' g''>8 <f' bes' d'' f''> <g' c'' e'' g''>4~ | <g' c'' e'' g''> <a' d'' fis'' a''>2-> | <b' e'' g'' b''>4. <a' d'' fis'' a''>8 <g' c'' e'' g''>4 | <a' c'' es'' a''>2 <gis' b' d'' gis''>4~ | <gis' b' d'' gis''> <e' gis' cis'' e''>2-> | <dis' fis' b' dis''>2. | \time 4/4 r4 <cis' e' a' cis''>8. <b dis' gis' b'>16 <cis' e' a' cis''>2 | \time 3/4
 <gis cis' e' gis'>4\p <a cis' fis' a'>4.-> <gis cis' e' gis'>8 | <fis b dis' fis'>4 <gis cis' e' gis'>2 | r8 <e' gis' b' e''>4 <dis' fis' b' dis''> <cis' e' a' cis''>8 | <b d' g' b'>4 <a c' f' a'>4. <gis b e' gis'>8 | <fis a dis' fis'>4. <e gis cis' e'>8 <dis fis b dis'>4 | <e gis cis' e'>2.~ | <e gis cis' e'>4 r <eis gis cis' eis'>\fermata | }
lh = { \key cis \minor
 <cis gis>4 <fis, cis>2-> | <b, fis>4 <cis, cis>2 | <cis e gis cis'>8 <b, dis gis b> <a, e a>4. <gis, dis gis>8 | <cis, gis, cis>2 r4 |
 <cis gis>4 <fis, cis>2 | <a, e>4 <b, fis>2 | fis,8 gis, e,4 cis8 fis | <gis,, gis,>4 r8 <dis gis bis> <dis gis bis>4 |
 e,8 b, fis gis b dis' | e, b, e gis dis' cis' | cis, gis, e ais cis' e' | fis, cis fis ais e' cis' |
 \tuplet 3/2 4 {a,8 e cis' gis' e' cis' a e a,} | \tuplet 3/2 4 {fis,8 cis a e' cis' a b, fis a} | \tuplet 3/2 4 {e,8 b, g d' b g e b, g,} | \tuplet 3/2 4 {d,8 a, fis cis' a fis d a, d} |
 r8 <c, c>4 <g c'>8 <g c' e'>4 | r8 <d, d>4 <a d'>8 <a d' fis'>4 | <e, e>4 <fis, fis> <g, g>~ | <g, g>8 <f, f>4. <e, e>4~ | <e, e>8 <cis, cis> <cis gis cis'>2 | r8 <b,, b,>4 <fis b>8 <fis b dis'>4 | <a,, a,>2. r4 |
 cis4 <fis, cis>2 | <b, fis>4 <cis, cis>2 | r8 <cis gis>4 <b, gis> <a, e>8 | <g, d>4 <f, c>4. <e, b,>8 | <b,, b,>4 <gis, dis>2 | r8 <cis, gis,>4. cis8 gis | cis'4 r <cis,, cis,>\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 54 } }
