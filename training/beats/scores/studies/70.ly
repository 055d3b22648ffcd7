% original study 70, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 120..152
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
% double notes: thirds and sixths in semiquavers above a leaping left hand
% double notes: thirds and sixths in semiquavers above leaping left hand
pA = #'(((0 1) (1 2) (0 1) (1 2) (2 3) (1 2) (2 3) (3 4) (4 5) (3 4) (2 3) (3 4) (2 3) (1 2) (2 3) (1 2)))
pB = #'(((0 2) (1 3) (2 4) (1 3) (0 2) (1 3) (2 4) (3 5) (4 6) (3 5) (2 4) (3 5) (2 4) (1 3) (0 2) (-1 1)) ((6 8) (5 7) (4 6) (5 7) (4 6) (3 5) (2 4) (3 5) (2 4) (1 3) (2 4) (3 5) (4 6) (5 7) (4 6) (3 5)))
sc = { <e'' gs''>16 <fs'' a''> <gs'' b''> <a'' cs'''> <b'' ds'''> <a'' cs'''> <gs'' b''> <fs'' a''> <e'' gs''> <ds'' fs''> <cs'' e''> <ds'' fs''> <e'' gs''> <fs'' a''> <e'' gs''> <ds'' fs''> | }
scb = { <cs'' e''>16 <ds'' fs''> <cs'' e''> <bs' ds''> <cs'' e''> <ds'' fs''> <e'' gs''> <fs'' a''> <gs'' b''> <a'' cs'''> <gs'' b''> <fs'' a''> <e'' gs''> <ds'' fs''> <cs'' e''> <b' ds''> | }
chr = { <a' cs''>16 <as' d''> <b' ds''> <c'' e''> <cs'' f''> <d'' fs''> <ds'' g''> <e'' gs''> <f'' a''> <fs'' as''> <g'' b''> <gs'' c'''> <a'' cs'''> <as'' d'''> <b'' ds'''> <c''' e'''> | <b'' ds'''> <as'' d'''> <a'' cs'''> <gs'' c'''> <g'' b''> <fs'' as''> <f'' a''> <e'' gs''> <ds'' g''> <d'' fs''> <cs'' f''> <c'' e''> <b' ds''> <as' d''> <a' cs''> <a' b'> | }
trl = { \repeat unfold 4 { <e'' gs''>16 <fs'' a''> } \repeat unfold 4 { <e'' gs''> <fs'' a''> } | \repeat unfold 8 { <ds'' fs''> <e'' gs''> } | }
rh = { \key e \major \time 4/4 \partial 8 r8 \sc \scb \sc \transpose e a, \scb \transpose e b \sc \chr <gs' b'>4 r <ds' fs'> r |
 \fig 16 \pA { <e' gs' b'> <e' a' cs''> <fs' a' b' ds''> <e' gs' b'> <e' g' bf'> <fs' a' b'> <gs' b' e''> q } {}
 \trl \transpose e cs \trl \trl <fs'' a''>16 <g'' b''> <fs'' a''> <g'' b''> <gs'' c'''> <a'' cs'''> <gs'' c'''> <a'' cs'''> <as'' d'''> <b'' ds'''> <as'' d'''> <b'' ds'''> <c''' e'''> <cs''' f'''> <c''' e'''> <cs''' f'''> | <b'' ds'''>4-> <a' b' ds'' a''>-> q2-> |
 \fig 16 \pB { <c' e' g'> q <b d' g'> <c' e' a'> <f' a' d''> <e' gs' b'> <e' a' cs''> <ds' fs' b'> } {}
 \sc \scb \transpose e a \sc \chr \sc <e' gs' b' e''>4 r8 <ds' fs' a' b'> <e' gs' b' e''>4 r | <e' gs' b' e''>1\fermata | }
bsa = { e,8-. <b, e gs>-. b,,-. <b, e gs>-. e,-. <b, e gs>-. gs,,-. <b, e gs>-. | }
bsb = { a,,8 <cs e a> e, <cs e a> fs, <c fs a> a,, <c fs a> | }
bsc = { r4 <b, ds a> b,,8. b,16 <b, ds a>4 | }
lh = { \key e \major \clef bass b,,8-. \bsa \bsb \bsa <d, d>4-> <d fs a>8 q a,,4 <d fs a> | b,,8 <b, fs b> fs, <b, ds a> b, <b, ds a> fs, <b, ds a> | f,4-> r8 <a, cs f>8~ q4 <a, c f> | fs,4-> r8 <a, cs fs> b,,4-> <b, ds a> | e,4 r b,, r |
 \fig 4 #'((o r (: 2 (0 1 2))) (r (0 1 2) o r)) { <gs b e'> <a cs' e'> <a b ds'> <gs b e'> <g bf e'> <fs a b> <gs b e'> q } { e, a,, b,, e, cs b, e, e,, }
 \bsa \bsc \transpose e cs \bsa \transpose e cs \bsc \bsa \bsc b,,4 <b, ds a> b,, <b, f a> | <b,, b,>4-> q-> q2-> |
 \fig 4 #'(((! o) r o r) (r o r (! o))) { c c c c c c c c } { c, g, e, c, g,, b,, a,, c, d, f, e, e, a,, cs, b,, b,,  }
 \bsa \bsb \transpose e a, \bsa f,4-> r8 <a, cs f>8~ q4 <a, c f> | fs,4-> r8 <a, cs fs> b,,4-> <b, ds a> | \bsa <e,, e,>4 r8 <b,, b,>8 <e, e>4 r | <e,, e,>1\fermata | }
dy = { s8 s1*8\p s1*8\mp s1*8\f s1*8\p s1*6\mf s1*2\f }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 138 } }
