"""Measures `phosphene artifacts` on planted clips, through the command alone: `measure.py FOLDER --half "looked at"`.

A fault is found when a report of its kind overlaps its frames, one frame about. A report of a kind where no fault of that kind
overlaps is false. Clean clips and decoys: the share of frames that any report covers.
"""
import argparse
import glob
import json
import os
import subprocess
from collections import defaultdict

NAMES = {'light': 'lighting-flicker', 'blur': 'motion-blur-inconsistency', 'jump': 'object-teleportation', 'band': 'colour-banding'}


def reported(options, answer):
    path = os.path.join(options.folder, f"{answer['name']}.{options.run}.found.json")
    if not os.path.exists(path):
        clip = os.path.join(options.folder, f"{answer['name']}.mp4")
        beats = ['--beats', clip.replace('.mp4', '.beats.json')] if 'beats' in answer else []
        subprocess.run(['node', options.command, 'artifacts', clip, *beats, '--json', path], check=True, capture_output=True)
    with open(path) as file:
        return json.load(file)['artifacts']


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--half', choices=['looked at', 'held out'], required=True)
    parser.add_argument('--command', default='src/cli/phosphene.js')
    parser.add_argument('--run', default='first', help='a name for this run; what a run of this name has measured is not measured again')
    parser.add_argument('--each', action='store_true', help='tell of each clip (of the half that may be looked at)')
    options = parser.parse_args()
    planted, found, right, wrong = (defaultdict(int) for _ in range(4))
    frames, flagged = defaultdict(int), defaultdict(int)
    for path in sorted(glob.glob(os.path.join(options.folder, '*.answer.json'))):
        with open(path) as file:
            answer = json.load(file)
        if answer['half'] != options.half:
            continue
        reports = [(r['kind'], r['firstFrame'], r['endFrame']) for r in reported(options, answer)]
        group = answer['name'].split('-')[0]
        told = []
        for fault in answer['faults']:
            hit = any(kind == NAMES[fault['kind']] and first < fault['to'] + 1 and end > fault['from'] - 1 for kind, first, end in reports)
            planted[fault['kind']] += 1
            found[fault['kind']] += hit
            told.append('found' if hit else 'MISSED')
        for kind, first, end in reports:
            fits = any(kind == NAMES[f['kind']] and first < f['to'] + 1 and end > f['from'] - 1 for f in answer['faults'])
            (right if fits else wrong)[kind] += 1
            if not fits:
                told.append(f'false {kind} {first}-{end}')
        frames[group] += answer['frames']
        flagged[group] += len({i for _, first, end in reports for i in range(first, min(end, answer['frames']))})
        if options.each and options.half == 'looked at':
            print(answer['name'], answer['what'], [(f['from'], f['to']) for f in answer['faults']], '; '.join(told), flush=True)
    for kind, name in NAMES.items():
        print(f"{kind}: found {found[kind]} of {planted[kind]}; reports of {name}: {right[name]} right, {wrong[name]} false")
    for group in ('clean', 'decoy'):
        print(f'{group}: {flagged[group]} of {frames[group]} frames flagged ({100 * flagged[group] / max(1, frames[group]):.1f}%)')


if __name__ == '__main__':
    main()
