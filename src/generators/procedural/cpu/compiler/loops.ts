import { ShaderError } from '../../shading/language/lexer.ts';
import type { Expression, Statement } from '../../shading/language/syntax.ts';
import { intConstant } from '../nodes.ts';
import type { Type } from '../types.ts';
import { scalar as instruction, simd } from '../wasm-code.ts';
import { type Compilation, type LoopContext, truth, type Variable } from './compilation.ts';
import { compileExpression, loadValue } from './expressions.ts';
import { compileBlock, compileCondition, compileStatement, remainingLanes } from './statements.ts';
import { assignedNames, holds, leaving, returning, treeSize } from './syntax-facts.ts';
import { findVariable, keep, spill } from './variables.ts';

/** Loops of a fixed count up to this many rounds are written out. */
const unrollRounds = 32;
/** … as long as body size times rounds stays under this many tree nodes. */
const unrollSize = 1600;

export function compileLoop(c: Compilation, s: Statement & { kind: 'for' }): void {
  c.scopes.push(new Map());
  if (s.initial) compileStatement(c, s.initial);
  if (!compileUnrolled(c, s)) compileRolled(c, s);
  c.scopes.pop();
}

/** The values a counter takes, when the head of a loop tells them. */
function loopRounds(
  c: Compilation,
  s: Statement & { kind: 'for' },
): { name: string; values: number[]; type: Type } | undefined {
  const { initial, condition, update, body } = s;
  if (initial?.kind !== 'var' || condition?.kind !== 'binary' || update?.kind !== 'assign') return undefined;
  if (condition.left.kind !== 'name' || condition.left.name !== initial.name) return undefined;
  if (update.target.kind !== 'name' || update.target.name !== initial.name || assignedNames(body).has(initial.name))
    return undefined;
  const counter = findVariable(c, initial.name)!;
  if (counter.type.kind !== 'scalar' || (counter.type.scalar !== 'i32' && counter.type.scalar !== 'u32'))
    return undefined;
  const first = counter.nodes?.[0];
  const end = loadValue(c, compileExpression(c, condition.right)).nodes[0];
  const step = loadValue(c, compileExpression(c, update.value)).nodes[0];
  if (first?.kind !== 'constant' || end.kind !== 'constant' || step.kind !== 'constant') return undefined;
  if (update.operator !== '+' && update.operator !== '-') return undefined;
  const change = update.operator === '+' ? step.bits : -step.bits;
  const tests: Record<string, (i: number) => boolean> = {
    '<': i => i < end.bits, '<=': i => i <= end.bits, '>': i => i > end.bits, '>=': i => i >= end.bits, '!=': i => i !== end.bits,
  }; // biome-ignore format: a table
  const test = tests[condition.operator];
  if (!test || change === 0) return undefined;
  const values: number[] = [];
  for (let i = first.bits; test(i); i += change) {
    values.push(i);
    if (values.length > unrollRounds) return undefined;
  }
  return { name: initial.name, values, type: counter.type };
}

function compileUnrolled(c: Compilation, s: Statement & { kind: 'for' }): boolean {
  const rounds = loopRounds(c, s);
  if (!rounds || treeSize(s.body) * rounds.values.length > unrollSize) return false;
  const { run } = c.emit;
  const leaves = holds(s.body, leaving);
  const context = c.functions.at(-1)!;
  const saved = c.exec;
  if (leaves) {
    spill(c, s.body);
    c.depth++;
    context.loops.push({ broken: clearedMask(c, s.body, 'break'), continued: undefined });
    run.begin('block');
  }
  rounds.values.forEach((value, round) => {
    const scope = new Map<string, Variable>();
    scope.set(rounds.name, { type: rounds.type, nodes: [intConstant(value)], depth: c.depth, constant: true });
    c.scopes.push(scope);
    if (leaves) {
      context.loops.at(-1)!.continued = clearedMask(c, s.body, 'continue');
      if (round > 0) {
        c.exec = saved;
        c.exec = remainingLanes(c);
        if (c.exec) {
          c.emit.pushAny(c.exec);
          run.op(instruction.i32Eqz).branchIf(0);
        }
      }
    }
    compileBlock(c, s.body);
    c.scopes.pop();
  });
  if (leaves) {
    run.end();
    context.loops.pop();
    c.depth--;
    c.exec = saved;
    if (holds(s.body, returning)) c.exec = remainingLanes(c);
    if (c.exec) keep(c, [c.exec]);
  }
  return true;
}

/** A mask local set to no lane, if the body breaks off (or goes on) at all. */
function clearedMask(
  c: Compilation,
  body: readonly Statement[],
  kind: 'break' | 'continue' | 'return',
): number | undefined {
  if (!holds(body, new Set([kind]))) return undefined;
  const local = c.emit.wide();
  c.emit.store(local, intConstant(0));
  return local;
}

function compileRolled(c: Compilation, s: Statement & { kind: 'for' }): void {
  const { run } = c.emit;
  const context = c.functions.at(-1)!;
  const saved = c.exec;
  const body = s.update ? [...s.body, s.update] : s.body;
  const counter = s.initial?.kind === 'var' ? findVariable(c, s.initial.name) : undefined;
  const first = counter?.nodes?.[0];
  const steady =
    s.initial?.kind === 'var' &&
    s.update?.kind === 'assign' &&
    s.update.target.kind === 'name' &&
    s.update.target.name === s.initial.name &&
    !assignedNames(s.body).has(s.initial.name) &&
    first !== undefined &&
    (first.kind !== 'local' || first.uniform);
  spill(c, body);
  if (counter && steady) counter.unmasked = true;
  c.depth++;
  const loop: LoopContext = { broken: clearedMask(c, s.body, 'break') };
  context.loops.push(loop);
  // Lanes still in the loop; needed once they can leave it one by one.
  let active: number | undefined;
  const startMask = (): number => {
    const local = c.emit.wide();
    c.emit.store(local, saved ?? truth);
    return local;
  };
  const uniformCondition =
    !s.condition || isUniformExpression(c, s.condition, steady ? (s.initial as { name: string }).name : undefined);
  if (!uniformCondition || holds(s.body, returning) || loop.broken !== undefined) active = startMask();
  run.begin('block').begin('loop');
  if (active !== undefined) {
    c.exec = c.emit.copy(active);
    c.emit.pushAny(c.exec);
    run.op(instruction.i32Eqz).branchIf(1);
  }
  if (s.condition) {
    const condition = compileCondition(c, s.condition);
    if (uniformCondition) {
      c.emit.push(condition, 0);
      run.simd(simd.anyTrue).op(instruction.i32Eqz).branchIf(1);
    } else {
      c.exec = c.emit.op(simd.and, c.exec ?? truth, condition);
      c.emit.store(active!, c.exec);
      c.emit.pushAny(c.exec);
      run.op(instruction.i32Eqz).branchIf(1);
    }
  }
  loop.continued = clearedMask(c, s.body, 'continue');
  compileBlock(c, s.body);
  loop.continued = undefined;
  if (active !== undefined) {
    c.exec = c.emit.copy(active);
    c.exec = remainingLanes(c);
    c.emit.store(active, c.exec!);
  }
  if (s.update) compileStatement(c, s.update);
  run.branch(0).end().end();
  context.loops.pop();
  c.depth--;
  c.exec = saved;
  if (holds(s.body, returning)) c.exec = remainingLanes(c);
  if (c.exec) keep(c, [c.exec]);
}

/** Whether an expression is the same in all lanes, by its looks: constants, the uniform block, steady counters. */
function isUniformExpression(c: Compilation, expression: Expression, counter: string | undefined): boolean {
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'name': {
      if (expression.name === counter) return true;
      const variable = findVariable(c, expression.name);
      if (!variable) return true;
      return variable.unmasked === true || (variable.nodes?.every(n => n.kind !== 'local' || n.uniform) ?? false);
    }
    case 'unary':
      return isUniformExpression(c, expression.operand, counter);
    case 'binary':
      return isUniformExpression(c, expression.left, counter) && isUniformExpression(c, expression.right, counter);
    case 'member':
      return isUniformExpression(c, expression.object, counter);
    case 'index':
      return isUniformExpression(c, expression.object, counter) && isUniformExpression(c, expression.index, counter);
    case 'call':
      return expression.arguments.every(argument => isUniformExpression(c, argument, counter));
  }
}

export function leaveLoop(c: Compilation, s: Statement & { kind: 'break' | 'continue' }): void {
  const loop = c.functions.at(-1)!.loops.at(-1);
  const local = s.kind === 'break' ? loop?.broken : loop?.continued;
  if (local === undefined) throw new ShaderError(`"${s.kind}" stands outside a loop`, s.position);
  addLanes(c, local);
}

export function addLanes(c: Compilation, local: number): void {
  c.emit.store(local, c.emit.op(simd.or, c.emit.copy(local), c.exec ?? truth));
}
