import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findGenerator, type Generator } from '../../generators/catalogue.ts';
import { chooseByPolicy } from '../../generators/choose-generator.ts';
import { missingKeys } from '../../generators/cloud/access.ts';
import type { FrameRange, ResolvedScene } from '../drawing/shots.ts';
import { clipPath } from './clip-order.ts';
import type { VideoClipsInputs } from './clips-request.ts';
import { findUpscaler, nameEnlarged } from './enlarge-clips.ts';
import type { MadeClips } from './made-clips.ts';
import { planScene } from './plan-clips.ts';
import type { ClipPlanOptions, PlannedClip } from './planned-clip.ts';

/** Where the clips of a production lie. */
export const clipsFolderOf = (productionFolder: string): string => join(productionFolder, 'clips');

/** The clips of one scene. */
export interface SceneClips {
  scene: number;
  generator: Generator;
  clips: PlannedClip[];
}

/** Frames of a scene on the video's grid, and how far it is still seen after its end. */
function framesOf(
  scenes: readonly ResolvedScene[],
  index: number,
  frameRate: number,
): { frames: FrameRange; tail: number } {
  const { start, end } = scenes[index];
  const next = scenes[index + 1];
  const first = index === 0 ? 0 : Math.round(start * frameRate);
  const last = next ? Math.round(end * frameRate) : Math.ceil(end * frameRate - 1e-6);
  const length = next ? Math.round(next.end * frameRate) - last : 0;
  const tail =
    next && next.transition !== 'cut' && next.transition !== 'fade'
      ? Math.min(Math.round(next.transitionSeconds * frameRate), Math.floor(length / 2))
      : 0;
  return { frames: { first, end: last }, tail };
}

/** The generator of a scene; undefined for the built-in one. */
export function generatorOf(inputs: VideoClipsInputs, index: number): Generator | undefined {
  const { map, choice, environment } = inputs;
  const scene = map.scenes[index];
  if (scene.generator !== undefined) return findGenerator(scene.generator);
  if (choice.generator !== undefined) return findGenerator(choice.generator);
  if (!choice.policy) return undefined;
  const hasPicture =
    (scene.references?.length ?? 0) > 0 ||
    (scene.cast ?? []).some(name =>
      map.cast?.some(one => one.name.toLowerCase() === name.toLowerCase() && (one.references?.length ?? 0) > 0),
    );
  const need = { seconds: scene.end_time - scene.start_time, hasPicture };
  return chooseByPolicy(choice.policy, need, ({ provider }) => missingKeys(provider, environment).length === 0);
}

function planOptions(inputs: VideoClipsInputs): ClipPlanOptions {
  const { map, mapPath, audio, frameRate, output, downbeats, beats, choice } = inputs;
  return {
    map,
    mapFolder: dirname(mapPath),
    audio,
    frameRate,
    output,
    downbeats,
    beats,
    environment: inputs.environment,
    chain: choice.policy === 'coherence',
  };
}

/** The scenes whose pictures are seen within the wanted frames. */
function plannedScene(inputs: VideoClipsInputs, index: number): { frames: FrameRange; tail: number } | undefined {
  const { frames, tail } = framesOf(inputs.scenes, index, inputs.frameRate);
  const seen = frames.first < inputs.range.end && frames.end + tail > inputs.range.first;
  return seen && frames.end > frames.first ? { frames, tail } : undefined;
}

/** What a generator is asked for one scene, as far as it is seen; undefined where it is not. */
export async function clipsOfScene(
  inputs: VideoClipsInputs,
  scene: number,
  generator: Generator,
  warn: (line: string) => void,
): Promise<SceneClips | undefined> {
  const span = plannedScene(inputs, scene);
  if (!span) return undefined;
  const all = await planScene(scene, generator, span.frames, span.tail, planOptions(inputs), warn);
  const seen = all.filter(({ frames }) => frames.first < inputs.range.end && frames.end > inputs.range.first);
  // A chained clip needs the one before it, and a retake those that it is joined to, whether they are seen or not.
  const needed = new Set(seen);
  for (const clip of all.toReversed())
    if (needed.has(clip))
      for (const other of [clip.after, clip.anchors?.first?.of, clip.anchors?.last?.of]) if (other) needed.add(other);
  const clips = all.filter(clip => needed.has(clip));
  const { upscale } = inputs.choice;
  if (upscale !== undefined) nameEnlarged(clips, await findUpscaler(upscale, inputs.environment), inputs.output);
  return { scene, generator, clips };
}

/**
 * The clips that a finished video shows of a scene, to be shown in another shape.
 *
 * @returns undefined where they are not all there, as the scene was changed since
 */
export async function madeClipsOfScene(
  inputs: VideoClipsInputs,
  made: MadeClips,
  scene: number,
  generator: Generator,
): Promise<SceneClips | undefined> {
  for (const form of made.forms) {
    const choice = { ...inputs.choice, policy: form.chain ? ('coherence' as const) : undefined };
    const asMade = { ...inputs, output: form, audio: form.audio, choice };
    const planned = await clipsOfScene(asMade, scene, generator, () => undefined);
    const clips = planned?.clips.map(one => ({ ...one, madeAt: clipPath(clipsFolderOf(made.folder), one.clip) }));
    if (clips?.every(({ madeAt }) => existsSync(madeAt))) return { scene, generator, clips };
  }
  return undefined;
}
