% original study 53, in the manner of late Romantic piano music
% licence: CC0
% beat: 8 = 126..160
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
% rondo allegretto in 3/8: semiquavers shared by the hands, bars with rests on the beat, hemiola over two bars, triplet episode
th = { <>\p c''16 b' | c'' a' e' c'' b' a' | gis'8. e'16 gis' b' | d'' c'' b' d'' c'' a' | e'8 r16 a' b' cis'' | d'' a' f' d'' e'' f'' | e''8 r16 c'' b' a' | f'16 a' dis''8. e''16 | <gis' b' e''>8 r }
thL = { r8 | <>\p a,16 e a r r8 | e,16 e b r r8 | e,16 e gis r r8 | a,16 e a c' r8 | d,16 a, d f r8 | c,16 g, c e a,8 | d8 r16 c' b, a, | e,8 r }
thB = { <>\p c''16 b' | c'' a' e' c'' b' a' | gis'8. e'16 gis' b' | d'' c'' b' d'' c'' a' | g'8 r16 e' f' g' | a' bes' a' g' f' e' | d' f' a' d'' c'' b' | c'' e' a' b' gis' e' | a'8 r }
thBL = { r8 | <>\p a,16 e a r r8 | e,16 e b r r8 | e,16 e gis r r8 | e,16 g c' r r8 | f,16 c f r r8 | d,16 a, d f gis8 | a8 d e | <a, e>8 r }
eA = { <>\f <e' g'>8 | <f' a'>8 <g' bes'>16 <f' a'> <e' g'> <d' f'> | <e' c''>8 r <g' e''> | <f' d''>16 r <g' e''> r <a' f''> r | <g' e''>4 <g' e''>8 | <a' f''>8-> r16 c''-> d'' e'' | f'' g'' a'' g'' f'' e'' | d''8-> <g' b'>16 r <g' c''>8-> | <g' b'>16 r <g' d''>8-> <g' e''>16 r |
 r16 f''-> r e''-> r d''-> | r c''-> r b'-> r a'-> | \tuplet 3/2 8 { b'16 c'' d'' e'' d'' c'' b' a' g' } | \tuplet 3/2 8 { a' b' c'' d'' c'' b' a' g' f' } | <e' c''>8 <e' gis' b'>8. r16 | r8 r }
eAL = { r8 | <>\f f,16 c a c f c | g, c g c g c | b,8 r d | c16 g e c g, e, | f,8-> r r | r r16 f, e, f, | g,,8 g,16 r a,8 | g,16 r f,8 e,16 r |
 d,8 e, f, | fis, g, a, | g,16 d g b g d | f,16 c f a f c | e,8 e,8. r16 | r16 e, f, fis, }
% slow-moving chords in sextuplets
eB = { <>\pp g,16 gis, | \tuplet 6/4 { a,16 c e a c' e' } a'8~ | 8 g'8. f'16 | \tuplet 6/4 { bes,16 d f bes d' f' } bes'8~ | 8 a' g' | \tuplet 6/4 { c16 e g c' e' g' } c''8~ | 8 bes'16 a' g' f' | \tuplet 3/2 8 { e'16 cis' a e' cis' a g' e' cis' } | <a d' f'>4.~ |
 <>\mf 8 <bes d' f'>8 8~ | 8 <b d' f'>8 8~ | 8 <c' e' g'>8 8~ | 8 <cis' e' g'> <cis' e' a'>~ | <>\f 8 <d' f' a'>8 8~ | 8 <dis' fis' a'>8 8~ | <e' a'>16 e'' d'' c'' b' a' | <>\p gis'16. e'32 \tuplet 5/4 { f'32 g' gis' a' b' } }
eBL = { r8 | <>\pp a,,4. | d,8 a, f | g,,4. | g,8 d r | c,4. | f,8 c a | a,,8 r r | d,16 a, f a, d a, |
 <>\mf g,,16 g, r g, r g, | gis,, gis, r gis, r gis, | a,, a, r a, r a, | a,, a, r a, r g, | <>\f f,, f, r f, r f, | fis,, fis, r fis, r fis, | <e, e>8 r4 | <e, e>8 r }
cd = { <>\f c''16 b' | c'' e'' a'' c''' b'' a'' | gis'' b'' e'' gis'' b' e'' | c''8-> r16 bes'' a'' gis'' | a''8-> r r | r16 <c'' e''>-> r <c'' e''>-> r <b' d''>-> | <a' c''>8-> r16 <gis' b'>-> r8 | <>\p a'16 e' c' a e c | <a c' e' a'>4.\fermata | }
cdL = { r8 | <>\f <a, e a>8 r r | <e, e> r r | \tuplet 3/2 8 { f16 c a, f, a, c f c a, } | \tuplet 3/2 8 { dis, fis, a, c a, fis, dis, a,, dis, } | <e, e>8 8 8 | 8 8 r | <a,, a,>8 r r | <a,, e, c>4.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/8 \partial 8 \th \thB \eA \thB \eB \th \thB \cd }
 \new Staff { \partial 8 \thL \thBL \eAL \thBL \eBL \thL \thBL \cdL } >> \midi { \tempo 4 = 72 } }
