% original study 22, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 100..140
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
% toccata: repeated semiquavers between the hands, accents across the beat; middle part sung; return
ra = { r16 d c r d c r d }
la = { c16 r r c r r c r }
rb = { <c f>16-> d d e d d <c f>-> d }
rc = { d16 d d e f d d e }
rd = { d16 <e g>-> d d <e g>-> d d <e g>-> }
lb = { r8 c' r c }
lc = { c8 d' r e' }
rh = { \key e \minor \time 2/4
 <>\p \fig \ra <b' e'> | \fig \ra <b' e'> | \fig \ra <c'' e'> | \fig \ra <b' e'> | \fig \rb <e' b' d'' e''> | \fig \rb <d' b' c'' e''> | \fig \rb <c' g' a' b'> | \fig \rc <a b dis' fis'> |
 \fig \ra <b' e'> | \fig \ra <cis'' g'> | \fig \rd <e' d'' g' b'> | \fig \rd <e' cis'' g' bes'> | <>\f \fig \rb <fis' d'' e'' a''> | \fig \rb <g' es'' f'' bes''> | \fig \rc <a' c'' es'' f''> | \time 3/8 <bes' es'' g''>16-> bes' bes' <bes' d'' f''>-> bes' bes' | \time 2/4
 <b' e'' fis''>16-> b' b' b' <b' e'' g''>-> b' b' b' | r16 b' r b' b' b' r b' | 
 b'4.\p a'8 | g'8 b'4 d''8~ | d''8 cis'' b' a' | fis'4~ fis'8 r | \tuplet 3/2 {a'8 b' d''} e''4~ | e''8 d''4 b'8 | <c'' es''>4. <bes' d''>8 | <g' bes'>2 | 
 <bes' d'' g''>4.\f f''8 | es''8 g''4 bes''8~ | bes''8 a'' g'' f'' | \tuplet 3/2 {es''8 d'' c''} bes'8. a'16 | fis'16 fis' r fis' fis' r fis' fis' | g' g' r g' g' r a' a' | b' b' r b' r b' b' b' | r16 b' r b' r b' b' b' |
 <>\p \fig \ra <b' e'> | \fig \ra <b' e'> | \fig \ra <c'' e'> | \fig \ra <d'' f'> | \fig \rb <e' b' d'' e''> | \fig \rb <f' c'' es'' f''> | \fig \rb <g' d'' f'' g''> | \fig \rb <bes' f'' as'' bes''> | 
 <b' e'' g'' b''>8\f r16 <b' e'' g'' b''> r8 <c'' f'' c'''> | r16 <b' e'' g'' b''>8.-> r16 <a' cis'' e'' a''>8.-> | \fig {c16 d e d e f e f g f g a b a g f} <e'' g'' b'' cis'''> | <e'' b'' e'''>8-> r r4 | <b' e'' g''>2\fermata | }
lh = { \key e \minor
 \fig \la <e b> | \fig \la <e b> | \fig \la <a, e> | \fig \la <e b> | \fig \lb <e e'> | \fig \lb <d d'> | \fig \lb <c c'> | \fig \lc <b,, b, dis> |
 \fig \la <e b> | \fig \la <a, g> | c8 <g b>4 <g b>8 | r8 <fis, fis>4 <fis, fis>8 | <b,, b,>8 d'16 d' r8 d' | <es, es>8 r <bes, bes>8. <es, es>16 | <f, f>8 <a c' es'>4 <a c' es'>8 | <es, es>8. <es, es> |
 <e, e>8 <fis fis'>16 <g g'>~ <g g'>4 | r4 r8 e, |
 \fig {c16 d e d f d e d} <e g b e'> | \fig {c16 d e d f d e d} <e b d' g'> | \fig {c16 d e d f d e d} <a, e g cis'> | \fig {r16 c d e f e d c} <d a d' fis'> | \fig {r16 c d e f e d c} <b, fis a d'> | \fig {c16 d e d f d e d} <e b d' gis'> | \fig {\tuplet 3/2 8 {c16 d e f e d c d e f e d}} <as, es ges c'> | \fig {\tuplet 3/2 8 {c16 d e f e d c d e f e d}} <es bes des' g'> |
 \fig {c16 d e f g f e d} <g, d bes d'> | \fig {c16 d e f g f e d} <c g bes es'> | \fig {c16 d e f g f e d} <f, c es a> | \fig {c16 d e f g f e d} <bes, f as d'> | r8 <d, d>4. | r8 <es, es>4. | r8 <f, f>4 <fis, fis>8 | <g, g>8 r r16 <b, b> r8 |
 \fig \la <e b> | \fig \la <e b> | \fig \la <a, e> | \fig \la <d a> | \fig \lb <e e'> | \fig \lb <f f'> | \fig \lb <g g'> | \fig \lb <bes, bes> |
 r16 <e, e>8. <d, d>8 r16 <c, c> | <b,, b,>16 r r8 <a,, a,>16 r r8 | \fig {c16 d e d e f e f g f g a b a g f} <e g b cis'> | <e b e'>8-> r r8 <b,, b,>-> | <e,, e,>2 | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 120 } }
