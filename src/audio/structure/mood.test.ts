import assert from 'node:assert/strict';
import test from 'node:test';
import { analyse, clicks, sine } from '../synthetic-signals.ts';
import { estimateKey } from './key.ts';
import { estimateMood } from './mood.ts';

const middle = { majorness: 0, tempo: 110, onsetRate: 5, loudness: -18, brightness: 0.4 };

test('arousal grows with each of its cues, valence with mode, tempo and brightness', () => {
  const base = estimateMood(middle);
  for (const change of [{ tempo: 150 }, { onsetRate: 10 }, { loudness: -9 }, { brightness: 0.6 }]) {
    assert.ok(estimateMood({ ...middle, ...change }).arousal > base.arousal, JSON.stringify(change));
  }
  for (const change of [{ majorness: 0.2 }, { tempo: 150 }, { brightness: 0.6 }]) {
    assert.ok(estimateMood({ ...middle, ...change }).valence > base.valence, JSON.stringify(change));
  }
  assert.ok(estimateMood({ ...middle, majorness: -0.25 }).valence < -0.2);
});

test('the mood stays within its ranges', () => {
  for (const majorness of [-1, 1]) {
    for (const tempo of [0, 400]) {
      const { valence, arousal } = estimateMood({ majorness, tempo, onsetRate: 99, loudness: 0, brightness: 1 });
      assert.ok(valence >= -1 && valence <= 1 && arousal >= 0 && arousal <= 1);
    }
  }
});

test('a loud, fast major track is brighter and more excited than a quiet, slow minor one', () => {
  const track = (third: number, level: number, period: number): Float32Array => {
    const song = clicks(Array.from({ length: Math.floor(19 / period) }, (_, i) => 0.2 + i * period), 20, 4); // biome-ignore format: short
    for (let i = 0; i < song.length; i++) song[i] *= level;
    for (const hertz of [220, 220 * 2 ** (third / 12), 220 * 2 ** (7 / 12)]) {
      const tone = sine(hertz, 20, 0.2 * level);
      for (let i = 0; i < song.length; i++) song[i] += tone[i];
    }
    return song;
  };
  const lively = analyse(track(4, 1, 0.4)).mood;
  const sad = analyse(track(3, 0.05, 0.95)).mood;
  assert.ok(lively.valence > sad.valence + 0.3, `${lively.valence} ${sad.valence}`);
  assert.ok(lively.arousal > sad.arousal + 0.1, `${lively.arousal} ${sad.arousal}`);
});

test('every key is told from its own scale and chord', () => {
  const names = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
  const major = [3, 0, 1, 0, 2, 1, 0, 2.5, 0, 1, 0, 1];
  const harmonicMinor = [3, 0, 1, 2, 0, 1, 0, 2.5, 1, 0, 0, 1];
  for (let tonic = 0; tonic < 12; tonic++) {
    const rotate = (profile: number[]): number[] => profile.map((_, i) => profile[(i - tonic + 12) % 12]);
    assert.equal(estimateKey(rotate(major)).name, `${names[tonic]} major`);
    const minor = estimateKey(rotate(harmonicMinor));
    assert.equal(minor.name, `${names[tonic]} minor`);
    assert.ok(minor.majorness < 0 && minor.confidence > 0.2);
  }
  assert.equal(estimateKey(new Array(12).fill(1)).confidence, 0);
});
