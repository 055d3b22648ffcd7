% original study 12, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 56..92
\version "2.24.0"
\include "articulate.ly"
\language "english"
% 4 against 3
qa = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 16 $b $c $d #})
qb = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ r16 $b $d $c #})
ta = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 3/2 { $a 8 $b $c } #})
tm = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 3/2 { r8 $b $c } #})
rh = { \time 3/4 \key c \major
 R2. | \qa g' e'' d'' b' \qa e'' c'' b' g' \qa d'' b' a' e' | \qa g' e'' d'' b' \qa fs'' d'' c'' a' \qb d'' g' b' e'' | \qa c'' a'' g'' e'' \qa f'' d'' c'' a' \qa e'' b' a' g' | \qa f' d'' c'' a' \qb f' a' c'' e'' \qa d'' b' g' f' |
 \qa e' c'' b' g' \qb e' g' b' d'' \qa c'' bf' g' e' | \qa f' df'' c'' af' \qa ef'' df'' bf' af' \qb af' df'' f'' gf'' | \qa f'' df'' c'' af' \qa ef'' c'' bf' af' \qa d'' b' af' f' | \qa e' c'' b' g' \qb e' g' c'' d'' \qa e'' d'' c'' g' |
 <e' gs' b' e''>4.\f <fs' fs''>8 <gs' gs''>4 | <b' e'' b''>4~ q16 <a' a''> <gs' gs''> <fs' fs''> <gs' gs''>8. <e' e''>16 | <d' f' bf' d''>4. <e' e''>8 <f' f''>4 | <bf' d'' bf''>4~ \tuplet 3/2 { q8 <a' a''> <g' g''> } <f' f''>4 | <df' f' af' df''>8 r <ef' ef''> r <f' f''> r | <g' b' d'' g''>4. <f' f''>8 <e' e''>8. <d' d''>16 | <c' e' g' c''>2 \qa c'' b' a' g' |
 \qa g'' e''' d''' b'' \qa e''' c''' b'' g'' \qa d''' b'' a'' e'' | \qa g'' e''' d''' b'' \qa fs''' d''' c''' a'' \qb d'' g'' b'' e''' | \qa ef''' c''' bf'' g'' \qa df''' bf'' g'' ef'' \qa c''' af'' g'' ef'' | \qa b'' af'' f'' d'' \qa a'' f'' d'' b' \qa g'' f'' d'' b' |
 <c'' e'' g'' c'''>4\ff <b' b''>16 <a' a''> <g' g''> <e' e''> <d' d''>8 <e' e''> | <f' a' c'' f''>4. <g' g''>16 <a' a''> <c'' c'''>8 <a' a''> | <af' c'' f'' af''>4. <g' g''>8 <f' f''>16 <ef' ef''> <d' d''> <c' c''> | <b d' f' b'>8 <d' d''>4 <f' f''> <g' g''>8 |
 \qa e'' c'' b' g' \qb e' g' c'' d'' \qa e'' d'' c'' g' | \qb f' af' c'' d'' \qb f' af' c'' ef'' \qb f' af' b' d'' | \qa e' c'' b' g' \qb e' g' b' d'' \qb e' g' bf' c'' | \qa f' df'' c'' af' \qb f' a' c'' d'' \qb d' f' g' b' | <e' g' c''>2.~ | q2.\fermata |
}
lh = { \clef bass \key c \major
 \ta c, g, e \ta b g e \ta d' g e | \ta c, g, e \tm c g e' \ta g, e b | \ta c, g, e \ta d a fs' \tm c g d' | \ta a,, e, c \tm a, e c' \ta g, e b | \ta f, c a \ta d, a, f \ta g, d b |
 \ta c, g, e \tm c g b \ta bf,, g, e | \ta af,, f, df \tm af, f df' \ta gf, df bf | \ta f, df af \tm f, ef c' \ta g,, f, d | \ta c, g, e \tm c g b \ta b,, fs, a |
 \ta e, b, gs \ta e' b gs \ta d b, gs, | \ta cs, gs, e \ta b gs e \ta b, fs ds' | \ta bf,, f, d \ta bf f d \ta c bf, f, | \ta g,, d, bf, \ta g d bf, \ta a,, f, c | \tuplet 3/2 { <bf,, bf,>8 f <c, c> } \tuplet 3/2 { af <df, df> af } \tuplet 3/2 { <d, d> af f } | \ta g,, d, b, \ta g d b, \ta g, f b | \ta c, g, e \ta c' g e \ta c g, e, |
 \ta c, g, e \tm c g e' \ta g, e b | \ta c, g, e \ta d a fs' \tm c g d' | \ta ef, bf, g \tm ef bf g' \ta af, ef c' | \ta d, af, f \ta d af f' \ta g, d b |
 \ta e, c g \ta e' c' g \tm e, c e | \ta f, c a \ta f' c' a \ta f c a, | \ta f,, c, af, \ta f c af, \ta d, af, f | \ta g,, f, d \ta b f d \ta g,, d, b, |
 \tm c, g, c \tm g, e b \tm c g e' | \tm c, af, f \tm c af f' \tm c, g, f | \tm c, g, e \tm c g b \tm bf,, g, e | \ta af,, f, df \ta g,, f, d \ta g,, f, b, | c,8 g, e g \tuplet 3/2 { b c' e' } | <c, g, e>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 72 } }
