% original study 66, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 104..140
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
% moto perpetuo in 12/8, one voice shared by alternating hands (left takes the stems down)
cA = { <d fs a d' fs' a'> <cs e g a e' g'> <d fs b d' fs' b'> <d e gs b d' e'> <cs e a cs' e' a'> <b, d g b d' g'> <b, e g b e' g'> <a, cs g a cs' e'> }
cB = { <d f a d' f' a'> <d f bf d' f' bf'> <c e g c' e' bf'> <c f a c' f' a'> <b, d f gs b f'> <a, c e a c' e'> <bf, d g bf d' g'> <a, cs g a cs' g'> }
pr = #'((r r r 3 4 5 r r r 5 4 3) (r r 3 r 4 5 r r 5 r 4 3))
pl = #'((0 1 2 r r r 2 1 0 r r r) (0 1 r 2 r r 2 1 r 0 r r))
qr = #'((r 3 r 4 r 5 r 4 r 5 r 6) (r 5 r 4 r 3 r 5 r 4 r t))
ql = #'((0 r 1 r 2 r 1 r 2 r 3 r) (2 r 1 r 0 r 2 r 1 r 0 r))
rh = { \key d \major \time 12/8 \fig 8 \pr \cA {} \fig 8 \qr \cB { a'' f'' e'' g'' }
 \fig 8 #'(((! t) r r t r r t r r t r r)) { <fs a d'> <fs b d'> <gs b e'> <a cs' e'> <g b d'> <g as cs'> <fs b d'> <g a cs'> } { d''' cs''' b'' a'' b'' a'' fs'' d'' e'' fs'' gs'' b'' a'' e'' cs'' a' b' d'' g'' b'' as'' g'' fs'' e'' d'' fs'' b'' d''' cs''' b'' a'' g'' }
 \fig 8 \pr \cA {} \fig 8 #'((3 r r 4 r r 5 r r 4 r r)) { <d fs a d' fs' a'> <d g b d' g' b'> <d g bf d' e' bf'> <d fs a d' fs' a'> } {} <fs' a' d''>4.\accent r r2. | <d' fs' a' d''>1.\fermata | }
lh = { \key d \major \clef bass \fig 8 \pl \cA {} \fig 8 \ql \cB {}
 \fig 8 #'((r 2 1 r 1 2 r 2 1 r 1 0)) { <fs a d'> <fs b d'> <gs b e'> <a cs' e'> <g b d'> <g as cs'> <fs b d'> <g a cs'> } {}
 \fig 8 \pl \cA {} \fig 8 #'((r 1 0 r 2 1 r 1 0 r 2 1)) { <d, a, d> <d, b, d> <d, bf, e> <d, a, d> } {} <d, a, d>4. r r2. | <d,, d,>1.\fermata | }
dy = { s1.*8\p s1.*8\mf s1.*8\f s1.*8\p s1.*4\f s1.\f s1.\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 186 } }
