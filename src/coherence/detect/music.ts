import type { Region } from './artifact.ts';

/** A place in which words stand on purpose. */
export interface LetteredPlace extends Region {
  /** Seconds. */
  start: number;
  end: number;
}

/** What the detector knows of the music and the edit: moments at which light and picture may change on purpose. */
export interface MusicalContext {
  /** Seconds, rising. */
  accents: readonly number[];
  /** Those of them that are beats, where that is known. */
  beats?: readonly number[];
  /** Seconds at which scenes change on purpose, or what lies over them, with the length of the transition. */
  transitions: readonly { time: number; seconds: number }[];
  /** Where and when lyrics and titles stand, where that is known. */
  lettering?: readonly LetteredPlace[];
}

export const noMusic: MusicalContext = { accents: [], transitions: [] };

/** A picture may come a frame before its sound and two after it, and still be meant. */
const earliest = -0.05;
const latest = 0.085;

/** Whether a picture at a time comes with one of some moments, which rise. */
function isWithOneOf(moments: readonly number[], time: number): boolean {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle] < time - latest) low = middle + 1;
    else high = middle;
  }
  return low < moments.length && moments[low] <= time - earliest;
}

/** Whether something that begins at a time lies on an accent. */
export const isOnAccent = ({ accents }: MusicalContext, time: number): boolean => isWithOneOf(accents, time);

/** Whether something that begins at a time lies on a beat; where only accents are known, on one of these. */
export const isOnBeat = ({ beats, accents }: MusicalContext, time: number): boolean =>
  isWithOneOf(beats ?? accents, time);

/** What begins this long after its accent is as near to it as can be, and how far from that it is hardly near (both s). */
const middle = (earliest + latest) / 2;
const spread = 0.04;

/** How near the closest accent each moment lies, 0 to 1. */
export function nearnessToAccents({ accents }: MusicalContext, moments: readonly number[]): number[] {
  let next = 0;
  return moments.map(time => {
    const ideal = time - middle;
    while (next + 1 < accents.length && Math.abs(accents[next + 1] - ideal) <= Math.abs(accents[next] - ideal)) next++;
    return accents.length === 0 ? 0 : Math.exp(-(((accents[next] - ideal) / spread) ** 2) / 2);
  });
}

/** Seconds from an accent within which a moment keeps to it, where many are compared: about a frame to either side. */
const near = 0.045;
/** Standard deviations by which more moments than chance must lie on accents to be tied to them. */
const tied = 2;

/** Share of some moments that lie on accents, to about a frame. */
export function accentShare({ accents }: MusicalContext, moments: readonly number[]): number {
  const isNear = (time: number): boolean => {
    let [low, high] = [0, accents.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (accents[middle] < time - near) low = middle + 1;
      else high = middle;
    }
    return low < accents.length && accents[low] <= time + near;
  };
  return moments.filter(isNear).length / Math.max(1, moments.length);
}

/** Accents near more of the frames than this say nothing of a single moment. */
const denseAccents = 0.25;

/** Whether accents are rare enough for a single moment on one to say something. @param stretch times of all frames of the shot */
export const accentsTell = (music: MusicalContext, stretch: readonly number[]): boolean =>
  accentShare(music, stretch) < denseAccents;

/**
 * Whether moments keep to the accents: more of them lie on accents than as many moments anywhere in the stretch would.
 * With a dense beat half of all frames lie on accents, so that single moments that do say nothing.
 *
 * @param stretch times of all frames of the shot
 */
export function keepsToAccents(music: MusicalContext, moments: readonly number[], stretch: readonly number[]): boolean {
  const chance = accentShare(music, stretch);
  const expected = moments.length * chance;
  const excess = accentShare(music, moments) * moments.length - expected;
  return excess > tied * Math.sqrt(Math.max(0.05, expected * (1 - chance)));
}

/** Share of some moments on beats from which on they are drawn to them. */
const mostOnBeats = 0.7;

/** Whether moments keep to the music: most of them lie on beats, or they keep to the accents. @param stretch as above */
export function keepsToMusic(music: MusicalContext, moments: readonly number[], stretch: readonly number[]): boolean {
  const onBeats = moments.filter(time => isOnBeat(music, time)).length;
  return (
    (music.beats !== undefined && onBeats > mostOnBeats * moments.length) || keepsToAccents(music, moments, stretch)
  );
}

/** Whether a time lies within a transition. */
export function isInTransition({ transitions }: MusicalContext, time: number): boolean {
  return transitions.some(t => time >= t.time - 0.1 && time <= t.time + t.seconds + 0.1);
}

/** Seconds before and after words in which their shade comes and goes. */
const lettersEase = 0.3;
/** Share of the picture around words that is theirs: shadow and shade, and places are told to about as much. */
const aroundLetters = 0.07;
/** Share of a region that must lie within the place of words to be of these. */
const ofLetters = 0.5;

/** Whether words stand where and when something is found: they come and go at once, and on purpose. */
export function isOfLettering({ lettering = [] }: MusicalContext, region: Region, time: number): boolean {
  const shared = (from: number, size: number, ownFrom: number, ownSize: number): number =>
    Math.max(0, Math.min(from + size, ownFrom + ownSize + aroundLetters) - Math.max(from, ownFrom - aroundLetters));
  return lettering.some(
    ({ x, y, width, height, start, end }) =>
      time >= start - lettersEase &&
      time <= end + lettersEase &&
      shared(region.x, region.width, x, width) * shared(region.y, region.height, y, height) >=
        ofLetters * region.width * region.height,
  );
}
