import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AV_CHANNEL_ORDER_NATIVE, AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { Filter, FilterGraph, Frame } from 'node-av/lib';
import { decodeAudio } from './decode-audio.ts';
import { filterPath } from './filter-chain.ts';
import { check, MediaError } from './media-error.ts';
import { owned } from './own-bytes.ts';
import { speechRate } from './speech-sound.ts';

/** What was said between two moments, in seconds. */
export interface SpokenSegment {
  start: number;
  end: number;
  text: string;
}

/** Seconds that are listened to at once: Whisper's own window. */
const windowSeconds = 30;

/**
 * Hears the words of a track with whisper.cpp behind FFmpeg's `whisper` filter, on this machine.
 *
 * @param modelPath a model in GGML form, such as ggml-base.bin
 * @param language  ISO 639-1; heard by itself where it is left out
 * @param progress  0 to 1
 * @throws {MediaError} when there is no such model, or it cannot be used
 */
export async function whisper(
  audioPath: string,
  modelPath: string,
  options: { language?: string; duration: number; progress?(fraction: number): void; signal?: AbortSignal },
): Promise<SpokenSegment[]> {
  if (!existsSync(modelPath))
    throw new MediaError('missing', `There is no Whisper model ${modelPath}; give a GGML file such as ggml-base.bin.`);
  const filter = Filter.getByName('whisper');
  if (!filter) throw new MediaError('encoder', 'This FFmpeg has no Whisper; give a transcription with --transcript.');
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-whisper-'));
  const heardPath = join(folder, 'heard.json');
  const graph = new FilterGraph();
  graph.alloc();
  const createOrNothing: typeof graph.createFilter = (...given) => {
    try {
      return graph.createFilter(...given);
    } catch {
      // It throws where the model does not open; told below.
      return null as never;
    }
  };
  const unusable = `${modelPath} cannot be used as a Whisper model; give a GGML file such as ggml-base.bin.`;
  try {
    const source = graph.createFilter(
      Filter.getByName('abuffer')!,
      'sound',
      `sample_rate=${speechRate}:sample_fmt=flt:channel_layout=mono:time_base=1/${speechRate}`,
    );
    const language = options.language ?? 'auto';
    const ears = createOrNothing(
      filter,
      'ears',
      `model=${filterPath(modelPath)}:language=${language}:queue=${windowSeconds}:format=json:destination=${filterPath(heardPath)}:use_gpu=true`,
    );
    const sink = graph.createFilter(Filter.getByName('abuffersink')!, 'out', null);
    if (!source || !ears || !sink) throw new MediaError('not-media', unusable);
    check(source.link(0, ears, 0), 'not-media', unusable);
    check(ears.link(0, sink, 0), 'not-media', unusable);
    check(await graph.config(), 'not-media', unusable);
    const result = new Frame();
    result.alloc();
    const drain = async (): Promise<void> => {
      while ((await sink.buffersinkGetFrame(result)) >= 0) result.unref();
    };
    let samples = 0;
    for await (const [mono] of decodeAudio(audioPath, {
      sampleRate: speechRate,
      channels: 1,
      signal: options.signal,
    })) {
      const frame = owned(
        Frame.fromAudioBuffer(Buffer.from(mono.buffer, mono.byteOffset, mono.byteLength), {
          nbSamples: mono.length,
          format: AV_SAMPLE_FMT_FLT,
          sampleRate: speechRate,
          channelLayout: { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n },
          pts: BigInt(samples),
          timeBase: { num: 1, den: speechRate },
        } as never),
      );
      samples += mono.length;
      check(await source.buffersrcAddFrame(frame), 'damaged', 'The words cannot be heard');
      frame.free();
      await drain();
      options.progress?.(Math.min(1, samples / speechRate / options.duration));
    }
    check(await source.buffersrcAddFrame(null), 'damaged', 'The words cannot be heard');
    await drain();
    result.free();
  } finally {
    // The filter writes what it still holds when it goes.
    graph.free();
  }
  try {
    return existsSync(heardPath) ? parseHeard(readFileSync(heardPath, 'utf8')) : [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the filter writes: one object a line, times in milliseconds. */
function parseHeard(text: string): SpokenSegment[] {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .flatMap(line => {
      try {
        const { start, end, text: words } = JSON.parse(line) as { start: number; end: number; text: string };
        return [{ start: start / 1000, end: end / 1000, text: String(words).trim() }];
      } catch {
        return [];
      }
    });
}
