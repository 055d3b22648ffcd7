import { extname } from 'node:path';
import type { DeliveryLimits } from './presets.ts';

/** What is measured of a finished file. */
export interface DeliveredFile {
  path: string;
  bytes: number;
  width: number;
  height: number;
  frameRate: number;
  /** Seconds. */
  duration: number;
  codecName: string;
  /** Bits a second of the pictures. */
  bitRate: number;
  hasSound: boolean;
}

/** Holds a file against a platform's limits. Returns a sentence for each that it breaks; none where it fits. */
export function checkDelivery(file: DeliveredFile, limits: DeliveryLimits): string[] {
  const broken: string[] = [];
  const within = (what: string, value: number, low: number, high: number, unit: string): void => {
    // Half a frame and half a percent are rounding.
    if (value < low * 0.995 || value > high * 1.005)
      broken.push(`${what} is ${Number(value.toFixed(2))} ${unit}; ${low} to ${high} ${unit} are taken.`);
  };
  if (!limits.codecs.includes(file.codecName))
    broken.push(`The codec is ${file.codecName}; ${limits.codecs.join(', ')} are taken.`);
  if (!limits.endings.includes(extname(file.path).toLowerCase()))
    broken.push(`The file is a ${extname(file.path)}; ${limits.endings.join(', ')} are taken.`);
  within('The length', file.duration, limits.minimumSeconds, limits.maximumSeconds, 's');
  within('The frame rate', file.frameRate, limits.minimumFrameRate, limits.maximumFrameRate, 'frames/s');
  within('The width', file.width, limits.minimumWidth, limits.maximumWidth, 'pixels');
  within('The height', file.height, limits.minimumHeight, limits.maximumHeight, 'pixels');
  within('The size', file.bytes / 1e6, 0, limits.maximumBytes / 1e6, 'MB');
  if (limits.maximumBitRate) within('The bit rate', file.bitRate / 1e6, 0, limits.maximumBitRate / 1e6, 'Mb/s');
  if (limits.aspect && Math.abs(file.width / file.height / limits.aspect - 1) > 0.01)
    broken.push(`The shape is ${file.width}x${file.height}; another one is asked for.`);
  if (limits.sound === 'none' && file.hasSound) broken.push('There is sound; none is taken.');
  if (limits.sound === 'wanted' && !file.hasSound) broken.push('There is no sound.');
  return broken;
}
