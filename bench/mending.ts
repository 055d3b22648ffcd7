/**
 * What mending wins back: faults put on decoded frames, mended by their kind, and held against the clean frames before
 * anything is encoded again, since an encoder's own loss would bound what can be won.
 *
 *   node bench/mending.ts clip.mp4 …        clips of your own, 60 frames and more
 *   node bench/mending.ts                   synthetic footage, and a built-in render
 *   node bench/mending.ts --kinds KIND,… --footage built-in    a part of that, at the same places
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Artifact, type ArtifactKind, analyseVideo, type Nv12Picture } from '../src/coherence/index.ts';
import type { FrameRange } from '../src/coherence/measure/kept-measures.ts';
import { createFrameMeter } from '../src/coherence/measure/measure-frames.ts';
import { measureBlockLight } from '../src/coherence/mend/block-light.ts';
import { aroundLight, learnLight } from '../src/coherence/mend/learn-light.ts';
import { mendStretch } from '../src/coherence/mend/mend-frames.ts';
import { createCoherenceScore } from '../src/coherence/score/coherence-score.ts';
import { decodeVideo, probeVideo } from '../src/media/index.ts';
import { createRandom } from '../src/scene-map/random.ts';
import { synthesiseFootage } from './coherence/footage.ts';

const kinds = [
  'lighting-flicker',
  'motion-blur-inconsistency',
  'colour-banding',
  'object-teleportation',
  'black-frame',
  'frozen-frame',
] as const;
const lengths = {
  'lighting-flicker': [4, 14],
  'motion-blur-inconsistency': [5, 16],
  'colour-banding': [8, 18],
  'object-teleportation': [3, 7],
  'black-frame': [1, 4],
  'frozen-frame': [1, 4],
} as const;
const { values: options, positionals: given } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: { type: 'string', default: kinds.join(',') },
    footage: { type: 'string', default: 'synthetic,built-in' },
  },
});
const chosen = options.kinds.split(',');
const bandStep = 12;
/** Radius of a fault in a part of the picture, and of a large and a small thing that jumps; shares of the width. */
const partRadius = 0.32;
const thingRadius = [0.16, 0.1];

/** How much of a fault is seen at a pixel, 0 to 1. */
type Mask = (x: number, y: number) => number;

/** Gaussian blur of the luma, two passes. */
function blur({ width, height, data }: Nv12Picture, sigma: number, mask: Mask): void {
  const reach = Math.ceil(2.5 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * ((k - reach) / sigma) ** 2));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const pass = (from: ArrayLike<number>, stepX: number, stepY: number): Float32Array =>
    Float32Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const u = Math.max(0, Math.min(width - 1, x + k * stepX));
        const v = Math.max(0, Math.min(height - 1, y + k * stepY));
        sum += weights[k + reach] * from[v * width + u];
      }
      return sum / total;
    });
  const soft = pass(pass(data.subarray(0, width * height), 1, 0), 0, 1);
  soft.forEach((value, i) => {
    data[i] += (value - data[i]) * mask(i % width, Math.floor(i / width)) + 0.5;
  });
}

/** Puts what lies elsewhere in the picture in the place of what is there. */
function jump({ width, height, data }: Nv12Picture, [x0, y0]: readonly [number, number], mask: Mask): void {
  const luma = data.slice(0, width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const [u, v] = [Math.max(0, Math.min(width - 1, x + x0)), Math.max(0, Math.min(height - 1, y + y0))];
      data[i] = luma[i] + (luma[v * width + u] - luma[i]) * mask(x, y) + 0.5;
    }
}

interface Spoiling {
  frame: number;
  mask: Mask;
  /** The good frame before the stretch. */
  good: Nv12Picture;
  /** From where what jumps comes, in pixels. */
  from: readonly [number, number];
}

function spoil(kind: (typeof kinds)[number], picture: Nv12Picture, { frame, mask, good, from }: Spoiling): void {
  const { width, height, data } = picture;
  const gain = 1 + 0.25 * (frame % 2 ? 1 : -1);
  if (kind === 'motion-blur-inconsistency') blur(picture, 2.2, mask);
  else if (kind === 'object-teleportation') jump(picture, from, mask);
  else if (kind === 'frozen-frame') data.set(good.data);
  else if (kind === 'black-frame') data.fill(16, 0, width * height).fill(128, width * height);
  else
    for (let i = 0; i < width * height; i++) {
      const share = mask(i % width, Math.floor(i / width));
      if (kind === 'lighting-flicker')
        data[i] = Math.max(16, Math.min(235, 16 + (data[i] - 16) * (1 + (gain - 1) * share) + 0.5));
      else if (share > 0.5) data[i] = Math.max(16, Math.min(235, Math.round(data[i] / bandStep) * bandStep));
    }
}

const errorOf = (a: Nv12Picture, b: Nv12Picture): number => {
  const pixels = a.width * a.height;
  let sum = 0;
  for (let i = 0; i < pixels; i++) sum += (a.data[i] - b.data[i]) ** 2;
  return sum / pixels;
};

function scoreOf(pictures: readonly Nv12Picture[]): number {
  const meter = createFrameMeter();
  const score = createCoherenceScore();
  score.add(
    pictures.map((picture, frame) => meter({ ...picture, frame, time: frame / 24 })),
    undefined,
    undefined,
  );
  const { perFrame } = score.finish();
  return perFrame.slice(1).reduce((sum, f) => sum + f.coherence, 0) / (perFrame.length - 1);
}

interface Tally {
  stretches: number;
  gain: number;
  least: number;
  lost: number;
  won: number;
}
const tallies = new Map<string, Tally>();

/** Adds what one mend won to the row of the table of its kind and footage. */
function count(faults: string, group: string, { gain, lost, won }: Pick<Tally, 'gain' | 'lost' | 'won'>): void {
  const key = `${faults} | ${group}`;
  const tally = tallies.get(key) ?? { stretches: 0, gain: 0, least: Number.POSITIVE_INFINITY, lost: 0, won: 0 };
  tally.stretches++;
  tally.gain += gain;
  tally.least = Math.min(tally.least, gain);
  tally.lost += lost;
  tally.won += won;
  tallies.set(key, tally);
}

/** The first frame from one on, or from the beginning, where a stretch and two frames on either side lie in one shot. */
function placeIn(shots: readonly FrameRange[], from: number, length: number): { first: number; shot: FrameRange } {
  const last = shots.at(-1)!.endFrame;
  for (let k = 0; k < last; k++) {
    const first = (from + k) % last;
    const shot = shots.find(own => first - 2 >= own.firstFrame && first + length + 2 <= own.endFrame);
    if (shot) return { first, shot };
  }
  throw new Error(`No shot is long enough for ${length} frames.`);
}

async function measure(path: string, seed: number, group: string): Promise<void> {
  const info = await probeVideo(path);
  // A fault is reported, and mended, within one shot.
  const { shots } = await analyseVideo(path);
  const width = Math.min(640, info.width) & ~1;
  const height = Math.round((info.height * width) / info.width / 2) * 2;
  const random = createRandom(seed);
  for (const kind of kinds)
    for (const length of lengths[kind])
      for (const isWhole of kind.endsWith('frame') ? [true] : [true, false]) {
        const place = 4 + Math.floor(random() * (Math.min(info.frames, 600) - length - 8));
        const [cx, cy] = [0.25 + 0.5 * random(), 0.25 + 0.5 * random()];
        const from = [(random() - 0.5) * width, (random() - 0.5) * 0.7 * height].map(Math.round) as [number, number];
        // Places are the same whether all kinds are measured or one.
        if (!chosen.includes(kind)) continue;
        const { first, shot } = placeIn(shots, place, length);
        const endFrame = first + length;
        const reach = kind === 'lighting-flicker' ? aroundLight(length) : 2;
        const [start, end] = [Math.max(shot.firstFrame, first - reach), Math.min(shot.endFrame, endFrame + reach)];
        const frames = Array.from({ length: end - start }, (_, i) => start + i);
        const all: Nv12Picture[] = [];
        for await (const { data } of decodeVideo(path, { format: 'nv12', width, height, frames }))
          all.push({ width, height, data: Uint8Array.from(data) });
        const clean = all.slice(first - 2 - start, endFrame + 2 - start);
        const isThing = kind === 'object-teleportation';
        const radius = isThing ? thingRadius[isWhole ? 0 : 1] : partRadius;
        const mask: Mask =
          isWhole && !isThing
            ? () => 1
            : (x, y) => Math.max(0, Math.min(1, (radius - Math.hypot(x / width - cx, y / height - cy)) / 0.05));
        const bad = clean.map((picture, i) => {
          if (i < 2 || i >= length + 2) return picture;
          const copy = { ...picture, data: picture.data.slice() };
          spoil(kind, copy, { frame: i, mask, good: clean[1], from });
          return copy;
        });
        const artifact = {
          ...{ kind: kind satisfies ArtifactKind, firstFrame: first, endFrame, bandStep },
          region:
            isWhole && !isThing
              ? { x: 0, y: 0, width: 1, height: 1 }
              : { x: Math.max(0, cx - radius), y: Math.max(0, cy - radius), width: 2 * radius, height: 2 * radius },
        } as Artifact;
        const stretch = { firstFrame: first, endFrame, artifacts: [artifact], shot };
        const spoiled = bad.slice(2, 2 + length);
        const lights = [all.slice(0, first - start), spoiled, all.slice(endFrame - start)].map(part =>
          kind === 'lighting-flicker' ? part.map(measureBlockLight) : [],
        );
        const [before, during, after] = lights;
        const light = new Map(
          kind === 'lighting-flicker' ? [[artifact, learnLight(artifact, { before, during, after })]] : [],
        );
        const mended = mendStretch(stretch, bad[1], spoiled, bad[2 + length], {
          light,
          blurs: new Map(),
          mended: new Set(),
        });
        const errors = (pictures: readonly Nv12Picture[]): number =>
          pictures.reduce((sum, picture, i) => sum + errorOf(picture, clean[2 + i]), 0);
        const gain = 10 * Math.log10(errors(spoiled) / Math.max(0.3 * length, errors(mended)));
        const [best, worst, now] = [clean, bad, [bad[0], bad[1], ...mended, ...bad.slice(2 + length)]].map(scoreOf);
        const lost = Math.max(0, best - worst);
        const won = Math.min(now, best) - Math.min(worst, best);
        console.error(
          `${basename(path)} ${kind}${isWhole ? '' : ', part'}, ${length} from ${first}: ${gain.toFixed(2)} dB, coherence ${[best, worst, now].map(value => value.toFixed(3)).join(', ')}`,
        );
        for (const faults of [kind.replaceAll('-', ' '), 'every kind']) count(faults, group, { gain, lost, won });
      }
}

const folder = mkdtempSync(join(tmpdir(), 'phosphene-mending-'));
try {
  for (const [i, path] of given.entries()) await measure(path, 7 + i, 'given');
  if (given.length === 0) {
    for (const seed of options.footage.includes('synthetic') ? [5, 11, 17] : []) {
      const path = join(folder, `synthetic-${seed}.mp4`);
      await synthesiseFootage(path, 640, 360, 168, seed);
      await measure(path, seed, 'synthetic footage');
    }
    if (options.footage.includes('built-in')) {
      const path = join(folder, 'built-in.mp4');
      const example = new URL('../examples/first-light.m4a', import.meta.url).pathname;
      const words = ['render', example, '-o', path, '--start', '18', '--duration', '20', '-q', 'draft', '-r', '640x360'];
      const program = new URL('../src/cli/main.ts', import.meta.url).pathname;
      const run = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
      if (run.status !== 0) throw new Error(run.stderr);
      for (const seed of [3, 4]) await measure(path, seed, 'built-in');
    }
  }
  console.log('| kind | footage | stretches | mean gain, dB | least | share of the lost score won back | lost |\n|---|---|---|---|---|---|---|');
  for (const [key, { stretches, gain, least, lost, won }] of [...tallies].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`| ${key} | ${stretches} | ${(gain / stretches).toFixed(1)} | ${least.toFixed(1)} | ${(won / lost).toFixed(2)} | ${(lost / stretches).toFixed(3)} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
} // biome-ignore format: rows of a table
