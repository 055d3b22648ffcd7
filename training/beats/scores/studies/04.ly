% original study 04, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 42..72
\version "2.24.0"
\include "articulate.ly"
\language "english"
tq = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { \repeat unfold 3 $m } #})
tr = #(define-music-function (m) (ly:music?) #{ \tuplet 3/2 { r8 $m $m } #})
rc = #(define-music-function (n m) (integer? ly:music?) #{ \repeat unfold #n $m #})
top = \relative c'' { \time 4/4 \key df \major
 s1 | f2.\mf ef8 df | af'2~ \tuplet 3/2 { af8 gf f } ef4 | gf2. f8 ef | f1 | bf2~ bf8 af gf f | af4. gf8 ef2~ | \tuplet 3/2 { ef4 f gf } f4. ef8 | df2 r4 r8 af' |
 a2\f~ a8 gs fs e | cs'2~ cs8 b a e | d'4. cs8 b4. a8 | gs2~ \tuplet 3/2 { gs8 a b } \tuplet 3/2 { e d cs } | c2~ c8 b c d | ef4.\ff d8 c4. bf8 | af2~ \tuplet 3/2 { af4 bf c } | <ef ef,>1~ |
 <ef ef,>2 <df df,>4 <c c,> | <f f,>2.\ff <ef ef,>8 <df df,> | <af' af,>2 <gf gf,>4 <ef ef,> | <gf gf,>4. <f f,>8 <ef ef,>4 <bf bf,> | <c c,>2 <af af,> | df,2.\p ef8 f | gf2 ff4. ef8 | df1~ | df1\fermata |
}
inn = { \rc 4 \tq <df' f'>8 | \rc 4 \tq <df' f' af'>8 | \rc 2 \tq <df' f' af'> \rc 2 \tq <c' ef' gf'> | \rc 4 \tq <bf df' gf'> | \rc 3 \tq <af df'> \tq <af cf'> | \rc 4 \tq <bf df' gf'> | \rc 2 \tq <c' gf'> \rc 2 \tq <bf df'> | \rc 2 \tq <bf df'> \rc 2 \tq <af c'> | \rc 2 \tq <f af> \tq <f a> \tr <g df'>8 |
 \rc 4 \tr <cs' e'>8 | \rc 4 \tr <e' a'> | \rc 2 \tr <fs' a'> \rc 2 \tr <d' fs'> | \rc 4 \tr <b d' e'> | \rc 4 \tq <ef' f' af'>8 | \rc 2 \tq <g' bf'> \rc 2 \tq <ef' g'> | \rc 4 \tq <c' ef' f'> | \rc 4 \tq <gf' c''> |
 \rc 2 \tq <gf' bf'> \rc 2 \tq <gf' af'> | \rc 4 \tq <af' df''> | \rc 2 \tq <df'' f''> \rc 2 \tq <af' c''> | \rc 2 \tq <bf' df''> \rc 2 \tq <gf' bf'> | \rc 2 \tq <ef' gf'> \rc 2 \tq <ef' gf'> | \rc 4 \tr <f af>8 | \rc 2 \tr <bf df'> \rc 2 \tr <bf cf'> | \rc 2 \tr <f af> \rc 2 \tr <f bf> | <f af df'>1 |
}
lh = { \clef bass \key df \major
 <df, af,>1 | df,4 af, f2 | <df, df>2 <af,, af,> | <ef, bf,>2. <gf, ef>4 | <df, af,>2. cf,4 | r8 <bf,, bf,>8~ q2 <df, df>4 | <ef, ef>2 r8 <gf, bf,>4. | <af,, af,>2. r8 af, | <df,, df,>4. <af, df>8 <f,, f,>4 <ef,, ef,>4 |
 <a,, a,>4. e8~ e a4 e8 | <g,, g,>4. e8~ e cs'4 a8 | <fs,, fs,>4. d8 <d, d>4. a,8 | <e,, e,>4. b,8~ b, e4 gs8 | <f,, f,>4 f4 <af, c>8 <gf, bf,> <f, af,> c, | <ef, ef>4 <bf, ef g> <d, d> <bf, d g> | <df, df>2 \tuplet 3/2 { <c, c>4 <bf,, bf,> <af,, af,> } | \tuplet 5/4 { af,,8 ef, c gf c' } \tuplet 5/4 { ef' c' gf c ef, } |
 \tuplet 3/2 { <af,, af,>8 <ef, ef> <gf, gf> } <c c'>4 <af, af>4. <af,, af,>8 | <df,, df,>4 <af, df f> <df, df> <af, df f> | <df, df> <af, df f> <af,, af,> <gf, c ef> | <ef,, ef,>4. <bf, df gf>8~ q4 <gf,, gf,> | <af,, af,>4. <gf, c ef>8~ q2 | <df,, df,>2. af,4 | <ef, ef>4. bf,8 <ff, ff>2 | <df, af,>2 <gf,, gf,> | <df,, df,>1\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \top \\ \inn >> \new Staff \lh >> \midi { \tempo 4 = 60 } }
