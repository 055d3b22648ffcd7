import type { Emitter } from './emitter.ts';
import type { Node } from './nodes.ts';
import { scalar, simd } from './wasm-code.ts';

// Reading from places that differ from lane to lane, and turning what was read.

/** The words at `offset` plus a byte offset for each lane. */
export function gatherWords(emit: Emitter, base: 'uniforms' | 'constants', offset: number, byteOffset: Node): Node {
  if (byteOffset.kind !== 'local' || byteOffset.uniform) return emit.loadWord(base, offset, byteOffset);
  return gatherAt(emit, emit.op(simd.i32Add, byteOffset, emit.globalWord(base)), offset);
}

/** The word at a separate address for each lane. */
export function gatherAt(emit: Emitter, address: Node, offset = 0): Node {
  emit.operations += 8;
  return emit.each(false, half => {
    for (const lane of [0, 1, 2, 3]) {
      emit.push(address, half);
      emit.run.lane(simd.i32Extract, lane).load32(offset);
      if (lane === 0) emit.run.simd(simd.i32Splat);
      else emit.run.lane(simd.i32Replace, lane);
    }
  });
}

/**
 * Four words from a separate address for each lane, the sum of a row's and a column's: the four channels of each pixel.
 */
export function gatherPixels(emit: Emitter, row: Node, column: Node): Node[] {
  emit.operations += 8;
  const load = laneLoader(emit, row, column);
  return transpose(emit, ([0, 1, 2, 3] as const).map(load));
}

/**
 * Loads four words from the sum of two addresses in one lane. Where the first is the same in all lanes, sums are made
 * of scalars, and lanes of the second are taken out once for all that is loaded there.
 */
export function laneLoader(emit: Emitter, row: Node, column: Node): (lane: number) => Node {
  const isSteady = row.kind !== 'local' || row.uniform;
  const address = isSteady ? column : emit.op(simd.i32Add, row, column);
  return lane =>
    emit.each(false, half => {
      emit.push(address, half);
      emit.run.lane(simd.i32Extract, lane);
      if (isSteady) {
        emit.push(row, 0);
        emit.run.lane(simd.i32Extract, 0).op(scalar.i32Add);
      }
      emit.run.memory(simd.load, 0, 4);
    });
}

/** One lane of a vector in all lanes of its half. */
export function broadcast(emit: Emitter, value: Node, lane: 0 | 1 | 2 | 3): Node {
  if (value.kind !== 'local' || value.uniform) return value;
  emit.operations++;
  return emit.each(false, half => {
    emit.push(value, half);
    emit.push(value, half);
    emit.run.shuffle(lane, lane, lane, lane);
  });
}

/** Brings a value into memory and back, which ends the tree of operations that V8 looks at when it joins halves. */
export function throughMemory(emit: Emitter, node: Node): Node {
  if (emit.halves.length === 1 || node.kind !== 'local' || node.uniform) return node;
  const slot = emit.slots++;
  toSlot(emit, node, slot);
  return emit.each(false, half => emit.run.get(emit.slotBase).memory(simd.load, slot * emit.slotBytes + half * 16, 4));
}

/** Stores a value in a slot of `run`'s own, the higher half first, so that both become one store. */
function toSlot(emit: Emitter, node: Node, slot: number): void {
  for (const half of [...emit.halves].reverse()) {
    emit.run.get(emit.slotBase);
    emit.push(node, half);
    emit.run.memory(simd.store, slot * emit.slotBytes + half * 16, 4);
  }
}

/** Four pixels of four channels to four channels of four pixels, or back. */
export function transpose(emit: Emitter, [a, b, c, d]: Node[]): Node[] {
  const mix = (x: Node, y: Node, ...lanes: [number, number, number, number]): Node => {
    emit.operations++;
    return emit.each(false, half => {
      emit.push(x, half);
      emit.push(y, half);
      emit.run.shuffle(...lanes);
    });
  };
  const low = mix(a, b, 0, 4, 1, 5);
  const high = mix(a, b, 2, 6, 3, 7);
  const low2 = mix(c, d, 0, 4, 1, 5);
  const high2 = mix(c, d, 2, 6, 3, 7);
  return [
    mix(low, low2, 0, 1, 4, 5),
    mix(low, low2, 2, 3, 6, 7),
    mix(high, high2, 0, 1, 4, 5),
    mix(high, high2, 2, 3, 6, 7),
  ];
}
