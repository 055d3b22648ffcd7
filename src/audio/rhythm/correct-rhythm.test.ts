import assert from 'node:assert/strict';
import test from 'node:test';
import type { Analysis } from '../analysis.ts';
import { analyse, clicks, noise } from '../synthetic-signals.ts';
import type { BeatCorrection } from './correct-rhythm.ts';

const every = (period: number, seconds: number, first = 0.25): number[] =>
  Array.from({ length: Math.floor((seconds - first - 0.05) / period) + 1 }, (_, k) => first + k * period);

/** Share of `truth` that a beat lies within `reach` seconds of. */
function covered(analysis: Analysis, truth: readonly number[], reach: number): number {
  return truth.filter(time => analysis.beats.some(beat => Math.abs(beat.time - time) < reach)).length / truth.length;
}

const seconds = 40;
const steady = clicks(every(0.5, seconds), seconds, 4);
const corrected = (signal: Float32Array, correction: BeatCorrection): Analysis => analyse(signal, 8192, correction);

test('beats from a file are taken as they are, and bars and sections follow them', () => {
  // Waltz bars laid over music in four: only the file can have said so.
  const beats = every(0.4, seconds, 0.1).map((time, i) => ({ time, position: (i % 3) + 1 }));
  const analysis = corrected(steady, { beats });
  assert.deepEqual(
    analysis.beats.map(beat => beat.time),
    beats.map(beat => beat.time),
  );
  assert.equal(analysis.metre, 3);
  assert.equal(analysis.beatSource, 'file');
  assert.equal(analysis.tempoConfidence, 1);
  assert.ok(Math.abs(analysis.tempo - 150) < 0.01);
  assert.deepEqual(
    analysis.downbeats.map(d => d.time),
    beats.filter(b => b.position === 1).map(b => b.time),
  );
  for (const { start } of analysis.sections.slice(1)) {
    assert.ok(
      analysis.downbeats.some(downbeat => Math.abs(downbeat.time - start) < 1e-9),
      `${start}`,
    );
  }
});

test('a few marked downbeats count the bars between, before and after them', () => {
  const times = every(0.5, 20);
  const beats = times.map((time, i) => (i === 2 || i === 5 || i === 11 ? { time, position: 1 } : { time }));
  const { beats: found, metre } = corrected(steady.subarray(0, 20 * 44100), { beats });
  // Gaps of 3 and 6: bars of three, the one of six counted as two.
  assert.equal(metre, 3);
  assert.deepEqual(
    found.slice(0, 15).map(beat => beat.position),
    [2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1],
  );
});

test('a tempo and an offset make a rigid grid with a bar at the offset', () => {
  const analysis = corrected(noise(20), { tempo: 100, offset: 3.1 });
  assert.ok(Math.abs(analysis.tempo - 100) < 1e-6);
  assert.ok(analysis.beats[0].time < 0.6 && analysis.beats.at(-1)!.time > 19.4);
  assert.ok(analysis.downbeats.some(downbeat => Math.abs(downbeat.time - 3.1) < 1e-9));
});

test('a tempo alone follows the music, even where it drifts', () => {
  const times: number[] = [];
  for (let time = 0.3, k = 0; time < 39; k++, time += 0.5 + 0.03 * Math.sin(k / 12)) times.push(time);
  const analysis = corrected(clicks(times, seconds, 4), { tempo: 120 });
  assert.ok(covered(analysis, times, 0.03) > 0.95, `${covered(analysis, times, 0.03)}`);
  assert.ok(Math.abs(analysis.beats.length - times.length) <= 2);
});

test('half time keeps every other beat, downbeats among them, and double time adds one between each two', () => {
  const found = analyse(steady);
  const half = corrected(steady, { octave: 'half' });
  const double = corrected(steady, { octave: 'double' });
  assert.ok(Math.abs(half.tempo - found.tempo / 2) < 0.5 && half.beatSource === 'octave');
  assert.ok(Math.abs(double.tempo - found.tempo * 2) < 1);
  assert.equal(double.beats.length, 2 * found.beats.length - 1);
  // The downbeats stay beats.
  for (const { time } of found.downbeats) assert.ok(half.beats.some(beat => Math.abs(beat.time - time) < 1e-9));
});

test('an offset alone moves all beats so that a bar begins there', () => {
  const found = analyse(steady);
  const moved = corrected(steady, { offset: 0.5 });
  assert.ok(moved.downbeats.some(downbeat => Math.abs(downbeat.time - 0.5) < 1e-9));
  const gap = (analysis: Analysis): number => analysis.beats[9].time - analysis.beats[8].time;
  assert.ok(Math.abs(gap(moved) - gap(found)) < 0.02);
});

test('rough taps over a part of the track settle on the attacks of the whole', () => {
  const truth = every(0.5, seconds);
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  // 12 s of taps, 60 ms late, scattered by 30 ms to each side, one missing, one doubled.
  const taps = truth
    .filter(time => time > 10 && time < 22)
    .map(time => time + 0.06 + 0.06 * (random() - 0.5))
    .filter((_, i) => i !== 6);
  taps.push(taps[10] + 0.05);
  // The second half was tapped first.
  const analysis = corrected(steady, { taps: [...taps.slice(12), ...taps.slice(0, 12)] });
  assert.equal(analysis.beatSource, 'taps');
  assert.ok(Math.abs(analysis.beats.length - truth.length) <= 1, `${analysis.beats.length} of ${truth.length}`);
  assert.ok(covered(analysis, truth, 0.015) > 0.97, `${covered(analysis, truth, 0.015)}`);
});

const wrong: [BeatCorrection, RegExp][] = [
  [{ tempo: 5 }, /between 20 and 400/],
  [{ tempo: 120, taps: [1, 2, 3, 4] }, /exclude each other/],
  [{ taps: [1, 2] }, /at least four/],
  [{ taps: [1, 1, 1, 2] }, /there are 2/],
  [{ beats: [{ time: 1 }] }, /beats holds 1 of the two/],
  [{ beats: [{ time: 2 }, { time: 1 }] }, /beats\[1\]\.time is 1; give seconds from 0 on, in ascending order/],
  [{ beats: [{ time: Number.NaN }, { time: 1 }] }, /beats\[0\]\.time is NaN/],
  [{ beats: [{ time: 1, position: 0 }, { time: 2 }] }, /beats\[0\]\.position is 0/],
  [{ taps: [1, 2, 3, 400] }, /tap at 400 s lies outside/],
  [{ offset: -1 }, /from 0/],
  [{ offset: 100 }, /after the end/],
  [
    {
      beats: [
        { time: 1, line: 4 },
        { time: 500, line: 5 },
      ],
      name: 'b.txt',
    },
    /^b\.txt, line 5: 500 lies after the end/,
  ],
];
for (const [correction, expected] of wrong) {
  test(`${JSON.stringify(correction)} is refused`, () => {
    assert.throws(
      () => corrected(steady, correction),
      (error: Error) => error.name === 'BeatFileError' && expected.test(error.message),
    );
  });
}
