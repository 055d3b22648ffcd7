% original study 67, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 140..170
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
% groups of three semiquavers against 4/4
pA = #'((0 1 2 1 2 3 2 3 4 3 4 5 4 3 2 t) (t 2 1 u 2 1 u 2 1 u 2 1 3 2 1 0))
pB = #'((t 1 0 t 1 0 t 1 0 t 1 0 t 1 0 t))
pC = #'((5 4 3 4 3 2 3 2 1 2 1 0 1 2 3 t) (5 4 3 6 5 4 7 6 5 8 7 6 9 8 7 t))
hA = { <e' g' b'> q <ds' fs' b'> q <e' g' c''> q <fs' a' c''> <ds' fs' a' b'> <e' g' b'> q <d' gs' b'> q <c' e' a'> <as c' e' g'> <b e' g'> <b ds' fs'> }
mA = { e'' g'' fs'' b'' c''' e''' a'' b'' g'' e''' d''' b'' a'' g'' e'' fs'' }
hB = { <g b> <fs c'> <g b> <a c'> <b d'> <a ds'> <g e'> <g cs'> }
mB = { d'' e'' f'' d'' c'' b' c'' d'' c'' a' fs' a' b' d'' g'' b'' a'' g'' a'' c''' e''' c''' a'' g'' fs'' e'' d'' b' g' b' d'' g'' fs'' ds'' b' ds'' fs'' a'' g'' e'' b' g' b' e'' bf'' g'' e'' cs'' e'' g'' }
rh = { \key e \minor \time 4/4 \fig 16 \pA \hA \mA \fig 16 \pB \hB \mB \fig 16 \pC { <ds' fs' a' c''> q <e' g' b'> q <d' f' gs' b'> q <c' e' a'> <as c' e' g'> } { b'' b'' e'' e''' b'' b'' a'' g'' }
 <b' e'' g'' b''>2. <a' c'' fs'' a''>4 | <g' b' e'' g''>1~ | q2 <c'' e'' a'' c'''>4 <b' ds'' a'' b''>4 | <b' e'' g'' b''>1 |
 \fig 16 \pA \hA \mA <e' g' b' e''>4\accent r8 <c' e' fs' c''>8~ q4 <c' e' g' c''> | <b e' g' b'>2 <b ds' fs' b'> | <b e' g'>1\fermata | }
lh = { \key e \minor \clef bass \fig 4 #'(((: 4 o)) ((: 2 u) o o)) \hA { e, e, g, b,, a,, b,, c, g, fs, ds, c, b,, a,, g,, e,, e, b,, a,, gs,, gs, f, e, a,, cs, b,, c, as,, as,, b,, b,, b,, b, }
 \fig 8 #'((0 1 2 0 1 2 0 1)) { <g,, d, b,> <a,, e, c> <d, b, f> <fs, c e> <g, d b> <b,, a, ds> <e, b, g> <a,, e, cs> } {}
 \fig 16 #'((0 1 2 1 2 3 2 3 4 3 4 5 4 3 2 1)) { <b,, fs, a,> q <e,, b,, g,> q <gs,, d, f,> q <a,, e, c> <as,, e, g,> } {}
 \fig 8 #'((o r v r u r v u)) { c c c c } { e,, c, as,, e,, } 
 \fig 4 #'(((: 4 o)) ((: 2 u) o o)) \hA { e, e, g, b,, a,, b,, c, g, fs, ds, c, b,, a,, g,, e,, e, b,, a,, gs,, gs, f, e, a,, cs, b,, c, as,, as,, b,, b,, b,, b, }
 <e,, e,>4 r8 <a,, a,>8~ q4 <as,, as,> | <b,, b,>2 <b,, b,> | <e,, b,, e,>1\fermata | }
dy = { s1*16\p s1*8\mp s1*8\f s1*4\ff s1*16\p s1\f s1*2\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 156 } }
