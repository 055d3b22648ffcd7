% original study 71, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 84..108
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
% octaves in both hands, quarter triplets in 2/2; lyric middle part in 3/2
ph = { \tuplet 3/2 2 { <b b'>4 <as as'> <b b'> <c' c''> <b b'> <c' c''> | <cs' cs''> <c' c''> <cs' cs''> <d' d''> <cs' cs''> <d' d''> | <ds' ds''> <d' d''> <ds' ds''> <e' e''> <f' f''> <fs' fs''> } <g' g''>2-> r | }
phb = { \tuplet 3/2 2 { <e' e''>4 <fs' fs''> <g' g''> <fs' fs''> <e' e''> <ds' ds''> | <e' e''> <d' d''> <c' c''> <b b'> <c' c''> <d' d''> | <c' c''> <b b'> <a a'> <g g'> <a a'> <b b'> } <fs fs'>2-> <fs' fs''>-> | }
phc = { \tuplet 3/2 2 { <b b'>4 <d' d''> <fs' fs''> <b' b''> <fs' fs''> <d' d''> | <e' e''> <g' g''> <b' b''> <e'' e'''> <b' b''> <g' g''> | <as' as''> <cs'' cs'''> <e'' e'''> <g'' g'''> <e'' e'''> <cs'' cs'''> | <d'' d'''> <cs'' cs'''> <b' b''> <as' as''> <b' b''> <fs' fs''> } }
rh = { \key b \minor \time 2/2 \transpose c c, { \ph } \ph \phb \phc \transpose b fs \phb <b d' fs' b'>2-> r | R1 |
 \key b \major \time 3/2 \fig 2 #'(((: 2 (0 1 2 t)) (0 1 t)) ((0 1 2 t) (: 2 (0 1 2 t)))) { <b ds' fs'> <cs' e' fs'> <b ds' gs'> <b e' gs'> <b ds' fs'> <as cs' e'> <b ds' g'> <b ds' fs'> } { b' cs'' e'' ds'' fs'' gs'' gs'' e'' ds'' b' cs'' fs'' g'' ds'' b' fs' }
 \key b \minor \time 2/2 <as cs' e' g'>1-> | r2 <as' cs'' e'' g''>2-> | \ph \phc \phb \tuplet 3/2 2 { <b b'>4 <b' b''> <cs' cs''> <cs'' cs'''> <d' d''> <d'' d'''> | <e' e''> <e'' e'''> <fs' fs''> <fs'' fs'''> <g' g''> <as' as''> } <b' d'' fs'' b''>2-> r | <b d' fs' b'>1\fermata | }
lb = { \fig 2 #'((r (! o))((! o) r)) { c c c c } { b,, cs, ds, e, } }
lh = { \key b \minor \clef bass \transpose c c,, \ph \transpose c c, \ph \transpose c c, \phb \fig 2 #'(((! o) (0 1 2))) { <fs b d'> <g b e'> <g as cs'> <fs b d'> } { b,, e, e, fs, } \transpose b fs \transpose c c, \phb <b,, b,>2-> r | R1 |
 \key b \major \fig 4*2/3 #'((o 0 1 2 1 0 2 1 0) (o 1 2 1 2 1 0 1 2)) { <fs b ds'> <fs as e'> <gs b ds'> <gs b e'> <fs b ds'> <e as cs'> <ds g b> <ds fs b> } { b,, fs, gs,, e, fs, fs,, g,, b,, }
 \key b \minor <fs, fs>1-> | r2 <fs, fs>2-> | \transpose c c, \ph \fig 4 #'((o r (0 1 2) r)) { <fs b d'> <g b e'> <g as cs'> <fs b d'> } { b,, e, e, fs, } \lb \fig 2 #'((o o)) { c c } { d, d, g, fs, } <b,, fs, b,>2-> r | <b,, b,>1\fermata | }
dy = { s1*4\p s1*4\mf s1*4\f s1*4\ff s1*6\f s1.*8\p s1*2\sf s1*8\f s1*8\ff }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 184 } }
