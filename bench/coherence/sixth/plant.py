"""Plants faults in clean footage: `plant.py FOLDER --photographs FOLDER... --videos FILE FILE FILE`.

Writes clips with sound, an answer and a contact sheet of each. Clips of even index may be looked at while detectors are built; those of odd index are
held out. Everything follows from the index of the clip, so a run gives the same clips again.
"""
import argparse
import json
import os
import re
import subprocess

import cv2
import numpy as np

import faults
import footage
from decoys import DECOYS
from sound import beats_of, drum_track

SECONDS = 3.5


class Clip:
    """A clip in the making: clean frames, what draws them, and beats."""

    def __init__(self, options, index, what, fps, tall=360, grain=0.0, shutter=0.5, samples=4):
        self.options, self.index, self.fps, self.grain, self.shutter = options, index, fps, grain, shutter
        self.random = np.random.default_rng(60000 + index)
        self.height, self.width = tall, tall * 16 // 9
        self.tempo = float(self.random.choice([96, 110, 122, 128]))
        self.beats = beats_of(self.tempo, SECONDS)
        self.faults, self.scene, self.sound_of, self.what = [], None, None, what
        name, _, detail = what.partition(' ')
        if name == 'render':
            video, start = detail.split()
            self.sound_of = (options.videos[int(video)], float(start))
            self.frames = footage.frames_of_file(*self.sound_of, SECONDS, fps, self.width, self.height)
        else:
            self.scene = self.drawn(name, detail)
            soft = name in ('dusk', 'stage', 'water')  # Slow and soft: a shutter would show nothing.
            self.frames = footage.frames_of(self.scene, SECONDS, fps, shutter, 1 if soft else samples)

    def picture(self, name):
        for folder in self.options.photographs:
            if os.path.exists(os.path.join(folder, name)):
                return footage.photograph(os.path.join(folder, name), self.width, self.height, 1.5)
        raise SystemExit(f'No photograph {name}.')

    def ground(self, detail):
        return self.picture(detail) if detail else footage.noise_texture(self.random, self.width * 3 // 2, self.height * 3 // 2, ((60, 70, 80), (170, 160, 140)))

    def drawn(self, name, detail):
        r, w, h = self.random, self.width, self.height
        if name == 'photo':
            picture, *values = detail.split()
            return footage.camera_over(r, w, h, self.picture(picture), *map(float, values))
        if name == 'cartoon':
            return footage.cartoon(r, w, h, int(detail or 1), self.fps)
        if name in ('balls', 'boxes', 'water', 'snow'):
            return getattr(footage, name)(r, w, h, self.ground(detail))
        if name == 'embers':
            return footage.snow(r, w, h, self.ground(detail), True)
        return getattr(footage, name)(r, w, h)

    def off_beat(self, seconds, length=1):
        """The first frame at or after `seconds` from which `length` frames are farthest from beats."""
        def distance(i):
            return min(abs((i + k) / self.fps - beat) for beat in self.beats for k in range(length))
        near = range(int(seconds * self.fps), int((seconds + 60 / self.tempo) * self.fps) + 1)
        return max(near, key=distance)

    def fault(self, kind, first, end):
        self.faults.append({'kind': kind, 'from': int(first), 'to': int(end)})

    def light(self, at, length, gain, off=False, **more):
        first = self.off_beat(at, length) if off else int(at * self.fps)
        faults.lit(self.frames, first, first + length, lambda i: gain(i - first), **more)
        self.fault('light', first, first + length)

    def span(self, kind, at, length, change, *more, off=False, **named):
        first = self.off_beat(at, length) if off else int(at * self.fps)
        length = min(length, len(self.frames) - first)
        change(self.frames, first, first + length, *more, **named)
        self.fault(kind, first, first + length)

    def moved(self, at, length, moved, to_end=False):
        """Objects redrawn elsewhere; `to_end` says that they stay so, and only the jump is the fault."""
        first = self.off_beat(at, length)
        faults.redrawn(self.frames, self.scene, self.fps, first, len(self.frames) if to_end else first + length, lambda i: moved(i - first), self.shutter)
        self.fault('jump', first, first + length)


def sine(hertz, fps, by, phase=0.0):
    return lambda k: 1 + by * np.sin(2 * np.pi * hertz * (k + 0.5) / fps + phase)


def spot(clip, *place):
    return faults.soft_spot(clip.frames[0], *place)


def rolled(clip, spread):
    values = clip.random.normal(0, spread, 400)
    return lambda k: 1 + values[k]


def write(clip, name):
    folder = clip.options.folder
    if clip.grain:
        random = np.random.default_rng(clip.index)
        plates = [random.normal(0, clip.grain, (clip.height, clip.width, 1)).astype(np.float32) for _ in range(9)]
        clip.frames = [frame + np.roll(plates[int(random.integers(9))], random.integers(0, 300, 2), (0, 1)) for frame in clip.frames]
    path = os.path.join(folder, f'{name}.mp4')
    wav = os.path.join(folder, f'{name}.wav')
    if clip.sound_of:
        subprocess.run(['ffmpeg', '-v', 'error', '-y', '-ss', str(clip.sound_of[1]), '-t', str(SECONDS), '-i', clip.sound_of[0], '-vn', wav], check=True)
    else:
        drum_track(wav, np.random.default_rng(clip.index), clip.tempo, SECONDS)
    out = subprocess.Popen(['ffmpeg', '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-s', f'{clip.width}x{clip.height}', '-r', str(clip.fps), '-i', '-',
                            '-i', wav, '-c:v', 'libx264', '-crf', '18', '-preset', 'veryfast', '-threads', '1', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k', '-shortest', path], stdin=subprocess.PIPE)
    for frame in clip.frames:
        out.stdin.write(np.clip(frame + 0.5, 0, 255).astype(np.uint8).tobytes())
    out.stdin.close()
    if out.wait():
        raise SystemExit(f'Not encoded: {path}.')
    os.remove(wav)
    answer = {'name': name, 'what': clip.what, 'half': 'held out' if clip.index % 2 else 'looked at', 'fps': clip.fps, 'frames': len(clip.frames), 'faults': clip.faults}
    if not clip.sound_of and clip.index % 4 < 2:  # In half of the clips the command is given the beats, in half it must hear them.
        answer['beats'] = clip.beats
        with open(os.path.join(folder, f'{name}.beats.json'), 'w') as file:
            json.dump(clip.beats, file)
    with open(os.path.join(folder, f'{name}.answer.json'), 'w') as file:
        json.dump(answer, file)
    sheet(clip, os.path.join(folder, f'{name}.png'))


def sheet(clip, path):
    """A contact sheet of the frames around what was planted."""
    first, end = (clip.faults[0]['from'], clip.faults[0]['to']) if clip.faults else (0, len(clip.frames))
    chosen = np.unique(np.clip(np.linspace(first - 2, end + 1, 10 if end - first > 6 else end - first + 4).round().astype(int), 0, len(clip.frames) - 1))
    small = [cv2.resize(np.clip(clip.frames[i], 0, 255).astype(np.uint8), (256, 144), interpolation=cv2.INTER_AREA) for i in chosen]
    for picture, i in zip(small, chosen):
        cv2.putText(picture, f'{clip.index}:{i}' + ('*' if clip.faults and first <= i < end else ''), (4, 14), 0, 0.45, (0, 255, 255), 1)
    small += [np.zeros_like(small[0])] * (-len(small) % 10)
    cv2.imwrite(path, np.vstack([np.hstack(small[k:k + 10]) for k in range(0, len(small), 10)]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--photographs', nargs='+', required=True, help='folders with the pictures of opencv-doc (examples/data) and of mate-backgrounds (nature)')
    parser.add_argument('--videos', nargs=3, required=True)
    parser.add_argument('--only', default='')
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    from clips import CLEAN, FAULTY
    made = [(f'{kind}-{k:02d}', *spec) for kind, list_ in {**FAULTY, 'clean': CLEAN, 'decoy': DECOYS}.items() for k, spec in enumerate(list_)]
    for index, (name, what, fps, more, change) in enumerate(made):
        if not re.search(options.only, name):
            continue
        clip = Clip(options, index, what, fps, **more)
        if change:
            change(clip)
        write(clip, name)
        print(name, what, clip.faults, flush=True)


if __name__ == '__main__':
    main()
