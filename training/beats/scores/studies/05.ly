% original study 05, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 72..112
\version "2.24.0"
\include "articulate.ly"
\language "english"
fa = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ r16 $a $b $c $b $a #})
fb = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ $c 16 $b $a $b $c $b #})
fc = #(define-music-function (a b c) (ly:pitch? ly:pitch? ly:pitch?) #{ $a 16 $c $b $c $a $c #})
top = \relative c'' { \time 9/8 \key fs \minor
 cs4.\mf~ cs4 d8 cs4. | fs4.~ fs4 e8 cs4. | d4. b4 cs8 d4. | cs2.~ cs8 r gs | a4.~ a4 b8 a4. | d4.~ d4 cs8 b4. | a4. gs4 b8 a4 gs8 | fs2.~ fs4. |
 cs'4.\f~ cs4 d8 e4 fs8 | gs4.~ gs4 fs8 e4. | a4. gs4 fs8 e4 d8 | cs2. ds4. | e4.~ e4 fs8 g4. | c4.~ c4 b8 a4 g8 | fs2.~ fs8 gs a | gs2.~ gs8 r r |
 s4. s s | s s s | s s s | s s s | s s s | s s s | s s s | s s s |
 r8 <cs cs'>4~ q8 <d d'>4 <cs cs'>4. | r8 <fs, fs'>4~ q8 <e e'>4 <cs cs'>4. | <d d'>4.\ff <b b'>4 <cs cs'>8 <d d'>4. | <cs cs'>2.~ q8 <e e'> <gs gs'> | <a a'>4. <gs gs'>4 <fs fs'>8 <e e'>4. | <d d'>4. <cs cs'>4 <b b'>8 <a a'>4 <gs gs'>8 | a4.\p gs4 b8 a4 gs8 | fs2.~ fs8 r cs' | cs4.~ cs4 d8 bs4. | cs2.~ cs4. | <a fs>2.~ q4.\fermata |
}
inn = { \fa fs' a' cs'' \fb fs' a' b' \fa fs' a' b' | \fa a' cs'' e'' \fb a' cs'' d'' \fa a' b' cs'' | \fa fs' b' cs'' \fb d' fs' a' \fa fs' gs' b' | \fa es' gs' b' \fb es' gs' b' \fa d' es' gs' |
 \fa cs' d' fs' \fb cs' d' fs' \fa cs' fs' gs' | \fa fs' a' b' \fb fs' a' b' \fa d' fs' gs' | \fa cs' d' fs' \fb b d' fs' \fa b cs' es' | \fb a cs' e' \fc a fs' cs' \fb a cs' es' |
 \fa fs' a' b' \fc e' b' gs' \fa gs' b' cs'' | \fb cs'' ds'' fs'' \fa b' cs'' ds'' \fc gs' cs'' b' | \fa cs'' e'' fs'' \fb cs'' e'' d'' \fa fs' a' b' | \fc e' b' a' \fb e' a' b' \fa fs' a' c'' |
 \fa g' b' c'' \fb g' b' d'' \fa b' d'' e'' | \fc e'' a'' g'' \fb c'' e'' g'' \fa c'' e'' fs'' | \fa bs' ds'' e'' \fb bs' cs'' ds'' \fc a' ds'' bs' | \fa b' cs'' es'' \fb gs' b' cs'' \fa es' gs' b' |
 % tune goes to the left hand, figures on top
 \repeat unfold 2 { \fc cs'' a'' fs'' \fc cs'' a'' e'' \fc b' gs'' e'' } | \fc d'' b'' fs'' \fc d'' b'' gs'' \fc cs'' a'' fs'' | \fc b' gs'' es'' \fb b' es'' gs'' \fb cs'' es'' b'' |
 \fc c'' a'' f'' \fc c'' a'' e'' \fc c'' g'' e'' | \fc d'' a'' f'' \fb d'' f'' a'' \fc d'' b'' f'' | \fb e'' gs'' b'' \fb e'' gs'' d''' \fb e'' gs'' e''' | \fb es'' gs'' b'' \fc cs'' gs'' es'' \fb b' cs'' es'' |
 \fa fs'' a'' b'' \fb fs'' a'' b'' \fa fs'' a'' b'' | \fa a' cs'' e'' \fb a' cs'' d'' \fa a' b' cs'' | \fa fs'' b'' cs''' \fb fs'' a'' b'' \fa fs'' gs'' b'' | \fa es'' gs'' b'' \fb es'' gs'' b'' \fa es'' gs'' b'' |
 \fa cs''' e''' fs''' \fa b'' cs''' e''' \fa fs'' a'' cs''' | \fa fs'' a'' b'' \fa ds'' fs'' a'' \fa bs' ds'' fs'' | \fa cs' d' fs' \fb b d' fs' \fa b cs' es' | \fb a cs' e' \fc a fs' cs' \fb a cs' es' | \fa fs' a' b' \fb fs' a' b' \fa fs' gs' a' | \fa fs' gs' b' \fb fs' gs' as' \fa cs' es' gs' | r16 cs' fs' a' fs' cs' cs'4.~ cs' |
}
lh = { \clef bass \key fs \minor
 <fs,, fs,>8 cs fs a fs cs fs,4. | <fs,, fs,>8 e a cs' a4 fs,4. | <b,, b,>8 fs b d' b fs gs4. | <cs, cs>8 gs b es' b gs cs4. |
 <d, d>8 a d' fs' d' a e4. | <b,, b,>8 fs b d'4 b8 gs4. | <cs, cs>4. gs cs | fs,8 cs fs a4. <fs, fs>8 <gs, gs> <a, a> |
 <d, d>4. e b | <cs, cs>8 gs cs' e' cs' gs a,4. | <fs,, fs,>8 cs a fs4. d | <a,, a,>8 e cs' a4. <b, a>4. |
 <e, e>8 b e' g'4. <d, d>4. | <c, c>8 g c' e'4. a,4. | <gs,, gs,>8 ds a bs4. gs,4. | <cs, cs>4.~ q8 gs b cs' b gs |
 << { fs4.\f~ fs4 gs8 a4. | cs'4.~ cs'4 b8 a4. | b4. d'4 cs'8 b4. | gs2.~ gs8 a b | c'4.~ c'4 b8 a4. | f4.~ f4 g8 a4. | gs4. b4 d'8 e'4. | cs'2.~ cs'8 b gs | }
  \\ { fs,8 cs4~ cs4. cs4. | a,8 e4~ e4. e4. | <b,, b,>2. e4. | cs,4. cs4 es8~ es4. | f,8 c4~ c4. e,4. | d,8 a,4~ a,4. g,4. | e,4. e4. e,4. | cs,4. cs2. | } >>
 <fs,, fs,>4. <fs, cs a>4 <fs, d b>8 <fs, cs a>4. | <fs,, fs,>4. <e cs' a>4.-> <d, d>-> | <b,, b,>4. <fs b d'>4-> <e b>8 <gs, gs>4. | <cs, cs>4. <gs b es'>4.-> <cs,, cs,>-> |
 <fs, fs>4. <e, e> <d, d> | <b,, b,> <bs,, bs,>2. | cs,4. gs cs | fs,8 cs fs a4. fs,4. | <d, d>8 a4~ a8 d'4~ d'8 gs4 | <cs, cs>8 gs4~ gs8 cs'4~ cs'8 b4 | <fs,, fs,>2.~ q4.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff << \top \\ \inn >> \new Staff \lh >> \midi { \tempo 4 = 141 } }
