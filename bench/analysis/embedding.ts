// Whether the embedding tells sections apart: pairs of moments in sections of the same letter against pairs of
// different ones.
// usage: node bench/analysis/embedding.ts WAV_FOLDER ANNOTATION_FOLDER [MOST_TRACKS]
// Each ID.wav belongs to ID.json: { genre, segments: [{ start, end, label }] }; the label's first letter names the
// repeat.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalyzer, createEmbedder } from '../../src/audio/index.ts';
import { readWavFile } from './wav-file.ts';

const [wavFolder, annotationFolder, most = '1000'] = process.argv.slice(2);
if (wavFolder === undefined || annotationFolder === undefined) {
  console.error('usage: node bench/analysis/embedding.ts WAV_FOLDER ANNOTATION_FOLDER [MOST_TRACKS]');
  process.exit(2);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Chance that a pair of the same letter is closer than a pair of different letters (area under the ROC curve). */
function separation(same: readonly number[], different: readonly number[]): number {
  const ranked = [...same.map(d => [d, 1] as const), ...different.map(d => [d, 0] as const)].sort(([a], [b]) => a - b);
  let seen = 0;
  let sum = 0;
  for (const [, isSame] of ranked) {
    if (isSame) seen++;
    else sum += seen;
  }
  return sum / (same.length * different.length);
}

const results: Record<
  string,
  { within: number[]; repeat: number[]; other: number[]; aucWithin: number[]; aucRepeat: number[] }
> = {};
let tracks = 0;
for (const file of readdirSync(wavFolder).sort()) {
  const annotationPath = join(annotationFolder, file.replace(/\.wav$/, '.json'));
  if (!file.endsWith('.wav') || !existsSync(annotationPath)) continue;
  const { genre, segments } = JSON.parse(readFileSync(annotationPath, 'utf8')) as {
    genre: string;
    segments?: { start: number; end: number; label: string }[];
  };
  if (!segments || segments.length < 4 || tracks >= Number(most)) continue;
  tracks++;
  const { sampleRate, channels } = readWavFile(join(wavFolder, file));
  const analyzer = createAnalyzer({ sampleRate, channels: channels.length });
  for (let at = 0; at < channels[0].length; at += 65536) {
    analyzer.push(channels.map(channel => channel.subarray(at, at + 65536)));
  }
  const embedder = createEmbedder(analyzer.finish().features);
  // Every second from two seconds inside each section.
  const moments = segments.flatMap(({ start, end, label }, segment) =>
    Array.from({ length: Math.max(0, Math.floor(end - start - 4)) }, (_, i) => ({
      segment,
      letter: label,
      vector: embedder.at(Math.round((start + 2 + i) * 24), 24),
    })),
  );
  const within: number[] = [];
  const repeat: number[] = [];
  const other: number[] = [];
  for (let i = 0; i < moments.length; i++) {
    for (let j = i + 1; j < moments.length; j++) {
      const [a, b] = [moments[i], moments[j]];
      const distance = 1 - a.vector.reduce((sum, value, d) => sum + value * b.vector[d], 0);
      if (a.letter !== b.letter) other.push(distance);
      else (a.segment === b.segment ? within : repeat).push(distance);
    }
  }
  if (other.length === 0 || within.length === 0) continue;
  const row = (results[genre] ??= { within: [], repeat: [], other: [], aucWithin: [], aucRepeat: [] });
  row.within.push(mean(within));
  row.other.push(mean(other));
  row.aucWithin.push(separation(within, other));
  if (repeat.length > 0) {
    row.repeat.push(mean(repeat));
    row.aucRepeat.push(separation(repeat, other));
  }
}

console.log('Cosine distance of two moments, mean over tracks: in one section, in a repeat of it, in another section;');
console.log('and the chance that a pair of the same letter is closer than a pair of different letters (0.5 is none).');
console.log('genre      tracks  one section  its repeat  another  chance (one section)  chance (repeat)');
const cell = (values: number[], width: number): string =>
  (values.length ? mean(values).toFixed(3) : '-').padStart(width);
for (const [genre, row] of Object.entries(results)) {
  console.log(
    `${genre.padEnd(10)} ${String(row.within.length).padStart(6)}  ${cell(row.within, 11)}  ${cell(row.repeat, 10)}  ${cell(row.other, 7)}  ${cell(row.aucWithin, 20)}  ${cell(row.aucRepeat, 15)}`,
  );
}
