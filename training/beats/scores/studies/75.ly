% original study 75, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 132..168
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
% moto perpetuo, semiquavers struck by the hands in turn, harmony mostly in two-bar steps
ra = #'((r 0 r 1 r 2 r 3 r 2 r 4 r 3 r 2) (r 3 r 2 r 1 r 2 r 0 r 1 r 2 r t))
la = #'((0 r 2 r 1 r 2 r 0 r 2 r 1 r 3 r) (0 r 1 r 2 r 3 r 2 r 1 r 2 r 1 r))
rb = #'((r (0 1) (1 2) r (0 1) (1 2) r (0 1) (1 2) r (0 1) (1 2) r (0 1) (1 2) r))
lb = #'((t r r u r r u r r u r r u r r u))
rc = #'(((! (t 1 2)) r (0 1 2) r (t 1) r (0 1 2) r (t 1 2) r (0 1 2) r (t 1) r (0 1) r))
lc = #'((r (0 1) r (0 1) r (0 1) r (0 1) r (0 1) r (0 1) r (0 1) r t))
hA = { <d' g' bf'> q <d' fs' c''> q <ef' g' c''> q <cs' g' bf'> q <d' g' bf'> q <ef' af' c''> q <d' f' b'> <ef' g' c''> <cs' e' bf'> <d' fs' a'> }
lA = { <g, d bf> q <a, d fs> q <c ef g> q <bf, e g> q <bf, d g> q <af, ef c'> q <g, d f> <c g ef'> <e g bf> <d a c'> }
hB = { <bf' d'' f''> <a' ef'' f''> <bf' d'' f''> <af' b' f''> <g' c'' ef''> <gf' c'' ef''> <f' bf' d''> <f' a' ef''> }
rh = { \key g \minor \time 4/4 r4 r8. d''16 r cs'' r d'' r ef'' r d'' | \fig 16 \ra \hA { bf'' c''' c''' bf'' g'' ef'' c'' a' }
 \fig 16 \rb \hB {} \fig 16 \rc { <g' bf' d''> <g' c'' ef''> <g' bf' d''> <g' cs'' e''> <fs' a' d''> <g' c'' ef''> <fs' c'' ef''> <fs' c'' d''> } { d'' ef'' f'' g'' g'' f'' ef'' c'' g'' a'' bf'' a'' bf'' a'' g'' e'' a'' bf'' c''' a'' ef''' d''' c''' bf'' a'' bf'' c''' ef''' d''' c''' a'' fs'' }
 \fig 16 \ra { <d' g' bf'> q <d' g' b'> q <ef' af' c''> q <cs' g' bf'> <d' fs' c''> } { bf'' b'' c''' fs'' } r16 g'' r d'' r bf' r g' r d' r bf r g r d | <bf d' g'>4\accent r <a c' fs'>\accent r | <g bf d' g'>1\fermata | }
lh = { \key g \minor \clef bass g16 r fs r g r a r bf r a r bf r c' r | \fig 16 \la \lA {} \fig 16 \lb { c c c c c c c c } { bf, f bf, d ef a, bf, f, } \fig 16 \lc { <g, d> <c ef> <bf, d> <a, e> <d fs> <c g> <a, c> <d fs> } { g, c, bf,, e, d, c, a,, d, }
 \fig 16 \la { <g, d bf> q <g, d f> q <af, c ef> q <e g bf> <d a c'> } {} bf16 r g r d r bf, r g, r d, r bf,, r g,, r | <g,, g,>4\accent r <d, d>\accent r | <g,, d, g,>1\fermata | }
dy = { s1*17\p s1*8\mf s1*8\f s1*8\p s1\mf s1*2\ff }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 152 } }
