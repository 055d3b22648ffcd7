import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter, type DecodedFrame } from '../../measure/measure-frames.ts';
import { findColourBanding } from './colour-banding.ts';
import { distanceOfColourLevels } from './levels-of-colours.ts';

const [width, height] = [320, 180];

/** Frames whose colour at each place, 0 to 255 of red, green and blue, is coded by the matrix of BT.601. */
function coloured(colourAt: (x: number, y: number, frame: number) => readonly number[]): DecodedFrame[] {
  return Array.from({ length: 6 }, (_, frame) => {
    const data = new Uint8Array((width * height * 3) / 2);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [red, green, blue] = colourAt(x, y, frame);
        data[y * width + x] = Math.round(16 + (65.5 * red + 128.6 * green + 25 * blue) / 255);
        if (x % 2 || y % 2) continue;
        const at = width * height + (y / 2) * width + x;
        data[at] = Math.round(128 + (-37.8 * red - 74.2 * green + 112 * blue) / 255);
        data[at + 1] = Math.round(128 + (112 * red - 93.8 * green - 18.2 * blue) / 255);
      }
    return { frame, time: frame / 24, width, height, data };
  });
}

/** A sky at dusk over dark ground: mostly red goes up. */
const sky = (x: number, y: number): number[] =>
  y > 150 ? [26, 20, 18] : [30 + 1.2 * y + 0.03 * x, 50 + 0.65 * y, 95 - 0.2 * y + 0.02 * x];
const rounded = (colour: readonly number[], step: number): number[] => colour.map(v => Math.round(v / step) * step);

test('a gradient whose red, green and blue have nine levels all through the shot is told, of which luma uses few', () => {
  const shot = coloured((x, y) => (y > 150 ? sky(x, y) : rounded(sky(x, y), 255 / 8))).map(createFrameMeter());
  assert.ok(Math.abs(distanceOfColourLevels(shot)! - 255 / 8) < 0.5);
  assert.deepEqual(
    findColourBanding(shot).map(a => [a.firstFrame, a.endFrame]),
    [[0, 6]],
  );
});

test('neither the gradient itself nor a drawing in flat colours of a palette has colours of few levels', () => {
  assert.equal(distanceOfColourLevels(coloured(sky).map(createFrameMeter())), undefined);
  // Each colour told by three hexadecimal digits: all of them lie on multiples of 17.
  const palette = [0x1a6, 0xf30, 0x09c, 0xfd7, 0x284, 0xb5e, 0x733].map(c => [c >> 8, (c >> 4) & 15, c & 15].map(v => 17 * v));
  const drawn = coloured((x, y, frame) => palette[(Math.floor((x + frame) / 24) + 3 * Math.floor(y / 30)) % palette.length]);
  assert.equal(distanceOfColourLevels(drawn.map(createFrameMeter())), undefined);
}); // biome-ignore format: a palette on a line
