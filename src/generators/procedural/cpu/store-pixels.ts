import { type Emitter, globalNames } from './emitter.ts';
import { throughMemory, transpose } from './gather.ts';
import { floatConstant, type Node } from './nodes.ts';
import { pixelBytes, type TargetFormat } from './texels.ts';
import { scalar as instruction, simd } from './wasm-code.ts';

/** Writes the pixels drawn at the address in a local of `run`, and moves the local on. */
export function storePixels(e: Emitter, format: TargetFormat, colour: Node[], address: number): void {
  const { run } = e;
  if (format === 'rgba') storeWholePixels(e, colour, address);
  else if (format === 'r') storeChannel(e, colour[0], address);
  else if (format === 'planes') {
    const line = run.integer();
    colour.slice(0, 3).forEach((channel, i) => {
      if (i > 0) {
        run.get(i === 1 ? address : line).global(globalNames.indexOf('pitch'));
        run.i32(2).op(instruction.i32ShrU).op(instruction.i32Add).set(line);
      }
      storeChannel(e, channel, i === 0 ? address : line);
    });
  } else storeBytes(e, format, colour, address);
  run
    .get(address)
    .i32((format === 'planes' ? 4 : pixelBytes[format]) * e.lanes)
    .op(instruction.i32Add)
    .set(address);
}

/** The higher half first, so that both become one store. */
function storeChannel(e: Emitter, channel: Node, address: number): void {
  for (const half of [...e.halves].reverse()) {
    e.run.get(address);
    e.push(channel, half);
    e.run.memory(simd.store, half * 16, 4);
  }
}

function storeWholePixels(e: Emitter, colour: Node[], address: number): void {
  const { run } = e;
  // Halves are joined from stores down, and a pixel's four channels are no such store: each channel is stored by itself
  // first.
  const channels = colour.map(node => throughMemory(e, node));
  transpose(e, channels).forEach((pixel, i) => {
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
