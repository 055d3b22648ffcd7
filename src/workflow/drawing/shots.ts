import type { Overlay } from '../../finishing/compositing/index.ts';
import type { Appearance, Shot } from '../../generators/procedural/appearance.ts';
import { ease, joinShare } from '../../generators/procedural/join.ts';
import type { TransitionType } from '../../scene-map/index.ts';

/** A stretch of the video that is shown from a clip. */
export interface ClipUse {
  /** Name of the clip in the production folder. */
  clip: string;
  /** Name of the generator that made it. */
  generator: string;
  /** Frame of the video, from the start of the track, at which the clip's first picture stands. */
  firstFrame: number;
  /** Frame after the last that it shows. */
  endFrame: number;
  /** Which retake of its scene it belongs to, from 0; the scene's own take has none. */
  retake?: number;
}

/** A stretch of a scene that is shown from another take. */
export interface RetakeUse {
  /** Frames of the video, counted from the start of the track. */
  firstFrame: number;
  endFrame: number;
  /** Frames of it that there are before and after, in which it is joined to the take around it; 0 for a cut. */
  lead: number;
  trail: number;
  /** Whether it is seen through the transition out of its scene. */
  lasts?: true;
  /** How it is drawn where it comes from no clips. */
  appearance: Appearance;
  clips?: readonly ClipUse[];
}

/** How a scene looks: drawn by the built-in generator, or shown from clips. */
export interface SceneAppearance extends Appearance {
  /** In order of time; the scene is drawn where there are none. */
  clips?: readonly ClipUse[];
  /** Stretches that are shown from other takes, in order of time. */
  retakes?: readonly RetakeUse[];
  /** What is laid over it, the lowest first. */
  overlays?: readonly Overlay[];
}

/** The retakes of an appearance. */
export function retakesOf(appearance: Appearance | undefined): readonly RetakeUse[] {
  return (appearance as SceneAppearance | undefined)?.retakes ?? [];
}

/** The clips that an appearance's own take comes from; undefined where it is drawn. */
export function clipsOf(appearance: Appearance | undefined): readonly ClipUse[] | undefined {
  return (appearance as SceneAppearance | undefined)?.clips;
}

/** All clips that an appearance comes from, those of its retakes among them. */
export function allClipsOf(appearance: Appearance | undefined): readonly ClipUse[] {
  return [...(clipsOf(appearance) ?? []), ...retakesOf(appearance).flatMap(({ clips }) => clips ?? [])];
}

/** What is laid over an appearance. */
export function overlaysOf(appearance: Appearance | undefined): readonly Overlay[] {
  return (appearance as SceneAppearance | undefined)?.overlays ?? [];
}

/** A scene of the map, resolved: what the built-in generator draws, and how it comes in. */
export interface ResolvedScene {
  appearance: SceneAppearance;
  /** Seconds. */
  start: number;
  end: number;
  transition: TransitionType;
  /** Seconds that the transition takes. */
  transitionSeconds: number;
  /** Seconds in which the scene sinks into black at its end; 0 for not at all. */
  fadeOutSeconds: number;
}

/** Frames around a retake in which the best place for its joint is looked for, at so many frames a second. */
export const jointReach = (frameRate: number): number => Math.round(0.7 * frameRate);

/** A stretch of the video's frames, counted from the start of the track. */
export interface FrameRange {
  first: number;
  end: number;
}

/**
 * Changes of picture that any second may have: with the drums' light between them they stay within three flashes (WCAG
 * 2.3.1).
 */
const mostCutsInASecond = 3;

/**
 * Numbers of the scenes that are not to be shown: where more than three pictures come within a second, cuts between
 * light and dark flash. Of those the short ones give way, and the one before goes on in their place; a single short
 * insert stays.
 */
export function scenesTooQuick(scenes: readonly ResolvedScene[]): number[] {
  const kept: number[] = [];
  const quick: number[] = [];
  scenes.forEach(({ start, end }, i) => {
    const crowded = (): boolean =>
      kept.length > mostCutsInASecond && start - scenes[kept.at(-mostCutsInASecond)!].start < 1 - 1e-6;
    // A scene that stays does not give way to one that is over at once.
    if (end - start >= 1 / mostCutsInASecond) while (crowded()) quick.push(kept.pop()!);
    if (crowded()) quick.push(i);
    else kept.push(i);
  });
  return quick.sort((a, b) => a - b);
}

/**
 * Turns scenes into shots on the frame grid. A dissolve, whip, zoom and so on runs over the first frames of the scene
 * that comes; a fade sinks the scene before into black and raises the new one, half the time each.
 * Scenes that the range cuts keep their clocks, so a part of the video is the same to the bit as in the whole.
 * Unless flashes are allowed, scenes that would make cuts flash are not shown: the one before goes on in their place.
 */
export function shotsOf(
  all: readonly ResolvedScene[],
  frameRate: number,
  range: FrameRange,
  { allowFlashes = false }: { allowFlashes?: boolean } = {},
): Shot[] {
  const unseen = new Set(allowFlashes ? [] : scenesTooQuick(all));
  const kept = all.filter((_, i) => !unseen.has(i));
  const scenes = kept.map((scene, i) => ({ ...scene, end: kept[i + 1]?.start ?? all.at(-1)!.end }));
  const shots: Shot[] = [];
  const last = scenes.length - 1;
  scenes.forEach((scene, i) => {
    const firstFrame = i === 0 ? 0 : Math.round(scene.start * frameRate);
    const endFrame =
      i === last ? Math.max(range.end, Math.round(scene.end * frameRate)) : Math.round(scene.end * frameRate);
    if (endFrame <= firstFrame) return;
    const length = endFrame - firstFrame;
    const framesOf = (seconds: number, share: number): number =>
      Math.min(Math.round(seconds * frameRate * share), Math.floor(length / 2));
    const before = scenes[i - 1];
    const next = scenes[i + 1];
    const fadesIn = scene.transition === 'fade';
    const fadeOutSeconds = Math.max(scene.fadeOutSeconds, next?.transition === 'fade' ? next.transitionSeconds / 2 : 0);
    const shot: Shot = {
      firstFrame,
      endFrame,
      appearance: scene.appearance,
      fadeInFrames: fadesIn ? framesOf(scene.transitionSeconds, before ? 0.5 : 1) : 0,
      fadeOutFrames: framesOf(fadeOutSeconds, 1),
    };
    const { transition } = scene;
    if (transition !== 'cut' && transition !== 'fade' && before) {
      shot.join = { kind: transition, from: before.appearance, frames: framesOf(scene.transitionSeconds, 1) };
    }
    shots.push(shot);
  });
  return shots.filter(shot => shot.firstFrame < range.end && shot.endFrame > range.first);
}

/** The frames of a shot that lie in a range. */
export function framesWithin(shot: Shot, range: FrameRange): FrameRange {
  return { first: Math.max(shot.firstFrame, range.first), end: Math.min(shot.endFrame, range.end) };
}

/** How far a shot has come in at a frame: its share of the picture, and the light of its fades, both 0 to 1. */
export function transitionAt(shot: Shot, frame: number): { mix: number; visibility: number } {
  const since = frame - shot.firstFrame;
  const left = shot.endFrame - 1 - frame;
  const fadeIn = shot.fadeInFrames > 0 ? ease((since + 0.5) / shot.fadeInFrames) : 1;
  const fadeOut = shot.fadeOutFrames > 0 ? ease((left + 0.5) / shot.fadeOutFrames) : 1;
  const { join } = shot;
  const mix = join && since < join.frames ? joinShare(join.kind, (since + 0.5) / join.frames) : 1;
  return { mix, visibility: fadeIn * fadeOut };
}
