% original study 63, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 88..120
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
% sextuplets, the tune on the last note of each group
pA = #'((r 2 1 0 1 t 2 1 0 1 2 t 2 1 0 1 2 t 2 1 0 1 2 t))
pB = #'((0 1 2 1 2 t 0 2 1 2 1 t 2 1 0 2 1 t 0 1 2 3 4 t))
hA = { <bf df' f'> <bf ef' gf'> <a ef' gf'> <bf df' f'> <bf d' f' af'> <bf ef' gf'> <c' ef' f'> <a c' ef'> }
mA = { bf' c'' df'' f'' ef'' df'' bf' gf'' f'' ef'' c'' df'' bf' c'' df'' bf'' af'' f'' d'' ef'' gf'' f'' ef'' df'' c'' ef'' c'' a' f' g' a' }
hB = { <df' f' af'> <c' ef' gf' af'> <df' f' bf'> <df' f' af'> <d' f' af'> <ef' gf' bf'> <e' g' bf' df''> <f' a' c''> }
mB = { af'' bf'' af'' f'' gf'' ef'' c'' ef'' df'' f'' bf'' df''' c''' af'' f'' df'' f'' af'' bf'' b'' bf'' gf'' ef'' bf'' bf'' g'' e'' df'' c'' ef'' a' c'' }
rh = { \key bf \minor \time 4/4 \partial 4 r4 \fig 16*2/3 \pA \hA \mA \fig 16*2/3 \pB \hB \mB
 r8 <f' bf' df''>4 <gf' bf' ef''> <f' bf' f''> <ef' a' c''>8~ | q8 <df' f' bf'>4 <ef' gf' c''>8~ q8 <f' bf' df''>4. | r8 <gf' bf' gf''>4 <gf' bf' f''> <gf' bf' ef''> <f' bf' df''>8~ | q8 <ef' gf' c''>4.~ q4 r |
 \tuplet 3/2 4 { <f' f''>8 <gf' gf''> <f' f''> } <e' e''>4 \tuplet 3/2 4 { <f' f''>8 <bf' bf''> <a' a''> } <bf' bf''>4 | <df'' df'''>2. <c'' c'''>4 | <bf' df'' gf'' bf''>2 <a' c'' f'' a''> | <af'! c'' f'' af''>1 |
 \fig 16*2/3 \pA \hA \mA \fig 16*2/3 #'((5 4 3 4 3 2 3 2 1 2 1 0 1 2 1 3 2 4 3 4 5 4 5 t)) { <gf bf ef'> <gf bf df'> <e bf df'> <f bf df'> <ef a c'> <df f bf> } { gf'' bf'' g'' bf'' ef'' bf' }
 <bf df' f'>2. <a ef' gf'>4 | <bf df' f' bf'>1\fermata | }
lh = { \key bf \minor \clef bass r4 \fig 4 #'((o (s (0 1 2)) u (s (0 1 2))) (o (s (0 1 2)) o (s (0 1 2)))) { <bf, df f> <bf, ef gf> <a, ef f> <bf, df f> <af, d f> <gf, bf, ef> <c ef gf> <a, c f> } { bf,, ef, gf,, f,, bf,, bf, af,, gf,, ef,, c, f,, f, }
 \fig 8 #'((o r (0 2) (1 3) r (0 2) (: 2 u))) { <df f af df'> <c gf af ef'> <df f bf df'> <df f af f'> <d f af bf> <ef gf bf ef'> <df e g bf> <c f a ef'> } { df, af,, bf,, df, bf,, ef, g,, f,, }
 \fig 16*2/3 #'((0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1 0 1 2 3 2 1)) { <bf,, f, df f> <bf,, gf, ef gf> <ef, bf, ef gf> <ef, a, c gf> } {}
 \fig 16*2/3 #'((0 1 2 3 4 3 2 1 0 1 2 3 4 3 2 1 0 1 2 3 4 3 2 1)) { <bf,, f, bf, df> <gf,, df, gf, bf,> <ef, bf, ef gf> <f, c f a> } {}
 \fig 4 #'((o (s (0 1 2)) u (s (0 1 2))) (o (s (0 1 2)) o (s (0 1 2)))) { <bf, df f> <bf, ef gf> <a, ef f> <bf, df f> <af, d f> <gf, bf, ef> <c ef gf> <a, c f> } { bf,, ef, gf,, f,, bf,, bf, af,, gf,, ef,, c, f,, f, }
 \fig 4 #'(((: 3 (! o)) (0 1 2))) { <ef gf bf> <bf, df gf> <bf, df g> <bf, df f> <a, c ef> <bf, df f> } { ef, gf,, e,, f,, f,, bf,, } <bf,,, bf,,>1~ | q1\fermata | }
dy = { s4 s1*8\mf s1*8\p s1*4\p s1*4\f s1*8\ff s1*6\mf s1*2\p }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 104 } }
