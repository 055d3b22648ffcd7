import type { FrameRateFraction } from './timeline.ts';

/** Frames counted in a second of time code: 24 for 23.976. */
export function nominalRate({ numerator, denominator }: FrameRateFraction): number {
  return Math.round(numerator / denominator);
}

/**
 * Whether time code of that rate leaves out numbers, so as to keep to the clock: at 29.97 it does, at 23.976 it never
 * does.
 */
export function isDropFrame({ numerator, denominator }: FrameRateFraction): boolean {
  return denominator === 1001 && numerator % 30000 === 0;
}

/**
 * A frame number as SMPTE time code (ST 12-1). Drop-frame code leaves out the first 2 numbers (at 30) of every minute
 * but each tenth and is written with a semicolon.
 */
export function printTimeCode(frame: number, rate: FrameRateFraction): string {
  const nominal = nominalRate(rate);
  const drop = isDropFrame(rate);
  let number = frame;
  if (drop) {
    const dropped = nominal / 15;
    const minute = nominal * 60 - dropped;
    const tenMinutes = minute * 10 + dropped;
    const tens = Math.floor(frame / tenMinutes);
    const rest = frame % tenMinutes;
    // The first minute of ten is a full one.
    const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / minute);
    number += dropped * (tens * 9 + minutes);
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(number / nominal);
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${drop ? ';' : ':'}${two(number % nominal)}`;
}

/** The frame number whose code is 01:00:00:00, where editors let programmes begin. */
export function hourFrame(rate: FrameRateFraction): number {
  const nominal = nominalRate(rate);
  return nominal * 3600 - (isDropFrame(rate) ? (nominal / 15) * 54 : 0);
}
