import { mixSeed } from '../../../scene-map/index.ts';
import { gaussianNoise, slerp } from '../latents.ts';

/** How far the sound's embedding turns the noise from its way. */
const soundShare = 0.15;
/** Numbers of the embedding that each number of the noise is a sum of. */
const taps = 12;

/**
 * Noise that stands for a sound: each number is a signed sum of twelve numbers of the embedding, chosen by a fixed hash
 * (a sparse random projection, Achlioptas 2003), scaled to variance one. Sounds that are alike give noises that are
 * alike.
 */
export function noiseOfSound(embedding: Float32Array, length: number): Float32Array {
  const noise = new Float32Array(length);
  let squares = 0;
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      let h = Math.imul(i * taps + k + 1, 0x9e3779b1);
      h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
      h = (h ^ (h >>> 13)) >>> 0;
      sum += h & 1 ? embedding[(h >>> 1) % embedding.length] : -embedding[(h >>> 1) % embedding.length];
    }
    noise[i] = sum;
    squares += sum * sum;
  }
  const scale = squares > 0 ? Math.sqrt(length / squares) : 0;
  return noise.map(value => value * scale);
}

/** A way through noise: anchors at whole positions, great circles between them, turned a little by the sound. */
export function createTravellingNoise(seed: number, length: number) {
  const anchors = new Map<number, Float32Array>();
  const anchor = (n: number): Float32Array => {
    let noise = anchors.get(n);
    if (!noise) {
      noise = gaussianNoise(mixSeed(seed, 'anchor', n), length);
      anchors.set(n, noise);
    }
    return noise;
  };
  /** @param position how far the noise has travelled; @param sound embedding of the music there */
  return (position: number, sound?: Float32Array): Float32Array => {
    const low = Math.floor(position);
    const way = slerp(anchor(low), anchor(low + 1), position - low);
    return sound ? slerp(way, noiseOfSound(sound, length), soundShare) : way;
  };
}
