import { createFilter, type Stereo, sampleRate, silence } from './voices.ts';

/** Adds one mix to another. */
export function add(target: Stereo, source: Stereo, gain: number): void {
  for (let i = 0; i < target.left.length; i++) {
    target.left[i] += source.left[i] * gain;
    target.right[i] += source.right[i] * gain;
  }
}

/** Echoes that go from side to side. */
export function pingPong(source: Stereo, seconds: number, feedback: number): Stereo {
  const out = { left: new Float32Array(source.left.length), right: new Float32Array(source.left.length) };
  const delay = Math.round(seconds * sampleRate);
  for (let i = delay; i < source.left.length; i++) {
    out.left[i] = (source.left[i - delay] + source.right[i - delay]) * 0.5 + out.right[i - delay] * feedback;
    out.right[i] = out.left[i - delay] * feedback;
  }
  return out;
}

/** Freeverb's combs and all-passes (Jezar 2000), darker and a little longer. */
export function reverb(source: Stereo, decay: number): Stereo {
  const out = silence(source.left.length / sampleRate);
  const combs = [1557, 1617, 1491, 1422, 1277, 1356];
  const allPasses = [225, 556, 441];
  for (const [channel, spread] of [
    ['left', 0],
    ['right', 23],
  ] as const) {
    const target = out[channel];
    for (const size of combs) {
      const length = size + spread;
      const line = new Float32Array(length);
      let low = 0;
      for (let i = 0, at = 0; i < target.length; i++, at = at + 1 === length ? 0 : at + 1) {
        const value = line[at];
        low = value * 0.7 + low * 0.3;
        line[at] = (source.left[i] + source.right[i]) * 0.03 + low * decay;
        target[i] += value;
      }
    }
    for (const size of allPasses) {
      const length = size + spread;
      const line = new Float32Array(length);
      for (let i = 0, at = 0; i < target.length; i++, at = at + 1 === length ? 0 : at + 1) {
        const value = line[at];
        line[at] = target[i] + value * 0.5;
        target[i] = value - target[i];
      }
    }
  }
  return out;
}

/** Ducks a mix at given times and lets it come back: the pump of dance music. */
export function sideChain(target: Stereo, times: readonly number[], depth: number, seconds: number): void {
  for (const time of times) {
    const first = Math.round(time * sampleRate);
    const count = Math.round(seconds * sampleRate);
    for (let i = 0; i < count && first + i < target.left.length; i++) {
      const x = i / count;
      const gain = 1 - depth * (1 - x) * (1 - x);
      target.left[first + i] *= gain;
      target.right[first + i] *= gain;
    }
  }
}

/** Rolls off what is below the music, then rounds peaks softly so that none passes -1 dB. */
export function master(target: Stereo, drive: number): void {
  for (const channel of [target.left, target.right]) {
    const rumble = createFilter();
    for (let i = 0; i < channel.length; i++) {
      const clean = channel[i] - rumble(channel[i], 22, 0.7);
      channel[i] = Math.tanh(clean * drive) * 0.88;
    }
  }
}
