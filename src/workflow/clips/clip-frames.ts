import type { Nv12Picture } from '../../coherence/index.ts';
import type { Appearance, Shot } from '../../generators/procedural/appearance.ts';
import type { ShotFrames } from '../../generators/procedural/shot-frames.ts';
import { decodeVideo, probeVideo, type VideoPicture } from '../../media/index.ts';
import { joinPictures } from '../drawing/join-pictures.ts';
import { createRetakeJoiner, type TakePictures } from '../drawing/join-retakes.ts';
import { allClipsOf, type ClipUse, clipsOf, retakesOf, transitionAt } from '../drawing/shots.ts';
import type { Size } from '../settings.ts';

/** Pictures of one clip at the video's size and rate, as NV12, in rising order; going back opens the clip anew. */
interface ClipPictures {
  /** @param seconds from the clip's start */
  at(seconds: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Shorter side of pictures by which takes are compared. */
const smallerSide = 180;

const even = (value: number): number => Math.ceil(value / 2) * 2;

/**
 * Which part of a picture is kept when it has another shape: the middle across, and down a little above it, where faces
 * are.
 */
const focus = { across: 0.5, down: 0.4 };

/** Cuts the wanted size out of a larger NV12 picture. */
export function cropNv12(data: Uint8Array, from: Size, to: Size): Uint8Array {
  if (from.width === to.width && from.height === to.height) return data;
  const left = Math.floor(((from.width - to.width) * focus.across) / 2) * 2;
  const top = Math.floor(((from.height - to.height) * focus.down) / 2) * 2;
  const cut = new Uint8Array((to.width * to.height * 3) / 2);
  for (let row = 0; row < to.height; row++) {
    const at = (top + row) * from.width + left;
    cut.set(data.subarray(at, at + to.width), row * to.width);
  }
  const chroma = from.width * from.height;
  for (let row = 0; row < to.height / 2; row++) {
    const at = chroma + (top / 2 + row) * from.width + left;
    cut.set(data.subarray(at, at + to.width), to.width * to.height + row * to.width);
  }
  return cut;
}

async function openClip(path: string, output: Size): Promise<ClipPictures> {
  const video = await probeVideo(path);
  const scale = Math.max(output.width / video.width, output.height / video.height);
  const covering = { width: even(video.width * scale - 1e-6), height: even(video.height * scale - 1e-6) };
  let source: AsyncGenerator<VideoPicture> | undefined;
  let shown: Uint8Array | undefined;
  let shownIndex = -1;
  let next: VideoPicture | undefined;
  const open = async (): Promise<void> => {
    await source?.return(undefined);
    source = decodeVideo(path, { ...covering, format: 'nv12' });
    shownIndex = -1;
    next = (await source.next()).value as VideoPicture | undefined;
  };
  return {
    async at(seconds) {
      // The picture that a player would show at that moment.
      const wanted = Math.max(0, Math.floor(seconds * video.frameRate + 1e-6));
      if (!source || wanted < shownIndex) await open();
      while (next && (shownIndex < 0 || next.index <= wanted)) {
        shown = cropNv12(next.data, covering, output);
        shownIndex = next.index;
        next = (await source!.next()).value as VideoPicture | undefined;
      }
      return shown!;
    },
    async close() {
      await source?.return(undefined);
    },
  };
}

/** Sinks an NV12 picture towards black (16, 128, 128). */
function darken(target: Uint8Array, pixels: number, light: number): void {
  const weight = Math.round(light * 256);
  for (let i = 0; i < pixels; i++) target[i] = 16 + (((target[i] - 16) * weight + 128) >> 8);
  for (let i = pixels; i < target.length; i++) target[i] = 128 + (((target[i] - 128) * weight + 128) >> 8);
}

export interface ClipFramesOptions {
  /** Draws what does not come from clips. */
  drawer: ShotFrames;
  output: Size;
  frameRate: number;
  /** Where a clip lies. */
  path(clip: string): string;
  /** Corrects the colours of clips. */
  correct?(appearance: Shot['appearance'], frame: number, nv12: Uint8Array): Promise<void>;
}

/**
 * Draws frames of shots that come from clips, also where they dissolve into drawn ones; shots that are drawn alone go
 * through untouched. Retakes are joined to the take around them.
 */
export function createClipFrames({
  drawer,
  output,
  frameRate,
  path,
  correct,
}: ClipFramesOptions): ShotFrames & { close(): Promise<void> } {
  const open = new Map<string, Promise<ClipPictures>>();
  let last: Promise<unknown> = Promise.resolve();
  const pixels = output.width * output.height;
  const joiner = createRetakeJoiner(frameRate);
  const shrinking = Math.min(1, smallerSide / Math.min(output.width, output.height));
  const small = { width: even(output.width * shrinking), height: even(output.height * shrinking) };

  /** Pictures of a take that comes from clips. */
  const picturesOf = (clips: readonly ClipUse[], keep: (clip: string) => boolean): TakePictures => {
    const read = async (frame: number, name: (clip: string) => string, size: Size): Promise<Nv12Picture> => {
      const use = clips.find(({ endFrame }) => frame < endFrame) ?? clips[clips.length - 1];
      const key = name(use.clip);
      for (const [other, pictures] of open) {
        if (keep(other) || open.size < 2) continue;
        open.delete(other);
        await (await pictures).close();
      }
      if (!open.has(key)) open.set(key, openClip(path(use.clip), size));
      const data = await (await open.get(key)!).at((frame - use.firstFrame) / frameRate);
      return { ...size, data: data.slice() };
    };
    return {
      at: frame => read(frame, clip => clip, output),
      smallAt: frame => read(frame, clip => `${clip} small`, small),
    };
  };
  /** Pictures of a take that is drawn. */
  const drawnPictures = (shot: Shot, appearance: Appearance): TakePictures => {
    const alone = { ...shot, appearance, join: undefined, fadeInFrames: 0, fadeOutFrames: 0 };
    const at = async (frame: number): Promise<Nv12Picture> => {
      const data = new Uint8Array(new SharedArrayBuffer((pixels * 3) / 2));
      await drawer.draw(alone, frame, data);
      return { ...output, data };
    };
    return { at, smallAt: at };
  };

  const pictureOf = async (shot: Shot, appearance: Appearance, frame: number, target: Uint8Array): Promise<void> => {
    const clips = clipsOf(appearance);
    const all = new Set(allClipsOf(appearance).map(({ clip }) => clip));
    // One clip at a time stays open, two in a dissolve.
    const keep = (clip: string): boolean => all.has(clip.replace(/ small$/, ''));
    const takeOf = (own: readonly ClipUse[] | undefined, drawn: Appearance): TakePictures =>
      own ? picturesOf(own, keep) : drawnPictures(shot, drawn);
    const retakes = retakesOf(appearance)
      .filter(use => !clips || use.clips)
      .map(use => ({ use, again: takeOf(use.clips, use.appearance) }));
    if (!clips && retakes.length === 0)
      return drawer.draw({ ...shot, appearance, join: undefined, fadeInFrames: 0, fadeOutFrames: 0 }, frame, target);
    const { data } = await joiner.pictureAt(frame, takeOf(clips, appearance), retakes);
    target.set(data);
    if (clips) await correct?.(appearance, frame, target);
  };

  const compose = async (shot: Shot, frame: number, target: Uint8Array): Promise<void> => {
    const since = frame - shot.firstFrame;
    await pictureOf(shot, shot.appearance, frame, target);
    if (shot.join && since < shot.join.frames) {
      const { kind, from, frames } = shot.join;
      const leaving = new Uint8Array(target.length);
      await pictureOf(shot, from, frame, leaving);
      const arriving = target.slice();
      const progress = (since + 0.5) / frames;
      joinPictures(target, leaving, arriving, {
        kind,
        progress,
        step: 1 / frames,
        variant: shot.appearance.seed,
        ...output,
      });
    }
    const { visibility } = transitionAt(shot, frame);
    if (visibility < 1) darken(target, pixels, visibility);
  };

  const isComposed = (shot: Shot): boolean =>
    [shot.appearance, shot.join?.from].some(seen => clipsOf(seen) !== undefined || retakesOf(seen).length > 0);
  return {
    async prepare(shot) {
      if (!isComposed(shot)) await drawer.prepare(shot);
    },
    draw(shot, frame, target) {
      if (!isComposed(shot)) return drawer.draw(shot, frame, target);
      // Clips are read in order, so one frame after another.
      const drawing = last.then(() => compose(shot, frame, target));
      last = drawing.catch(() => undefined);
      return drawing;
    },
    async close() {
      await last;
      for (const pictures of open.values()) await (await pictures).close();
    },
  };
}
