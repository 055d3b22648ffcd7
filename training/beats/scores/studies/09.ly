% original study 09, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 66..108
\version "2.24.0"
\include "articulate.ly"
\language "english"
oc = #(define-music-function (p) (ly:music?) #{ << $p \transpose c c' $p >> #})
tr = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 3/2 { $a 8 $b $c } \tuplet 3/2 { $d $c $b } #})
rh = { \time 2/2 \key a \minor
 \oc { a'8-. c''-. b'-. a'-. e'4-. f'-. | a'8-. c''-. b'-. a'-. f'4-. e'-. | r8 d' e' f' gs' b' d''4~ | d''8 c'' b' gs' a'4 r | }
 \oc { a'8-. c''-. b'-. a'-. bf'4-. f'-. | d''8-. f''-. e''-. d''-. a'4-. gs'-. | r8 c'' b'4 r8 bf' a'4 | r8 af' g' af' g'4 r | }
 <c' e' g' c''>4.-> <c' e' c''>8 <b e' b'>4 <a c' a'> | <c' e' g' c''>4.-> <c' e' c''>8 <d' f' d''>4 <e' g' e''> | <df' f' af' df''>4.-> q8 <c' c''>4 <bf bf'> | <df' f' af' df''>4 r8 <e' gs' e''>8~ q2 |
 << { a''1\p~ | a''2 gs''4 a'' | b''1~ | b''4 a''2 e''4 | f''1~ | f''4 g'' \tuplet 3/2 { a''4 b'' c''' } | b''1~ | b''2 r4 e'' | c'''1\f~ | c'''4 b'' bf''4. a''8 | a''1~ | a''2 gs''4 fs'' | f''1 ~ | f''4 e''2 d''4~ | d''4 c'' \tuplet 3/2 { b'4 c'' d'' } | e''1 | }
  \\ { \tr c'' e'' c'' b' \tr c'' e'' c'' b' | \tr c'' e'' d'' c'' \tr b' e'' d'' b' | \tr d'' f'' d'' cs'' \tr d'' f'' e'' d'' | \tr c'' e'' d'' c'' \tr a' c'' b' a' | \tr a' d'' c'' a' \tr a' d'' c'' a' | \tr b' d'' c'' b' \tr c'' f'' e'' c'' | \tr e'' g'' f'' e'' \tr d'' g'' f'' d'' | \tr d'' gs'' f'' d'' \tr b' d'' c'' b' |
  \tr e'' g'' f'' e'' \tr e'' g'' f'' e'' | \tr d'' g'' f'' d'' \tr df'' g'' e'' df'' | \tr c'' f'' e'' c'' \tr c'' f'' e'' c'' | \tr b' fs'' ds'' b' \tr b' ds'' cs'' b' | \tr a' d'' c'' a' \tr a' d'' c'' a' | \tr a' c'' b' a' \tr gs' b' a' gs' | \tr e' a' gs' e' \tr e' gs' fs' e' | \tr gs' d'' b' gs' \tr b' d'' c'' b' | } >>
 r4 <a' c'' e'' a''>4-> r <gs' b' d'' gs''>-> | r <g' bf' d'' g''>-> r <f' a' c'' f''>-> | r8 <e' g' c'' e''>4 <ef' g' b' ef''> <d' f' b' d''> <c' e' a' c''>8~ | q <b d' f' b'>4 <a c' e' a'> <gs b d' gs'>4.-> |
 \oc { a'8-. c''-. b'-. a'-. e'4-. f'-. | a'8-. c''-. b'-. a'-. f'4-. e'-. | r8 d' e' f' gs' b' d''4~ | d''8 f'' e'' ds'' e'' b' gs' e' | }
 \oc { a'8 bf' a' gs' a' bf' b' c'' | cs'' d'' ef'' e'' f'' fs'' g'' gs'' | } <a' c'' e'' a''>4-. r8 <c'' e'' c'''> r <b' e'' b''> r <a' c'' a''> | r <f' a' f''> r <e' gs' e''> r <ds' a' ds''> r <d' gs' d''> |
 <c' e' a' c''>4 r <b d' gs' b'> r | <a c' e' a'>4-. r r2 | r4 <e'' a'' c'''>8-. r <a'' c''' e'''>4-. r | <a c' e' a'>1\fermata |
}
lh = { \clef bass \key a \minor
 <a,, a,>4-. <c e>-. <a,, a,>-. <c e>-. | <a,, a,>4-. <c e>-. <d, d>-. <b, e>-. | <b,, b,>4-. r <e,, e,>-. <b, d gs>-. | <a,, a,>-. <e,, e,>-. <a,, a,>-. r |
 <a,, a,>4-. <c e>-. <d, d>-. <bf, f>-. | <bf,, bf,>4-. <f, bf, d>-. <e,, e,>-. <b, d>-. | <a,, a,>8 r <c e> r <d, d> r <c f> r | <d, d> r <b, f> r <g,, g,>4 <g, b, f>4 |
 c,8 g, e c g e c g, | c,8 g, e c b, g, e, g, | bf,,8 f, df bf, f df bf, f, | bf,,8 f, df f <e, e> <ds, ds> <d, d> <b,, b,> |
 <a,, a,>2. e4 | <f, f>2 <d, d>4 <e, e> | <gs,, gs,>2. e4 | <a,, a,>4 e a <c c,> | <d, d>2. a4 | <g,, g,>4 d <f,, f,>2 | <c, c>4 g <b,, b,>2 | <e,, e,>2~ q4 gs |
 <c, c>4 g c'2 | <ef, ef>4 bf <e, e>2 | <f, f>4 c' \tuplet 3/2 { a4 f c } | <b,, b,>4 fs a2 | <bf,, bf,>4 f bf2 | <f,, f,>4 c <e, e>4 d | c,4 a, <f,, f,>2 | <e,, e,>8 b, gs b, e, b, gs, e, |
 <a,, a,>4-> <e a c'> <e, e>-> <e gs d'> | <g,, g,>-> <d g bf> <f,, f,>-> <c f a> | <c, c> <c, c> <b,, b,> <a,, a,> | <d, d> <d, d> <e, e> <e,, e,> |
 <a,, a,>4-. <c e>-. <a,, a,>-. <c e>-. | <a,, a,>4-. <c e>-. <d, d>-. <b, e>-. | <b,, b,>4-. r <e,, e,>-. <b, d gs>-. | r8 <gs, gs> <g, g> <fs, fs> <e, e>4 r |
 \repeat tremolo 8 { a,,16 a, } | \repeat tremolo 8 { a,,16 a, } | <a,, a,>8 <e a c'> <c, c> <e a> <d, d> <e gs> <f, f> <e a> | <d, d> <f a> <e, e> <gs b> <f, f> <a b> <e, e> <gs b> |
 <a,, a,>4 r <e,, e,> r | <a,, a,>-. r r2 | <a,, a,>4-. r r2 | <a,, e, a,>1\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 176 } }
