% original study 06, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 54..96
\version "2.24.0"
\include "articulate.ly"
\language "english"
% restless sixteenths in groups of two (hemiola) and three
ga = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 16 $d $b $d $c $d $a $d $b $d $c $d #})
gb = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 16 $b $c $d $a $b $c $d $a $b $c $d #})
gc = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $d 16 $c $b $a $b $c $d $c $b $a $b $c #})
rh = { \time 6/8 \key c \minor
 \ga c' ef' g' c'' | \ga c' f' af' c'' | \gc b d' g' f'' | \gc c' ef' g' ef'' | \gb af' c'' f'' af' | \gb g' c'' ef'' g' | \ga fs' a' c'' ef'' | \gc g' b' d'' g'' |
 \gb ef'' c'' g' ef' | \gb f'' df'' af' f' | \ga g' bf' df'' ef'' | \ga af' c'' ef'' af'' | \gc a' c'' ef'' gf'' | \gc bf' df'' f'' bf'' | \gb b'' af'' f'' d'' | r16 g'' f'' d'' b' af' g'8 r r |
 % chords, hemiola
 <ef' g' bf' ef''>8\f r q r q r | <d' g' bf' d''>4 <c' g' bf' c''>8~ q <bf d' bf'>4 | <c' f' af' c''>8 r q r q r | <b d' g' b'>4 <c' ef' c''>8~ q <d' f' g' d''>4 |
 <ef' g' c'' ef''>8 q q <f' af' c'' f''>4. | <g' c'' ef'' g''>8 q q <af' c'' f'' af''>4. | <g' c'' ef'' g''>4 <f' bf' d'' f''> <ef' g' c'' ef''> | <d' f' af' d''> <c' f' af' c''> <b d' g' b'> |
 r8 <g g'>\p r <af af'> r <g g'> | r <c' c''> r <b b'> r <c' c''> | r <g g'> r <af af'> r <bf bf'> | r <df' df''> r <c' c''> r <bf bf'> | <af c' f' af'>4.~ q8 <c' f' c''>4 | <b f' g' b'>4.~ q8 <d' f' d''>4 |
 R2. | r4. <f' af' b' f''>4.\trill |
 \ga c'' ef'' g'' c''' | \ga c'' f'' af'' c''' | \gc b' d'' g'' f''' | \gc c'' ef'' g'' ef''' | \gb df'' f'' af'' df''' | \gb c'' f'' af'' c''' | \gc b' f'' af'' d''' | \gc c'' ef'' g'' c''' |
 r16 c''' g'' ef'' c'' g' ef' c' r c' ef' g' | \repeat unfold 6 { c''16 b' } | <c' ef' g' c''>4.\sf <c' f' af' c''>\sf | <c' ef' g'>2.\fermata |
}
lh = { \clef bass \key c \minor
 <c, c>4. r8 g c' | <c, c>4. r8 af f | <c, c>4. r8 g d' | <c, c>4 ef8 g4 c'8 | <f, f>4. c'4 af8 | <ef, ef>4. c'4 g8 | <d, d>4 a8~ a c' a | <g,, g,>4. <g, g>8 <f, f> <d, d> |
 <c, c>8 r <g ef'>4 r8 <g ef'> | <df, df>8 r <af f'>4 r8 <af f'> | <ef, ef>8 r <bf df' g'>4 r8 q | <af,, af,>4. <af c' ef'>4 <gf, gf>8 | <f, f>4. <ef a c'>4. | <bf,, bf,>4. <bf, f bf df'> | <g,, g,>4.~ q8 d f | <g, b, f>4. <g,, g,>8 r r |
 \repeat unfold 2 { ef,16 bf, ef g bf ef' } | g,16 d g bf d' bf g d bf, g, bf, d | \repeat unfold 2 { f,16 c f af c' f' } | g,16 d g b d' b af g f d b, g, |
 <c, c>8 <c ef g> q <f, f> <c f af> q | <ef, ef> <ef g c'> q <f, f> <f af c'> q | <c, c>4 <d, d> <ef, ef> | <f, f> <fs, fs> <g, g> |
 <c, g, ef>4. <f, c f> | <af, ef af> <g, d g> | <c, g, ef> <f, c f> | <bf, f bf df'> <ef, bf, g> | <f,, f,>8 c f af f c | <g,, g,>8 d f g f d |
 \repeat unfold 3 { <g,, g,>8 <fs, fs> } | \repeat unfold 12 { g,16 } |
 <c, c>4. r8 g c' | <c, c>4. r8 af f | <c, c>4. r8 g d' | <c, c>4 ef8 g4 c'8 | <df, df>8 af4~ af8 f'4 | <f, f>8 c'4~ c'8 f'4 | <g, g>8 f'4~ f'8 b4 | <c, c>8 g4~ g8 ef'4 |
 <af,, af,>4 <fs,, fs,>4 <g,, g,>4 | <g,, g,>8 <g d' f'> r q r q | <c, g, ef>4. <f, c af> | <c,, c,>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 111 } }
