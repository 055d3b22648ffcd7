% original study 16, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 88..138
\version "2.24.0"
\include "articulate.ly"
\language "english"
% alternating hands, sixteenths, accents 3+3+2 or 4+4
al = #(define-music-function (c) (ly:music?) #{ r16 $c r $c r $c r $c #})
am = #(define-music-function (c) (ly:music?) #{ r16 $c $c r $c $c r $c #})
ol = #(define-music-function (p) (ly:music?) #{ << $p \transpose c c, $p >> #})
oct = #(define-music-function (p) (ly:music?) #{ << $p \transpose c c' $p >> #})
tu = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ $a 16 $b $c $a $b $c $a $b #})
rh = { \time 4/4 \key bf \minor
 \al <bf df' f'>16 \al <bf df' f'>16 | \am <bf ef' gf'>16 \am <bf df' f'>16 | \al <df' f' bf'>16 \am <c' gf' a'>16 | \al <bf f' bf'>16 \oct { bf'16-> c'' df'' ef'' f''8 f'' } |
 \am <bf df' f'>16 \am <bf df' f'>16 | \am <bf df' gf'>16 \am <cf' ef' gf'>16 | \al <cf' ff' af'>16 \am <c' ef' a'>16 | r16 <bf df' f'> r q r q r q <bf' df'' f'' bf''>8-> r r4 |
 \tu f'' df'' bf' \tu gf'' df'' bf' | \tu f'' df'' bf' \tu ef'' c'' gf' | \tu af'' ef'' cf'' \tu bf'' ff'' df'' | \tu cf''' gf'' ef'' \tu bf'' gf'' ef'' | \tu a'' f'' c'' \tu c''' gf'' ef'' | \tu df''' bf'' f'' \tu ef''' c''' gf'' |
 f'''16 df''' bf'' f'' df''' bf'' f'' df'' bf'' f'' df'' bf' f'' df'' bf' f' | gf'16 bf' df'' gf'' e'' df'' bf' g' f' a' c'' f'' ef'' c'' a' f' |
 % chorale middle
 << { df''2 ef''4. f''8 | gf''4 f''2 ef''4~ | ef''4 df''8 cf'' bf'4 af'4 | bf'1 | df''4. df''8 ff''4. ef''8 | a''4 gs''2 fs''4~ | fs''8 e'' ds''4 f''2~ | f''4 \tuplet 3/2 { ef''8 f'' gf'' } f''4 ef''8 c'' | }
  \\ { r8 <f' af'>4 q <gf' bf'> q8 | r8 <af' cf''>4 q <gf' bf'> q8 | r8 <gf' bf'>4 <ff' af'> <df' ff'> q8 | r8 <df' gf'>4 q q q8 | r8 <ff' bf'>4 q <gf' bf'> q8 | r8 <cs'' e''>4 q <a' cs''> q8 | r8 <a' b'>4 q <a' c''> q8 | r8 <gf' a'>4 q q <ef' a'>8 | } >>
 \al <bf df' f'>16 \al <bf df' f'>16 | \am <bf ef' gf'>16 \am <bf df' f'>16 | \am <df' f' bf'>16 \am <ef' gf' c''>16 | \am <f' bf' df''>16 \am <gf' bf' ef''>16 |
 <f' bf' df'' f''>8-> q r <gf' bf' df'' gf''>-> q r <f' bf' df'' f''>4-> | <ef' gf' c'' ef''>8-> q r <df' gf' bf' df''>-> q r <c' gf' a' c''>4-> | \oct { bf'16 c'' df'' ef'' f'' ef'' f'' gf'' af'' gf'' f'' ef'' f'' ef'' df'' c'' | bf' a' bf' c'' df'' c'' df'' ef'' e'' ef'' e'' f'' gf'' f'' ef'' c'' | }
 <bf' df'' f'' bf''>8\ff r r16 <c'' gf'' a'' c'''>8. q8 r r16 <bf' df'' f'' bf''>8. | r8. <gf' bf' df'' gf''>16-> r4 r8 <f' a' c'' f''>8-> r4 | r16 <bf' df'' f'' bf''> q q q8 r q r r4 | <bf df' f' bf'>2\fermata r2 |
}
lh = { \clef bass \key bf \minor
 \ol { bf,16 r bf, r bf, r f, r bf, r bf, r c r df r | ef r r df r r c r bf, r r a, r r f, r | bf, r bf, r gf, r f, r ef, r r f, r r f, r | bf,, r bf, r a, r af, r g,8 gf, f, f, | }
 \ol { bf, 16 r r bf, r r f, r bf, r r bf, r r c r | gf, r r gf, r r gf, r af, r r af, r r af, r | df r cf r bf, r af, r f, r r f, r r f, r | bf, r c r df r ef r f8 f, bf,4 | }
 <bf,, bf,>4-> <f bf df'>8 q <gf,, gf,>4 <gf bf df'>8 q | <bf,, bf,>4 <f bf df'>8 q <c, c>4 <ef gf a>8 q | <af,, af,>4 <ef af cf'>8 q <df, df>4 <ff bf df'> | <gf, gf>4 <gf cf' ef'>8 q r <ef, ef>4 q8 | <f, f> r <f a c'> r <a,, a,> r <c gf a> r | <bf,, bf,>4 <c, c> <ef, ef>4 <a, a> |
 <bf, f bf>8 r r4 <bf,, f, bf,>8 r r4 | <ef, bf, df>4-> <e, bf, df>-> <f, c f>2-> |
 df,8 af, f af gf,, df bf, gf | cf, af, ef cf' ef, bf, gf bf | gf,, ef, bf, gf df, af, ff af | gf,,8 df, bf, gf ef gf df' bf | gf,8 df bf gf ef, bf, gf ef' | a,, e, cs a fs, cs a fs | b,, fs, ds a d, a, f c' | \tuplet 3/2 { f,8 c ef } \tuplet 3/2 { gf a c' } \tuplet 3/2 { a gf ef } \tuplet 3/2 { f, ef, gf,, } |
 \ol { bf,16 r bf, r bf, r f, r bf, r bf, r c r df r | ef r r df r r c r bf, r r a, r r f, r | bf, r r bf, r r af, r gf, r r gf, r r f, r | df r r df r r c r ef r r df r r cf r | }
 <bf,, bf,>8 q <f bf df'> <gf,, gf,> q <gf bf df'> <bf,, bf,>4 | <c, c>8 q <gf c'> <ef, ef> q <gf bf> <f,, f,>4 | \ol { bf,16 c df ef f ef f gf af gf f ef f ef df c | bf, a, bf, c df c df ef e ef e f gf f ef c | }
 <bf,, bf,>8 r r16 <f,, f,>8. q8 r r16 <df, df>8. | r8. <ef, ef>16-> r4 r8 <f,, f,>8-> r4 | r16 <bf,, bf,> q q q8 r q r <f,, f,>4 | <bf,, f, bf,>2\fermata r2 |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 112 } }
