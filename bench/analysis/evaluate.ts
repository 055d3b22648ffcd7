// Measures the analysis against annotated music: a table by genre of beats, downbeats and section borders.
// usage: node bench/analysis/evaluate.ts WAV_FOLDER ANNOTATION_FOLDER [--tracks]
// Each ID.wav of the first folder belongs to ID.json of the second: { genre, beats[], downbeats[], segments? }.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalyzer } from '../../src/audio/index.ts';
import { beatHitRate, borderHitRate } from './measures.ts';
import { readWavFile } from './wav-file.ts';

interface Annotation {
  genre: string;
  beats: number[];
  downbeats: number[];
  segments?: { start: number; end: number; label: string }[];
}

const [wavFolder, annotationFolder, ...flags] = process.argv.slice(2);
if (wavFolder === undefined || annotationFolder === undefined) {
  console.error('usage: node bench/analysis/evaluate.ts WAV_FOLDER ANNOTATION_FOLDER [--tracks]');
  process.exit(2);
}

/** Goals of the project by genre of the annotated set. */
const goals: Record<string, { beats: number; downbeats?: number; borders?: number }> = {
  pop: { beats: 0.95, downbeats: 0.8, borders: 0.75 },
  popband: { beats: 0.97, downbeats: 0.8 },
  rock: { beats: 0.98, downbeats: 0.8 },
  edm: { beats: 0.99, downbeats: 0.8 },
  jazz: { beats: 0.92, downbeats: 0.8 },
  oddmeter: { beats: 0.88, downbeats: 0.8 },
  classical: { beats: 0.75 },
};
const columns = ['beats F', 'downbeats F', 'borders F', 'tempo confidence'] as const;
const byGenre = new Map<string, Record<(typeof columns)[number], number[]>>();
let audioSeconds = 0;
let workSeconds = 0;
for (const file of readdirSync(wavFolder).sort()) {
  if (!file.endsWith('.wav')) continue;
  const id = file.slice(0, -4);
  const annotationPath = join(annotationFolder, id + '.json');
  if (!existsSync(annotationPath)) continue;
  const truth = JSON.parse(readFileSync(annotationPath, 'utf8')) as Annotation;
  const { sampleRate, channels } = readWavFile(join(wavFolder, file));
  const began = process.cpuUsage();
  const analyzer = createAnalyzer({ sampleRate, channels: channels.length });
  for (let at = 0; at < channels[0].length; at += 65536) {
    analyzer.push(channels.map(channel => channel.subarray(at, at + 65536)));
  }
  const analysis = analyzer.finish();
  const used = process.cpuUsage(began);
  workSeconds += (used.user + used.system) / 1e6;
  audioSeconds += analysis.duration;

  const row = byGenre.get(truth.genre) ?? { 'beats F': [], 'downbeats F': [], 'borders F': [], 'tempo confidence': [] };
  byGenre.set(truth.genre, row);
  const beats = beatHitRate(
    truth.beats,
    analysis.beats.map(beat => beat.time),
  ).f;
  const downbeats = beatHitRate(
    truth.downbeats,
    analysis.downbeats.map(downbeat => downbeat.time),
  ).f;
  row['beats F'].push(beats);
  row['downbeats F'].push(downbeats);
  row['tempo confidence'].push(analysis.tempoConfidence);
  let borders: number | undefined;
  if (truth.segments !== undefined) {
    const toTimes = (segments: { start: number; end: number }[]): number[] => [
      ...segments.map(segment => segment.start),
      segments[segments.length - 1].end,
    ];
    borders = borderHitRate(toTimes(truth.segments), toTimes(analysis.sections)).f;
    row['borders F'].push(borders);
  }
  if (flags.includes('--tracks')) {
    const trueTempo = (60 * (truth.beats.length - 1)) / (truth.beats[truth.beats.length - 1] - truth.beats[0]);
    console.log(
      `${id.slice(0, 44).padEnd(45)} beats ${beats.toFixed(2)}  downbeats ${downbeats.toFixed(2)}  ` +
        `borders ${borders?.toFixed(2) ?? '-   '}  tempo ${analysis.tempo.toFixed(0)} (${trueTempo.toFixed(0)})  ` +
        `metre ${analysis.metre}  confidence ${analysis.tempoConfidence.toFixed(2)}`,
    );
  }
}

const average = (values: number[]): string =>
  values.length === 0 ? '-' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
console.log(['genre'.padEnd(10), 'tracks', ...columns, 'to reach: beats, downbeats, borders'].join('  '));
for (const [genre, row] of byGenre) {
  const cells = columns.map(column => average(row[column]).padStart(column.length));
  const { beats, downbeats, borders } = goals[genre] ?? {};
  const goal = [beats, downbeats, borders].map(value => value?.toFixed(2) ?? '-').join('  ');
  console.log([genre.padEnd(10), String(row['beats F'].length).padStart(6), ...cells, goal].join('  '));
}
console.log(
  `${((180 * workSeconds) / audioSeconds).toFixed(2)} processor seconds for 3 minutes of audio, decoding the file not counted (whole: to reach 1.80)`,
);
