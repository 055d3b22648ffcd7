% original study 30, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 52..78
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
% quintuplet prelude: quintuplets and septuplets in the left hand under a tune in triplets and duplets, tune off the beat, middle with 5 against 3, hammered climax
qa = { \tuplet 5/4 {c16 d e f e} }
qb = { \tuplet 5/4 {c16 e d f g} }
qc = { \tuplet 5/4 {g16 f e d c} }
qr = { \tuplet 5/4 {r16 c d e f} }
qs = { \tuplet 7/4 {c16 d e f g f e} }
qt = { \tuplet 5/4 {<c e>16 d <e f> d f} }
rh = { \key es \minor \time 4/4 \partial 4 bes'8\p ces'' |
 bes'2~ bes'8 as' \tuplet 3/2 {ges'8 as' bes'} | f'2~ f'8 es' f' ges' | as'4. bes'8~ \tuplet 3/2 {bes'4 ces'' des''} | es''2 r8 bes'4 ces''8~ |
 ces''8 bes'4. \tuplet 3/2 {r8 as' ges'} \tuplet 3/2 {es' ges' bes'} | <ces' es' as'>2~ \tuplet 3/2 {<ces' es' as'>4 bes' ces''} | des''8. ces''16 bes'4~ bes'8 g' as' bes' | \time 3/4 r8 <as' ces'' f''>4 <g' bes' es''> <f' as' d''>8 | \time 4/4
 <es' g' c''>4 r8 es''8~ \tuplet 3/2 {es''8 d'' c''} g'4~ | g'8 as'4 bes' c'' des''8 | <ges' bes' es''>4. \tuplet 3/2 {ges''16 f'' es''} \tuplet 3/2 {des''4 bes' ces''} | <es' ges' a'>2. r8 a' |
 \fig \qt <bes' des'' f'' as''> \fig \qt <bes' des'' f'' as''> \fig \qt <ces'' es'' f'' as''> \fig \qt <ces'' es'' f'' as''> | \fig \qt <bes' des'' ges'' bes''> \fig \qt <bes' d'' ges'' as''> \fig \qc <es' ges' bes' ces''> \fig \qc <c' ges' a' es''> | \tuplet 3/2 {<f' bes' f''>4\f <ges' bes' ges''> <as' ces'' as''>} <bes' es'' bes''>4.-> <as' as''>8 | \tuplet 3/2 {<ges' ges''>4 <f' f''> <es' es''>} <ces'' es'' ces'''>4.-> <bes' bes''>8~ |
 <bes' bes''>8 <c'' e'' g'' c'''>4-> <bes' e'' bes''>4-> <g' c'' g''>4-> <e' bes' e''>8 | <f' as' des'' f''>8 <des'' f'' as'' des'''>4.->~ <des'' f'' as'' des'''>8 \tuplet 3/2 {ces'''16 bes'' as''} \tuplet 5/4 {ges''16 f'' es'' des'' ces''} | <d' f' bes'>4. r8 r4 bes'8\p ces'' |
 bes'2~ bes'8 as' \tuplet 3/2 {ges'8 as' bes'} | f'2~ \tuplet 3/2 {f'4 es' ges'} | ces''4.\trill bes'8 as' ges'4 f'8~ | f'8 es' <ces' ges'>4~ <ces' ges'> <ces' d'> | r8 <bes es' ges'>4. r8 <bes es' ges'>4.~ | <bes es' ges'>1\fermata | }
lh = { \key es \minor r4 |
 \fig \qa <es, bes, ges bes> \fig \qb <es, bes, es ges> \fig \qa <es, ces es as> \fig \qb <es, ces es as> | \fig \qa <des, as, f as> \fig \qb <des, as, des f> \fig \qa <bes,, f, d as> \fig \qb <bes,, f, d as> | \fig \qr <ces, as, es as> \fig \qc <ces es as ces'> \fig \qr <as,, es, ces f> \fig \qc <as, ces f as> | \fig \qr <es, bes, ges bes> \fig \qc <es ges bes es'> es,4 r4 |
 \fig \qa <ges, des bes des'> \fig \qb <ges, des ges bes> \fig \qs <es, bes, es g> \fig \qs <es, bes, des g> | \fig \qs <as, es ces' es'> \fig \qs <as, es as ces'> \fig \qa <f, ces as des'> \fig \qb <f, ces as des'> | \fig \qa <bes,, bes, g des'> \fig \qb <bes,, g, es bes> \fig \qr <es, des g bes> \fig \qs <es, bes, des g> | r8 <as,, as,>4 <a,, a,> <bes,, bes,>8 |
 \fig \qs <c, g, es g> \fig \qs <c, g, es g> \fig \qs <c, as, es as> \fig \qs <c, as, es as> | \fig \qr <f, des as des'> \fig \qr <f, c as c'> \fig \qr <ges, es bes es'> \fig \qr <as, es ces' es'> | es,4 \fig \qb <bes, ges bes es'> \fig \qs <ges, bes, es bes> \fig \qc <bes, es ges bes> | ces,8 <ges es'>4 <ges es'> <ges es'> <ges es'>8 |
 \tuplet 3/2 {<bes,, bes,>4 f des'} \tuplet 3/2 {ces' as f} | \tuplet 3/2 {<ges,, ges,>4 des bes} \tuplet 3/2 {<a,, a,>4 es c'} | \fig \qs <bes,, f, d as> \fig \qs <bes,, f, d as> \fig \qs <ges,, es, bes, ges> \fig \qs <ges,, es, bes, ges> | \fig \qs <as,, es, ces as> \fig \qs <as,, es, ces as> \fig \qs <f,, ces, as, es> \fig \qs <ges,, des, bes, es> |
 <c, c>4 \fig \qc <g c' e' bes'> <c, c>4 \fig \qc <g c' e' bes'> | <des, des>8 r \fig \qs <as des' f' as'> <ces, ces>8 r r4 | \fig \qs <bes,, f, d as> \fig \qs <bes,, f, d as> \fig \qc <bes,, f, d as> r4 |
 \fig \qa <es, bes, ges bes> \fig \qb <es, bes, es ges> \fig \qa <es, ces es as> \fig \qb <es, ces es as> | \fig \qa <des, as, f as> \fig \qb <des, as, des f> \fig \qa <c, a, es ges> \fig \qb <c, a, es ges> | \fig \qs <ces, as, es as> \fig \qs <ces, ges, es as> \fig \qr <bes,, f, d as> \fig \qr <bes,, f, d as> | \fig \qa <as,, es, ces es> \fig \qa <as,, es, ces es> \fig \qa <as,, es, ces es> \fig \qa <bes,, es, as, ces> | \fig \qa <es,, bes,, es, ges,> \fig \qa <es, bes, es ges> \fig \qa <bes, es ges bes> \fig \qa <es ges bes es'> | <es,, es,>1\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 4 = 64 } }
