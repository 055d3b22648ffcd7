% original study 13, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 40..66
\version "2.24.0"
\include "articulate.ly"
\language "english"
qn = #(define-music-function (a b c d e) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 5/4 { $a 16 $b $c $d $e } #})
qr = #(define-music-function (a b c d e) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 5/4 { $a 16 $c $e $d $b } #})
qh = #(define-music-function (a b c d e) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 5/4 { $a 8 $b $c $d $e } #})
sp = #(define-music-function (a b c d e) (ly:pitch? ly:pitch? ly:pitch? ly:pitch? ly:pitch?) #{ \tuplet 7/4 { $a 16 $b $c $d $e $d $c } #})
rh = \relative c'' { \time 3/4 \key b \major
 R2. | \tuplet 3/2 { r8 ds\p e } fs4~ \tuplet 3/2 { fs8 as gs } | ds2~ \tuplet 3/2 { ds8 cs b } | cs4. e8 \tuplet 3/2 { ds cs gs } | b2~ b8 r | \tuplet 3/2 { r8 gs' as } b4. gs8 | \tuplet 3/2 { fss4 gs8 } \tuplet 3/2 { as gs e } ds4~ | \tuplet 3/2 { ds8 cs b } cs4. e8 | ds2. |
 <fs ds b>4.\mf <gs e b>8~ \tuplet 3/2 { q <as fss ds>4 } | <b gs ds>2~ \tuplet 3/2 { q8 <cs as> <ds b> } | <e b g>4. <d b>8~ \tuplet 3/2 { q4 <b g>8 } | <cs a fs>2~ \tuplet 3/2 { q8 <d fs,> <e g,> } | <f c a>4.\f <ef c>8 \tuplet 3/2 { <d bf>4 <c a>8 } | <bf g>4 <d g, d>8. <ef g, ef>16 <f bf, f>4 | <g d bf g>4~ \tuplet 3/2 { q8 <a a,> <bf bf,> } <cs g e cs>4 | \tuplet 3/2 { <ds fs, ds>4 <cs cs,>8 } \tuplet 3/2 { <as as,>4 <gs gs,>8 } <fs e as, fs>4 |
 <fs ds b fs>8\ff r16 <fs fs,> \tuplet 3/2 { <fs fs,>8 <as as,> <gs gs,> } <ds gs, ds>4~ | q8 <ds ds,> \tuplet 3/2 { <e e,> <ds ds,> <cs cs,> } <b e, b>4 | <g' d b g>2 <fs c a fs>4 | \tuplet 3/2 { <e b e,>4 <ds ds,>8 } \tuplet 3/2 { <cs cs,>4 <b b,>8 } <as e as,>4 | \tuplet 3/2 { r8 ds,\p e } fs4~ \tuplet 3/2 { fs8 as gs } | ds2~ \tuplet 3/2 { ds8 d cs } | \tuplet 3/2 { b4 as8 } b4. cs8 | ds2.~ | ds2.\fermata |
}
lh = { \clef bass \key b \major
 \qn b,, fs, ds as ds' \qr b,, fs, ds gs cs' \qn b,, fs, ds fs b | \qn b,, fs, ds as ds' \qr b,, fs, ds gs cs' \qn b,, fs, ds fs b | \qn gs,, ds, b, fs as \qr gs,, ds, b, ds fs \qn gs, ds b ds' b | \qn cs, gs, e b cs' \qr cs, gs, e gs b \qn fs,, cs, e as e' | \qn b,, fs, ds as ds' \qr b,, fs, ds gs cs' \qn b, fs ds' as fs |
 \qn e, b, gs ds' gs \qr e, b, gs cs' gs \qn e, b, gs b gs | \qn ds, as, fss cs' as \qr ds, as, fss as cs' \qn gs,, ds, b, fs b | \qn cs, gs, e gs b \qr cs, gs, e as b \qn fs,, cs, e as e' | \qn b,, fs, ds as ds' \qh b, fs cs' as fs |
 \qn ds, b, fs b ds' \qr e, b, gs b e' \qn ds, as, fss as ds' | \qh gs,, ds, b, fs b \qn gs, ds b ds' b | \sp e, b, g b e' \sp d, b, g b d' \sp g,, d, b, g b | \sp fs,, d, a, fs a \sp a,, fs, cs a cs' \sp a, fs cs' fs' cs' |
 \sp f,, c, a, ef a \sp a,, f, c a c' \sp a, f c' ef' c' | \qn g,, d, bf, g bf \sp bf,, g, d bf d' \sp bf, g d' g' d' | \tuplet 6/4 { e,,16 e, bf, g d' bf } \sp e, bf, g bf e' \sp e, as, cs g as | \sp fs,, cs, as, e as \sp fs,, cs, as, e gs \tuplet 5/4 { <fs,, fs,>8 <gs,, gs,>16 <as,, as,>8 } |
 \tuplet 6/4 { <b,,, b,,>16 fs, ds b ds' b } \qn ds, b, fs b ds' \qn gs,, ds, b, fs b | \tuplet 6/4 { <e,, e,>16 b, gs b e' b } \qn cs, gs, e b gs \qn e, cs gs b gs | \sp g,, d, b, g b \sp g, d b d' b \sp a,, fs, c a c' | \qn fs,, cs, as, e as \qr fs,, cs, e as e' \qn fs,, cs, as, e cs |
 \qn b,, fs, ds as ds' \qr b,, fs, ds gs cs' \qn b,, fs, ds fs b | \qn gs,, ds, b, fs as \qr gs,, ds, b, ds fs \qn g, d b f' b | \qn e, b, g cs' e' \qh fs,, cs, e as e' | \qh b,, fs, ds as ds' <b,, fs,>4 | <b,, fs, ds>2.\fermata |
}
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \lh >> \midi { \tempo 4 = 54 } }
