% original study 07, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 36..60
\version "2.24.0"
\include "articulate.ly"
\language "english"
% sextuplet waves, the melody note held inside
sx = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 6/4 { $a 16 $b $c $d $c $b } #})
sy = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 6/4 { $d 16 $b $c $a $b $c } #})
sz = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 6/4 { r16 $a $b $c $d $b } #})
fig = { \time 3/4 \key af \major
 \sx ef' af' c'' ef'' \sy ef' af' c'' f'' \sx ef' af' c'' ef'' | \sx ef' g' df'' ef'' \sy ef' g' bf' ef'' \sz ef' g' bf' df'' | \sx c' ef' af' c'' \sy ef' af' bf' c'' \sx ef' f' af' c'' | \sz df' f' af' df'' \sx df' f' af' bf' \sy df' f' g' bf' |
 \sx c' ef' af' bf' \sx cf' ef' af' cf'' \sy cf' ef' f' af' | \sz bf ef' gf' bf' \sx bf df' f' bf' \sz bf df' e' g' | \sy af c' f' af' \sx af df' f' bf' \sx g df' f' bf' | \sz af c' ef' af' \sx c' ef' af' c'' \sz ef' g' df'' ef'' |
 \sz e'' gs'' b'' e''' \sy e'' a'' b'' e''' \sz e'' gs'' b'' e''' | \sz ds'' fs'' b'' ds''' \sy ds'' fs'' a'' b'' \sx b' ds'' fs'' b'' | \sz cs'' e'' a'' cs''' \sy cs'' e'' gs'' a'' \sz cs'' e'' g'' a'' | \sz c'' ef'' af'' c''' \sy c'' f'' af'' c''' \sx c'' gf'' af'' c''' |
 \sz df'' f'' af'' df''' \sy df'' f'' bf'' df''' \sx d'' f'' bf'' d''' | \sz ef'' g'' bf'' ef''' \sy ef'' g'' b'' ef''' \sx ef'' af'' c''' ef''' | \tuplet 6/4 { f'''16 df''' af'' f'' df'' af' } \tuplet 6/4 { fs'' c'' a' fs' a' c'' } \tuplet 6/4 { ef''' c''' a'' fs'' ef'' c'' } | \tuplet 6/4 { <ef'' ef'''>8 <df'' df'''> <c'' c'''> } \tuplet 6/4 { bf''16 g'' df'' bf' g' df' } \tuplet 6/4 { g' bf' df'' ef'' g'' bf'' } |
 \sy c'' ef'' af'' c''' \sy c'' ef'' g'' bf'' \sy bf' ef'' f'' af'' | \sx bf' df'' g'' bf'' \sy bf' df'' ef'' g'' \sz g' bf' df'' f'' | \sz ef' af' c'' ef'' \sx ef' af' c'' af'' \sy ef' a' c'' gf'' | \sz df' bf' df'' f'' \sx df' f' bf' df'' \sx df' ef' g' bf' |
 \sz c' ef' af' c'' r8 <f' af' b'>4 <ef' af' c''>8~ | q8 <ef' gf' a'>4 <df' f' bf'>4 <df' ef' g'>8 | \sx ef' af' c'' ef'' \sx af' c'' ef'' af'' \sx c'' ef'' af'' c''' | <c'' ef'' af''>2.\fermata |
}
lhU = { s2. | s2. | s2. | s2. | s2. | s2. | s2. | s2 r8 ef' | e'4.\f fs'8 gs'4 | b'4 a'8. gs'16 fs'4 | e'4. cs'8 e'4 | ef'2 r8 ef' | f'4. gf'8 af'8. f'16 | g'4. g'8 \tuplet 3/2 { af'8 bf' c'' } | s2. | s2. | s | s | s | s | s | s | s | s | }
lhD = { \clef bass \key af \major
 af,8 ef c'4 af, | bf,8 ef~ ef df ef4 | <f, c>4. ef8 d4 | df8 af f'4 ef, | <af, ef>4 <d, d>4. <df, df>8 | <gf, df>4 f,4. c8 | f,8 c ef, bf, <ef, ef>4 | <af,, af,>8 ef af c' bf4 |
 <e, b,>8 gs~ gs e <d, d> gs | <b,, b,>8 fs a fs ds4 | <a, e>8 a~ a g <a,, a,>4 | <af,, af,>8 ef af4 <gf, gf> | <df, df>8 af <bf,, bf,> f <bf, af>4 | <ef, ef>8 bf <g, g>4 <af, af> |
 <df, df>4->\ff <d, d>-> <a, a>-> | <ef, ef>8 <bf, ef g df'>4 q q8 |
 <af,, af,>8 ef c'4 <f,, f,> | <ef,, ef,>8 bf, g4 ef, | af,8 ef c'4 <f, ef a> | <bf, f>8 df'~ df' <e, e> <ef, ef>4 | <af, ef>4 <d, d> <c, c>4 | <f, f>4 <bf,, bf,> <ef, ef> | <af,, ef,>2. | <af,, ef, af,>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \fig \new Staff << \lhU \\ \lhD >> >> \midi { \tempo 4 = 48 } }
