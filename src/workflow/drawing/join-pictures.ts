import { type JoinKind, joinShare } from '../../generators/procedural/join.ts';
import type { Size } from '../settings.ts';

/** Where a join stands. */
export interface JoinMoment extends Size {
  kind: JoinKind;
  /** 0 to 1. */
  progress: number;
  /** What of it one frame is. */
  step: number;
  /** 0 to 1: which way it goes. */
  variant: number;
}

const fract = (x: number): number => x - Math.floor(x);
const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
/** Y', Cb, Cr of the light that gets at the film, above black. */
const leak = { luma: 120, blue: -46, red: 58 };

/**
 * Joins two finished NV12 pictures as the shaders in `procedural/post/transitions` join drawn ones: for shots that come
 * from clips, whose pictures no shader sees. The same ways and times, in code values instead of light.
 */
export function joinPictures(target: Uint8Array, leaving: Uint8Array, arriving: Uint8Array, moment: JoinMoment): void {
  const { kind, progress, width, height } = moment;
  if (kind === 'dissolve' || kind === 'light-leak') mix(target, leaving, arriving, joinShare(kind, progress));
  if (kind === 'light-leak') lightUp(target, moment);
  if (kind === 'luma-wipe') burnThrough(target, leaving, arriving, moment);
  if (kind !== 'whip' && kind !== 'zoom' && kind !== 'glitch') return;
  // These move pixels: luma one by one, chroma in pairs at half the size.
  const planes = [
    { offset: 0, columns: width, rows: height, channels: 1 },
    { offset: width * height, columns: width / 2, rows: height / 2, channels: 2 },
  ];
  for (const plane of planes)
    for (let channel = 0; channel < plane.channels; channel++)
      movePlane(target, leaving, arriving, { ...plane, channel }, moment);
}

function mix(target: Uint8Array, under: Uint8Array, over: Uint8Array, share: number): void {
  const weight = Math.round(share * 256);
  for (let i = 0; i < target.length; i++) target[i] = (under[i] * (256 - weight) + over[i] * weight + 128) >> 8;
}

function lightUp(target: Uint8Array, { progress: p, variant, width, height }: JoinMoment): void {
  const rise = clamp(p / 0.18, 0, 1);
  const fall = 1 - clamp((p - 0.18) / 0.82, 0, 1);
  const strength = rise * rise * (3 - 2 * rise) * fall * fall;
  const right = fract(variant * 8) > 0.5;
  const lightAt = (x: number, y: number): number => {
    const place = (right ? 1 - x : x) + (variant - 0.5) * 0.5 * (y - 0.5) - (0.1 + 0.75 * p);
    return strength * Math.exp(-place * place * 5);
  };
  const chroma = width * height;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const light = lightAt(x / width, y / height);
      for (const at of [y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1])
        target[at] = Math.min(235, target[at] + light * leak.luma);
      const at = chroma + (y / 2) * width + x;
      target[at] = clamp(target[at] + light * leak.blue, 16, 240);
      target[at + 1] = clamp(target[at + 1] + light * leak.red, 16, 240);
    }
  }
}

function burnThrough(target: Uint8Array, leaving: Uint8Array, arriving: Uint8Array, moment: JoinMoment): void {
  const { width, height, progress, kind } = moment;
  const amount = joinShare(kind, progress);
  const chroma = width * height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const bright = clamp((arriving[at] - 16) / 219, 0, 1) * 0.8 + 0.2 * ((x / width) * 0.7 + (1 - y / height) * 0.3);
      const t = clamp((amount * 1.6 - (1 - bright) * 0.9) * 1.6, 0, 1);
      const share = t * t * (3 - 2 * t);
      target[at] = leaving[at] + (arriving[at] - leaving[at]) * share;
      if (x % 2 === 0 && y % 2 === 0) {
        const colour = chroma + (y / 2) * width + x;
        for (const i of [colour, colour + 1]) target[i] = leaving[i] + (arriving[i] - leaving[i]) * share;
      }
    }
  }
}

interface Plane {
  offset: number;
  columns: number;
  rows: number;
  channels: number;
  channel: number;
}

/** Fills one channel of a plane from where its pixels come from: whip, zoom or glitch. */
function movePlane(
  target: Uint8Array,
  leaving: Uint8Array,
  arriving: Uint8Array,
  plane: Plane,
  { kind, progress: p, step, variant }: JoinMoment,
): void {
  const { offset, columns, rows, channels, channel } = plane;
  const rest = 1 - p;
  const read = (source: Uint8Array, u: number, v: number): number => {
    const x = clamp(Math.floor(u * columns), 0, columns - 1);
    const y = clamp(Math.floor(v * rows), 0, rows - 1);
    return source[offset + (y * columns + x) * channels + channel];
  };
  const taps = 6;
  const pixel = ((): ((u: number, v: number) => number) => {
    if (kind === 'whip') {
      const travelled = 1 - rest ** 5;
      const blur = Math.min(5 * rest ** 4 * step * 0.5, 0.25);
      const vertical = variant > 0.75;
      const back = fract(variant * 8) > 0.5;
      return (u, v) => {
        const [along, across] = vertical ? [v, u] : [u, v];
        let sum = 0;
        for (let i = 0; i < taps; i++) {
          const s = clamp((back ? 1 - along : along) + travelled + ((i + 0.5) / taps - 0.5) * blur, 0, 1.9999);
          const t = back ? 1 - fract(s) : fract(s);
          sum += read(s >= 1 ? arriving : leaving, vertical ? across : t, vertical ? t : across);
        }
        return sum / taps;
      };
    }
    if (kind === 'zoom') {
      const share = joinShare(kind, p);
      const [outwards, inwards, blur] = [1 / (1 + 3.5 * p), 1 / (1 + 0.45 * rest ** 3), 0.3 * rest ** 3];
      return (u, v) => {
        const [x, y] = [u - 0.5, v - 0.48];
        let sum = 0;
        for (let i = 0; i < taps; i++) {
          const t = 1 - (blur * (i + 0.5)) / taps;
          const after = read(arriving, 0.5 + x * inwards * t, 0.48 + y * inwards * t);
          const before = share < 1 ? read(leaving, 0.5 + x * outwards * t, 0.48 + y * outwards * t) : after;
          sum += before + (after - before) * share;
        }
        return sum / taps;
      };
    }
    const scatter = (a: number, b: number): number =>
      fract(52.9829189 * fract(a * 0.06711056 + b * 0.00583715 + variant * 0.7548777));
    const jump = Math.floor(p * 12);
    const bands = 9 + 22 * scatter(jump * 31, 7);
    return (u, v) => {
      const band = Math.floor(v * bands);
      const a = scatter(band * 17 + 3, jump * 41);
      const b = scatter(band * 29 + 11, jump * 13 + 5);
      // Colours part by moving the two colour channels against the luma.
      const split = channels === 1 ? 0 : (channel === 0 ? -1 : 1) * 0.014 * rest * rest * (0.4 + b);
      const shifted = u + (b < rest * 0.85 ? (a - 0.5) * 0.35 * rest : 0) + split;
      return read(a < p * 3.2 ? arriving : leaving, Math.abs(fract(shifted * 0.5 + 0.5) * 2 - 1), v);
    };
  })();
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      target[offset + (y * columns + x) * channels + channel] = pixel((x + 0.5) / columns, (y + 0.5) / rows);
}
