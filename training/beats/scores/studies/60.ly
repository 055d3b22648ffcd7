% original study 60, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 104..138
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
% iberian scene: 3/4 with 6/8 against it, guitar-like alternating hands, repeated notes, copla in free unison, clashing grace notes, crossing leaps
aR = { <>\p r16 a' r a' r a' r a' r a' r a' | r16 a' r a' r a' r a' r a' r a' | r16 a' r a' r a' r a' r a' r a' | r16 <bes' d''> r <bes' d''> r <a' cis''> r <a' cis''> r <g' bes'> r <g' bes'> | r16 a' r a' r a' r a' r a' r a' | r16 a' r a' r a' r a' r a' r a' | <>\f r16 <d'' f''>-> r <d'' f''> r <d'' f''> r <c'' es''>-> r <c'' es''> r <c'' es''> | r16 <bes' d''>-> r <bes' d''> r <bes' d''> r <a' cis''>-> r4 | }
aL = { <>\p a16 r bes r a r g r f r e r | d r e r f r g r e r cis r | a16 r bes r c' r bes r a r g r | f r g r a r g r e r cis r | d16 r a, r d r f r e r d r | cis r d r e r f r g r e r | <>\f <bes, f>16-> r <bes, f> r <bes, f> r <as, es>16-> r <as, es> r <as, es> r | <g, d>16-> r <g, d> r <g, d> r <a, e>4-> r8 | }
bR = { <>\ff <f' a' d'' f''>8-> \acciaccatura e''16 <f' a' d'' f''>8 r <g' c'' e'' g''>-> r <f' a' d'' f''>-> | r <e' g' bes' e''>-> r4 r16 d''' cis''' bes'' | \tuplet 3/2 4 { a''8-> bes'' a'' g'' f'' e'' f''-> g'' f'' } | \tuplet 3/2 4 { e''8 f'' e'' d'' cis'' bes' a' bes' cis'' } | <f' a' d'' f''>8-> \acciaccatura e''16 <f' a' d'' f''>8 r <g' c'' e'' g''>-> r <as' c'' f'' as''>-> | r <bes' es'' ges'' bes''>-> r4 <c'' es'' a'' c'''>4-> | <bes' d'' g'' bes''>4.-> <a' d'' f'' a''>4.-> | <g' bes' cis'' e''>8-> r r <a' cis'' e'' a''>-> r4 | }
bL = { <>\ff <d, d>4 r8 <a d'>8-> r <a d'>-> | r <g bes>-> r4 <g, g>8 r | <f, f>8 r <a d'> r <a d'> r | <e, e> r <g bes> r <a, e> r | <d, d>4 r8 <a d'>8-> r <c' f'>-> | r <bes es'>-> r4 <fis, fis>4-> | <g, g>8 d' r <bes,, bes,>8 f r | <a,, a,>-> r r <a,, a,>-> r4 | }
% copla: free, unison of two octaves, then chords off the beat
cR = { <>\p a''2~ \tuplet 3/2 { 8 bes'' a'' } | g''4~ \tuplet 5/4 { 16 a'' g'' f'' e'' } f''4~ | 2. | <d' f' bes'>4-- <d' f' bes'>2 | g''2~ \tuplet 3/2 { 8 a'' g'' } | f''4~ \tuplet 7/4 { 16 g'' f'' e'' d'' es'' d'' } cis''4~ | \time 4/4 2.~ 8 r | \time 3/4 r8 <a cis' e' g'>4 4 8 |
 <>\mf r8 d''4 e''16 f'' g''8. f''16 | es''4 d''2 | r8 d''4 es''16 f'' ges''8. f''16 | es''4 des''4. c''8 | \tuplet 3/2 { bes'8 c'' des'' } \tuplet 3/2 { c'' bes' a' } \tuplet 3/2 { bes' c'' bes' } | a'2.~ | 2.\trill | a'4\fermata r2 | }
cL = { <>\p a2~ \tuplet 3/2 { 8 bes a } | g4~ \tuplet 5/4 { 16 a g f e } f4~ | 2. | <bes,, f,>4-- <bes,, f,>2 | g2~ \tuplet 3/2 { 8 a g } | f4~ \tuplet 7/4 { 16 g f e d es d } cis4~ | \time 4/4 2.~ 8 r | \time 3/4 a,,4 r r |
 <>\p bes,,8 f <bes d'>4 r | r8 g, <bes d' g'>4 4 | ges,8 es <bes es'>4 r | r8 ges,8 <bes es'>4 4 | f,8 r <bes des'> r <bes des'> r | r8 a,, <e bes cis'>4 8 8~ | 8 8~ 8 8~ 8 8 | <a,, e, cis>4\arpeggio\fermata r2 | }
z = { <>\ff <d'' f'' d'''>8-> r <a' d'' a''>-> r <f' a' f''>-> r | <es' ges' bes' es''>4.-> <es' ges' bes' es''>4.-> | <d' f' a' d''>8-> r r16 a' bes' a' r a' bes' a' | r a' bes' cis'' d'' e'' f'' g'' a'' bes'' cis''' d''' | r8 <d'' fis'' a'' d'''>-> r4 r | <d' fis' a' d''>2.\fermata | }
zl = { <>\ff <d,, d,>8-> r <d, a, d>-> r <d a>-> r | <es, bes, es>4.-> <es,, es,>4.-> | <d,, d,>8-> r r4 r | r2. | r8 <d, a, d>-> r4 <d,, d,> | <d,, d,>2.\fermata | }
\score { \unfoldRepeats \articulate \new PianoStaff <<
 \new Staff { \time 3/4 \aR \bR \cR \aR \bR \z }
 \new Staff { \aL \bL \cL \aL \bL \zl } >> \midi { \tempo 4 = 120 } }
