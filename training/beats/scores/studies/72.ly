% original study 72, in the manner of late Romantic piano music
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
% broken octaves in 2/4
bo = #(define-music-function (m) (ly:music?) #{ \fig 16 #'((t w)) $m $m #})
bod = #(define-music-function (m) (ly:music?) #{ \fig 16 #'((t v)) $m $m #})
ba = { \bo { c'' d'' ef'' c'' } | \bo { d'' ef'' f'' d'' } | \bo { ef'' f'' g'' af'' } | \bo { g'' f'' ef'' d'' } | \bo { c'' b' c'' ef'' } | \bo { af' g' af' c'' } | \bo { fs' g' a' c'' } | \bo { b' a' g' b' } | }
bb = { \bod { bf'' af'' g'' f'' } | \bod { ef'' d'' ef'' g'' } | \bod { af'' g'' f'' ef'' } | \bod { d'' c'' d'' f'' } | \bod { g'' gf'' f'' e'' } | \bod { ef'' f'' fs'' g'' } | \bod { af'' bf'' b'' c''' } | \bod { d''' c''' b'' g'' } | }
rh = { \key c \minor \time 2/4 \ba \bb \fig 16 #'((0 3 1 4 2 5 1 4) (2 5 3 6 4 7 3 6)) { <ef' g' bf'> q <d' af' bf'> q <ef' gf' c''> q <d' f' bf'> q } {}
 r8 <g' c'' ef''>4 <f' af' d''>8~ | q8 <ef' g' c''>4 <f' af' d''>8 | r8 <g' bf' ef''>4 <af' c'' f''>8~ | q8 <g' bf' ef''>4. | r8 <g' bf' e''>4 <af' c'' f''>8~ | q8 <bf' df'' g''>4 <af' c'' f''>8 | <fs' c'' ef''>4 <g' b' d''> | r4 <g' b' f''>4 |
 \ba \bb \transpose c c' \bo { c' ef' d' f' } | \bo { ef'' g'' fs'' a'' } | \bo { g'' af'' bf'' b'' } | <ef'' g'' c'''>4-> r | \bod { c''' b'' bf'' a'' } | \bod { af'' g'' fs'' f'' } | <d' f' b'>4-> <d' g' b'>-> | <c' ef' g' c''>2\fermata | }
la = { c,8-. <ef g c'>-. r <ef g c'>-. | b,,8-. <f g b>-. r q-. | c,-. <ef g c'>-. f,-. <f af c'>-. | g,4 <f g b> | af,,8 <ef af c'> r q | f,, <f af c'> r q | d,8 <fs a c'> a, <fs a c'> | g,4-> r | }
lb = { <ef, ef>4 r8 <g bf ef'>8~ | q4 <g bf ef'> | <bf,, bf,>4 r8 <af bf d'>~ | q4 <af bf d'> | <ef, ef>8 q <df df> q | <c, c> q <b,, b,> q | <f,, f,> q <af,, af,> q | <g,, g,>4 <g, g> | }
lh = { \key c \minor \clef bass \la \lb \fig 4 #'((o (0 1 2)) (r (0 1 2))) { <g bf ef'> q <af bf d'> q <gf a c'> q <f bf d'> q } { ef, bf,, f, bf,, }
 \fig 16 #'((0 2 1 2 3 2 1 2)) { <c, g, ef c'> q <ef, bf, g ef'> q <c, g, e bf> <f, df af df'> <af,, fs, c ef> <g,, f, b, d> } {}
 \la \lb c,4 r | r8 <c, c>4 q8~ | q8 q4 <g,, g,>8 | <c, c>4-> r | <af,, af,>4. <f,, f,>8~ | q4 <af,, af,> | <g,, g,>-> q-> | <c,, c,>2\fermata | }
dy = { s2*8\p s2*8\mf s2*8\p s2*8\mp s2*8\mf s2*8\f s2*4\f s2*4\ff }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff { \repeat unfold 1 \new Voice << \rh \dy >> } \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 126 } }
