import { AV_LOG_QUIET, AV_PIX_FMT_NV12, AV_PIX_FMT_RGBA, type AVPixelFormat } from 'node-av/constants';
import { Filter, type FilterContext, FilterGraph, Frame, Log } from 'node-av/lib';
import { check, MediaError } from './media-error.ts';
import { fillFrame } from './own-bytes.ts';

// Filters tell stderr what they do; what matters is raised as an error.
Log.setLevel(AV_LOG_QUIET);

/**
 * How the pictures of a chain are laid out: NV12 is BT.709 in limited range, RGBA has straight alpha; both tightly
 * packed.
 */
export type ChainFormat = 'nv12' | 'rgba';

/** Filters of FFmpeg, one after another. */
export interface FilterChainOptions {
  width: number;
  height: number;
  format: ChainFormat;
  /** Frames a second, for filters that go by time. */
  frameRate: { numerator: number; denominator: number };
  /** Names of filters with their options as FFmpeg writes them. */
  filters: readonly { name: string; options: string }[];
  /** What cannot be done where a filter is missing or refuses: "The text cannot be drawn". */
  failure: string;
}

/** Runs pictures through filters. */
export interface FilterChain {
  /**
   * Filters one picture in place.
   *
   * @param frame number of the frame, which gives its time
   */
  apply(frame: number, picture: Uint8Array): Promise<void>;
  close(): void;
}

const formats: Record<ChainFormat, { pixels: AVPixelFormat; colours: string }> = {
  nv12: { pixels: AV_PIX_FMT_NV12, colours: 'colorspace=bt709:range=tv' },
  rgba: { pixels: AV_PIX_FMT_RGBA, colours: 'colorspace=gbr:range=pc' },
};

const outputs: Record<ChainFormat, string> = {
  nv12: 'pix_fmts=nv12:color_spaces=bt709:color_ranges=tv',
  rgba: 'pix_fmts=rgba',
};

/**
 * A path as an option of a filter: its quoting characters escaped (ffmpeg-filters, "Notes on filtergraph escaping",
 * first level).
 */
export function filterPath(path: string): string {
  return path.replace(/[\\':]/g, c => `\\${c}`);
}

/** Opens a chain of filters whose output has the form and size of its input. @throws {MediaError} */
export async function createFilterChain(options: FilterChainOptions): Promise<FilterChain> {
  const { width, height, frameRate, failure } = options;
  const { pixels, colours } = formats[options.format];
  const graph = new FilterGraph();
  graph.alloc();
  try {
    const add = (name: string, given: string | null): FilterContext => {
      const filter = Filter.getByName(name);
      if (!filter) throw new MediaError('encoder', `${failure}: this FFmpeg has no filter "${name}".`);
      let context: FilterContext | null = null;
      try {
        context = graph.createFilter(filter, `${name} ${graph.nbFilters}`, given);
      } catch {
        // It throws where the options do not suit; told below.
      }
      if (!context) throw new MediaError('encoder', `${failure}: FFmpeg's filter "${name}" refuses what it is given.`);
      return context;
    };
    const time = `${frameRate.denominator}/${frameRate.numerator}`;
    const source = add(
      'buffer',
      `video_size=${width}x${height}:pix_fmt=${pixels}:time_base=${time}:pixel_aspect=1/1:${colours}`,
    );
    let last = source;
    for (const { name, options: given } of [...options.filters, { name: 'format', options: outputs[options.format] }]) {
      const next = add(name, given);
      check(last.link(0, next, 0), 'encoder', failure);
      last = next;
    }
    const sink = add('buffersink', null);
    check(last.link(0, sink, 0), 'encoder', failure);
    check(await graph.config(), 'encoder', failure);
    return {
      async apply(frame, picture) {
        const [given, view, result] = [new Frame(), new Frame(), new Frame()];
        result.alloc();
        try {
          for (const own of [given, view]) {
            own.alloc();
            own.format = pixels;
            own.width = width;
            own.height = height;
            check(own.allocBuffer(), 'encoder', 'There is not enough memory for a frame');
          }
          fillFrame(given, view, picture);
          given.pts = BigInt(frame);
          check(await source.buffersrcAddFrame(given), 'encoder', failure);
          check(await sink.buffersinkGetFrame(result), 'encoder', failure);
          picture.set(result.toBuffer());
        } finally {
          given.free();
          view.free();
          result.free();
        }
      },
      close: () => graph.free(),
    };
  } catch (error) {
    graph.free();
    throw error;
  }
}
