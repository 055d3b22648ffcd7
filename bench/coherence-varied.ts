/**
 * The default detector on defects of the second generator, which no threshold was set by: other forms, parts of the
 * picture, three bit rates, all kinds in one video. And what it flags in the clips as they are.
 *
 *   node bench/coherence-varied.ts clip.mp4 other.mp4 …     clean clips; their own sound tells the beats
 *   node bench/coherence-varied.ts --seed 7 clip.mp4        other places and forms
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Artifact, analyseVideo } from '../src/coherence/index.ts';
import { musicOf } from '../src/workflow/analysis/musical-context.ts';
import { leastVisible, plantVaried, type VariedStretch } from './coherence/plant-varied.ts';

const { values, positionals: clips } = parseArgs({
  options: { seed: { type: 'string', default: '90001' } },
  allowPositionals: true,
});
if (clips.length === 0) throw new Error('Name the clips to plant defects in.');

interface Tally {
  found: number;
  planted: number;
  right: number;
  reported: number;
}

const tallies = new Map<string, Tally>();
function tally(key: string): Tally {
  const known = tallies.get(key) ?? { found: 0, planted: 0, right: 0, reported: 0 };
  tallies.set(key, known);
  return known;
}

const touches = (a: Artifact, s: VariedStretch): boolean => a.firstFrame < s.end + 1 && a.endFrame > s.first - 1;
const areaOf = ({ kind, form }: VariedStretch): string =>
  kind === 'object-teleportation' ? 'a thing' : /part/.test(form) ? 'a part' : /half/.test(form) ? 'half' : 'the whole';

const folder = mkdtempSync(join(tmpdir(), 'phosphene-varied-'));
try {
  console.log('| clean clip | coherence | frames flagged | kinds |\n|---|---|---|---|');
  for (const [index, path] of clips.entries()) {
    const music = (await musicOf(path)).context;
    const clean = await analyseVideo(path, { music });
    const flagged = new Set(
      clean.artifacts.flatMap(a => Array.from({ length: a.endFrame - a.firstFrame }, (_, i) => a.firstFrame + i)),
    );
    const kinds = [...new Set(clean.artifacts.map(a => a.kind))].join(', ') || 'none';
    const share = ((100 * flagged.size) / clean.frames).toFixed(2);
    console.log(`| ${basename(path)} | ${clean.score.coherence.toFixed(3)} | ${share}% | ${kinds} |`);
    const cuts = clean.shots.slice(1).map(shot => shot.firstFrame);
    for (const [round, bitRate] of [1_500_000, 3_000_000, 6_000_000].entries()) {
      const target = join(folder, 'planted.mp4');
      const seed = Number(values.seed) + 13 * index + 101 * round;
      const truth = await plantVaried(path, target, { seed, cuts, bitRate, spacing: 34 + 3 * round });
      const { artifacts } = await analyseVideo(target, { music });
      for (const stretch of truth.filter(s => s.visible >= leastVisible)) {
        const t = tally(`${stretch.kind} | ${areaOf(stretch)}`);
        t.planted++;
        if (artifacts.some(a => a.kind === stretch.kind && touches(a, stretch))) t.found++;
      }
      for (const a of artifacts) {
        const near = truth.filter(s => touches(a, s));
        if (near.length > 0 && near.every(s => s.visible < leastVisible)) continue;
        const t = tally(`${a.kind} | any`);
        t.reported++;
        if (near.some(s => s.kind === a.kind)) t.right++;
      }
    }
  }
  console.log('\n| kind | area | recall | precision |\n|---|---|---|---|');
  for (const [key, t] of [...tallies].sort())
    console.log(
      `| ${key} | ${t.planted ? `${t.found}/${t.planted}` : ''} | ${t.reported ? `${t.right}/${t.reported}` : ''} |`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
