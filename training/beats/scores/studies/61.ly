% original study 61, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 150..184
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
up = #'((0 1 2 3 4 5 6 7 8 7 6 5 4 3 2 1))
upb = #'((0 2 1 3 2 4 3 5 4 6 5 7 6 8 7 5) (9 8 7 6 8 7 6 5 7 6 5 4 6 5 4 2))
hA = { <cs' e' gs'> q <cs' e' a'> q <bs ds' fs' a'> q <cs' e' gs'> <b d' es' gs'> <a cs' fs'> q <a ds' fs'> q <cs' e' gs'> <as cs' e' fss'> <gs bs ds' fs'> q }
bA = { cs, cs, a,, a,, gs,, gs,, cs, cs fs, fs,, bs,, bs,, gs,, gs,, gs,, gs,, }
hB = { <cs' e' gs'> <b e' gs'> <a cs' e'> <as cs' fss'> <gs b e'> <gs bs ds' fs'> <cs' e' gs'> <g as cs' e'> }
rh = { \key cs \minor \time 4/4 \fig 16 \up \hA {}
 \fig 16 \upb { <gs b e'> <b ds' fs' a'> <gs b e'> <gs bs ds' fs'> <a cs' e'> <fs a d'> <ds fs a bs> <gs bs ds' fs'> } {}
 \fig 4 #'(((: 4 o)) (o (: 3 o)) ((: 3 o) o) (o o (: 2 o))) { c c c c c c c c } { gs'' a'' gs'' cs''' b'' a'' gs'' fs'' ds'' e'' gs'' a'' cs''' ds''' e''' ds''' cs''' bs'' }
 \fig 16 #'((8 7 6 5 7 6 5 4 6 5 4 3 5 4 3 2)) \hB {}
 <gs bs ds' fs'>4 r r2 | r4 <a' cs'' fs''>\accent <gs' cs'' e''> <fs' bs' ds''> | \fig 16 #'((0 1 2 3 4 5 6 7 8 7 6 5 4 3 2 1) (1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 2)) { <cs' e' gs'> q <d' fs' a'> q } {} <cs'' e'' gs'' cs'''>4\accent r r2 | <cs' e' gs' cs''>1\fermata | }
lh = { \key cs \minor \clef bass \fig 4 #'(((: 4 o))((: 4 o))((: 2 o)(: 2 b))((: 2 o)(: 2 b))) \hA \bA
 \fig 4 #'(((: 3 o) b)((: 2 o)(: 2 o))) { c c c c c c c c } { e, b,, b, e, gs,, a,, d, fs, gs,, a, gs,, b,, }
 \fig 16 #'((0 1 2 3 4 3 2 1 0 1 2 3 4 3 2 1)) { <e, b, gs> <fs, cs a> <e, b, gs> <a, e cs'> <cs gs e'> <b, a ds'> <as, e cs'> <gs, fs bs> } {}
 \fig 4 #'(((: 2 (! o)) (: 2 o))) { c c c c c c c c } { cs cs, b, b,, a, a,, as, as,, gs, gs,, gs,, gs, cs cs, as, as,, }
 <gs,, gs,>1 | <gs,, gs,>4 r r2 | \fig 4 #'(((: 4 o))) { c c c c } { cs, cs, d, d, } <cs, gs, cs>4 r4 r2 | <cs,, cs,>1\fermata | }
dy = { s1*8\p s1*8\mf s1*8\mp s1*8\p s1*8\f s1*2\sf s1*4\f s1\ff s1\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 164 } }
