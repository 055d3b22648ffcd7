import type { Section, SectionLabel } from '../analysis.ts';
import { mean } from '../statistics.ts';

/**
 * Gives each section its label, in place: the strongest group is the chorus, the others are named after it. Where nothing
 * comes again, as in a sonata's movement, there is no refrain, and strong sections beside the strongest are no choruses.
 */
export function nameSections(sections: Section[], hasSteadyKick: boolean[]): void {
  const count = sections.length;
  if (count === 1) {
    sections[0].label = 'verse';
    return;
  }
  const energies = sections.map(section => section.energy);
  const highest = Math.max(...energies);
  const lowest = Math.min(...energies);
  const range = highest - lowest;
  const repeats = new Map<string, number>();
  for (const section of sections) repeats.set(section.group, (repeats.get(section.group) ?? 0) + 1);
  const anyRepeats = repeats.size < count;
  const relative = (i: number): number => (range > 0.08 ? (energies[i] - lowest) / range : 0.5);
  // The chorus is the strongest group, where a repeated one counts more than a single one.
  let chorusGroup = '';
  let best = Number.NEGATIVE_INFINITY;
  for (const [group, times] of repeats) {
    const members = sections.map((section, i) => (section.group === group ? i : -1)).filter(i => i >= 0);
    const score = mean(members.map(relative)) + 0.3 * Math.log2(times) - (members[0] === 0 ? 0.3 : 0);
    if (score > best) {
      best = score;
      chorusGroup = group;
    }
  }
  // On a track of one energy the relative steps are noise: no drop, no break.
  const least = 0.12;
  for (let i = 0; i < count; i++) {
    const step = i > 0 ? energies[i] - energies[i - 1] : 0;
    const level = relative(i);
    const rise = i > 0 ? level - relative(i - 1) : 0;
    let label: SectionLabel = 'verse';
    const isStrong = level > 0.85 && range > 0.2;
    if (sections[i].group === chorusGroup || (isStrong && anyRepeats)) label = 'chorus';
    if ((label === 'chorus' || isStrong) && rise > 0.45 && step > least && hasSteadyKick[i]) label = 'drop';
    if (label === 'verse') {
      const previous = i > 0 ? relative(i - 1) : level;
      if (i > 0 && i < count - 1 && level < 0.3 && previous - level > 0.3 && step < -least) label = 'break';
      else if (i > count / 2 && i < count - 1 && repeats.get(sections[i].group) === 1) label = 'bridge';
    }
    sections[i].label = label;
  }
  if (count > 2 && relative(0) < 0.6 && sections[0].end < 45) sections[0].label = 'intro';
  if (count > 2) {
    const last = count - 1;
    const length = sections[last].end - sections[last].start;
    if (length < 45 && (relative(last) < 0.5 || (repeats.get(sections[last].group) === 1 && relative(last) < 0.8))) {
      sections[last].label = 'outro';
    }
  }
}
