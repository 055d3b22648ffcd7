% original study 62, in the manner of late Romantic piano music
% licence: CC0
% beat: 2 = 72..92
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
mid = { <g'' b'' d''' g'''>2-> <f'' f'''>4 <d'' d'''> | <ef'' g'' ef'''>2. <d'' d'''>4 | <c'' ef'' fs'' c'''>2-> <bf' bf''>4. <a' a''>8 | <bf' d'' g'' bf''>1 | <af' d'' f'' af''>2-> <g' g''>4 <f' f''> | <ef' g' c'' ef''>2 <d' d''>4 <c' c''> | <d' af' b' d''>1~ | q2 r }
% both hands in parallel arpeggios; the tune is the first note of each group
pA = #'((t 1 2 3 4 5 6 5 t 2 3 4 5 6 5 4) (t 1 2 3 4 5 6 7 8 7 6 5 4 3 2 1))
pB = #'((t 0 1 2 t 1 2 3 t 2 3 4 t 3 2 1))
hA = { <c ef g> <c ef af> <b, d f g> <c ef g> <c f af> <bf, d f> <bf, ef g> <af, c fs> <g, c ef> <g, b, d f> <c ef g> q }
mA = { c g, af, g, f, g, c d ef f d, bf,, ef, c, ef, g, g,, f, c, g, c }
hB = { <af, c ef> <g, bf, df ef> <af, c ef> <f af c'> <bf, df f> <bf, df gf> <a, c ef gf> <bf, df f> <b, d f af> <c ef g> <af, c fs> <g, b, f> }
mB = { af, c ef c bf, g, ef bf, c ef af ef f c af, f, df f bf f gf ef df bf, c ef gf c df bf, f, df d f af d ef c g, ef af, c fs c g, b, f g }
m = { \fig 16 \pA \hA \mA \fig 16 \pB \hB \mB }
mc = { \fig 16 \pA { <c ef g> <c ef af> <d f af b> <c ef g> } { c g, af, b, c ef } \fig 16 #'((t 1 2 3 t 4 5 6 t 7 8 7 t 5 4 3)) { <df f af> <d f b> <c e g> <c f af> <c e g> <df f af> } { df f af df' d f b d' c e g c' c f af c' c e g c' df af f df } }
rh = { \key c \minor \time 2/2 \transpose c c'' \m \mid \transpose c c'' \mc <c'' e'' g'' c'''>1 | r2 <c' e' g' c''>2 | q1\fermata | }
lh = { \key c \minor \clef bass \transpose c c \m \fig 16 #'((0 1 2 3 4 3 2 1 0 1 2 3 4 3 2 1)) { <g,, d, b,> <c, g, ef> <d, a, fs> <g,, d, bf,> <b,, f, d> <c, g, ef> <f, d af> <g,, d, b,> } {} \mc <c,, c,>1 | r2 <c, g, c>2 | <c,, c,>1\fermata | }
dy = { s1*8\f s1*4\p s1*12\p s1*8\mf s1*10\f s1\ff s1*2\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 164 } }
