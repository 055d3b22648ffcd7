// Writes what train.py learns from: for each annotated piece with sections the measures of its bar lines and stretches of
// bars (the same code as in the product), on the annotated bars.
// usage: node training/sections/evidence.ts WAV_FOLDER ANNOTATION_FOLDER EVIDENCE.json
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWavFile } from '../../bench/analysis/wav-file.ts';
import { normaliseDecibels } from '../../src/audio/features/normalise.ts';
import { analysisSampleRate, hopSamples, hopSeconds, leadInSamples } from '../../src/audio/measure/hops.ts';
import { momentaryLoudness } from '../../src/audio/measure/loudness.ts';
import { createTrackMeter } from '../../src/audio/measure/measure-track.ts';
import { barTimes, tabulate } from '../../src/audio/structure/bar-table.ts';
import { gatherEvidence } from '../../src/audio/structure/evidence.ts';

const [wavFolder, annotationFolder, output] = process.argv.slice(2);
if (output === undefined) {
  console.error('usage: node training/sections/evidence.ts WAV_FOLDER ANNOTATION_FOLDER EVIDENCE.json');
  process.exit(2);
}
const short = (values: ArrayLike<number>): number[] => Array.from(values, value => Number(value.toFixed(4)));
const pieces: Record<string, unknown> = {};
for (const file of readdirSync(annotationFolder).sort()) {
  const id = file.slice(0, -5);
  const wav = join(wavFolder, `${id}.wav`);
  if (!file.endsWith('.json') || !existsSync(wav)) continue;
  const { genre, segments, downbeats } = JSON.parse(readFileSync(join(annotationFolder, file), 'utf8')) as {
    genre: string;
    segments?: { start: number }[];
    downbeats: number[];
  };
  if (!segments?.length) continue;
  const { sampleRate, channels } = readWavFile(wav);
  if (sampleRate !== analysisSampleRate) throw new Error(`${wav} must have ${analysisSampleRate} samples a second.`);
  const meter = createTrackMeter(channels.length);
  for (let at = 0; at < channels[0].length; at += 65536) {
    meter.push(channels.map(channel => channel.subarray(at, at + 65536)));
  }
  const measures = meter.finish();
  const loudness = momentaryLoudness(measures.hopPowers, hopSeconds, measures.rows, leadInSamples / hopSamples);
  normaliseDecibels(loudness);
  const bars = downbeats.map(time => ({ time, confidence: 1 }));
  const times = barTimes(measures.samples / sampleRate, bars);
  const { drums, marked, lines, recurrence } = gatherEvidence(tabulate(measures, loudness, times));
  pieces[id] = {
    genre,
    segments,
    times: short(times),
    drums,
    marked,
    lines: lines.map(short),
    heardAgain: short(recurrence.heardAgain),
    counterparts: recurrence.counterparts.map(short),
  };
  console.log(id);
}
writeFileSync(output, JSON.stringify(pieces));
