import { join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { broadcastInWords } from '../coherence/index.ts';
import { colourLookNames } from '../finishing/colour/index.ts';
import { type TimelineFormat, timelineFormats } from '../finishing/timelines/index.ts';
import { lyricLooks } from '../finishing/titles/index.ts';
import { transcriptionServices } from '../finishing/transcription/index.ts';
import { clock } from '../formatting/clock.ts';
import { counted } from '../formatting/counted.ts';
import { dollars } from '../formatting/dollars.ts';
import { overlayPositions } from '../scene-map/index.ts';
import { exportTimelines } from '../workflow/export/export-timeline.ts';
import { nameVideo } from '../workflow/planning/name-video.ts';
import { previewKeptMap } from '../workflow/planning/preview-kept-map.ts';
import { type QaMode, type QaResult, qaModes, renderWithQa } from '../workflow/quality/render-with-qa.ts';
import type { RenderRequest, RenderResult } from '../workflow/render-video.ts';
import { SettingsError } from '../workflow/settings.ts';
import { addGeneratorOptions } from './generator-options.ts';
import { addStretchOptions, addVideoOptions, videoRequest } from './options.ts';
import { readNumber, readPositive, readThreads } from './read-numbers.ts';
import { addVariationsOption, showVariations } from './variations-option.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene render song.mp3
  phosphene render song.mp3 --preview
  phosphene render song.flac -o out/video.mp4 -r 1440p -f 30 -q high
  phosphene render song.mp3 --style "ocean at night, ice and silver" --seed 7
  phosphene render song.mp3 --lyrics song.lrc --lyrics-style karaoke --titles
  phosphene render song.mp3 --lyrics words.txt --transcribe groq
  phosphene render song.mp3 --variations 3
  phosphene render song.mp3 --start 1:02 --duration 15 -a 1:1

The work is kept beside the video in <video>.phosphene/: the scene map to edit, every finished shot, a report. Run the command
again after an edit or an interruption, and only what is missing is drawn.`;

/** What was made again, and where another take is chosen. */
function takesInWords({ regenerated }: QaResult, folder: string): string[] {
  if (regenerated.length === 0) return [];
  const lines = regenerated.map(({ scene, take, takes, start, end }) => {
    const stretch = start === undefined || end === undefined ? '' : `, ${clock(start)} to ${clock(end)}`;
    return `  scene ${scene + 1}${stretch}: take ${take} of ${takes} is shown`;
  });
  return [...lines, `  other takes are chosen in ${relative(process.cwd(), join(folder, 'takes.json'))}, under "kept"`];
}

function summary(result: RenderResult & { qa?: QaResult }): string {
  const size = result.bytes >= 1e6 ? `${(result.bytes / 1e6).toFixed(1)} MB` : `${(result.bytes / 1e3).toFixed(0)} kB`;
  return [
    '',
    `  ${relative(process.cwd(), result.outputPath) || result.outputPath}`,
    `  ${clock(result.duration)} long, ${result.width}x${result.height} at ${result.frameRate} frames/s, ${size}`,
    `  drawn at ${result.native.width}x${result.native.height} on ${result.renderer}`,
    ...result.clips.map(
      ({ generator, native, shots }) =>
        `  ${counted(shots, 'shot')} of ${generator} made at ${native.width}x${native.height}`,
    ),
    `  made in ${clock(result.elapsed)}, ${result.timesRealtime.toFixed(2)} times realtime${result.shotsKept > 0 ? ` (${result.shotsKept} of ${result.shotsKept + result.shotsRendered} shots were done before)` : ''}`,
    ...(result.spent > 0 ? [`  clips ordered so far: ${dollars(result.spent)} ("phosphene jobs" lists them)`] : []),
    `  report: ${relative(process.cwd(), result.reportPath)}`,
    ...(result.qa
      ? [
          `  coherence ${result.qa.coherence.toFixed(3)}, ${result.qa.artifacts} artifacts: ${relative(process.cwd(), result.qa.reportPath)}`,
          `  ${broadcastInWords(result.qa.broadcast)}`,
          ...takesInWords(result.qa, result.productionFolder),
        ]
      : []),
    '',
  ].join('\n');
}

/** The options about words in the picture, in the library's words. */
function textRequest({ lyrics, transcript }: Record<string, unknown>): Record<string, unknown> {
  return { lyrics: lyrics === true ? undefined : lyrics, transcriptPath: transcript };
}

/** `phosphene render`: the main job. */
export function renderCommand(): Command {
  const command = addGeneratorOptions(
    addVideoOptions(
      new Command('render').description('make the video of a track').argument('<track>', 'any file with sound'),
    ),
  ).option(
    '-p, --preview',
    'only the strongest 30 seconds, in draft quality at 720p, as <name>-preview; shows the scene map of the video where there is one',
  );
  return addVariationsOption(addStretchOptions(command))
    .addOption(new Option('--renderer <kind>', 'what draws').choices(['auto', 'gpu', 'cpu']).default('auto'))
    .option('--threads <number>', 'CPU cores to draw with', readThreads)
    .option(
      '--priority <number>',
      'where a fleet makes it: the higher goes first, each step worth an hour of waiting (default: 0)',
      readNumber,
    )
    .option('--credentials', 'sign the video with content credentials (C2PA) that say how each shot came about')
    .option('--certificate <file>', 'your own certificate for it (PEM, with its issuers); self-made otherwise')
    .option('--private-key <file>', 'the private key of that certificate (PEM)')
    .option('--timeline', 'write the edit for editing software as well (see "phosphene timeline")')
    .addOption(
      new Option(
        '--qa <mode>',
        'look for artifacts afterwards: report, mend, or make bad scenes, and bad stretches of long ones, again',
      )
        .choices([...qaModes])
        .default('off'),
    )
    .option(
      '--lyrics <file>',
      'words to show: text, LRC, SRT, VTT, ASS, TTML (default: beside the track, or in its tags)',
    )
    .option('--no-lyrics', 'leave them out')
    .addOption(new Option('--lyrics-style <name>', 'how they look (default: subtitle)').choices([...lyricLooks]))
    .option(
      '--transcribe <service>',
      `hear when the words of the lyrics are sung: ${Object.keys(transcriptionServices).join(', ')}, or an OpenAI-compatible address`,
    )
    .option('--transcribe-model <name>', 'which of its models')
    .option('--whisper-model <file>', 'the same on this machine, by a Whisper model in GGML form')
    .option('--transcript <file>', 'the same from the JSON of a Whisper with word times')
    .option('--titles', 'a card with the title and artist of the tags at the start')
    .option('--title <text>', 'the same with this title')
    .option('--artist <text>', 'and this artist')
    .option('--credits <lines>', 'a card at the end: "Written by Ann; Played by Ben"')
    .addOption(new Option('--look <name>', 'colour look of the whole video').choices([...colourLookNames]))
    .option('--lut <file>', 'a .cube look-up table for the whole video')
    .option('--logo <file>', 'a picture or video over the whole video, with its transparency')
    .addOption(new Option('--logo-position <place>', 'default: top right').choices([...overlayPositions]))
    .option('--logo-size <share>', "of the picture's width (default: 0.12)", readPositive)
    .option('--logo-opacity <share>', '0 to 1 (default: 0.85)', readPositive)
    .addHelpText('after', examples)
    .action(async (track: string, options: Record<string, unknown>) => {
      const { credentials, certificate, privateKey, timeline, qa, ...video } = options;
      for (const [key, value] of Object.entries({
        position: options.logoPosition,
        size: options.logoSize,
        opacity: options.logoOpacity,
      }))
        if (value !== undefined && options.logo === undefined)
          throw new SettingsError(`--logo-${key} says how a logo stands; name its file, too: --logo FILE.`);
      const signs = credentials || certificate || privateKey;
      const asked = (terminal: object): RenderRequest =>
        ({
          ...videoRequest(video),
          ...textRequest(options),
          credentials: signs ? { certificatePath: certificate, privateKeyPath: privateKey } : undefined,
          audioPath: track,
          ...terminal,
        }) as RenderRequest;
      // The whole video lies in this folder, under the track's name, unless it was given another.
      const request = (terminal: object): RenderRequest =>
        video.output === undefined ? previewKeptMap(asked(terminal), nameVideo(track, '.mp4')) : asked(terminal);
      if (options.variations !== undefined)
        return showVariations(request, options.variations as number, true, options.json);
      const result = await withProgress(async terminal => {
        const made = await renderWithQa(request(terminal), qa as QaMode);
        if (timeline) {
          const formats = Object.keys(timelineFormats) as TimelineFormat[];
          await exportTimelines({ path: made.productionFolder, formats });
        }
        return made;
      });
      process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : summary(result));
    });
}
