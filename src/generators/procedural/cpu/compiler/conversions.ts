import { type Position, ShaderError } from '../../shading/language/lexer.ts';
import type { Expression } from '../../shading/language/syntax.ts';
import { floatConstant, intConstant, type Node } from '../nodes.ts';
import { componentCount, resolveType, type Scalar, type Type, typeName, vectorOf } from '../types.ts';
import { simd } from '../wasm-code.ts';
import type { Compilation, Value } from './compilation.ts';

/** Gives two operands one element type; a scalar may meet a vector. */
export function unify(c: Compilation, a: Value, b: Value, what: string, position: Position): [Value, Value] {
  const [x, y] = [scalarOf(a.type, position), scalarOf(b.type, position)];
  const sizes = [a.nodes.length, b.nodes.length];
  const mismatch = (): never => {
    throw new ShaderError(`"${what}" does not go with ${typeName(a.type)} and ${typeName(b.type)}`, position);
  };
  if (sizes[0] !== sizes[1] && Math.min(...sizes) !== 1) mismatch();
  if (x === y) return [a, b];
  const rank = (s: Scalar): number => (s === 'abstractInt' ? 0 : s === 'abstractFloat' ? 1 : 2);
  const to = rank(x) > rank(y) ? x : y;
  const from = to === x ? y : x;
  if (rank(from) === 2 || (from === 'abstractFloat' && to !== 'f32') || to === 'bool') mismatch();
  return [recast(c, a, to), recast(c, b, to)];
}

/** Abstract literals become what they are when nobody asks for anything else. */
export function concrete(c: Compilation, value: Value): Value {
  const { type } = value;
  if (type.kind !== 'scalar' && type.kind !== 'vector') return value;
  if (type.scalar === 'abstractFloat') return recast(c, value, 'f32');
  return type.scalar === 'abstractInt' ? recast(c, value, 'i32') : value;
}

/** Converts components to another element type, by value. */
export function recast(c: Compilation, value: Value, to: Scalar): Value {
  const size = value.nodes.length;
  const from = (value.type as { scalar: Scalar }).scalar;
  if (from === to) return value;
  const { emit } = c;
  const isFloat = (s: Scalar): boolean => s === 'f32' || s === 'abstractFloat';
  const change = (node: Node): Node => {
    if (to === 'bool')
      return isFloat(from) ? emit.op(simd.f32Ne, node, floatConstant(0)) : emit.op(simd.i32Ne, node, intConstant(0));
    if (from === 'bool') return emit.op(simd.and, node, isFloat(to) ? floatConstant(1) : intConstant(1));
    if (isFloat(from) === isFloat(to)) return node;
    if (isFloat(to)) return emit.op(from === 'u32' ? simd.convertU : simd.convertS, node);
    return emit.op(to === 'u32' ? simd.truncU : simd.truncS, node);
  };
  return { type: vectorOf(size, to), nodes: value.nodes.map(change) };
}

/** Converts only what WGSL converts by itself: abstract literals. */
export function convert(c: Compilation, value: Value, to: Type, position: Position): Value {
  const { type } = value;
  if (
    (type.kind === 'scalar' || type.kind === 'vector') &&
    type.kind === to.kind &&
    value.nodes.length === componentCount(to)
  ) {
    const { scalar } = to as { scalar: Scalar };
    if (type.scalar === scalar) return value;
    const allowed =
      type.scalar === 'abstractInt' ? scalar !== 'bool' : type.scalar === 'abstractFloat' && scalar === 'f32';
    if (allowed) return recast(c, value, scalar);
  }
  if (typeName(type) === typeName(to)) return value;
  throw new ShaderError(`expected ${typeName(to)}, found ${typeName(type)}`, position);
}

export function construct(c: Compilation, e: Expression & { kind: 'call' }, given: Value[]): Value {
  const { position } = e;
  const first = given[0]?.type;
  const inferred = first && 'scalar' in first ? (concrete(c, given[0]).type as { scalar: Scalar }).scalar : undefined;
  if (e.callee.name === 'array' && e.callee.arguments.length === 0) {
    const element = concrete(c, given[0]).type;
    return {
      type: { kind: 'array', element, count: given.length },
      nodes: given.flatMap(v => convert(c, v, element, position).nodes),
    };
  }
  const type = resolveType(e.callee, c.module, inferred);
  const count = componentCount(type);
  if (given.length === 0) return { type, nodes: Array.from({ length: count }, () => intConstant(0)) };
  if (type.kind === 'struct')
    return { type, nodes: given.flatMap((v, i) => convert(c, v, type.fields[i].type, position).nodes) };
  if (type.kind === 'array') return { type, nodes: given.flatMap(v => convert(c, v, type.element, position).nodes) };
  const { scalar } = type as { scalar: Scalar };
  const nodes = given.flatMap(v => (v.type.kind === 'matrix' ? v.nodes : recast(c, v, scalar).nodes));
  if (nodes.length === 1 && type.kind === 'vector') return { type, nodes: new Array<Node>(count).fill(nodes[0]) };
  if (nodes.length !== count)
    throw new ShaderError(`${typeName(type)} needs ${count} components, not ${nodes.length}`, position);
  return { type, nodes };
}

/** The element type of what can be computed with. */
export function scalarOf(type: Type, position: Position): Scalar {
  if (type.kind === 'scalar' || type.kind === 'vector' || type.kind === 'matrix') return type.scalar;
  throw new ShaderError(`${typeName(type)} cannot be computed with`, position);
}
