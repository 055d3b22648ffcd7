/**
 * "First Light": the example track, made by this script from nothing but oscillators and noise. CC0.
 *
 *   node examples/compose.ts      writes examples/first-light.m4a and first-light.json
 */
import { writeFileSync } from 'node:fs';
import { encodeTrack } from './encode-track.ts';
import { add, master, pingPong, reverb, sideChain } from './mixdown.ts';
import { crash, createNoise, hat, kick, riser, type Stereo, silence, snare, tone } from './voices.ts';

const tempo = 120;
const beat = 60 / tempo;
const bar = 4 * beat;
/** Seconds in which the last chord dies away. */
const tail = 3;

/** A part of the song. */
interface Part {
  label: 'intro' | 'verse' | 'chorus' | 'break' | 'drop' | 'outro';
  bars: number;
}

/** The form of the song. */
export const form: readonly Part[] = [
  { label: 'intro', bars: 4 },
  { label: 'verse', bars: 8 },
  { label: 'chorus', bars: 8 },
  { label: 'verse', bars: 4 },
  { label: 'break', bars: 4 },
  { label: 'drop', bars: 8 },
  { label: 'outro', bars: 4 },
];

const chords = {
  Am: [57, 60, 64],
  F: [53, 57, 60],
  C: [55, 60, 64],
  G: [55, 59, 62],
  Em: [55, 59, 64],
  Dm: [53, 57, 62],
} as const;
type Chord = keyof typeof chords;
const roots: Record<Chord, number> = { Am: 33, F: 29, C: 36, G: 31, Em: 28, Dm: 38 };
const progressions: Record<Part['label'], Chord[]> = {
  intro: ['Am', 'F', 'C', 'G'],
  verse: ['Am', 'F', 'C', 'G'],
  chorus: ['F', 'G', 'Am', 'C'],
  break: ['Dm', 'Am', 'F', 'G'],
  drop: ['F', 'G', 'Am', 'Em'],
  outro: ['Am', 'F', 'C', 'Am'],
};
/** The hook: note and length in eighths over four bars. */
const hook: readonly (readonly [note: number, eighths: number])[] = [
  [76, 3], [74, 1], [72, 2], [69, 2], [74, 3], [72, 1], [71, 2], [67, 2],
  [76, 3], [79, 1], [76, 2], [72, 2], [74, 2], [76, 2], [79, 4],
]; // biome-ignore format: a melody
const arpeggio = [0, 2, 1, 2, 0, 2, 1, 3];

interface Mix {
  drums: Stereo;
  low: Stereo;
  music: Stereo;
  lead: Stereo;
  kicks: number[];
}

function drumBar(mix: Mix, start: number, label: Part['label'], number: number, last: boolean): void {
  const strong = label === 'chorus' || label === 'drop';
  const kickBeats = strong ? [0, 1, 2, 3] : label === 'verse' ? [0, 2, 2.5] : [];
  for (const k of kickBeats) {
    kick(mix.drums, { start: start + k * beat, length: 0.3, gain: strong ? 1 : 0.85 });
    mix.kicks.push(start + k * beat);
  }
  if (strong || label === 'verse') {
    for (const k of [1, 3])
      snare(mix.drums, { start: start + k * beat, length: 0.25, gain: strong ? 0.62 : 0.42 }, number * 7 + k + 1);
    for (let eighth = 0; eighth < 8; eighth++) {
      const off = eighth % 2 === 1;
      hat(
        mix.drums,
        { start: start + (eighth * beat) / 2, length: 0.1, gain: off ? 0.34 : 0.2, pan: 0.25 },
        number * 31 + eighth + 1,
        strong && off ? 0.07 : 0.025,
      );
      if (label === 'drop')
        hat(
          mix.drums,
          { start: start + ((eighth + 0.5) * beat) / 2, length: 0.1, gain: 0.14, pan: -0.3 },
          number * 57 + eighth + 1,
          0.018,
        );
    }
  }
  if (strong && last)
    for (let s = 0; s < 4; s++)
      snare(mix.drums, { start: start + (3 + s / 4) * beat, length: 0.2, gain: 0.25 + s * 0.1 }, number * 13 + s + 1);
}

function harmonyBar(mix: Mix, start: number, label: Part['label'], chord: Chord, open: number): void {
  const notes = chords[chord];
  const strong = label === 'chorus' || label === 'drop';
  for (const [i, note] of notes.entries()) {
    const place = { start, length: bar * 0.97, gain: strong ? 0.115 : 0.085, pan: (i - 1) * 0.3 };
    const cutoff: [number, number, number] = strong ? [5200, 2600, 1.2] : [500 + open * 1500, 380 + open * 1100, 0.8];
    tone(mix.music, place, {
      note: note + (label === 'drop' ? 12 : 0),
      saws: strong ? 5 : 3,
      detune: 22,
      attack: strong ? 0.01 : 0.25,
      release: 0.12,
      cutoff,
      resonance: 0.8,
      width: 0.8,
    });
  }
  if (label === 'intro' || label === 'outro' || label === 'break') return;
  const pattern =
    label === 'drop' ? [0, 0.5, 1.5, 2, 2.5, 3.5] : label === 'chorus' ? [0.5, 1.5, 2.5, 3.5] : [0, 1.5, 2.5];
  for (const at of pattern) {
    const note = roots[chord] + (at === 3.5 ? 12 : 0);
    tone(
      mix.low,
      { start: start + at * beat, length: beat * 0.42, gain: 0.34 },
      {
        note,
        saws: 2,
        detune: 9,
        attack: 0.004,
        release: 0.04,
        cutoff: [label === 'drop' ? 2600 : 1200, 180, 9],
        resonance: 1.3,
        sub: 0.7,
      },
    );
  }
}

function arpeggioBar(mix: Mix, start: number, label: Part['label'], chord: Chord, open: number): void {
  const notes = [...chords[chord], chords[chord][0] + 12];
  const gain = label === 'chorus' || label === 'drop' ? 0.09 : 0.13;
  for (let step = 0; step < 16; step++) {
    if (label === 'verse' && step % 4 === 3) continue;
    const note = notes[arpeggio[step % 8]] + 12;
    const place = { start: start + (step * beat) / 4, length: 0.07, gain, pan: step % 2 ? 0.45 : -0.45 };
    tone(mix.lead, place, {
      note,
      saws: 1,
      detune: 0,
      attack: 0.003,
      release: 0.06,
      cutoff: [900 + open * 4800, 300 + open * 900, 14],
      resonance: 2,
    });
  }
}

function hookBars(mix: Mix, start: number, bars: number, octave: number): void {
  for (let repeat = 0; repeat < bars / 4; repeat++) {
    let at = start + repeat * 4 * bar;
    for (const [note, eighths] of hook) {
      const length = (eighths * beat) / 2;
      const place = { start: at, length: length * 0.85, gain: 0.19 };
      tone(mix.lead, place, {
        note: note + octave,
        saws: 3,
        detune: 14,
        attack: 0.012,
        release: 0.09,
        cutoff: [6500, 2800, 3],
        resonance: 1.1,
        vibrato: 12,
        width: 0.3,
      });
      at += length;
    }
  }
}

function buildUp(mix: Mix, start: number, bars: number): void {
  // A roll that doubles, and one beat of silence before the drop.
  riser(mix.music, { start, length: bars * bar - beat, gain: 0.55 }, 77);
  const end = start + bars * bar - beat;
  let step = beat;
  let n = 0;
  for (let at = start + (bars - 2) * bar; at < end - 1e-6; at += step) {
    if (at > end - bar) step = beat / 4;
    else if (at >= start + (bars - 1) * bar - bar) step = beat / 2;
    snare(mix.drums, { start: at, length: 0.2, gain: 0.2 + (0.3 * n) / 24 }, 500 + n);
    n++;
  }
}

/** Plays parts of the song. */
export function compose(parts: readonly Part[] = form, ending = tail): Stereo {
  const seconds = parts.reduce((sum, part) => sum + part.bars * bar, 0) + ending;
  const mix: Mix = {
    drums: silence(seconds),
    low: silence(seconds),
    music: silence(seconds),
    lead: silence(seconds),
    kicks: [],
  };
  let start = 0;
  let number = 0;
  for (const { label, bars } of parts) {
    const progression = progressions[label];
    if (label === 'chorus' || label === 'drop' || label === 'verse')
      crash(
        mix.drums,
        { start, length: 2.4, gain: label === 'drop' ? 0.5 : label === 'chorus' ? 0.4 : 0.16 },
        900 + number,
      );
    for (let b = 0; b < bars; b++, number++) {
      const at = start + b * bar;
      const chord = progression[b % progression.length];
      const x = b / bars;
      const open =
        label === 'intro'
          ? 0.1 + 0.5 * x
          : label === 'outro'
            ? 0.5 * (1 - x)
            : label === 'break'
              ? 0.15 + 0.8 * x
              : 0.55;
      drumBar(mix, at, label, number, b === bars - 1);
      harmonyBar(mix, at, label, chord, open);
      if (!(label === 'break' && b < bars / 2)) arpeggioBar(mix, at, label, chord, open);
    }
    if (label === 'chorus') hookBars(mix, start, bars, 0);
    if (label === 'drop') hookBars(mix, start, bars, 12);
    if (label === 'break') buildUp(mix, start, bars);
    start += bars * bar;
  }
  const last = progressions.outro[0];
  for (const note of chords[last]) {
    tone(
      mix.music,
      { start, length: ending * 0.3, gain: 0.08 },
      {
        note,
        saws: 3,
        detune: 18,
        attack: 0.02,
        release: ending * 0.14,
        cutoff: [900, 300, 1],
        resonance: 0.8,
        width: 0.8,
      },
    );
  }
  sideChain(mix.music, mix.kicks, 0.75, beat * 0.8);
  sideChain(mix.low, mix.kicks, 0.8, beat * 0.5);
  const out = mix.drums;
  const room = reverb(
    {
      left: mix.music.left.map((v, i) => v + mix.lead.left[i] * 0.7 + out.left[i] * 0.06),
      right: mix.music.right.map((v, i) => v + mix.lead.right[i] * 0.7 + out.right[i] * 0.06),
    },
    0.84,
  );
  add(out, pingPong(mix.lead, beat * 0.75, 0.42), 0.32);
  add(out, mix.low, 1);
  add(out, mix.music, 1);
  add(out, mix.lead, 1);
  add(out, room, 0.55);
  // A breath of noise keeps the encoder's silence natural.
  const hiss = createNoise(4242);
  for (let i = 0; i < out.left.length; i++) {
    const h = hiss() * 0.0002;
    out.left[i] += h;
    out.right[i] -= h;
  }
  master(out, 1.15);
  const fade = Math.round(0.8 * 44100);
  for (let i = 0; i < fade; i++) {
    const at = out.left.length - 1 - i;
    out.left[at] *= i / fade;
    out.right[at] *= i / fade;
  }
  return out;
}

/** What is true of the song: for tests of the analysis. */
export function truth(): {
  tempo: number;
  duration: number;
  beats: number[];
  downbeats: number[];
  sections: { start: number; end: number; label: string }[];
} {
  const bars = form.reduce((sum, part) => sum + part.bars, 0);
  let start = 0;
  const sections = form.map(({ label, bars: count }) => {
    const section = { start, end: start + count * bar, label };
    start = section.end;
    return section;
  });
  sections.at(-1)!.end += tail;
  return {
    tempo,
    duration: bars * bar + tail,
    beats: Array.from({ length: bars * 4 }, (_, i) => i * beat),
    downbeats: Array.from({ length: bars }, (_, i) => i * bar),
    sections,
  };
}

if (import.meta.main) {
  const song = compose();
  await encodeTrack(new URL('./first-light.m4a', import.meta.url).pathname, song, {
    title: 'First Light',
    artist: 'Phosphene',
    comment: 'CC0 1.0',
  });
  writeFileSync(new URL('./first-light.json', import.meta.url), `${JSON.stringify(truth(), null, 1)}\n`);
}
