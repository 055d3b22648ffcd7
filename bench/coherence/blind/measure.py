"""What `phosphene artifacts` finds of faults that a planter of others puts into footage of others, and what it makes of clean footage and of decoys.

    /usr/bin/python3 bench/coherence/blind/measure.py FOLDER [--seed N] [--only NAME …] [--renders VIDEO.mp4 …]

Needs ffmpeg, python3-opencv and opencv-doc. Clips, their truth and what the command said are kept in the folder, and are not made again; beside a render
lies its production folder. Another seed gives other faults, places and pictures of the animations.
"""
import argparse
import json
import os
import subprocess
import zlib

import cv2
import numpy as np

import footage as F
from faults import KINDS, STRENGTHS, plant

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
NAMES = {'lighting-flicker': 'flicker', 'motion-blur-inconsistency': 'blur', 'object-teleportation': 'teleportation', 'colour-banding': 'banding'}
CODECS = {
    'h264-18': ('mp4', '-c:v libx264 -crf 18 -preset veryfast'),
    'h264-23': ('mp4', '-c:v libx264 -crf 23 -preset veryfast'),
    'h264-28': ('mp4', '-c:v libx264 -crf 28 -preset veryfast'),
    'hevc-26': ('mp4', '-c:v libx265 -crf 26 -preset superfast -x265-params log-level=none'),
    'vp9-32': ('mkv', '-c:v libvpx-vp9 -crf 32 -b:v 0 -deadline realtime -cpu-used 8'),
    'mpeg4': ('mp4', '-c:v mpeg4 -q:v 3'),
}


def shots(rng, rate, seconds, names):
    return [F.pan(name, seconds, rate, rng)[0] for name in names]


# name: (codec, frames and rate)
FOOTAGE = {
    'camera': ('h264-18', lambda r: F.read_video(F.DATA + 'vtest.avi', 400, 170, 640)),
    'tree': ('h264-23', lambda r: (F.read_video(F.DATA + 'tree.avi', 0, 250)[0], 15)),
    'film': ('h264-18', lambda r: F.read_video(F.DATA + 'Megamind.avi', 0, 270, 640)),
    'mandelbrot': ('h264-23', lambda r: F.lavfi('mandelbrot=s=640x360:rate=30:end_scale=0.01', 10)),
    'gradients': ('h264-18', lambda r: F.lavfi('gradients=s=640x360:rate=24:speed=0.012:nb_colors=5:seed=7', 7, rate=24)),
    'automaton': ('mpeg4', lambda r: F.lavfi('cellauto=s=320x180:rule=110:r=25:random_seed=3,boxblur=1', 7, rate=25)),
    'sprites': ('h264-23', lambda r: F.sprites(7, 30, r)),
    'room': ('h264-23', lambda r: F.room(9, 24, r)),
    'painting': ('hevc-26', lambda r: F.pan('starry_night.jpg', 9, 24, r)),
    'houses': ('h264-28', lambda r: (F.grain(F.pan('leuvenA.jpg', 9, 25, r, 1.0)[0], 2.5, r), 25)),
    'leaves': ('vp9-32', lambda r: F.pan('aloeL.jpg', 7, 24, r)),
}
# The same, given the times of beats as well; with a sound of them or without.
DECOYS = {
    'flash-cuts': (True, lambda r, t: F.cuts_and_flashes(shots(r, 30, 5, ['messi5.jpg', 'graf1.png', 'stuff.jpg']), 30, t, 0.8, 5)),
    'flash-cuts-mute': (False, lambda r, t: F.cuts_and_flashes([F.room(5, 24, r)[0], F.sprites(5, 24, r)[0]], 24, t, 0.6, 4, 4)),
    'strobe': (True, lambda r, t: F.strobe(F.sprites(7, 30, r)[0], 30, t, 3)),
    'fades-black': (False, lambda r, t: F.fades(F.room(7, 25, r)[0], 25, 0, 8)),
    'fades-white': (False, lambda r, t: F.fades(F.pan('graf3.png', 7, 24, r, 1.0)[0], 24, 255, 20)),
    'dissolves': (False, lambda r, t: F.dissolves(shots(r, 25, 3, ['fruits.jpg', 'board.jpg', 'leuvenB.jpg', 'aloeR.jpg']), 25, 18)),
    'whips': (False, lambda r, t: F.whip_pans('leuvenB.jpg', 9, 24, r, True)),
    'whips-sharp': (False, lambda r, t: F.whip_pans('graf1.png', 7, 24, r, False)),
    'focus': (False, lambda r, t: F.focus_pulls(F.room(7, 24, r)[0], 24, 10, 4)),
    'slow-blended': (False, lambda r, t: F.slow_motion(F.pan('stuff.jpg', 7, 24, r)[0], 24, 'blend')),
    'slow-doubled': (False, lambda r, t: F.slow_motion(F.sprites(7, 24, r)[0], 24, 'double')),
    'exposure': (False, lambda r, t: F.exposure_ramps(F.room(7, 24, r)[0], 24, r, 0.35, 0.8)),
    'punches': (True, lambda r, t: F.punches(F.pan('messi5.jpg', 7, 24, r)[0], 24, t, 0.09, r)),
    'passing': (False, lambda r, t: F.passing(F.room(7, 24, r)[0], 24, 0.2)),
}


class Bank:
    def __init__(self, folder, seed):
        self.folder, self.seed = folder, seed
        os.makedirs(folder, exist_ok=True)

    def chance(self, *names):
        return np.random.default_rng(zlib.crc32('/'.join((str(self.seed),) + names).encode()))

    def path(self, name):
        return os.path.abspath(os.path.join(self.folder, name))

    def save(self, name, frames, rate, codec, truth, group, sound=None, production=None):
        """Encodes a clip and writes its truth beside it, last, so that a clip with a truth is whole."""
        extension, options = CODECS[codec]
        height, width = frames[0].shape[:2]
        video = self.path(f'{name}.{extension}')
        audio = f'-i {sound} -map 0:v -map 1:a -c:a aac -shortest' if sound else ''
        command = f'ffmpeg -y -v error -f rawvideo -pix_fmt bgr24 -s {width}x{height} -r {rate} -i - {audio} {options} -threads 1 -pix_fmt yuv420p {video}'
        subprocess.run(command.split(), input=b''.join(f.tobytes() for f in frames), check=True)
        with open(self.path(f'{name}.truth'), 'w') as file:
            json.dump(dict(video=video, frames=len(frames), truth=truth, group=group, production=production), file)

    def has(self, name):
        return os.path.exists(self.path(f'{name}.truth'))

    def plant_all(self, name, frames, rate, codec, every, **told):
        """The clip clean, with each kind at the middle strength, and with all kinds by turns at the others."""
        plans = [(f'{name}-{kind}-middle', [kind], 1) for kind in KINDS] + [(f'{name}-all-{STRENGTHS[s]}', list(KINDS), s) for s in (0, 2)]
        for clip, kinds, strength in plans:
            if not self.has(clip):
                faulty, truth = plant(frames, rate, kinds, strength, self.chance(clip), every)
                self.save(clip, faulty, rate, codec, truth, **told)
        self.save(f'{name}-clean', frames, rate, codec, [], **told)

    def build(self, only, renders):
        for name, (with_sound, make) in DECOYS.items():
            if self.has(name) or (only and name not in only):
                continue
            rng = self.chance(name)
            times = F.beat_times(16, float(rng.uniform(84, 148)))
            frames, rate = make(rng, times)
            sound = self.path(f'{name}.wav') if with_sound else None
            if sound:
                F.sound_of_beats(times, len(frames) / rate, sound, rng)
            self.save(name, frames, rate, 'h264-23', [], 'decoys', sound)
        for name, (codec, make) in FOOTAGE.items():
            if not self.has(f'{name}-clean') and (not only or name in only):
                self.plant_all(name, *make(self.chance(name)), codec, 1.7, group='footage')
        for video in renders:
            name = os.path.splitext(os.path.basename(video))[0]
            if not self.has(f'{name}-clean'):
                frames, rate = F.read_video(video)
                production = os.path.abspath(os.path.splitext(video)[0] + '.phosphene')
                self.plant_all(name, frames, round(rate, 3), 'h264-23', 2.6, group='renders', sound=video, production=production)

    def measure(self):
        """What the command says of each clip: (truth, artifacts)."""
        for file in sorted(f for f in os.listdir(self.folder) if f.endswith('.truth')):
            with open(self.path(file)) as opened:
                clip = json.load(opened)
            said = self.path(file.replace('.truth', '.json'))
            if not os.path.exists(said):
                production = ['--production', clip['production']] if clip['production'] else []
                subprocess.run(['npx', 'node', 'src/cli/phosphene.js', 'artifacts', clip['video'], '--json', said, *production], cwd=ROOT, check=True, capture_output=True)
            with open(said) as opened:
                yield file[:-6], clip, [(NAMES.get(a['kind'], a['kind']), a['firstFrame'], a['endFrame'] - 1) for a in json.load(opened)['artifacts']]


def report(measured):
    found, reports, flagged = {}, {}, {}
    for name, clip, artifacts in measured:
        def touching(first, last):
            return [t for t in clip['truth'] if first <= t['last'] + 1 and last + 1 >= t['first']]
        if not clip['truth']:
            group = clip['group'] if clip['group'] == 'decoys' else 'clean ' + clip['group']
            frames = {i for _, first, last in artifacts for i in range(first, last + 1)}
            total = flagged.setdefault(group, [0, 0])
            total[0] += len(frames)
            total[1] += clip['frames']
            for kind, first, last in artifacts:
                print(f'{group}: {name} {kind} {first}-{last}')
            continue
        for t in clip['truth']:
            hit = any(kind == t['kind'] and t in touching(first, last) for kind, first, last in artifacts)
            count = found.setdefault((clip['group'], t['kind'], t['strength']), [0, 0])
            count[0] += hit
            count[1] += 1
            if not hit:
                print(f"missed: {name} {t['kind']} {t['first']}-{t['last']} {t['form']}")
        for kind, first, last in artifacts:
            count = reports.setdefault((clip['group'], kind), [0, 0, 0])
            others = touching(first, last)
            count[0] += 1
            count[1] += not others
            count[2] += bool(others) and all(t['kind'] != kind for t in others)
    print('\n| footage | kind | weak | middle | strong | reports | on nothing | on another kind |\n|---|---|---|---|---|---|---|---|')
    for group, kind in sorted({key[:2] for key in found} | set(reports)):
        counts = ['/'.join(map(str, found.get((group, kind, strength), (0, 0)))) for strength in STRENGTHS]
        print(f"| {group} | {kind} | {' | '.join(counts)} | {' | '.join(map(str, reports.get((group, kind), (0, 0, 0))))} |")
    for group, (bad, frames) in sorted(flagged.items()):
        print(f'{group}: {bad} of {frames} frames flagged')


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folder')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', nargs='*', default=[])
    parser.add_argument('--renders', nargs='*', default=[])
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    bank = Bank(asked.folder, asked.seed)
    bank.build(asked.only, asked.renders)
    report(bank.measure())
