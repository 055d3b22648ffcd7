import { simd } from './wasm-code.ts';

/**
 * One 32-bit quantity for four or eight neighbouring pixels. A constant is known now; a prepared one is the same for
 * the whole picture and is computed once a frame; a local is computed for every few pixels, or once a row (`row`).
 * `uniform` locals are equal in all of them and one vector; the others are as many vectors in a row as the emitter has
 * halves.
 */
export type Node =
  | { kind: 'constant'; bits: number }
  | { kind: 'prepared'; local: number; slot: number }
  | {
      kind: 'local';
      local: number;
      uniform: boolean;
      row?: boolean;
      /** Lanes are n, n + 1, n + 2 and so on. */
      consecutive?: boolean;
      /** Lanes are the columns of the pixels being drawn. */
      ownColumns?: boolean;
    };

const scratch = new DataView(new ArrayBuffer(4));

/** The bits of a number as f32. */
export function floatBits(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
}

/** The f32 that has these bits. */
export function bitsToFloat(bits: number): number {
  scratch.setInt32(0, bits);
  return scratch.getFloat32(0);
}

export function floatConstant(value: number): Node {
  return { kind: 'constant', bits: floatBits(value) };
}

export function intConstant(value: number): Node {
  return { kind: 'constant', bits: value | 0 };
}

const fr = Math.fround;
const mask = (value: boolean): number => (value ? -1 : 0);
const floatFold = (f: (a: number, b: number) => number) => (a: number, b: number) =>
  floatBits(fr(f(bitsToFloat(a), bitsToFloat(b))));
const floatTest = (f: (a: number, b: number) => boolean) => (a: number, b: number) =>
  mask(f(bitsToFloat(a), bitsToFloat(b)));

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** What an instruction does to constants, so that they are never computed at run time. */
export const folds: Partial<Record<number, (a: number, b: number) => number>> = {
  [simd.f32Add]: floatFold((a, b) => a + b),
  [simd.f32Sub]: floatFold((a, b) => a - b),
  [simd.f32Mul]: floatFold((a, b) => a * b),
  [simd.f32Div]: floatFold((a, b) => a / b),
  // Not Math.min and Math.max: the instruction's own rule for NaN and signed zeros
  [simd.f32Min]: floatFold((a, b) => (b < a ? b : a)),
  // Not Math.min and Math.max: the instruction's own rule for NaN and signed zeros
  [simd.f32Max]: floatFold((a, b) => (a < b ? b : a)),
  [simd.f32Abs]: floatFold(Math.abs),
  [simd.f32Neg]: floatFold(a => -a),
  [simd.f32Sqrt]: floatFold(Math.sqrt),
  [simd.f32Floor]: floatFold(Math.floor),
  [simd.f32Ceil]: floatFold(Math.ceil),
  [simd.f32Trunc]: floatFold(Math.trunc),
  [simd.f32Nearest]: floatFold(roundHalfEven),
  [simd.f32Eq]: floatTest((a, b) => a === b),
  [simd.f32Ne]: floatTest((a, b) => a !== b),
  [simd.f32Lt]: floatTest((a, b) => a < b),
  [simd.f32Gt]: floatTest((a, b) => a > b),
  [simd.f32Le]: floatTest((a, b) => a <= b),
  [simd.f32Ge]: floatTest((a, b) => a >= b),
  [simd.i32Add]: (a, b) => (a + b) | 0,
  [simd.i32Sub]: (a, b) => (a - b) | 0,
  [simd.i32Mul]: Math.imul,
  [simd.i32Neg]: a => -a | 0,
  [simd.i32Abs]: a => Math.abs(a) | 0,
  [simd.i32MinS]: Math.min,
  [simd.i32MaxS]: Math.max,
  [simd.i32MinU]: (a, b) => (a >>> 0 < b >>> 0 ? a : b),
  [simd.i32MaxU]: (a, b) => (a >>> 0 > b >>> 0 ? a : b),
  [simd.i32Eq]: (a, b) => mask(a === b),
  [simd.i32Ne]: (a, b) => mask(a !== b),
  [simd.i32LtS]: (a, b) => mask(a < b),
  [simd.i32GtS]: (a, b) => mask(a > b),
  [simd.i32LeS]: (a, b) => mask(a <= b),
  [simd.i32GeS]: (a, b) => mask(a >= b),
  [simd.i32LtU]: (a, b) => mask(a >>> 0 < b >>> 0),
  [simd.i32GtU]: (a, b) => mask(a >>> 0 > b >>> 0),
  [simd.i32LeU]: (a, b) => mask(a >>> 0 <= b >>> 0),
  [simd.i32GeU]: (a, b) => mask(a >>> 0 >= b >>> 0),
  [simd.and]: (a, b) => a & b,
  [simd.or]: (a, b) => a | b,
  [simd.xor]: (a, b) => a ^ b,
  [simd.andNot]: (a, b) => a & ~b,
  [simd.not]: a => ~a,
  [simd.convertS]: a => floatBits(fr(a)),
  [simd.convertU]: a => floatBits(fr(a >>> 0)),
  [simd.truncS]: a => Math.max(-2147483648, Math.min(2147483647, Math.trunc(bitsToFloat(a)) || 0)) | 0,
  [simd.truncU]: a => Math.max(0, Math.min(4294967295, Math.trunc(bitsToFloat(a)) || 0)) | 0,
};
