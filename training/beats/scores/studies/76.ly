% original study 76, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 76..100
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
% 3/2, quaver arpeggios handed from left to right, a harmony to each half or to each bar
ra = #'((r r (: 2 t) r r (: 2 t) r r (: 2 t)) (r r t 2 r r t 2 r r t 2))
la = #'((0 1 (: 2 2) 3 1 (: 2 2) 0 1 (: 2 2)))
rb = #'((t 2 1 2 t 2 1 2 t 2 1 2))
hA = { <fs' a' cs''> <fs' b' d''> <es' b' cs''> <fs' a' cs''> <e' a' cs''> <d' fs' b'> <d' gs' b'> <cs' es' b'> }
hB = { <a' cs'' fs''> <a' c'' fs''> <gs' b' e''> <g' b' e''> <fs' a' d''> <fs' b' d''> <es' b' cs''> <es' gs' cs''> }
mA = { cs''' a'' fs'' d''' cs''' b'' b'' gs'' es'' fs'' gs'' a'' e'' cs'' a'' fs'' d'' b'' gs'' f'' d'' es'' b' cs'' }
mB = { fs'' gs'' a'' c''' b'' a'' gs'' b'' e''' e''' d''' cs''' a'' fs'' d''' d''' cs''' b'' b'' a'' gs'' es'' gs'' cs''' }
rh = { \key fs \minor \time 3/2 \fig 8 \ra \hA \mA \fig 8 \rb \hB \mB
 \fig 8 #'((0 1 2 3 4 5 6 5 4 3 2 1)) { <a cs' fs'> <a cs' e' g'> <a d' fs'> <a c' ds' fs'> } {}
 <gs' b' e'' gs''>1 <fs' a' ds'' fs''>2 | <e' gs' cs'' e''>1. | <d' fs' b' d''>1 <cs' es' b' cs''>2~ | \time 4/2 q1. r2 | \time 3/2
 \fig 8 \rb \hB \mB \fig 8 \ra \hA \mA \fig 8 #'((0 1 2 3 4 5 6 7 8 7 6 5) (8 7 6 5 4 3 2 1 0 1 2 3)) { <fs a cs'> <fs b d'> <fs a cs'> } {} <a cs' fs'>1.\fermata | }
lh = { \key fs \minor \clef bass \fig 8 \la { <fs, cs a cs'> <b, fs b d'> <cs gs b es'> <fs, cs a cs'> <a, e a cs'> <b, fs b d'> <gs, d b f'> <cs gs b es'> } {}
 \fig 2 #'((o (0 1 2) o) (o o (0 1 2))) { <a cs' fs'> <a c' fs'> <gs b e'> <g b e'> <fs a d'> <fs b d'> <es b cs'> <es gs cs'> } { fs, a,, ds, b,, e, d, cs, a,, d, b,, gs,, cs, b,, cs, cs, }
 \fig 2 #'(((: 2 (! o)) o) ((! o) (: 2 o))) { c c c c } { fs, fs,, a,, g,, d, d,, ds, c, } 
 \fig 8 #'((0 1 2 3 4 3 2 1 0 1 2 1)) { <e, b, gs> <cs, gs, e> <gs,, d, b,> } {} \time 4/2 cs,8 gs, b, es gs b gs es cs gs, es, cs, cs,,2 | \time 3/2
 \fig 8 #'((r t u (0 1) 2 1 v t (0 1 2) 1 v u)) { <a cs' fs'> <a c' fs'> <gs b e'> <g b e'> <fs a d'> <fs b d'> <es b cs'> <es gs cs'> } { fs, a, ds b, e d cs a, d b, gs, cs b, cs cs cs }
 \fig 8 \la { <fs, cs a cs'> <b, fs b d'> <cs gs b es'> <fs, cs a cs'> <a, e a cs'> <b, fs b d'> <gs, d b f'> <cs gs b es'> } {} <fs,, fs,>1. | R1. | <fs,, fs,>1. | <fs,, cs, fs,>1.\fermata | }
dy = { s1.*8\p s1.*8\mf s1.*8\f s2 s1.*8\f s1.*8\p s1.*4\pp }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 176 } }
