import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, type StruckNote, struckNotes } from '../synthetic-signals.ts';

/** Bass, and three tones above it, in hertz. */
const chords = [
  [131, 262, 330, 392],
  [110, 220, 262, 330],
  [87, 175, 262, 349],
  [98, 196, 247, 294],
];

/** Sixteen bars of four chords and a tune in eighths, in a tempo that swings over four bars and holds each second bar's end. */
function played(bend: number): { beats: number[]; notes: StruckNote[]; seconds: number } {
  const beats: number[] = [];
  const notes: StruckNote[] = [];
  let time = 0.5;
  for (let k = 0; k < 64; k++) {
    const held = k % 8 === 7 ? 0.9 : 0;
    const length = 0.62 * Math.exp(bend * (0.6 * Math.sin((2 * Math.PI * k) / 16) + held + 0.3 * Math.sin(37 * k)));
    const [bass, ...tones] = chords[Math.floor(k / 4) % 4];
    if (k % 4 === 0) notes.push({ time, hertz: bass, loudness: 1.2, decay: 0.8 });
    notes.push({ time, hertz: 2 * tones[k % 3], loudness: 0.8, decay: 0.5 });
    notes.push({ time, hertz: tones[0], loudness: 0.5, decay: 0.5 });
    notes.push({ time: time + length / 2, hertz: tones[(k + 1) % 3], loudness: 0.5, decay: 0.5 });
    beats.push(time);
    time += length;
  }
  return { beats, notes, seconds: time + 1 };
}

test('beats of music without drums are followed where the next one is half as long again', () => {
  for (const bend of [0, 0.35]) {
    const { beats, notes, seconds } = played(bend);
    const found = analyse(struckNotes(notes, seconds)).beats.map(beat => beat.time);
    const on = (times: readonly number[], time: number): boolean => times.some(t => Math.abs(t - time) < 0.07);
    const missed = beats.filter(time => !on(found, time)).length;
    const wrong = found.filter(time => !on(beats, time)).length;
    assert.ok(missed <= 5 && wrong <= 5, `bend ${bend}: ${missed} of 64 beats missed, ${wrong} wrong`);
  }
});
