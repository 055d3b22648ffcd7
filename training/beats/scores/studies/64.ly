% original study 64, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 120..160
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
% 3/4 broken chords in quaver triplets, harmony in two-bar steps, hemiolas before the cadences
pA = #'((0 1 2 3 2 1 2 3 t) (3 2 1 2 1 0 1 2 t))
pB = #'((t 2 1 0 1 2 3 2 1) (0 1 2 t 2 1 2 1 0))
hem = #'((t 1 2 u 2 1 t 1 2) (u 2 1 t 1 2 u 2 1))
hA = { <a cs' e'> q <a cs' fs'> q <b d' fs'> q <gs d' e'> q <a cs' e'> q <a c' fs'> q <a cs' e'> <b d' e' gs'> <a cs' e'> q }
mA = { e'' fs'' a'' gs'' fs'' d'' b'' gs'' e'' cs'' fs'' ds'' e'' d'' cs'' a' }
hB = { <c' e' g'> q <b d' g'> <b d' f' g'> <c' e' g'> q <cs' e' g' bf'> q <d' f' a'> q <ds' fs' a' c''> q }
mB = { g'' e'' d''' f'' c''' e'' bf'' g'' a'' f'' c''' a'' }
rh = { \key a \major \time 3/4 \partial 4 r4 \fig 8*2/3 \pA \hA \mA \fig 8*2/3 \pB \hB \mB
 \fig 8*2/3 \hem { <e' gs' b'> q <e' a' c''> q <d' gs' b'> q } { b'' e''' d''' c''' b'' a'' gs'' f'' e'' }
 e''2.~ | e''4 d'' cs'' | 
 \fig 8*2/3 \pA \hA \mA
 << { e''2. | fs''2 e''4 | d''2.~ | d''4 cs'' b' | a''2. | gs''2 fs''4 | e''2.~ | e''2 r4 | } \\ { r8*2/3 \fig 8*2/3 #'((0 1 2 1 0 1 2 1 0)) { <a cs' e'> <a ds' fs'> <gs b d'> <gs b e'> <cs' fs' a'> <ds' fs' a'> <gs b d'> } {} \fig 8*2/3 #'((0 1 2 1 0 1 2 1)) {<gs b e'>} {} } >>
 \fig 8*2/3 #'((0 1 2 3 4 5 6 7 8) (9 8 7 6 5 4 3 2 1)) { <a cs' e'> q <a d' f'> q } {} <cs'' e'' a''>4 r r | <a cs' e' a'>2.\fermata | }
lh = { \key a \major \clef bass e,4 \fig 4 #'((o (0 1 2) (0 1 2)) ((: 2 (0 1 2)) u)) { <cs e a> q q q <b, fs a> q <b, e gs> q <cs e a> q <c fs a> q <cs e a> <d e gs> <cs e a> q } { a,, fs,, b,, e,, a,, ds, e, e,, a,, }
 \fig 8*2/3 #'((0 1 2 3 2 1 2 1 0) (0 1 2 3 2 1 0 1 2)) { <c, g, e> q <g,, d, b,> q <c, g, e> q <a,, e, cs> q <d, a, f> q <ds, a, fs> q } {}
 \fig 4 #'((o (0 1) o) ((0 1) o (0 1))) { <gs b> q <a c'> q <gs b> q } { e, e,, c, d, e, e,, e,, c, e,, } <e,, e,>4 r2 | r2. |
 \fig 4 #'((o (0 1 2) (0 1 2)) (r (0 1 2) u)) { <cs e a> q q q <b, fs a> q <b, e gs> q <cs e a> q <c fs a> q <cs e a> <d e gs> <cs e a> q } { a,, fs,, b,, e,, a,, ds, e, e,, a,, }
 \fig 4 #'(((: 3 o)) (r (: 2 o))) { c c c c c c c c } { cs, b,, e, e,, fs,, b,, e,, e, }
 \fig 4 #'(((! o) r r)) { c c c c } { a,, a,, d, f,, } <a,, a,>4 r r | <a,,, a,,>2.\fermata | }
dy = { s4 s2.*16\p s2.*12\mf s2.*8\f s2.*16\mp s2.*8\p s2.*4\f s2.*2\ff }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 144 } }
