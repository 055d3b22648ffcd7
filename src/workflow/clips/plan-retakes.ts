import type { Generator } from '../../generators/catalogue.ts';
import { type ClipRequest, durationOnGrid, longestDuration } from '../../generators/port.ts';
import { printTimeShort } from '../../scene-map/index.ts';
import { type FrameRange, jointReach } from '../drawing/shots.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { divideScene } from './divide-scene.ts';
import { type Anchor, type ClipPlanOptions, type PlannedClip, requestForm } from './planned-clip.ts';
import { promptOf } from './scene-words.ts';

/** Seconds beside a retake that a joint needs, and the most that it is given. */
const leastReach = 0.35;
const farthestReach = 3;

/** What of a scene's plan its retakes go by. */
export interface PlannedScene {
  scene: number;
  generator: Generator;
  frames: FrameRange;
  /** Frames that are needed beyond the scene's end. */
  tail: number;
  request: ClipRequest;
  /** All that the scene's own clips are named by. */
  identity: object;
  /** The scene's own clips. */
  clips: readonly PlannedClip[];
}

/**
 * What to ask for the stretches of a scene that are made again: the scene's own request with other words and another
 * seed, long enough to be joined on both sides, and with the pictures of the scene's own take where it begins and ends,
 * where the model takes them.
 */
export function planRetakes(planned: PlannedScene, options: ClipPlanOptions): PlannedClip[] {
  const { scene, generator, frames, tail, request, identity, clips } = planned;
  const { map, frameRate, downbeats, audio } = options;
  const { capabilities } = generator.model;
  const wanted = map.scenes[scene];
  const retakes = wanted.retakes ?? [];
  const most = longestDuration(capabilities);
  const frame = (time: number): number => Math.round(time * frameRate);
  const shownAt = (at: number): PlannedClip | undefined =>
    clips.find(clip => at >= clip.frames.first && at < clip.frames.end);
  const isCut = (at: number): boolean => clips.some(clip => clip.frames.first === at && !clip.after);
  return retakes.flatMap((retake, index) => {
    const own = { first: Math.max(frames.first, frame(retake.start_time)), end: frame(retake.end_time) };
    const lasts = own.end >= frames.end;
    if (own.end <= own.first) return [];
    const from = index > 0 ? frame(retakes[index - 1].end_time) : frames.first;
    const to = index + 1 < retakes.length ? frame(retakes[index + 1].start_time) : frames.end;
    const length = own.end - own.first;
    const wide = {
      lead: isCut(own.first) ? 0 : own.first - from,
      trail: lasts || isCut(own.end) ? 0 : to - own.end,
    };
    const needs = (frames: number): number => Math.min(frames, Math.round(leastReach * frameRate));
    const needed = (length + needs(wide.lead) + needs(wide.trail) + (lasts ? tail : 0)) / frameRate;
    // The clip is as long as the model's steps are; what that leaves is shared by both joints. A model that takes first
    // and last frame is given all of it: takes are most alike where they are held.
    const seconds = Math.min(most, durationOnGrid(capabilities, needed) ?? most);
    const isHeld = capabilities.firstFrame !== 'no' && capabilities.lastFrame;
    const farthest = isHeld ? Math.round(farthestReach * frameRate) : jointReach(frameRate);
    const spare = Math.max(0, Math.floor(seconds * frameRate) - length - (lasts ? tail : 0));
    const lead = Math.min(wide.lead, farthest, Math.ceil(spare / (wide.trail > 0 ? 2 : 1)));
    const trail = Math.min(wide.trail, farthest, spare - lead);
    const range = { first: own.first - lead, end: lasts ? frames.end + tail : own.end + trail };
    const prompt = promptOf(map, { ...wanted, description: retake.description ?? wanted.description });
    const shortened =
      prompt.length > capabilities.promptLength
        ? prompt.slice(0, prompt.lastIndexOf(' ', capabilities.promptLength))
        : prompt;
    const borders = divideScene(range.first / frameRate, range.end / frameRate, 0, most, downbeats).map(frame);
    return borders.map((first, i): PlannedClip => {
      const last = i === borders.length - 1;
      const part = { first, end: last ? range.end : borders[i + 1] };
      const needed = (part.end - part.first) / frameRate;
      const seconds = durationOnGrid(capabilities, needed) ?? most;
      const anchorAt = (at: number): Anchor | undefined => {
        const of = shownAt(at);
        return of && { of, frame: at };
      };
      const takesFirst = capabilities.firstFrame !== 'no' && i === 0 && range.first < own.first;
      const begins = takesFirst ? anchorAt(range.first) : undefined;
      // The model's last picture stands where its clip ends, which may be later than what is shown of it.
      const endsAt = part.first + Math.floor(seconds * frameRate) - 1;
      const ends =
        capabilities.lastFrame && begins && last && range.end > own.end && shownAt(endsAt) === shownAt(own.end)
          ? anchorAt(endsAt)
          : undefined;
      const anchors = begins && { first: begins, ...(ends ? { last: ends } : {}) };
      const seed = capabilities.seed ? retake.seed + i : undefined;
      const sound =
        capabilities.audio === 'no' && !capabilities.followsMusic
          ? undefined
          : { start: part.first / frameRate, duration: Math.min(seconds, needed) };
      const names = (anchor?: Anchor): unknown => anchor && [anchor.of.clip, anchor.frame - anchor.of.frames.first];
      const at = printTimeShort(retake.start_time);
      return {
        clip: fingerprint(
          requestForm,
          generator.name,
          { ...identity, prompt: shortened },
          ['retake', retake.seed + i, seconds],
          [names(anchors?.first), names(anchors?.last)],
          sound && [audio, sound],
        ),
        shot: `scene ${scene + 1} again from ${at}${borders.length === 1 ? '' : `, part ${i + 1}`}`,
        generator,
        request: {
          ...request,
          prompt: shortened,
          seconds,
          seed,
          // A picture to begin with would begin the scene anew within it.
          firstFrame: begins || range.first > frames.first ? undefined : request.firstFrame,
        },
        frames: part,
        retake: index,
        anchors,
        audio: sound,
      };
    });
  });
}
