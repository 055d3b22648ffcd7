/** Size at which footage is looked at. */
export const sampleSize = { width: 320, height: 180 } as const;
/** Pictures a second that are looked at. */
export const samplesPerSecond = 8;

/** What one sampled picture tells. */
export interface Sample {
  /** Seconds into the clip. */
  time: number;
  mean: number;
  deviation: number;
  /** Mean difference to the sample before, in grey levels of 255; 0 for the first. */
  change: number;
  /**
   * How unlike both are in what lies where, whatever their light: one minus the correlation of their blocks, 0 (alike)
   * to 2.
   */
  unlikeness: number;
  /** How sure it is that letters stand over it, 0 to 1. */
  letters: number;
}

/** Blocks of the picture that are compared: coarse, so that what moves a little stays alike. */
const blocks = { across: 32, down: 18 } as const;

/** Mean levels of the blocks, with their mean taken off and their deviation brought to 1. */
function blockPattern(grey: Uint8Array): Float64Array {
  const { width, height } = sampleSize;
  const pattern = new Float64Array(blocks.across * blocks.down);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * blocks.down) / height) * blocks.across;
    for (let x = 0; x < width; x++) pattern[row + Math.floor((x * blocks.across) / width)] += grey[y * width + x];
  }
  const mean = pattern.reduce((sum, value) => sum + value, 0) / pattern.length;
  const deviation = Math.sqrt(pattern.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pattern.length);
  return pattern.map(value => (value - mean) / (deviation + 1e-9));
}

/** Rows with at least so many strong edges that stand still may belong to letters. */
const leastEdges = 14;
/** A strong edge: grey levels between the pixels to the left and right of it. */
const strongEdge = 80;

/**
 * Grey levels by which what was laid over a film may differ from one picture to the next, which is coding noise; what
 * was filmed changes more.
 */
const codingNoise = 12;
/**
 * Share of a band's edges that stay the same within that: filmed signs and type came to 0.26 to 0.84, captions to 0.85
 * to 1.
 */
const [leastKept, surelyKept] = [0.7, 0.95];

/**
 * How sure it is that a picture holds letters that do not belong to what was filmed (titles, captions, subtitles): a
 * band of lines dense with strong upright edges that stand still from one picture to the next, with light or dark
 * strokes, while most of the picture has few such edges; the surer, the more of them are the very same.
 */
function lettersIn(now: Uint8Array, before: Uint8Array): number {
  const { width, height } = sampleSize;
  const dense = new Uint8Array(height);
  let denseRows = 0;
  let [edgesInBands, same] = [0, 0];
  for (let y = 0; y < height; y++) {
    let edges = 0;
    let extreme = 0;
    let exact = 0;
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const step = now[at + 1] - now[at - 1];
      const kept = before[at + 1] - before[at - 1];
      const change = Math.abs(now[at] - before[at]);
      if (Math.abs(step) >= strongEdge && Math.abs(step - kept) < 24 && change < 40) {
        edges++;
        if (Math.abs(step - kept) <= codingNoise && change <= codingNoise) exact++;
      }
      if (now[at] > 205 || now[at] < 30) extreme++;
    }
    if (edges >= leastEdges && extreme > 0.03 * width) {
      dense[y] = 1;
      denseRows++;
      edgesInBands += edges;
      same += exact;
    }
  }
  // A wall of bricks, a grid of windows: edges all over are what was filmed.
  if (denseRows > 0.45 * height) return 0;
  for (let y = 0, run = 0; y < height; y++) {
    run = dense[y] ? run + 1 : 0;
    if (run >= 5) return Math.min(1, Math.max(0, (same / edgesInBands - leastKept) / (surelyKept - leastKept)));
  }
  return 0;
}

/** Measures sampled pictures one after another. */
export function createSampler(): (time: number, grey: Uint8Array) => Sample {
  let before: Uint8Array | undefined;
  let patternBefore: Float64Array | undefined;
  return (time, grey) => {
    const pattern = blockPattern(grey);
    let sum = 0;
    let squares = 0;
    let change = 0;
    for (let i = 0; i < grey.length; i++) {
      const level = grey[i];
      sum += level;
      squares += level * level;
      if (before) change += Math.abs(level - before[i]);
    }
    const mean = sum / grey.length;
    const sample: Sample = {
      time,
      mean,
      deviation: Math.sqrt(Math.max(0, squares / grey.length - mean * mean)),
      change: change / grey.length,
      unlikeness: patternBefore
        ? 1 - pattern.reduce((total, value, i) => total + value * patternBefore![i], 0) / pattern.length
        : 0,
      letters: before ? lettersIn(grey, before) : 0,
    };
    before = grey;
    patternBefore = pattern;
    return sample;
  };
}

/** A stretch of a clip that can be shown: one shot, neither black nor flat, without letters. */
export interface Run {
  /** Seconds into the clip. */
  start: number;
  end: number;
  /**
   * How much moves, {@link samplesPerSecond} times a second: mean change in grey levels against the picture's contrast.
   */
  motion: number[];
}

/** Shortest stretch of use, in seconds. */
const leastRun = 0.8;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/**
 * Whether another picture begins: unlike the one before, and far more so than pictures are before or after. What moves
 * fast on both sides is no cut, nor is a flash.
 */
function isCut(samples: readonly Sample[], i: number): boolean {
  const { change, unlikeness } = samples[i];
  if (change < 8 || unlikeness < 0.3) return false;
  const around = (from: number, to: number): number[] =>
    samples.slice(Math.max(1, from), Math.max(1, to)).map(sample => sample.unlikeness);
  return unlikeness > 2.5 * Math.min(median(around(i - 4, i)), median(around(i + 1, i + 5)));
}

/** From how sure on a stretch is left out. */
const leastSure = 0.4;

/**
 * How sure it is, at each sample, that letters stand there. One picture alone is no title: they stand for three samples
 * at least, all of them plain.
 */
function lettersOver(samples: readonly Sample[]): number[] {
  const least = (first: number): number =>
    first < 0 || first + 3 > samples.length ? 0 : Math.min(...samples.slice(first, first + 3).map(one => one.letters));
  return samples.map((_, i) => Math.max(least(i - 2), least(i - 1), least(i)));
}

/** A stretch that seems to hold letters. */
export interface Lettered {
  /** Seconds into the clip. */
  start: number;
  end: number;
  /** How sure it is, 0 to 1: the mean over the stretch. */
  confidence: number;
}

/** The stretches in which letters seem to stand: those that are left out, and doubtful ones that are not. */
export function findLetters(samples: readonly Sample[], seconds: number): Lettered[] {
  const sure = lettersOver(samples);
  const found: Lettered[] = [];
  let first = -1;
  for (let i = 0; i <= samples.length; i++) {
    const here = i < samples.length && sure[i] > 0.1;
    if (here && first < 0) first = i;
    if (here || first < 0) continue;
    const [start, end] = [samples[first].time, i < samples.length ? samples[i].time : seconds];
    const confidence = sure.slice(first, i).reduce((sum, one) => sum + one, 0) / (i - first);
    found.push({
      start: Number(start.toFixed(2)),
      end: Number(end.toFixed(2)),
      confidence: Number(confidence.toFixed(2)),
    });
    first = -1;
  }
  return found;
}

/** Divides a clip at its cuts, and leaves out what is black, flat or holds letters. */
export function findRuns(samples: readonly Sample[], seconds: number): Run[] {
  const step = 1 / samplesPerSecond;
  const text = lettersOver(samples).map(sure => sure >= leastSure);
  const usable = samples.map(({ mean, deviation }, i) => !(mean < 26 && deviation < 14) && deviation >= 5 && !text[i]);
  const runs: Run[] = [];
  let first = -1;
  const close = (after: number): void => {
    if (first < 0) return;
    const start = samples[first].time + (first > 0 ? step / 2 : 0);
    const end = after < samples.length ? samples[after - 1].time : Math.min(seconds, samples[after - 1].time + step);
    if (end - start >= leastRun) {
      const motion = samples
        .slice(first, after)
        .map(({ change, deviation }, k) => (k === 0 ? 0 : Number((change / (deviation + 10)).toFixed(3))));
      if (motion.length > 1) motion[0] = motion[1];
      runs.push({ start: Number(start.toFixed(3)), end: Number(end.toFixed(3)), motion });
    }
    first = -1;
  };
  for (let i = 0; i < samples.length; i++) {
    if (!usable[i] || (i > 0 && isCut(samples, i))) close(i);
    if (usable[i] && first < 0) first = i;
  }
  close(samples.length);
  return runs;
}
