% original study 77, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 66..84
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
% four against three: semiquavers above triplet quavers in 2/2, then a long tune over nonets
ra = #'((r 0 1 2 3 2 1 t r 1 2 3 4 3 2 t) (t 2 1 0 1 2 3 t 3 2 1 0 1 0 -1 t))
rb = #'((t 3 2 1 0 1 2 1 t 3 2 1 2 1 0 1))
lt = #'((0 1 2 3 2 1 0 1 2 3 2 1) (0 2 1 3 1 2 0 2 1 3 2 1))
hA = { <gs b ds'> <gs b e'> <fss as ds'> <gs b ds'> <gs cs' e'> <a cs' e'> <fss cs' e'> <fss as ds'> }
lA = { <gs,, ds, b, ds> <e, b, gs b> <ds, as, cs fss> <gs,, ds, b, ds> <cs, gs, e gs> <a,, e, cs e> <as,, fss, cs e> <ds, as, cs fss> }
mA = { b' ds'' b' e'' b' gs'' as'' ds'' fss'' b' e'' ds'' gs'' cs'' b'' gs'' e'' cs'' a'' e'' cs''' b'' as'' cs'' fss'' e'' ds'' as' }
hB = { <b ds' gs'> <b e' gs'> <a cs' fs'> <a d' fs'> <gs b e'> <g cs' e'> <fs as ds'> <fss as cs' ds'> }
mB = { ds''' b'' gs'' b'' cs''' a'' fs'' d''' b'' gs'' g'' cs''' as'' ds''' cs''' fss'' }
tune = { <b' b''>1. <as' as''>4 <b' b''> | <cs'' cs'''>2. <b' b''>4 <gs' gs''>2 | <fs' fs''>1 <a' a''>2 <gs' gs''>4 <fs' fs''> | }
mel = { b''1 | as''2. b''4 | cs'''2 b''4 gs'' | fs''1~ | fs''4 a''2 gs''4~ | gs''2 e'' | r4 fs''2 fss''4 | gs''2. as''4 | b''1 | as''2. b''4 | d'''2 cs'''4 b'' | a''1~ | a''4 gs''2 fs''4~ | fs''4 e''2 cs''4 | ds''1~ | ds''2 r | }
rh = { \key gs \minor \time 2/2 \fig 16 \ra \hA \mA \fig 16 \rb \hB \mB \mel \fig 16 \ra \hA \mA \fig 16 #'((8 7 6 5 7 6 5 4 6 5 4 3 5 4 3 2)) { <gs b e'> <gs b ds'> <gs bs ds'> } {} <bs ds' gs'>1\fermata | }
hM = { <gs,, ds, b, ds> <fss, as, ds> <e, cs gs> <ds, b, fs> <d, a, fs> <cs, gs, e> <b,, fs, ds> <e, b, gs> <gs, ds b> <fss, as, ds> <fs, b, d> <fs, cs e> <b,, gs, d> <a,, e, cs> <ds, as, cs> <ds, b, fss> }
lh = { \key gs \minor \clef bass \fig 8*2/3 \lt \lA {} \fig 2 #'(((! o) o) (o (: 1 (0 1 2)))) { <b, ds gs> <b, e gs> <cs fs a> <d fs a> <b, e gs> <cs e g> <as, ds fs> <as, cs fss> } { gs,, e, gs,, a,, fs, b,, e, ds, as,, ds, ds, }
 \fig 8*4/5 #'((0 1 2 3 4 3 2 1 2 1)) \hM {} \fig 8*2/3 \lt \lA {} \fig 2 #'(((: 2 o))) { c c c } { cs, gs,, ds, } <gs,, ds, gs,>1\fermata | }
dy = { s1*8\p s1*8\f s1*16\mp s1*8\p s1*3\f s1\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 150 } }
