import { bitsToFloat, floatConstant, intConstant, type Node } from './nodes.ts';
import { simd } from './wasm-code.ts';

/** x * 1, x + 0 and the like, exact for every x that is not NaN, infinite or a negative zero. */
export function simplify(
  opcode: number,
  [a, b, c]: Node[],
  op: (opcode: number, ...operands: Node[]) => Node,
): Node | undefined {
  const isBits = (node: Node | undefined, bits: number): boolean => node?.kind === 'constant' && node.bits === bits;
  const one = 0x3f800000;
  if (opcode === simd.f32Mul) {
    if (isBits(a, one)) return b;
    if (isBits(b, one)) return a;
    if (isBits(a, 0) || isBits(b, 0)) return intConstant(0);
  }
  if ((opcode === simd.f32Add || opcode === simd.i32Add || opcode === simd.or) && isBits(a, 0)) return b;
  if (
    (opcode === simd.f32Add ||
      opcode === simd.f32Sub ||
      opcode === simd.i32Add ||
      opcode === simd.or ||
      opcode === simd.andNot) &&
    isBits(b, 0)
  )
    return a;
  if (opcode === simd.f32Div && b.kind === 'constant' && a.kind !== 'constant') {
    const divisor = bitsToFloat(b.bits);
    if (Number.isInteger(Math.log2(Math.abs(divisor)))) return op(simd.f32Mul, a, floatConstant(1 / divisor));
  }
  if (opcode === simd.and && isBits(a, -1)) return b;
  if (opcode === simd.and && isBits(b, -1)) return a;
  if (opcode === simd.bitselect && c.kind === 'constant') return c.bits ? a : b;
  return undefined;
}
