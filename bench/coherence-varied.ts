/**
 * The default detector on defects of the second generator, or of the third one, which no threshold was set by: other
 * forms, parts of the picture, three bit rates, all kinds in one video. And what it flags in the clips as they are.
 *
 *   node bench/coherence-varied.ts clip.mp4 other.mp4 …     clean clips; their own sound tells the beats
 *   node bench/coherence-varied.ts --seed 7 clip.mp4        other places and forms
 *   node bench/coherence-varied.ts --coded clip.mp4         the third generator: coded planes, light in stops
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseVideo } from '../src/coherence/index.ts';
import { musicOf } from '../src/workflow/analysis/musical-context.ts';
import { plantCoded } from './coherence/plant-coded.ts';
import { plantVaried, type VariedStretch } from './coherence/plant-varied.ts';
import { leastVisible } from './coherence/planting.ts';
import { createTallies, percentFlagged, touches } from './coherence/tally.ts';

const { values, positionals: clips } = parseArgs({
  options: { seed: { type: 'string', default: '90001' }, coded: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (clips.length === 0) throw new Error('Name the clips to plant defects in.');

const tallies = createTallies();
const areaOf = ({ kind, form }: VariedStretch): string =>
  kind === 'object-teleportation' ? 'a thing' : /part/.test(form) ? 'a part' : /half/.test(form) ? 'half' : 'the whole';

const folder = mkdtempSync(join(tmpdir(), 'phosphene-varied-'));
try {
  console.log('| clean clip | coherence | frames flagged | kinds |\n|---|---|---|---|');
  for (const [index, path] of clips.entries()) {
    const music = (await musicOf(path)).context;
    const clean = await analyseVideo(path, { music });
    const kinds = [...new Set(clean.artifacts.map(a => a.kind))].join(', ') || 'none';
    const { coherence } = clean.score;
    console.log(`| ${basename(path)} | ${coherence.toFixed(3)} | ${percentFlagged(clean).toFixed(2)}% | ${kinds} |`);
    const cuts = clean.shots.slice(1).map(shot => shot.firstFrame);
    for (const [round, bitRate] of [1_500_000, 3_000_000, 6_000_000].entries()) {
      const target = join(folder, 'planted.mp4');
      const seed = Number(values.seed) + 13 * index + 101 * round;
      const truth = values.coded
        ? await plantCoded(path, target, { seed, cuts, bitRate })
        : await plantVaried(path, target, { seed, cuts, bitRate, spacing: 34 + 3 * round });
      const { artifacts } = await analyseVideo(target, { music });
      for (const stretch of truth.filter(s => s.visible >= leastVisible)) {
        const t = tallies.of(`${stretch.kind} | ${areaOf(stretch)}`);
        t.planted++;
        if (artifacts.some(a => a.kind === stretch.kind && touches(a, stretch))) t.found++;
      }
      for (const a of artifacts) {
        const near = truth.filter(s => touches(a, s));
        if (near.length > 0 && near.every(s => s.visible < leastVisible)) continue;
        const t = tallies.of(`${a.kind} | any`);
        t.reported++;
        if (near.some(s => s.kind === a.kind)) t.right++;
      }
    }
  }
  console.log('\n| kind | area | recall | precision |\n|---|---|---|---|');
  for (const [key, t] of tallies.entries().sort())
    console.log(
      `| ${key} | ${t.planted ? `${t.found}/${t.planted}` : ''} | ${t.reported ? `${t.right}/${t.reported}` : ''} |`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
