/**
 * The common detector against OpenCV's own (Debian's python3-opencv): the same clips, frame by frame.
 *
 *   node bench/coherence-farneback.ts clip.mp4 other.avi …
 */

import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { defaultFarnebackThreshold, findFarnebackArtifacts } from '../src/coherence/index.ts';
import { probeVideo } from '../src/media/index.ts';

const script = new URL('./coherence/farneback-opencv.py', import.meta.url).pathname;
const clips = process.argv.slice(2);
if (clips.length === 0) throw new Error('Name the clips to compare on.');

console.log(
  '| clip | codec | size | pairs | flagged alike | variance off, median | largest |\n|---|---|---|---|---|---|---|',
);
let [alike, all] = [0, 0];
for (const path of clips) {
  const { width, height, codecName } = await probeVideo(path);
  const reference = JSON.parse(
    execFileSync('/usr/bin/python3', [script, path], { encoding: 'utf8', maxBuffer: 1e8 }),
  ) as number[];
  const { variances } = await findFarnebackArtifacts(path, { threshold: defaultFarnebackThreshold });
  const pairs = Math.min(reference.length, variances.length);
  const isFlagged = (variance: number): boolean => variance > defaultFarnebackThreshold;
  let same = 0;
  const off: number[] = [];
  for (let i = 0; i < pairs; i++) {
    if (isFlagged(reference[i]) === isFlagged(variances[i])) same++;
    off.push(Math.abs(variances[i] - reference[i]) / Math.max(1e-6, reference[i]));
  }
  off.sort((a, b) => a - b);
  const percent = (value: number): string => `${(100 * value).toPrecision(2)}%`;
  const counted =
    reference.length === variances.length
      ? String(pairs)
      : `${variances.length} of ours, ${reference.length} of OpenCV's`;
  console.log(
    `| ${basename(path)} | ${codecName} | ${width}x${height} | ${counted} | ${same} | ${percent(off[pairs >> 1])} | ${percent(off[pairs - 1])} |`,
  );
  alike += same;
  all += Math.max(reference.length, variances.length);
}
console.log(`\n${alike} of ${all} frames alike, ${((100 * alike) / all).toFixed(2)}%.`);
