import type { Emitter } from './emitter.ts';
import { floatConstant, intConstant, type Node } from './nodes.ts';
import { simd } from './wasm-code.ts';

/** How a built-in function treats its arguments. */
export interface NativeFunction {
  /** `each`: component by component; `whole`: over whole vectors. */
  over: 'each' | 'whole';
  arity: number;
  /** `each`: one node per argument to one node. */
  each?(e: Emitter, a: Node, b: Node, c: Node): Node;
  /** `whole`: components of each argument to the components of the result. */
  whole?(e: Emitter, a: Node[], b: Node[], c: Node[]): Node[];
}

const one = floatConstant(1);
const zero = floatConstant(0);

const add = (e: Emitter, a: Node, b: Node): Node => e.op(simd.f32Add, a, b);
const subtract = (e: Emitter, a: Node, b: Node): Node => e.op(simd.f32Sub, a, b);
const multiply = (e: Emitter, a: Node, b: Node): Node => e.op(simd.f32Mul, a, b);
const divide = (e: Emitter, a: Node, b: Node): Node => e.op(simd.f32Div, a, b);
const least = (e: Emitter, a: Node, b: Node): Node => e.op(simd.f32Min, a, b);
const greatest = (e: Emitter, a: Node, b: Node): Node => e.op(simd.f32Max, a, b);
const clamp = (e: Emitter, x: Node, low: Node, high: Node): Node => least(e, greatest(e, x, low), high);
const scaleBy = (e: Emitter, a: Node[], factor: Node): Node[] => a.map(x => multiply(e, x, factor));

/** Sum of products. */
function dot(e: Emitter, a: Node[], b: Node[]): Node {
  let sum = multiply(e, a[0], b[0]);
  for (let i = 1; i < a.length; i++) sum = add(e, sum, multiply(e, a[i], b[i]));
  return sum;
}

const each = (arity: number, write: NonNullable<NativeFunction['each']>): NativeFunction => ({
  over: 'each',
  arity,
  each: write,
});
const whole = (arity: number, write: NonNullable<NativeFunction['whole']>): NativeFunction => ({
  over: 'whole',
  arity,
  whole: write,
});
const single = (opcode: number): NativeFunction => each(1, (e, a) => e.op(opcode, a));

function smoothstep(e: Emitter, low: Node, high: Node, x: Node): Node {
  const t = clamp(e, divide(e, subtract(e, x, low), subtract(e, high, low)), zero, one);
  return multiply(e, multiply(e, t, t), subtract(e, floatConstant(3), add(e, t, t)));
}

/** Built-ins over floats that a few instructions do. The others are WGSL themselves, in `builtins.wgsl`. */
export const nativeFunctions: Record<string, NativeFunction> = {
  floor: single(simd.f32Floor),
  ceil: single(simd.f32Ceil),
  trunc: single(simd.f32Trunc),
  round: single(simd.f32Nearest),
  sqrt: single(simd.f32Sqrt),
  fract: each(1, (e, a) => subtract(e, a, e.op(simd.f32Floor, a))),
  inverseSqrt: each(1, (e, a) => divide(e, one, e.op(simd.f32Sqrt, a))),
  saturate: each(1, (e, a) => clamp(e, a, zero, one)),
  radians: each(1, (e, a) => multiply(e, a, floatConstant(Math.PI / 180))),
  degrees: each(1, (e, a) => multiply(e, a, floatConstant(180 / Math.PI))),
  sign: each(1, (e, a) => {
    const positive = e.op(simd.and, e.op(simd.f32Gt, a, zero), one);
    return e.op(simd.or, positive, e.op(simd.and, e.op(simd.f32Lt, a, zero), floatConstant(-1)));
  }),
  step: each(2, (e, edge, x) => e.op(simd.and, e.op(simd.f32Ge, x, edge), one)),
  mix: each(3, (e, a, b, t) => add(e, a, multiply(e, subtract(e, b, a), t))),
  fma: each(3, (e, a, b, c) => add(e, multiply(e, a, b), c)),
  smoothstep: each(3, smoothstep),
  dot: whole(2, (e, a, b) => [dot(e, a, b)]),
  length: whole(1, (e, a) => [a.length === 1 ? e.op(simd.f32Abs, a[0]) : e.op(simd.f32Sqrt, dot(e, a, a))]),
  distance: whole(2, (e, a, b) => {
    const d = a.map((x, i) => subtract(e, x, b[i]));
    return [d.length === 1 ? e.op(simd.f32Abs, d[0]) : e.op(simd.f32Sqrt, dot(e, d, d))];
  }),
  normalize: whole(1, (e, a) => scaleBy(e, a, divide(e, one, e.op(simd.f32Sqrt, dot(e, a, a))))),
  cross: whole(2, (e, a, b) =>
    [
      [1, 2],
      [2, 0],
      [0, 1],
    ].map(([i, j]) => subtract(e, multiply(e, a[i], b[j]), multiply(e, a[j], b[i]))),
  ),
  reflect: whole(2, (e, direction, normal) => {
    const d = multiply(e, floatConstant(2), dot(e, direction, normal));
    return direction.map((x, i) => subtract(e, x, multiply(e, d, normal[i])));
  }),
  refract: whole(3, (e, direction, normal, [ratio]) => {
    const d = dot(e, normal, direction);
    const k = subtract(e, one, multiply(e, multiply(e, ratio, ratio), subtract(e, one, multiply(e, d, d))));
    const along = add(e, multiply(e, ratio, d), e.op(simd.f32Sqrt, greatest(e, k, zero)));
    const passes = e.op(simd.f32Ge, k, zero);
    return direction.map((x, i) =>
      e.op(simd.and, subtract(e, multiply(e, ratio, x), multiply(e, along, normal[i])), passes),
    );
  }),
  faceForward: whole(3, (e, normal, incident, reference) => {
    const facing = e.op(simd.f32Lt, dot(e, incident, reference), zero);
    return normal.map(x => e.op(simd.bitselect, x, e.op(simd.f32Neg, x), facing));
  }),
};

/**
 * Division of ints, rounded towards zero, which vectors have no instruction for: by floats, whose quotient is at most
 * 400 off, once more for what is left, which is at most one off, and put right by the remainder's sign. Exact for all
 * ints; the divisor must not be 0.
 */
export function divideInts(e: Emitter, a: Node, b: Node): { quotient: Node; remainder: Node } {
  const divisor = e.op(simd.convertS, b);
  const roughly = (x: Node): Node => e.op(simd.truncS, divide(e, e.op(simd.convertS, x), divisor));
  const rest = (q: Node): Node => e.op(simd.i32Sub, a, e.op(simd.i32Mul, q, b));
  const first = roughly(a);
  const near = e.op(simd.i32Add, first, roughly(rest(first)));
  const off = rest(near);
  // -1 where the quotient is negative, 1 elsewhere: one step away from zero.
  const step = e.op(simd.or, e.shift(simd.i32ShrS, e.op(simd.xor, a, b), 31), intConstant(1));
  const isPast = e.op(
    simd.and,
    e.op(simd.i32LtS, e.op(simd.xor, off, a), intConstant(0)),
    e.op(simd.i32Ne, off, intConstant(0)),
  );
  const size = e.op(simd.i32Abs, b);
  // A remainder of the divisor's size has one more divisor in it; as unsigned numbers, since the least int has no
  // opposite.
  const isShort = e.op(simd.i32GeU, e.op(simd.i32Abs, off), size);
  const back = e.op(simd.i32Sub, near, e.op(simd.and, isPast, step));
  const quotient = e.op(simd.bitselect, back, e.op(simd.i32Add, near, e.op(simd.and, isShort, step)), isPast);
  return { quotient, remainder: rest(quotient) };
}

/** `min`, `max`, `clamp` and `abs` over integers. */
export function integerFunction(
  e: Emitter,
  name: string,
  signed: boolean,
  a: Node,
  b: Node,
  c: Node,
): Node | undefined {
  const low = signed ? simd.i32MinS : simd.i32MinU;
  const high = signed ? simd.i32MaxS : simd.i32MaxU;
  if (name === 'min') return e.op(low, a, b);
  if (name === 'max') return e.op(high, a, b);
  if (name === 'clamp') return e.op(low, e.op(high, a, b), c);
  if (name === 'abs') return signed ? e.op(simd.i32Abs, a) : a;
  if (name === 'sign' && signed) return e.op(simd.i32MaxS, e.op(simd.i32MinS, a, intConstant(1)), intConstant(-1));
  return undefined;
}

/** `min`, `max`, `clamp` and `abs` over floats. */
export function floatFunction(e: Emitter, name: string, a: Node, b: Node, c: Node): Node | undefined {
  if (name === 'min') return least(e, a, b);
  if (name === 'max') return greatest(e, a, b);
  if (name === 'clamp') return clamp(e, a, b, c);
  if (name === 'abs') return e.op(simd.f32Abs, a);
  return undefined;
}
