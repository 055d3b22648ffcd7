/**
 * The three tracks of the standard benchmark, made from oscillators and noise each time they are needed: a pop song of
 * 3 minutes at 120 beats a minute, dance music of 2 minutes at 128, an acoustic song of 1 minute at 90. CC0.
 */

import { compose } from '../../examples/compose.ts';
import { encodeTrack } from '../../examples/encode-track.ts';
import { add, master, pingPong, reverb, sideChain } from '../../examples/mixdown.ts';
import { crash, hat, kick, riser, type Stereo, silence, snare, type Tone, tone } from '../../examples/voices.ts';

export interface StandardTrack {
  name: string;
  /** Seconds. */
  seconds: number;
  make(): Stereo;
}

/** The example's band plays a longer form. */
function pop(): Stereo {
  const form = [
    ['intro', 4], ['verse', 8], ['chorus', 8], ['verse', 8], ['chorus', 8], ['break', 4], ['drop', 8], ['verse', 8], ['chorus', 12], ['drop', 12], ['outro', 8],
  ] as const; // biome-ignore format: the form in one line
  return compose(
    form.map(([label, bars]) => ({ label, bars })),
    4,
  );
}

const minor = [
  [53, 57, 60, 64],
  [48, 55, 60, 64],
  [55, 59, 62, 67],
  [57, 60, 64, 69],
] as const;

const pad = (note: number, brightness: number): Tone => ({
  note, saws: 5, detune: 24, attack: 0.02, release: 0.1, cutoff: [900 + 4200 * brightness, 600 + 2200 * brightness, 1.5], resonance: 0.8, width: 0.9,
}); // biome-ignore format: a voice in one line

/** Four on the floor: build-ups of 8 bars, drops of 16, a break between them; 64 bars. */
function dance(): Stereo {
  const beat = 60 / 128;
  const bar = 4 * beat;
  const [drums, low, music] = [silence(120), silence(120), silence(120)];
  const kicks: number[] = [];
  const parts = [
    ['intro', 8], ['build', 8], ['drop', 16], ['break', 8], ['build', 8], ['drop', 12], ['outro', 4],
  ] as const; // biome-ignore format: the form in one line
  let start = 0;
  for (const [label, bars] of parts) {
    for (let b = 0; b < bars; b++) {
      const at = start + b * bar;
      const chord = minor[b % 4];
      const isFull = label === 'drop';
      if (label !== 'break' && !(label === 'build' && b >= bars - 1))
        for (let k = 0; k < 4; k++) {
          kick(drums, { start: at + k * beat, length: 0.3, gain: isFull ? 1 : 0.8 });
          kicks.push(at + k * beat);
          if (label !== 'intro' || b > 3)
            hat(drums, { start: at + (k + 0.5) * beat, length: 0.1, gain: 0.34, pan: 0.2 }, b * 9 + k + 1, 0.05);
        }
      if (isFull) {
        for (const k of [1, 3]) snare(drums, { start: at + k * beat, length: 0.2, gain: 0.5 }, b * 5 + k);
        for (let s = 0; s < 16; s++) {
          const gain = s % 4 === 0 ? 0 : 0.3;
          const voice: Tone = { note: chord[0] - 24, saws: 2, detune: 12, attack: 0.003, release: 0.03, cutoff: [2400, 200, 10], resonance: 1.4, sub: 0.7 }; // biome-ignore format: a voice
          if (gain > 0) tone(low, { start: at + (s * beat) / 4, length: beat * 0.2, gain }, voice);
        }
      }
      if (label === 'build') {
        const hits = b < bars / 2 ? 4 : b < bars - 2 ? 8 : 16;
        for (let s = 0; s < hits; s++)
          snare(drums, { start: at + (s * bar) / hits, length: 0.2, gain: 0.15 + (0.35 * b) / bars }, b * 17 + s + 1);
        if (b === bars - 4) riser(music, { start: at, length: 4 * bar - beat, gain: 0.5 }, 31 + b);
      }
      const brightness = label === 'drop' ? 1 : label === 'build' ? b / bars : 0.25;
      for (const [i, note] of chord.entries())
        tone(music, { start: at, length: bar * 0.96, gain: 0.09, pan: (i - 1.5) * 0.3 }, pad(note + 12, brightness));
    }
    if (label === 'drop') crash(drums, { start, length: 2.4, gain: 0.5 }, 700);
    start += bars * bar;
  }
  sideChain(music, kicks, 0.8, beat * 0.8);
  sideChain(low, kicks, 0.8, beat * 0.4);
  add(drums, low, 1);
  add(drums, music, 1);
  add(drums, reverb(music, 0.82), 0.5);
  master(drums, 1.2);
  return drums;
}

/** Plucked chords, a tune, a soft drum: 22 bars and the last chord's end. */
function acoustic(): Stereo {
  const beat = 60 / 90;
  const bar = 4 * beat;
  const [drums, guitar, voice] = [silence(60), silence(60), silence(60)];
  const chords = [
    [48, 55, 60, 64, 67], [43, 55, 59, 62, 67], [45, 52, 57, 60, 64], [41, 53, 57, 60, 65],
  ]; // biome-ignore format: four chords
  const pluck = (note: number): Tone => ({
    note, saws: 2, detune: 5, attack: 0.002, release: 0.25, cutoff: [4200, 500, 9], resonance: 0.9, width: 0.4,
  }); // biome-ignore format: a voice
  const tune = [76, 74, 72, 74, 76, 79, 76, 72, 69, 72, 74, 76, 74, 72, 71, 67];
  for (let b = 0; b < 22; b++) {
    const at = b * bar;
    const chord = chords[b % 4];
    const isFull = (b >= 6 && b < 12) || b >= 15;
    for (let eighth = 0; eighth < 8; eighth++) {
      const note = chord[[0, 2, 3, 1, 4, 2, 3, 1][eighth]];
      // A hand is never quite on the beat.
      const late = 0.012 * Math.sin(b * 7.3 + eighth * 2.1);
      const place = {
        start: Math.max(0, at + (eighth * beat) / 2 + late),
        length: beat * 0.45,
        gain: eighth % 2 ? 0.16 : 0.22,
        pan: -0.2,
      };
      tone(guitar, place, pluck(note));
      if (isFull)
        hat(drums, { start: at + (eighth * beat) / 2, length: 0.1, gain: 0.1, pan: 0.3 }, b * 11 + eighth + 1, 0.03);
    }
    if (isFull) {
      for (const k of [0, 2]) kick(drums, { start: at + k * beat, length: 0.3, gain: 0.5 });
      for (const k of [1, 3]) snare(drums, { start: at + k * beat, length: 0.2, gain: 0.16 }, b * 3 + k);
    }
    if (b >= 2 && b % 8 < 6)
      for (let k = 0; k < 2; k++) {
        const lead: Tone = { note: tune[(b * 2 + k) % tune.length], saws: 1, detune: 0, attack: 0.05, release: 0.2, cutoff: [1800, 1300, 1], resonance: 0.8, vibrato: 14 }; // biome-ignore format: a voice
        tone(voice, { start: at + k * 2 * beat, length: beat * 1.6, gain: 0.16 }, lead);
      }
  }
  for (const note of chords[0]) tone(guitar, { start: 22 * bar, length: 0.5, gain: 0.2 }, pluck(note));
  add(drums, guitar, 1);
  add(drums, voice, 1);
  add(drums, pingPong(voice, beat * 0.75, 0.3), 0.2);
  add(drums, reverb(guitar, 0.8), 0.5);
  master(drums, 1.1);
  return drums;
}

export const standardTracks: readonly StandardTrack[] = [
  { name: 'pop, 120 BPM', seconds: 180, make: pop },
  { name: 'EDM, 128 BPM', seconds: 120, make: dance },
  { name: 'acoustic indie, 90 BPM', seconds: 60, make: acoustic },
];

/** Writes a track as AAC in an .m4a file. */
export async function writeStandardTrack(path: string, track: StandardTrack): Promise<void> {
  await encodeTrack(path, track.make(), { title: track.name, artist: 'Phosphene', comment: 'CC0 1.0' });
}
