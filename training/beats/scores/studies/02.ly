% original study 02, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 84..126
\version "2.24.0"
\include "articulate.ly"
\language "english"
mr = #(define-music-function (c) (ly:music?) #{ r8 $c 16 #})
% march cell: eighth chord, two sixteenths, eighth
mc = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?)
 #{ <$a $b $c $d >8-. <$b $c >16 <$b $c > <$b $c $d >8-. r8 #})
md = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?)
 #{ r8 <$b $c >16 <$b $c $d > <$a $b $c $d >8-> <$b $c $d >8-. #})
ar = #(define-music-function (a b c d e) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?)
 #{ $a 16 $b $c $d $e $d $c $b #})
rh = { \time 4/4 \key d \minor
 \mc d' f' a' d'' \md d' f' a' d'' | \mc d' f' bf' d'' \md d' g' bf' e'' | \mc f' a' d'' f'' \mc e' g' c'' e'' | \md d' f' a' d'' <cs' e' a' cs''>8 r r4 |
 \mc d' f' a' d'' \md d' f' a' d'' | \mc ef' g' bf' ef'' \md ef' bf' c'' g'' | \mc f' bf' d'' f'' \mc e' bf' cs'' g'' | \md d' f' a' f'' <d' f' a' d''>8 r <a a'>8. <a a'>16 |
 <bf d' bf'>4 <bf' d''>16 a' g' f' <a c' f' a'>8 r <c' c''>8. <c' c''>16 | <d' f' d''>4 <d'' f''>16 c'' bf' a' <c' e' g' c''>8 r <e' e''>8. q16 | r8 <f' a' d'' f''> r <f' b' d'' f''>-> r <e' g' bf' e''> r <cs' e' a' cs''> | <d' f' a' d''>4-> r8 <a' a''>16 <g' g''> <f' f''>8 <e' e''> <d' d''> <c' c''> |
 % middle, tune in long notes
 <bf d' g' bf'>2~ q8 a' bf' c'' | <d' g' d''>4. c''8 bf'4. a'8 | <f' a'>2~ q8 g' a' bf' | <c' f' c''>4. a'8 bf' a'4 g'8 |
 <bf ef' g'>2 <bf ef' bf'>4. c''8 | <d' fs' c''>4 ~ q8 <d' fs' a'>4 d''8 c'' a' | <bf d' g'>2. ~ \tuplet 3/2 { g'8 a' bf' } | <c' e' bf'>4. a'8 <cs' e' a'>4 g'8 a' |
 <f' a' d'' f''>2\f~ q8 e'' f'' g'' | <f' bf' d'' a''>4. g''8 <e' g' cs'' f''>4. e''8 |
 \mc d' f' a' d'' \md d' f' a' d'' | \mc d' fs' c'' d'' \md d' g' bf' ef'' | \mc ef' g' c'' ef'' \mc e' g' bf' e'' | \md f' a' d'' f'' \mc f' b' d'' gs'' |
 r8 <f' a' d'' a''>4-> <f' a' d'' f''>4-> <e' g' bf' e''>4-> <cs' e' a' cs''>8 | r8 <d' f' a' d''>4 <bf d' f' bf'>4 <bf d' e' g'>4 <a cs' e' a'>8 |
 <d' f' a' d''>8 d'''16 a'' f''8 d''16 a' \tuplet 6/4 { bf'16 ef'' g'' bf'' ef''' g''' } a'''8 r | r4 <e'' g'' cs'''>8\p-. r <d'' f'' d'''>-. r <d' f' a' d''>8 r |
}
lh = { \clef bass \key d \minor
 <d,, d,>8-. r <a, d>8 r <d, d>-. r <a, d f>-> r | <bf,, bf,>8 r <f, bf, d> r <g,, g,> r <g, bf,>-> <a,, a,> | <d, d>8 r <d f a> r <c, c> r <c e g> r | <bf,, bf,>8 r <bf,, bf,> r <a,, a,>8 r <a,, a,>16 <b,, b,> <cs, cs>8 |
 <d,, d,>8-. r <a, d>8 r <d, d>-. r <a, d f>-> r | <ef, ef>8 r <g, bf, ef> r <c, c> r <g, bf, ef>-> r | <bf,, bf,> r <f, bf, d> r <g,, g,> r <e g> r | <a,, a,> r <a, d f> r <d, d> r r4 |
 <g,, g,>4. <g, d>8 <f,, f,>4. <f, c>8 | <bf,, bf,>4. <f, bf,>8 <c, c>4. <e, g, c>8 | <d, d>4 <gs,, gs,> <g,, g,> <a,, a,> | <d, d>8 <a, d f>16 q q8 r <d d,>4 r |
 \repeat unfold 2 \ar g, d bf d' g' | \ar g, d bf d' g' \ar d, d a c' fs' | \repeat unfold 2 \ar f, c a c' f' | \ar f, c a c' f' \ar c, c g bf e' |
 \repeat unfold 2 \ar ef, bf, g bf ef' | \ar d, c a d' fs' \ar d, a, fs a d' | \ar g,, d bf d' g' \ar bf,, d g bf d' | \ar c, g, e bf c' \ar a,, g, e a cs' |
 \ar d, a, f a d' \ar bf,, d f a d' | \ar g,, d bf d' g' \ar a,, g, e a cs' |
 <d,, d,>8-. r <a, d>8 r <d, d>-. r <a, d f>-> r | <fs, fs>8 r <a, d fs> r <g, g>-. r <bf, d g>-> r | <c, c>8 r <g, c ef> r <c, c>8 r <g, bf, e> r | <d, d>8 r <a, d f> r <b,, b,>8 r <f gs b> r |
 <f,, f,>4-> <d, d>4-> <g,, g,>4-> <a,, a,>4-> | <bf,, bf,>4 <g,, g,> <e,, e,> <a,, a,> |
 <d,, d,>4-> <a, d f>8 q <ef, bf, ef>4-> <cs, cs>8 r | <a,, a,>8-. r q r <d,, d,>-. r <d,, d,> r |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 104 } }
