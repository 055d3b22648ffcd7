import { type Position, ShaderError } from '../../shading/language/lexer.ts';
import type { Expression, GlobalDeclaration } from '../../shading/language/syntax.ts';
import { gatherWords } from '../gather.ts';
import { floatBits, intConstant, type Node } from '../nodes.ts';
import {
  componentCount,
  resolveType,
  type Type,
  typeName,
  uniformFieldOffset,
  uniformLayout,
  vectorOf,
} from '../types.ts';
import { simd } from '../wasm-code.ts';
import { matrixProduct, scalarOperation } from './arithmetic.ts';
import { type Compilation, swizzleLetters, type Value } from './compilation.ts';
import { concrete, convert, scalarOf, unify } from './conversions.ts';
import { compileCall, readTexture } from './functions.ts';
import { findVariable, readVariable } from './variables.ts';

export function compileExpression(c: Compilation, e: Expression): Value {
  switch (e.kind) {
    case 'literal': {
      const isFloat = e.type === 'f32' || e.type === 'abstractFloat';
      const bits = e.type === 'bool' ? -e.value : isFloat ? floatBits(e.value) : e.value | 0;
      return { type: vectorOf(1, e.type), nodes: [intConstant(bits)] };
    }
    case 'name':
      return valueOfName(c, e.name, e.position);
    case 'unary':
      return compileUnary(c, e);
    case 'binary':
      return compileBinary(
        c,
        e.operator,
        loadValue(c, compileExpression(c, e.left)),
        loadValue(c, compileExpression(c, e.right)),
        e.position,
      );
    case 'member':
      return memberOf(c, objectOf(c, e), e.member, e.position);
    case 'index':
      return elementOf(
        c,
        compileExpression(c, e.object),
        loadValue(c, compileExpression(c, e.index)).nodes[0],
        e.position,
      );
    case 'call':
      return compileCall(c, e);
  }
}

/** What a member is taken of; of a texture, only the channels that are. */
function objectOf(c: Compilation, { object, member }: Expression & { kind: 'member' }): Value {
  const isTexture = object.kind === 'call' && /^texture(?:Load|SampleLevel)$/.test(object.callee.name);
  if (!isTexture) return compileExpression(c, object);
  return readTexture(
    c,
    object,
    [...member].map(letter => swizzleLetters.indexOf(letter) % 4),
  );
}

function valueOfName(c: Compilation, name: string, position: Position): Value {
  const variable = findVariable(c, name);
  if (variable) return { type: variable.type, nodes: readVariable(c, variable) };
  const known = c.globals.get(name);
  if (known) return known;
  const declaration = c.module.globals.get(name);
  if (!declaration) throw new ShaderError(`"${name}" is not declared`, position);
  const value = valueOfGlobal(c, declaration);
  c.globals.set(name, value);
  return value;
}

function valueOfGlobal(c: Compilation, declaration: GlobalDeclaration): Value {
  const declared = declaration.type && resolveType(declaration.type, c.module);
  if (declaration.kind === 'var') {
    if (declared?.kind === 'struct') return { type: declared, nodes: [], place: { base: 'uniforms', offset: 0 } };
    if (declared?.kind === 'texture' || declared?.kind === 'sampler') return { type: declared, nodes: [] };
    throw new ShaderError(
      'module-scope variables other than the uniform block, textures and samplers are not supported',
      declaration.position,
    );
  }
  const scopes = c.scopes;
  c.scopes = [new Map()];
  const value = loadValue(c, compileExpression(c, declaration.value!));
  c.scopes = scopes;
  const typed = declared ? convert(c, value, declared, declaration.position) : value;
  if (typed.type.kind !== 'array' || typed.nodes.some(node => node.kind !== 'constant')) return typed;
  const offset = c.constants.length * 4;
  for (const node of typed.nodes) c.constants.push((node as { bits: number }).bits);
  return { type: typed.type, nodes: [], place: { base: 'constants', offset } };
}

/** Brings a value that lies in memory into components. */
export function loadValue(c: Compilation, value: Value): Value {
  const { type, place } = value;
  if (!place) return value;
  const nodes: Node[] = [];
  const walk = (part: Type, offset: number): void => {
    if (part.kind === 'struct') {
      for (const field of part.fields) walk(field.type, offset + uniformFieldOffset(part, field.name));
    } else if (part.kind === 'array') {
      for (let i = 0; i < part.count; i++) walk(part.element, offset + i * stride(part.element, place.base));
    } else {
      for (let i = 0; i < componentCount(part); i++) {
        const at = offset + i * 4;
        nodes.push(
          place.dynamic ? gatherWords(c.emit, place.base, at, place.dynamic) : c.emit.loadWord(place.base, at),
        );
      }
    }
  };
  walk(type, place.offset);
  return { type, nodes };
}

function memberOf(c: Compilation, value: Value, member: string, position: Position): Value {
  const { type, place } = value;
  if (type.kind === 'struct') {
    let start = 0;
    for (const field of type.fields) {
      const count = componentCount(field.type);
      if (field.name === member) {
        if (place)
          return {
            type: field.type,
            nodes: [],
            place: { ...place, offset: place.offset + uniformFieldOffset(type, member) },
          };
        return { type: field.type, nodes: value.nodes.slice(start, start + count) };
      }
      start += count;
    }
    throw new ShaderError(`${type.name} has no field "${member}"`, position);
  }
  if (type.kind !== 'vector') throw new ShaderError(`${typeName(type)} has no "${member}"`, position);
  const { nodes } = loadValue(c, value);
  const chosen = [...member].map(letter => {
    const at = swizzleLetters.indexOf(letter);
    if (at < 0 || at % 4 >= type.size) throw new ShaderError(`${typeName(type)} has no "${member}"`, position);
    return nodes[at % 4];
  });
  return { type: vectorOf(chosen.length, type.scalar), nodes: chosen };
}

function elementOf(c: Compilation, value: Value, index: Node, position: Position): Value {
  const { type, place } = value;
  const element = elementType(type);
  if (!element) throw new ShaderError(`${typeName(type)} cannot be indexed`, position);
  const count =
    type.kind === 'array' ? type.count : type.kind === 'matrix' ? type.columns : (type as { size: number }).size;
  const size = componentCount(element);
  if (index.kind === 'constant') {
    if (index.bits < 0 || index.bits >= count)
      throw new ShaderError(`index ${index.bits} is outside 0 to ${count - 1}`, position);
    if (place && type.kind === 'array') {
      return {
        type: element,
        nodes: [],
        place: { ...place, offset: place.offset + index.bits * stride(element, place.base) },
      };
    }
    return { type: element, nodes: loadValue(c, value).nodes.slice(index.bits * size, (index.bits + 1) * size) };
  }
  const safe = c.emit.op(simd.i32MaxS, c.emit.op(simd.i32MinS, index, intConstant(count - 1)), intConstant(0));
  if (place && type.kind === 'array') {
    const bytes = c.emit.op(simd.i32Mul, safe, intConstant(stride(element, place.base)));
    const dynamic = place.dynamic ? c.emit.op(simd.i32Add, place.dynamic, bytes) : bytes;
    return { type: element, nodes: [], place: { ...place, dynamic } };
  }
  const { nodes } = loadValue(c, value);
  let chosen = nodes.slice(0, size);
  for (let i = 1; i < count; i++) {
    const here = c.emit.op(simd.i32Eq, safe, intConstant(i));
    chosen = chosen.map((node, j) => c.emit.op(simd.bitselect, nodes[i * size + j], node, here));
  }
  return { type: element, nodes: chosen };
}

function compileUnary(c: Compilation, e: Expression & { kind: 'unary' }): Value {
  const { type, nodes } = loadValue(c, compileExpression(c, e.operand));
  const scalar = scalarOf(type, e.position);
  const isFloat = scalar === 'f32' || scalar === 'abstractFloat';
  const opcode = e.operator === '-' ? (isFloat ? simd.f32Neg : simd.i32Neg) : simd.not;
  if ((e.operator === '!') !== (scalar === 'bool') || (e.operator === '~' && isFloat)) {
    throw new ShaderError(`"${e.operator}" does not go with ${typeName(type)}`, e.position);
  }
  return { type, nodes: nodes.map(node => c.emit.op(opcode, node)) };
}

export function compileBinary(c: Compilation, operator: string, a: Value, b: Value, position: Position): Value {
  if (a.type.kind === 'matrix' || b.type.kind === 'matrix') return matrixProduct(c, operator, a, b, position);
  let left = a;
  let right = b;
  const isShift = operator === '<<' || operator === '>>';
  if (!isShift) [left, right] = unify(c, a, b, operator, position);
  else if (scalarOf(a.type, position) === 'abstractInt') left = concrete(c, a);
  const scalar = scalarOf(left.type, position);
  const size = Math.max(left.nodes.length, right.nodes.length);
  const at = (value: Value, i: number): Node => value.nodes[value.nodes.length === 1 ? 0 : i];
  const nodes: Node[] = [];
  for (let i = 0; i < size; i++) nodes.push(scalarOperation(c, operator, scalar, at(left, i), at(right, i), position));
  const isTest = ['==', '!=', '<', '>', '<=', '>='].includes(operator);
  return { type: vectorOf(size, isTest ? 'bool' : scalar), nodes };
}

export function elementType(type: Type): Type | undefined {
  if (type.kind === 'array') return type.element;
  if (type.kind === 'vector') return vectorOf(1, type.scalar);
  if (type.kind === 'matrix') return vectorOf(type.rows, type.scalar);
  return undefined;
}

/** Bytes from one element of an array to the next. */
function stride(element: Type, base: 'uniforms' | 'constants'): number {
  return base === 'uniforms' ? Math.ceil(uniformLayout(element).size / 16) * 16 : componentCount(element) * 4;
}
