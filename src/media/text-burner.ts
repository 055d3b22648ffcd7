import { Filter, FilterGraph, Frame, Log } from 'node-av';
import { AV_LOG_QUIET, AV_PIX_FMT_NV12 } from 'node-av/constants';
import { check, MediaError } from './media-error.ts';

// libass tells stderr which fonts it takes; what matters is raised as an error.
Log.setLevel(AV_LOG_QUIET);

/** What is burnt in, and where its fonts are. */
export interface TextBurnerOptions {
  width: number;
  height: number;
  frameRate: { numerator: number; denominator: number };
  /** An ASS file; its times count from frame 0. */
  assPath: string;
  /** A folder that holds the fonts it names. */
  fontsFolder: string;
}

/** Draws text over frames. */
export interface TextBurner {
  /**
   * Draws the text of one frame over it.
   *
   * @param frame number of the frame
   * @param nv12  BT.709, limited range, tightly packed; changed in place
   */
  burn(frame: number, nv12: Uint8Array): Promise<void>;
  close(): void;
}

/** A path as an option of a filter: its quoting characters escaped (ffmpeg-filters, "Notes on filtergraph escaping", first level). */
function option(path: string): string {
  return path.replace(/[\\':]/g, c => `\\${c}`);
}

/** Makes the drawer of text, libass behind FFmpeg's `ass` filter, working on the planes themselves. @throws {MediaError} */
export async function createTextBurner({
  width,
  height,
  frameRate,
  assPath,
  fontsFolder,
}: TextBurnerOptions): Promise<TextBurner> {
  const graph = new FilterGraph();
  graph.alloc();
  const time = `${frameRate.denominator}/${frameRate.numerator}`;
  const source = graph.createFilter(
    Filter.getByName('buffer')!,
    'picture',
    `video_size=${width}x${height}:pix_fmt=${AV_PIX_FMT_NV12}:time_base=${time}:pixel_aspect=1/1:colorspace=bt709:range=tv`,
  );
  const filter = Filter.getByName('ass');
  if (!filter) {
    graph.free();
    throw new MediaError('encoder', 'This FFmpeg has no libass, so text cannot be drawn; leave the lyrics out.');
  }
  const text = graph.createFilter(
    filter,
    'text',
    `filename=${option(assPath)}:fontsdir=${option(fontsFolder)}:shaping=complex`,
  );
  const sink = graph.createFilter(Filter.getByName('buffersink')!, 'result', null);
  if (!source || !text || !sink) {
    graph.free();
    throw new MediaError('encoder', 'The text cannot be set: libass does not take its file.');
  }
  check(source.link(0, text, 0), 'encoder', 'The text cannot be set');
  check(text.link(0, sink, 0), 'encoder', 'The text cannot be set');
  check(await graph.config(), 'encoder', 'The text cannot be set');
  return {
    async burn(frame, nv12) {
      const picture = new Frame();
      const result = new Frame();
      picture.alloc();
      result.alloc();
      try {
        picture.format = AV_PIX_FMT_NV12;
        picture.width = width;
        picture.height = height;
        check(picture.allocBuffer(), 'encoder', 'There is not enough memory for a frame');
        picture.fromBuffer(Buffer.from(nv12.buffer, nv12.byteOffset, nv12.byteLength));
        picture.pts = BigInt(frame);
        check(await source.buffersrcAddFrame(picture), 'encoder', 'The text cannot be drawn');
        check(await sink.buffersinkGetFrame(result), 'encoder', 'The text cannot be drawn');
        nv12.set(result.toBuffer());
      } finally {
        picture.free();
        result.free();
      }
    },
    close: () => graph.free(),
  };
}
