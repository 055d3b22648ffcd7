/**
 * Learns how what speaks for and against a swing of light is weighed (`src/coherence/detect/light/swing-certainty.ts`): light
 * of widely drawn forms is planted in clean clips, everything that might be a swing is looked for in the clean clips, in
 * the planted ones and in copies with flashes on every fourth accent, and a small network learns to tell the planted
 * from the rest.
 *
 *   node bench/train-light.ts src/coherence/detect/light/swing-network.json clip.mp4 other.mp4 …
 *
 * Their own sound tells the beats. The clips are clean ones, not those that are measured by.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MusicalContext } from '../src/coherence/detect/music.ts';
import { findCuts } from '../src/coherence/detect/shot-changes.ts';
import type { FrameMeasures } from '../src/coherence/measure/frame-measures.ts';
import { measureVideo } from '../src/coherence/measure/measure-video.ts';
import { probeVideo } from '../src/media/index.ts';
import { musicOf } from '../src/workflow/analysis/musical-context.ts';
import { learnSwings, swingExamples } from './coherence/learn-light.ts';
import { plant } from './coherence/plant.ts';
import { type PlantedLight, plantLight } from './coherence/plant-light.ts';
import { type Example, writeNetwork } from './coherence/small-network.ts';

/** The clips take turns: what an encoder takes away depends on both. */
const codings = [
  { bitRate: 3_000_000, speed: 'best' },
  { bitRate: 6_000_000, speed: 'fast' },
  { bitRate: 12_000_000, speed: 'balanced' },
  { bitRate: 1_500_000, speed: 'balanced' },
] as const;

const measuresOf = (path: string): Promise<FrameMeasures[]> => Array.fromAsync(measureVideo(path));

const examples: Example[] = [];
function addExamples(
  frames: FrameMeasures[],
  cuts: readonly number[],
  music: MusicalContext,
  faults: readonly PlantedLight[],
): void {
  const borders = [0, ...cuts];
  borders.forEach((first, s) => {
    const shot = frames.slice(first, borders[s + 1]);
    if (shot.length >= 5) examples.push(...swingExamples(shot, first, music, faults));
  });
}

const [target, ...clips] = process.argv.slice(2);
if (clips.length === 0) throw new Error('Name the file to write to and clean clips to learn from.');
const folder = mkdtempSync(join(tmpdir(), 'phosphene-train-'));
try {
  for (const [index, path] of clips.entries()) {
    const { frameRate } = await probeVideo(path);
    const music = (await musicOf(path)).context;
    const clean = await measuresOf(path);
    const cuts = findCuts(clean);
    addExamples(clean, cuts, music, []);
    const planted = join(folder, 'planted.mp4');
    const beats = music.accents.filter((_, i) => i % 4 === 0).map(time => Math.round(time * frameRate));
    if (beats.length > 0) {
      await plant(path, planted, 'flash', 'middle', 1, beats);
      addExamples(await measuresOf(planted), cuts, music, []);
    }
    const faults = await plantLight(path, planted, {
      seed: 6001 + 17 * index,
      cuts,
      ...codings[index % codings.length],
    });
    addExamples(await measuresOf(planted), cuts, music, faults);
    console.log(`${path}: ${faults.length} faults planted`);
  }
  writeNetwork(target, learnSwings(examples));
  console.log(`${examples.filter(e => e.isFault).length} of ${examples.length} examples were faults.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
