% original study 35, in the manner of late Romantic piano music
% licence: CC0
% beat: 8 = 92..136
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
% antique minuet in slow 3/8 counted in quavers: modal cadences, hemiolas of crotchets over two bars, ornamented repeats, syncopated middle with drone and semiquaver triplets
rh = { \key des \major \time 3/8 \partial 8 as'8\p |
 <f' as' des''>8. es''16 f'' des'' | <es' as' c''>8 as'4 | <ges' bes' es''>8. f''16 ges'' es'' | <f' as' des''>4 bes'8 | <des' ges' bes'>8 as' ges' | <c' f' as'>8 <bes es' ges'>4-> | <as des' f'>8 es'16 des' es' f' | <c' es' as'>4 as'8 |
 <f' as' des''>8. es''16 \tuplet 3/2 {f''16 es'' des''} | <es' as' c''>8 \acciaccatura {bes'16} as'4 | <g' bes' es''>8. f''16 g'' es'' | <as' c'' f''>4 <as' c'' f''>8-> | <bes' d'' g''>4-> <c'' es'' as''>8->~ | <c'' es'' as''>8 <bes' d'' g''>4-> | <g' bes' es''>8 d''16 c'' bes' c'' | <f' a' c''>4 r8 |
 r16 c''8 des''16 c''8~ | c''8 bes'16 as' bes'8 | r16 c''8 es''16 des''8~ | des''8 c''16 bes' c''8 | \tuplet 3/2 8 {f''16 es'' c'' es'' c'' bes' c'' bes' as'} | bes'8 f'4 | r16 as'8 bes'16 as'8~ | as'16 g'8 f' es'16 |
 <f' a' des'' f''>8\f <f' a' des'' f''>16 <ges' bes' es'' ges''> <f' a' des'' f''>8~ | <f' a' des'' f''>8 <es' g' bes' es''>4-> | <e' gis' cis'' e''>8 <e' gis' cis'' e''>16 <fis' ais' dis'' fis''> <e' gis' cis'' e''>8~ | <e' gis' cis'' e''>8 <dis' fis' b' dis''>4-> | b'4-> cis''8->~ | cis''8 dis''4-> | <cis' e' ais' cis''>4.~ | <c' es' ges' c''>8 r as'8\p |
 <f' as' des''>8. es''16 f'' des'' | <es' as' c''>8 as'4 | \tuplet 3/2 8 {es''16 f'' es'' d'' es'' f'' ges'' f'' es''} | <f' as' des''>4 bes'8~ | bes'16 as' ges'8 f' | es'8 <es' ges' bes'>4-> | <des' f' as'>4 <es' ges' bes'>8->~ | <es' ges' bes'>8 <f' as' c''>4-> | <ges' bes' des''>8 es''16 ges'' bes'' des''' | c'''8 as''4-> | <f' as' des''>8 \tuplet 3/2 {r16 as'' des'''} f'''8 | <as' f'' as''>4\fermata }
lh = { \key des \major r8 |
 des8 as4 | as,8 es c' | es8 bes4 | bes,8 f des' | ges,8 des4 | as,8 r16 des16~ des8 | bes,8 f4 | as,8 es as |
 des8 as4 | as,8 \tuplet 3/2 {es16 as c'} es'8 | es,8 bes, g | f,8 c a | r8 g,4 | as,8 bes,4 | c8 g4 | f,8 c a |
 <f, c>4.~ | <f, c>8 r <as c'> | <f, c>4.~ | <f, c>8 r <g bes> | <f, c>8 r16 <as c'>8.~ | <as c'>16 <as c'>8 <as c'>8 <as c'>16 | r8 <f, c>4~ | <f, c>8 <es, bes,>4 |
 <des, des>8 f16 as des'8 | r8 <es, es>16 g bes8 | <cis, cis>8 e16 gis cis'8 | r8 <b,, b,>16 dis fis8 | g16 dis b, g fis cis | ais, fis b fis dis b, | <fis, fis>8 r <fis, fis>~ | <as, ges>4 r8 |
 des8 as4 | as,8 es c' | es16 bes ges bes es' bes | bes,8 f des' | ges,8 des4 | ges,8 r16 as,16~ as,8 | des4 c8~ | c8 bes,4 | es,8 bes, ges | as,16 es ges c' es' ges' | des8 as des' | <des, as,>4\fermata }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \rh } \new Staff { \lh } >> \midi { \tempo 8 = 112 } }
