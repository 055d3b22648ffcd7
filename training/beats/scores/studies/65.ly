% original study 65, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 72..96
\version "2.24.0"
\include "articulate.ly"
\language "english"
% \fig UNIT #PATTERNS {chords} {tune}: each chord gets the next pattern; numbers = chord tones (wrapping by octaves),
% t = next tune note, o = the same with lower octave, u v w b = last tune note: again, octave lower, octave higher, both; r rest; (: n x) n units; (! x) accent; (s x) staccato
fig = #(define-music-function (d pats chs mel) (ly:duration? list? ly:music? ly:music?)
 (let* ((ps (lambda (m) (filter ly:pitch? (map (lambda (e) (ly:music-property e 'pitch #f))
          (if (music-is-of-type? m 'event-chord) (ly:music-property m 'elements) (list m))))))
        (ev (lambda (m) (map ps (extract-typed-music (expand-repeat-chords! '(rhythmic-event) (ly:music-deep-copy m)) '(event-chord note-event rest-event)))))
        (C (ev chs)) (M0 (ev mel)) (M M0) (last '()) (out '()) (k 0)
        (du (lambda (n) (ly:make-duration (ly:duration-log d) (ly:duration-dot-count d) (* n (ly:duration-scale d)))))
        (sh (lambda (p n) (ly:pitch-transpose p (ly:make-pitch n 0 0))))
        (nxt (lambda () (if (null? M) (set! M M0)) (if (pair? M) (begin (set! last (car M)) (set! M (cdr M)))) last)))
  (define (clamp p) (let ((n (ly:pitch-semitones p))) (cond ((< n -39) (clamp (sh p 1))) ((> n 48) (clamp (sh p -1))) (else p))))
  (define (pit x c) (cond
    ((integer? x) (let ((n (length c))) (list (sh (list-ref c (modulo x n)) (floor-quotient x n)))))
    ((eq? x 't) (nxt)) ((eq? x 'o) (let ((a (nxt))) (append (map (lambda (p) (sh p -1)) a) a)))
    ((eq? x 'u) last) ((eq? x 'v) (map (lambda (p) (sh p -1)) last)) ((eq? x 'w) (map (lambda (p) (sh p 1)) last))
    ((eq? x 'b) (append (map (lambda (p) (sh p -1)) last) last)) ((eq? x 'r) '())
    ((pair? x) (concatenate (map-in-order (lambda (y) (pit y c)) x))) (else '())))
  (define (emit x c n arts) (cond
    ((and (pair? x) (eq? (car x) ':)) (emit (caddr x) c (* n (cadr x)) arts))
    ((and (pair? x) (eq? (car x) '!)) (emit (cadr x) c n (cons 'accent arts)))
    ((and (pair? x) (eq? (car x) 's)) (emit (cadr x) c n (cons 'staccato arts)))
    (else (let ((pp (delete-duplicates (map clamp (pit x c)))))
      (set! out (cons (if (null? pp) (make-music 'RestEvent 'duration (du n))
        (make-music 'EventChord 'elements (append (map (lambda (p) (make-music 'NoteEvent 'pitch p 'duration (du n))) pp)
           (map (lambda (a) (make-music 'ArticulationEvent 'articulation-type a)) arts)))) out))))))
  (for-each (lambda (c) (for-each (lambda (x) (emit x c 1 '())) (list-ref pats (modulo k (length pats)))) (set! k (+ k 1))) C)
  (make-music 'SequentialMusic 'elements (reverse out))))
% contrary arpeggios in 6/8, the tune only in the outermost notes
pA = #'((t 3 2 1 2 3 t 3 2 1 2 3))
pB = #'((0 1 2 3 4 t 5 4 3 2 1 0))
pC = #'((t 2 1 u 2 1 u 2 1 u 2 1) (1 2 t 1 2 u 1 2 u 1 2 u))
lA = #'((t 0 1 2 1 0 t 0 1 2 1 0))
lB = #'((t 3 2 1 0 -1 t 0 1 2 3 4))
lC = #'((t 2 1 0 1 2 3 2 1 0 1 2))
hA = { <f' a' c''> <f' bf' d''> <e' bf' c''> <f' a' c''> <f' a' d''> <g' b' f''> <e' g' c''> <e' bf' c''> }
mA = { a'' c''' bf'' d''' g'' bf'' a'' f'' d''' a'' b'' d''' c''' g'' bf'' g'' }
bA = { f, c g, bf, c, e, f, a, d, f, g, g,, c, e, c, c, }
hB = { <f' af' c''> <f' af' df''> <ef' g' bf'> <ef' af' c''> <df' gf' bf'> <c' f' a'> <df' f' bf'> <d' f' b'> }
mB = { c''' df''' bf'' c''' df''' c''' bf'' b'' }
bB = { f, af, df, f, ef, g,, af,, c, gf,, bf,, a,, f, bf,, df, b,, g, }
hC = { <e' g' c''> <e' bf' c''> <f' af' c''> <fs' a' c''> <g' bf' d''> <f' g' b'> <e' g' c''> <e' g' bf'> }
mC = { e''' g'' f'' fs'' bf'' b'' c''' bf'' }
rh = { \key f \major \time 6/8 \fig 16 \pA \hA \mA \fig 16 \pB \hB \mB \fig 16 \pC \hC { e''' c''' c''' d''' bf'' b'' g'' c''' }
 <f' a' c'' f''>4. r8 <a' c'' f'' a''>4~ | q8 <bf' d'' g''>4 r8 <g' bf' d'' g''>4~ | q8 <g' bf' e''>4 r8 <f' a' c'' f''>4~ | q4. r8 r c'' | d''4.~ d''8 c'' b' | c''4.~ c''8 d'' f'' | a''4.\trill g''4. | f''4. r8 c''-. cs''-. |
 \fig 16 \pA \transpose f bf { \hA } \transpose f bf, \mA \fig 16 \pA { <f' a' c''> <f' b' d''> <f' g' bf' df''> <f' a' c''> } { a'' c''' b'' d''' bf'' df''' a'' c''' } \fig 16 #'((0 1 2 3 4 5 6 5 4 3 2 1)) {<f' a' c''> q} {} <a' c'' f'' a''>4 r8 r4. | <f' a' c'' f''>2.\fermata | }
lh = { \key f \major \clef bass \fig 16 \lA \transpose c c, \hA \bA \fig 16 \lB \transpose c c, \hB \bB \fig 16 \lC \transpose c c, \hC { c, c, f, d, g, g,, c, c, }
 \fig 16 #'((0 1 2 3 2 1 0 1 2 3 2 1)) { <f,, c, a, c> <d, bf, d g> <g,, d, bf, e> <f, c f a> <bf,, f, d gs> <a,, f, c f> <c, g, bf, e> <f,, c, a, c> } {}
 \fig 16 \lA \transpose f bf, \transpose c c, \hA \transpose f bf,  \bA \fig 16 \lA { <f a c'> <f b d'> <f g bf df'> <f a c'> } { f,, f, f,, f, f,, f, f,, f, } \fig 16 #'((6 5 4 3 2 1 0 1 2 3 4 5)) {<f,, a,, c,> q} {} <f,, f,>4 r8 r4. | <f,, c, f,>2.\fermata | }
dy = { s2.*8\p s2.*8\mf s2.*8\f s2.*8\p s2.*8\f s2.*4\mp s2.*2\p s2.*2\pp }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 126 } }
