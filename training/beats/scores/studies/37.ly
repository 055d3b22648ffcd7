% original study 37, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 72..100
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
% goblin scherzo: fast 3/8 counted in whole bars, repeated-note tremolo, stops, hemiolas, pairs across the bar, a waltz tune in octaves, 2/4 bars kept out
ta = { \repeat unfold 12 { c32 } }
tb = { <d e>32 c c <d e> c c <d e> c c <d e> c c }
tc = { c16 d e f e d }
td = { c32 d e f g a b a g f e d }
te = { c16 <d e> c <d e> c <d e> }
rh = { \key gis \minor \time 3/8
 r8 gis16 a b c' | dis'8-. r r | r4. | \ta | \fig \tb <dis' gis' a'> | \fig \tb <dis' gis' a'> | r8 gis16 a b d' | g'8-. r r | r4. | \fig \tb <g' c'' cis''> | \fig \tb <g' c'' cis''> | r16 <g' c'' dis''>8-> r16 r8 |
 <dis' gis' b' dis''>8-> r16 <dis' gis' b' dis''>-> r8 | <e' a' c'' e''>8-> r16 <e' a' c'' e''>-> r8 | \fig \te <fis' b' d''> | \fig \te <f' b' d''> | e''16 f'' e'' dis'' b' gis' | \fig \tc <d' f' gis' b'> | \fig \td <dis' gis' b' dis''> | b''8-> r r |
 dis''4\p e''8~ | e''16 dis'' cis''8 b' | cis''4.~ | cis''8 b'4 | ais'4 b'8~ | b'16 ais' gis'8 fisis' | gis'4.~ | gis'8 r r |
 <dis' dis''>4-> <e' e''>8->~ | <e' e''>8 <g' g''>4-> | <b' b''>8. <bes' bes''> | <g' g''>8. <es' es''> | <fis' fis''>16 <f' f''>8 <fis' fis''> <f' f''>16 | <d' d''>8 r16 <d' f' b' d''>8.-> | \fig \td <e' g' bes' cis''> | \fig \td <f' a' c'' d''> |
 <g'' b'' dis''' g'''>8->\f r16 <fis'' fis'''> <f'' f'''> <e'' e'''> | <dis'' g'' b'' dis'''>4.-> | r8 <b' dis'' g'' b''>4-> | r16 <bes' d'' ges'' bes''>8-> <bes' d'' ges'' bes''>-> <bes' d'' ges'' bes''>16-> | \fig \tb <a' cis'' eis''> | \fig \tb <gis' c'' e''> | <g' b' dis''>16-> r <fis' ais' d''>-> r <f' a' cis''>-> r | <e' gis' c''>16 r r8 r |
 r4. | r8 r dis'16\p dis' | \ta | \fig \ta <dis' gis' b'> | gis16 a b c' dis' e' | gis'8 a'16 b' c'' dis'' | \fig \te <dis'' a'' b''> | \fig \te <dis'' a'' c'''> | <e'' gis''>8-. r r | r8 <b d' eis'>8-. r | r4. | \acciaccatura {a''16} gis''8-. r r | <gis b dis'>8-. r r | }
lh = { \key gis \minor
 r4. | r8 <gis, a,>-. r | r8 <gis, a,>-. r | r4. | r8 gis,16 b, dis fis | e8-. r r | r4. | r8 <c cis>-. r | r8 <c cis>-. r | r8 c16 es g bes | aes8-. r r | r8 r16 <c, c>8.-> |
 r16 <gis, dis gis>8 r16 <gis, dis gis>8 | r16 <a, e a>8 r16 <a, e a>8 | <b,, b,>8 r <b, f> | <d, d>8 r <d gis> | <gis,, gis,>4.~ | <gis,, gis,>8 r <f, f> | <e, e>4 <dis, dis>8 | r16 <dis, dis>8 <dis, dis> r16 |
 gis,16 dis b dis b dis | a, e c' e c' e | ais, g cis' g cis' g | dis16 b fisis' b dis b | cis, gis, e gis, e gis | c, a, e a, e a | gis,, dis, b, dis, gis, b, | dis16 b, gis, dis, r8 |
 <gis, dis>8 b gis | <g, e>8 r <b e'> | \tuplet 2/3 {es,8 bes,} | \tuplet 2/3 {es8 g} | <d, d>8 <b, gis>4 | <d, d>8. <gis,, gis,>8. | <cis, cis>8 <g bes> <g bes> | <d, d>8 <a c'> <a c'> |
 <es, es>8-> r r | r16 <g b dis'>8 <g b dis'> <g b dis'>16 | <es, es>8 r16 <es, es>8. | <d, d>4.-> | <cis, cis>8 <cis, cis>4 | <c, c>8 <c, c>4 | <b,, b,>8 <b,, b,> <b,, b,> | <e,, e,>8 r r |
 <gis,, dis,>4.~ | <gis,, dis,>4. | r8 gis,,4~ | gis,,4. | r8 <gis, a,>-. r | r <gis, a,>-. r | \fig \tc <f, b, dis a> | \fig \tc <f, b, fis c'> | <e, b, d>8-. r r | r r <cis, cis>8-. | r4. | r8 r gis,16 dis | gis,,8-. r r | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4. = 84 } }
