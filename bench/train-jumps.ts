/**
 * Learns how what speaks for and against a jump is weighed (`src/coherence/detect/jumps/replacement-certainty.ts` and
 * `return-certainty.ts`): jumps of widely drawn forms are planted in clean clips, everything that might be one is looked
 * for in the clean clips and in the planted ones, and two small networks learn to tell the planted from the rest.
 *
 *   node bench/train-jumps.ts src/coherence/detect clip.mp4 other.mp4 …
 *
 * The clips are clean ones, not those that are measured by.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCuts } from '../src/coherence/detect/shot-changes.ts';
import type { FrameMeasures } from '../src/coherence/measure/frame-measures.ts';
import { measureVideo } from '../src/coherence/measure/measure-video.ts';
import { candidatesIn, learnJumps, type PlantedClip, type ShotCandidates } from './coherence/learn-jumps.ts';
import { plantJumps } from './coherence/plant-jumps.ts';
import { writeNetwork } from './coherence/small-network.ts';

/** Each clip is planted anew for each of these: what an encoder takes away depends on both. */
const copies = [
  { bitRate: 1_500_000, speed: 'balanced' },
  { bitRate: 3_000_000, speed: 'best' },
  { bitRate: 6_000_000, speed: 'fast' },
  { bitRate: 12_000_000, speed: 'balanced' },
] as const;

const measuresOf = (path: string): Promise<FrameMeasures[]> => Array.fromAsync(measureVideo(path));

function candidatesOf(
  frames: FrameMeasures[],
  source: number,
  cuts: readonly number[],
  planted: PlantedClip,
): ShotCandidates[] {
  const borders = [0, ...cuts];
  return borders.map((first, s) => candidatesIn(frames.slice(first, borders[s + 1]), source, first, planted));
}

const [target, ...clips] = process.argv.slice(2);
if (clips.length < 2) throw new Error('Name the folder to write to and two or more clean clips to learn from.');
const folder = mkdtempSync(join(tmpdir(), 'phosphene-train-'));
try {
  const shots: ShotCandidates[] = [];
  for (const [index, path] of clips.entries()) {
    const clean = await measuresOf(path);
    const cuts = findCuts(clean);
    shots.push(...candidatesOf(clean, index, cuts, { jumps: [], clean }));
    for (const [round, coding] of copies.entries()) {
      const planted = join(folder, 'planted.mp4');
      const jumps = await plantJumps(path, planted, { seed: 4001 + 13 * index + 101 * round, cuts, ...coding });
      shots.push(...candidatesOf(await measuresOf(planted), index, cuts, { jumps, clean }));
      console.log(`${path}: ${jumps.length} jumps planted`);
    }
  }
  const { replacement, returns, examples } = learnJumps(shots);
  writeNetwork(join(target, 'replacement-network.json'), replacement);
  writeNetwork(join(target, 'return-network.json'), returns);
  console.log(`${examples.filter(e => e.isFault).length} of ${examples.length} examples of returns were jumps.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
