import type { Analysis } from '../../audio/index.ts';
import { type Lyrics, toMilliseconds } from './lyrics.ts';
import { countSyllables } from './syllables.ts';

/** Hops over which voice activity is smoothed, to either side: half a second at 100 Hz. */
const smoothing = 50;

/**
 * How likely somebody sings, 0 to 1, once a hop: energy where voices lie (250 Hz to 4 kHz) that stands out over bass
 * and treble, counted only where the track is loud for its kind. A rough measure: other instruments that lie there look
 * the same to it.
 */
function vocalActivity({ features }: Pick<Analysis, 'features'>): Float32Array {
  const { frames, lowMid, highMid, bass, air, loudness } = features;
  const raw = new Float32Array(frames);
  for (let i = 0; i < frames; i++)
    raw[i] = Math.max(0, 0.5 * (lowMid[i] + highMid[i]) - 0.2 * (bass[i] + air[i])) * Math.min(1, loudness[i] * 2);
  const activity = new Float32Array(frames);
  let sum = 0;
  for (let i = -smoothing; i < frames; i++) {
    if (i + smoothing < frames) sum += raw[i + smoothing];
    if (i - smoothing - 1 >= 0) sum -= raw[i - smoothing - 1];
    if (i >= 0) activity[i] = Math.max(0, sum / (2 * smoothing + 1));
  }
  const peak = activity.reduce((a, b) => Math.max(a, b), 0);
  return peak > 0 ? activity.map(value => value / peak) : activity;
}

/** Labels of sections in which words are seldom sung. */
const wordless = new Set(['intro', 'outro', 'break', 'drop']);

/**
 * Times for lyrics that have none, without any model: lines are laid over the voice's activity in order, each as much
 * of it as it has syllables, and begin on the nearest beat. Sections that are usually without words count a fifth,
 * unless there are no others. This is a guess, to be marked so and corrected by hand.
 */
export function roughTimes(lyrics: Lyrics, analysis: Analysis): Lyrics {
  const { features, sections, beats, duration } = analysis;
  const activity = vocalActivity(analysis);
  const sung = sections.some(section => !wordless.has(section.label));
  const share = new Float64Array(features.frames + 1);
  for (let i = 0; i < features.frames; i++) {
    const time = i * features.hopSeconds;
    const section = sections.find(s => time >= s.start && time < s.end);
    const weight = sung && section && wordless.has(section.label) ? 0.2 : 1;
    share[i + 1] = share[i] + (activity[i] > 0.25 ? activity[i] : 0.02) * weight;
  }
  const total = share[features.frames];
  const syllables = lyrics.lines.map(
    line => line.words.reduce((sum, word) => sum + countSyllables(word.text), 0) + 1 + (line.stanza ? 3 : 0),
  );
  const all = syllables.reduce((a, b) => a + b, 0);
  const timeAt = (part: number): number => {
    let [low, high] = [0, features.frames];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (share[middle] < part * total) low = middle + 1;
      else high = middle;
    }
    return Math.min(duration, low * features.hopSeconds);
  };
  const onBeat = (time: number): number => {
    const near = beats.reduce(
      (best, beat) => (Math.abs(beat.time - time) < Math.abs(best - time) ? beat.time : best),
      Number.POSITIVE_INFINITY,
    );
    return Math.abs(near - time) < 0.4 ? near : time;
  };
  let before = 0;
  let last = 0;
  const starts = lyrics.lines.map((line, i) => {
    const start = Math.max(last, onBeat(timeAt((before + (line.stanza ? 3 : 0)) / all)));
    before += syllables[i];
    last = start + 0.1;
    return start;
  });
  const lines = lyrics.lines.map((line, i) => {
    const next = starts[i + 1] ?? duration;
    const end = Math.min(next, starts[i] + syllables[i] * 0.6 + 1, duration);
    return {
      ...line,
      start: toMilliseconds(Math.min(starts[i], duration)),
      end: toMilliseconds(Math.max(end, starts[i])),
    };
  });
  return { ...lyrics, lines };
}
