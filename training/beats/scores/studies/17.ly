% original study 17, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 60..100
\version "2.24.0"
\include "articulate.ly"
\language "english"
rc = #(define-music-function (n m) (integer? ly:music?) #{ \repeat unfold #n $m #})
oct = #(define-music-function (p) (ly:music?) #{ << $p \transpose c c' $p >> #})
lp = #(define-music-function (a b c d e f) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 8 $b $c $d $e $f #})
sx = #(define-music-function (a b c d) (ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ $a 16 $b $c $d $c $b #})
rh = { \time 12/8 \key gs \minor \partial 8 <ds' ds''>8 |
 <gs' b' ds'' gs''>4.~ q4 <as' as''>8 <b' ds'' gs'' b''>4.~ q8. <as' as''>16 <gs' gs''>8 | <as' e'' gs'' as''>4.~ q4 <b' b''>8 <fss' as' ds'' fss''>4. r4 <ds' ds''>8 | <e' gs' cs'' e''>4.~ q4 <fs' fs''>8 <gs' b' e'' gs''>4.~ q8. <fs' fs''>16 <e' e''>8 | <ds' gs' b' ds''>4. <cs' ds' as' cs''>4 <b b'>8 <as ds' fss' as'>4. r4 <ds' ds''>8 |
 <gs' b' ds'' gs''>8 q q q q <as' as''> <b' ds'' gs'' b''> q q q16 <cs'' cs'''> <b' b''> <as' as''> <gs' gs''>8 | <cs'' e'' gs'' cs'''> q q q q <ds'' ds'''> <b' ds'' fs'' b''> q q q <as' as''> <b' b''> | <a' cs'' e'' a''>4.~ q4 <gs' gs''>8 <fs' a' cs'' fs''>4 <e' e''>8 <ds' fss' as' ds''>4 <css' css''>8 | <ds' gs' b' ds''>2. r8 b' cs'' ds'' e'' fs'' |
 % middle: quiet, melody under figures
 \sx b' ds'' fs'' b'' \sx b' ds'' fs'' as'' \sx b' ds'' gs'' b'' \sx b' ds'' fs'' b'' | \sx as' cs'' e'' as'' \sx as' cs'' fs'' as'' \sx cs'' e'' as'' cs''' \sx as' cs'' e'' fs'' | \sx b' ds'' fs'' b'' \sx c'' ds'' fs'' c''' \sx cs'' e'' as'' cs''' \sx cs'' e'' gs'' cs''' | \sx ds'' gs'' b'' ds''' \sx ds'' fss'' as'' ds''' \sx ds'' gs'' b'' ds''' \sx cs'' e'' as'' cs''' |
 r8 <d' fs' b'>4 r8 q4 r8 <d' g' b'>4 r8 <e' g' cs''>4 | r8 <fs' b' d''>4 r8 <g' b' e''>4 r8 <gs' b' e''>4 r8 <a' b' fs''>4 | <g' c'' e'' g''>8 q q q q q <g' c'' ef'' g''> q q <a' c'' ef'' a''> q q | <b' ds'' fs'' b''> q q <c'' ds'' fs'' c'''> q q <cs'' e'' gs'' cs'''>4 <cs'' e'' gs'' cs'''>4 <b' e'' gs'' b''>4 |
 <as' ds'' fss'' as''>2.~ q4. r8 <gs' gs''> <fss' fss''> | \oct { ds'16 e' fss' gs' as' b' cs'' b' as' gs' fss' e' ds' fss' as' cs'' ds''8 as'8 } r8 <ds' ds''>8 |
 <gs' b' ds'' gs''>8\ff q q q q <as' as''> <b' ds'' gs'' b''> q q q <as' as''> <gs' gs''> | <as' e'' gs'' as''> q q q q <b' b''> <fss' as' ds'' fss''> q q q q <ds' ds''> | <e' gs' cs'' e''> q q <a' cs'' e'' a''> q q <gs' cs'' e'' gs''> q q <fs' cs'' e'' fs''> q q | <gs' b' ds'' gs''>4 q8~ q4 q8~ q4 <fss' as' ds'' fss''>8~ q4 q8 |
 <b' ds'' gs'' b''>4.-> r8 <gs' b' ds'' gs''>4 <a' cs'' e'' a''>4.-> r8 <fs' a' cs'' fs''>4 | <ds' gs' b' ds''>4. <e' gs' cs'' e''>4. <ds' fss' cs'' ds''>2. | r8 <b ds' gs'>8 q r q q r <cs' e' gs'> q r q q | r8 <b ds' gs'>8 q r <as ds' fss'> q <b ds' gs'>4. r4. | <gs' b' ds'' gs''>4.-> <b ds' gs' b'>-> <gs b ds' gs'>2.\fermata |
}
lh = { \clef bass \key gs \minor \partial 8 r8 |
 \lp gs,, ds, gs, ds b ds \lp gs,, ds, gs, ds b ds | \lp cs, gs, e as e gs, \lp ds,, ds, as, ds fss cs' | \lp cs, gs, cs e gs cs' \lp cs, gs, cs e cs' gs | \lp gs,, ds, b, ds gs b \lp ds,, ds, as, fss cs' fss |
 <gs,, gs,>8 <b, ds gs> q <ds ds,> <ds gs b> q <gs,, gs,>8 <ds gs b> q <b, b,,> <ds gs b> q | <e,, e,> <cs e gs> q <cs, cs> <e gs cs'> q <b,, b,> <ds fs b> q <gs,, gs,> <ds gs b> q | <fs,, fs,>8 <cs fs a> q <a, cs fs a> <a,, a,> q <b,, b,>4. <ds, ds> | \lp gs,, ds, b, gs ds b, gs,8 r r r4. |
 << { fs4.~ fs4 gs8 b4.~ b8 as gs | fs4.~ fs4 e8 cs4.~ cs8 ds e | ds4. fs e~ e8 fs gs | b4. as gs fs | } \\ { b,,2. gs,, | cs, fs,, | b,,4. a,, fs,,2. | gs,,4. ds, gs,, as,, | } >>
 <b,, fs,>2. <g,, g,>4. <e,, e,> | <d, d>4. <cs, cs>4. <e, e> <ds, ds> | \lp c, g, e g c' g \lp c, g, ef g f, c | <b,, b,>8 <fs b> q <a,, a,> <fs a> q <cs, cs>4 <cs, cs>4 <e, e>4 |
 <ds, ds>4 \rc 4 { as,8 fss, } ds,8 as,8 | <ds,, ds,>4. \rc 3 { ds,8 ds,, ds, } |
 <gs,, gs,>8 <b, ds gs> q <ds ds,> <ds gs b> q <gs,, gs,>8 <ds gs b> q <b, b,,> <ds gs b> q | <cs, cs> <e gs> q <as,, as,> <e gs> q <ds, ds> <as, ds fss> q <ds,, ds,> <as, ds fss> q | <cs, cs> <e gs> q <a,, a,> <e a> q <e,, e,> <e gs cs'> q <fs,, fs,> <e a cs'> q | <ds, ds>4 <ds gs b>8~ q4 <ds gs b>8~ q4 <as, ds fss>8~ q4 <ds,, ds,>8 |
 <gs,, gs,>4. <ds gs b>8 <b,, b,>4 <a,, a,>4. <e a cs'>8 <cs, cs>4 | <b,, b,>4. <as,, as,>4. <ds,, ds,>8 as, ds fss as ds' | <gs,, gs,>4. ds, <cs, cs> <e, e> | <ds, ds>4. <ds,, ds,> <gs,, gs,>4 <ds, ds>8 <gs,, gs,>4 <ds,, ds,>8 | <gs,, gs,>4.-> <gs,, ds, gs,>-> <gs,, ds, gs,>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 117 } }
