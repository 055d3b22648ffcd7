import type { Region } from '../detect/artifact.ts';
import type { Nv12Picture } from './picture.ts';

/** Levels of luma in black, and of chroma in grey. */
export const black = 16;
export const grey = 128;

/** Pixels of a block's side in which light is compared, at 360 lines. */
const blockSide = 16;
/** Blocks with less light above black, in levels, tell little of a factor; and those near the upper end are cut off. */
const leastLight = 10;
const mostLight = 205;
/** Radius of a part's middle, and of what may be of it, as shares of its width and height. */
const middle = 0.35;
const outside = 0.7;

/** Mean light of a picture's blocks, row by row, above black and grey: all that is needed to tell how light swings. */
export interface BlockLight {
  /** Pixels of a block's side, an even number. */
  side: number;
  columns: number;
  rows: number;
  luma: Float32Array;
  blue: Float32Array;
  red: Float32Array;
}

/** Measures the light of a picture's blocks. */
export function measureBlockLight({ width, height, data }: Nv12Picture): BlockLight {
  const side = 2 * Math.max(4, Math.round((blockSide * height) / 720));
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  /** Means of a plane that begins at `base`; the two of chroma are half as large, and lie by turns. */
  const means = (base: number, shrunk: 1 | 2, zero: number): Float32Array => {
    const sums = new Float32Array(columns * rows);
    const counts = new Float32Array(columns * rows);
    const unit = side / shrunk;
    for (let y = 0, i = base; y < height / shrunk; y++) {
      const first = Math.floor(y / unit) * columns;
      for (let x = 0; x < width / shrunk; x++, i += shrunk) {
        const block = first + Math.floor(x / unit);
        sums[block] += data[i];
        counts[block]++;
      }
    }
    return sums.map((sum, b) => sum / counts[b] - zero);
  };
  const chroma = width * height;
  return {
    side,
    columns,
    rows,
    luma: means(0, 1, black),
    blue: means(chroma, 2, grey),
    red: means(chroma + 1, 2, grey),
  };
}

/** Which blocks are surely of a region, which is told by coarse cells: those in its middle; and which surely are not. */
export function blocksOf({ columns, rows }: BlockLight, region: Region): { own: boolean[]; rest?: boolean[] } {
  const ways = Array.from({ length: columns * rows }, (_, b) => {
    const [u, v] = [((b % columns) + 0.5) / columns, (Math.floor(b / columns) + 0.5) / rows];
    return Math.hypot((u - region.x) / region.width - 0.5, (v - region.y) / region.height - 0.5);
  });
  if (region.width * region.height >= 1) return { own: ways.map(() => true) };
  return { own: ways.map(way => way < middle), rest: ways.map(way => way > outside) };
}

/** Natural logarithm of light above black, in levels. */
export const logOfLight = (light: number): number => Math.log(Math.max(0, light) + 1);

/** The same, but not a number where so much, or so little, light tells nothing of a factor. */
export function telling(light: number): number {
  const log = logOfLight(light);
  return log > Math.log(leastLight) && log < Math.log(mostLight) ? log : Number.NaN;
}

/** The value around which values lie most densely (half-sample mode, Bickel and Fruehwirth 2006). */
function modeOf(values: readonly number[]): number {
  let part = [...values].sort((a, b) => a - b);
  while (part.length > 2) {
    const half = Math.ceil(part.length / 2);
    let best = 0;
    for (let i = 1; i + half <= part.length; i++)
      if (part[i + half - 1] - part[i] < part[best + half - 1] - part[best]) best = i;
    part = part.slice(best, best + half);
  }
  return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
}

/** What is measured of a channel of light: natural logarithms, block by block, frame by frame. */
type Logs = readonly Float32Array[];

/** A swing of light: natural logarithm of the factor of each frame, and what share of the blocks went along. */
export interface Swing {
  factors: number[];
  agreement: number;
}

/** Blocks agree on a step that differ from it by this share of it, and by what is not seen (natural logarithm). */
const alike = 0.25;
const unseenStep = 0.005;

/**
 * Sums up the steps of light on which most blocks agree, from frame to frame. Beyond a stretch light is what it was, so
 * what is left at its end is spread over it as the scene's own.
 *
 * @param logs  of the good frame before, the frames of a stretch, and the one after
 * @param tells blocks that are asked
 */
function sumOfSteps(logs: Logs, tells: readonly boolean[]): Swing {
  const sums: number[] = [];
  let [energy, agreed] = [0, 0];
  for (let i = 1; i < logs.length; i++) {
    const steps = Array.from(logs[i], (light, b) => light - logs[i - 1][b]).filter((_, b) => tells[b]);
    const step = modeOf(steps);
    const near = steps.filter(own => Math.abs(own - step) < alike * Math.abs(step) + unseenStep);
    sums.push((sums.at(-1) ?? 0) + step);
    energy += step * step;
    agreed += (step * step * near.length) / steps.length;
  }
  const drift = sums.at(-1)!;
  const factors = sums.slice(0, -1).map((sum, i) => sum - (drift * (i + 1)) / sums.length);
  return { factors, agreement: agreed / Math.max(energy, 1e-12) };
}

/** Light of the good frames before a stretch, of its frames, and of the good ones after it; some of each. */
export interface LightAround {
  before: readonly BlockLight[];
  during: readonly BlockLight[];
  after: readonly BlockLight[];
}

/** Fewer good frames beside a stretch do not tell how a scene pulses. */
const leastBeside = 4;
/** Share of the blocks that must agree on a swing, and where fewer than a share of its frames lie beside it. */
const leastAgreement = 0.4;
const fewBeside = 0.5;
const leastAgreementByFew = 0.7;
/** A swing of which less than this share is beyond what the scene does by itself is not told. */
const leastBeyond = 0.4;
/** Share of the blocks that must tell of a factor. */
const leastTold = 0.02;
/** The first frame and the last, which may be good, stay where they swing by less than this share of the root mean square. */
const leastAtEnds = 0.3;
/** Swings of less energy (squares of natural logarithms) are none. */
const leastEnergy = 1e-5;

/** A sine that has k + 1 half waves over so many frames, at one of them; orthonormal. */
const waveAt = (k: number, i: number, length: number): number =>
  Math.sqrt(2 / (length + 1)) * Math.sin((Math.PI * (k + 1) * (i + 1)) / (length + 1));

/** The waves of a swing that begins and ends with nothing, from slow to quick (sine transform). */
const wavesOf = (swing: readonly number[]): number[] =>
  swing.map((_, k) => swing.reduce((sum, value, i) => sum + value * waveAt(k, i, swing.length), 0));

/** Energy of a wave, told by those beside it, too. */
function energyAt(waves: readonly number[], k: number): number {
  const near = waves.slice(Math.max(0, k - 1), k + 2);
  return near.reduce((sum, value) => sum + value * value, 0) / near.length;
}

/**
 * Tells how light swings in a stretch: the steps on which most blocks agree, summed up. What a scene does by itself it
 * does beside the stretch, too, and, where a part of the picture swings, in the rest of it: as much as the same sums swing
 * there, slowly or quickly, is taken for the scene's, and the swing is told lower by it (Wiener's estimate, wave by wave),
 * or not at all where little is left.
 *
 * @param around good frames on both sides, one at least
 * @param blocks those that are asked, and those of the rest of the picture
 * @param logsOf logarithms of the light that is looked at; not a number where a block tells nothing
 * @returns undefined where no swing is told
 */
export function swingWithin(
  { before, during, after }: LightAround,
  blocks: { own: readonly boolean[]; rest?: readonly boolean[] },
  logsOf: (light: BlockLight) => Float32Array,
): Swing | undefined {
  const swingOf = (lights: readonly BlockLight[], asked = blocks.own): Swing | undefined => {
    const logs = lights.map(logsOf);
    const tells = asked.map((is, b) => is && logs.every(light => Number.isFinite(light[b])));
    return tells.filter(is => is).length >= leastTold * tells.length ? sumOfSteps(logs, tells) : undefined;
  };
  const stretch = [before.at(-1)!, ...during, after[0]];
  const swing = swingOf(stretch);
  if (!swing) return undefined;
  const { factors } = swing;
  const energy = factors.reduce((sum, value) => sum + value * value, 0);
  if (energy < leastEnergy * factors.length) return undefined;
  const sides = [before, after].filter(lights => lights.length >= leastBeside);
  const isKnown = sides.some(lights => lights.length - 2 >= fewBeside * factors.length);
  if (swing.agreement < (isKnown ? leastAgreement : leastAgreementByFew)) return undefined;
  const beside = [...sides.map(lights => swingOf(lights)), blocks.rest && swingOf(stretch, blocks.rest)];
  const usual = beside.filter(own => own !== undefined).map(own => wavesOf(own.factors));
  const waves = wavesOf(factors);
  /** Each wave, by the share of it that is beyond what the scene does. */
  const own = waves.map((wave, k) => {
    const scene = usual.map(other => energyAt(other, Math.round(((k + 1) / waves.length) * other.length) - 1));
    return wave * Math.max(0, 1 - Math.max(0, ...scene) / Math.max(1e-12, energyAt(waves, k)));
  });
  const beyond = own.reduce((sum, wave, k) => sum + wave * waves[k], 0) / energy;
  if (beyond < leastBeyond) return undefined;
  const told = factors.map((_, i) => own.reduce((sum, wave, k) => sum + wave * waveAt(k, i, own.length), 0));
  const least = leastAtEnds * Math.sqrt(told.reduce((sum, value) => sum + value * value, 0) / told.length);
  const isLeft = (i: number): boolean => (i === 0 || i === told.length - 1) && Math.abs(told[i]) < least;
  return { factors: told.map((value, i) => (isLeft(i) ? 0 : value)), agreement: swing.agreement };
}
