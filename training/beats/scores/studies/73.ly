% original study 73, in the manner of late Romantic piano music
% licence: CC0
% beat: 4 = 112..144
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
% repeated chords in triplets, tune in octaves after the beat
rc = #'((r (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2)))
rd = #'(((0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2)))
hA = { <bf df' f'> <bf df' gf'> <af c' gf'> <af df' f'> <bf df' e'> <a c' f'> <bf df' f'> <bf ef' gf'> <c' ef' gf'> <df' f' af'> <df' f' b'> <c' e' bf'> <c' f' af'> <b d' af'> <bf ef' g'> <af c' gf'> }
rh = { \key df \major \time 4/4 \partial 4. af8 bf c' |
 r8 <df' df''>4.~ q8 <f' f''>4 <ef' ef''>8~ | q8 <gf' gf''>4.~ q2 | r8 <gf' gf''>4 <f' f''>8~ q <ef' ef''>4 <c' c''>8~ | q8 <df' df''>4.~ q4 r | r8 <df' df''>4 <g' g''>8~ q4 <bf' bf''>8 <g' g''>~ | q8 <f' f''>4.~ q4 <a' a''> | r8 <bf' bf''>4.~ q8 <df'' df'''>4 <bf' bf''>8~ | q8 <gf' gf''>4.~ q4 r4 |
 <<{ \fig 8*2/3 \rd \transpose c c' { <gf c' ef'> <af df' f'> <af b f'> <g bf e'> <f af c'> <f af d'> <ef g bf> <ef gf c'> } {} } \\ { r8 <ef' ef''>4 q8 r <gf' gf''>4 q8 | r8 <f' f''>4 <af' af''>8~ q2 | r8 <b' b''>4 <af' af''>8~ q <f' f''>4. | <e' e''>1 | r8 <c' c''>4 <af' af''>8~ q4 <f' f''> | r8 <d' d''>4 <af' af''>8~ q4 <f' f''> | <bf bf'>2. <ef' ef''>4 | <c' c''>1 | } >>
 <df'' f'' af'' df'''>4.\accent <af' af''>8 \tuplet 3/2 4 { <c'' c'''>8 <bf' bf''> <af' af''> <gf' gf''> <f' f''> <ef' ef''> } | <df' gf' bf' df''>4.\accent <bf' bf''>8 \tuplet 3/2 4 { <df'' df'''> <c'' c'''> <bf' bf''> <af' af''> <gf' gf''> <f' f''> } | <e' g' bf' e''>2\accent <e'' g'' bf'' e'''>\accent | <f'' a'' c''' f'''>2. r8 <f' f''> | <gf' bf' df'' gf''>4 r8 <gf' gf''> <a' c'' ef'' a''>4 r8 <a' a''> | <bf' df'' f'' bf''>4 r8 <bf' bf''> <df'' g'' df'''>4 r8 <df'' df'''> | <c'' ef'' af'' c'''>2 <c'' ef'' gf'' c'''> | q2 r4 r8 <af' af''> |
 r8 <df' df''>4.~ q8 <f' f''>4 <ef' ef''>8~ | q8 <gf' gf''>4.~ q2 | r8 <gf' gf''>4 <f' f''>8~ q <ef' ef''>4 <c' c''>8~ | q8 <df' df''>4.~ q4 r | r8 <bf bf'>4.~ q8 <df' df''>4. | r8 <gf gf'>4.~ q8 <c' c''>4. | r8 <df' f' df''>4. r8 q4.~ | q1\fermata | }
lh = { \key df \major \clef bass r4. | \transpose c c, { \fig 8*2/3 \rc { <bf df' f'> <bf df' gf'> <af c' gf'> <af df' f'> <bf df' e'> <a c' f'> <bf df' f'> <bf ef' gf'> } {} }
 \fig 4 #'((o r r (: 1 o)) (r o (: 2 o))) { c c c c c c c c } { af,, af, df, af,, df, f,, g,, c c, f,, af, b,, f,, ef, bf,, af,, ef, af,, }
 \fig 8*2/3 #'(((! o) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (! o) (0 1 2) (0 1 2) (0 1 2) (0 1 2) (0 1 2))) { <f af df'> <gf bf df'> <g bf df'> <f a c'> <gf bf c'> <g bf df'> <af c' ef'> } { df, f, gf,, bf,, c, c, f,, a,, ef, f, bf,, ef, af,, af,  } <af,, af,>2 r |
 \transpose c c, { \fig 8*2/3 \rc { <f af df'> <bf df' gf'> <af c' gf'> <af df' f'> } {} } \fig 8*2/3 #'((t (0 1 2) (0 1 2) r (0 1 2) (0 1 2) u (0 1 2) (0 1 2) r (0 1 2) (0 1 2))) { <f bf df'> <gf bf c'> <f af df'> } { ef,, af,, df, } <df,, df,>1\fermata | }
dy = { s4. s1*8\p s1*8\mf s1*8\ff s1*6\p s1*2\pp }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \new Voice << \rh \dy >> \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 126 } }
