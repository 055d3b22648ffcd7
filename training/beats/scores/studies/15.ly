% original study 15, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 46..76
\version "2.24.0"
\include "articulate.ly"
\language "english"
rc = #(define-music-function (n m) (integer? ly:music?) #{ \repeat unfold #n $m #})
top = \relative c'' { \time 4/4 \key ef \minor
 s1 | bf2.~ bf8 cf | af2~ af8 bf4 gf8~ | gf2 f8 gf4 df'8~ | df4. cf8~ cf4 bf | ef2~ ef8 df4 cf8 | bf4. gf8~ gf af4 bf8 | af1~ | af4 r8 f~ f gf4 af8 |
 bf2.~ bf8 cf | df2~ df8 ef4 f8~ | f2 gf8 f4 ef8~ | ef2. r8 d | ef4.\f f8~ f gf4 af8~ | af4 bf4. cf8 bf4 | c2~ c8 bf4 af8~ | af4 g8 f~ f ef4. |
 <d d,>4.\ff <ef ef,>8~ q4 <f f,> | <bf, bf,>2~ q8 <cf cf,>4 <bf bf,>8 | <af af,>4. <gf gf,>8~ q <f f,>4 <ef ef,>8~ | q4 <d d,> <f f,> <cf' cf,> | bf2.\p~ bf8 cf | af2~ af8 bf4 gf8~ | gf4 f8 ef~ ef d4 f8 | ef1~ | ef1\fermata |
}
inn = { r8 <ef' gf'>4 q q q8 | r8 <ef' gf'>4 q q q8 | r8 <cf' ef'>4 q <bf ef'> q8 | r8 <af cf'>4 q <af d'> q8 | r8 <ef' gf'>4 q <df' gf'> q8 | r8 <ef' af'>4 q <ef' gf'> q8 | r8 <bf ef'>4 q <cf' ef'> q8 | r8 <cf' f'>4 q q q8 | r8 <bf d'>4 q q q8 |
 r16 <ef' gf'>8 q q q q q q q16 | r16 <gf' bf'>8 q q q <f' af'> q q q16 | r16 <af' cf''>8 q q q <gf' cf''> q q q16 | r16 <gf' bf'>8 q q q <af' bf'> q q q16 | r16 <gf' bf'>8 q q q <bf' df''> q q q16 | r16 <cf'' ef''>8 q q q <df'' ff''> q q q16 | r16 <ef'' af''>8 q q q <ef'' gf''> q <c'' ef''> q16 | r16 <a' ef''>8 q q q <a' c''> q <a' c''> q16 |
 \rc 4 { <af' bf'>16 f' <af' bf'> f' } | \rc 4 { <ef' gf'>16 bf' <ef' gf'> bf' } | \rc 2 { <cf' ef'>16 gf' <cf' ef'> gf' } \rc 2 { <cf' ef'>16 f' <cf' ef'> f' } | r8 <af bf>4 q <d' f' af'> <f' af'>8 | r8 <ef' gf'>4 q q q8 | r8 <cf' ef'>4 q <bf ef'> q8 | r8 <cf' ef'>4 <bf cf'> <af cf'> q8 | r8 <gf bf>4 q <af cf'> q8 | <gf bf>1 |
}
lh = { \clef bass \key ef \minor
 ef,8 bf,~ bf,2 ef,4 | ef,4. gf8~ gf4 bf,4 | r8 af,,8~ af,,4. ef8~ ef4 | r8 bf,,8~ bf,,2 <bf,, bf,>4 | <ef, bf,>2 gf4 <gf,, gf,> | <cf, cf>4. ef8~ ef2 | <gf,, gf,>4. ef8 af,,4. ef8 | <df, df>4 af, cf f | <bf,, f,>2. <bf,, bf,>8 <cf, cf> |
 r8 <ef, ef>8~ q4 r8 <bf, gf>4. | <bf,, bf,>4. gf8~ gf4 <af,, af,>4 | <df, df>4. af8 <cf, cf>4. gf8 | <bf,, bf,>8 gf ef bf, <bf,, bf,>4 af8 f | r8 <ef, ef>4 bf8 <gf, gf>4. df'8 | r8 <af,, af,>4 ef8 <bf,, bf,>4. g8 | <af,, af,>8 ef c' af <a,, a,>4. ef8 | <f,, f,>4. c8 ef4 a8 f |
 <bf,, bf,>8-> <f af d'>4 q q q8 | <ef, ef>8-> <bf ef' gf'>4 q q <df, df>8 | <cf, cf>8-> <gf cf' ef'>4 q <f, f>4 <a, a>8 | <bf,, bf,>4. <af,, af,>8 <gf,, gf,>4 <f,, f,> | ef,4. gf8~ gf4 bf,4 | r8 af,,8~ af,,4. ef8~ ef4 | r8 bf,,8~ bf,,4. af8 bf,,4 | ef,8 bf,4 ef8 ef,8 af,4 cf8 | <ef,, bf,, ef,>1\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \top \\ \inn >> \new Staff \lh >> \midi { \tempo 4 = 66 } }
