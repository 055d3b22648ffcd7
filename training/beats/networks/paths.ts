// Writes the candidate paths of each track with what is heard at their beats, for train_paths.py.
// usage: node training/beats/networks/paths.ts FEATURES_FOLDER ANNOTATION_FOLDER WEIGHTS.bin OUTPUT [--drumless]
// ID.u8 (from features.ts) and ID.json { beats[], downbeats[], genre? } give OUTPUT/ID.json, the paths, and
// OUTPUT/ID.f2, their features one after the other: [beats, pathBands] 16-bit numbers. WEIGHTS.bin are those of a beat
// network that has not heard these tracks: paths through what it has heard are better than paths will be.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beatHitRate } from '../../../bench/analysis/measures.ts';
import {
  chromaRowOfRhythmRow,
  harmonyBands,
  hopsPerRhythmRow,
  networkBands,
  rhythmBands,
} from '../../../src/audio/measure/rhythm-rows.ts';
import { beatCandidates } from '../../../src/audio/rhythm/beat-candidates.ts';
import { listenForBeats, useBeatNetwork } from '../../../src/audio/rhythm/beat-network.ts';
import { heardRows, pathBands, pathFeatures } from '../../../src/audio/rhythm/path-features.ts';

const [featuresFolder, annotationFolder, weights, output, flag] = process.argv.slice(2);
const listening = flag === '--drumless' ? 'drumless' : 'general';
useBeatNetwork(pathToFileURL(resolve(weights)), listening);
mkdirSync(output, { recursive: true });
for (const file of readdirSync(featuresFolder).sort()) {
  const id = file.slice(0, -3);
  const annotation = join(annotationFolder, `${id}.json`);
  if (!file.endsWith('.u8') || existsSync(join(output, `${id}.json`)) || !existsSync(annotation)) continue;
  const inputs = new Uint8Array(readFileSync(join(featuresFolder, file)));
  const rows = inputs.length / networkBands;
  const rhythm = new Uint8Array(rows * rhythmBands);
  const changes = new Float32Array((chromaRowOfRhythmRow(rows - 1) + 1) * harmonyBands);
  for (let r = 0; r < rows; r++) {
    const row = inputs.subarray(r * networkBands, (r + 1) * networkBands);
    rhythm.set(row.subarray(0, rhythmBands), r * rhythmBands);
    for (let h = 0; h < harmonyBands; h++) {
      changes[chromaRowOfRhythmRow(r) * harmonyBands + h] = row[rhythmBands + h] / 255;
    }
  }
  const hops = rows * hopsPerRhythmRow;
  const odds = listenForBeats(rhythm, changes, hops, listening);
  const heard = heardRows(rhythm, changes, odds);
  const silent = {
    peaks: new Float32Array(hops).fill(1),
    centroid: new Float32Array(hops),
  };
  const candidates = beatCandidates({ ...silent, rhythm }, odds, changes);
  const truth = JSON.parse(readFileSync(annotation, 'utf8')) as { beats: number[]; downbeats: number[] };
  const different = candidates.filter(
    (one, i) => !candidates.slice(0, i).some(other => other.rows.join() === one.rows.join()),
  );
  // What comes before the first and after the last beat of a song is not annotated.
  const first = truth.beats[0] - 0.35;
  const last = truth.beats[truth.beats.length - 1] + 0.35;
  const inside = (beats: number[]): number[] => beats.map(row => row / 100).filter(time => time > first && time < last);
  const features = new Float16Array(different.reduce((sum, { rows }) => sum + rows.length, 0) * pathBands);
  let at = 0;
  for (const { rows } of different) {
    const path = new Float32Array(rows.length * pathBands);
    pathFeatures(heard, odds, rows, path);
    features.set(path, at);
    at += path.length;
  }
  writeFileSync(join(output, `${id}.f2`), new Uint8Array(features.buffer));
  writeFileSync(
    join(output, `${id}.json`),
    JSON.stringify(
      different.map(({ rows, bars, expected, unsteadiness, judgement, score }) => ({
        rows,
        expected,
        unsteadiness,
        judgement,
        score,
        beats: beatHitRate(truth.beats, inside(rows)).f,
        downbeats: beatHitRate(truth.downbeats, inside(rows.filter((_, k) => bars.positions[k] === 1))).f,
      })),
    ),
  );
}
