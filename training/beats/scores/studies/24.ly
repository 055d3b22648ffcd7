% original study 24, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 84..132
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
% mystic sonata: presto leaps that stop and start, silent bars, languid middle in 9/8 (slower, dotted quarter kept as beat), duplets, quadruplets, long holds
pr = { r8 \fig {<c d>8 <d e>} <ais' d'' e'' gis''> r8 \fig {<c d>8 <d e>} <b' dis'' eis'' gis''> }
rh = { \key fis \major \time 6/8
 r8 <e' ais' d''>16 fis'' gis'' ais'' <bis' e'' ais''>4.->\f | r8 r <e' ais' d''>16 fis'' gis'' ais'' bis'' d''' e''' fis''' | <gis'' d''' gis'''>8-> r r r4. | r2. |
 <>\p \pr | r8 \fig {<c d>8 <d e>} <cis'' fis'' gis'' ais''> \fig {<d e>8 r <c e>} <dis'' eis'' gis'' b''> | e''8-> r <ais' d''> \tuplet 4/3 {fis''8 e'' d'' bis'} | <gis' bis' fis''>4.~ <gis' bis' fis''>8 r r |
 <ais' dis'' fis''>8 r <ais dis' fis'> r <b' dis'' gis''> r | <cis'' fis'' ais''>8 r <cis' fis' ais'> r <dis'' gis'' b''> r | r <ais' cis'' fis''>4~ <ais' cis'' fis''>8 <gis' b' eis''>4 | \tuplet 2/3 {<fis' ais' dis''>8 <eis' gis' cis''>} <fis' b' d''>4.-> |
 \fig {r16 c d e f g} <fis' ais' cis'' dis''> \fig {a16 g f e d c} <fis' ais' cis'' dis''> | \fig {r16 c d e f g} <fis' a' bis' dis''> \fig {a16 b c' d' e' f'} <fis' a' bis' dis''> | <e'' gis'' ais'' d''' e'''>8->\f r r <e' gis' ais' d'' e''>8-> r r | r4. r8 r <d'' fis''>\p |
 \time 9/8 <bis' e''>4.~ <bis' e''>4 <ais' d''>8~ <ais' d''>4. | r8 <gis' bis' e''>4~ <gis' bis' e''>8 fis''8. e''16 d''4 bis'8 | \time 6/8 <ais' cis'' fisis''>4.~ <ais' cis'' fisis''>8 gis''8. fisis''16 | e''2.\fermata |
 \time 9/8 r8 <bis' e'' fis''>4 <ais' d'' e''>4 <gis' bis' d''>4 <fis' ais' bis'>4~ | <fis' ais' bis'>8 <gis' bis' d''>4~ \tuplet 2/3 {<gis' bis' d''>8 <ais' d'' e''>} <bis' e'' gis''>4. | \time 6/8 <cis'' fis'' ais''>8\trill b'' <cis'' fis'' ais''>~ <cis'' fis'' ais''>4. | r2. |
 <>\p \pr | \transpose fis a \pr | r8 <cis'' eis'' b''>16 cis''' dis''' eis''' <gis'' cis''' gis'''>4.->\f | r8 <e'' gis'' d'''>16 e''' fis''' gis''' <b'' e''' b'''>4.-> |
 <e'' ais'' e'''>8 r <d'' fis''  bis''> r <bis' e'' ais''> r | \tuplet 4/3 {<ais' d'' gis''>8 <gis' bis' fis''> <fis' ais' e''> <e' gis' d''>} \tuplet 4/3 {<d' fis' bis'>8 <e' gis' d''> <fis' ais' e''> <gis' bis' fis''>} | <b' dis'' gis''>4 <cis'' fis'' ais''> <dis'' gis'' b''> | <e'' ais'' d''' e'''>4->~ <e'' ais'' d''' e'''>16 r <e'' ais'' d''' e'''>4->~ <e'' ais'' d''' e'''>16 r |
 <fis'' ais'' dis''' fis'''>8-> <fis' ais' dis''> <fis' ais' dis''> <fis'' ais'' dis''' fis'''>8-> <fis' ais' dis''> <fis' ais' dis''> | <fis'' ais'' cis''' fis'''>8-> <fis' ais' cis''> <fis' ais' cis''> \tuplet 4/3 {<fis' ais' cis''> <gis' b' dis''> <ais' cis'' eis''> <b' dis'' fis''>} | r8 <e' ais' d''>16 fis'' gis'' ais'' bis'' d''' e''' fis''' gis''' ais''' | bis'''8-> r r r4.\fermata | }
pl = { <e bis>8 r r <d ais>8 r r }
lh = { \key fis \major
 <fis,, fis,>8-> r r r <e ais d'>16 fis' gis' ais' | <fis,, fis,>8-> r r r4. | r8 r <bis,, bis,>-> <fis,, fis,>4.~ | <fis,, fis,>2. |
 <fis, e ais>8 r r <b,, fis>8 r r | <e, e>8 r r r8 r <cis, cis> | r8 <fis, e ais>4 r8 <fis, e ais>4 | r8 <fis, e> <bis, fis ais> <e ais d'>4. |
 <dis, dis>4. <gis,, gis,>8 r <gis dis'> | <cis, cis>4. <b,, b,>8 r <b fis'> | <fis, fis>8 r r <cis, cis>8 r r | <dis, dis>4 r8 <gis,, gis,>4. |
 fis,8 cis ais dis' ais cis | fis,8 dis bis a' dis' bis | <fis,, fis,>8 r <bis d' gis'>4-> r4 | r8 <fis, fis> r <fis, fis> r4 |
 fis,8 e ais bis ais e fis, e ais | r8 e, d gis bis e' d' bis gis | <dis, dis>8 ais cis' fisis' cis' ais | <ais, e gis>4 <ais, e gis>8~ <ais, e gis>4.\fermata |
 <fis,, fis,>4.~ <fis,, fis,>4.~ <fis,, fis,>8 e ais | <d, d>4.~ <d, d>8 gis bis e'4. | <cis, cis>8 r r r <gis eis' b'>4-> | r8 <cis, cis> <cis, cis> <cis, cis> r r |
 \pl | \transpose fis a \pl | <b,, b,>8 r r r <cis' eis' b'>16 cis'' dis'' eis'' | <e, e>8 r r r <e gis d'>16 e' fis' gis' |
 r8 <fis, fis> r <gis, gis> r <ais, ais> | <bis,, bis,>4. <e, e>4. | r8 <dis, dis>4 <cis, cis> <b,, b,>8~ | <b,, b,>8 <ais,, ais,>4 r8 <ais,, ais,>4 |
 <dis, dis>4. \tuplet 2/3 {<dis ais>8 <b, gis>} | <fis,, fis,>4. \tuplet 2/3 {<cis ais>8 <cis b>} | <fis,, fis,>8 r r r4. | <fis,,, fis,,>8-> r r r4.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4. = 100 } }
