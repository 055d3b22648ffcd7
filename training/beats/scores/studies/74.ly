% original study 74, in the manner of late Romantic piano music
% licence: CC0
% beat: 4. = 54..76
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
% inner trill between a tune above and a bass below, 6/8
\language "english"
tr = #(define-music-function (n a b) (number? ly:pitch? ly:pitch?) (let ((x #{ { $a 32 $b } #})) (make-music 'SequentialMusic 'elements (map (lambda (k) (ly:music-deep-copy x)) (iota n)))))
ta = { r4 e''8 e''4. | a''4 gs''8 a''4 b''8 | c'''4. e'' | r8 f''4 e''4. | d''4 c''8 b'4 d''8 | c''4.~ c''8 r e'' | g''4 fs''8 g''4 a''8 | bf''4.~ bf''8 a'' g'' | f''2. | }
tb = { r8 a''4 r8 gs''4 | r8 g''4 fs''4. | r8 f''4 e''8 d''4 | <c'' e''>4. b' | d'''4.~ d'''8 c''' b'' | a''4 gs''8 a''4. | f''4.~ f''8 e'' d'' | e''2. | }
tia = { \tr 12 e' f' \tr 12 e' f' \tr 12 e' f' | \tr 6 d' e' \tr 6 c' d' | \tr 12 d' e' | \tr 12 e' f' | \tr 12 d' e' | \tr 12 cs' d' | \tr 12 a d' | }
tib = { \tr 12 e' ds' | \tr 12 e' cs' | \tr 12 d' c' | \tr 6 e' a' \tr 6 e' gs' | \tr 12 gs' a' | \tr 12 c' d' | \tr 12 a' b' | \tr 6 gs' a' \tr 6 b b' | }
% between the hands: chords and silence
rec = { <a' c'' e'' a''>4.\arpeggio r8 e'' f'' | e''4.~ e''8 d'' c'' | <b d' f' b'>4.\arpeggio r8 d'' e'' | d''4.~ d''8 c'' b' | <a c' ef' a'>4.\arpeggio c''4 b'8 | bf'4.~ bf'8 a' g' | <gs b f' gs'>2.\arpeggio | r4. r8 e'' e'' | }
rh = { \key a \minor \time 6/8 R2. << { \ta } \\ { \tia } >> << \tb \\ \tib >> \rec << { \ta } \\ { \tia } >> << { e''4.~ e''8 d'' b' | c''4.~ c''8 b' a' | a'2.~ | a'2. } \\ { \tr 6 c' d' \tr 6 gs a | \tr 12 e' f' | \tr 12 e' ds' | <c' e'>2. | } >> | <a c' e' a'>2.\fermata | }
ba = { \fig 8 #'((o (: 2 (0 1)) r (0 1) (0 1)) ((: 3 o) (: 2 (0 1)) r)) { <e a> <e a> <e a c'> <a, d f> <gs b> <a c'> <e g bf> <e a cs'> <f a> } { a,, a, a,, d, e, a,, g, a, d, } }
lh = { \key a \minor \clef bass \tr 12 e f | \ba 
 \fig 8 #'((t 0 1 2 1 0)) { <e a c'> <g as cs'> <a c' d'> <e a c'> <d f gs> <e a c'> <f b d'> <e gs b> } { a,, e,, f,, e,, b,, c, d, e, }
 <a,, a,>4.\arpeggio r | R2. | <gs,, gs,>4.\arpeggio r | R2. | <fs,, fs,>4.\arpeggio r | e,8 bf, e g4. | <d, d>2.\arpeggio | e,,8 b,, e, gs, b, d | \ba
 e,8 a, c e,4 e8 | a,,2.~ | a,,8 e, a, c4. | R2. | <a,, e, a,>2.\fermata | }
dy = { s2.*10\p s2.*8\mf s2.*8\f s2.*9\p s2.*5\pp }
\score { \unfoldRepeats \articulate \new PianoStaff << \new Staff \rh \new Staff \new Voice << \lh \dy >> >> \midi { \tempo 4 = 96 } }
