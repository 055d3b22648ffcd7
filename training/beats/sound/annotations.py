"""Copies the annotations of the annotated set for training, with the times at which its MIDI files really sound.

usage: python3 -m sound.annotations ANNOTATION_FOLDER OUTPUT_FOLDER
fluidsynth's player begins a new tempo at the block of 64 samples in which the position, rounded to the nearest tick, reaches the
event: half a tick too early, half a block late. Each change of tempo moves what follows by that much. Files with a change at every beat
(those made with MMA) run up to 90 ms ahead of their annotation after 80 s.
"""
import json
import os
import shutil
import sys
from songs.midi_file import META, division, events

HALF_BLOCK = 0.5 * 64 / 44100


def tempo_changes(path):
    """Ticks a quarter, and [(tick, seconds a quarter)]."""
    with open(path, 'rb') as f:
        data = f.read()
    changes = [(tick, int.from_bytes(content[1:4], 'big') / 1e6) for tick, status, content in events(data) if status == META and content[0] == 0x51]
    return division(data), sorted(changes)


def heard(path):
    """A function from the time of the tempo map to the time in the audio."""
    quarter_ticks, changes = tempo_changes(path)
    shifts, time, tick, quarter, shift = [], 0.0, 0, 0.5, 0.0
    for at, following in changes:
        time += (at - tick) / quarter_ticks * quarter
        if at > 0:
            shift += HALF_BLOCK - 0.5 * quarter / quarter_ticks
            shifts.append((time, shift))
        tick, quarter = at, following
    def moved(t):
        value = 0.0
        for begin, s in shifts:
            if begin > t + 1e-6:
                break
            value = s
        return max(0.0, t + value)
    return moved


if __name__ == '__main__':
    folder, output = sys.argv[1:3]
    os.makedirs(output, exist_ok=True)
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.json'):
            continue
        midi = f'{folder}/{name[:-5]}.mid'
        if not os.path.exists(midi):
            shutil.copy(f'{folder}/{name}', f'{output}/{name}')
            continue
        with open(f'{folder}/{name}') as f:
            item = json.load(f)
        moved = heard(midi)
        last = item['beats'][-1]
        if abs(moved(last) - last) > 0.008:
            print(f'{name}: {1000 * (moved(last) - last):.0f} ms at {last:.0f} s')
            item['beats'] = [round(moved(t), 4) for t in item['beats']]
            item['downbeats'] = [round(moved(t), 4) for t in item['downbeats']]
        with open(f'{output}/{name}', 'w') as f:
            json.dump(item, f)
