% original study 29, in the manner of late Romantic piano music
% licence: CC0
% beat: 8 = 80..128
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
% mystic, languid: 5/8 with syncopated chords, 3/8, 9/8 and 2/4 bars counted in quavers, long holds, trills, sighs, a flight in triplets
rh = { \key c \major \time 5/8
 <e' ais' d''>4.\p fis''4~ | fis''8 e''16 d''~ d''8 bis'4 | r16 <d' gis' cis''>8 <d' gis' cis''> <d' gis' cis''>16~ <d' gis' cis''>8 e''8 | <ges' c'' f''>4.~ <ges' c'' f''>4\fermata |
 <e' ais' d''>4. gis''4~ | gis''8 fis''16 e''~ e''8 d''8 bis' | r16 <f' b' e''>8 <f' b' e''> <f' b' e''>16~ <f' b' e''>8 g''8 | \time 9/8 <a' dis'' gis''>4. \tuplet 3/2 {b''16 a'' gis''} fis''8~ fis''8 <g' cis'' dis''>4. | 
 \time 5/8 r16 bis''8\trill d'''16 \grace {bis''32 gis''} fis''4.~ | fis''16 <e' ais' d''>8 <e' ais' d''> <e' ais' d''> <e' ais' d''> <gis' d''>16 | \time 3/8 <fis' bis' e''>4.~ | <fis' bis' e''>4\fermata r8 |
 \time 5/8 \tuplet 3/2 8 {r16 e'' fis'' gis'' ais'' bis'' d''' bis'' gis''} \tuplet 3/2 8 {fis'' e'' d'' bis' gis' e'} | \tuplet 3/2 8 {r16 g'' a'' b'' cis''' dis''' f''' dis''' b''} \tuplet 3/2 8 {a'' g'' f'' dis'' b' g'} | <cis'' f'' b''>4.\f <dis'' g'' cis'''>4~ | <dis'' g'' cis'''>8 <bis' e'' a''> <b' dis'' gis''> <ais' d'' g''> <a' cis'' fis''> |
 \time 2/4 r16 <gis' c'' f''>8-> <gis' c'' f''>-> <gis' c'' f''>-> <gis' c'' f''>16-> | r16 <a' cis'' fis''>8-> <a' cis'' fis''>-> <b' dis'' g''>-> <b' dis'' g''>16-> | <d'' fis'' bis'' e'''>4~ \tuplet 5/4 {<d'' fis'' bis'' e'''>16 d''' bis'' gis'' fis''} | \tuplet 5/4 {e''16 d'' bis' ais' gis'} fis'8 r |
 \time 5/8 <e' ais' d''>4.\p fis''4~ | fis''8 e''16 d''~ d''8 bis'4~ | bis'8 <c' fis' b'>4 <bes e' a'>4~ | <bes e' a'>8 <as d' g'>4~ <as d' g'>\fermata | \time 6/8 r16 <c' e' ais'>8 <c' e' ais'> <c' e' ais'>16~ <c' e' ais'>16 <d' gis'>8 <d' gis'> <d' gis'>16 | <c' e' ais'>4 d''4 fis''4~ | \time 3/8 fis''8 \tuplet 3/2 {gis''16 ais'' d'''} fis'''8 | <e'' ais'' d'''>4.~ | <e'' ais'' d'''>4.\fermata | }
lh = { \key c \major
 c,8 gis, c fis4 | r8 <bes, e ais>4~ <bes, e ais> | e,8~ e,16 <b, f gis>8 <b, f gis> <b, f gis>16~ <b, f gis>8 | <as,, as,>8 <d bes>4~ <d bes>\fermata |
 c,8 gis, c fis4 | r8 <bes, e ais>4~ <bes, e ais>4 | g,,8~ g,,16 <d as b>8 <d as b> <d as b>16~ <d as b>8 | b,,8 a, dis g cis' b \tuplet 3/2 {a16 g cis} <a,, a,>8~ <a,, a,> |
 r8 <gis, fis bis> r <gis, fis bis>~ <gis, fis bis> | c,4 <c gis>4. | <c fis bis>8 r <c fis bis>~ | <c fis bis>4\fermata r8 |
 c,16 gis, c e fis ais d' ais fis e | es,16 b, es g a cis' f' cis' a g | r8 <g, f b> r <a, g cis'> r | <fis, fis>4 <f, f> <e, e>8 |
 <d, d>4. <d, d>8 | <es, es>4~ <es, es>16 <es, es>8. | c,32 gis, c fis ais c' d' fis' gis' fis' d' c' ais fis c gis, | c,4 r8 <c, gis,> |
 c,8 gis, c fis4 | r8 <bes, e ais>4~ <bes, e ais> | r8 <d, d>4 <des, des> | r8 <c, c>4~ <c, c>4\fermata | r8 <c, fis,>4 r8 <c, fis,>4 | r8 <c, gis,> r <bes, fis> r <c gis> | r8 <bes, e ais> r | c,16 fis, bes, e ais d' | <c,, c,>4.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 8 = 104 } }
