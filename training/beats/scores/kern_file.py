"""Reads music in Humdrum's **kern format (https://www.humdrum.org/rep/kern), as far as notes and bars need it; grace notes and ornaments are passed over."""
from fractions import Fraction
import re

# Neither loud nor soft: dynamics are not read.
VELOCITY = 80
STEPS = {'c': 0, 'd': 2, 'e': 4, 'f': 5, 'g': 7, 'a': 9, 'b': 11}


def pitch_of(token):
    """MIDI's number of a note: c is the middle one, cc an octave above, C one below."""
    letters = re.search(r'([a-g])\1*|([A-G])\2*', token)[0]
    octave = 4 + len(letters) if letters[0].islower() else 5 - len(letters)
    return 12 * octave + STEPS[letters[0].lower()] + token.count('#') - token.count('-')


def length_of(token):
    """In whole notes: 4 is a quarter, 4. a dotted one, 0 a breve; 3%2 is two thirds."""
    match = re.search(r'(\d+)(?:%(\d+))?(\.*)', token)
    number = int(match[1])
    length = Fraction(2) if number == 0 else Fraction(int(match[2] or 1), number)
    return length * (2 - Fraction(1, 2 ** len(match[3])))


def read_kern(text):
    """Notes [(place, length, pitch, velocity)] and bars [(place, beats, unit)], places and lengths in whole notes."""
    spines, ends, notes, tied, bars, metre, now = [], [], [], {}, [], (4, 4), Fraction(0)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith('!'):
            continue
        tokens = line.split('\t')
        if line.startswith('**'):
            spines, ends = [t == '**kern' for t in tokens], [Fraction(0)] * len(tokens)
            continue
        if len(tokens) != len(spines):
            raise ValueError(f'line {number} has {len(tokens)} columns for {len(spines)}')
        if line.startswith('='):
            # All that began before has ended; bars that a repeat divides have no number there.
            now = max([now] + [e for e, k in zip(ends, spines) if k])
            if re.match(r'=\d', tokens[0]):
                bars.append((now, metre))
            continue
        if line.startswith('*'):
            next_spines, next_ends, i = [], [], 0
            while i < len(tokens):
                token = tokens[i]
                signature = re.fullmatch(r'\*M(\d+)/(\d+)', token)
                if signature:
                    metre = int(signature[1]), int(signature[2])
                    if bars and bars[-1][0] == now:
                        bars[-1] = now, metre
                if token == '*v':
                    begin = i
                    while i + 1 < len(tokens) and tokens[i + 1] == '*v':
                        i += 1
                    next_spines.append(spines[begin])
                    next_ends.append(max(ends[begin:i + 1]))
                elif token != '*-':
                    count = 2 if token == '*^' else 1
                    next_spines += [spines[i]] * count
                    next_ends += [ends[i]] * count
                i += 1
            spines, ends = next_spines, next_ends
            continue
        sounding = [t for t, k in zip(tokens, spines) if k]
        if all(t == '.' or 'q' in t.lower() for t in sounding):
            continue
        # What begins here begins when all that it follows have ended.
        begun = [e for e, t, k in zip(ends, tokens, spines) if k and t != '.' and 'q' not in t.lower()]
        now = max(begun)
        for i, token in enumerate(tokens):
            if not spines[i] or token == '.':
                continue
            for part in token.split(' '):
                if 'q' in part.lower() or not re.search(r'\d', part):
                    continue
                length = length_of(part)
                ends[i] = now + length
                if 'r' in part:
                    continue
                pitch = pitch_of(part)
                if ('_' in part or ']' in part) and pitch in tied:
                    at = tied[pitch]
                    notes[at] = (notes[at][0], float(now + length) - notes[at][0], pitch, VELOCITY)
                else:
                    notes.append((float(now), float(length), pitch, VELOCITY))
                if '[' in part or '_' in part:
                    tied[pitch] = tied.get(pitch, len(notes) - 1) if '_' in part else len(notes) - 1
                else:
                    tied.pop(pitch, None)
    return sorted(notes), [(place, *signature) for place, signature in bars]
