#!/usr/bin/env python3
"""Plants the simplest faults with one parameter varied at a time, runs the detectors, and prints what was found by parameter.

    measure.py FOLDER --renders VIDEO0.mp4 VIDEO1.mp4 VIDEO2.mp4 [--label NAME] [--only PATTERN] [--against NAME] [--keep]

The videos are those of the standard tracks: pop, EDM, acoustic. Needs Debian's opencv-doc, python3-opencv, ffmpeg. The clips stay in FOLDER, and beside each what was found under each label.
"""
import argparse
import json
import os
import re
import subprocess
from multiprocessing import Pool

from clips import plans
from sound import clicks

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
CODECS = {'h264': ['libx264', '-preset', 'veryfast', '-crf'], 'hevc': ['libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error', '-crf'],
          'vp9': ['libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '0', '-crf'], 'mpeg4': ['mpeg4', '-q:v']}


def video_of(folder, plan):
    return f'{folder}/{plan.name}.{"webm" if plan.encoder.startswith("vp9") else "mp4"}'


def make(job):
    """Writes a clip, if it is not there."""
    folder, name, renders = job
    plan = next(p for p in plans() if p.name == name)
    path = video_of(folder, plan)
    if os.path.exists(path):
        return
    count = round(plan.rate * plan.seconds)
    frames = plan.make(*plan.size, plan.rate, count, renders)
    codec, quality = plan.encoder.split('-')
    command = ['ffmpeg', '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-s', f'{plan.size[0]}x{plan.size[1]}', '-r', str(plan.rate), '-i', '-']
    if plan.sound is not None:
        clicks(f'{path}.wav', plan.sound, plan.seconds)
        command += ['-i', f'{path}.wav', '-c:a', 'aac', '-b:a', '160k']
    temporary = path.replace(plan.name, f'making-{os.getpid()}')
    command += ['-c:v', *CODECS[codec], quality, '-pix_fmt', 'yuv420p', '-threads', '1', temporary]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    for frame in frames[:count]:
        process.stdin.write(frame.tobytes())
    process.stdin.close()
    if process.wait():
        raise RuntimeError(f'{path} could not be encoded')
    os.rename(temporary, path)


def touches(report, plan):
    """Whether they meet in time to within a frame."""
    return report['firstFrame'] - 1 < plan.end and plan.first - 1 < report['endFrame']


def judged(folder, plan, label):
    """Whether the fault was found, the kinds reported on it beside its own, and the reports where nothing is wrong."""
    with open(f'{video_of(folder, plan)}.{label}.json') as file:
        reports = json.load(file)['artifacts']
    on = [r for r in reports if plan.kind and touches(r, plan)]
    kinds = [r['kind'].replace('-', ' ') for r in on]
    off = [f'{r["kind"]} {r["firstFrame"]}-{r["endFrame"] - 1}' for r in reports if r not in on]
    return {'found': plan.kind in kinds, 'others': sorted(set(kinds) - {plan.kind}), 'wrong': off,
            'flagged': len(set().union(*(range(r['firstFrame'], r['endFrame']) for r in reports))) if reports else 0}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('folder')
    arguments.add_argument('--renders', nargs=3, required=True)
    arguments.add_argument('--label', default='first')
    arguments.add_argument('--only', default='')
    arguments.add_argument('--against')
    arguments.add_argument('--keep', action='store_true')
    given = arguments.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    chosen = [p for p in plans() if re.search(given.only, f'{p.group}: {p.value} on {p.ground}')]
    with Pool(2) as pool:
        pool.map(make, [(given.folder, p.name, given.renders) for p in chosen], 1)
    paths = '\n'.join(video_of(given.folder, p) for p in chosen)
    subprocess.run(['npx', 'node', f'{ROOT}/bench/coherence/sweep/detect.ts', given.label, *(['--keep'] if given.keep else [])], input=paths, text=True, check=True, cwd=ROOT)
    report(given, chosen)


def report(given, chosen):
    """Prints the tables."""
    rows, totals = {}, {}
    for plan in chosen:
        result = judged(given.folder, plan, given.label)
        before = judged(given.folder, plan, given.against) if given.against else None
        rows.setdefault((plan.group, plan.value), []).append((plan, result, before))
        if plan.kind:
            total = totals.setdefault(plan.kind, [0, 0, 0])
            total[0] += result['found']
            total[1] += 1
            total[2] += before['found'] if before else 0
    group = None
    for (name, value), results in rows.items():
        if name != group:
            print(f'\n## {name}')
            group = name
        if results[0][0].kind:
            cell = f'{sum(r["found"] for _, r, _ in results)} of {len(results)}' + (f' (before {sum(b["found"] for _, _, b in results)})' if given.against else '')
            missed = [p.ground + (f' [{", ".join(r["others"])}]' if r['others'] else '') for p, r, _ in results if not r['found']]
            others = [f'{p.ground} [{", ".join(r["others"])}]' for p, r, _ in results if r['found'] and r['others']]
            wrong = [f'{p.ground}: {", ".join(r["wrong"])}' for p, r, _ in results if r['wrong']]
            print(f'{value:28} {cell:8}' + (f'  missed: {"; ".join(missed)}' if missed else '') + (f'  also: {"; ".join(others)}' if others else '') + (f'  WRONG: {"; ".join(wrong)}' if wrong else ''))
        else:
            for plan, result, before in results:
                was = f' (before {before["flagged"]})' if before else ''
                print(f'{value:28} {plan.ground:20} {result["flagged"]} of {round(plan.rate * plan.seconds)} flagged{was}  {"; ".join(result["wrong"])}')
    print()
    for kind, (found, count, before) in totals.items():
        print(f'{kind}: {found} of {count}' + (f' (before {before})' if given.against else ''))


if __name__ == '__main__':
    main()
