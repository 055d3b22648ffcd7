% original study 58, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 92..120
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
% leaps in both hands, 2/4: chords flung over three octaves, repeated notes, bell notes above, tremolo, blind octaves; middle with tune in the thumbs
ld = #(define-music-function (a b) (ly:music? ly:music?) #{ \A 16 #'(0 2 1 2) { $a $b } #})
th = { <>\p b'16 dis'''\staccato | b' dis''' cis'' dis''' dis'' dis''' e'' dis''' | fis'' dis''' b' dis''' gis' dis''' ais' dis''' | b'8\staccato dis'''16 r fis''8\staccato dis'''16 r | e''16 dis''' dis'' dis''' cis''8 dis'''16 ais' |
 ais' cis''' b' cis''' cis'' cis''' dis'' cis''' | e'' cis''' dis'' cis''' fisis' cis''' gis' cis''' | ais'8\staccato cis'''16 r cis''8\staccato cis'''16 r | <gis' b'>8 r <fisis' ais'>16 r }
thL = { <>\p r8 | gis,,8 <gis b dis'> r <gis b dis'> | dis,8 <gis b dis'> r <fisis cis'> | gis,, <b dis'> gis,, <b dis'> | a,, <a cis' e'> ais,, <fisis cis' e'> | dis, <fisis cis'> r <fisis cis'> | dis, <gis b> r <gis b> | dis, <fisis cis'> dis, <fisis cis'> | gis, r dis,16 r }
fl = { <>\f r8 | r16 <gis' b' dis''> <gis'' b'' dis'''>8-> r16 <gis' b' dis''> <gis'' b'' e'''>8-> | r16 <ais' cis'' e''> <ais'' cis''' e'''>8-> r16 <b' dis''> <b'' dis'''>8-> | r16 <a' cis'' e''> <a'' cis''' e'''>8-> r16 <fisis' cis''> <fisis'' cis''' dis'''>8-> | <gis' b' dis'' gis''>4:32 <gis' b' dis'' gis''>16 r r8 |
 r16 <b' e''> <b'' e'''>8-> r16 <c'' e''> <c''' e'''>8-> | r16 <cis'' e''> <cis''' e'''>8-> r16 <cisis'' e''> <cisis''' e'''>8-> | <>\ff \A 16 #'((> 0) 7 6 5 (> 4) 3 2 1) {dis'' e'' fisis'' gis'' ais'' b'' cis'''} | <dis'' dis'''>16 8-> <cis'' cis'''>16 <b' b''>8-> }
flL = { <>\f r8 | <gis,, gis,>8. 16 <e, e>8. 16 | <cis, cis>8. 16 <gis,, gis,>8. 16 | <a,, a,>8. 16 <dis, dis>8. 16 | \tuplet 3/2 4 { gis,,8 dis, gis, b, gis, dis, } | <g, g>8. 16 <a, a>8. 16 | <ais, ais>8. 16 <b, b>8. 16 | <>\ff <dis, dis>8-> r r <dis, dis>-> | r <dis,, dis,>-> r }
mid = { <>\p r8 | \repeat unfold 2 { \A 16 #'(r 0 1 2) {gis' b' e''} \A 16 #'(r 0 1 2) {gis' cis'' e''} } | \A 16 #'(r 0 1 2) {a' cis'' fis''} \A 16 #'(r 0 1 2) {a' dis'' fis''} | \tuplet 3/2 8 { \A 16 #'(r 1 0 r 1 0 r 1 0 r 1 0) {gis' b' e''} } | \tuplet 3/2 8 { \A 16 #'(r 1 0 r 1 0 r 1 0 r 1 0) {g' c'' e''} } | \tuplet 3/2 8 { \A 16 #'(r 1 0 r 1 0 r 1 0 r 1 0) {a' c'' f''} } | \tuplet 3/2 8 { \A 16 #'(r 1 0 r 1 0 r 1 0 r 1 0) {gis' b' d'' f''} } | <e' gis' e''>8 r <b' b''>\prall }
midL = { <>\mf r8 | e,8 b, gis4~ | 8 a b4 | cis'8 b a fis | \tuplet 3/2 { b8 a gis~ } 8 e | c4. g8~ | 8 f4 a,8 | \tuplet 3/2 { d8 c b, } b,,4 | e,8 r dis,16 r }
cd = { <>\ff r8 | \repeat unfold 2 { <gis'' dis'''>16 gis' <b'' dis'''> b' <gis'' dis'''> gis' <fisis'' dis'''> fisis' } | \A 16 #'(0 -1 1 0 2 1 3 2) {gis' b' dis''} | \A 16 #'(7 6 5 4 3 2 1 0) {gis' b' dis''} | <e' gis' cis'' e''>8-> r r <dis' fisis' cis'' dis''>-> | r <gis' b' dis'' gis''>-> r4 | <gis b dis' gis'>2\fermata | }
cl = { <>\ff dis,16 r | \repeat unfold 2 { gis,,8 <gis b dis'> dis,, <gis cis'> } | gis,16 dis gis b dis' b gis dis | gis,, dis, gis, b, dis b, gis, dis, | <cis, cis>8-> r r <dis, dis>-> | r <gis,, gis,>-> r4 | <gis,, dis, gis,>2\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 2/4 \partial 8 \th \fl \th \fl \mid \th \cd }
 \new Staff { \partial 8 \thL \flL \thL \flL \midL \thL \cl } >> \midi { \tempo 4 = 104 } }
