import assert from 'node:assert/strict';
import test from 'node:test';
import type { Analysis } from './analysis.ts';
import { createAnalyzer } from './analyzer.ts';
import { analysisSampleRate } from './measure/hops.ts';
import { analyse, clicks, noise, sine } from './synthetic-signals.ts';

const steadyTimes = (bpm: number, seconds: number, first = 0.25): number[] =>
  Array.from({ length: Math.floor(((seconds - first - 0.05) * bpm) / 60) + 1 }, (_, k) => first + (k * 60) / bpm);

function assertCovers(analysis: Analysis): void {
  const { sections, duration } = analysis;
  assert.equal(sections[0].start, 0);
  assert.equal(sections[sections.length - 1].end, duration);
  for (let i = 1; i < sections.length; i++) assert.equal(sections[i].start, sections[i - 1].end);
}

function assertFinite(analysis: Analysis): void {
  for (const [name, curve] of Object.entries(analysis.features)) {
    if (!(curve instanceof Float32Array)) continue;
    assert.ok(
      curve.every(value => Number.isFinite(value) && (name === 'mfcc' || (value >= 0 && value <= 1))),
      `${name} leaves 0 to 1`,
    );
  }
  assert.ok(Number.isFinite(analysis.tempo) && Number.isFinite(analysis.mood.valence + analysis.mood.arousal));
}

test('equal clicks are one beat each, in no bars that anyone would trust, and never in fives or sevens', () => {
  for (const bpm of [60, 84, 133]) {
    const { tempo, metre, downbeats } = analyse(clicks(steadyTimes(bpm, 36), 36));
    assert.ok(Math.abs(tempo - bpm) < 0.02 * bpm, `${tempo} for ${bpm}`);
    assert.equal(metre, 4);
    for (const { confidence } of downbeats) assert.ok(confidence < 0.2, `${confidence}`);
  }
});

for (const metre of [3, 5, 7]) {
  test(`accented clicks tell bars of ${metre}`, () => {
    const times = steadyTimes(104, 40);
    const analysis = analyse(clicks(times, 40, metre));
    assert.equal(analysis.metre, metre);
    assert.ok(Math.abs(analysis.downbeats[1].time - times[metre]) < 0.03);
    for (const { confidence } of analysis.downbeats) assert.ok(confidence > 0.5, `${confidence}`);
  });
}

test('clicks in noise are heard at their own tempo, on the clicks', () => {
  for (const bpm of [84, 100, 120]) {
    const times = steadyTimes(bpm, 40);
    const signal = clicks(times, 40, 4);
    noise(40, 0.02).forEach((value, i) => {
      signal[i] += value;
    });
    const { tempo, beats } = analyse(signal);
    assert.ok(Math.abs(tempo - bpm) < 0.02 * bpm, `${tempo} for ${bpm}`);
    for (const { time } of beats)
      assert.ok(Math.min(...times.map(click => Math.abs(click - time))) < 0.03, `beat at ${time}`);
  }
});

test('a click track at 120 BPM gives beats, downbeats and onsets within 10 ms', () => {
  const times = steadyTimes(120, 60);
  const analysis = analyse(clicks(times, 60, 4));
  assert.ok(Math.abs(analysis.tempo - 120) < 0.5);
  assert.ok(analysis.tempoConfidence > 0.8);
  assert.equal(analysis.metre, 4);
  const nearest = (time: number): number => Math.min(...times.map(truth => Math.abs(truth - time)));
  assert.equal(analysis.beats.length, times.length);
  for (const beat of analysis.beats) assert.ok(nearest(beat.time) < 0.01, `beat at ${beat.time}`);
  for (const region of ['kick', 'snare'] as const) {
    assert.equal(analysis.onsets[region].length, times.length, region);
    for (const onset of analysis.onsets[region]) assert.ok(nearest(onset.time) < 0.01, `${region} at ${onset.time}`);
  }
  assert.equal(analysis.downbeats.length, Math.ceil(times.length / 4));
  analysis.downbeats.forEach((downbeat, bar) => {
    assert.ok(Math.abs(downbeat.time - times[4 * bar]) < 0.01);
  });
  const strong = analysis.onsets.kick[0].strength;
  const weak = analysis.onsets.kick[1].strength;
  assert.ok(strong > weak && weak > 0);
});

for (const bpm of [60, 75, 90, 105, 140, 165, 190]) {
  test(`clicks at ${bpm} BPM keep their tempo or its octave, and their phase`, () => {
    const times = steadyTimes(bpm, 30);
    const analysis = analyse(clicks(times, 30, 4));
    const octaves = Math.log2(analysis.tempo / bpm);
    assert.ok(Math.abs(octaves - Math.round(octaves)) < 0.02 && Math.abs(octaves) < 1.1, `${analysis.tempo}`);
    const hit = times.filter(time => analysis.beats.some(beat => Math.abs(beat.time - time) < 0.02)).length;
    assert.ok(hit >= 0.45 * times.length);
  });
}

test('a bare click is heard at its tempo, fast or slow as it may be', () => {
  for (const bpm of [32, 40, 200, 220, 240]) {
    const { tempo, tempoConfidence } = analyse(clicks(steadyTimes(bpm, 30), 30, 4));
    assert.ok(Math.abs(tempo / bpm - 1) < 0.02 && tempoConfidence > 0.65, `${tempo} for ${bpm}: ${tempoConfidence}`);
  }
});

test('a second proves no tempo, four seconds of a clear one do', () => {
  const short = analyse(clicks(steadyTimes(240, 1, 0.06), 1, 4));
  assert.ok(short.beats.length > 0 && short.tempoConfidence < 0.2, `${short.tempoConfidence}`);
  assert.deepEqual(short.warnings, ['The track is too short to find beats and sections in it.']);
  const longer = analyse(clicks(steadyTimes(120, 4, 0.06), 4, 4));
  assert.ok(longer.tempoConfidence > 0.8, `${longer.tempoConfidence}`);
  assert.deepEqual(longer.warnings, ['The track is too short to find sections in it.']);
});

test('the lengths of the blocks make no difference', () => {
  const signal = clicks(steadyTimes(100, 12), 12, 4);
  assert.deepEqual(analyse(signal, 1000), analyse(signal, 4096));
});

test('the centroid of a sine is its frequency, noise is brighter', () => {
  const tone = analyse(sine(1000, 2, 0.5)).features.brightness;
  // 0.5 on the scale from 100 Hz to 10 kHz is 1 kHz.
  assert.ok(Math.abs(tone[100] - 0.5) < 0.01, `${tone[100]}`);
  assert.ok(analyse(noise(2)).features.brightness[100] > 0.9);
});

test('a sine lands in its band and in its row of the spectrum', () => {
  const { features } = analyse(sine(500, 2, 0.5));
  assert.ok(features.lowMid[100] > 0.85);
  assert.ok(features.presence[100] < 0.1);
  const row = Array.from(features.spectrum.subarray(100 * 32, 101 * 32));
  const expected = Math.floor((32 * Math.log(500 / 40)) / Math.log(400));
  assert.ok(row[expected] > 0.85 && row[expected] >= Math.max(...row) - 1e-6);
});

test('a quiet verse is not flat and a loud chorus is not blown out', () => {
  const verse = clicks(steadyTimes(120, 20), 20, 4).map(value => 0.1 * value);
  const chorus = clicks(steadyTimes(120, 20), 20, 4);
  const song = new Float32Array(verse.length + chorus.length);
  song.set(verse);
  song.set(chorus, verse.length);
  const { features } = analyse(song);
  const peak = (from: number, to: number): number => Math.max(...features.onsetStrength.subarray(from, to));
  assert.ok(peak(200, 1900) > 0.4);
  assert.ok(Math.max(...features.loudness.subarray(200, 1800)) > 0.05);
  assert.ok(Math.max(...features.loudness) <= 1);
  const mean = (from: number, to: number): number =>
    features.loudness.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  assert.ok(mean(200, 1800) + 0.3 < mean(2200, 3800));
});

test('an ABAB song falls into its four sections, and repeats carry the same letter', () => {
  const bar = 2;
  const bars = 32;
  const song = clicks(steadyTimes(120, bar * bars, 0), bar * bars, 4);
  const chords = [
    [
      [220, 261.6, 329.6],
      [174.6, 220, 261.6],
    ],
    [
      [392, 493.9, 587.3],
      [587.3, 740, 880],
    ],
  ];
  for (let b = 0; b < bars; b++) {
    const part = Math.floor(b / 8) % 2;
    for (const hertz of chords[part][b % 2]) {
      const tone = sine(hertz, bar, part === 0 ? 0.04 : 0.15);
      for (let i = 0; i < tone.length; i++) song[b * bar * analysisSampleRate + i] += tone[i];
    }
  }
  const analysis = analyse(song);
  assertCovers(analysis);
  const starts = analysis.sections.map(section => section.start);
  for (const border of [16, 32, 48]) {
    assert.ok(
      starts.some(start => Math.abs(start - border) < 0.6),
      `no border near ${border} in ${starts.join(' ')}`,
    );
  }
  const groupAt = (time: number): string => analysis.sections.find(s => s.start <= time && time < s.end)!.group;
  assert.equal(groupAt(8), groupAt(40));
  assert.equal(groupAt(24), groupAt(56));
  assert.notEqual(groupAt(8), groupAt(24));
  const energyAt = (time: number): number => analysis.sections.find(s => s.start <= time && time < s.end)!.energy;
  assert.ok(energyAt(24) > energyAt(8));
});

test('a C major scale over its chord is in C major', () => {
  const song = new Float32Array(24 * analysisSampleRate);
  const scale = [261.63, 293.66, 329.63, 349.23, 392, 440, 493.88, 523.25];
  for (let k = 0; k < 48; k++) {
    const note = sine(scale[k % 8], 0.5, 0.3);
    for (let i = 0; i < note.length; i++) song[k * 22050 + i] += note[i] * Math.exp(-i / 8000);
  }
  for (const hertz of [130.81, 164.81, 196]) {
    const tone = sine(hertz, 24, 0.1);
    for (let i = 0; i < tone.length; i++) song[i] += tone[i];
  }
  assert.equal(analyse(song).key.name, 'C major');
});

const silence = new Float32Array(10 * analysisSampleRate);
const singleClick = silence.slice();
singleClick[5 * analysisSampleRate] = 1;
const bad: [string, Float32Array][] = [
  ['no samples', new Float32Array(0)],
  ['one sample', new Float32Array(1).fill(0.5)],
  ['0.05 s', noise(0.05)],
  ['0.3 s', noise(0.3)],
  ['silence', silence],
  ['a constant', silence.map(() => 0.7)],
  ['noise', noise(30)],
  ['a single click', singleClick],
  ['a steady tone', sine(300, 20, 0.5)],
  ['clipped noise', noise(10, 40)],
  ['a slow fade of noise', noise(30).map((value, i) => (value * i) / (30 * analysisSampleRate))],
];
for (const [name, signal] of bad) {
  test(`${name}: an analysis of low confidence, no crash`, () => {
    const analysis = analyse(signal);
    assert.equal(analysis.duration, signal.length / analysisSampleRate);
    assertFinite(analysis);
    assert.ok(analysis.tempoConfidence < 0.35, `confidence ${analysis.tempoConfidence}`);
    assert.ok(analysis.warnings.length > 0);
    if (signal.length > 0) assertCovers(analysis);
    else assert.deepEqual(analysis.sections, []);
  });
}

test('silence stays at 0 and is called silent', () => {
  const { features, warnings, onsets, sections } = analyse(silence);
  assert.deepEqual(warnings, ['The track is silent.']);
  assert.deepEqual(
    sections.map(({ start, confidence }) => [start, confidence]),
    [[0, 0]],
  );
  for (const curve of [features.loudness, features.bass, features.air, features.onsetStrength, features.spectrum]) {
    assert.ok(curve.every(value => value === 0));
  }
  assert.deepEqual(onsets, { kick: [], snare: [], hat: [] });
});

test('samples that are no numbers count as silence and are reported', () => {
  const signal = clicks(steadyTimes(120, 20), 20, 4);
  signal[1000] = Number.NaN;
  signal[2000] = 3e30;
  const analysis = analyse(signal);
  assertFinite(analysis);
  assert.ok(analysis.warnings.some(warning => warning.startsWith('2 samples')));
  assert.ok(analysis.tempoConfidence > 0.5);
});

test('a constant offset changes nothing that is heard', () => {
  const signal = clicks(steadyTimes(120, 20), 20, 4);
  const plain = analyse(signal);
  const shifted = analyse(signal.map(value => value + 0.3));
  assert.equal(shifted.beats.length, plain.beats.length);
});

test('wrong arguments are refused by name', () => {
  assert.throws(() => createAnalyzer({ sampleRate: 48000, channels: 2 }), /RangeError: sampleRate/);
  assert.throws(() => createAnalyzer({ sampleRate: 44100, channels: 0 }), /RangeError: channels/);
  const analyzer = createAnalyzer({ sampleRate: 44100, channels: 2 });
  assert.throws(() => analyzer.push([new Float32Array(3)]), /TypeError: block/);
  assert.throws(() => analyzer.push([new Float32Array(3), new Float32Array(2)]), /TypeError: block/);
  analyzer.finish();
  assert.throws(() => analyzer.finish(), /already/);
});

/** A sine that glides over the whole range of hearing. */
function sweep(seconds: number): Float32Array {
  const samples = new Float32Array(seconds * analysisSampleRate);
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    phase += (2 * Math.PI * 20 * 1000 ** (i / samples.length)) / analysisSampleRate;
    samples[i] = 0.5 * Math.sin(phase);
  }
  return samples;
}

/** Syllables of chance length with a voice's buzz, as speech has them. */
function babble(seconds: number): Float32Array {
  const samples = new Float32Array(seconds * analysisSampleRate);
  const chance = noise(30, 0.5);
  let draw = 0;
  const random = (): number => chance[draw++ * 7] + 0.5;
  for (let start = 0; start < samples.length; ) {
    const length = Math.floor((0.08 + 0.2 * random()) * analysisSampleRate);
    const pitch = 90 + 60 * random();
    const formant = 300 + 900 * random();
    for (let i = 0; i < length && start + i < samples.length; i++) {
      const turn = ((pitch * i) / analysisSampleRate) % 1;
      const buzz = Math.exp(-6 * turn) * Math.sin((2 * Math.PI * formant * turn) / pitch);
      samples[start + i] = 0.3 * Math.sin((Math.PI * i) / length) * buzz;
    }
    start += length + Math.floor((random() < 0.15 ? 0.5 : 0.08) * random() * analysisSampleRate);
  }
  return samples;
}

/** Notes of chance pitch at chance times, which die away as a plucked string does: a path that bends finds many. */
function chanceNotes(seconds: number): Float32Array {
  const samples = new Float32Array(seconds * analysisSampleRate);
  const chance = noise(2, 0.5);
  let draw = 500;
  const random = (): number => chance[draw++ * 7] + 0.5;
  for (let k = 0; k < 4 * seconds; k++) {
    const start = Math.floor(random() * samples.length);
    const hertz = 220 * 2 ** (Math.floor(24 * random()) / 12);
    for (let i = 0; i < analysisSampleRate && start + i < samples.length; i++) {
      const turn = (2 * Math.PI * hertz * i) / analysisSampleRate;
      samples[start + i] += 0.12 * Math.exp(-i / 14700) * (Math.sin(turn) + 0.4 * Math.sin(2 * turn));
    }
  }
  return samples;
}

for (const [name, signal] of [
  ['a sweep', sweep(20)],
  ['notes at chance times', chanceNotes(20)],
  ['speech', babble(30)],
  ['two clicks far apart', clicks([2, 9], 20)],
] as const) {
  test(`${name}: no beats, or weak ones with a warning`, () => {
    const { beats, tempoConfidence, warnings } = analyse(signal);
    assert.ok(beats.length === 0 || tempoConfidence < 0.35, `${beats.length} beats at ${tempoConfidence}`);
    assert.ok(warnings.some(warning => /No steady beat/.test(warning)));
  });
}

test('clipping and a constant offset leave the beats where they are', () => {
  const times = steadyTimes(120, 30);
  const clean = clicks(times, 30, 4);
  for (const spoilt of [clean.map(x => Math.max(-1, Math.min(1, 20 * x))), clean.map(x => 0.5 * x + 0.4)]) {
    const { beats, tempoConfidence } = analyse(spoilt);
    assert.equal(beats.length, times.length);
    assert.ok(tempoConfidence > 0.7);
  }
});
