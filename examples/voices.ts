/** Samples a second of everything here. */
export const sampleRate = 44100;

/** Two channels that grow together. */
export interface Stereo {
  left: Float32Array;
  right: Float32Array;
}

export function silence(seconds: number): Stereo {
  const length = Math.ceil(seconds * sampleRate);
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Repeatable noise, -1 to 1 (xorshift32). */
export function createNoise(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state | 0) / 2147483648;
  };
}

/** Hertz of a MIDI note number. */
export function pitch(note: number): number {
  return 440 * 2 ** ((note - 69) / 12);
}

/** Correction that takes the aliasing off a step of a saw (Välimäki and Huovilainen 2007). */
function polyBlep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step;
    return t + t - t * t - 1;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step;
    return t * t + t + t + 1;
  }
  return 0;
}

/** A two-pole state-variable filter (Chamberlin, in the topology-preserving form of Zavalishin). */
export function createFilter(): (input: number, cutoff: number, resonance: number) => number {
  let low = 0;
  let band = 0;
  return (input, cutoff, resonance) => {
    const g = Math.tan((Math.PI * Math.min(cutoff, sampleRate * 0.45)) / sampleRate);
    const k = 1 / resonance;
    const a = 1 / (1 + g * (g + k));
    const high = (input - low * (g + k) - band) * a;
    const newLow = low + g * high;
    const out = band + g * newLow;
    low = newLow + g * high;
    band = out + g * newLow;
    return out;
  };
}

/** Where and how a sound goes into the mix. */
export interface Placement {
  /** Seconds. */
  start: number;
  /** Seconds. */
  length: number;
  gain: number;
  /** -1 left to 1 right. */
  pan?: number;
}

function mix(
  target: Stereo,
  { start, length, gain, pan = 0 }: Placement,
  release: number,
  sample: (time: number) => number,
): void {
  const first = Math.round(start * sampleRate);
  const count = Math.round((length + release) * sampleRate);
  const angle = ((pan + 1) * Math.PI) / 4;
  const [l, r] = [Math.cos(angle) * gain, Math.sin(angle) * gain];
  for (let i = 0; i < count && first + i < target.left.length; i++) {
    const value = sample(i / sampleRate);
    target.left[first + i] += value * l;
    target.right[first + i] += value * r;
  }
}

/** Attack and release as straight and falling curves. */
function envelope(time: number, length: number, attack: number, release: number): number {
  const rise = Math.min(1, time / attack);
  return time < length ? rise : rise * Math.exp((length - time) / release);
}

export function kick(target: Stereo, place: Placement): void {
  let phase = 0;
  mix(target, { ...place, length: 0.32 }, 0, time => {
    phase += (48 + 190 * Math.exp(-time * 38)) / sampleRate;
    const click = Math.exp(-time * 700) * 0.5;
    return (Math.sin(2 * Math.PI * phase) * Math.exp(-time * 7.5) + click) * Math.min(1, (0.32 - time) * 60);
  });
}

export function snare(target: Stereo, place: Placement, seed: number): void {
  const noise = createNoise(seed);
  let last = 0;
  mix(target, { ...place, length: 0.25 }, 0, time => {
    const n = noise();
    const bright = n - last * 0.75;
    last = n;
    const body = Math.sin(2 * Math.PI * (185 + 90 * Math.exp(-time * 60)) * time) * Math.exp(-time * 22);
    return (bright * 0.55 * Math.exp(-time * 15) + body * 0.6) * Math.min(1, (0.25 - time) * 40);
  });
}

export function hat(target: Stereo, place: Placement, seed: number, decay: number): void {
  const noise = createNoise(seed);
  let before = 0;
  let twice = 0;
  mix(target, { ...place, length: decay * 6 }, 0, time => {
    const n = noise();
    // Second difference: only the top of the spectrum is left.
    const high = n - 2 * before + twice;
    twice = before;
    before = n;
    return high * 0.3 * Math.exp(-time / decay) * Math.min(1, time * 3000);
  });
}

/** Detuned saws through a falling filter: pads, chords, basses, leads by their numbers. */
export interface Tone {
  note: number;
  /** Saws side by side. */
  saws: number;
  /** Cents between the outermost. */
  detune: number;
  attack: number;
  release: number;
  /** Filter in hertz at the start, where it settles, and how quickly it falls (per second). */
  cutoff: [from: number, to: number, fall: number];
  resonance: number;
  /** Share of a sine an octave below. */
  sub?: number;
  /** Depth of vibrato in cents. */
  vibrato?: number;
  /** How far the saws stand apart between the channels, 0 to 1. */
  width?: number;
}

export function tone(target: Stereo, place: Placement, t: Tone): void {
  const base = pitch(t.note);
  for (let saw = 0; saw < t.saws; saw++) {
    const spread = t.saws === 1 ? 0 : saw / (t.saws - 1) - 0.5;
    const ratio = 2 ** ((spread * t.detune) / 1200);
    let phase = (saw * 0.381 + t.note * 0.137) % 1;
    const filter = createFilter();
    const pan = (place.pan ?? 0) + spread * 2 * (t.width ?? 0);
    const gain = place.gain / Math.sqrt(t.saws);
    mix(target, { ...place, gain, pan: Math.max(-1, Math.min(1, pan)) }, t.release * 5, time => {
      const bend = t.vibrato
        ? 2 ** ((t.vibrato * Math.sin(2 * Math.PI * 5.2 * time) * Math.min(1, time * 3)) / 1200)
        : 1;
      const step = (base * ratio * bend) / sampleRate;
      phase += step;
      if (phase >= 1) phase -= 1;
      const raw = 2 * phase - 1 - polyBlep(phase, step);
      const cutoff = t.cutoff[1] + (t.cutoff[0] - t.cutoff[1]) * Math.exp(-time * t.cutoff[2]);
      const low = t.sub && saw === 0 ? Math.sin(Math.PI * base * time * 2 * 0.5) * t.sub : 0;
      return (filter(raw, cutoff, t.resonance) + low) * envelope(time, place.length, t.attack, t.release);
    });
  }
}

/** Noise that climbs: the way into a drop. */
export function riser(target: Stereo, place: Placement, seed: number): void {
  const noise = createNoise(seed);
  const filter = createFilter();
  mix(target, place, 0, time => {
    const x = time / place.length;
    return filter(noise(), 300 + 9000 * x * x, 2) * x * x * 0.5;
  });
}

/** A long bright noise that falls: the crash on a new section. */
export function crash(target: Stereo, place: Placement, seed: number): void {
  const noise = createNoise(seed);
  let before = 0;
  mix(target, { ...place, length: 2.4 }, 0, time => {
    const n = noise();
    const high = n - before * 0.85;
    before = n;
    return high * 0.35 * Math.exp(-time * 2.2) * Math.min(1, (2.4 - time) * 4);
  });
}
