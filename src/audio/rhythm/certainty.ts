import { clock } from '../../formatting/clock.ts';
import type { Analysis } from '../analysis.ts';
import { mean } from '../statistics.ts';

/** From here on the beats are called sure; below {@link weakBelow} they are called weak. */
const sureFrom = 0.65;
/** Below this a pulse is not one to cut pictures on. */
export const weakBelow = 0.35;

/** The warning of an analysis whose pulse is too weak. */
export const noSteadyBeat =
  'No steady beat was found; scenes change on phrases instead. Tap or edit the beats to lock them.';

/** The warnings beside what {@link describeCertainty} says of the beats in more words. */
export function otherWarnings({ warnings }: Pick<Analysis, 'warnings'>): string[] {
  return warnings.filter(warning => warning !== noSteadyBeat);
}

/** How far an analysis can be trusted, in words. */
export interface Certainty {
  level: 'given' | 'sure' | 'fair' | 'weak' | 'none';
  /** One sentence. */
  summary: string;
  /** Stretches in which the beats are weak though the rest is not, in seconds. */
  weakStretches: { start: number; end: number }[];
  /** Sentences: what to do about it; empty where nothing needs doing. */
  advice: string[];
}

/** Stretches of at least eight seconds whose beats are weak, smoothed over nine beats. */
function findWeakStretches({ beats }: Analysis): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  for (let k = 0; k < beats.length; k++) {
    const around = beats.slice(Math.max(0, k - 4), k + 5).map(beat => beat.confidence);
    if (mean(around) >= weakBelow) continue;
    const last = stretches[stretches.length - 1];
    const end = beats[Math.min(beats.length - 1, k + 1)].time;
    if (last && beats[k].time <= last.end) last.end = end;
    else stretches.push({ start: beats[k].time, end });
  }
  return stretches.filter(({ start, end }) => end - start >= 8);
}

/** How sure it is how many beats make a bar, and which is the first, 0 to 1: the mean of the downbeats. */
export function metreConfidence({ downbeats }: Pick<Analysis, 'downbeats'>): number {
  return downbeats.length > 0 ? mean(downbeats.map(downbeat => downbeat.confidence)) : 0;
}

/** Says in words how sure an analysis is of the beats, and what to do where it is not. */
export function describeCertainty(analysis: Analysis): Certainty {
  const { tempo, tempoConfidence, beats, beatSource } = analysis;
  const percent = Math.round(100 * tempoConfidence);
  const byHand =
    'Write the beats out (--write-beats beats.txt), correct them in Audacity or Sonic Visualiser, and give them back (--beats beats.txt).';
  const byTaps =
    'Or tap along to the music, and give the taps (--taps taps.txt, one time a line): they are moved onto the attacks.';
  if (beats.length === 0) {
    return {
      level: 'none',
      summary: 'No steady beat was found.',
      weakStretches: [],
      advice: [
        'Scenes will change on phrases, with long fades. If the music has a beat, tap it and give the taps (--taps taps.txt, one time a line), or give its tempo (--tempo).',
      ],
    };
  }
  if (beatSource !== undefined && beatSource !== 'octave' && beatSource !== 'shift') {
    const source = { file: 'a beats file', tempo: 'the tempo that was given', taps: 'taps' }[beatSource];
    return { level: 'given', summary: `The beats come from ${source}.`, weakStretches: [], advice: [] };
  }
  const octave = `If it feels twice too fast or too slow, say so (--tempo-octave half or double).`;
  if (tempoConfidence < weakBelow) {
    return {
      level: 'weak',
      summary: `The beats are weak (${percent}% sure): scenes change on phrases and dissolve, they are not cut to the beat.`,
      weakStretches: [],
      advice: [byHand, byTaps, octave],
    };
  }
  const weakStretches = findWeakStretches(analysis);
  const where = weakStretches.map(({ start, end }) => `${clock(start)} to ${clock(end)}`).join(', ');
  const advice: string[] = [];
  if (weakStretches.length > 0) advice.push(`The beat is hard to hear from ${where}. Look there first. ${byHand}`);
  const barConfidence = metreConfidence(analysis);
  if (barConfidence < weakBelow) {
    advice.push(
      `Where the bars begin is a guess (${Math.round(100 * barConfidence)}% sure): if the first beat is another, give a time at which a bar begins (--offset 1.23).`,
    );
  }
  if (tempoConfidence < sureFrom) {
    advice.push(octave);
    if (weakStretches.length === 0) advice.push(byHand);
    return {
      level: 'fair',
      summary: `The beats are fairly sure (${percent}%): most will be right at ${tempo.toFixed(1)} beats per minute.`,
      weakStretches,
      advice,
    };
  }
  return {
    level: 'sure',
    summary: `The beats are sure (${percent}%) at ${tempo.toFixed(1)} beats per minute.`,
    weakStretches,
    advice,
  };
}
