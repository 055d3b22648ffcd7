% original study 79, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 152..184
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
% presto, interlocking chords and octaves of the two hands (martellato), with quiet bars of held chords
ra = #'((r (0 1 2) r (0 1 2) r (0 1 2) r (0 1 2)))
la = #'((t r u r t r u r) (t r u r u r t r))
rb = #'(((! o) r b r o r b r))
lb = #'((r (0 1 2) r (0 1 2) r (0 1 2) r (0 1 2)))
hA = { <d' f' a'> q <d' f' bf'> q <cs' g' bf'> q <d' f' a'> <c' ef' fs' a'> <bf d' g'> q <bf d' gs'> q <a d' f'> <gs d' f'> <a cs' e' g'> q }
bA = { d f bf, d e a, d c bf, g f e d b, a, cs }
mB = { a' bf' a' g' f' e' f' g' bf' c'' bf' a' g' fs' g' a' cs'' d'' e'' f'' g'' a'' bf'' a'' }
rh = { \key d \minor \time 4/4 \partial 8 r8 \repeat unfold 2 { \fig 16 \ra \hA {} }
 <f' a' d''>2~ q8 <e' a' cs''>4 <f' a' d''>8~ | q2 r | <g' bf' e''>2~ q8 <f' a' d''>4 <g' bf' e''>8~ | q2. r4 | <bf' d'' gf''>1 | <a' c'' f''>1~ | q4 <g' bf' e''>8 r r4 <f' gs' d''>8 r | <e' a' cs''>1 |
 \fig 16 \rb { c c c c c c c c c c c c } \mB
 \fig 16 \ra \hA {} \fig 16*2/3 #'(((! 0) 1 2 3 2 1 (! 2) 3 4 5 4 3) ((! 6) 5 4 5 4 3 (! 4) 3 2 3 2 1)) { <d' f' a'> <d' f' bf'> <cs' e' bf'> <d' f' a'> } {} \fig 16 \ra { <d' f' a'> q <d' gs' b'> <cs' g' a'> } {} <d' f' a' d''>4\accent r r2 | <d' f' a' d''>1\fermata | }
lh = { \key d \minor \clef bass a,8 \repeat unfold 2 { \fig 16 \la { c c c c c c c c c c c c c c c c } { d, d f, f bf,, bf, d, d e, e a,, a, d, d c, c bf,, bf, g,, g, f, f e, e d, d b,, b, a,, a, cs, cs } }
 \fig 8 #'((r t 0 1 2 1 0 1)) { <f a d'> <a, f d'> <g bf e'> <e g cs'> <gf bf d'> <f a c'> <f gs d'> <e a cs'> } { d, d, d, d, ef, f, gs,, a,, }
 \fig 16 \lb { <f a d'> q <g bf d'> <f a d'> <g bf e'> q <fs a d'> <g bf d'> <g cs' e'> q <gs b d'> <g a cs'> } {}
 \fig 16 #'((o r b r o r b r)) { c c c c c c c c c c c c c c c c } { d, d f, f bf,, bf, d, d e, e a,, a, d, d c, c bf,, bf, g,, g, f, f e, e d, d b,, b, a,, a, cs, cs }
 <d, d>2 <bf,, bf,> | <e, e>2 <a,, a,> | \fig 16 \la { c c c c } { d, d, f, f, a,, a,, e, a,, } <d, a, d>4\accent r r2 | <d,, d,>1\fermata | }
dy = { s8 s1*8\p s1*8\mf s1*8\p s1*6\f s1*8\mf s1*4\ff s1*2\f }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 168 } }
