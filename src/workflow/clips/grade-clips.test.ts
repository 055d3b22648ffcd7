import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { applyGrade, bakeTable, colourLooks, type Rgb } from '../../finishing/colour/index.ts';
import type { Appearance } from '../../generators/procedural/appearance.ts';
import { rgbFromNv12 } from '../drawing/rgb-from-nv12.ts';
import { createClipGrader } from './grade-clips.ts';

const size = { width: 32, height: 16 };

/** A picture of one colour: NV12 of BT.709 in limited range. */
function flat([r, g, b]: Rgb): Uint8Array {
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const picture = new Uint8Array((size.width * size.height * 3) / 2).fill(Math.round(16 + 219 * y));
  for (let i = size.width * size.height; i < picture.length; i += 2) {
    picture[i] = Math.round(128 + (224 * (b - y)) / 1.8556);
    picture[i + 1] = Math.round(128 + (224 * (r - y)) / 1.5748);
  }
  return picture;
}

test('clips are corrected as drawn scenes are, as far as the music says', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-clips-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const tables = new Map(['golden-hour', 'noir'].map(name => [name, bakeTable([colourLooks[name as 'noir']])]));
  const drive = { at: () => ({ kick: 0.5 }), distance: () => 0 };
  const grader = createClipGrader({
    tables,
    drive,
    output: size,
    frameRate: 24,
    folder: join(folder, 'it’s a: folder'),
  });
  t.after(() => grader.close());
  for (const colour of [
    [0.7, 0.5, 0.3],
    [0.2, 0.3, 0.5],
    [0.5, 0.5, 0.5],
  ] as const) {
    for (const [grade, amount] of [
      ['golden-hour', 0],
      ['noir', 0],
      ['noir', 1],
      ['none', 0],
    ] as const) {
      const picture = flat(colour);
      const shown = [...rgbFromNv12(picture, size).subarray(0, 3)].map(v => v / 255) as unknown as Rgb;
      const gradeFollow = amount ? { by: 'kick', amount } : undefined;
      const appearance = { start: 0, ...(grade === 'none' ? {} : { grade }), gradeFollow } as unknown as Appearance;
      await grader.correct(appearance, 3, picture);
      const whole = grade === 'none' ? shown : applyGrade(colourLooks[grade], shown);
      const wanted = whole.map((v, c) => shown[c] + (v - shown[c]) * (amount ? 0.5 : 1));
      const found = rgbFromNv12(picture, size).subarray(0, 3);
      wanted.forEach((v, c) => {
        assert.ok(
          Math.abs(found[c] - v * 255) <= 3,
          `${grade} of ${colour}: ${found} instead of ${wanted.map(w => Math.round(w * 255))}`,
        );
      });
    }
  }
});
