/**
 * Learns how what speaks for and against a returning place is weighed (`src/coherence/detect/return-certainty.ts`):
 * jumps of widely drawn forms are planted in clean clips, everything that might be one is looked for in the clean clips
 * and in the planted ones, and a logistic regression tells the planted from the rest. Prints the weights.
 *
 *   node bench/train-returning-places.ts clip.mp4 other.mp4 …     clean clips, not those that are measured by
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { weighable } from '../src/coherence/detect/return-certainty.ts';
import { findReturnCandidates } from '../src/coherence/detect/returning-places.ts';
import { findCuts } from '../src/coherence/detect/shot-changes.ts';
import type { FrameMeasures } from '../src/coherence/measure/frame-measures.ts';
import { measureVideo } from '../src/coherence/measure/measure-video.ts';
import { type PlantedJump, plantJumps } from './coherence/plant-jumps.ts';
import { leastVisible } from './coherence/plant-varied.ts';

interface Example {
  values: number[];
  isJump: boolean;
}

const bitRates = [1_500_000, 6_000_000];
/** Frames at each end within which a candidate is the jump itself; what merely touches one teaches nothing. */
const nearEnough = 1;
/** How strongly weights of standardised values are held to zero. */
const penalty = 1;

let names: string[] = [];

async function measuresOf(path: string): Promise<FrameMeasures[]> {
  const frames: FrameMeasures[] = [];
  for await (const frame of measureVideo(path)) frames.push(frame);
  return frames;
}

function examplesOf(frames: FrameMeasures[], cuts: readonly number[], jumps: readonly PlantedJump[]): Example[] {
  const borders = [0, ...cuts, frames.length];
  const examples: Example[] = [];
  for (let s = 0; s + 1 < borders.length; s++)
    for (const { start, end, evidence } of findReturnCandidates(frames.slice(borders[s], borders[s + 1]))) {
      const [first, after] = [borders[s] + start, borders[s] + end];
      const near = jumps.filter(jump => first <= jump.end && after >= jump.first);
      const isJump = near.some(
        jump =>
          jump.visible >= leastVisible &&
          Math.abs(jump.first - first) <= nearEnough &&
          Math.abs(jump.end - after) <= nearEnough,
      );
      if (near.length > 0 && !isJump) continue;
      const values = weighable(evidence);
      names = Object.keys(values);
      examples.push({ values: Object.values(values), isJump });
    }
  return examples;
}

/** Solves a symmetric, positive definite system by Gauss elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < rows.length; i++)
    for (let j = i + 1; j < rows.length; j++) {
      const factor = rows[j][i] / rows[i][i];
      for (let k = i; k <= rows.length; k++) rows[j][k] -= factor * rows[i][k];
    }
  const solution = new Array<number>(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    let rest = rows[i][rows.length];
    for (let k = i + 1; k < rows.length; k++) rest -= rows[i][k] * solution[k];
    solution[i] = rest / rows[i][i];
  }
  return solution;
}

/** Logistic regression with a quadratic penalty, by Newton's method on standardised values; weights of the plain ones. */
function logisticRegression(examples: readonly Example[]): { bias: number; weights: number[] } {
  const count = examples[0].values.length;
  const means = names.map((_, k) => examples.reduce((sum, e) => sum + e.values[k], 0) / examples.length);
  const spreads = names.map((_, k) =>
    Math.sqrt(examples.reduce((sum, e) => sum + (e.values[k] - means[k]) ** 2, 0) / examples.length),
  );
  const inputs = examples.map(e => [1, ...e.values.map((value, k) => (value - means[k]) / spreads[k])]);
  let weights = new Array<number>(count + 1).fill(0);
  for (let round = 0; round < 30; round++) {
    const gradient = weights.map((w, k) => (k === 0 ? 0 : penalty * w));
    const curvature = weights.map((_, i) => weights.map((_, j) => (i === j ? (i === 0 ? 1e-9 : penalty) : 0)));
    inputs.forEach((input, n) => {
      const p = 1 / (1 + Math.exp(-input.reduce((sum, value, k) => sum + value * weights[k], 0)));
      const error = p - (examples[n].isJump ? 1 : 0);
      for (let i = 0; i <= count; i++) {
        gradient[i] += error * input[i];
        for (let j = 0; j <= count; j++) curvature[i][j] += p * (1 - p) * input[i] * input[j];
      }
    });
    const step = solve(curvature, gradient);
    weights = weights.map((w, k) => w - step[k]);
  }
  const plain = weights.slice(1).map((w, k) => w / spreads[k]);
  return { weights: plain, bias: weights[0] - plain.reduce((sum, w, k) => sum + w * means[k], 0) };
}

const clips = process.argv.slice(2);
if (clips.length === 0) throw new Error('Name the clean clips to learn from.');
const folder = mkdtempSync(join(tmpdir(), 'phosphene-train-'));
try {
  const examples: Example[] = [];
  for (const [index, path] of clips.entries()) {
    const clean = await measuresOf(path);
    const cuts = findCuts(clean);
    examples.push(...examplesOf(clean, cuts, []));
    for (const [round, bitRate] of bitRates.entries()) {
      const target = join(folder, 'planted.mp4');
      const jumps = await plantJumps(path, target, { seed: 4001 + 13 * index + 101 * round, cuts, bitRate });
      examples.push(...examplesOf(await measuresOf(target), cuts, jumps));
      console.log(`${path}: ${jumps.length} jumps planted, ${examples.length} examples so far`);
    }
  }
  const { weights, bias } = logisticRegression(examples);
  console.log(`\n${examples.filter(e => e.isJump).length} of ${examples.length} examples are jumps.\n`);
  for (const [k, name] of names.entries()) console.log(`  ${name}: ${weights[k].toFixed(3)},`);
  console.log(`bias ${bias.toFixed(3)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
