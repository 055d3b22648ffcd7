% original study 10, in the manner of late Romantic piano music
% licence: CC0
% beat: 2. = 28..46
\version "2.24.0"
\include "articulate.ly"
\language "english"
wv = #(define-music-function (a b c d e f) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 8 $b $c $d $e $f #})
top = \relative c'' { \time 6/4 \key fs \major
 R1. | as2.\p~ as4 b cs | ds2 cs4 as2. | gs2. fs2 es4 | fs1. | as2.~ as4 cs ds | fs2 es4 ds2 cs4 | b2 as4~ as gs b | as2. r4 as b |
 c2.\mf~ c4 d e | g2 fs4 e2. | ef2.~ ef4 f g | bf2 af4 g2~ g8 f | e2.\f~ e4 fs gs | b2 as4 gs2 fs4 | es2 gs4 cs2.~ | cs1 es,4 gs |
 <cs cs,>2.\ff~ q4 <ds ds,> <es es,> | <fs fs,>2 <es es,>4 <cs cs,>2. | <b b,>2.~ q4 <as as,> <gs gs,> | <a a,>2. <gs gs,>2 <fs fs,>4 | <es es,>4 <ds ds,> <cs cs,> <b b,>2. | as2.\p~ as4 b cs | ds2 cs4 as2. | gs2. fs2 es4 | fs1.~ | fs2. d | fs1.\fermata |
}
inn = { s1. | r8 fs' cs' fs' r cs' r fs' cs' fs' r fs' | r8 fs' b fs' r fs' r fs' cs' ds' r cs' | r8 b ds' b r b r b r cs' b as | as4 r8 as cs' as r2. | r8 cs' fs' cs' r fs' r es' cs' es' r es' | r8 as' fs' as' r as' r fs' ds' fs' r fs' | r8 ds' fs' ds' r ds' r b ds' b r es' | r8 cs' fs' cs' r cs' cs'2. |
 r4 <e' g'> <e' g'> r <e' g'> <e' a'> | r4 <b' d''> <a' d''> r <g' b'> <g' b'> | r4 <g' bf'> <g' bf'> r <bf' c''> <bf' ef''> | r4 <c'' ef''> <c'' ef''> r <bf' df''> <bf' df''> | r4 <gs' b'> <gs' b'> r <b' ds''> <b' e''> | r <cs'' e''> <cs'' e''> r <b' ds''> <a' ds''> | r8 <gs' b'> <gs' b'>4 <gs' b'> r8 <b' es''>4 q q8 | r8 <b' es''>4 q q8 r4 <b' es''>4 r |
 \repeat unfold 2 { r8 <cs'' fs'' as''> q q q q } | r8 <as' cs'' fs''> q q q q r <as' cs'' es''> q q q q | \repeat unfold 2 { r8 <gs' b' ds''> q q q q } | r8 <a' c'' ds''> q q q q r <a' c'' e''> q q q q | r4 <gs' b'> <gs' b'> r <es' gs'> <es' gs'> |
 r8 fs' cs' fs' r cs' r fs' cs' fs' r fs' | r8 fs' b fs' r fs' r fs' cs' ds' r cs' | r8 b ds' b r b r b r cs' b as | \repeat unfold 2 { r4 as8 cs' r cs' } | r4 b8 d' r d' r4 as8 b r b | <as cs'>1. |
}
lh = { \clef bass \key fs \major
 \wv fs,, cs, as, fs cs as, \wv fs, cs as fs cs as, | \wv fs,, cs, as, fs cs as, \wv fs, cs as fs cs as, | \wv b,, fs, ds b fs ds \wv as,, fs, cs as fs cs | \wv gs,, ds, b, gs ds b, \wv cs, gs, es b gs es | \wv fs,, cs, as, fs cs as, \wv fs, cs as fs cs as, | \wv fs,, cs, as, fs cs as, \wv cs, gs, es cs' gs es | \wv ds, as, fs ds' as fs \wv b,, fs, ds b fs ds | \wv gs,, ds, b, gs ds b, \wv cs, gs, es b gs es | \wv fs,, cs, as, fs cs as, fs,2. |
 c, 4 <g, e> <g, e> c, 4 <a, e> <a, e> | g,, 4 <d b> <d a> e, 4 <b, g> <b, g> | ef, 4 <bf, g> <bf, g> ef, 4 <c g> <c g> | af,, 4 <ef c'> <ef c'> ef, 4 <bf, g> <df g> | e, 4 <b, gs> <b, gs> e, 4 <cs b> <cs b> | <as,, as,> 4 <cs e as> q <b,, b,> 4 <fs a ds'> q | \wv cs, gs, es gs b cs' \wv es' cs' b gs es gs, | \tuplet 5/3 { cs,4 gs, es b gs } \tuplet 4/3 { cs,4 es gs b } |
 <fs,, fs,>4 <cs fs as> <as cs'> <as,, as,> <cs fs as> <as cs'> | <ds, ds>4 <as, fs> <fs as> <as,, as,> <cs fs> <fs as> | <b,, b,>4 <fs b> <b ds'> <gs,, gs,> <ds gs> <b ds'> | <c, c> <fs a> <a ds'> <c, c> <e a> <a c'> | <cs, cs> <gs b> <gs b> <cs, gs, cs>2. |
 \wv fs,, cs, as, fs cs as, \wv fs, cs as fs cs as, | \wv b,, fs, ds b fs ds \wv as,, fs, cs as fs cs | \wv gs,, ds, b, gs ds b, \wv cs, gs, es b gs es | \wv fs,, cs, as, fs cs as, \wv fs, cs as fs cs as, | \wv fs,, d, b, fs d b, \wv fs,, d, b, fs d b, | <fs,, cs, as,>1.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \top \\ \inn >> \new Staff \lh >> \midi { \tempo 4 = 117 } }
