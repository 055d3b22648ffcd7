import type { Generator } from '../../generators/catalogue.ts';
import { footage } from '../../generators/footage/index.ts';
import {
  type Capabilities,
  type ClipRequest,
  type ClipSize,
  durationOnGrid,
  GeneratorError,
  longestDuration,
  type MediaInput,
} from '../../generators/port.ts';
import { sceneSeed } from '../../scene-map/index.ts';
import type { FrameRange } from '../drawing/shots.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import type { Size } from '../settings.ts';
import { divideScene } from './divide-scene.ts';
import { planFootageScene } from './plan-footage-clips.ts';
import { planRetakes } from './plan-retakes.ts';
import { type ClipPlanOptions, type PlannedClip, requestForm } from './planned-clip.ts';
import { promptOf, referencesOf } from './scene-words.ts';

/** A chain longer than this drifts away from where it began. */
const longestChain = 3;

/** The size to ask for: the one that loses least to cropping, and of those the smallest that need not be enlarged. */
function chooseSize({ sizes }: Capabilities, output: Size): ClipSize {
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
  const seed = sceneSeed(map, scene);
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
  const madeWith = generator.provider.madeWith?.(options.environment);
  const identity = {
    ...request,
    ...(madeWith === undefined ? {} : { madeWith }),
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
  const again = planRetakes({ scene, generator, frames, tail, request, identity, clips: planned }, options);
  return [...planned, ...again];
}
