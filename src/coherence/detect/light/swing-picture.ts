import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile, spreadOf } from '../series.ts';

/** What the cells of the picture say of a swing of light. */
export interface CellsAtSwing {
  /** Share of the cells that tell their light, and of these the share that goes and comes back with it. */
  told: number;
  along: number;
  /** How far what comes back of what went differs among these: median distance from the median, as a share of it. */
  unlike: number;
  /** How far the changes of all cells differ at the beginning and at the end, likewise. */
  spread: readonly [number, number];
}

/** What the colours, the brightest pixels, the dark and the bright patches say of it; gains count along the swing. */
export interface ColourOfLight {
  /** Levels by which the mean colour changes beyond its light, at both ends and on one step of four. */
  hue: readonly [number, number];
  usualHue: number;
  /** How much more than the whole the brightest pixels change at both ends. */
  brightest: readonly [number, number];
  /** Change of the darkest and the brightest third of the patches, at the beginning and at the end. */
  dark: readonly [number, number];
  bright: readonly [number, number];
}

/** Smaller changes of a cell are none. */
const leastOfCell = 0.02;
const leastCells = 4;
/** Levels: black, and what of it and of white tells no light. */
const black = 16;
const dark = 3;
const clipped = 228;
const grey = 128;
const leastPatches = 30;
const mostGain = 0.5;

/** Compares the cells' changes of light at both ends of a swing that brightens (1) or darkens (-1). */
export function cellsAtSwing(shot: readonly FrameMeasures[], start: number, end: number, sign: number): CellsAtSwing {
  const [into, out] = [shot[start].step?.gain, shot[end].step?.gain];
  if (!into || !out) return { told: 0, along: 0, unlike: 1, spread: [2, 2] };
  let told = 0;
  const quotients: number[] = [];
  for (let c = 0; c < cells; c++) {
    if (!Number.isFinite(into[c]) || !Number.isFinite(out[c])) continue;
    told++;
    if (sign * into[c] > leastOfCell && -sign * out[c] > leastOfCell) quotients.push(-out[c] / into[c]);
  }
  return {
    told: told / cells,
    along: quotients.length / Math.max(1, told),
    unlike: quotients.length >= leastCells ? spreadOf(quotients, 0.05) : 1,
    spread: [spreadOf(into, leastOfCell), spreadOf(out, leastOfCell)],
  };
}

/** Changes of the darkest and of the brightest third of the patches at a step, as natural logarithms. */
function darkAndBright({ step, thumbnail }: FrameMeasures): readonly [number, number] {
  if (!step) return [0, 0];
  const { before } = step;
  const levels = new Float32Array(thumbnail.length);
  const changes = new Float32Array(thumbnail.length);
  let count = 0;
  for (let p = 0; p < thumbnail.length; p++) {
    const [now, then] = [thumbnail[p], before[p]];
    if (Math.max(now, then) - black <= dark || Math.min(now, then) >= clipped) continue;
    levels[count] = then;
    changes[count++] = Math.log((Math.max(0, now - black) + 1) / (Math.max(0, then - black) + 1));
  }
  if (count < leastPatches) return [0, 0];
  const told = levels.subarray(0, count);
  const [low, high] = [quantile(told, 1 / 3), quantile(told, 2 / 3)];
  const change = (isOne: (level: number) => boolean): number =>
    quantile(
      changes.subarray(0, count).filter((_, k) => isOne(told[k])),
      0.5,
    );
  return [change(level => level <= low), change(level => level >= high)];
}

/** Measures of single steps of a shot, which many swings ask for. */
export interface ColourOfSteps {
  /** Levels by which the mean colour changes beyond what the light explains. */
  hue: Float64Array;
  usualHue: number;
  /** Change of the brightest pixels as a natural logarithm. */
  brightest: Float64Array;
  /** Changes of the darkest and the brightest third of the patches; made when they are asked for. */
  thirds: (at: number) => readonly [number, number];
}

/** @param gains natural logarithm of the gain of all light at each step */
export function colourOfSteps(shot: readonly FrameMeasures[], gains: readonly number[]): ColourOfSteps {
  const hue = Float64Array.from(shot, ({ chroma }, i) => {
    if (i === 0) return Number.NaN;
    const gain = Math.exp(Math.max(-mostGain, Math.min(mostGain, gains[i])));
    const change = (c: 0 | 1): number => chroma[c] - grey - gain * (shot[i - 1].chroma[c] - grey);
    return Math.hypot(change(0), change(1));
  });
  const brightest = Float64Array.from(shot, (frame, i) =>
    i === 0
      ? Number.NaN
      : Math.log(Math.max(1, frame.brightest - black + 1) / Math.max(1, shot[i - 1].brightest - black + 1)),
  );
  const known = new Map<number, readonly [number, number]>();
  const thirds = (at: number): readonly [number, number] => {
    const own = known.get(at) ?? darkAndBright(shot[at]);
    known.set(at, own);
    return own;
  };
  return { hue, usualHue: quantile(hue, 0.75), brightest, thirds };
}

/** What colours say of a swing. */
export function colourOfLight(
  steps: ColourOfSteps,
  gains: readonly number[],
  start: number,
  end: number,
  sign: number,
): ColourOfLight {
  const { hue, usualHue, brightest, thirds } = steps;
  const [[darkInto, brightInto], [darkOut, brightOut]] = [thirds(start), thirds(end)];
  return {
    hue: [hue[start], hue[end]],
    usualHue,
    brightest: [sign * (brightest[start] - gains[start]), -sign * (brightest[end] - gains[end])],
    dark: [sign * darkInto, -sign * darkOut],
    bright: [sign * brightInto, -sign * brightOut],
  };
}
