import { grown, oddsBy, shippedNetwork } from '../certainty-network.ts';
import type { CourseOfSwing, SwingEvidence, ToldSwing } from './light-swings.ts';

const networkFile = new URL('./swing-network.json', import.meta.url);

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
/** Natural logarithms of gains are counted in tenths, which they are of the size of. */
const tenths = (gain: number): number => within(10 * gain, -3, 5);

/** One way of telling: how large the lesser jump is, also against what light does otherwise; how uneven, how unlike. */
function weighableTold(told: ToldSwing | undefined): number[] {
  if (!told) return [0, 0, 0, 1, 0, 0];
  const { less, more, often, seldom, uneven } = told;
  const unlike = Math.log(Math.max(0.01, more) / Math.max(0.01, less));
  return [
    tenths(less),
    grown(less / often),
    grown(less / seldom),
    within(uneven, 0, 1),
    within(unlike, 0, 2),
    Math.log(seldom),
  ];
}

/** How light goes around and within a stretch, within bounds. */
const weighableCourse = ({ between, off, away, before, after, beside }: CourseOfSwing): number[] => [
  within(between, 0, 3),
  within(off, 0, 2),
  away,
  ...[...before, ...after].map(level => within(level, -3, 3)),
  ...beside.map(step => within(step, -2, 2)),
];

/** The evidence as it is weighed: what has no bound by its logarithm or within bounds. */
export function weighableSwing(evidence: SwingEvidence): number[] {
  const { sign, turns, accents, alike, fromCuts, cells, colour } = evidence;
  return [
    ...evidence.told.flatMap(weighableTold),
    Math.log(evidence.length),
    ...weighableCourse(evidence),
    within(evidence.onOtherBeats, -2, 3),
    within(grown(evidence.explained), 0, 2),
    grown(turns[0]),
    grown(turns[1]),
    sign,
    accents[0],
    accents[1],
    sign * accents[0],
    sign * accents[1],
    evidence.accentShare,
    grown(alike[0]),
    grown(alike[1]),
    grown(fromCuts[0]),
    grown(fromCuts[1]),
    cells.along,
    within(cells.unlike, 0, 1),
    within(cells.spread[0], 0, 2),
    within(cells.spread[1], 0, 2),
    cells.told,
    Math.log(0.1 + colour.hue[0]),
    Math.log(0.1 + colour.hue[1]),
    Math.log(0.1 + colour.usualHue),
    ...colour.brightest.map(gain => within(5 * gain, -2.5, 2.5)),
    ...[colour.dark[0], colour.bright[0], colour.dark[1], colour.bright[1]].map(tenths),
    within(10 * (colour.dark[0] - colour.dark[1]), -3, 3),
    within(10 * (colour.bright[0] - colour.bright[1]), -3, 3),
  ];
}

/** Odds, as a natural logarithm, that light is at fault in a stretch, by weights that were learned from planted faults. */
export const oddsOfSwing = (evidence: SwingEvidence): number =>
  oddsBy(shippedNetwork(networkFile), weighableSwing(evidence));
