% original study 57, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 48..66
\version "2.24.0"
\include "articulate.ly"
% \A dur pattern {tones}: number = n-th tone of the chord or scale (going on through the octaves), r = rest,
% list = chord, list beginning with > = accented, with s = staccato
A = #(define-music-function (dur pat ch) (ly:duration? list? ly:music?)
  (let* ((ps (music-pitches ch)) (n (length ps)))
   (define (P i) (ly:pitch-transpose (list-ref ps (modulo i n)) (ly:make-pitch (floor-quotient i n) 0 0)))
   (define (N i) (make-music 'NoteEvent 'duration dur 'pitch (P i)))
   (define (art s) (make-music 'ArticulationEvent 'articulation-type s))
   (define (E x)
    (cond ((number? x) (make-music 'EventChord 'elements (list (N x))))
          ((eq? x 'r) (make-music 'RestEvent 'duration dur))
          ((eq? (car x) '>) (make-music 'EventChord 'elements (append (map N (cdr x)) (list (art 'accent)))))
          ((eq? (car x) 's) (make-music 'EventChord 'elements (append (map N (cdr x)) (list (art 'staccato)))))
          (else (make-music 'EventChord 'elements (map N x)))))
   (make-sequential-music (map E pat))))
% barcarolle in 12/8: rocking bass that comes after the beat, tune in thirds over the bar, middle part with trills and cadenza-like fiorituras, duplets and quadruplets
rh = { r1. | <>\p r4. r8 <dis' fis'> <e' gis'> <fis' ais'>4. <gis' b'>4 <ais' cis''>8~ | 8 <b' dis''>4 <ais' cis''>4.~ 8 <gis' b'>4 <fis' ais'>8 <gis' b'> <dis' fis'> | <e' gis'>2.~ 8 <dis' fis'> <e' gis'> <fis' ais'>4. | <eis' gis'>4 <fis' ais'>8 <gis' b'>4.~ 8 <b' dis''> <cis'' e''> <b' dis''>4 <gis' b'>8 |
 <ais' cis''>4.~ 8 <fis' ais'>4 <e' cis''>4. \tuplet 4/3 { b'16 ais' gis' b' } <e' ais'>8 <dis' b'>16~ | <dis' b'>2. r4 r8 <>\mf fis''4 dis''8 | g''4.~ 8 fis'' e'' d''4.~ \tuplet 2/3 { 8 b' } | ais'4.~ 8 cis'' e'' g''4 fis''8~ 8 e'' cis'' |
 dis''!4.~ \tuplet 7/6 { 16 e'' dis'' cisis'' dis'' fis'' ais'' } b''4.~ 8 ais'' gis'' | <>\f <cis'' fisis'' ais''>4.\arpeggio gis''4 fis''8 <gis' b' e''>4. \tuplet 2/3 { dis''8 cis'' } | <>\p <dis' fis' b'>4.~ 8 <e' gis'> <dis' fis'> <cis' ais'>4.~ 8 <cis' gis'> <e' ais'> | <dis' b'>2.~ 4. r4. | }
lh = { <>\pp b,,8 fis, dis fis, b,4 b,,8 fis, dis fis, b,4 | b,,8 fis, dis fis, b,4 b,,8 fis, dis fis, b,4 | r8 fis, e ais,4 e8 r fis, e ais,4 e8 | b,,8 gis, e gis, b,4 r8 gis, e gis, b,4 | cis,8 gis, eis b,4 eis8 cis, gis, eis b,4 eis8 |
 fis,8 cis ais e4 cis8 fis,, fis, e fis,4. | b,,8 fis, dis fis, b,4 b,,8 fis, d fis, b,4 | e,8 b, g b4 g8 e,8 b, gis b,4 gis8 | fis,8 cis e ais e cis fis,, fis, e ais e cis |
 b,,8 fis, dis b4 fis8 gis,8 dis b fis' dis b | ais,,8 fisis, e4 cis8 ais, cis, gis, e cis, ais, e | fis,8 b, dis fis4 b,8 fis,, cis e fis,4 e8 | b,,8 fis, dis b fis dis r4. <b,, fis, dis>4. | }
mr = { <>\pp \repeat unfold 2 { r8 <b d' g'>4 r8 <b d' g'>4 r8 <c' e' g'>4 r8 <c' e' g'>4 } | r8 <a c' fis'>4 r8 <a c' fis'>4 r8 <b d' fis'>4 r8 <b d' g'>4 | r8 <bes d' g'>4 r8 <bes d' g'>4 r8 <a c' ees'>4 r8 <a c' fis'>4 | <>\f \A 16 #'(0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) {g' b' d'' g''} | \A 16 #'(0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) {g' bes' es'' g''} |
 <>\ff \tuplet 2/3 { <fis' ais' cis'' fis''>8-> <gis' gis''> } \tuplet 2/3 { <ais' ais''> <b' b''> } \tuplet 4/3 { <cis'' cis'''>8 <d'' d'''> <cis'' cis'''> <b' b''> } \tuplet 2/3 { <ais' ais''> <fis' fis''> } | <>\p \tuplet 9/6 { fis''16 gis'' fis'' eis'' fis'' g'' fis'' e'' cis'' } \tuplet 10/6 { b' ais' cis'' e'' g'' fis'' e'' cis'' ais' fis' } e'4.\fermata r4. | }
ml = { <>\mf g4. d'4 b8 c'4. g4 e8 | d4 e8 g4 a8 b4.~ 8 a g | d4.~ 8 e fis a4. g | bes4 a8 g4 d8 ees4. d | <>\f <g,, g,>4. <b, b>4 <d d'>8 <b, b>4 <a, a>8 <g, g>4. | <es, es>4. <g, g>4 <bes, bes>8 <g, g>4 <f, f>8 <es, es>4. |
 <>\ff <fis,, fis,>4. <e, e> <fis,, fis,> <e, e> | <>\p fis,,4. r <fis, cis ais>4.\fermata r | }
end = { <>\pp r8 <dis' fis'>4~ 8 <e' gis'> <fis' ais'> <gis' b'>4.~ 8 <ais' cis''> <b' dis''> | <c'' e''>4.~ 8 <ais' cis''>4 <gis' b'>4.~ \tuplet 2/3 { <gis' b'>8 <fis' ais'> } | <dis' fis' b'>1.\fermata | }
endL = { <>\pp b,,8 fis, dis fis, b,4 b,,8 fis, e fis, b,4 | b,,8 g, e c'4 g8 b,,8 fis, cis e4 ais,8 | <b,, fis, dis>1.\arpeggio\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 12/8 \rh \mr \end }
 \new Staff { \lh \ml \endL } >> \midi { \tempo 4 = 88 } }
