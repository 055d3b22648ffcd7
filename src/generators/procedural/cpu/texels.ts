import type { Emitter } from './emitter.ts';
import { broadcast, gatherAt, gatherPixels, laneLoader, transpose } from './gather.ts';
import { floatConstant, intConstant, type Node } from './nodes.ts';
import { scalar as instruction, simd } from './wasm-code.ts';

/**
 * How a texture that shaders read is stored: four 32-bit floats a pixel, or one; `planes` has red, green and blue of a
 * row one after another, which is cheaper to write, and to read where few channels are read. Its alpha is 1.
 */
export type SampledFormat = 'rgba' | 'r' | 'planes';

/** How the result is stored: as floats for a later pass, or as bytes for the encoder (one, or two interleaved). */
export type TargetFormat = SampledFormat | 'r8' | 'rg8';

/** Bytes that one pixel takes. */
export const pixelBytes: Record<TargetFormat, number> = { rgba: 16, r: 4, planes: 16, r8: 1, rg8: 2 };

/** Words of a texture's entry in the binding table: address, width, height, bytes from row to row. */
export const bindingBytes = 16;

interface Descriptor {
  address: Node;
  width: Node;
  height: Node;
  pitch: Node;
}

function descriptor(e: Emitter, slot: number): Descriptor {
  const word = (i: number): Node => e.loadWord('bindings', slot * bindingBytes + i * 4);
  return { address: word(0), width: word(1), height: word(2), pitch: word(3) };
}

const zero = intConstant(0);

function clampIndex(e: Emitter, index: Node, count: Node): Node {
  return e.op(simd.i32MaxS, e.op(simd.i32MinS, index, e.op(simd.i32Sub, count, intConstant(1))), zero);
}

/** Bytes from one channel's row to the next, in `planes`. */
function planeStride(e: Emitter, pitch: Node): Node {
  return e.shift(simd.i32ShrU, pitch, 2);
}

/** Which of the four channels are read at all. */
export type Channels = readonly number[];

/**
 * One texel; coordinates outside are moved to the nearest edge.
 *
 * @param coversTarget whether the texture is at least as wide as the picture being written: then a pixel's own column
 *   needs no check
 * @param channels     the others may be anything
 */
export function loadTexel(
  e: Emitter,
  slot: number,
  { format, coversTarget }: { format: SampledFormat; coversTarget: boolean },
  x: Node,
  y: Node,
  channels: Channels,
): Node[] {
  const { address, width, height, pitch } = descriptor(e, slot);
  const row = e.op(simd.i32Add, address, e.op(simd.i32Mul, clampIndex(e, y, height), pitch));
  const isRun = x.kind === 'local' && x.consecutive === true && (row.kind !== 'local' || row.uniform);
  const isOwn = isRun && x.ownColumns === true && coversTarget;
  if (format === 'rgba') {
    if (isOwn) return transpose(e, loadOwn(e, 4, x, row));
    if (isRun) return transpose(e, loadRun(e, 4, x, width, row));
    return gatherPixels(e, row, e.shift(simd.i32Shl, clampIndex(e, x, width), 4));
  }
  const channel = (line: Node): Node => {
    if (isOwn) return loadOwn(e, 1, x, line)[0];
    if (isRun) return loadRun(e, 1, x, width, line)[0];
    return loadNear(e, x, width, line);
  };
  if (format === 'r') return [channel(row), zero, zero, floatConstant(1)];
  const stride = planeStride(e, pitch);
  const planes = [row, e.op(simd.i32Add, row, stride), e.op(simd.i32Add, row, e.shift(simd.i32Shl, stride, 1))];
  return [...planes.map((line, i) => (channels.includes(i) ? channel(line) : zero)), floatConstant(1)];
}

/** The texels under the pixels being drawn. Rows are padded to whole vectors, so none of the loads leaves its row. */
function loadOwn(e: Emitter, words: 1 | 4, x: Node, row: Node): Node[] {
  const { run } = e;
  const first = run.integer();
  e.push(row, 0);
  run.lane(simd.i32Extract, 0);
  e.push(x, 0);
  run
    .lane(simd.i32Extract, 0)
    .i32(words === 4 ? 4 : 2)
    .op(instruction.i32Shl)
    .op(instruction.i32Add)
    .set(first);
  e.operations += 4 + words;
  return loadSideBySide(e, words, first);
}

/**
 * Texels from an address on: whole pixels, four to a half, for four words each; one vector of a half's texels for one.
 */
function loadSideBySide(e: Emitter, words: 1 | 4, address: number): Node[] {
  return Array.from({ length: words }, (_, i) =>
    e.each(false, half => e.run.get(address).memory(simd.load, (half * words + i) * 16, 2)),
  );
}

/** Texels that lie side by side, as plain loads; at the picture's left and right edge one by one. */
function loadRun(e: Emitter, words: 1 | 4, x: Node, width: Node, row: Node): Node[] {
  const { run } = e;
  const shift = words === 4 ? 4 : 2;
  const loaded = Array.from({ length: words }, () => e.wide());
  const first = run.integer();
  e.push(x, 0);
  run.lane(simd.i32Extract, 0).tee(first).i32(0).op(instruction.i32GeS);
  run
    .get(first)
    .i32(e.lanes - 1)
    .op(instruction.i32Add);
  e.push(width, 0);
  run.lane(simd.i32Extract, 0).op(instruction.i32LtS).op(instruction.i32And).begin('if');
  e.push(row, 0);
  run.lane(simd.i32Extract, 0).get(first).i32(shift).op(instruction.i32Shl).op(instruction.i32Add).set(first);
  loadSideBySide(e, words, first).forEach((node, i) => {
    e.store(loaded[i], node);
  });
  e.operations += 8 + words;
  run.otherwise();
  const column = e.shift(simd.i32Shl, clampIndex(e, x, width), shift);
  // The branches must leave the same form behind: whole pixels for four words.
  const apart =
    words === 4 ? transpose(e, gatherPixels(e, row, column)) : [gatherAt(e, e.op(simd.i32Add, row, column))];
  apart.forEach((node, i) => {
    e.store(loaded[i], node);
  });
  run.end();
  return loaded.map((local): Node => ({ kind: 'local', local, uniform: false }));
}

/**
 * One word from a place of its own for each pixel. Filters read neighbours, so the texels from one before to two after
 * are loaded together and kept.
 */
function loadNear(e: Emitter, x: Node, width: Node, row: Node): Node {
  const { base, offset } = e.values.asSum(x);
  if (offset < -1 || offset > 2 || base.kind !== 'local' || base.uniform)
    return gatherAt(e, e.op(simd.i32Add, row, e.shift(simd.i32Shl, clampIndex(e, x, width), 2)));
  const near = e.window(row, base, () => {
    const { run } = e;
    const locals = [0, 1, 2, 3].map(() => e.wide());
    const first = e.op(simd.i32Sub, base, intConstant(1));
    const outside = e.op(
      simd.or,
      e.op(simd.i32LtS, first, zero),
      e.op(simd.i32GtS, first, e.op(simd.i32Sub, width, intConstant(4))),
    );
    e.pushAny(outside);
    run.begin('if');
    locals.forEach((local, i) => {
      const column = clampIndex(e, e.op(simd.i32Add, first, intConstant(i)), width);
      e.store(local, gatherAt(e, e.op(simd.i32Add, row, e.shift(simd.i32Shl, column, 2))));
    });
    run.otherwise();
    gatherPixels(e, row, e.shift(simd.i32Shl, first, 2)).forEach((node, i) => {
      e.store(locals[i], node);
    });
    run.end();
    return locals.map((local): Node => ({ kind: 'local', local, uniform: false }));
  });
  return near[offset + 1];
}

/**
 * Bilinear interpolation between the four nearest texels, edges repeated. @param channels the others may be anything
 */
export function sampleLinear(
  e: Emitter,
  slot: number,
  format: SampledFormat,
  u: Node,
  v: Node,
  channels: Channels,
): Node[] {
  const { address, width, height, pitch } = descriptor(e, slot);
  const along = (t: Node, count: Node): { first: Node; second: Node; weight: Node } => {
    const size = e.op(simd.convertS, count);
    const last = e.op(simd.f32Sub, size, floatConstant(1));
    const at = e.op(simd.f32Sub, e.op(simd.f32Mul, t, size), floatConstant(0.5));
    const inside = e.op(simd.f32Max, e.op(simd.f32Min, at, last), floatConstant(0));
    const base = e.op(simd.f32Floor, inside);
    const first = e.op(simd.truncS, base);
    const second = e.op(
      simd.i32MinS,
      e.op(simd.i32Add, first, intConstant(1)),
      e.op(simd.i32Sub, count, intConstant(1)),
    );
    return { first, second, weight: e.op(simd.f32Sub, inside, base) };
  };
  const x = along(u, width);
  const y = along(v, height);
  const shift = format === 'rgba' ? 4 : 2;
  const columns = [x.first, x.second].map(i => e.shift(simd.i32Shl, i, shift));
  const rows = [y.first, y.second].map(i => e.op(simd.i32Add, address, e.op(simd.i32Mul, i, pitch)));
  const mix = (a: Node, b: Node, t: Node): Node => e.op(simd.f32Add, a, e.op(simd.f32Mul, e.op(simd.f32Sub, b, a), t));
  if (format === 'r') {
    const [a, b, c, d] = [0, 1, 2, 3].map(i => gatherAt(e, e.op(simd.i32Add, rows[i >> 1], columns[i & 1])));
    return [mix(mix(a, b, x.weight), mix(c, d, x.weight), y.weight), zero, zero, floatConstant(1)];
  }
  if (format === 'planes') {
    // Both columns come with one load; at the right edge there is no second one.
    const hasSecond = e.op(simd.i32LtS, x.first, x.second);
    const stride = planeStride(e, pitch);
    const planes = [0, 1, 2].map(channel => {
      if (!channels.includes(channel)) return zero;
      const [above, below] = rows.map(row => {
        const line = channel === 0 ? row : e.op(simd.i32Add, row, e.op(simd.i32Mul, stride, intConstant(channel)));
        const [first, next] = gatherPixels(e, line, columns[0]);
        return mix(first, e.op(simd.bitselect, next, first, hasSecond), x.weight);
      });
      return mix(above, below, y.weight);
    });
    return [...planes, floatConstant(1)];
  }
  const loaders = [0, 1, 2, 3].map(i => laneLoader(e, rows[i >> 1], columns[i & 1]));
  // Each pixel's four channels are one vector, so a lane is interpolated whole before lanes are gathered.
  const pixels = ([0, 1, 2, 3] as const).map(lane => {
    const [a, b, c, d] = loaders.map(load => load(lane));
    const [wx, wy] = [broadcast(e, x.weight, lane), broadcast(e, y.weight, lane)];
    return mix(mix(a, b, wx), mix(c, d, wx), wy);
  });
  return transpose(e, pixels);
}
