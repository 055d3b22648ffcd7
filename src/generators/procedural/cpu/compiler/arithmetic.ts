import { type Position, ShaderError } from '../../shading/language/lexer.ts';
import { throughMemory } from '../gather.ts';
import { divideInts } from '../native-functions.ts';
import { intConstant, type Node } from '../nodes.ts';
import { float, type Scalar, typeName, vectorOf } from '../types.ts';
import { scalar as instruction, simd } from '../wasm-code.ts';
import type { Compilation, Value } from './compilation.ts';
import { convert } from './conversions.ts';

export function scalarOperation(
  c: Compilation,
  operator: string,
  scalar: Scalar,
  a: Node,
  b: Node,
  position: Position,
): Node {
  const isFloat = scalar === 'f32' || scalar === 'abstractFloat';
  const unsigned = scalar === 'u32';
  const { emit } = c;
  const opcodes: Record<string, number | undefined> = isFloat
    ? {
        '+': simd.f32Add, '-': simd.f32Sub, '*': simd.f32Mul, '/': simd.f32Div,
        '==': simd.f32Eq, '!=': simd.f32Ne, '<': simd.f32Lt, '>': simd.f32Gt, '<=': simd.f32Le, '>=': simd.f32Ge,
      }
    : {
        '+': simd.i32Add, '-': simd.i32Sub, '*': simd.i32Mul, '==': simd.i32Eq, '!=': simd.i32Ne,
        '<': unsigned ? simd.i32LtU : simd.i32LtS, '>': unsigned ? simd.i32GtU : simd.i32GtS,
        '<=': unsigned ? simd.i32LeU : simd.i32LeS, '>=': unsigned ? simd.i32GeU : simd.i32GeS,
        '&': simd.and, '|': simd.or, '^': simd.xor, '&&': simd.and, '||': simd.or,
      }; // biome-ignore format: a table
  if (scalar === 'bool' && !['==', '!=', '&', '|', '&&', '||'].includes(operator)) {
    throw new ShaderError(`"${operator}" does not go with bool`, position);
  }
  const opcode = opcodes[operator];
  if (opcode !== undefined) return emit.op(opcode, a, b);
  if (operator === '%' && isFloat) {
    const quotient = emit.op(simd.f32Trunc, emit.op(simd.f32Div, a, b));
    return emit.op(simd.f32Sub, a, emit.op(simd.f32Mul, b, quotient));
  }
  if (operator === '/' || operator === '%') {
    // A zero divisor would trap; WGSL gives the dividend for / and 0 for %.
    const safe = emit.op(simd.bitselect, intConstant(1), b, emit.op(simd.i32Eq, b, intConstant(0)));
    if (unsigned) {
      const quotient = emit.laneWise(operator === '/' ? instruction.i32DivU : instruction.i32RemU, a, safe);
      return throughMemory(emit, quotient);
    }
    const { quotient, remainder } = divideInts(emit, a, safe);
    return operator === '/' ? quotient : remainder;
  }
  if (operator === '<<' || operator === '>>') {
    const code = operator === '<<' ? simd.i32Shl : unsigned ? simd.i32ShrU : simd.i32ShrS;
    if (b.kind === 'constant') return emit.shift(code, a, b.bits);
    return emit.laneWise(
      operator === '<<' ? instruction.i32Shl : unsigned ? instruction.i32ShrU : instruction.i32ShrS,
      a,
      b,
    );
  }
  throw new ShaderError(`"${operator}" does not go with ${scalar}`, position);
}

export function matrixProduct(c: Compilation, operator: string, a: Value, b: Value, position: Position): Value {
  const { emit } = c;
  const product = (x: Node[], y: Node[]): Node =>
    x.map((n, i) => emit.op(simd.f32Mul, n, y[i])).reduce((s, n) => emit.op(simd.f32Add, s, n));
  const column = (m: Value, i: number): Node[] => {
    const { rows } = m.type as { rows: number };
    return m.nodes.slice(i * rows, (i + 1) * rows);
  };
  const row = (m: Value, i: number): Node[] => {
    const { rows, columns } = m.type as { rows: number; columns: number };
    return Array.from({ length: columns }, (_, c) => m.nodes[c * rows + i]);
  };
  if (operator === '*' && a.type.kind === 'matrix' && b.type.kind === 'vector' && a.type.columns === b.type.size) {
    return {
      type: vectorOf(a.type.rows, 'f32'),
      nodes: Array.from({ length: a.type.rows }, (_, i) => product(row(a, i), b.nodes)),
    };
  }
  if (operator === '*' && a.type.kind === 'vector' && b.type.kind === 'matrix' && b.type.rows === a.type.size) {
    return {
      type: vectorOf(b.type.columns, 'f32'),
      nodes: Array.from({ length: b.type.columns }, (_, i) => product(a.nodes, column(b, i))),
    };
  }
  if (operator === '*' && a.type.kind === 'matrix' && b.type.kind === 'matrix' && a.type.columns === b.type.rows) {
    const { rows } = a.type;
    const nodes: Node[] = [];
    for (let c = 0; c < b.type.columns; c++)
      for (let r = 0; r < rows; r++) nodes.push(product(row(a, r), column(b, c)));
    return { type: { kind: 'matrix', columns: b.type.columns, rows, scalar: 'f32' }, nodes };
  }
  const [matrix, other] = a.type.kind === 'matrix' ? [a, b] : [b, a];
  if (operator === '*' && other.type.kind === 'scalar') {
    const factor = convert(c, other, float, position).nodes[0];
    return { type: matrix.type, nodes: matrix.nodes.map(node => emit.op(simd.f32Mul, node, factor)) };
  }
  throw new ShaderError(`"${operator}" does not go with ${typeName(a.type)} and ${typeName(b.type)}`, position);
}
