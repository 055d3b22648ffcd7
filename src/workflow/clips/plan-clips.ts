import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Generator } from '../../generators/catalogue.ts';
import { footage } from '../../generators/footage/index.ts';
import {
  type Capabilities,
  type ClipRequest,
  type ClipSize,
  durationOnGrid,
  GeneratorError,
  listPrice,
  longestDuration,
  type MediaInput,
} from '../../generators/port.ts';
import type { Scene, SceneMap } from '../../scene-map/index.ts';
import type { FrameRange } from '../drawing/shots.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import type { Size } from '../settings.ts';
import { cutsOfScene } from './plan-footage.ts';

/** A clip that a scene needs. */
export interface PlannedClip {
  /** Fingerprint of generator and request. */
  clip: string;
  shot: string;
  generator: Generator;
  /** Whole but for the first frame of a chained clip and the sound, which are made when their time comes. */
  request: ClipRequest;
  /** Frames of the video that it shows, counted from the start of the track; beyond the scene's end where the next one dissolves out of it. */
  frames: FrameRange;
  /** The clip whose last shown picture is this one's first. */
  after?: PlannedClip;
  /** The stretch of the track that drives it, in seconds. */
  audio?: { start: number; duration: number };
  /** Where it lies already, made for another video. */
  madeAt?: string;
}

/** What planning a scene's clips needs to know. */
export interface ClipPlanOptions {
  map: SceneMap;
  /** Folder from which the map's paths count. */
  mapFolder: string;
  /** Fingerprint of the track. */
  audio: string;
  frameRate: number;
  output: Size;
  /** Ascending seconds. */
  downbeats: readonly number[];
  /** The same of beats, on which footage is cut; left out where there are none that are sure. */
  beats?: readonly number[];
  /** Whether parts of a scene go on from each other's last picture instead of being cut on a bar. */
  chain: boolean;
}

/** A chain longer than this drifts away from where it began. */
const longestChain = 3;
/** Raised when requests are made differently from the same map. */
const requestForm = 1;

/** Times at which a scene is divided so that each part, and the tail after the last, fits; on bars where there are some near enough. */
export function divideScene(
  start: number,
  end: number,
  tail: number,
  most: number,
  downbeats: readonly number[],
): number[] {
  const parts = Math.max(1, Math.ceil((end - start + tail) / most - 1e-9));
  const borders: number[] = [start];
  for (let i = 1; i < parts; i++) {
    const before = borders[i - 1];
    const left = parts - i;
    const earliest = Math.max(before + 0.5, end + tail - left * most);
    const latest = before + most;
    const ideal = Math.min(latest, Math.max(earliest, before + (end - before) / (left + 1)));
    const bars = downbeats.filter(time => time >= earliest && time <= latest && time < end - 0.5);
    borders.push(bars.length > 0 ? bars.reduce((a, b) => (Math.abs(b - ideal) < Math.abs(a - ideal) ? b : a)) : ideal);
  }
  return borders;
}

/** The size to ask for: the one that loses least to cropping, and of those the smallest that need not be enlarged. */
export function chooseSize({ sizes }: Capabilities, output: Size): ClipSize {
  const wanted = output.width / output.height;
  const lost = ({ width, height }: ClipSize): number => {
    const ratio = width / height;
    return Math.round((1 - Math.min(ratio / wanted, wanted / ratio)) * 50);
  };
  const enlarged = (one: ClipSize): number => Math.max(1, output.width / one.width, output.height / one.height);
  return [...sizes].sort(
    (a, b) => lost(a) - lost(b) || enlarged(a) - enlarged(b) || a.width * a.height - b.width * b.height,
  )[0];
}

/** The words for a scene: what is seen, how the camera moves, who is there in always the same words, colours, style. */
export function promptOf(map: SceneMap, scene: Scene): string {
  const { description, camera, color_palette, cast } = scene;
  const has = (words: string): boolean => description.toLowerCase().includes(words.toLowerCase());
  const parts = [description.trim().replace(/[.\s]+$/, '')];
  if (camera && !has(camera)) parts.push(camera.trim().replace(/[.\s]+$/, ''));
  for (const name of cast ?? []) {
    const member = map.cast?.find(one => one.name.toLowerCase() === name.toLowerCase());
    if (member?.description) parts.push(`${member.name}: ${member.description.trim().replace(/[.\s]+$/, '')}`);
  }
  const colours = color_palette.filter(word => !word.startsWith('#') && !has(word));
  if (colours.length > 0) parts.push(`Colours: ${colours.join(', ')}`);
  if (map.style && !has(map.style)) parts.push(map.style.trim().replace(/[.\s]+$/, ''));
  return `${parts.join('. ')}.`;
}

/** Pictures to go by, the cast's first. @throws {GeneratorError} when one is not there */
export function referencesOf(map: SceneMap, scene: Scene, mapFolder: string): { name: string; media: MediaInput }[] {
  const cast = (scene.cast ?? []).flatMap(name => {
    const member = map.cast?.find(one => one.name.toLowerCase() === name.toLowerCase());
    return (member?.references ?? []).map(reference => ({ name, reference }));
  });
  return [...cast, ...(scene.references ?? []).map(reference => ({ name: 'reference', reference }))].map(
    ({ name, reference }) => {
      if (/^https:\/\//i.test(reference)) return { name, media: { url: reference } };
      const path = resolve(mapFolder, reference);
      if (!existsSync(path))
        throw new GeneratorError('invalid-input', `There is no file ${path}; correct the references of the scene map.`);
      return { name, media: { path } };
    },
  );
}

/** Where an input comes from does not matter for the clip, only what is in it. */
async function inputFingerprint(input: MediaInput | undefined): Promise<string | undefined> {
  if (!input) return undefined;
  return 'url' in input ? input.url : fileFingerprint(input.path);
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/**
 * What to ask of a generator for one scene, within what it can do.
 *
 * @param scene     index in the map
 * @param tail      frames that are needed beyond the scene's end
 * @param warn      hears what the generator will not do of what the map asks
 * @throws {GeneratorError} 'invalid-input' when the generator cannot make the scene at all
 */
export async function planScene(
  scene: number,
  generator: Generator,
  frames: FrameRange,
  tail: number,
  options: ClipPlanOptions,
  warn: (line: string) => void,
): Promise<PlannedClip[]> {
  const { map, mapFolder, frameRate, output, downbeats, audio } = options;
  const { capabilities, title } = generator.model;
  const wanted = map.scenes[scene];
  if (generator.provider === footage) return planFootageScene(scene, generator, frames, tail, options);
  const unsupported: string[] = [];
  const keep = <T>(value: T | undefined, can: boolean, name: string): T | undefined => {
    if (value !== undefined && !can) unsupported.push(name);
    return can ? value : undefined;
  };
  let prompt = promptOf(map, wanted);
  if (prompt.length > capabilities.promptLength) {
    prompt = prompt.slice(0, prompt.lastIndexOf(' ', capabilities.promptLength));
    warn(
      `Scene ${scene + 1}: ${title} reads ${capabilities.promptLength} characters; the end of the description is left out.`,
    );
  }
  const pictures = referencesOf(map, wanted, mapFolder);
  const asReferences = pictures.slice(0, capabilities.references);
  const firstPicture =
    capabilities.references === 0 && capabilities.firstFrame !== 'no' ? pictures[0]?.media : undefined;
  const left = pictures.length - asReferences.length - (firstPicture ? 1 : 0);
  if (left > 0) unsupported.push(left === 1 ? 'one of the references' : `${left} of the references`);
  if (capabilities.firstFrame === 'required' && !firstPicture)
    throw new GeneratorError(
      'invalid-input',
      `Scene ${scene + 1}: ${title} needs a picture to begin with; give the scene a reference, or choose another generator.`,
    );
  if (!capabilities.text && !firstPicture)
    throw new GeneratorError('invalid-input', `Scene ${scene + 1}: ${title} takes no description alone.`);
  if (capabilities.speech && !wanted.lyrics?.trim())
    throw new GeneratorError(
      'invalid-input',
      `Scene ${scene + 1}: ${title} speaks; give the scene "lyrics", or choose another generator.`,
    );
  if (wanted.diffusion && !capabilities.followsMusic) unsupported.push('the schedule of "diffusion"');
  const size = chooseSize(capabilities, output);
  const seed = wanted.seed ?? map.seed * 1000 + scene;
  const request: ClipRequest = {
    prompt,
    negativePrompt: keep(
      wanted.negative_prompt,
      capabilities.negativePrompt,
      'what is not to be seen (negative_prompt)',
    ),
    guidance: keep(wanted.guidance_scale, capabilities.guidance, 'guidance_scale'),
    seed: capabilities.seed ? seed : keep(wanted.seed, false, 'the seed'),
    seconds: 0,
    size,
    speech: capabilities.speech ? wanted.lyrics : undefined,
    firstFrame: firstPicture,
    references: asReferences.length > 0 ? asReferences : undefined,
    ...(capabilities.followsMusic ? { diffusion: wanted.diffusion ?? {}, motion: wanted.motion_intensity } : {}),
  };
  if (unsupported.length > 0)
    warn(`Scene ${scene + 1}: ${title} does not take ${listed(unsupported)}; it is left out.`);
  const identity = {
    ...request,
    firstFrame: await inputFingerprint(firstPicture),
    references: await Promise.all(asReferences.map(async ({ name, media }) => [name, await inputFingerprint(media)])),
  };
  const [start, end, most] = [frames.first / frameRate, frames.end / frameRate, longestDuration(capabilities)];
  const borders = divideScene(start, end, tail / frameRate, most, downbeats).map(time => Math.round(time * frameRate));
  const planned: PlannedClip[] = [];
  for (const [i, first] of borders.entries()) {
    const last = i === borders.length - 1;
    const range = { first, end: last ? frames.end + tail : borders[i + 1] };
    const needed = (range.end - range.first) / frameRate;
    // Rounding to frames may put a part a hair over the longest clip; the last picture stands for it.
    const seconds = durationOnGrid(capabilities, needed) ?? most;
    const before = planned[i - 1];
    const after =
      options.chain && capabilities.firstFrame !== 'no' && before && i % longestChain !== 0 ? before : undefined;
    const sound =
      capabilities.audio === 'no' && !capabilities.followsMusic
        ? undefined
        : { start: range.first / frameRate, duration: Math.min(seconds, needed) };
    planned.push({
      clip: fingerprint(
        requestForm,
        generator.name,
        identity,
        seconds,
        capabilities.seed ? seed + i : i,
        after && [after.clip, after.frames],
        sound && [audio, sound],
      ),
      shot: borders.length === 1 ? `scene ${scene + 1}` : `scene ${scene + 1}, part ${i + 1}`,
      generator,
      request: {
        ...request,
        seconds,
        seed: capabilities.seed ? seed + i : undefined,
        firstFrame: after ? undefined : firstPicture,
      },
      frames: range,
      after,
      audio: sound,
    });
  }
  return planned;
}

/** The cuts of a scene that shows the user's footage. */
async function planFootageScene(
  scene: number,
  generator: Generator,
  frames: FrameRange,
  tail: number,
  { map, mapFolder, frameRate, output, beats = [] }: ClipPlanOptions,
): Promise<PlannedClip[]> {
  const wanted = map.scenes[scene];
  const cuts = await cutsOfScene(scene, wanted, mapFolder, beats);
  const firsts = cuts.map(({ from }, i) => (i === 0 ? frames.first : Math.round(from * frameRate)));
  return Promise.all(
    cuts.map(async ({ path, start }, i): Promise<PlannedClip> => {
      const range = { first: firsts[i], end: firsts[i + 1] ?? frames.end + tail };
      const seconds = (range.end - range.first) / frameRate;
      const energy = (wanted.motion_intensity - 1) / 9;
      const size = { aspectRatio: '', ...output };
      const seed = (wanted.seed ?? map.seed * 1000 + scene) + i;
      const request: ClipRequest = {
        prompt: wanted.description,
        seconds,
        size,
        frameRate,
        seed,
        stretch: { path, start, energy },
      };
      const identity = [await fileFingerprint(path), start, energy, range.end - range.first, output, frameRate, seed];
      return {
        clip: fingerprint(requestForm, generator.name, identity),
        shot: cuts.length === 1 ? `scene ${scene + 1}` : `scene ${scene + 1}, part ${i + 1}`,
        generator,
        request,
        frames: range,
      };
    }),
  );
}

/** What a plan asks for: money, and how the pictures will be fitted. */
export interface ClipEstimate {
  clips: number;
  /** Seconds asked for, and of those shown. */
  secondsAsked: number;
  secondsShown: number;
  /** Dollars; undefined where a price is not known. */
  usd?: number;
  /** Rough seconds until all are there, with so many at a time. */
  waitSeconds: number;
}

/** Adds up planned clips. */
export function estimateClips(
  clips: readonly PlannedClip[],
  frameRate: number,
  concurrent: (generator: Generator) => number,
): ClipEstimate {
  const prices = clips.map(({ generator, request }) => listPrice(generator.model, request.seconds));
  const byProvider = new Map<string, number>();
  for (const { generator, request } of clips) {
    const seconds = (generator.model.typicalSeconds * Math.max(1, request.seconds / 5)) / concurrent(generator);
    byProvider.set(generator.provider.name, (byProvider.get(generator.provider.name) ?? 0) + seconds);
  }
  return {
    clips: clips.length,
    secondsAsked: clips.reduce((sum, { request }) => sum + request.seconds, 0),
    secondsShown: clips.reduce((sum, { frames }) => sum + (frames.end - frames.first) / frameRate, 0),
    usd: prices.includes(undefined) ? undefined : (prices as number[]).reduce((sum, price) => sum + price, 0),
    waitSeconds: Math.max(0, ...byProvider.values()),
  };
}
