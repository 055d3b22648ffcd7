% original study 69, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 132..164
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
% left-hand study: runs below, chords with dotted upbeats above
lA = #'((0 1 2 3 4 5 4 3 2 3 4 5 6 5 4 3) (7 6 5 4 6 5 4 3 5 4 3 2 4 3 2 1))
lB = #'((r 5 4 3 2 1 2 3 4 5 6 5 4 3 2 1) (0 2 1 3 2 4 3 5 4 6 5 4 3 2 1 0))
hA = { <g,, d, b,> q <g,, d, bf,> <a,, d, fs,> <ef, g, c> <d, fs, c> <g,, d, bf,> q <af,, ef, c> <af,, d, f,> <g,, ef, b,> <g,, ef, c> <fs,, d, c> <g,, d, bf,> <cs, g, bf,> <d, a, c> }
run = { \tuplet 1/1 { af16 g fs f e ef d df c b, bf, a, af, g, fs, f, } e,16 f, fs, g, af, a, bf, b, c b, c d ef d c b, }
ta = { r2 r4 r8. <d'' g'' b'' d'''>16 | <d'' g'' b'' d'''>2.-> r8. <b' d'' g'' b''>16 | <bf' d'' g'' bf''>4-> r8. <c'' ef'' g'' c'''>16 <bf' d'' g'' bf''>4 r8. <g' bf' d'' g''>16 | <fs' a' d'' fs''>2-> r |
 <ef' g' c'' ef''>4.-> <f' c'' f''>8 <g' c'' ef'' g''>4 <a' c'' ef'' a''> | <a' c'' d'' a''>4.-> <bf' bf''>8 <c'' fs'' c'''>4 r8. <a' a''>16 | <bf' d'' g'' bf''>2.-> r4 | r2 r4 r8. <g' bf' ef'' g''>16 | }
tb = { <af' c'' ef'' af''>2.-> <g' g''>8. <af' af''>16 | <f' af' d'' f''>2 r4 r8. <f' f''>16 | <ef' g' b' ef''>2.-> <d' d''>8. <ef' ef''>16 | <c' ef' g' c''>2 r4 r8. <c'' c'''>16 | <d'' fs'' a'' d'''>2-> <c'' c'''>4 <a' a''>8. <fs' fs''>16 | <g' bf' d'' g''>2. r8. <bf' bf''>16 | <bf' cs'' g'' bf''>2-> <bf' e'' g'' bf''>4-> <bf' e'' g'' bf''>8. q16 | <a' c'' fs'' a''>1-> | }
tc = { << { bf''1 | af''2. g''4 | f''1~ | f''2 g''4 af'' | g''1 | c'''2. bf''4 | a''!1~ | a''2 r | } \\ { r4 <d'' g''>8 q q q q q | r <d'' f''>8 q q q q <bf' ef''> q | r <af' d''> q q q q q q | r q q q <bf' ef''> q <c'' d''> q | r <bf' ef''> q q q q q q | r <ef'' gf''> q q q q q q | r <c'' fs''> q q <c'' ef''> q <c'' d''> q | <c'' d''>2 r | } >> }
rh = { \key g \minor \time 4/4 \ta \tb \tc \ta <af' c'' ef'' af''>2.-> <g' g''>8. <af' af''>16 | <g' bf' d'' g''>2. r4 | <a' ef'' a''>2-> <a' c'' fs'' a''>-> | <bf' d'' g'' bf''>1~ | q2 r2 | <g' c'' ef'' g''>2-> <fs' c'' d'' fs''>-> | <g' b' d'' g''>4 r <g' b' d'' g''> r | <b d' g' b'>1\fermata | }
lh = { \key g \minor \clef bass \fig 16 \lA \hA {} \fig 16 \lB { <g,, d, bf,> <bf,, f, d> <bf,, f, af,> <bf,, f, d> <ef, bf, g> <c, gf, ef> <d, a, c> } {} r4 a,16 bf, a, g, fs, g, fs, ef, d, c, d, c, |
 \fig 16 \lA { <g,, d, b,> q <g,, d, bf,> <a,, d, fs,> <ef, g, c> <d, fs, c> <g,, d, bf,> q } {} af,16 c ef c af, c ef c af c ef c bf, g, f, ef, | d, g, bf, d g bf d' bf g d bf, g, d, bf,, g,, bf,, | c, ef, a, c ef a c' a d fs a fs d a, fs, d, |
 \run g,16 c ef g ef c g, c, d, fs, a, c a, fs, d, fs,, | g,,4 r <g,, d, g,> r | <g,, d, g,>1\fermata | }
dy = { s1*8\f s1*8\mf s1*8\p s1*8\f s1*6\ff s1*2\sf }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 150 } }
