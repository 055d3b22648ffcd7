import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTrackMeter } from '../measure/measure-track.ts';
import { noise, sine } from '../synthetic-signals.ts';
import { brightness, listeningFor } from './brightness.ts';

/** Notes of half a second, some up to 2.6 kHz, as a piano's lower and middle strings sound. */
function notes(seconds: number): Float32Array {
  const partials = [220, 440, 660, 880, 1320, 1760, 2640].map(hertz => sine(hertz, seconds, 0.1));
  return Float32Array.from(partials[0], (_, i) => {
    const fade = Math.exp((-6 * (i % 22050)) / 22050);
    return fade * partials.reduce((sum, partial) => sum + partial[i], 0);
  });
}

function rhythmOf(samples: Float32Array): Uint8Array {
  const meter = createTrackMeter(1);
  meter.push([samples]);
  return meter.finish().rhythm;
}

test('notes without anything above them are not bright, a shaker over them is', () => {
  const alone = notes(8);
  const hiss = noise(8, 0.2);
  const shaken = alone.map((value, i) => value + (i % 11025 < 2205 ? hiss[i] : 0));
  assert.equal(brightness(rhythmOf(alone)), 0);
  assert.equal(listeningFor(rhythmOf(alone)), 'drumless');
  assert.equal(brightness(rhythmOf(shaken)), 1);
  assert.equal(listeningFor(rhythmOf(shaken)), 'general');
});

test('silence is not bright', () => {
  assert.equal(brightness(rhythmOf(new Float32Array(44100))), 0);
});
