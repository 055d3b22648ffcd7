import { type Command, InvalidArgumentError, Option } from 'commander';
import { checkDirectorName } from '../scene-map/director/index.ts';
import {
  aspectRatios,
  codecs,
  defaultSettings,
  frameRates,
  qualities,
  resolutions,
  SettingsError,
} from '../workflow/settings.ts';
import { addCorrectionOptions, readCorrection } from './correction-options.ts';
import { readNumber, readPositive } from './read-numbers.ts';

/** "83", "1:23", "1:23.5" or "1:02:03" as seconds. */
export function parseSeconds(text: string): number {
  const parts = text.split(':').map(Number);
  if (text.trim() === '' || parts.length > 3 || parts.some(part => !Number.isFinite(part) || part < 0)) {
    throw new InvalidArgumentError('Give seconds ("83") or a time ("1:23").');
  }
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}

function readDirector(name: string): string {
  try {
    checkDirectorName(name);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  return name;
}

/** Options that planning and rendering share. */
export function addVideoOptions(command: Command): Command {
  return addCorrectionOptions(command)
    .option('-o, --output <file>', "where the video goes (default: the track's name in this folder)")
    .addOption(
      new Option('-r, --resolution <size>', `${Object.keys(resolutions).join(', ')} or WIDTHxHEIGHT`).default(
        undefined,
        defaultSettings.resolution,
      ),
    )
    .addOption(
      new Option('-f, --fps <rate>', 'frames a second')
        .choices(frameRates.map(String))
        .default(undefined, String(defaultSettings.frameRate)),
    )
    .addOption(
      new Option('-a, --aspect <ratio>', 'shape of the picture')
        .choices([...aspectRatios])
        .default(undefined, defaultSettings.aspectRatio),
    )
    .addOption(
      new Option(
        '-q, --quality <level>',
        'draft is quick and soft (drawn at a third of the size, no motion blur), high is slow and sharp',
      )
        .choices([...qualities])
        .default(undefined, defaultSettings.quality),
    )
    .addOption(
      new Option('-c, --codec <name>', 'video codec').choices([...codecs]).default(undefined, defaultSettings.codec),
    )
    .option('-b, --bitrate <megabits>', 'constant bit rate in Mb/s', readNumber)
    .addOption(
      new Option('--crf <number>', 'constant quality in place of a bit rate: 18 is fine, 23 usual, 28 small')
        .argParser(readNumber)
        .conflicts('bitrate'),
    )
    .addOption(new Option('--bit-depth <bits>', 'bits a sample in the file').choices(['8', '10']))
    .option('--hardware', 'encode on a graphics card; says so where none can (one that draws does so by itself)')
    .option('--no-hardware', 'encode on the processor in any case')
    .option('--allow-flashes', 'let every drum hit flash; by default no more than three a second do, for safety')
    .addOption(
      new Option('-s, --style <words>', 'what it should look like: "rainy neon city, teal and magenta"').conflicts(
        'map',
      ),
    )
    .option('--scenes <folder>', 'scenes of your own: name.wgsl with name.json beside it')
    .option('--footage <folder>', 'show your own clips and stills from this folder, cut on beats')
    .option(
      '--director <who>',
      'let a language model say what is seen: claude, gpt, or an OpenAI-compatible address',
      readDirector,
    )
    .option('--director-model <name>', 'which of its models')
    .option('--director-timeout <seconds>', 'longest wait for its answer (default: 120)', readPositive)
    .option('--variation <number>', 'take this one of the alternatives that "--variations" shows', readNumber)
    .option('--seed <number>', 'another number, another video', readNumber)
    .option('-m, --map <file>', 'use this scene map')
    .option('--replan', 'plan anew even though the scene map was edited')
    .option('--json', 'print the result as JSON on standard output, progress stays on standard error');
}

/** Options for a part of the track. */
export function addStretchOptions(command: Command): Command {
  return command
    .option('--start <time>', 'begin here in the track', parseSeconds)
    .option('--duration <time>', 'length of the video', parseSeconds);
}

/** Whether a size has a shape, to the pixel that even sides leave open. */
function hasShape(width: number, height: number, shape: string): boolean {
  const [across, down] = shape.split(':').map(Number);
  return Math.abs(width - (height * across) / down) <= 2;
}

/** Brings the command line's words into the library's. @throws {SettingsError} where two of them do not go together */
export function videoRequest(options: Record<string, unknown>): Record<string, unknown> {
  const { resolution = '', aspect: shape } = options as { resolution?: string; aspect?: string };
  const exact = /^(\d+)x(\d+)$/.exec(resolution);
  if (exact && shape !== undefined && !hasShape(Number(exact[1]), Number(exact[2]), shape))
    throw new SettingsError(
      `-r ${resolution} is not ${shape} in shape: leave -a out, or give the shorter side alone (${Object.keys(resolutions).join(', ')}).`,
    );
  const { output, fps, aspect, bitrate, crf, bitDepth, map, beats, taps, tempo, offset, tempoOctave, ...rest } =
    options;
  return {
    ...rest,
    outputPath: output,
    frameRate: fps === undefined ? undefined : Number(fps),
    aspectRatio: aspect,
    bitRate: bitrate,
    constantQuality: crf,
    bitDepth: bitDepth === undefined ? undefined : Number(bitDepth),
    sceneMapPath: map,
    correction: readCorrection({ beats, taps, tempo, offset, tempoOctave }),
  };
}
