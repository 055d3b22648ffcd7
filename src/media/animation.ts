import {
  AV_PIX_FMT_PAL8, AV_PIX_FMT_RGB24, AV_PIX_FMT_YUV420P, type FFEncoderCodec,
} from 'node-av/constants'; // biome-ignore format: names in a block
import {
  Codec,
  CodecContext,
  Dictionary,
  Filter,
  FilterGraph,
  FilterInOut,
  Frame,
  Packet,
  Rational,
} from 'node-av/lib';
import { check, checkWrite, MediaError } from './media-error.ts';
import { openOutput, writeEncoded } from './output.ts';
import { owned } from './own-bytes.ts';

/** Filters that bring pictures into a form's own colours: GIF has 256, chosen for the whole animation. */
const filters = {
  gif: 'split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle',
  webp: 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p',
} as const;

/**
 * Writes an animation that repeats for ever. GIF keeps all its pictures in memory to choose its colours, so it is for
 * short ones.
 *
 * @param path     the file; nothing stands there before the end
 * @param pictures RGB, 8 bits a channel, width * height * 3 bytes
 * @throws {MediaError}
 */
export async function writeAnimation(
  path: string,
  form: 'gif' | 'webp',
  width: number,
  height: number,
  frameRate: { numerator: number; denominator: number },
  pictures: AsyncIterable<Uint8Array>,
): Promise<void> {
  const name = form === 'gif' ? 'gif' : 'libwebp_anim';
  const codec = Codec.findEncoderByName(name as FFEncoderCodec);
  if (!codec) throw new MediaError('encoder', `This FFmpeg cannot write ${form}.`);
  const timeBase = new Rational(frameRate.denominator, frameRate.numerator);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.timeBase = timeBase;
  context.framerate = new Rational(frameRate.numerator, frameRate.denominator);
  context.pixelFormat = form === 'gif' ? AV_PIX_FMT_PAL8 : AV_PIX_FMT_YUV420P;
  check(
    await context.open2(codec, Dictionary.fromObject(form === 'gif' ? {} : { quality: '72', compression_level: '3' })),
    'encoder',
    `The ${form} encoder does not take ${width}x${height}`,
  );
  const graph = new FilterGraph();
  graph.alloc();
  const size = `video_size=${width}x${height}:pix_fmt=${AV_PIX_FMT_RGB24}`;
  const source = graph.createFilter(
    Filter.getByName('buffer')!,
    'in',
    `${size}:time_base=${timeBase.num}/${timeBase.den}:pixel_aspect=1/1`,
  )!;
  const sink = graph.createFilter(Filter.getByName('buffersink')!, 'out')!;
  check(
    graph.parsePtr(
      filters[form],
      FilterInOut.createList([{ name: 'out', filterCtx: sink, padIdx: 0 }]) as never,
      FilterInOut.createList([{ name: 'in', filterCtx: source, padIdx: 0 }]) as never,
    ),
    'encoder',
    'The colours cannot be prepared',
  );
  check(await graph.config(), 'encoder', 'The colours cannot be prepared');
  const output = await openOutput(path);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  try {
    const stream = output.context.newStream(codec);
    stream.codecpar.fromContext(context);
    stream.timeBase = timeBase;
    checkWrite(await output.context.writeHeader(Dictionary.fromObject({ loop: '0' })), path);
    const drain = (): Promise<void> => writeEncoded(context, packet, { output: output.context, stream, path });
    const pull = async (): Promise<void> => {
      while ((await sink.buffersinkGetFrame(frame)) >= 0) {
        check(await context.sendFrame(frame), 'encoder', 'Encoding failed');
        frame.unref();
        await drain();
      }
    };
    let count = 0;
    for await (const rgb of pictures) {
      const picture = owned(
        Frame.fromVideoBuffer(Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength), {
          width,
          height,
          format: AV_PIX_FMT_RGB24,
          pts: BigInt(count),
          timeBase,
        } as never),
      );
      picture.pts = BigInt(count++);
      check(await source.buffersrcAddFrame(picture), 'encoder', 'The colours cannot be prepared');
      picture.free();
      await pull();
    }
    check(await source.buffersrcAddFrame(null), 'encoder', 'The colours cannot be prepared');
    await pull();
    check(await context.sendFrame(null), 'encoder', 'Encoding failed');
    await drain();
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    packet.free();
    frame.free();
    graph.free();
    context.freeContext();
  }
}
