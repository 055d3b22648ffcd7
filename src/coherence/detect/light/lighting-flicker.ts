import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot, wholePicture } from '../artifact.ts';
import { certaintyOf } from '../certainty-network.ts';
import type { MusicalContext } from '../music.ts';
import { withoutShared } from '../series.ts';
import { unforetoldLight } from './foretold-light.ts';
import { withLightInPlace } from './light-in-place.ts';
import { findLightSteps } from './light-steps.ts';
import { findLightSwings, type LightSwing } from './light-swings.ts';
import { withoutMeant, withoutMusic } from './meant-light.ts';
import { findSwingsOfParts } from './part-light.ts';
import { lightOfShot } from './quiet-light.ts';
import { findQuietSwings, type QuietSwing } from './quiet-swings.ts';
import { findRollingLight } from './rolling-light.ts';
import { findSawtoothLight } from './sawtooth-light.ts';
import { findSwayingParts } from './swaying-part.ts';
import { isQuickerThanMusic, type Swing, stretchOf } from './swing.ts';
import { oddsOfSwing } from './swing-certainty.ts';
import { findUnforetoldSwings } from './unforetold-swings.ts';
import { findWaveringLight } from './wavering-light.ts';

/** Frames after which a new level of light is a new level. */
const longest = 48;
/** Odds, as a natural logarithm, from which on a swing is reported that no rule finds. */
const leastOdds = 3.5;
/** What a rule finds must not be rather no fault than one. */
const leastOddsOfRules = 0;
/** What light jumps by from its own level to one side, as a share of what it jumps by from side to side, about. */
const leastHalf = 0.3;
const mostHalf = 0.7;

/** Swings of the whole picture's light, as the places tell it that are quiet of themselves. */
const ofWhole = (swings: readonly QuietSwing[]): Swing[] =>
  swings
    .map(({ start, end, gain, score }) => ({ start, end, deviation: gain, region: wholePicture, certainty: Math.min(1, 0.5 + score / 60) }))
    .sort((a, b) => a.start - b.start); // biome-ignore format: a swing a line

/** A candidate of the whole picture's light, and the odds that it is a fault. */
type WeighedSwing = Pick<LightSwing, 'start' | 'end' | 'gain'> & { odds: number };

/** Swings that the network tells alone; the surest of those that share frames. */
function surestOf(weighed: readonly WeighedSwing[]): Swing[] {
  const likely = weighed.filter(({ odds }) => odds >= leastOdds).sort((a, b) => b.odds - a.odds);
  return withoutShared(likely).map(({ start, end, gain, odds }) => ({ start, end, deviation: gain, region: wholePicture, certainty: certaintyOf(odds) }));
} // biome-ignore format: a swing on a line

/** So many swings that each begin where the one before ends are a train; what the network knows of are scenes that pulse. */
const leastOfTrain = 4;

/**
 * Whether some of the swings go to and fro without a pause, more quickly than music could mean. That they do so all along
 * makes them no scene's own: what is quiet of itself swings along.
 */
function holdsTrain(group: readonly Swing[], shot: readonly FrameMeasures[]): boolean {
  let train: Swing[] = [];
  return group.some(e => {
    const last = train.at(-1);
    const goesOn = last !== undefined && e.start === last.end && e.deviation * last.deviation < 0;
    train = goesOn ? [...train, e] : [e];
    return train.length >= leastOfTrain && isQuickerThanMusic(train.slice(-leastOfTrain), shot);
  });
}

/** Whether the network, too, takes one of some swings for a fault, or does not know it. */
function isLikely(group: readonly Swing[], weighed: readonly WeighedSwing[]): boolean {
  const known = weighed.filter(w => group.some(e => e.start === w.start && e.end === w.end));
  return known.length === 0 || known.some(({ odds }) => odds >= leastOddsOfRules);
}

/**
 * The stretch of swings with the frames at both ends on which light that goes to and fro is off by half a swing: from its
 * own level it jumps half as far as from one side to the other.
 *
 * @param gains natural logarithm of the gain at each step
 */
export function withHalfSwings(group: readonly Swing[], gains: readonly number[]): { start: number; end: number } {
  const { start, end } = stretchOf(group);
  if (group.length < 2) return { start, end };
  const isHalf = (at: number, beside: number): boolean =>
    at > 0 && at < gains.length && within(-gains[at] / gains[beside], leastHalf, mostHalf);
  return { start: start - Number(isHalf(start - 1, start)), end: end + Number(isHalf(end + 1, end)) };
}

const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** Finds light that jumps and comes back without the music's leave, in the whole picture or in a part of it. */
export function findLightingFlicker(measured: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  // Of fewer steps nothing tells what light does of itself.
  if (measured.length < 4) return [];
  const shot = withLightInPlace(measured);
  const light = lightOfShot(shot);
  const { plain, surprising, unexplained } = findQuietSwings(light, longest);
  const isBeside = (group: readonly Swing[], others: readonly Swing[][]): boolean => {
    const { start, end } = stretchOf(group);
    return others.map(stretchOf).some(other => other.start <= end + 2 && other.end >= start - 2);
  };
  const weighed = findLightSwings(shot, light, music).map(({ start, end, gain, evidence }) => ({
    start,
    end,
    gain,
    odds: oddsOfSwing(evidence),
  }));
  const byRules = (swings: readonly QuietSwing[]): Swing[][] =>
    withoutMusic(ofWhole(swings), shot, music, ofWhole(plain)).filter(
      group => holdsTrain(group, shot) || isLikely(group, weighed),
    );
  const whole = byRules(plain);
  for (const groups of [byRules(surprising), byRules(unexplained), withoutMusic(surestOf(weighed), shot, music)])
    whole.push(...groups.filter(group => !isBeside(group, whole)));
  const parts = findSwingsOfParts(shot, music).filter(group => !isBeside(group, whole));
  const { columns, rows } = shot[1].step!;
  const unforetold = withoutMusic(
    findUnforetoldSwings(unforetoldLight(light.gains, columns, rows)),
    shot,
    music,
  ).filter(group => !isBeside(group, [...whole, ...parts]));
  const steps = withoutMusic(findLightSteps(shot, light, music), shot, music).filter(
    group => !isBeside(group, [...whole, ...parts, ...unforetold]),
  );
  const rolling = findRollingLight(light.gains, columns, rows)
    .map(own => [own])
    .filter(group => !isBeside(group, [...whole, ...parts, ...unforetold, ...steps]));
  const sawteeth = findSawtoothLight(shot, light, music);
  const wavering = findWaveringLight(shot, light, music).filter(group => !isBeside(group, sawteeth));
  // What was told of them piece by piece is told as a whole.
  const courses = [...sawteeth, ...wavering];
  const pieces = [...whole, ...parts, ...unforetold, ...steps, ...rolling];
  const told = [...pieces.filter(group => !isBeside(group, courses)), ...courses];
  const swaying = findSwayingParts(shot, music).filter(group => !isBeside(group, told));
  const all = [...told, ...swaying];
  return withoutMeant(all, shot, light, music).map(group => {
    const strongest = group.reduce((a, e) => (Math.abs(e.deviation) > Math.abs(a.deviation) ? e : a));
    const deviation = Math.abs(strongest.deviation);
    const { region } = strongest;
    const { start, end } = region === wholePicture ? withHalfSwings(group, light.asItIs) : stretchOf(group);
    const percent = Math.round(100 * (Math.exp(deviation) - 1));
    return {
      kind: 'lighting-flicker',
      ...stretchOfShot(shot, start, end),
      region,
      strength: Math.min(1, deviation / 0.35),
      confidence: Math.min(1, Math.max(...group.map(e => e.certainty)) + 0.1 * (group.length - 1)),
      description: `The light ${group.length > 1 ? 'swings' : 'jumps'} by ${percent}% ${group.length > 1 ? `${group.length} times` : 'and back'}${region.width < 1 ? ' in a part of the picture' : ''} without the music's leave.`,
    };
  });
}
