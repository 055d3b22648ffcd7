import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../generators/procedural/render-graph.ts';
import { createShotFrames, type ShotFrames } from '../generators/procedural/shot-frames.ts';
import { encodeImage } from '../media/index.ts';
import { rgbFromNv12 } from '../workflow/drawing/rgb-from-nv12.ts';
import { RequestError } from './request-error.ts';
import { videoShots } from './shots-for-page.ts';
import type { StudioRecord } from './studio-folder.ts';

/** Draws single frames, small, for pages whose browser cannot draw them itself. */
export interface PreviewFrames {
  /** @returns a JPEG @throws {RequestError} 404 where the video has no such frame */
  draw(root: string, record: StudioRecord, frame: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Short side of the picture. */
const shortSide = 180;
const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** Its renderer is opened with the first frame, and anew with every change of the video. */
export function createPreviewFrames(): PreviewFrames {
  type Video = ReturnType<typeof videoShots>;
  let opened:
    | { key: readonly unknown[]; video: Video; renderer: Promise<FrameRenderer>; drawer: Promise<ShotFrames> }
    | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const sizeOf = ({ size }: Video): { width: number; height: number } => {
    const scale = Math.min(1, shortSide / Math.min(size.width, size.height));
    return { width: even(size.width * scale), height: even(size.height * scale) };
  };

  async function videoOf(root: string, record: StudioRecord): Promise<NonNullable<typeof opened>> {
    const video = videoShots(root, record);
    const key = [video.map, video.analysis, video.library, JSON.stringify(record.settings)];
    if (opened && key.every((value, i) => value === opened!.key[i])) return opened;
    const before = opened;
    // What could not be opened needs no closing, and is tried again with the next frame.
    opened = undefined;
    await before?.renderer.then(
      own => own.close(),
      () => undefined,
    );
    const renderer = chooseRenderer('auto').then(chosen => chosen.renderer);
    const size = sizeOf(video);
    const drawer = renderer.then(own =>
      createShotFrames({
        renderer: own,
        drive: createMusicalDrive(video.analysis, { allowFlashes: video.settings.allowFlashes }),
        native: size,
        output: size,
        frameRate: video.frameRate,
        motionBlur: false,
        sceneSource: video.library.source,
        gradeTable: name => video.grades.tables.get(name)!,
      }),
    );
    const own = { key, video, renderer, drawer };
    opened = own;
    drawer.catch(() => {
      if (opened === own) opened = undefined;
    });
    return own;
  }

  async function drawNow(root: string, record: StudioRecord, frame: number): Promise<Uint8Array> {
    const { video, drawer } = await videoOf(root, record);
    const shot = video.shots.find(({ firstFrame, endFrame }) => frame >= firstFrame && frame < endFrame);
    if (!shot) throw new RequestError(404, `The video has ${video.frames} frames, counted from 0.`);
    const { width, height } = sizeOf(video);
    const picture = new Uint8Array(new SharedArrayBuffer((width * height * 3) / 2));
    await (await drawer).draw(shot, frame, picture);
    return encodeImage(width, height, rgbFromNv12(picture, { width, height }), 'jpeg');
  }

  return {
    draw(root, record, frame) {
      const drawn = last.then(() => drawNow(root, record, frame));
      last = drawn.catch(() => undefined);
      return drawn;
    },
    async close() {
      await last;
      await opened?.renderer.then(
        own => own.close(),
        () => undefined,
      );
    },
  };
}
