% original study 11, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 60..104
\version "2.24.0"
\include "articulate.ly"
\language "english"
% 3 against 2
ta = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 3/2 { $a 8 $b $c } #})
tb = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 3/2 { $c 8 $a $b } #})
ba = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 8 $b $c $d #})
bb = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 8 $c $b $d #})
rh = { \time 4/4 \key ef \major \partial 4 \ta bf' g' bf' |
 \ta ef'' bf' g' \ta bf' g' f' \tb g' bf' ef'' \ta f'' d'' bf' | \ta g'' ef'' bf' \tb bf' ef'' af'' \ta g'' ef'' c'' \ta f'' d'' c'' | \ta af' c'' ef'' \tb c'' ef'' f'' \ta d'' bf' g' \tb g' bf' c'' | \tb f' af' bf' \ta c'' af' f' \tb d' f' af' \ta bf' g' bf' |
 \ta ef'' bf' g' \tb g' bf' df'' \tb af' c'' ef'' \ta f'' cf'' af' | \ta g'' ef'' bf' \tb bf' d'' g'' \tb c'' ef'' bf'' \tb c'' ef'' af'' | \tb a' c'' gf'' \ta f'' c'' a' \tb f' a' ef'' \tb f' bf' d'' | \ta c'' af' ef' \tuplet 3/2 { d'4 f'8 } \tuplet 3/2 { r8 g'4 } bf'4 |
 % tune in quarter triplets
 \tuplet 3/2 { <cf'' gf''>4\f q <bf' f''> } \tuplet 3/2 { <cf'' ef''> <gf' cf''> <gf' bf'> } | \tuplet 3/2 { <cf' gf' af'>4 <cf' gf' bf'> <ef' gf' cf''> } <ef' gf' ef''>2 | \tuplet 3/2 { <gf' df''>4 q <gf' bf'> } \tuplet 3/2 { <ff' bf'> <ff' af'> <cf' gf'> } | <cf' ff' af'>2~ \tuplet 3/2 { q4 <df' ff' bf'> <ef' af' cf''> } |
 \tuplet 3/2 { <f' b' d''>4 q <g' b' ef''> } \tuplet 3/2 { <g' b' f''> <g' b' ef''> <f' b' d''> } | <g' c'' ef''>4. <g' c'' g''>8~ \tuplet 3/2 { q4 <af' c'' f''> <g' c'' ef''> } | \tuplet 3/2 { <fs' c'' d''>4 <fs' a' c''> <fs' a' d''> } \tuplet 3/2 { <a' c'' fs''> <a' d'' a''> <c'' d'' c'''> } | <d'' g'' bf''>4 \ta af'' f'' d'' \ta bf' af' f' \ta bf' g' bf' |
 \ta ef'' bf' g' \ta bf' g' f' \tb g' bf' ef'' \ta f'' d'' bf' | \ta g'' ef'' bf' \tb bf' ef'' af'' \ta g'' ef'' c'' \ta f'' d'' c'' | <bf' ef'' g'' bf''>4\ff \tuplet 3/2 { <bf' bf''>8 <ef'' g''> <af' af''> } \tuplet 3/2 { <g' g''> <bf' ef''> <f' f''> } \tuplet 3/2 { <ef' ef''> <g' bf'> <g' g''> } | <f' bf' d'' f''>4. <ef' ef''>8 \tuplet 3/2 { <d' d''>8 <f' bf'> <c' c''> } <bf bf'>4 |
 \tuplet 3/2 { r8 <af' c'' ef'' af''>4 } \tuplet 3/2 { r8 <af' c'' ef'' g''>4 } \tuplet 3/2 { r8 <a' c'' ef'' f''>4 } \tuplet 3/2 { r8 <a' c'' ef''>4 } | \tuplet 3/2 { r8 <bf' ef'' g''>4~ } \tuplet 3/2 { q4 <g' ef''>8 } \tuplet 3/2 { r8 <af' d'' f''>4~ } \tuplet 3/2 { q8 <f' d''>4 } | \ta ef'' bf' g' \tb g' bf' cf'' \ta bf' g' ef' \tb ef' gf' af' | \tb bf ef' g' \tb bf c' f' \tb g bf ef' \tb g bf d' |
 <g bf ef'>2~ \ta ef' g' bf' \ta ef'' g'' bf'' | <bf'' ef''' g'''>2 r4 \tuplet 3/2 { r8 r bf' } | <g' bf' ef''>2~\arpeggio q\fermata
}
lh = { \clef bass \key ef \major \partial 4 r4 |
 \ba ef, bf, g bf \bb ef bf g af | \ba ef, bf, g c' \ba c g ef' c' | \ba f, c af c' \bb g, d bf ef' | \ba bf,, f, d af \ba bf, f d' f |
 \ba ef, bf, g df' \ba af, ef c' cf' | \ba ef bf d' bf \ba c g ef' fs | \ba f, c a ef' \bb bf,, f d' bf | \ba bf,, f, ef af bf,4 r |
 \ba cf, gf, ef gf \bb cf gf ef' bf | \ba af,, ef, cf gf \ba cf ef gf cf' | \ba gf,, df, bf, gf \ba df bf ff cf' | \ba ff, cf af cf' ff8 cf af, ff, |
 \bb g,, f b d' g d b, g, | \ba c, g, ef g \bb c g ef' g | \ba d, a, fs c' \bb d a fs c' | <g, d bf>4 <bf,, bf,>8 <af, d> r <f, bf,> r4 |
 \ba ef, bf, g bf \bb ef bf g af | \ba ef, bf, g c' \ba c g ef' c' | \ba g, ef bf ef' \bb c g ef' b | \ba bf,, f d' f' \bb af,, f d' af |
 <f,, f,>8 c' <ef, ef> c' <c, c> gf <f,, f,> gf | <bf,, bf,> ef' g bf <bf,, bf,> af f d | \ba ef, bf, g bf \ba cf, gf, ef af | \ba bf,, g ef c' bf,, f d af |
 ef,8 bf, ef g bf4 r | <ef, bf, g>2 r4 r | <ef,, bf,, ef,>2~\arpeggio q\fermata
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 84 } }
