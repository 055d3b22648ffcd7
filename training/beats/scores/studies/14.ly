% original study 14, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 108..168
\version "2.24.0"
\include "articulate.ly"
\language "english"
% quick three-four with long stretches of hemiola
rh = { \time 3/4 \key g \minor \partial 4 <d' d''>4 |
 <bf' d'' g''>4.\f <a' a''>8 <bf' bf''>4 | <a' d'' a''>4 <g' g''>2 | <ef' g' c'' ef''>4. <d' d''>8 <ef' ef''>4 | <d' g' bf' d''>2 <bf bf'>4 |
 <c' ef' a' c''>4 <bf bf'> <a a'> | <bf d' g' bf'>4. <c' c''>8 <d' d''>4 | <ef' g' ef''>4 <d' d''>2-> | <cs' g' cs''>4-> <d' fs' a' d''>2 |
 <d' g' bf'>2 <ef' g' c''>4~ | q4 <d' g' bf'>2 | <f' af' d''>2 <ef' g' c''>4~ | q4 <d' f' b'>2 | <ef' g' c''>2 <f' af' d''>4~ | q4 <g' c'' ef''>2 | <fs' a' c'' fs''>4 q8 r q4 | <g' bf' d'' g''>4 r8 <bf bf'> <c' c''> <cs' cs''> |
 d''8 g'' bf' d'' g' bf' | ef'' g'' c'' ef'' g' c'' | f'' af'' d'' f'' af' d'' | g''4~ g''8 ef'' bf' g' | c''8 f'' af' c'' f' af' | d'' f'' bf' d'' f' bf' | ef'' gf'' c'' ef'' gf' c'' | f''4~ f''8 d'' bf' af' |
 g'8 ef'' bf' f'' bf' g'' | ef'' af'' ef'' bf'' ef'' c''' | g' ef'' c'' f'' c'' g'' | f'' bf'' f'' c''' f'' d''' | ef'''4 <g'' c'''> <fs'' c'''> | <f'' b''> <ef'' bf''> <d'' a''> | <c'' fs''> <bf' e''> <a' ef''> | <fs' c'' d''> r8 <d' d''> <e' e''> <fs' fs''> |
 <bf' d'' g''>4.\ff <a' a''>8 <bf' bf''>4 | <c'' ef'' a'' c'''>4 <bf' bf''>2 | <af' c'' ef'' af''>4. <g' g''>8 <af' af''>4 | <bf' d'' f'' bf''>4 <af' af''>2 | <g' g''>8 <bf' ef''> <f' f''> <bf' d''> <ef' ef''> <g' bf'> | <f' f''> <af' c''> <ef' ef''> <f' af'> <d' d''> <f' af'> | <ef' ef''> <g' c''> <d' d''> <g' bf'> <cs' cs''> <e' bf'> | <d' fs' a' d''>2.~ |
 q4 r8 <g' bf' g''>4 <fs' a' fs''>8~ | q8 <f' a' f''>4 <e' g' e''> <ef' g' ef''>8~ | q8 <d' g' d''>4 <c' ef' c''> <bf d' bf'>8~ | q8 <a ef' a'>4 <g cs' g'>8 <fs d' fs'>4 | <g bf g'>4 r <bf' d'' g''> | r <g' bf' d''>4 r | <g bf d' g'>2.\fermata |
}
lh = { \clef bass \key g \minor \partial 4 r4 |
 <g,, g,>4 <d g bf> q | <f,, f,> <d g bf> q | <c, c> <g c' ef'> q | <g,, g,>4 <d g bf> <g, g> | <fs, fs> <d a c'> q | <g, g> <d g bf> <f, f> | <ef, ef> <bf ef' g'> <c, c> | <a,, a,> <d, d> <d c'> |
 <g, d>4 <bf, bf>2 | <a, a>4 <g, g>2 | <b,, b,>4 <c, c>2 | <d, d>4 <g,, g,>2 | <c, c>4 <bf,, bf,>2 | <a,, a,>4 <c, c>2 | <d, d>4 q8 r q4 | <g,, g,>2 r4 |
 << { r4 bf2 | r4 c'2 | r4 d'2 | r4 ef'2 | r4 c'2 | r4 bf2 | r4 a2 | r4 bf2 | } \\ { g,4. f,8 g,4 | ef,4. d,8 ef,4 | b,,4. a,,8 b,,4 | c,4. d,8 ef,4 | f,4. ef,8 f,4 | bf,,4. a,,8 bf,,4 | c,4. d,8 ef,4 | bf,,2. | } >>
 ef,4. bf,4. | c,4. af,4. | a,,4. ef,4. | bf,,4. d,4. | c,4 <a, ef> <a,, a,> | <g,, g,> <g, c> <f, bf,> | <d, a,> <cs, g,> <c, fs,> | d,8 a, d fs a c' |
 <g,, g,>4 <d g bf> q | <c, c>4 <g c' ef'> q | <f,, f,>4 <c f af> q | <bf,, bf,>4 <f bf d'> q | <ef, ef>2 <g,, g,>4~ | q4 <f,, f,>2 | <c, c>4 <bf,, bf,> <a,, a,>4 | d,,8 d, a, d fs a |
 r4 <bf, d g>4 <c d a> | <b, d a> <c e g> <cs g a> | <d g bf> <ef g c'> <e g cs'> | <c ef fs>4 <d, d>2 | <g,, d, bf,>4 r <g, d g> | r <g,, d, g,> r | <g,, d, g,>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 138 } }
