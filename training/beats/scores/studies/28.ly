% original study 28, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 46..72
\version "2.24.0"
\include "articulate.ly"
% \fig PATTERN CHORD: notes c d e f g a b of the pattern stand for 1st, 2nd, ... note of the chord (going on an octave higher)
fig = #(define-music-function (pt ch) (ly:music? ly:music?)
 (let* ((v (map (lambda (x) (ly:music-property x 'pitch)) (extract-named-music ch 'NoteEvent))) (n (length v)))
  (music-map (lambda (m)
    (if (music-is-of-type? m 'note-event)
      (let* ((p (ly:music-property m 'pitch)) (s (ly:pitch-notename p)) (o (+ 1 (ly:pitch-octave p))))
       (ly:music-set-property! m 'pitch
         (ly:pitch-transpose (list-ref v (modulo s n)) (ly:make-pitch (+ o (quotient s n)) 0 0)))))
    m) (ly:music-deep-copy pt))))
octs = #(define-music-function (m) (ly:music?) #{ << #m \transpose c c, #m >> #})
% modal prelude of bells and a buried church: parallel organum chords in 3/2, triplet waves, great chorale over pedal C, bar of 2/2, distant bells off the beat
rh = { \key c \major \time 3/2
 r4 <g d' g'>\pp <a d' a'> <d' g' d''> <e' a' e''> <d' g' d''>~ | <d' g' d''>1. | r4 <g d' g'> <a e' a'> <d' a' d''> <e' b' e''> <g' d'' g''>~ | <g' d'' g''>1. |
 e''2. dis''4 e''2 | <b' e'' b''>2. <cis'' e'' cis'''>4 <b' e'' b''>2 | <gis' b' e'' gis''>4 <fis' b' fis''> <e' b' e''>1 | r2 <cis' e' cis''>2. <dis' fis' dis''>4 |
 \tuplet 3/2 4 { b8 dis' fis' b' fis' dis' b dis' fis' b' fis' dis' b dis' fis' b' fis' dis' } | \tuplet 3/2 4 { bes8 es' g' bes' g' es' bes es' g' bes' g' es' c' es' as' c'' as' es' } | <g' bes' es'' g''>2\f <f' bes' d'' f''>4 <es' g' bes' es''>2 <f' bes' d'' f''>4 | \time 2/2 <g' c'' es'' g''>2 <a' c'' f'' a''> | \time 3/2
 <e' g' c'' e''>2\ff <d' g' b' d''> <e' g' c'' e''> | <g' c'' e'' g''>1 <a' c'' f'' a''>2 | <g' c'' e'' g''>2 <e' a' c'' e''>4 <d' g' b' d''> <c' f' a' c''>2 | <d' g' bes' d''>1. | r2 <g' bes' d'' g''>1-> | <f' bes' d'' f''>2. <e' a' c'' e''>4 <d' g' bes' d''>2 | <e' g' c'' e''>1.~ | <e' g' c'' e''>2 r <g' g''>\p |
 cis'2. dis'4 e'2~ | e'4 dis' cis' gis b2 | cis'4 e' gis'1 | <gis cis' gis'>4 <a cis' a'> <b dis' b'> <a dis' a'> <gis cis' gis'>2 | \tuplet 3/2 {<cis' e' cis''>2 <dis' fis' dis''> <e' gis' e''>} <fis' a' fis''>2 |
 r4 <g d' g'>\pp <a d' a'> <d' g' d''> <e' a' e''>2~ | <e' a' e''>4 <d'' g'' d'''>2 <e'' a'' e'''> <d'' g'' d'''>4 | <e' g' c''>1. | <c' g' c'' e'' g'' c'''>1.\fermata | }
wv = { c8 d e d c d e d c d e d }
lh = { \key c \major
 <g, d g>1. | r4 <g d'> <a e'> <d' a'> <e' b'>2 | <f, c f>1. | r4 <f c'>2 <e b> <d a>4 | <e, b, e>1. | r4 e2 e e4 | r4 <e b>2.~ <e b>2 | <cis, gis, cis>1. |
 <b,, fis, b,>2. <cis e>4 <dis fis>2 | <es, bes, es>2. g4 <as, es as>2 | \tuplet 3/2 4 {es,8 bes, es g es bes, bes,, f, bes, d bes, f, c, g, c es c g,} | \tuplet 3/2 4 {c,8 g, c es c g, f, c f a f c} |
 <c, c>1. | r4 <c e g c'>2 <c e g c'> <c f a c'>4 | <c, g, c>1. | r4 <c g bes d'>2. <c g bes>2 | <c, c>1 <c' es' g'>2 | <c, c>2. <c g c'>4~ <c g c'>2 | <c, c>4 <g e'> <c, c> <g e'> <c, c> <g e'> | <c, c>1 r2 |
 \fig \wv <cis, gis, cis> | \fig \wv <cis, gis, e> | \fig \wv <cis, a, e> | \fig \wv <gis,, e, b,> | \fig {\tuplet 3/2 4 {c8 d e d c d e d c d e d c d e d c d}} <d, a, fis> |
 <g, d g>1. | r2 <g, d g>1 | c,8 g, c e g c' e' g' c'' g' e' c' | <c,, c,>1.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 2 = 58 } }
