% original study 80, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 88..112
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
% presto unison without accents, triplet quavers two octaves apart, no chords until the end
pa = #'((0 1 2 3 4 3 2 t 1 0 1 2) (t 3 2 4 3 1 2 1 0 1 2 1))
pb = #'((t 2 1 2 3 2 t 2 1 0 1 2))
sc = { \tuplet 3/2 4 { bf8 c' df' d' ef' e' f' gf' g' af' a' bf' | b' bf' a' af' g' gf' f' e' ef' d' df' c' | } }
scb = { \tuplet 3/2 4 { f'8 gf' f' e' f' af' gf' ef' d' ef' gf' bf' | af' f' c' df' f' bf' a' gf' ef' c' a f | } }
hA = { <bf df' f'> <bf ef' gf'> <a ef' f'> <bf df' f'> <bf df' gf'> <g bf ef'> <a c' ef' f'> <bf df' f'> }
mA = { df'' gf' f' af' ef'' bf' c'' f' }
hB = { <df' f' af'> <c' ef' gf' af'> <df' f' bf'> <bf ef' gf'> <b d' f'> <a c' ef'> <af b d' f'> <g bf df' e'> }
mB = { f' af' gf' ef' df' bf' gf' bf' af' b' gf' ef' f' d' e' g' }
m = { \fig 8*2/3 \pa \hA \mA \sc \scb \fig 8*2/3 \pb \hB \mB \transpose c d \sc \transpose c ef \scb \sc \scb \fig 8*2/3 \pa \hA \mA \scb \fig 8*2/3 #'((0 2 1 3 2 4 3 5 4 6 5 7) (8 7 6 7 6 5 6 5 4 5 4 3)) { <f a c'> <f bf df'> <e bf df'> <f a ef'> } {} \scb \sc }
rh = { \key bf \minor \time 2/2 \m \tuplet 3/2 4 { bf8 df' f' bf' f' df' bf f df bf, r r } | R1 | <bf df' f' bf'>1\fermata | }
lh = { \key bf \minor \clef bass \transpose c c,, \m \tuplet 3/2 4 { bf,,8 df, f, bf, f, df, bf,, f,, df,, bf,,, r r } | R1 | <bf,,, bf,,>1\fermata | }
dy = { s1*8\p s1*4\mp s1*8\p s1*8\mf s1*8\p s1*10\mp s1\f s1\f }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 196 } }
