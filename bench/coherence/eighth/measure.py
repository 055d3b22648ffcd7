#!/usr/bin/env python3
"""Measures `phosphene artifacts` on clips of plant.py, through the command alone.

    measure.py run PHOSPHENE CLIPS REPORTS [NAME...]    runs PHOSPHENE/src/cli/phosphene.js on clips that have no report yet
    measure.py count CLIPS REPORTS                      prints the tables

A fault is found when a report of its kind touches its frames to within one. A report is right when it so touches a fault of
its kind, astray when it only touches one of another kind (told apart, not counted as wrong), wrong when no fault lies there.
Precision = right reports / (right + wrong ones). All frames count from 0.
"""
import glob, json, os, subprocess, sys, time

KINDS = ('lighting-flicker', 'motion-blur-inconsistency', 'object-teleportation', 'colour-banding')


def run(tree, clips, reports, names):
    os.makedirs(reports, exist_ok=True)
    node = os.path.join(tree, 'node_modules/node/bin/node')
    for truth in sorted(glob.glob(clips + '/*.json')):
        name = os.path.basename(truth)[:-5]
        out = f'{reports}/{name}.json'
        if os.path.exists(out) or names and name not in names:
            continue
        start = time.time()
        done = subprocess.run([node, os.path.join(tree, 'src/cli/phosphene.js'), 'artifacts', f"{clips}/{json.load(open(truth))['file']}", '--json', out + '.part'],
                              capture_output=True, text=True)
        if done.returncode:
            print(name, 'failed:', done.stderr[-300:], flush=True); continue
        os.rename(out + '.part', out)
        print(f'{name} {time.time() - start:.0f} s', flush=True)


def touches(a, b, margin=1):
    return a['first'] <= b['last'] + margin and b['first'] <= a['last'] + margin


def reported(path):
    """What the report calls one of the four kinds, as first and last frame."""
    return [dict(kind=a['kind'], first=a['firstFrame'], last=a['endFrame'] - 1, more=a) for a in json.load(open(path))['artifacts'] if a['kind'] in KINDS]


def count(clips, reports):
    table = {k: {s: [0, 0] for s in ('weak', 'middle', 'strong')} for k in KINDS}
    right, astray, wrong = ({k: 0 for k in KINDS} for _ in range(3))
    lines, groups, done = [], {'decoy': [0, 0, 0, 0], 'clean': [0, 0, 0, 0]}, 0
    for path in sorted(glob.glob(clips + '/*.json')):
        name, truth = os.path.basename(path)[:-5], json.load(open(path))
        if not os.path.exists(f'{reports}/{name}.json'):
            continue
        done += 1
        found = reported(f'{reports}/{name}.json')
        for f in truth['faults']:
            hit = any(r['kind'] == f['kind'] and touches(r, f) for r in found)
            table[f['kind']][f['strength']][0] += hit; table[f['kind']][f['strength']][1] += 1
            if not hit:
                lines.append(f"missed {name} {truth['file'].split('.')[1]} {f['kind']} {f['strength']} ({f['variant']}) frames {f['first']}-{f['last']} region {f['region']} in {truth['source']}")
        for r in found:
            same = any(r['kind'] == f['kind'] and touches(r, f) for f in truth['faults'])
            other = any(touches(r, f) for f in truth['faults'])
            (right if same else astray if other else wrong)[r['kind']] += 1
            if not same:
                lines.append(f"{'astray' if other else 'WRONG'} {name} {r['kind']} frames {r['first']}-{r['last']} confidence {r['more'].get('confidence')} in {truth['decoy'] or ('faulty' if truth['faults'] else 'clean')} {truth['source']}")
        if not truth['faults']:
            g = groups['decoy' if truth['decoy'] else 'clean']
            flagged = set(i for r in found for i in range(r['first'], r['last'] + 1))
            g[0] += bool(found); g[1] += 1; g[2] += len(flagged); g[3] += truth['frames']
    print(f'{done} clips')
    for k in KINDS:
        r, w = right[k], wrong[k]
        print(f'{k:27}', *(f'{s} {a}/{n}  ' for s, (a, n) in table[k].items()), f'all {sum(a for a, _ in table[k].values())}/{sum(n for _, n in table[k].values())}',
              f'  reports: right {r} wrong {w} astray {astray[k]}  precision {r / max(1, r + w):.2f}')
    for g, (a, n, frames, all_frames) in groups.items():
        print(f'{g} clips with a report: {a} of {n}; frames flagged: {frames} of {all_frames} ({100 * frames / max(1, all_frames):.2f}%)')
    print('\n'.join(sorted(lines)))


if __name__ == '__main__':
    if len(sys.argv) > 4 and sys.argv[1] == 'run':
        run(*sys.argv[2:5], sys.argv[5:])
    elif len(sys.argv) == 4 and sys.argv[1] == 'count':
        count(*sys.argv[2:])
    else:
        sys.exit(__doc__)
