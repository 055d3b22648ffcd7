// Writes what the beat network looks at for each track, for train.py.
// usage: node training/beats/sound/features.ts WAV_FOLDER ANNOTATION_FOLDER OUTPUT_FOLDER [--keep]
// ID.wav and ID.json { beats[], downbeats[] } give ID.u8: rows of 58 bytes, one each 20 ms. Without --keep the WAV is
// deleted.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWavFile } from '../../../bench/analysis/wav-file.ts';
import { createTrackMeter } from '../../../src/audio/measure/measure-track.ts';
import { harmonyChanges, networkBands, networkInputs, rhythmBands } from '../../../src/audio/measure/rhythm-rows.ts';
import { createKernelSpace } from '../../../src/audio/wasm/kernels.ts';

const [wavFolder, annotationFolder, output, keep] = process.argv.slice(2);
for (const file of readdirSync(wavFolder).sort()) {
  const id = file.slice(0, -4);
  const target = join(output, `${id}.u8`);
  if (
    !file.endsWith('.wav') ||
    file.startsWith('_') ||
    existsSync(target) ||
    !existsSync(join(annotationFolder, `${id}.json`))
  )
    continue;
  const { channels } = readWavFile(join(wavFolder, file));
  const meter = createTrackMeter(channels.length);
  for (let at = 0; at < channels[0].length; at += 65536) meter.push(channels.map(c => c.subarray(at, at + 65536)));
  const { rhythm, chroma } = meter.finish();
  const rows = rhythm.length / rhythmBands;
  const changes = harmonyChanges(chroma);
  const space = createKernelSpace(rhythm.length + 4 * (changes.length + rows * networkBands) + 4096);
  const inputs = space.floats(rows * networkBands);
  networkInputs(rhythm, changes, 0, rows, {
    run: space.run,
    memory: inputs.view.buffer,
    rhythm: space.bytes(rhythm.length).at,
    changes: space.floats(changes.length).at,
    output: inputs.at,
  });
  writeFileSync(
    target,
    Uint8Array.from(inputs.view, value => Math.round(64 * value)),
  );
  if (keep !== '--keep') rmSync(join(wavFolder, file));
}
