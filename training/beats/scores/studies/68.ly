% original study 68, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 72..96
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
% quavers in 3+3+2 against two halves; the left hand only sometimes gives the beat
pA = #'(((! t) 2 1 (! t) 2 1 (! t) 2) ((! t) 1 2 (! t) 1 2 (! t) 1))
pB = #'(((t 2) 1 0 (t 2) 1 0 (t 2) 1))
hA = { <f' af' c''> <f' af' df''> <g' bf' c''> <af' c'' f''> <f' bf' df''> <e' g' c''> <f' af' c''> q <ef' gf' c''> <df' f' bf'> <df' ef' g' bf'> <c' ef' af'> <df' gf' bf'> <c' f' af'> <d' f' b'> <e' g' c''> }
mA = { c''' bf'' af'' f'' af'' df''' e''' f''' g''' af''' g''' f''' df''' c''' bf'' c''' g'' bf'' af'' f'' e'' f'' g'' af'' gf''' f''' ef''' df''' f''' bf'' ef''' df''' bf'' c''' af'' ef'' gf'' bf'' df''' c''' af'' f'' b'' d''' f''' e''' c''' bf'' }
bA = { f, f bf, df c e f f, df bf, c c, f, c f f, a, ef bf, f, ef, ef af, ef, gf, bf, f, af, g,, g, c c, }
hB = { <af' c'' ef''> <af' b' ef''> <af' bf' df''> <g' bf' ef''> <gf' bf' ef''> <f' af' df''> <e' g' df''> <e' g' c''> }
mB = { c''' bf'' ef''' ef''' df''' b'' af'' bf'' df''' bf'' g'' ef'' bf'' c''' ef''' df''' af'' f'' g'' bf'' df''' c''' g'' e'' }
rh = { \key f \minor \time 2/2 \fig 8 \pA \hA \mA \fig 8 \pB \hB \mB
 \tuplet 3/2 2 { <c'' c'''>4 <df'' df'''> <c'' c'''> <bf' bf''> <af' af''> <g' g''> } | <f' af' c'' f''>1 | \tuplet 3/2 2 { <f'' f'''>4 <gf'' gf'''> <f'' f'''> <ef'' ef'''> <df'' df'''> <c'' c'''> } | <bf' df'' f'' bf''>1 | \tuplet 3/2 2 { <df'' df'''>4 <ef'' ef'''> <df'' df'''> <b' b''> <c'' c'''> <d'' d'''> } | <e'' g'' c''' e'''>2. q4 | <c'' e'' bf'' c'''>1~ | q2 r2 |
 \fig 8 \pA \hA \mA \fig 8 #'((0 1 2 1 2 3 2 3) (4 3 2 3 2 1 2 1)) { <f' af' c''> q <f' bf' df''> <f' af' c''> } {} <f' af' c'' f''>4 r <e' g' bf' c''> r | <f' af' c'' f''>1\fermata | }
lh = { \key f \minor \clef bass \fig 2 #'(((! o) o)) \hA \bA \fig 8 #'((0 1 2 3 1 2 3 2)) { <af,, ef, af, c> <af,, ef, b, ef> <bf,, f, bf, df> <ef, bf, df g> <ef, bf, c gf> <df, af, df f> <g,, e, bf, df> <c, g, c e> } {}
 \fig 4 #'((r (0 1 2) r (0 1 2)) ((! o) (0 1 2) o (0 1 2))) { <e g bf> <f af c'> <a c' ef'> <bf df' f'> <gf bf df'> <g bf c'> } { f, c bf,, f, c c, } <c, c>1~ | q2 r2 |
 \fig 8 #'((r t (0 1 2) r t (0 1 2) v r)) \transpose c c, \hA { f, f, bf, df c c f f, df bf, c c, f, c f f, a, ef bf, f, ef, ef af, ef, gf, bf, f, af, g, g, c c, }
 \fig 2 #'((o v)) { c c c c } { f,, f, bf,, f,, } <f, f>4 r <c, c> r | <f,, f,>1\fermata | }
dy = { s1*16\p s1*8\mp s1*8\ff s1*16\f s1*4\f s1*2\ff }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 168 } }
