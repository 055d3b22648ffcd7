#!/usr/bin/env python3
"""Plants faults and decoys into footage of many kinds, runs `phosphene artifacts` on each clip, and prints what was found.

    measure.py FOLDER --pictures PICTURES --renders VIDEO.mp4 ... [--half held-out|looked-at|both] [--label NAME] [--details]

The clips stay in FOLDER, as do the answers under FOLDER/NAME, so that a second run measures only what is missing. PICTURES is
searched for photographs and clips (Debian's plasma-workspace-wallpapers, mate-backgrounds and opencv-doc, unpacked, were used).
Each clip falls by chance into one of two halves; only the half "looked-at" is listed by --details.
Who looks at the clips before they are measured may write into FOLDER/clips.json: "unseen" with the reason into a fault that the
eye does not see (it is not counted, nor are reports on it), "spoilt" with the reason into a clip whose footage itself is faulty.
"""
import argparse
import json
import os
import subprocess
import time

import numpy as np

from clip import ENCODERS, composed, write_video
from decoys import DECOYS
from faults import BANDS, BLUR, JUMP, LIGHT, plant
from footage import KINDS, Pictures, render, with_drums

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
STRENGTHS = ('weak', 'middle', 'strong')
PLANTED, CLEAN = 39, 10


def save(folder, name, clip, frames, random, truth):
    """Writes the clip, its beats and scene map if it has them, and adds what is known of it to `truth`."""
    encoder = str(random.choice(list(ENCODERS)))
    video = f'{name}.{"webm" if encoder.startswith("vp9") else "mp4"}'
    write_video(f'{folder}/{video}', frames, clip.rate, encoder, clip.sound)
    options = []
    if clip.scene_map:
        for what, value in (('beats', clip.beats), ('scene-map', clip.scene_map)):
            with open(f'{folder}/{name}.{what}.json', 'w') as file:
                json.dump(value, file)
            options += [f'--{what}', f'{folder}/{name}.{what}.json']
    return {'video': video, 'frames': len(frames), 'encoder': encoder, 'options': options, 'half': str(random.choice(['held-out', 'looked-at'])), **truth}


def make(folder, pictures, renders, seed):
    """Makes all clips; gives the list of what each holds."""
    clips, wanted = [], {LIGHT: 0, BLUR: 0, JUMP: 0, BANDS: 0}
    kinds = list(KINDS) + ['render'] * 4

    def footage(kind, random):
        if kind == 'render':
            return render(random, renders[random.integers(len(renders))])
        clip = KINDS[kind](random, pictures)
        return with_drums(random, clip) if random.random() < .5 else clip

    for number in range(PLANTED):
        random, kind = np.random.default_rng([seed, 1, number]), kinds[number % len(kinds)]
        clip = footage(kind, random)
        frames, faults = plant(clip, random, wanted)
        clips.append(save(folder, f'planted-{number:02}', clip, frames, random, {'what': 'planted', 'kind': kind, 'faults': faults}))
    for number in range(CLEAN):
        random, kind = np.random.default_rng([seed, 2, number]), (kinds[:9] + ['render'])[number % 10]
        clip = footage(kind, random)
        clips.append(save(folder, f'clean-{number:02}', clip, composed(clip, seed), random, {'what': 'clean', 'kind': kind, 'faults': []}))
    for number, (name, decoy) in enumerate(DECOYS.items()):
        random = np.random.default_rng([seed, 3, number])
        clip = decoy(random, pictures)
        clips.append(save(folder, f'decoy-{name.replace(" ", "-")}', clip, composed(clip, seed), random, {'what': 'decoy', 'kind': name, 'faults': []}))
    return clips


def detect(folder, label, clip):
    """What the command says of a clip: its artifacts. Kept in a file."""
    answer = f'{folder}/{label}/{os.path.splitext(clip["video"])[0]}.json'
    if not os.path.exists(answer):
        os.makedirs(os.path.dirname(answer), exist_ok=True)
        command = ['node', f'{ROOT}/src/cli/phosphene.js', 'artifacts', f'{folder}/{clip["video"]}', '--json', answer, *clip['options']]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with open(answer) as file:
        return json.load(file)['artifacts']


def touch(report, fault):
    """Whether they meet in time to within a frame."""
    return report['firstFrame'] - 1 < fault['end'] and fault['first'] - 1 < report['endFrame']


def counts(fault):
    """Whether the fault can be seen."""
    return fault['shows'] >= 1 and 'unseen' not in fault


def judge(clip, reports):
    """Of each fault whether it was found, and of each report whether it lies on a fault of its kind, of another kind, or on none."""
    for fault in clip['faults']:
        fault['found'] = any(touch(r, fault) and r['kind'] == fault['kind'] for r in reports)
    for report in reports:
        on = [f for f in clip['faults'] if f['in'] and touch(report, f)]
        report['is'] = 'none' if not on else 'right' if any(f['kind'] == report['kind'] for f in on) else 'other'


def table(clips, answers):
    """The lines of a half's table."""
    lines = ['| kind | weak | middle | strong | reports on no fault | on a fault of another kind |', '|---|---|---|---|---|---|']
    planted = [(c, r) for c, r in zip(clips, answers) if c['what'] == 'planted']
    for kind in (LIGHT, BLUR, JUMP, BANDS):
        cells = []
        for strength in range(3):
            faults = [f for c, _ in planted for f in c['faults'] if f['kind'] == kind and f['strength'] == strength and counts(f)]
            cells.append(f'{sum(f["found"] for f in faults)} of {len(faults)}')
        reports = [r for _, answer in planted for r in answer if r['kind'] == kind]
        lines.append(f'| {kind} | {" | ".join(cells)} | {sum(r["is"] == "none" for r in reports)} of {len(reports)} | {sum(r["is"] == "other" for r in reports)} |')
    reports = [r for _, answer in planted for r in answer if r['kind'] not in (LIGHT, BLUR, JUMP, BANDS)]
    lines.append(f'| other kinds | | | | {sum(r["is"] == "none" for r in reports)} of {len(reports)} | {sum(r["is"] == "other" for r in reports)} |')
    for what in ('clean', 'decoy'):
        flagged, total, which = 0, 0, []
        for clip, answer in zip(clips, answers):
            if clip['what'] == what:
                frames = set().union(*(range(r['firstFrame'], r['endFrame']) for r in answer)) if answer else set()
                flagged, total = flagged + len(frames), total + clip['frames']
                which += [f'{clip["kind"]} {len(frames) / clip["frames"]:.1%} ({", ".join(sorted({r["kind"] for r in answer}))})'] if frames else []
        lines.append(f'\n{what}: {flagged} of {total} frames flagged ({flagged / max(total, 1):.1%}), {sum(c["what"] == what for c in clips)} clips; ' + ('; '.join(which) or 'none'))
    return lines


def details(folder, clips, answers):
    """Each miss and each report that is wrong, one a line."""
    for clip, answer in zip(clips, answers):
        where = f'{folder}/{clip["video"]} ({clip["what"]}, {clip["kind"]}, {clip["encoder"]})'
        for f in clip['faults']:
            if counts(f) and not f['found']:
                others = sorted({r['kind'] for r in answer if touch(r, f)})
                yield f'miss: {where}, frames {f["first"]}-{f["end"] - 1}: {f["kind"]}, {f["form"]}, {STRENGTHS[f["strength"]]}, shows {f["shows"]}' + (f'; reported as {", ".join(others)}' if others else '')
        for r in answer:
            if r['is'] == 'none':
                area = ' '.join(f'{r["region"][k]:.2f}' for k in ('x', 'y', 'width', 'height')) if 'region' in r else 'all'
                yield f'false: {where}, frames {r["firstFrame"]}-{r["endFrame"] - 1}: {r["kind"]}, strength {r["strength"]:.2f}, confidence {r["confidence"]:.2f}, region {area}'


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('folder')
    arguments.add_argument('--pictures', required=True)
    arguments.add_argument('--renders', nargs='+', required=True)
    arguments.add_argument('--half', choices=['held-out', 'looked-at', 'both'], default='both')
    arguments.add_argument('--label', default='first')
    arguments.add_argument('--seed', type=int, default=5)
    arguments.add_argument('--details', action='store_true')
    arguments.add_argument('--make-only', action='store_true')
    given = arguments.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    plan = f'{given.folder}/clips.json'
    if not os.path.exists(plan):
        clips = make(given.folder, Pictures(given.pictures), given.renders, given.seed)
        with open(plan, 'w') as file:
            json.dump(clips, file, indent=1)
    with open(plan) as file:
        clips = json.load(file)
    if given.make_only:
        return
    began = time.time()
    for half in ('looked-at', 'held-out') if given.half == 'both' else (given.half,):
        part = [c for c in clips if c['half'] == half and 'spoilt' not in c]
        answers = [detect(given.folder, given.label, c) for c in part]
        for clip, answer in zip(part, answers):
            judge(clip, answer)
        print(f'\n## {half}: {len(part)} clips\n')
        print('\n'.join(table(part, answers)))
        if given.details and half == 'looked-at':
            print('\n' + '\n'.join(details(given.folder, part, answers)))
    print(f'\n{time.time() - began:.0f} s')


if __name__ == '__main__':
    main()
