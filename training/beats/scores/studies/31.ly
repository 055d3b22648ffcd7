% original study 31, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 66..104
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
% towards the light: long chords and sighs off the beat, tremolos growing, 9 quavers against 5, repeated-chord trumpets, bars of 9/8 in dotted quarters avoided: all in 3/4 and 4/4
tr = { \repeat tremolo 16 { <c d>32 <e f> } }
trb = { \repeat tremolo 12 { c32 <d e> } }
qv = { \tuplet 5/6 { c8 d e f e } }
qw = { \tuplet 5/3 { c8 e d f e } \tuplet 5/3 { g f e d c } }
sev = { \tuplet 7/6 { c8 d e f g f e } }
rh = { \key c \major \time 3/4
 <b f' ais'>2.~\pp | <b f' ais'>4 r8 <b f' a'>4.~ | <b f' a'>2.~ | <b f' a'>4 <c' fis' b'>2~ | <c' fis' b'>2. | r8 <c' fis' ais'>4.~ <c' fis' ais'>4 |
 <d' gis' cis''>2.~ | <d' gis' cis''>4 r8 <d' gis' c''>4.~ | <d' gis' c''>4 \tuplet 3/2 {r8 cis'' c''} \tuplet 3/2 {b'8 c''4~} | c''2 r4 |
 \fig \qv <b' f'' ais'' dis'''> | \fig \qv <b' f'' a'' dis'''> | \fig \qw <c'' fis'' b'' e'''> | \fig \qw <cis'' g'' c''' f'''> | <d'' gis'' cis'''>4. c'''8~ c'''4 | r8 b''4 c''' cis'''8~ | cis'''4 \tuplet 5/4 {d'''16 cis''' b'' gis'' f''} \tuplet 5/4 {e'' d'' b' gis' f'} |
 \time 4/4 r8 <e' ais' d''>4-> <e' ais' d''>-> <e' ais' d''>-> <f' b' dis''>8~ | <f' b' dis''>4 <fis' c'' e''>2.-> | r8 <g' cis'' f''>4-> <g' cis'' f''>-> <g' cis'' f''>-> <gis' d'' fis''>8~ | <gis' d'' fis''>4 <a' dis'' g''>2.-> | \time 3/4
 <>\f \fig \trb <b' f'' ais''> | \fig \trb <c'' fis'' b''> | <dis''' g''>16-> <dis''' g''> <dis''' g''> r r <dis''' g''> <dis''' g''> <dis''' g''> r4 | r16 <e''' gis''> <e''' gis''> <e''' gis''> <f''' a''>4.-> <e''' gis''>8 | \fig \trb <d'' gis'' cis'''> | \fig \trb <dis'' a'' d'''> |
 \tuplet 3/2 {<e'' b'' e'''>8-> <e'' b'' e'''> <e'' b'' e'''>} r8 <e'' b'' e'''>4-> <e'' b'' e'''>8~ | <e'' b'' e'''>4 <fis'' b'' fis'''>2-> | \tuplet 3/2 {<gis'' b'' gis'''>8-> <gis'' b'' gis'''> <gis'' b'' gis'''>} r8 <gis'' b'' gis'''>4-> <fis'' fis'''>8~ | <fis'' fis'''>8 <e'' b'' e'''>4-> <e'' b'' e'''>-> <e'' b'' e'''>8-> | <e'' ais'' cis''' e'''>2.~ | <e'' ais'' cis''' e'''>2.\fermata | }
lh = { \key c \major
 <e, ais,>2.~ | <e, ais,>2.~ | <e, ais,>4 r8 <dis, a,>4.~ | <dis, a,>2.~ | <d, gis,>4 r2 | <d, gis,>2. | r8 <g,, cis>4.~ <g,, cis>4~ | <g,, cis>2.~ | <g,, cis>2.~ | <g,, cis>4 r8 <fis,, c>4. |
 e,8 ais, r ais, e, ais,~ | ais, e, ais, r e, ais, | \tuplet 3/2 4 {d,8 gis, d gis d gis, d,8 gis, d} | \tuplet 3/2 4 {g,,8 cis g cis' g cis g,, cis g} | <e, b,>8 r <gis b d'> r <gis b d'> r | r8 <e, b,>8 r <gis b d'> r <gis b d'> | <e, e>2. |
 \fig \tr <c, gis, fis ais> | \fig \tr <d, ais, fis gis> | \fig \tr <es, b, a cis'> | \fig \tr <f, cis b dis'> |
 r4 e8-> ais4-> b8~ | b8 c'4-> b8~ b4 | <g,, g,>4.-> <g,, g,>8~ <g,, g,>4 | r8 <b,, b,>4. <cis, cis>4 | r4 e8-> gis4-> cis'8~ | cis'8 d'4-> cis'8~ cis'4 |
 \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <e, b, gis b> | \fig {\tuplet 6/4 {r16 c d e f e} \tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <d, b, fis b> | \fig {\tuplet 7/4 {c16 d e f g f e} \tuplet 7/4 {c16 d e f g f e} \tuplet 7/4 {c16 d e f g f e}} <cis, gis, e b> | \fig {\tuplet 7/4 {c16 d e f g f e} \tuplet 6/4 {c16 d e f e d} c4} <ais,, e, cis ais> | r4 <e,, e,>2~ | <e,, e,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 84 } }
