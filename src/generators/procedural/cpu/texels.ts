import { type Emitter, floatConstant, intConstant, type Node } from './emitter.ts';
import { scalar as instruction, simd } from './wasm-code.ts';

/** How a texture that shaders read is stored: four 32-bit floats a pixel, or one. */
export type SampledFormat = 'rgba' | 'r';

/** How the result is stored: as floats for a later pass, or as bytes for the encoder (one, or two interleaved). */
export type TargetFormat = SampledFormat | 'r8' | 'rg8';

/** Bytes that one pixel takes. */
export const pixelBytes: Record<TargetFormat, number> = { rgba: 16, r: 4, r8: 1, rg8: 2 };

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

function fetch(e: Emitter, format: SampledFormat, address: Node): Node[] {
  if (format === 'rgba') return e.gatherPixels(address);
  return [e.gatherAt(address), zero, zero, floatConstant(1)];
}

/**
 * One texel; coordinates outside are moved to the nearest edge.
 *
 * @param coversTarget whether the texture is at least as wide as the picture being written: then a pixel's own column needs no check
 */
export function loadTexel(
  e: Emitter,
  slot: number,
  { format, coversTarget }: { format: SampledFormat; coversTarget: boolean },
  x: Node,
  y: Node,
): Node[] {
  const { address, width, height, pitch } = descriptor(e, slot);
  const row = e.op(simd.i32Add, address, e.op(simd.i32Mul, clampIndex(e, y, height), pitch));
  const shift = Math.log2(pixelBytes[format]);
  const gather = (): Node[] => {
    const column = e.shift(simd.i32Shl, clampIndex(e, x, width), shift);
    return fetch(e, format, e.op(simd.i32Add, row, column));
  };
  if (x.kind !== 'local' || !x.consecutive || (row.kind === 'local' && !row.uniform)) return gather();
  if (x.ownColumns && coversTarget) return loadOwn(e, format, x, row, shift);
  return loadRun(e, format, x, width, row, shift, gather);
}

/** The texels under the pixels being drawn. Rows are padded to whole vectors, so none of the loads leaves its row. */
function loadOwn(e: Emitter, format: SampledFormat, x: Node, row: Node, shift: number): Node[] {
  const { run } = e;
  const first = run.integer();
  e.push(row, 0);
  run.lane(simd.i32Extract, 0);
  e.push(x, 0);
  run.lane(simd.i32Extract, 0).i32(shift).op(instruction.i32Shl).op(instruction.i32Add).set(first);
  const nodes = loadSideBySide(e, format, first);
  e.operations += 4 + nodes.length;
  return format === 'rgba' ? e.transpose(nodes) : [nodes[0], zero, zero, floatConstant(1)];
}

/** Texels from an address on: whole pixels, four to a half, for four channels; one vector of a half's texels for one. */
function loadSideBySide(e: Emitter, format: SampledFormat, address: number): Node[] {
  const words = format === 'rgba' ? 4 : 1;
  return Array.from({ length: words }, (_, i) =>
    e.each(false, half => e.run.get(address).memory(simd.load, (half * words + i) * 16, 2)),
  );
}

/** Texels that lie side by side, as plain loads; at the picture's left and right edge one by one. */
function loadRun(
  e: Emitter,
  format: SampledFormat,
  x: Node,
  width: Node,
  row: Node,
  shift: number,
  gather: () => Node[],
): Node[] {
  const { run } = e;
  const words = format === 'rgba' ? 4 : 1;
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
  loadSideBySide(e, format, first).forEach((node, i) => {
    e.store(loaded[i], node);
  });
  e.operations += 8 + words;
  run.otherwise();
  const apart = gather().slice(0, words);
  // The branches must leave the same form behind: whole pixels for four channels.
  (format === 'rgba' ? e.transpose(apart) : apart).forEach((node, i) => {
    e.store(loaded[i], node);
  });
  run.end();
  const nodes = loaded.map((local): Node => ({ kind: 'local', local, uniform: false }));
  return format === 'rgba' ? e.transpose(nodes) : [nodes[0], zero, zero, floatConstant(1)];
}

/** Bilinear interpolation between the four nearest texels, edges repeated. */
export function sampleLinear(e: Emitter, slot: number, format: SampledFormat, u: Node, v: Node): Node[] {
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
  const shift = Math.log2(pixelBytes[format]);
  const columns = [x.first, x.second].map(i => e.shift(simd.i32Shl, i, shift));
  const rows = [y.first, y.second].map(i => e.op(simd.i32Add, address, e.op(simd.i32Mul, i, pitch)));
  const mix = (a: Node, b: Node, t: Node): Node => e.op(simd.f32Add, a, e.op(simd.f32Mul, e.op(simd.f32Sub, b, a), t));
  if (format === 'r') {
    const [a, b, c, d] = [0, 1, 2, 3].map(i => e.gatherAt(e.op(simd.i32Add, rows[i >> 1], columns[i & 1])));
    return [mix(mix(a, b, x.weight), mix(c, d, x.weight), y.weight), zero, zero, floatConstant(1)];
  }
  const addresses = [0, 1, 2, 3].map(i => e.op(simd.i32Add, rows[i >> 1], columns[i & 1]));
  // Each pixel's four channels are one vector, so a lane is interpolated whole before lanes are gathered.
  const pixels = ([0, 1, 2, 3] as const).map(lane => {
    const [a, b, c, d] = addresses.map(node => e.loadAtLane(node, lane));
    const [wx, wy] = [e.broadcast(x.weight, lane), e.broadcast(y.weight, lane)];
    return mix(mix(a, b, wx), mix(c, d, wx), wy);
  });
  return e.transpose(pixels);
}

/** Writes the pixels drawn at the address in a local of `run`, and moves the local on. */
export function storePixels(e: Emitter, format: TargetFormat, colour: Node[], address: number): void {
  const { run } = e;
  if (format === 'rgba') storeWholePixels(e, colour, address);
  else if (format === 'r') {
    for (const half of [...e.halves].reverse()) {
      run.get(address);
      e.push(colour[0], half);
      run.memory(simd.store, half * 16, 4);
    }
  } else storeBytes(e, format, colour, address);
  run
    .get(address)
    .i32(pixelBytes[format] * e.lanes)
    .op(instruction.i32Add)
    .set(address);
}

function storeWholePixels(e: Emitter, colour: Node[], address: number): void {
  const { run } = e;
  // Halves are joined from stores down, and a pixel's four channels are no such store: each channel is stored by itself first.
  const channels = colour.map(node => e.throughMemory(node));
  e.transpose(channels).forEach((pixel, i) => {
    for (const half of e.halves) {
      run.get(address);
      e.push(pixel, half);
      run.memory(simd.store, (half * 4 + i) * 16, 4);
    }
  });
}

/** Code values from 0 to 255: one byte a pixel, or two. */
function storeBytes(e: Emitter, format: 'r8' | 'rg8', colour: Node[], address: number): void {
  const { run } = e;
  const code = (value: Node): Node => {
    const unit = e.op(simd.f32Max, e.op(simd.f32Min, value, floatConstant(1)), floatConstant(0));
    return e.op(simd.truncS, e.op(simd.f32Add, e.op(simd.f32Mul, unit, floatConstant(255)), floatConstant(0.5)));
  };
  // r in the low byte of each 16-bit word, g in the high one.
  const words =
    format === 'r8' ? code(colour[0]) : e.op(simd.or, code(colour[0]), e.shift(simd.i32Shl, code(colour[1]), 8));
  const narrowed = run.vector();
  const isWide = e.halves.length === 2;
  e.push(words, 0);
  e.push(words, isWide ? 1 : 0);
  run.simd(simd.narrowI32).set(narrowed);
  run.get(address).get(narrowed);
  if (format === 'r8') run.get(narrowed).simd(simd.narrowI16);
  const bytes = pixelBytes[format] * e.lanes;
  if (bytes === 16) run.memory(simd.store, 0, 4);
  else run.memory(bytes === 8 ? simd.store64Lane : simd.store32Lane, 0, 2, 0);
  run.release(narrowed);
}
