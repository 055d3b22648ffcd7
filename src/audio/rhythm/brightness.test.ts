import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTrackMeter } from '../measure/measure-track.ts';
import { noise, struckNotes } from '../synthetic-signals.ts';
import { brightness, listeningFor } from './brightness.ts';

/** Notes of half a second, with partials up to 2.6 kHz, as a piano's lower and middle strings sound. */
function played(seconds: number): Float32Array {
  const notes = Array.from({ length: 2 * seconds }, (_, k) =>
    [220, 440, 660].map(hertz => ({ time: k / 2, hertz, loudness: 1, decay: 0.25 })),
  );
  return struckNotes(notes.flat(), seconds);
}

function rhythmOf(samples: Float32Array): Uint8Array {
  const meter = createTrackMeter(1);
  meter.push([samples]);
  return meter.finish().rhythm;
}

test('notes without anything above them are not bright, a shaker over them is', () => {
  const alone = played(8);
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
