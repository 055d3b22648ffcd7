% original study 47, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 152..192
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
% impromptu: triplet quaver scales in 3/4, the bass marks only the bar; middle part in the minor with stress on the second beat
P = #(define-music-function (p c) (list? ly:music?) #{ \tuplet 3/2 4 { \A 8 #p $c } #})
scges = {ges' as' bes' ces'' des'' es'' f''}
chrom = {ges' g' as' a' bes' b' c'' des'' d'' es'' e'' f''}
scdes = {des' es' f' ges' as' bes' c''}
scesm = {es' f' ges' as' bes' ces'' d''}
ra = { <>\p \P #'(7 6 5 4 3 2 1 0 -1) \scges | \P #'(0 1 2 3 4 5 6 7 8) \scges | \P #'(9 8 7 6 5 4 3 2 1) \scges | \P #'(1 0 1 2 3 4 5 6 7) \scges |
 \P #'(8 9 8 7 8 7 6 7 6) \scges | \P #'(5 6 5 4 5 4 3 4 3) \scges | \P #'(2 3 4 5 6 7 8 9 10) \scges | \P #'(11 10 9 8 7 6 5 4 3) \scges | }
rb = { <>\p \P #'(7 6 5 4 3 2 1 0 -1) \scges | \P #'(0 1 2 3 4 5 6 7 8) \scges | \P #'(12 11 10 9 8 7 6 5 4) \chrom | \P #'(3 4 5 6 7 8 9 10 11) \chrom |
 <>\f \P #'(9 10 11 10 9 8 7 6 5) \scdes | \P #'(7 8 9 8 7 6 5 4 3) \scesm | \P #'(4 3 4 5 4 5 6 5 6) \scdes | \P #'(7 8 9 10 9 8 7 6 5) \scdes | }
la = { <>\p <ges, des bes>2. | <bes des'>4 r <bes des'> | <ces, ges es'>2. | <bes, f des'>2.  | <as, es ces'> | <f, des as> | <es, bes, ges>2 r4 | <des, as, ges>2 <f as>4 | }
lb = { <>\p <ges, des bes>2. | r4 <bes des'>2 | <fes, ces as>2. | <es, ces a>2. | <>\f <des, bes, ges> | <ges,, ges,>2 r4 | <as,, as,>2. | <des, as, f>2 r4 | }
mr = { <>\f <fis' d''>4 <ais' cis'' fis''>2-> | <b' d''>4 <d'' fis'' b''>2-> | \tuplet 3/2 4 { ais''8 b'' ais'' g'' fis'' e'' d'' cis'' b' } | cis''4 <ais' fis''>2-> |
 <g' e''>4 <b' d'' g''>2-> | <a' fis''>4 <c'' d'' a''>2-> | \tuplet 3/2 4 { b''8 c''' b'' a'' g'' fis'' e'' d'' cis'' } | d''4 <b' b''>2-> |
 <>\p r4 <fis' d''>2 | r4 <gis' eis''>2 | <a' fis''>4 <b' gis''>2-> | <cis'' a''>4 <cis'' eis'' b''>2-> | <>\ff \tuplet 3/2 4 { a''8 gis'' fis'' eis'' fis'' gis'' a'' b'' cis''' } | d'''4 <d'' gis'' b''>2-> | <cis'' a''>4 <b' gis''>2-> | <ais' fis''>2.-> | }
ml = { <>\f b,8 r <fis, fis>2-> | b,8 r <b,, b,>2-> | <e, e>4 r <g b e'> | fis8 r <fis,, fis,>2-> | e,8 r <e b>2-> | d,8 r <d fis c'>2-> | <g,, g,>4 r <g b d'> | <e, e> <fis, fis>2-> |
 <>\p b,,8 r <b, fis b>2 | b,,8 r <b, gis cis'>2 | fis,8 r <eis, eis>2-> | fis,8 r <gis, gis>2-> | <>\ff <a,, a,>4 r <fis a cis'> | <b,, b,>4 <eis gis d'>2-> | <cis, cis>4 <cis eis b>2-> | <fis,, fis,>2.-> | }
br = { <>\p \P #'(0 1 2 3 4 5 6 7 8) \scges | \P #'(r 9 8 r 7 6 r 5 4) \scges | \P #'(3 4 5 4 5 6 5 6 7) \scesm | \P #'(6 5 4 3 2 1 0 -1 -2) \scesm | }
bl = { <>\p <ges,, ges,>2. | r4 <des bes>2 | <ces, ges es'>2. | <bes,, as, d>2. | }
cr = { <>\ff \P #'(7 8 9 8 9 10 9 10 11) \scges | \P #'(10 11 12 11 12 13 14 13 12) \scges | \P #'(14 12 10 9 7 5 3 2 0) \scges | <es'' es'''>4-> r <d'' d'''>-> | r <as' ces'' es''>-> r | <ges' bes' ges''>2. | <ges' bes' es'' ges''>2.\fermata | }
cl = { <>\ff <ges,, ges,>4 <ges bes>2-> | <es, es>4 <ges bes es'>2-> | <ces, ces>2. | <as,, as,>4-> r <bes,, bes,>-> | r <ces es f>-> r | <es, es>2. | <ges,, des, ges,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \ra \rb \br \ra \mr \br \ra \rb \cr }
 \new Staff { \la \lb \bl \la \ml \bl \la \lb \cl } >> \midi { \tempo 4 = 172 } }
