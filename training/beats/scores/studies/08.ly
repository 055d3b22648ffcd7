% original study 08, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 52..88
\version "2.24.0"
\include "articulate.ly"
\language "english"
tq = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \repeat unfold 3 $m } #})
rh = { \time 5/4 \key f \minor
 <c' f' af'>2.\mf <bf f' bf'>4 <af c' f' c''> | <bf df' gf' bf'>2. <af df' f' af'>4 <g bf df' ef' g'> | r4 <c' f' af'>8 q~ q4 <bf f' bf'> <af f' c''>8. <af' f'' c'''>16 | <bf df' gf' df''>2 r8 <bf df' gf'>4 <af c' f'>8 <g c' e'>4 |
 f''4. ef''16 df'' c''4 r8 c'' \tuplet 3/2 { df''8 ef'' f'' } | \time 4/4 gf''2 ~ \tuplet 5/4 { gf''16 f'' ef'' df'' c'' } bf'4 | \time 5/4 af'4 r8 <af bf d'>8~ q2 r8 c'' | a''2~ a''8 g''16 f'' e''4 ~ \tuplet 3/2 { e''8 f'' d'' } |
 \tq <cs'' e'' a''>8 \tq <cs'' e'' a''> \tq <d'' e'' gs''> \tuplet 3/2 { <e'' a'' cs'''>8 q <d'' a'' b''> } \tq <cs'' e'' a''> | \tq <c'' f'' a''> \tq q \tq <c'' e'' g''> \tuplet 3/2 { <c'' f'' a''> q <d'' g'' b''> } \tuplet 3/2 { <e'' g'' c'''> q <e'' g'' b''> } |
 \tq <ef'' af'' c'''> \tq q \tq <ef'' g'' bf''> \tq <df'' ef'' af''> \tq <df'' ef'' g''> | \tq <c'' ef'' af''> \tuplet 3/2 { r8 <c'' ef'' gf''> q } \tuplet 3/2 { r8 <bf' df'' f''> q } \tq <bf' c'' e''> \tuplet 3/2 { q8 <c'' c'''> <bf' bf''> } |
 <af' c'' f'' af''>2\ff r8 <af' af''>8 <bf' df'' f'' bf''>4 <c'' f'' af'' c'''>4 | <bf' df'' gf'' bf''>4. <gf' gf''>8 <af' df'' f'' af''>4 r8 q <g' bf' ef'' g''>4 | <f' a' ef'' f''>4. <ef' a' c'' ef''>8~ q4 <df' f' bf' df''> <ef' f' a' ef''> | \time 3/4 <df' f' bf' f''>4 <c' f' af' c''> <bf c' e' bf'> | \time 5/4 r8 <af c' f' af'>4-> q-> q-> q-> <af bf df' f'>8~ | q4 <af c' f'> r <g bf c' e'>2 |
 <af c' f'>4 r r r8 c''8\p \tuplet 3/2 { df''8 c'' b' } | c''2~ c''8 bf'16 af' g'4 af' | r8 <f af c'>4 q q q <f bf df'>8~ | q8 <e bf c'>4 q q q8~ q4 | r4 <af'' c''' f'''>8 r r4 <af' c'' f''>8 r r4 | <f c' af'>1~\arpeggio q4\fermata |
}
lh = { \clef bass \key f \minor
 <f,, c, f,>2. <df, df>4 <c, c> | <gf,, gf,>2. <df, df>4 <ef, ef> | <f,, c, f,>2.-> <df, df>4 <f,, f,> | <gf,, gf,>2.-> <c, c>2 |
 R1*5/4 | <bf,, f, df>1\arpeggio | <c, ef af>4 <f, f>1~ | q4 <b,, b,>4 <f d' gs'>2 <e, e>4 |
 a,8 e a4 <e, e> <a,, a,> <cs, cs> | f,8 c f4 <c, c> <d, d> <g, g> |
 \tuplet 5/4 { af,8 ef af c' ef' } <bf,, bf,>8 ef \tuplet 5/4 { ef,16 bf, ef g bf } ef'8 bf | <af,, af,>4 <a,, a,> <bf,, bf,> <c, c> \tuplet 3/2 { <c, c>8 <d, d> <e, e> } |
 <f,, f,>4 <f c' af'>8 q q q <df, df>4 <c, c> | <gf,, gf,>4 <gf df' bf'>8 q <df, df> <af df' f'> q q <ef, ef>4 | <c, c>4 <f a ef'>8 q <f,, f,>4 <bf,, bf,> <a,, a,> | <bf,, bf,>4 <c, c> <c, c> | <f,, f,>4-> <ef,, ef,>4-> <df, df>-> <c, c>-> <bf,, bf,>-> | <c, c>1 <c,, c,>4 |
 <f,, f,>4-> <f,, c, f,>2. r4 | <df, af, f>2.~ q4 <d, b, f> | <c, c>2. <c, g, c>2 | <c, c>2. <c, g, c>2 | <f,, f,>8 r r4 <f, c af>8 r r4 <f,, c, f,>4 | <f,, c, f,>1~\arpeggio q4\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 72 } }
