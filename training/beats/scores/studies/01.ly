% original study 01, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 44..72
\version "2.24.0"
\include "articulate.ly"
\language "english"
agb = #(define-music-function (p q r s a b) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?)
 #{ \tuplet 3/2 { $p 8 $a $b $q $a $b $r $a $b $s $a $b } #})
lb = #(define-music-function (o a b) (ly:pitch? ly:pitch? ly:pitch?)
 #{ \tuplet 3/2 { $o 4 <$a $b >8 } \tuplet 3/2 { r8 <$a $b >4 } #})
rh = { \time 4/4 \key b \minor
 R1 | r8 <d' fs' b'>4\p <e' g' b'> <cs' e' as'>4. | r8 <d' fs' b'>4 <e' g' cs''> <fs' b' d''>4. | r4 r8 <e' g' cs''>8~ q4 <d' fs' b'> |
 r8 <g' b' e''>4 <g' b' d''> <g' c'' e''>4. | r8 <fs' b' d''>4 <e' g' cs''> <d' g' b'>4. | r8 <cs' g' as'>4 <d' gs' b'> <e' as' cs''>4. | <d' fs' b'>2 r4 r8 <fs' fs''>8\f |
 \agb fs'' fs'' g'' fs'' d'' b' | \agb e'' fs'' e'' d'' b' g' | \agb cs'' e'' g'' as'' cs'' as' | \agb b'' as'' b'' fs'' d'' fs' |
 \agb a'' a'' b'' a'' fs'' d'' | \agb g'' a'' g'' fs'' d'' b' | \agb e'' g'' b'' cs''' e'' cs'' | \agb d''' cs''' d''' a'' fs'' d'' |
 \agb c''' b'' a'' g'' e'' c'' | \agb b'' as'' b'' cs''' e'' g'' | \tuplet 3/2 { d'''8\ff fs'' g'' cs''' e'' g'' b'' d'' e'' as'' cs'' e'' } | \tuplet 3/2 { g''8 as' cs'' fs'' g' as' e'' fs' g' d'' cs' fs' } |
 r4 r8 <e' g' cs'' e''>8->~ q4 r | r2 r8 <fs' as' cs'' fs''>8\ff r4 |
 <b d' fs' b'>4\ff-> <b'' fs'' d''>8 q <b e' g' b'>4-> <as'' fs'' cs''>8 q | <d' fs' b' d''>4 <d'' fs'' b''>8 <cs'' e'' a''> <d' g' b'>4 <b' e'' g''>8 <b' d'' fs''> |
 r8 <g' b' e'' g''>8~ q4 <g' c'' e''>4 <c'' e'' g'' c'''>8 q | r8 <fs' b' d'' fs''>~ q4 r8 <g' as' cs'' e''> r <e' g' as' cs''> |
 <d' fs' b'>2~ q8 <d' fs' b'>4\p <ds' fs' a' b'>8~ | q8 <e' g' b'>4 <e' g' c''> <d' gs' b'>4. | <cs' fs' as'>2.\arpeggio <d' fs' b'>4~ | q1\fermata |
}
lh = { \clef bass \key b \minor
 <fs,, fs,>2\ff-> <g,, g,>-> | <b,,, b,,>2.-> <fs, fs>4 | <b,,, b,,>2-> <as,, as,>4 <b,, b,> | <e,, e,>2-> <fs,, fs,>-> |
 <e,, e,>2-> <c, c> | <d, d>4 <fs,, fs,> <g,, g,>2 | <e,, e,>4 <f,, f,> <fs,, fs,>2 | <b,,, b,,>1 |
 \lb b,, d fs \lb b,, d fs | \lb e, d g \lb g, b, e | \lb fs, e as \lb fs, e g | \lb b,, d fs \lb d, d b |
 \lb d, fs a \lb c d fs | \lb b, d g \lb g, d g | \lb a, e g \lb a, cs g | \lb d, d fs \lb fs, d a |
 \lb a,, e c' \lb e, g c' | \lb e, e g \lb g, e b | \tuplet 3/2 { fs,4 as8 r as4 fs,4 fs8 r <e as>4 } | \tuplet 3/2 { <fs,, fs,>4 e8 r e4 <as,, as,>8 cs e g fs e } |
 <fs,, fs,>2-> <g,, g,>-> | <fs,, fs,>4 r <e,, e,>4-> <cs, cs>-> |
 <b,,, b,,>4-> <fs, b, d fs>8 q <g,, g,>4-> <fs, as, e>8 q | <b,,, b,,>4 <b, d fs>8 <a, cs e> <g,, g,>4 <g, b, e>8 <b, d g> |
 <e,, e,>4. <g, b, e>8 <c, c>4 <g, c e>8 q | <fs,, fs,>4. <b, d fs>8 <fs,, fs,>2 |
 <b,,, b,,>2.-> <fs, fs>4 | <e,, e,>2 <f,, f,> | <fs,, fs,>1\arpeggio | <b,,, b,,>1\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 58 } }
