import { basename, extname, relative, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Analysis, describeCertainty, otherWarnings, printBeatFile } from '../audio/index.ts';
import { clock } from '../formatting/clock.ts';
import { probeAudio } from '../media/probe.ts';
import { analysisData, writeEmbeddings, writeFeaturesCsv } from '../workflow/analysis/analysis-data.ts';
import { analysisPage } from '../workflow/analysis/analysis-page.ts';
import { analyzeTrack } from '../workflow/analysis/analyze-track.ts';
import { fileFingerprint, heardFingerprint } from '../workflow/production/fingerprint.ts';
import { openProduction, saveAnalysis, writeWhole } from '../workflow/production/production.ts';
import { readyToWriteAll } from '../workflow/production/ready-to-write.ts';
import { addCorrectionOptions, readCorrection } from './correction-options.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene analyze song.mp3                                what is heard, and a page to look at
  phosphene analyze song.mp3 --json analysis.json           the same as data ("-" is standard output)
  phosphene analyze song.mp3 --csv features.csv --fps 30    the features of every video frame
  phosphene analyze song.mp3 --csv features.csv --fps 100   the same at the analysis' own hop of 10 ms
  phosphene analyze song.mp3 --embeddings song.npy          what each frame sounds like, as vectors for numpy.load
  phosphene analyze song.mp3 --write-beats beats.txt        the beats, to correct in Audacity or Sonic Visualiser
  phosphene analyze song.mp3 --beats beats.txt              with the corrected beats; plan and render take them, too
  phosphene analyze song.mp3 --tempo 92 --offset 0.35       a steady grid
  phosphene analyze song.mp3 --taps taps.txt                beats fitted to rough taps`;

interface Options {
  json?: string;
  csv?: string;
  embeddings?: string;
  dimensions: number;
  fps: number;
  page?: string;
  writeBeats?: string;
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (!(rate >= 1 && rate <= 240)) throw new InvalidArgumentError('Give frames a second from 1 to 240.');
  return rate;
}

function parseDimensions(text: string): number {
  const dimensions = Number(text);
  if (!Number.isInteger(dimensions) || dimensions < 512 || dimensions > 2048)
    throw new InvalidArgumentError('Give a whole number from 512 to 2048.');
  return dimensions;
}

/** The key, and how sure it is; as good as nothing is not told. */
function keyWords({ name, confidence }: Analysis['key']): string {
  return confidence > 0 ? `${name} (${Math.round(100 * confidence)}% sure)` : 'key not clear';
}

/** `phosphene analyze`: what the software hears. */
export function analyzeCommand(): Command {
  return addCorrectionOptions(
    new Command('analyze')
      .description('tell tempo, beats and sections of a track, and draw them on a page')
      .argument('<track>', 'any file with sound')
      .option('--json <file>', 'write it all as JSON; "-" is standard output')
      .option('--csv <file>', 'write the features of every video frame as CSV')
      .option(
        '--embeddings <file>',
        'write an embedding of the sound around every video frame, in the form of NumPy (.npy)',
      )
      .option('--dimensions <number>', 'length of these vectors, 512 to 2048', parseDimensions, 512)
      .option('--fps <rate>', 'video frames a second for --csv and --embeddings', parseRate, 24)
      .option('--page <file>', "where the page goes (default: analysis.html in the track's production folder)")
      .option('--write-beats <file>', 'write the beats to edit them'),
  )
    .addHelpText('after', examples)
    .action(async (track: string, options: Options & Record<string, unknown>) => {
      const correction = readCorrection(options);
      const path = resolve(track);
      // What is no track leaves nothing behind, and what cannot be written to is told before the track is heard.
      await probeAudio(path);
      const { page, csv, json, writeBeats, embeddings } = options;
      const production =
        page === undefined ? openProduction(resolve(`${basename(path, extname(path))}.mp4`)) : undefined;
      readyToWriteAll([page, csv, json, writeBeats, embeddings], path);
      const pagePath = production ? resolve(production.folder, 'analysis.html') : resolve(page!);
      const analysis = await withProgress(({ signal, progress }) =>
        analyzeTrack(path, { signal, progress, correction }),
      );
      if (production) saveAnalysis(production, heardFingerprint(await fileFingerprint(path), correction), analysis);
      writeWhole(pagePath, await analysisPage(analysis, basename(path)));
      if (writeBeats) writeWhole(resolve(writeBeats), printBeatFile(analysis));
      if (csv) writeFeaturesCsv(resolve(csv), analysis, options.fps);
      if (embeddings) writeEmbeddings(resolve(embeddings), analysis, options.fps, options.dimensions);
      const data = analysisData(analysis);
      if (json && json !== '-') writeWhole(resolve(json), JSON.stringify(data, null, 1));
      if (json === '-') {
        process.stdout.write(`${JSON.stringify(data)}\n`);
        return;
      }
      const { tempo, metre, key, duration, beats, sections } = analysis;
      const { summary, advice } = describeCertainty(analysis);
      const pulse =
        beats.length > 0 ? `${tempo.toFixed(1)} BPM, ${metre} beats a bar, ${beats.length} beats` : 'no beats';
      const lines = [
        `${clock(duration)} long, ${pulse}, ${keyWords(key)}`,
        summary,
        ...sections.map(
          s =>
            `  ${clock(s.start).padStart(5)}  ${s.label.padEnd(7)} ${s.group}  energy ${'▮'.repeat(Math.round(s.energy * 10)).padEnd(10, '▯')}  ${Math.round(100 * s.confidence)}% sure`,
        ),
        ...otherWarnings(analysis),
        ...advice,
        '',
        `  ${relative(process.cwd(), pagePath)}`,
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
