import { basename, resolve } from 'node:path';
import { Command, Option } from 'commander';
import {
  analyseVideo,
  broadcastInWords,
  defaultFarnebackThreshold,
  findFarnebackArtifacts,
  judgeBroadcast,
  placeInWords,
} from '../coherence/index.ts';
import { clock } from '../formatting/clock.ts';
import { counted } from '../formatting/counted.ts';
import { readEnvironment } from '../generators/cloud/access.ts';
import { probeVideo } from '../media/index.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { readyToWriteAll } from '../workflow/production/ready-to-write.ts';
import { writeCoherenceReport } from '../workflow/quality/coherence-report.ts';
import { openConsistencyEncoders } from '../workflow/quality/encoded-consistency.ts';
import { musicOfVideo } from '../workflow/quality/music-of-video.ts';
import { SettingsError } from '../workflow/settings.ts';
import { readFromZero, readPositive, readThreads } from './read-numbers.ts';
import { type Terminal, withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene artifacts video.mp4
  phosphene artifacts video.mp4 --production video.phosphene --json artifacts.json
  phosphene artifacts video.mp4 --subject-encoder Xenova/dino-vitb16    VBench's subject consistency, by a model that was pulled
  phosphene artifacts video.mp4 --method farneback --threshold 0.15

The default method knows the music (the video's own sound, or what is given) and the edit: cuts, transitions and flashes on
beats are not artifacts. "farneback" is the common detector: the frames that OpenCV's flow gives.`;

interface Options {
  method: 'music-aware' | 'farneback';
  threshold: number;
  threads?: number;
  json?: string;
  production?: string;
  sceneMap?: string;
  beats?: string;
  report?: string;
  subjectEncoder?: string;
  backgroundEncoder?: string;
  encoderRate: number;
}

/** Seconds by which a whole video may end before the length that it tells. */
const leastMissing = 0.5;

/** Options that one of the methods has, by their names as commander keeps them. */
const ofFarneback = ['threshold', 'threads'];
const ofMusicAware = [
  'production',
  'sceneMap',
  'beats',
  'subjectEncoder',
  'backgroundEncoder',
  'encoderRate',
  'report',
];

/** @throws {SettingsError} for options that say nothing to the method, or to what else is given */
function checkTogether(command: Command): void {
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const flagOf = (name: string): string => command.options.find(o => o.attributeName() === name)!.long!;
  const isFarneback = command.opts<Options>().method === 'farneback';
  const stray = (isFarneback ? ofMusicAware : ofFarneback).find(isGiven);
  if (stray !== undefined)
    throw new SettingsError(
      isFarneback
        ? `${flagOf(stray)} belongs to the default method; leave it or --method farneback out.`
        : `${flagOf(stray)} belongs to the common detector; leave it out, or give --method farneback, too.`,
    );
  if (isGiven('encoderRate') && !isGiven('subjectEncoder') && !isGiven('backgroundEncoder'))
    throw new SettingsError(
      '--encoder-rate says how often image encoders look; name one, too: --subject-encoder MODEL or --background-encoder MODEL.',
    );
}

/** `phosphene artifacts`: what is wrong with a video. */
export function artifactsCommand(): Command {
  return new Command('artifacts')
    .description('find what is wrong with a video: flicker, blur, jumps, bands')
    .argument('<video>', 'any video file')
    .addOption(new Option('--method <name>', 'detector').choices(['music-aware', 'farneback']).default('music-aware'))
    .option(
      '--threshold <variance>',
      'farneback: variance above which a frame is flagged',
      readFromZero,
      defaultFarnebackThreshold,
    )
    .option('--threads <number>', 'farneback: CPU cores to use', readThreads)
    .option(
      '--production <folder>',
      'the production folder, with beats and scene map (default: the one beside the video)',
    )
    .option('--scene-map <file>', 'the scene map, with the transitions')
    .option('--beats <file>', 'what "analyze --json" writes, or a JSON array of seconds')
    .option('--subject-encoder <model>', 'also tell subject consistency as VBench does, by this image encoder (DINO)')
    .option('--background-encoder <model>', 'also tell background consistency, by this image encoder (CLIP)')
    .option('--encoder-rate <number>', 'pictures a second that encoders look at; VBench takes all', readPositive, 2)
    .option('--report <file>', 'write a page with pictures about it')
    .option('--json <file>', 'write it all as JSON; "-" is standard output')
    .addHelpText('after', examples)
    .action(async (video: string, options: Options, command: Command) => {
      const path = resolve(video);
      checkTogether(command);
      readyToWriteAll([options.json, options.report], path);
      const { result, lines } = await withProgress(terminal =>
        options.method === 'farneback' ? common(path, terminal) : musicAware(path, terminal),
      );
      if (options.json === '-') process.stdout.write(`${JSON.stringify(result)}\n`);
      else {
        if (options.json) writeWhole(options.json, `${JSON.stringify(result, null, 1)}\n`);
        process.stdout.write(`${lines.join('\n')}\n`);
      }

      async function common(
        file: string,
        { signal, progress }: Terminal,
      ): Promise<{ result: unknown; lines: string[] }> {
        const { frameRate, frames, threshold, flagged, variances } = await findFarnebackArtifacts(file, {
          threshold: options.threshold,
          threads: options.threads,
          signal,
          progress: fraction => progress({ stage: 'measure', fraction }),
        });
        const result = { method: 'farneback', threshold, frameRate, frames, artifacts: flagged, variances };
        const lines = flagged.map(
          f => `frame ${f.frame}\t${f.timestamp.toFixed(3)} s\tvariance ${f.variance.toFixed(4)}`,
        );
        return { result, lines: [...lines, `${flagged.length} of ${frames} frames vary by more than ${threshold}.`] };
      }

      async function musicAware(
        file: string,
        { signal, progress, note }: Terminal,
      ): Promise<{ result: unknown; lines: string[] }> {
        const { subjectEncoder: subject, backgroundEncoder: background } = options;
        const encoders = await openConsistencyEncoders({ subject, background }, readEnvironment(process.cwd()));
        const info = await probeVideo(file);
        const { frames: expected, frameRate } = info;
        const missing = info.duration - expected / frameRate;
        if (missing > leastMissing)
          note(
            `${basename(file)} ends ${missing.toFixed(1)} seconds before its length: what there is of it is looked at; copy or download it again for all.`,
          );
        const { music } = await musicOfVideo(file, { ...options, signal, progress, note });
        const analysis = await analyseVideo(file, {
          music: music.context,
          signal,
          progress: done => progress({ stage: 'measure', fraction: Math.min(1, done / Math.max(1, expected)) }),
        });
        const { artifacts, frames, shots, score } = analysis;
        const broadcast = judgeBroadcast(analysis, info);
        const encoded = await encoders.measure(file, shots, options.encoderRate, {
          signal,
          progress: (fraction, model) => progress({ stage: 'encode', fraction, detail: model }),
        });
        await encoders.close();
        const figures = encoded.map(({ title, model, consistency, pictures }): [string, string] => [
          `${title} (${model}, ${counted(pictures, 'picture')})`,
          consistency === undefined ? 'no shot has two pictures' : consistency.toFixed(3),
        ]);
        if (options.report)
          await writeCoherenceReport({
            videoPath: file,
            reportPath: resolve(options.report),
            analysis,
            music,
            figures,
          });
        const lines = artifacts.map(
          a =>
            `${clock(a.startTime, 2)}  frames ${a.firstFrame}-${a.endFrame - 1}  ${a.kind}  ${placeInWords(a.region)}  strength ${a.strength.toFixed(2)}, confidence ${a.confidence.toFixed(2)}: ${a.description}`,
        );
        lines.push(
          `${score.compared > 0 ? `Coherence ${score.coherence.toFixed(3)}` : 'No frame has one before it to be compared with'}, ${counted(artifacts.length, 'artifact')} in ${counted(frames, 'frame')}, ${counted(shots.length, 'shot')}.`,
          ...figures.map(([name, value]) => `${name}: ${value}.`),
          broadcastInWords(broadcast),
        );
        const result = { method: 'music-aware', frameRate, frames, score, broadcast, encoded, shots, artifacts };
        return { result, lines };
      }
    });
}
