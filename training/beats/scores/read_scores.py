"""Reads scores: what is played at which place of which bar. usage: python3 -m scores.read_scores SCORES OUTPUT (needs LilyPond 2.24)

SCORES holds one NAME.ly (LilyPond) or NAME.krn (Humdrum's **kern) for each piece, with lines of these forms before the music (in **kern they begin with !!):

    % beat: 4. = 60..90     the beat as it is notated, and the beats a minute between which pianists play the piece
    % licence: Public Domain

Writes OUTPUT/NAME.json: { beat, slowest, fastest, bars: [[place, beats of the time signature, its unit]], end, notes: [[place, length, pitch, velocity]] }, places and lengths in whole notes.
What is there already is passed over. LilyPond's `articulate` plays ornaments and grace notes; of **kern they are left out.
"""
from fractions import Fraction
import json
import os
import re
import subprocess
import sys
import tempfile
from scores.kern_file import read_kern
from songs.midi_file import division, events

# LilyPond's MIDI does not say where bars begin; this tells the place in the bar at each moment.
LOG = r'''
#(define (tell-bars context)
  (make-engraver
   ((process-music engraver)
    (format (current-error-port) "BAR ~a ~a ~a\n" (ly:moment-main (ly:context-current-moment context))
     (ly:moment-main (ly:context-property context 'measurePosition)) (ly:context-property context 'timeSignatureFraction)))))
'''
LICENCES = ('public domain', 'cc0', 'cc by', 'creative commons attribution')


class Unreadable(Exception):
    """A score that cannot be used; the message says why."""


def compile_score(text):
    """LilyPond's MIDI of a score, and its bars: [(place, beats, unit)]."""
    head, version, rest = re.split(r'(\\version "[^"]*")', text, maxsplit=1)
    parts = re.split(r'\\midi\s*\{', rest)
    if len(parts) != 2:
        raise Unreadable('it must have one \\midi block')
    with tempfile.TemporaryDirectory() as folder:
        with open(f'{folder}/in.ly', 'w') as f:
            f.write(head + version + LOG + parts[0] + '\\layout { \\context { \\Score \\consists #tell-bars } } \\midi {' + parts[1])
        said = subprocess.run(['lilypond', '--loglevel=ERROR', '-dno-print-pages', '-dbackend=null', '-dmidi-extension=mid', '-o', 'out', 'in.ly'], cwd=folder, capture_output=True, text=True, timeout=300).stderr
        if not os.path.exists(f'{folder}/out.mid'):
            raise Unreadable('LilyPond makes no MIDI of it')
        with open(f'{folder}/out.mid', 'rb') as f:
            midi = f.read()
    bars = []
    for place, within, beats, unit in re.findall(r'^BAR (\S+) (\S+) \((\d+) \. (\d+)\)$', said, re.M):
        # The moment at which a bar begins is told also where only its first notes' graces sound.
        if Fraction(within) == 0 and (not bars or Fraction(place) > bars[-1][0]):
            bars.append((Fraction(place), int(beats), int(unit)))
    return midi, bars


def read_notes(midi):
    """[(place, length, pitch, velocity)] of all tracks, in whole notes, in the order of their places."""
    whole, sounding, notes = 4 * division(midi), {}, []
    for tick, status, content in events(midi):
        kind = status >> 4
        key = (status & 15, content[0])
        if kind == 9 and content[1] > 0:
            sounding.setdefault(key, []).append((tick, content[1]))
        elif kind in (8, 9) and sounding.get(key):
            began, velocity = sounding[key].pop(0)
            if tick > began:
                notes.append((began / whole, (tick - began) / whole, content[0], velocity))
    return sorted(notes)


def read_score(text):
    beat = re.search(r'^(?:%|!!) beat:\s*(\d+)(\.?)\s*=\s*(\d+)\s*\.\.\s*(\d+)', text, re.M)
    licence = re.search(r'^(?:%|!!) licence:\s*(.+)$', text, re.M)
    if not beat or not licence:
        raise Unreadable('it lacks its lines of beat and licence')
    if not licence[1].strip().lower().startswith(LICENCES) or re.search('share|non-?commercial|no-?deriv|-sa|-nc|-nd', licence[1], re.I):
        raise Unreadable(f'its licence is {licence[1]}')
    if text.lstrip().startswith('!'):
        notes, bars = read_kern(text)
    else:
        midi, bars = compile_score(text)
        notes = read_notes(midi)
    if len(bars) < 8 or len(notes) < 60:
        raise Unreadable('it is too short, or its bars are not found')
    if re.search(r'\\repeat\s+volta', text) and 'unfoldRepeats' not in text:
        raise Unreadable('its repeats are not unfolded')
    end = max(p + l for p, l, _, _ in notes)
    return {'beat': float(Fraction(1, int(beat[1])) * (Fraction(3, 2) if beat[2] else 1)), 'slowest': int(beat[3]), 'fastest': int(beat[4]),
            'bars': [(float(p), n, u) for p, n, u in bars if p < end], 'end': end, 'notes': notes}


if __name__ == '__main__':
    folder, output = sys.argv[1:]
    os.makedirs(output, exist_ok=True)
    for name in sorted(os.listdir(folder)):
        target = f'{output}/{name.rsplit(".", 1)[0]}.json'
        if not name.endswith(('.ly', '.krn')) or os.path.exists(target):
            continue
        with open(f'{folder}/{name}') as f:
            text = f.read()
        try:
            score = read_score(text)
        except (Unreadable, ValueError, subprocess.TimeoutExpired) as why:
            print(f'{name} is passed over: {why}', file=sys.stderr)
            continue
        with open(target, 'w') as f:
            json.dump(score, f)
