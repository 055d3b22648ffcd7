import assert from 'node:assert/strict';
import test from 'node:test';
import { blendOver } from './blend.ts';
import { maskAlpha, shapeMask } from './mask.ts';
import { movedBy, type Overlay, placeOf } from './overlay.ts';

const [width, height] = [16, 8];

/** A frame of one colour, as BT.709 in limited range. */
function frameOf([r, g, b]: readonly number[]): Uint8Array {
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const frame = new Uint8Array((width * height * 3) / 2).fill(Math.round(16 + (y * 219) / 255), 0, width * height);
  for (let i = width * height; i < frame.length; i += 2) {
    frame[i] = Math.round(128 + ((b - y) / 1.8556) * (224 / 255));
    frame[i + 1] = Math.round(128 + ((r - y) / 1.5748) * (224 / 255));
  }
  return frame;
}

/** The colour of a pixel of a frame. */
function colourAt(frame: Uint8Array, x: number, y: number): number[] {
  const luma = ((frame[y * width + x] - 16) * 255) / 219;
  const chroma = width * height + (y >> 1) * width + (x & ~1);
  const [cb, cr] = [frame[chroma], frame[chroma + 1]].map(code => ((code - 128) * 255) / 224);
  return [luma + 1.5748 * cr, luma - 0.1873 * cb - 0.4681 * cr, luma + 1.8556 * cb];
}

function plain(colour: readonly number[], alpha = 255, size = 4): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(size * size * 4);
  for (let i = 0; i < size * size; i++) data.set([...colour, alpha], i * 4);
  return { width: size, height: size, data };
}

test('blend modes do what their standard says, each to two code values', () => {
  const under = [60, 120, 200];
  const over = [200, 100, 50];
  const formulas = {
    normal: (_: number, s: number) => s,
    screen: (b: number, s: number) => 255 * (1 - (1 - b / 255) * (1 - s / 255)),
    multiply: (b: number, s: number) => (b * s) / 255,
    add: (b: number, s: number) => Math.min(255, b + s),
    overlay: (b: number, s: number) => (b < 127.5 ? (2 * b * s) / 255 : 255 * (1 - 2 * (1 - b / 255) * (1 - s / 255))),
  };
  for (const [mode, formula] of Object.entries(formulas)) {
    for (const opacity of [1, 0.4]) {
      const frame = frameOf(under);
      const before = frame.slice();
      blendOver(frame, width, height, plain(over), { x: 8, y: 4, width: 8, height: 4 }, opacity, mode as never);
      const wanted = under.map((b, c) => b + (formula(b, over[c]) - b) * opacity);
      colourAt(frame, 8, 4).forEach((value, c) => {
        assert.ok(Math.abs(value - wanted[c]) < 2.6, `${mode} at ${opacity}: ${value} is not ${wanted[c]}`);
      });
      for (const at of [0, 3, width * 7 + 15, width + 2])
        assert.equal(frame[at], before[at], 'outside nothing changes');
    }
  }
});

test('what is seen through leaves the picture to the bit; edges between pixels are shared', () => {
  const frame = frameOf([90, 90, 90]);
  const before = frame.slice();
  blendOver(frame, width, height, plain([255, 0, 0], 0), { x: 8, y: 4, width: 8, height: 8 }, 1, 'normal');
  assert.deepEqual(frame, before);
  blendOver(frame, width, height, plain([255, 255, 255]), { x: 8.25, y: 4, width: 8.5, height: 4 }, 1, 'normal');
  const luma = (x: number): number => frame[4 * width + x];
  assert.equal(luma(3), before[4 * width + 3]);
  assert.equal(luma(4), 235);
  assert.ok(Math.abs(luma(12) - (before[4 * width + 12] + 235) / 2) <= 2, `half covered: ${luma(12)}`);
});

test('places keep to the safe part, growth goes about the centre', () => {
  const picture = { width: 1920, height: 1080 };
  const logo = placeOf({ position: 'top right', size: 0.1 }, 2, picture);
  assert.deepEqual(logo, { x: 1824 - 96, y: 102, width: 192, height: 96 });
  const grown = placeOf({ position: 'top right', size: 0.1 }, 2, picture, 1.5);
  assert.deepEqual([grown.x, grown.y, grown.width], [logo.x, logo.y, 288]);
  assert.deepEqual(placeOf({ position: 'centre', size: 'cover' }, 1, picture), {
    x: 960,
    y: 540,
    width: 1920,
    height: 1920,
  });
  assert.deepEqual(placeOf({ position: 'centre', size: 'contain' }, 1, picture), {
    x: 960,
    y: 540,
    width: 1080,
    height: 1080,
  });
  assert.deepEqual(placeOf({ position: [0.25, 0.5], size: 0.5 }, 2, picture), {
    x: 480,
    y: 540,
    width: 960,
    height: 480,
  });
});

test('an overlay follows the music', () => {
  const overlay = { opacity: 0.8, follow: { opacity: { by: 'beat', amount: 0.5 }, size: { by: 'bass', amount: 0.2 } } };
  const level = (by: string): number => (by === 'beat' ? 0 : 1);
  assert.deepEqual(movedBy(overlay as Overlay, level, 0), { opacity: 0.4, growth: 1.2 });
  assert.deepEqual(movedBy({ ...overlay, follow: {} } as unknown as Overlay, level, 0), { opacity: 0.8, growth: 1 });
});

test('masks are whole inside, nothing outside, soft between', () => {
  for (const shape of ['ellipse', 'rounded'] as const) {
    const mask = shapeMask(shape, 40, 20, 0.3);
    assert.equal(mask[10 * 40 + 20], 1);
    assert.equal(mask[0], 0);
    const row = [...mask.subarray(10 * 40, 10 * 40 + 20)];
    assert.ok(
      row.every((v, i) => i === 0 || v >= row[i - 1]),
      `${shape} rises to its middle`,
    );
    assert.ok(row.some(v => v > 0.1 && v < 0.9));
  }
  const { data } = plain([1, 2, 3], 200, 2);
  maskAlpha(data, Float32Array.from([0, 0.5, 1, 1]));
  assert.deepEqual([data[3], data[7], data[11]], [0, 100, 200]);
});
