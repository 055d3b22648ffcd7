import type { Downbeat, Section } from '../analysis.ts';
import { hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { clamp, mean, percentile } from '../statistics.ts';
import { barTimes, tabulate } from './bar-table.ts';
import { borderChances } from './border-model.ts';
import { chanceNear, chooseBorders } from './borders.ts';
import { gatherEvidence } from './evidence.ts';
import { nameSections } from './labels.ts';
import { groupLetter, groupStretches } from './repeats.ts';

/**
 * Divides the track into sections on bar lines: what changes and what comes again at each bar line, and what players do
 * there (evidence.ts), weighed by what was learned from annotated songs (border-model.ts); then the borders with the
 * most hits to be expected (borders.ts). The sections cover 0 to `duration` without gaps, whatever the track; none for a track of no length.
 * @param loudness Loudness curve, 0 to 1 over the track.
 * @param downbeats Empty where there are no bars: the borders then fall on a grid of about two seconds.
 */
export function findSections(
  measures: TrackMeasures,
  loudness: Float32Array,
  duration: number,
  downbeats: readonly Downbeat[],
): Section[] {
  if (duration <= 0) return [];
  const times = barTimes(duration, downbeats);
  const table = tabulate(measures, loudness, times);
  const evidence = gatherEvidence(table);
  const chances = borderChances(evidence);
  const borders = chooseBorders(times, chances, table.drums);
  const strength = evidence.novelty;
  const stretches: [number, number][] = borders.slice(1).map((end, i) => [borders[i], end]);
  const groups = groupStretches(table, stretches);
  const strongest = Math.max(1e-9, ...borders.slice(1, -1).map(border => strength[border]));
  const densityTop = Math.max(1e-9, percentile(table.density, 0.95));
  const barTrust = downbeats.length >= 4 ? mean(downbeats.map(downbeat => downbeat.confidence)) : 0;
  const sections: Section[] = stretches.map(([first, end], i) => {
    const loud = mean(table.loudness.slice(first, end));
    const dense = clamp(mean(table.density.slice(first, end)) / densityTop);
    const novelty = i === 0 ? 1 : clamp(strength[first] / strongest);
    return {
      start: times[first],
      end: times[end],
      label: 'verse',
      group: groupLetter(groups[i]),
      energy: loud === 0 ? 0 : clamp(0.75 * loud + 0.25 * dense),
      novelty: loud === 0 && stretches.length === 1 ? 0 : novelty,
      confidence:
        stretches.length === 1 ? 0.2 : (0.6 + 0.4 * barTrust) * (i === 0 ? 0.8 : chanceNear(times, chances, first)),
    };
  });
  const kickLevels = stretches.map(([first, end]) => {
    let sum = 0;
    let rows = 0;
    for (let i = Math.round(times[first] / hopSeconds); i < times[end] / hopSeconds && i < measures.rows; i++, rows++) {
      sum += measures.flux[i * 4];
    }
    return sum / Math.max(1, rows);
  });
  const kickTop = Math.max(1e-9, ...kickLevels);
  nameSections(
    sections,
    kickLevels.map(level => table.drums > 0.5 && level > 0.6 * kickTop),
  );
  return sections;
}
