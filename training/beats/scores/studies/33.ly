% original study 33, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 96..132
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
% wind: whispering sextuplets, sudden sforzato chords off the beat, silent bars, middle recitative with parallel chords in 3/4 and 4/4
sa = { \tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d} }
sb = { \tuplet 6/4 {c16 e d f e g} \tuplet 6/4 {f16 a g f e d} \tuplet 6/4 {c16 e d f e g} \tuplet 6/4 {f16 a g f e d} }
sc = { \tuplet 6/4 {r16 c d e f g} a8 r \tuplet 6/4 {r16 c d e f g} a8 r }
sd = { \tuplet 6/4 {c16 d c e c d} \tuplet 6/4 {f c d c e c} \tuplet 6/4 {d c f c d c} \tuplet 6/4 {e c d c f c} }
rh = { \key bes \minor \time 4/4
 <>\p \fig \sa <bes' ces'' es'' f''> | \fig \sa <bes' ces'' es'' f''> | \fig \sd <bes' ces'' es'' f''> | \fig \sd <bes' ces'' es'' ges''> | \fig \sa <as' bes' des'' es''> | \fig \sb <f' as' bes' des''> | r8 <ges' bes' es'' ges''>4.->\f \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <as' bes' des'' es''> | r4 r8 <ges' bes' es'' ges''>8->~ <ges' bes' es'' ges''>8 <f' as' des'' f''>-> r4 |
 <>\p \fig \sc <g' bes' des'' e''> | \fig \sc <as' ces'' d'' f''> | \fig \sb <bes' des'' es'' g''> | \time 2/4 r8 <ces'' es'' as'' ces'''>4.->\f | \time 4/4 r4 \tuplet 3/2 {<bes' d'' ges'' bes''>8-> <as' c'' fes'' as''> <ges' bes' d'' ges''>} <fes' as' c'' fes''>2-> |
 \time 3/4 r8 <es' ges' ces'' es''>4\p <f' as' des'' f''> <ges' bes' es'' ges''>8~ | <ges' bes' es'' ges''>4. <f' as' des'' f''>8 \tuplet 3/2 {<es' ges' ces'' es''>8 <des' f' bes' des''> <es' ges' ces'' es''>} | <bes d' g' bes'>2. | r8 <es' g' c'' es''>4 <f' a' d'' f''> <g' b' e'' g''>8~ | <g' b' e'' g''>4 <a' cis'' fis'' a''>4. <g' b' e'' g''>8 | \time 4/4 \tuplet 3/2 {<f' a' d'' f''>4 <es' g' c'' es''> <d' fis' b' d''>} <c' e' a' c''>2 |
 <>\p \fig \sa <bes' ces'' es'' f''> | \fig \sd <as' ces'' es'' f''> | \fig \sb <bes' des'' es'' ges''> | <es'' ges'' bes'' es'''>8->\f r r4 r2 | r2 r8 <d'' ges'' bes'' d'''>8-> r4 | \fig \sb <ces'' es'' f'' as''> | \fig {\tuplet 6/4 {c'16 b a g f e} \tuplet 6/4 {b a g f e d} \tuplet 6/4 {a g f e d c} \tuplet 6/4 {g f e d c d}} <ces' es' f' as'> | <>\p \fig \sa <bes' ces'' es'' f''> | \fig \sd <f' bes' ces'' es''> | \fig {\tuplet 6/4 {r16 c d e f g} \tuplet 6/4 {r16 c d e f g} a4-. r} <f' bes' ces'' es''> | r2 <bes es' f' bes'>2\fermata | }
lh = { \key bes \minor
 r1 | r4 es'8. des'16 bes4~ \tuplet 3/2 {bes8 as bes} | es2~ es8 r bes16 as8.~ | as4 ges~ ges8 f4. | r8 es' ~ es' des'16 bes as4~ \tuplet 3/2 {as8 bes des'} | bes2 es,4 r | <es,, es,>4 r8 <es, bes,>4.-> r4 | r4 r8 <es,, es,>8->~ <es,, es,>8 <bes,, bes,>-> r4 |
 <c, c>4 r8 g~ g2 | <f, f>4 r8 as~ as2 | <es, es>4. bes8~ bes4 g | r8 <as,, as,>4.-> | <ges,, ges,>4-> r2 <c, c>4 |
 <as,, es, as,>2. | r8 <ges, des ges>4. <as, es as>4 | es,8 bes, g des' bes g | <c, g, c>2. | r8 <b,, fis, b,>4. <d, a, d>4 | r8 <bes,, f, bes,>4 <as,, es, as,>8 <ges,, des, ges,>4 <f,, c, f,> |
 r4 es'8. des'16 bes4~ \tuplet 3/2 {bes8 as bes} | as2~ as8 r es'16 des'8.~ | des'4 bes~ bes8 as4. | <ges,, ges,>8-> r8 r4 \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <ges bes es' f'> | \fig {\tuplet 6/4 {c16 d e f e d} \tuplet 6/4 {c16 d e f e d}} <ges bes d' f'> r8 <ges,, ges,>-> r4 | <as,, as,>8 r r <es es'>~ <es es'>2 | <f, f>8 r r4 r <bes,, bes,> | r8 bes4 as8~ as f4 es8~ | es2. r4 | r2 \tuplet 3/2 {es,8 bes, es~} es4 | r2 <es,, bes,, es,>2\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 108 } }
