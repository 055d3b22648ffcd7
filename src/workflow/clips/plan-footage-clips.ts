import type { Generator } from '../../generators/catalogue.ts';
import type { ClipRequest } from '../../generators/port.ts';
import { sceneSeed } from '../../scene-map/index.ts';
import type { FrameRange } from '../drawing/shots.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { cutsOfScene } from './plan-footage.ts';
import { type ClipPlanOptions, type PlannedClip, requestForm } from './planned-clip.ts';

/** The cuts of a scene that shows the user's footage. */
export async function planFootageScene(
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
      const seed = sceneSeed(map, scene) + i;
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
