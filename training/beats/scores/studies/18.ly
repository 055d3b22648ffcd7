% original study 18, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 46..80
\version "2.24.0"
\include "articulate.ly"
\language "english"
tq = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \repeat unfold 3 $m } #})
pe = #(define-music-function (a b c d e f) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 6/4 { $a 16 $b $c $d $e $f } #})
rh = { \time 4/4 \key d \minor
 <a d' f' a'>2 <g c' e' g'>4 <a c' f' a'> | \time 3/2 <bf d' f' bf'>2. <a d' f' a'>4 <g bf d' g'> <a cs' e' a'> | \time 4/4 <d' f' a' d''>2. <c' e' g' c''>4 | <a d' f' a'>2 r8 <g bf d' g'>4. | \time 5/4 <f bf d' f'>2 <e g c' e'>4 <f a c' f'>4. <g c' e' g'>8 | \time 4/4 <a c' f' a'>1 |
 r4 <f'' a'' d'''>8-. r r4 <e'' a'' cs'''>8-. r | r8 <f'' a'' d'''>8-. r4 r8 <e'' g'' c'''>-. r <d'' g'' bf''>-. | \pe d'' f'' a'' d''' a'' f'' \pe d'' f'' bf'' d''' bf'' f'' \pe e'' g'' bf'' e''' bf'' g'' \pe cs'' e'' a'' cs''' a'' e'' | \pe d'' fs'' c''' d''' c''' fs'' \pe d'' g'' bf'' d''' bf'' g'' \pe c'' ef'' a'' c''' a'' ef'' \pe bf' d'' g'' bf'' g'' d'' |
 \time 3/4 \tuplet 3/2 { a''8 f'' d'' } \tuplet 3/2 { g'' d'' bf' } \tuplet 3/2 { f'' d'' a' } | \time 4/4 e''2~ \tuplet 3/2 { e''8 f'' g'' } \tuplet 3/2 { a'' bf'' cs''' } |
 <a' d'' f'' a''>4.\f <g' g''>8 \tq <f' a' d'' f''>8 \tuplet 3/2 { <e' e''>8 <f' f''> <g' g''> } | <bf' d'' f'' bf''>4. <a' a''>8 \tq <g' bf' d'' g''> \tuplet 3/2 { <f' f''> <g' g''> <a' a''> } | <c'' ef'' g'' c'''>4. <bf' bf''>8 \tq <af' c'' ef'' af''> \tuplet 3/2 { <g' g''> <f' f''> <ef' ef''> } | \tuplet 3/2 { <d' f' bf' d''>4 q <ef' g' bf' ef''> } \tuplet 3/2 { <f' bf' d'' f''> <g' bf' ef'' g''> <af' bf' d'' af''> } |
 \tuplet 5/4 { <bf' ef'' g'' bf''>8-> <g' g''> <ef' ef''> <g' g''> <bf' bf''> } \tuplet 5/4 { <c'' ef'' gf'' c'''>8-> <gf' gf''> <ef' ef''> <gf' gf''> <c'' c'''> } | <df'' f'' af'' df'''>4 q8. <c'' c'''>16 <bf' df'' e'' bf''>4 q8. <a' a''>16 |
 <a' d'' f'' a''>4\ff <d'' d'''>8 <a'' a'''> <g' c'' e'' g''>4 <c'' c'''>8 <g'' g'''> | \time 3/2 <bf' d'' f'' bf''>4 <d'' d'''>8 <bf'' bf'''> <a' d'' f'' a''>4 <d'' d'''>8 <a'' a'''> <g' bf' d'' g''>4 <a' cs'' e'' a''>4 | \time 4/4 <d'' f'' a'' d'''>4 r8 <f' a' d''> r <e' g' c''>~ q4 | <ef' g' bf' ef''>4-> <d' f' af' d''>8 q <c' ef' g' c''>4 <b d' f' b'>8 q | <bf e' g' bf'>4. <a d' f' a'>8~ q <gs b d' gs'>4 <a cs' e' a'>8~ |
 q2 \tuplet 3/2 { r4 a'4\p g' } | \time 5/4 f'4 \tuplet 3/2 { g'8 f' e' } d'2 r4 | \time 4/4 r8 <a d' f'>4 q <g bf d'> <g cs' e'>8 | <fs a d'>1~ | q1\fermata |
}
lh = { \clef bass \key d \minor
 <d,, d,>2 <c, c>4 <f,, f,> | <bf,, bf,>2. <f,, f,>4 <g,, g,> <a,, a,> | <d, d>2. <c, c>4 | <f,, f,>2 r8 <g,, g,>4. | <bf,, bf,>2 <c, c>4 <a,, a,>4. <c, c>8 | <f,, c, f,>1 |
 << { d8\mf d4 e8 f4 e8 d | c4~ c8 d e4. d8 | f4. e8 g4. a8 | a4 g~ g8 f d4 | d4 bf8 g a4 | cs2 a4 g | } \\ { <d, a,>1 | <c, g,>2 <c, c>4 <bf,, bf,> | <d, a,>4 <bf,, f,> <g,, g,> <a,, a,> | <fs,, fs,> <g,, g,> <c, c> <g,, g,> | f,4 g, d, | <a,, e,>1 | } >>
 <d, d>8 <a, d f> q q <bf,, bf,> <bf, d f> \tq <bf, d f>8 | <g,, g,> <bf, d g> q q <bf,, bf,> <bf, d g> \tq <bf, d g>8 | <af,, af,> <af, c ef> q q <c, c> <af, c ef> \tq <c ef af>8 | <bf,, bf,>4 <af, d f> <g, bf ef'> <f, bf d'> |
 <ef, ef>8 <bf, ef g> q q <ef, ef> <c ef gf> q q | <df, df>8 <af df' f'> q16 q8. <g,, g,>8 <e g bf> <a,, a,>16 q8. |
 <d,, d,>4 <f a d'>8 q <c, c>4 <e g c'>8 q | <bf,, bf,>4 <f bf d'>8 q <f,, f,>4 <f a d'>8 q <g,, g,>4 <a,, a,> | <d, d>4 <f,, f,> <bf,, bf,> <c, c> | <ef,, ef,>4-> <f,, f,> <g,, g,>-> <g, g> | <cs, cs>4. <d, d>8~ q <e,, e,>4 <a,, a,>8~ |
 q2 r2 | <bf,, f, d>4 r <g,, d, bf,>4~ q2 | <a,, e,>2. <a,, e,>4 | \tuplet 3/2 { d,8 a, d } \tuplet 3/2 { fs a d } \tuplet 3/2 { g bf d } \tuplet 3/2 { fs a, fs } | <d,, a,, d,>1\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 69 } }
