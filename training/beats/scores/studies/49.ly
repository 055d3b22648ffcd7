% original study 49, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 66..92
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
% capriccio in 6/8 with bars that sound as 3/4, quavers off the beat, 2 against 3, upbeats of one quaver
ra = { <>\f <e' cis''>8-> | <a' fis''>4 <gis' e''>8 <fis' d''>4 <e' cis''>8 | <d' b'>8 <fis' d''>4 <e' cis''>8 r <gis' b'>-> | <a' cis''>4 <b' d''> <cis'' e''> | <d'' fis''>4. r8 r <a' d''>-> |
 <b' gis''>4 <a' fis''>8 <gis' eis''>4 <fis' d''>8 | <eis' cis''>8 <gis' eis''>4 <fis' cis''>8 r <a' cis''>-> | <b' d''>4 <gis' b'> <eis' gis'> | <fis' a'>4. r8 r }
la = { r8 | <>\f r8 <a e'> <a e'> r <a d'> <a d'> | <gis, gis>4. a,8 e cis | fis,4 e, d, | b,,8 fis, d fis d b,, | r <eis b> <eis b> r <b d'> <b d'> | <cis, cis>4. fis,8 cis a, | b,4 <cis, cis> cis, | <fis,, fis,>4. r8 r }
rb = { <>\p <cis' a'>8~ | 8 gis' <d' fis'>~ 8 e' <b d'>~ | 8 cis' <e' a'>~ 8 b' <gis' d''>~ | 8 cis'' <fis' b'>~ 8 a' <eis' gis'>~ | 8 fis' <a cis'>~ 8 <b d'> <cis' e'> |
 <>\mf \tuplet 2/3 { <d' fis'>8 <e' g'> } \tuplet 2/3 { <fis' a'> <g' b'> } | \tuplet 2/3 { <a' c''>8 <b' d''> } \tuplet 2/3 { <c'' e''> <d'' fis''> } | <b g' g''>4 <c' fis'>8 <b g'>4 <c' a'>8 | <d' b'>4. <dis' a' b'>4 \fermata }
lb = { <>\p r8 | a,4 e8 gis,4 e8 | fis,4 e8 e,4 d8 | d,4 a8 cis,4 b8 | fis,4 cis8 e,4 g,8 | <>\mf d,8 a, d c, a, e | b,, g, d a,, fis, d | e,8 b, e d, a, e | g,4. b,,4 \fermata }
mr = { <>\pp r8 | \repeat unfold 2 { r8 <gis' b'> <gis' b'> r <a' cis''> <a' cis''> } | r <gis' b'> <fis' b'> r <e' b'> <e' b'> | r <dis' a'> <dis' a'> r <dis' fis'> r | r <e' gis'> <e' gis'> r <fis' ais'> <fis' ais'> | r <gis' b'> <gis' b'> r <fisis' cis''> <fisis' cis''> |
 \time 9/8 r <gis' b' dis''> <gis' b' dis''> r <a' cis'' e''> <a' cis'' e''> r <ais' cis'' fisis''> <ais' cis'' fisis''> | \time 6/8 <b' dis'' gis''>4. r4 }
ml = { <>\mf b,8 | e4. dis4 cis8 | b,4. a,4 gis,8 | cis4 b,8 a,4 gis,8 | fis,4.~ 8 r b,8 | e4. e4 dis8 | cis4. ais,4 dis8 | \time 9/8 gis,4. fis,4. e,4. | \time 6/8 dis,4. r4 }
cr = { <>\ff e''16 dis'' | e'' fis'' gis'' a'' b'' cis''' d''' cis''' b'' a'' gis'' fis'' | e'' fis'' gis'' fis'' e'' d'' cis'' d'' e'' d'' cis'' b' | <cis' a' cis''>4 <d' b' d''> <e' cis'' e''> | <fis' d'' fis''>4 <gis' e'' gis''> <a' fis'' a''> | <cis'' a'' cis'''>8 r <b' gis'' b''> r <a' fis'' a''> r | <gis' d'' e'' gis''>4. r8 r <e' cis''>8 | <a' fis''>4 <gis' e''>8 <fis' d''>4 <e' b'>8 | <cis' e' a'>4. r8 <e' gis' d''>4 | <e' a' cis''>2.\fermata | }
cl = { <>\ff r8 | r <e gis b> <e gis b> r <e gis d'> <e gis d'> | r <e gis d'> <e gis d'> r <e gis e'> <e gis e'> | <a,, a,>4. <fis,, fis,>4. | <d,, d,>4. <b,, b,>4. | <e, e>8 r <e, e> r <fis, fis> r | <e, e>8 e,16 dis, e, fis, gis, a, b, cis d b, | cis8 e a, d fis e, | a,4. r8 <e,, e,>4 | <a,, e, a,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 6/8 \partial 8 \ra \rb \ra \mr \ra \rb \cr }
 \new Staff { \partial 8 \la \lb \la \ml \la \lb \cl } >> \midi { \tempo 4 = 118 } }
