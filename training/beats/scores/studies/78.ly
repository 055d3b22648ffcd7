% original study 78, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 76..100
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
% 9/8, both hands in contrary and parallel broken chords, three semiquaver sixes to a bar; a chordal middle in duplets
ra = #'((0 1 2 3 2 t 0 1 2 3 2 t 0 1 2 3 2 t) (t 2 1 0 1 2 t 2 1 0 1 2 t 2 1 2 1 0))
lp = #'((0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1))
lc = #'((3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2))
hA = { <bf d' f'> <bf ef' g'> <a ef' f'> <bf d' f'> <bf d' gf'> <bf ef' g'> <bf e' g'> <a ef' f'> <f bf d'> <fs a d'> <g bf d'> <gf bf ef'> <f bf d'> <e bf cs'> <ef a c'> <ef f a c'> }
lA = { <bf,, f, d f> <ef, bf, g bf> <f, c a ef'> <bf,, f, d f> <gf, df bf d'> <ef, bf, g bf> <c, g, e bf> <f,, c, a, ef> <bf,, f, d f> <d, a, fs c'> <g, d bf d'> <ef, bf, gf c'> <f, d bf d'> <g,, e, bf, cs> <f,, c, a, ef> <f,, c, a, ef> }
mA = { bf' d'' f'' g'' ef'' bf' ef'' f'' a'' f'' d'' bf' gf'' bf'' d''' bf'' g'' ef'' e'' g'' bf'' a'' f'' ef'' d'' f'' bf'' a'' fs'' d'' g'' bf'' d''' c''' bf'' gf'' f'' bf'' d''' cs''' bf'' g'' f'' a'' c''' ef''' c''' a'' }
rh = { \key bf \major \time 9/8 \fig 16 \ra \hA \mA
 <d' f' bf' d''>2.~ q8*3/2 <ef' ef''> | <f' bf' f''>4. <e' bf' e''>8*3/2 <f' f''> <g' bf' df'' g''>4. | <f' af' df'' f''>2. r4. | r8 <f' af'>4 r8 <f' af'>4 r8 <gf' bf'>4 | <ef' gf' bf' ef''>2.~ q8*3/2 <f' f''> | <gf' bf' gf''>4. <f' f''>8*3/2 <gf' gf''> <a' c'' ef'' a''>4. | <bf' d'' f'' bf''>2. r4. | <a' c'' f'' a''>2.~ q4. |
 \fig 16 #'((6 5 4 3 4 5 5 4 3 2 3 4 4 3 2 1 2 3)) { <bf d' f'> <bf ef' g'> <a ef' f'> <bf d' f'> <bf d' gf'> <bf ef' g'> <bf d' f'> <a c' ef' f'> } {}
 <bf d' f' bf'>4. <bf ef' gf' bf'> <bf d' f' bf'> | R1*9/8 | <d' f' bf'>2.~\fermata q4. | }
lh = { \key bf \major \clef bass \fig 16 #'((0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) (0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1) (3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2)) \lA {}
 \fig 8 #'((t 0 1 2 1 0 2 1 0)) { <f bf d'> <f bf cs'> <f af df'> <f af df'> <gf bf ef'> <gf c' ef'> <f bf d'> <f c' ef'> } { bf,, g,, af,, df, ef, a,, bf,, f,, }
 \fig 8 #'(((: 3 o) (: 3 o) (: 3 b)) ((! o) r r r r (0 1 2) r (0 1 2) r)) { <bf d' f'> <bf ef' g'> <a ef' f'> <bf d' f'> <bf d' gf'> <bf ef' g'> <bf d' f'> <a c' ef'> } { bf,, f, ef, f, c, bf,, gf, d, ef, f, f,, f, }
 <bf,, bf,>4. <ef, ef> <bf,, bf,> | \fig 16 \lp { <bf,, f, bf, d> } {} <bf,,, bf,,>2.~\fermata q4. | }
dy = { s8*9*8\p s8*9*8\mf s8*9*8\mp s8*9*8\f s8*9\ff s8*9*2\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 132 } }
