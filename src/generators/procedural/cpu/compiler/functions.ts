import { readShader } from '../../shader-files.ts';
import { type Position, ShaderError } from '../../shading/language/lexer.ts';
import { parse } from '../../shading/language/parse.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../shading/language/syntax.ts';
import { floatFunction, integerFunction, nativeFunctions } from '../native-functions.ts';
import { floatBits, intConstant, type Node } from '../nodes.ts';
import { loadTexel, sampleLinear } from '../texels.ts';
import { boolean, componentCount, float, nothing, resolveType, type Scalar, typeName, vectorOf } from '../types.ts';
import { simd } from '../wasm-code.ts';
import type { Compilation, FunctionContext, Value, Variable } from './compilation.ts';
import { concrete, construct, convert, recast, scalarOf, unify } from './conversions.ts';
import { compileExpression, loadValue } from './expressions.ts';
import { addLanes } from './loops.ts';
import { compileBlock } from './statements.ts';
import { holds, returning } from './syntax-facts.ts';
import { keep } from './variables.ts';

const library = parse(readShader('cpu/builtins.wgsl'));

export function leaveFunction(c: Compilation, s: Statement & { kind: 'return' }): void {
  const context = c.functions.at(-1)!;
  if (s.value) {
    const value = convert(c, loadValue(c, compileExpression(c, s.value)), context.result, s.position);
    if (context.resultLocals) {
      context.resultLocals.forEach((local, i) => {
        c.emit.store(local, value.nodes[i], c.exec);
      });
    } else {
      keep(c, value.nodes);
      context.value = value;
    }
  }
  if (context.returned !== undefined) addLanes(c, context.returned);
}

export function callFunction(
  c: Compilation,
  declaration: FunctionDeclaration,
  given: Value[],
  position: Position,
): Value {
  if (c.callStack.includes(declaration.name)) throw new ShaderError(`"${declaration.name}" calls itself`, position);
  if (given.length !== declaration.parameters.length) {
    throw new ShaderError(
      `"${declaration.name}" takes ${declaration.parameters.length} arguments, not ${given.length}`,
      position,
    );
  }
  const scope = new Map<string, Variable>();
  declaration.parameters.forEach((parameter, i) => {
    const value = convert(c, loadValue(c, given[i]), resolveType(parameter.type, c.module), position);
    scope.set(parameter.name, { type: value.type, nodes: value.nodes, depth: c.depth, constant: true });
  });
  const result = declaration.result ? resolveType(declaration.result, c.module) : nothing;
  const { body } = declaration;
  const early = holds(body.at(-1)?.kind === 'return' ? body.slice(0, -1) : body, returning);
  const context: FunctionContext = { result, loops: [] };
  if (early) {
    context.resultLocals = Array.from({ length: componentCount(result) }, () => c.emit.wide());
    context.returned = c.emit.wide();
    c.emit.store(context.returned, intConstant(0));
  }
  const outer = { scopes: c.scopes, exec: c.exec, depth: c.depth };
  c.scopes = [scope];
  c.functions.push(context);
  c.callStack.push(declaration.name);
  if (early) c.depth++;
  compileBlock(c, body);
  c.callStack.pop();
  c.functions.pop();
  c.scopes = outer.scopes;
  c.exec = outer.exec;
  c.depth = outer.depth;
  if (context.resultLocals) {
    const nodes = context.resultLocals.map(local => c.emit.copy(local));
    return { type: result, nodes };
  }
  if (result.kind !== 'nothing' && !context.value)
    throw new ShaderError(`"${declaration.name}" does not return a value`, declaration.position);
  return context.value ?? { type: nothing, nodes: [] };
}

export function compileCall(c: Compilation, e: Expression & { kind: 'call' }): Value {
  const { callee, position } = e;
  const { name } = callee;
  const declared = c.module.functions.get(name);
  if (declared)
    return callFunction(
      c,
      declared,
      e.arguments.map(argument => compileExpression(c, argument)),
      position,
    );
  if (name.startsWith('texture')) return readTexture(c, e);
  const given = e.arguments.map(argument => loadValue(c, compileExpression(c, argument)));
  if (/^(?:f32|i32|u32|bool|vec[234][fiu]?|mat[234]x[234]f?|array)$/.test(name) || c.module.structs.has(name)) {
    return construct(c, e, given);
  }
  if (name === 'bitcast') {
    const target = resolveType(callee.arguments[0] as never, c.module) as { scalar: Scalar };
    return { type: vectorOf(given[0].nodes.length, target.scalar), nodes: concrete(c, given[0]).nodes };
  }
  if (name === 'select') return selectValues(c, given, position);
  if (name === 'any' || name === 'all') {
    return {
      type: boolean,
      nodes: [given[0].nodes.reduce((s, n) => c.emit.op(name === 'any' ? simd.or : simd.and, s, n))],
    };
  }
  return callBuiltin(c, name, given, position);
}

function selectValues(c: Compilation, [no, yes, condition]: Value[], position: Position): Value {
  const [a, b] = unify(c, no, yes, 'select', position);
  const [x, y] = [concrete(c, a), concrete(c, b)];
  const size = Math.max(x.nodes.length, y.nodes.length);
  const at = (value: Value, i: number): Node => value.nodes[value.nodes.length === 1 ? 0 : i];
  const nodes = Array.from({ length: size }, (_, i) => c.emit.op(simd.bitselect, at(y, i), at(x, i), at(condition, i)));
  return { type: vectorOf(size, scalarOf(x.type, position)), nodes };
}

function callBuiltin(c: Compilation, name: string, given: Value[], position: Position): Value {
  const isInteger = given.length > 0 && given.some(v => ['i32', 'u32'].includes(scalarOf(v.type, position)));
  const scalar: Scalar = isInteger
    ? scalarOf(given.find(v => scalarOf(v.type, position) !== 'abstractInt')!.type, position)
    : 'f32';
  const operands = given.map(v => {
    const s = scalarOf(v.type, position);
    if (s === scalar) return v;
    if (s === 'abstractInt' || (s === 'abstractFloat' && scalar === 'f32')) return recast(c, v, scalar);
    throw new ShaderError(`"${name}" does not go with ${typeName(v.type)}`, position);
  });
  const size = Math.max(...operands.map(v => v.nodes.length));
  const at = (k: number, i: number): Node => {
    const { nodes } = operands[k] ?? operands[0];
    return nodes[nodes.length === 1 ? 0 : i];
  };
  const eachComponent = (write: (i: number) => Node): Value => ({
    type: vectorOf(size, scalar),
    nodes: Array.from({ length: size }, (_, i) => write(i)),
  });
  if (name === 'abs' || name === 'min' || name === 'max' || name === 'clamp' || (isInteger && name === 'sign')) {
    return eachComponent(i => {
      const [x, y, z] = [at(0, i), at(1, i), at(2, i)];
      return isInteger
        ? integerFunction(c.emit, name, scalar === 'i32', x, y, z)!
        : floatFunction(c.emit, name, x, y, z)!;
    });
  }
  if (isInteger) throw new ShaderError(`"${name}" does not go with ${scalar}`, position);
  const native = nativeFunctions[name];
  if (native) {
    if (given.length !== native.arity)
      throw new ShaderError(`"${name}" takes ${native.arity} arguments, not ${given.length}`, position);
    if (native.over === 'each') return eachComponent(i => native.each!(c.emit, at(0, i), at(1, i), at(2, i)));
    const [x, y, z] = operands.map(v => v.nodes);
    const nodes = native.whole!(c.emit, x, y, z);
    return { type: vectorOf(nodes.length, 'f32'), nodes };
  }
  if (name === 'pow' && operands[1].nodes.every(node => node.kind === 'constant')) {
    const exponent = wholeExponent(operands[1].nodes);
    if (exponent) return eachComponent(i => power(c, at(0, i), exponent));
  }
  const declaration = library.functions.get(name);
  if (!declaration) throw new ShaderError(`the function "${name}" is not known`, position);
  return eachComponent(i => {
    const values = operands.map((_, k): Value => ({ type: float, nodes: [at(k, i)] }));
    return callLibrary(c, declaration, values, position);
  });
}

function callLibrary(c: Compilation, declaration: FunctionDeclaration, given: Value[], position: Position): Node {
  const own = c.module;
  const { scopes } = c;
  c.module = library;
  const result = callFunction(c, declaration, given, position).nodes[0];
  c.module = own;
  c.scopes = scopes;
  return result;
}

function power(c: Compilation, x: Node, exponent: number): Node {
  let result: Node | undefined;
  let square = x;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result = result ? c.emit.op(simd.f32Mul, result, square) : square;
    if (rest > 1) square = c.emit.op(simd.f32Mul, square, square);
  }
  return result!;
}

/** @param channels which of the four are read; the others may be anything */
export function readTexture(
  c: Compilation,
  e: Expression & { kind: 'call' },
  channels: readonly number[] = [0, 1, 2, 3],
): Value {
  const { callee, position } = e;
  const texture = e.arguments[0];
  const slot = texture.kind === 'name' ? c.pass.textures.findIndex(t => t.name === texture.name) : -1;
  if (slot < 0) throw new ShaderError(`"${callee.name}" needs the name of a bound texture first`, position);
  const { format, coversTarget = false } = c.pass.textures[slot];
  const type = vectorOf(4, 'f32');
  if (callee.name === 'textureLoad') {
    const { nodes } = loadValue(c, compileExpression(c, e.arguments[1]));
    return { type, nodes: loadTexel(c.emit, slot, { format, coversTarget }, nodes[0], nodes[1], channels) };
  }
  if (callee.name === 'textureSampleLevel') {
    const { nodes } = loadValue(c, compileExpression(c, e.arguments[2]));
    return { type, nodes: sampleLinear(c.emit, slot, format, nodes[0], nodes[1], channels) };
  }
  if (callee.name === 'textureDimensions') {
    return {
      type: vectorOf(2, 'u32'),
      nodes: [c.emit.loadWord('bindings', slot * 16 + 4), c.emit.loadWord('bindings', slot * 16 + 8)],
    };
  }
  throw new ShaderError(`"${callee.name}" is not supported`, position);
}

/** The exponent that all components share, if it is a whole number that multiplications reach cheaply. */
function wholeExponent(nodes: readonly Node[]): number | undefined {
  const values = nodes.map(node => (node.kind === 'constant' ? node.bits : 0));
  for (let exponent = 1; exponent <= 64; exponent++) {
    if (values.every(bits => bits === floatBits(exponent))) return exponent;
  }
  return undefined;
}
