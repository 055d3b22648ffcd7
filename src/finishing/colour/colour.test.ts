import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { AV_PIX_FMT_GBRP } from 'node-av/constants';
import { Filter, FilterGraph, Frame } from 'node-av/lib';
import { bakeTable } from './bake.ts';
import { applyCube, type CubeLut, LutError, parseCube, printCube, type Rgb } from './cube-lut.ts';
import { applyCdl, applyGrade, fromLight, luma, toLight, whiteBalance } from './grade.ts';
import { colourLookNames, colourLooks } from './looks.ts';
import { colourStatistics, matchGrade } from './match.ts';

/** A table that bends and mixes the channels, so that no two tetrahedra agree. */
function bentTable(size: number): CubeLut {
  const data = new Float32Array(size ** 3 * 3);
  for (let i = 0; i < size ** 3; i++) {
    const [r, g, b] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)].map(v => v / (size - 1));
    data.set([r ** 1.7 * 0.8 + 0.2 * g * b, g ** 0.6 * (1 - 0.3 * r), 0.5 * b + 0.5 * Math.abs(r - g)], i * 3);
  }
  return { dimensions: 3, size, domainMin: [0, 0, 0], domainMax: [1, 1, 1], data };
}

async function throughFfmpeg(path: string, colours: readonly Rgb[], filterName: 'lut3d' | 'lut1d'): Promise<Rgb[]> {
  const [width, height] = [colours.length, 2];
  const graph = new FilterGraph();
  graph.alloc();
  const source = graph.createFilter(
    Filter.getByName('buffer')!,
    'in',
    `video_size=${width}x${height}:pix_fmt=${AV_PIX_FMT_GBRP}:time_base=1/24:pixel_aspect=1/1:colorspace=gbr:range=pc`,
  );
  const lut = graph.createFilter(
    Filter.getByName(filterName)!,
    'lut',
    `file=${path}:interp=${filterName === 'lut3d' ? 'tetrahedral' : 'linear'}`,
  );
  const sink = graph.createFilter(Filter.getByName('buffersink')!, 'out', null);
  assert.ok(source && lut && sink);
  source.link(0, lut, 0);
  lut.link(0, sink, 0);
  assert.ok((await graph.config()) >= 0);
  const picture = new Frame();
  picture.alloc();
  picture.format = AV_PIX_FMT_GBRP;
  picture.width = width;
  picture.height = height;
  picture.allocBuffer();
  const planes = Buffer.alloc(width * height * 3);
  for (const [plane, channel] of [1, 2, 0].entries())
    for (let i = 0; i < width * height; i++)
      planes[plane * width * height + i] = Math.round(colours[i % width][channel] * 255);
  picture.fromBuffer(planes);
  picture.pts = 0n;
  assert.ok((await source.buffersrcAddFrame(picture)) >= 0);
  const result = new Frame();
  result.alloc();
  assert.ok((await sink.buffersinkGetFrame(result)) >= 0);
  const bytes = result.toBuffer();
  const at = (plane: number, i: number): number => bytes[plane * width * height + i] / 255;
  const found = colours.map((_, i): Rgb => [at(2, i), at(0, i), at(1, i)]);
  picture.free();
  result.free();
  graph.free();
  return found;
}

test('tables agree with FFmpeg to one code value, in one and three dimensions', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-lut-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const colours: Rgb[] = Array.from({ length: 4096 }, (_, i) => [
    ((i * 97) % 256) / 255,
    ((i * 57 + 31) % 256) / 255,
    ((i * 193 + 7) % 256) / 255,
  ]);
  const curve = Float32Array.from({ length: 17 * 3 }, (_, i) => (Math.floor(i / 3) / 16) ** [0.5, 1.3, 2][i % 3]);
  const line: CubeLut = { dimensions: 1, size: 17, domainMin: [0, 0, 0], domainMax: [1, 1, 1], data: curve };
  for (const [lut, filter] of [
    [bentTable(9), 'lut3d'],
    [bentTable(33), 'lut3d'],
    [line, 'lut1d'],
  ] as const) {
    const path = join(folder, `${filter}-${lut.size}.cube`);
    writeFileSync(path, printCube(lut));
    const read = parseCube(printCube(lut), path);
    const theirs = await throughFfmpeg(path, colours, filter);
    let worst = 0;
    for (const [i, colour] of colours.entries()) {
      const ours = applyCube(read, colour);
      for (let c = 0; c < 3; c++)
        worst = Math.max(worst, Math.abs(Math.round(ours[c] * 255) - Math.round(theirs[i][c] * 255)));
    }
    assert.ok(worst <= 1, `${filter} of ${lut.size} points differs by ${worst}`);
  }
});

test('large tables, rows with comments and lines of other systems are read to the last number', () => {
  const large = bentTable(40);
  const text = printCube(large)
    .replaceAll('\n', '\r\n')
    .replace(/(\r\n\d\S+ \S+ )(\S+)\r\n/, '$1\t$2 # black\r\n');
  assert.match(text, /# black/);
  const { data } = parseCube(text, 'x.cube');
  assert.equal(data.length, large.data.length);
  assert.ok(data.every((value, i) => Math.abs(value - large.data[i]) < 1e-6));
});

test('broken tables are refused with their line and a mend', () => {
  const cases: [string, RegExp][] = [
    ['', /no LUT_3D_SIZE/],
    ['LUT_3D_SIZE 2\n0 0 0\n', /1 rows of numbers instead of 8/],
    ['LUT_3D_SIZE 1\n', /line 1: the size must be/],
    ['LUT_1D_SIZE 2\n0 0 0\n1 one 1\n', /line 3: .* three numbers/],
    ['<html>', /not part of a \.cube/],
    ['LUT_1D_SIZE 2\r\n0 0 0\r\n0 0 0.5.5\r\n', /line 3: .* three numbers/],
    ['LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1\n', /DOMAIN_MIN must be less/],
  ];
  for (const [text, message] of cases)
    assert.throws(
      () => parseCube(text, 'x.cube'),
      (error: unknown) => error instanceof LutError && message.test(error.message),
      text,
    );
});

test('corrections do what their standards say', () => {
  const close = (a: Rgb, b: Rgb): void =>
    assert.ok(
      a.every((v, i) => Math.abs(v - b[i]) < 1e-3),
      `${a} is not ${b}`,
    );
  // ASC CDL: out = clamp(in * slope + offset) ^ power.
  close(applyCdl([0.5, 0.25, 0.1], [1.2, 1, 1], [0, 0.1, -0.2], [1, 2, 1]), [0.6, 0.1225, 0]);
  close(applyCdl([0.8, 0.4, 0.2], 1, 0, 1, 0), [0.4707, 0.4707, 0.4707]);
  close(applyGrade({}, [0.3, 0.6, 0.9]), [0.3, 0.6, 0.9]);
  // Lift moves black and not white, gain white and not black, gamma neither.
  close(applyGrade({ lift: 0.1 }, [0, 0, 0]), [0.1, 0.1, 0.1]);
  close(applyGrade({ lift: 0.1 }, [1, 1, 1]), [1, 1, 1]);
  close(applyGrade({ gain: 0.8 }, [1, 1, 1]), [0.8, 0.8, 0.8]);
  close(applyGrade({ gamma: 2 }, [0, 0.25, 1]), [0, 0.5, 1]);
  // A stop of exposure is twice the light.
  assert.ok(Math.abs(toLight(applyGrade({ exposure: 1 }, [0.3, 0.3, 0.3])[0]) - 2 * toLight(0.3)) < 1e-6);
  assert.ok(Math.abs(fromLight(toLight(0.7)) - 0.7) < 1e-6);
  const warm = whiteBalance(0.5, 0);
  assert.ok(warm[0] > 1 && warm[2] < 1 && Math.abs(luma(warm) - 1) < 1e-9);
});

test('looks keep black dark, white light, and the grey scale rising; all differ', () => {
  const seen = new Set<string>();
  for (const name of colourLookNames) {
    let before = -1;
    for (let i = 0; i <= 32; i++) {
      const value = luma(applyGrade(colourLooks[name], [i / 32, i / 32, i / 32]));
      assert.ok(value >= before - 1e-9, `${name} falls at ${i}`);
      before = value;
    }
    assert.ok(luma(applyGrade(colourLooks[name], [0, 0, 0])) < 0.12, name);
    assert.ok(before > 0.75, name);
    seen.add(
      applyGrade(colourLooks[name], [0.6, 0.4, 0.3])
        .map(v => v.toFixed(2))
        .join(),
    );
  }
  assert.equal(seen.size, colourLookNames.length);
  assert.ok(colourLookNames.length >= 8);
});

test('a baked table tells what its steps do', () => {
  const steps = [colourLooks['teal-orange'], bentTable(33)] as const;
  const { size, data } = bakeTable(steps);
  const table: CubeLut = {
    dimensions: 3,
    size,
    domainMin: [0, 0, 0],
    domainMax: [1, 1, 1],
    data: data.filter((_, i) => i % 4 !== 3),
  };
  let worst = 0;
  for (let i = 0; i < 500; i++) {
    const colour: Rgb = [((i * 37) % 101) / 100, ((i * 61) % 101) / 100, ((i * 83) % 101) / 100];
    const direct = applyCube(steps[1], applyGrade(steps[0], colour)).map(v => Math.min(1, Math.max(0, v)));
    applyCube(table, colour).forEach((v, c) => {
      worst = Math.max(worst, Math.abs(v - direct[c]));
    });
  }
  assert.ok(worst < 0.03, `differs by ${worst}`);
});

test('matching carries mean and spread over', () => {
  const picture = (base: Rgb, spread: number): Uint8Array =>
    Uint8Array.from({ length: 3000 }, (_, i) => 255 * (base[i % 3] + spread * Math.sin(Math.floor(i / 3))));
  const [from, to] = [
    colourStatistics(picture([0.4, 0.5, 0.6], 0.1)),
    colourStatistics(picture([0.55, 0.5, 0.4], 0.13)),
  ];
  const grade = matchGrade(from, to);
  const matched = applyGrade(grade, from.mean);
  assert.ok(matched.every((v, c) => Math.abs(v - to.mean[c]) < 0.01));
});
