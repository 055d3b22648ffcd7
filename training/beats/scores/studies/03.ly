% original study 03, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 36..58
\version "2.24.0"
\include "articulate.ly"
\language "english"
si = #(define-music-function (a b c) (ly:music? ly:music? ly:music?) #{ \scaleDurations 1/1 { $a $b $c } #})
rc = #(define-music-function (n m) (integer? ly:music?) #{ \repeat unfold #n $m #})
rh = { \time 12/8 \key e \minor
 <g b e'>8.\p <fs b>16 <g b e'>8 <a c' fs'>4. <g b e'>8. <fs b ds'>16 <e b e'>8 <fs b>4. |
 <g b e'>8. <fs b>16 <g b e'>8 <b e' g'>4 <a c' fs'>8 <g b e'>8. <fs a d'>16 <g b e'>8 <fs b ds'>4. |
 <b e' g'>8. <a fs'>16 <b e' g'>8 <c' e' a'>4. <b d' g'>8. <a c' fs'>16 <g b e'>8 <a c' e'>4 <a c' d'>8 |
 <g b e'>4. r4 <g c' e'>8 <fs c' e'>8. <fs c'>16 <a c' ds'>8 <g b e'>4. |
 r4. <b e' g'>8. <a e' fs'>16 <b e' g'>8 <d' g' b'>4 <c' e' a'>8 <b d' g'>8. <a d' fs'>16 <b d' g'>8 |
 <c' e' a'>4. <c' f' a'>8. <c' f'>16 <c' f' a'>8 <b e' gs'>4. r8 <gs b e'>4 |
 <c' e' a'>8. <b e' gs'>16 <c' e' a'>8 <c' e' c''>4 <c' e' b'>8 <c' fs' a'>8. <b e' g'>16 <a c' fs'>8 <b e' g'>8 <a ds' fs'>4 |
 <g b e'>4. r4. r2. |
 % repeated chords
 << { e''4.\f~ e''8. fs''16 g''8 b''4.~ b''8 a''4 | g''4. fs''8. e''16 fs''8 e''2. | e''4.~ e''8. fs''16 g''8 c'''4.~ c'''8. b''16 a''8 | b''4. a''8. g''16 a''8 fs''2. | }
  \\ { \rc 6 <g' b'>8 \rc 6 <b' e''>8 | \rc 6 <a' c''> \rc 6 <g' c''> | \rc 6 <g' c''> \rc 6 <c'' ef'' g''> | \rc 6 <b' e''> \rc 6 <a' b' ds''> | } >>
 <g' b' e'' g''>8\ff q q <g' b' fs''>8. q16 <g' b' g''>8 <b' d'' f'' b''>8 q q <b' d'' f'' a''>8. <b' d'' g''>16 <b' d'' f''>8 |
 <a' c'' e'' c'''>8 q q q <a' c'' e'' b''> <a' c'' e'' a''> <bf' d'' f'' bf''> q q q <bf' d'' a''> <bf' d'' g''> |
 <a' cs'' e'' g'' a''>8 r q q r q <a' c'' ds'' fs'' a''> r q q q r | <b' e'' g'' b''>4.\sf <g' b' e'' g''>8. <fs' fs''>16 <g' g''>8 <e' g' b' e''>4. <ds' a' b' ds''>4. |
 r8 <g b e'>8\p q r q q r <a c' fs'> q r <g b e'> q | r8 <a c' e'> q r <fs a ds'> q <g b e'>8. <fs b>16 <g b e'>8 <g bf e'>4. |
 <fs c' e'>8. <fs c'>16 <a c' ds'>8 <g b e'>4.~ q8. <fs a d'>16 <g c' e'>8~ q4 <gs b e'>8 | <a c' e'>4.~ q4 <a c' ds'>8 <g b e'>2.\fermata |
}
lh = { \clef bass \key e \minor
 <e, b,>4. <c e>8. <b, ds>16 <a, c>8 <b, e>4. <b,, b,>8. <a,, a,>16 <g,, g,>8 |
 <e,, e,>4. <e b,>4 <fs a,>8 <g, e>8. <a, d>16 <g, e>8 <b,, b,>4. |
 <e, e>4 <d, d>8 <c, c>8. <b,, b,>16 <c, c>8 <d, d>4. <c, c>4 <fs,, fs,>8 |
 <e,, e,>8. <g, b,>16 <e b,>8 <c e>4. <a,, a,>4 <b,, b,>8 <e, b,>8. q16 <ds, b,>8 |
 <e, b, e>4. r4 <ds, b,>8 <d, d>4. <g,, g,>8. <a,, a,>16 <b,, b,>8 |
 <c, c>8. <b,, b,>16 <a,, a,>8 <f,, f,>4. <e,, e,>8. <b, e>16 <gs, e>8 <d, d>4. |
 <c, c>4. <a,, a,>8. <g,, g,>16 <a,, a,>8 <ds, ds>4. <e, e>8 <b,, b,>4 |
 <e,, e,>8. <b, e>16 <g, e>8 <b, g>8. <g, e>16 <b, g>8 <b, g e'>8. <g, e>16 <b, g>8 <e b g'>8 e <g, b,> |
 <e,, e,>4 \rc 2 <b, e>8 \rc 2 <b, e g>8 <g,, g,>4 \rc 4 <b, e g>8 | <a,, a,>4 \rc 4 <c e>8 <c, c>4 \rc 4 <g, c e>8 |
 <c, c>4 \rc 4 <g, c e>8 <c,, c,>4. <a, ef g>8 q q | <b,,, b,,>4. <b, e g>8 q q <b,, b,>8. <fs, fs>16 <a, a>8 <b, b>8. <a, a>16 <fs, fs>8 |
 <e, e>8. <b,, b,>16 <e, e>8 <e,, e,>4. <d, d>8. <g,, g,>16 <d, d>8 <g,, g,>4. | <c, c>8. <a,, a,>16 <c, c>8 <e, e>4. <bf,, bf,>8. <d, d>16 <f, f>8 <bf, bf>8 <g, g>4 |
 <a, a>8 <a, cs e> r <a,, a,> <a, cs e> r <ds, ds> <a, c> r <fs,, fs,> <a, c ds> r | <b,,, b,,>4.\sf <b, e g>8. q16 q8 <b,, b,>4. <b,, fs, b,>4. |
 <e,, e,>4. r4. <c e>8. <b, ds>16 <a, c>8 <b, e>4. | <c, c>4. <b,, b,>4. <e,, e,>4. <cs, cs> |
 <c, c>4 <b,, b,>8 <e, e>8. <b,, b,>16 <g,, g,>8 <c, c>4. r4 <e, d>8 | <a,, a,>8. <e, c>16 <a, e>8 <b,, b,>4. <e,, e,>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 69 } }
