// Measures the analysis against annotated music: a table by genre of beats, downbeats, section borders and how far the
// confidences are right.
// usage: node bench/analysis/evaluate.ts WAV_FOLDER ANNOTATION_FOLDER [--folds FOLDER] [--border-folds FOLDER]
//          [--tracks] [--json FILE]
// Each ID.wav of the first folder belongs to ID.json of the second: { genre, beats[], downbeats[], segments? }.
// --folds: FOLDER holds 0.bin, 1.bin, …, weights of the beat network that left out every so many tracks of each genre
// (train.py --fold); the networks that judge paths and that listen where no drums play have heard none of them. Each
// track is then measured with the weights that have not heard it, too. --border-folds: the same for the weights of section
// borders, 0.json, 1.json, … (training/sections/train.py --folds).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BeatCorrection } from '../../src/audio/index.ts';
import { createAnalyzer } from '../../src/audio/index.ts';
import { useBeatNetwork } from '../../src/audio/rhythm/beat-network.ts';
import { useBorderWeights } from '../../src/audio/structure/border-model.ts';
import { beatHitRate, borderHitRate, sameLetterRate } from './measures.ts';
import { readWavFile } from './wav-file.ts';

interface Annotation {
  genre: string;
  beats: number[];
  downbeats: number[];
  segments?: { start: number; end: number; label: string }[];
}

/** What one analysis of a track is worth. */
interface Score {
  beats: number;
  downbeats: number;
  borders?: number;
  /** Borders within half a second. */
  exactBorders?: number;
  /** Pairs of moments that carry the same letter. */
  letters?: number;
  tempo: number;
  metre: number;
  /** What the analysis says of itself. */
  beatConfidence: number;
  downbeatConfidence: number;
}

const [wavFolder, annotationFolder, ...flags] = process.argv.slice(2);
if (wavFolder === undefined || annotationFolder === undefined) {
  console.error(
    'usage: node bench/analysis/evaluate.ts WAV_FOLDER ANNOTATION_FOLDER [--folds FOLDER] [--border-folds FOLDER] [--tracks] [--json FILE]',
  );
  process.exit(2);
}
const option = (name: string): string | undefined =>
  flags.includes(name) ? flags[flags.indexOf(name) + 1] : undefined;

const allButClassical = 'all but classical';
/** Goals of the project by genre of the annotated set. */
const goals: Record<string, { beats?: number; downbeats?: number; borders?: number }> = {
  pop: { beats: 0.95, borders: 0.75 },
  popband: { beats: 0.97 },
  rock: { beats: 0.98 },
  edm: { beats: 0.99 },
  jazz: { beats: 0.92 },
  oddmeter: { beats: 0.88 },
  classical: { beats: 0.75 },
  [allButClassical]: { downbeats: 0.8 },
};

const truths = new Map<string, Annotation>();
/** IDs by genre, in the order that the folds count them in. */
const byGenre = new Map<string, string[]>();
for (const file of readdirSync(annotationFolder).sort()) {
  if (!file.endsWith('.json')) continue;
  const truth = JSON.parse(readFileSync(join(annotationFolder, file), 'utf8')) as Annotation;
  const id = file.slice(0, -5);
  truths.set(id, truth);
  byGenre.set(truth.genre, [...(byGenre.get(truth.genre) ?? []), id]);
}

const foldsIn = (folder: string | undefined, ending: string): URL[] =>
  folder === undefined
    ? []
    : readdirSync(folder)
        .filter(file => /^\d+$/.test(file.slice(0, -ending.length)) && file.endsWith(ending))
        .sort((a, b) => parseInt(a, 10) - parseInt(b, 10))
        .map(file => pathToFileURL(resolve(folder, file)));
const foldFiles = foldsIn(option('--folds'), '.bin');
const borderFoldFiles = foldsIn(option('--border-folds'), '.json');

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
let audioSeconds = 0;
let workSeconds = 0;

function score(channels: Float32Array[], sampleRate: number, truth: Annotation, correction?: BeatCorrection): Score {
  const began = process.cpuUsage();
  const analyzer = createAnalyzer({ sampleRate, channels: channels.length, correction });
  for (let at = 0; at < channels[0].length; at += 65536) {
    analyzer.push(channels.map(channel => channel.subarray(at, at + 65536)));
  }
  const { beats, downbeats, sections, tempo, metre, tempoConfidence, duration } = analyzer.finish();
  const used = process.cpuUsage(began);
  workSeconds += (used.user + used.system) / 1e6;
  audioSeconds += duration;
  const times = (marks: { time: number }[]): number[] => marks.map(mark => mark.time);
  const borders = (parts: { start: number; end: number }[]): number[] => [
    ...parts.map(part => part.start),
    parts[parts.length - 1].end,
  ];
  return {
    beats: beatHitRate(truth.beats, times(beats)).f,
    downbeats: beatHitRate(truth.downbeats, times(downbeats)).f,
    borders: truth.segments && borderHitRate(borders(truth.segments), borders(sections)).f,
    exactBorders: truth.segments && borderHitRate(borders(truth.segments), borders(sections), 0.5).f,
    letters:
      truth.segments &&
      sameLetterRate(
        truth.segments,
        sections.map(({ start, end, group }) => ({ start, end, label: group })),
      ).f,
    tempo,
    metre,
    beatConfidence: tempoConfidence,
    downbeatConfidence: downbeats.length > 0 ? mean(downbeats.map(downbeat => downbeat.confidence)) : 0,
  };
}

/** The annotated bars, as a musician would give them. */
function givenBars({ beats, downbeats }: Annotation): BeatCorrection {
  const ones = new Set(downbeats);
  return { beats: beats.map(time => (ones.has(time) ? { time, position: 1 } : { time })) };
}

const results: {
  id: string;
  genre: string;
  shipped: Score;
  leftOut?: Score;
  /** With the annotated bars, so that wrong bars can be told from wrong borders. */
  onGivenBars?: Score;
}[] = [];
for (const [genre, ids] of byGenre) {
  ids.forEach((id, index) => {
    const file = join(wavFolder, `${id}.wav`);
    if (!existsSync(file)) return;
    const truth = truths.get(id) as Annotation;
    const { sampleRate, channels } = readWavFile(file);
    useBeatNetwork();
    useBorderWeights();
    const shipped = score(channels, sampleRate, truth);
    let leftOut: Score | undefined;
    if (foldFiles.length > 0) useBeatNetwork(foldFiles[index % foldFiles.length]);
    if (borderFoldFiles.length > 0) useBorderWeights(borderFoldFiles[index % borderFoldFiles.length]);
    if (foldFiles.length + borderFoldFiles.length > 0) leftOut = score(channels, sampleRate, truth);
    const onGivenBars = truth.segments?.length ? score(channels, sampleRate, truth, givenBars(truth)) : undefined;
    results.push({ id, genre, shipped, leftOut, onGivenBars });
    if (!flags.includes('--tracks')) return;
    const trueTempo = (60 * (truth.beats.length - 1)) / (truth.beats[truth.beats.length - 1] - truth.beats[0]);
    const told = leftOut ?? shipped;
    console.log(
      `${id.slice(0, 44).padEnd(45)} beats ${told.beats.toFixed(2)}  downbeats ${told.downbeats.toFixed(2)}  ` +
        `borders ${told.borders?.toFixed(2) ?? '-   '} (given bars ${onGivenBars?.borders?.toFixed(2) ?? '-   '})  tempo ${told.tempo.toFixed(0)} (${trueTempo.toFixed(0)})  ` +
        `metre ${told.metre}  confidence ${told.beatConfidence.toFixed(2)} ${told.downbeatConfidence.toFixed(2)}`,
    );
  });
}

const average = (values: (number | undefined)[]): string => {
  const known = values.filter(value => value !== undefined);
  return known.length === 0 ? '-' : mean(known).toFixed(3);
};
const table = (rows: string[][]): void => {
  const widths = rows[0].map((_, c) => Math.max(...rows.map(row => row[c].length)));
  rows.forEach((row, r) => {
    console.log(
      `| ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(' | ')} |`,
    );
    if (r === 0)
      console.log(
        `|${widths.map((width, c) => (c === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
      );
  });
};
const measures = ['beats', 'downbeats', 'borders'] as const;
const kinds =
  foldFiles.length + borderFoldFiles.length > 0 ? (['shipped', 'leftOut'] as const) : (['shipped'] as const);
const names = { shipped: 'shipped', leftOut: 'left out' };
const genres = [...byGenre.keys()].filter(genre => results.some(result => result.genre === genre));
table([
  ['genre', 'tracks', ...measures.flatMap(measure => [`${measure}: asked`, ...kinds.map(kind => names[kind])])],
  ...[...genres, allButClassical, 'all'].map(genre => {
    const isIn = (one: string): boolean =>
      genre === 'all' || (genre === allButClassical ? one !== 'classical' : one === genre);
    const rows = results.filter(result => isIn(result.genre));
    const cells = measures.flatMap(measure => [
      goals[genre]?.[measure]?.toFixed(2) ?? '-',
      ...kinds.map(kind => average(rows.map(row => row[kind]?.[measure]))),
    ]);
    return [genre, String(rows.length), ...cells];
  }),
]);

console.log('\nSections, on the bars that were found and on the annotated ones; left out where folds are given:');
const divided = results.filter(({ onGivenBars }) => onGivenBars);
table([
  ['genre', 'tracks', ...['borders, 3 s', 'borders, 0.5 s', 'same letter'].flatMap(m => [`${m}: found`, 'given'])],
  ...genres
    .filter(genre => divided.some(result => result.genre === genre))
    .map(genre => {
      const rows = divided.filter(result => result.genre === genre);
      const cells = (['borders', 'exactBorders', 'letters'] as const).flatMap(measure => [
        average(rows.map(row => (row.leftOut ?? row.shipped)[measure])),
        average(rows.map(row => row.onGivenBars?.[measure])),
      ]);
      return [genre, String(rows.length), ...cells];
    }),
]);

// Confidence: what is said against what is so, in steps of a fifth.
const told = results.map(result => result.leftOut ?? result.shipped);
for (const [measure, confidence] of [
  ['beats', 'beatConfidence'],
  ['downbeats', 'downbeatConfidence'],
] as const) {
  console.log(
    `\nConfidence of the ${measure}${foldFiles.length > 0 ? ' (weights that have not heard the track)' : ''}:`,
  );
  const steps = [0, 0.2, 0.4, 0.6, 0.8];
  table([
    ['said', 'tracks', 'mean said', 'mean F'],
    ...steps.map(from => {
      const inside = told.filter(one => one[confidence] >= from && (one[confidence] < from + 0.2 || from === 0.8));
      return [
        `${from.toFixed(1)} to ${(from + 0.2).toFixed(1)}`,
        String(inside.length),
        average(inside.map(one => one[confidence])),
        average(inside.map(one => one[measure])),
      ];
    }),
  ]);
  console.log(
    `mean distance of what is said from F: ${mean(told.map(one => Math.abs(one[confidence] - one[measure]))).toFixed(3)}`,
  );
}
console.log(
  `\n${((180 * workSeconds) / audioSeconds).toFixed(2)} processor seconds for 3 minutes of audio, decoding the file not counted (whole: to reach 1.80)`,
);
const json = option('--json');
if (json) writeFileSync(json, JSON.stringify(results, undefined, 1));
