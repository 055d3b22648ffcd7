import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { accentsTell, isOnAccent, isOnBeat, keepsToAccents, type MusicalContext } from '../music.ts';
import { groupNearby } from '../series.ts';
import { findFadesThroughColour } from './fade-through-colour.ts';
import { findLightning } from './lightning.ts';
import type { ShotLight } from './quiet-light.ts';
import { findMeantStrobes } from './strobe-light.ts';
import { many, nearby, type Swing, stretchOf } from './swing.ts';

/**
 * A brightening of this size (natural logarithm) that begins on an accent is a flash that is meant, even if it is the
 * only one.
 */
const flash = 0.12;
/** A brightening of this size on an accent is meant however dense the accents are. */
const largeFlash = 0.3;
/** Whether rises of light like this one keep to the accents all through the shot: then they are drawn to the music. */
function isDesign(e: Swing, all: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  const alike = all.filter(o => o.deviation > 0.4 * e.deviation);
  const moments = groupNearby(alike, 2).map(([first]) => shot[first.start].time);
  return moments.length >= 2 && keepsToAccents(music, moments, shot.map(f => f.time));
} // biome-ignore format: one line each

/** Dips of light that are drawn to the music: so many, and how far they may differ in size and length. */
const leastDips = 3;
const mostUnlike = 1.6;
const mostLonger = 1;
/** Seconds for which light is held from a beat to a beat, at least: a wash of colour, a lamp that is out for a bar. */
const leastHeld = 0.3;

/**
 * Whether dips like this one come again and again through the shot, as long and as deep, and all of them on accents. A
 * single one on an accent is what a fault would be, too.
 */
function isDipOfMusic(e: Swing, all: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  const ratio = (o: Swing): number => o.deviation / e.deviation;
  const alike = all.filter(
    o =>
      ratio(o) <= mostUnlike && ratio(o) >= 1 / mostUnlike && Math.abs(o.end - o.start - (e.end - e.start)) <= mostLonger,
  );
  const moments = alike.map(({ start }) => shot[start].time);
  return (
    moments.length >= leastDips &&
    moments.every(time => isOnAccent(music, time)) &&
    keepsToAccents(music, moments, shot.map(f => f.time))
  );
} // biome-ignore format: one line each

/** Whether light changes on a beat and goes back on another one: what is held so long by the music is lit by it. */
function isHeldByBeats({ start, end }: Swing, shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  // What lasts until the shot ends goes back on no beat.
  if (end >= shot.length || music.beats === undefined) return false;
  const times = [shot[start].time, shot[end].time];
  return times[1] - times[0] >= leastHeld && times.every(time => isOnBeat(music, time));
}

/**
 * Puts swings together that follow each other closely, and keeps those that the music does not mean.
 *
 * @param toldOtherwise swings of the same light as another way of telling it shows them: of some that the music means
 * one way may show a single one
 */
export function withoutMusic(
  swings: readonly Swing[],
  shot: readonly FrameMeasures[],
  music: MusicalContext,
  toldOtherwise: readonly Swing[] = [],
): Swing[][] {
  const times = shot.map(f => f.time);
  const all = [...swings, ...toldOtherwise.filter(other => !swings.some(({ start }) => start === other.start))];
  const isTelling = accentsTell(music, times);
  return groupNearby(swings, nearby).filter(group => {
    const isMany = group.length >= many;
    const isMeant = (e: Swing): boolean =>
      isHeldByBeats(e, shot, music) ||
      (e.deviation > 0
        ? isOnAccent(music, shot[e.start].time) &&
          ((!isMany && e.deviation > (isTelling ? flash : largeFlash)) || isDesign(e, all, shot, music))
        : isDipOfMusic(e, all, shot, music));
    // Between flashes that are meant lie dips that are none.
    return group.filter(e => !isMeant(e)).length >= Math.max(1, 0.6 * group.length);
  });
}

/** Leaves out what lies within a strobe that is meant, lightning, or a fade through a colour. */
export function withoutMeant(
  groups: readonly Swing[][],
  shot: readonly FrameMeasures[],
  light: ShotLight,
  music: MusicalContext,
): Swing[][] {
  if (groups.length === 0) return [];
  const strobes = findMeantStrobes(
    light.all,
    music,
    shot.map(({ time }) => time),
  );
  const meant = [...strobes, ...findLightning(shot, light.asItIs), ...findFadesThroughColour(shot)];
  return groups.filter(group => {
    const { start, end } = stretchOf(group);
    return !meant.some(stretch => start >= stretch.start - 1 && end <= stretch.end + 1);
  });
}
