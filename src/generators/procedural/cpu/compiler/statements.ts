import { ShaderError } from '../../shading/language/lexer.ts';
import type { Expression, Statement } from '../../shading/language/syntax.ts';
import { intConstant, type Node } from '../nodes.ts';
import { componentCount, resolveType, type Type, vectorOf } from '../types.ts';
import { simd } from '../wasm-code.ts';
import { type Compilation, swizzleLetters, truth, type Value, type Variable } from './compilation.ts';
import { concrete, convert } from './conversions.ts';
import { compileBinary, compileExpression, elementType, loadValue } from './expressions.ts';
import { leaveFunction } from './functions.ts';
import { compileLoop, leaveLoop } from './loops.ts';
import { holds, leaving, returning, treeSize } from './syntax-facts.ts';
import { findVariable, keep, readVariable, spill } from './variables.ts';

/** An `if` smaller than this is computed on both sides and selected, without a branch. */
const branchSize = 10;

export function compileBlock(c: Compilation, statements: readonly Statement[]): void {
  c.scopes.push(new Map());
  compileStatements(c, statements);
  c.scopes.pop();
}

function compileStatements(c: Compilation, statements: readonly Statement[]): void {
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i];
    const mark = c.emit.mark();
    const outer = c.kept;
    c.kept = new Set();
    compileStatement(c, statement);
    c.emit.releaseSince(mark, c.kept);
    for (const local of c.kept) outer.add(local);
    c.kept = outer;
    if (leaving.has(statement.kind)) return;
    const leaves =
      (statement.kind === 'if' || statement.kind === 'for' || statement.kind === 'block') && leavesEarly(statement);
    if (leaves && c.exec && i + 1 < statements.length) {
      // Whoever is left goes on; when nobody is, the rest is skipped.
      c.emit.pushAny(c.exec);
      c.emit.run.begin('if');
      compileStatements(c, statements.slice(i + 1));
      c.emit.run.end();
      return;
    }
  }
}

function leavesEarly(statement: Statement): boolean {
  return statement.kind === 'for' ? holds(statement.body, returning) : holds([statement], leaving);
}

export function compileStatement(c: Compilation, s: Statement): void {
  switch (s.kind) {
    case 'let':
    case 'const':
    case 'var':
      declare(c, s);
      break;
    case 'assign':
      assign(c, s);
      break;
    case 'if':
      compileBranch(c, s);
      break;
    case 'for':
      compileLoop(c, s);
      break;
    case 'block':
      compileBlock(c, s.body);
      break;
    case 'return':
      leaveFunction(c, s);
      break;
    case 'break':
    case 'continue':
      leaveLoop(c, s);
      break;
    case 'call':
      compileExpression(c, s.call);
      break;
  }
}

function declare(c: Compilation, s: Statement & { kind: 'let' | 'const' | 'var' }): void {
  const declared = s.type && resolveType(s.type, c.module);
  let value: Value;
  if (s.value) {
    value = loadValue(c, compileExpression(c, s.value));
    value = declared ? convert(c, value, declared, s.position) : s.kind === 'const' ? value : concrete(c, value);
  } else {
    const zeros = Array.from({ length: componentCount(declared!) }, () => intConstant(0));
    value = { type: declared!, nodes: zeros };
  }
  keep(c, value.nodes);
  c.scopes.at(-1)!.set(s.name, { type: value.type, nodes: value.nodes, depth: c.depth, constant: s.kind !== 'var' });
}

/** Where in its root variable an assignment's target lies, as component indices. */
function assignmentTarget(
  c: Compilation,
  expression: Expression,
): { variable: Variable; type: Type; components: number[] } {
  if (expression.kind === 'name') {
    const variable = findVariable(c, expression.name);
    if (!variable) throw new ShaderError(`"${expression.name}" is not declared`, expression.position);
    if (variable.constant)
      throw new ShaderError(`"${expression.name}" cannot be assigned; declare it with var`, expression.position);
    return {
      variable,
      type: variable.type,
      components: Array.from({ length: componentCount(variable.type) }, (_, i) => i),
    };
  }
  if (expression.kind === 'member' || expression.kind === 'index') {
    const { variable, type, components } = assignmentTarget(c, expression.object);
    if (expression.kind === 'member' && type.kind === 'struct') {
      let start = 0;
      for (const field of type.fields) {
        const count = componentCount(field.type);
        if (field.name === expression.member)
          return { variable, type: field.type, components: components.slice(start, start + count) };
        start += count;
      }
    }
    if (expression.kind === 'member' && type.kind === 'vector' && expression.member.length === 1) {
      const index = swizzleLetters.indexOf(expression.member) % 4;
      if (index >= 0 && index < type.size)
        return { variable, type: vectorOf(1, type.scalar), components: [components[index]] };
    }
    if (expression.kind === 'index') {
      const index = loadValue(c, compileExpression(c, expression.index)).nodes[0];
      if (index.kind !== 'constant')
        throw new ShaderError('an index that is assigned to must be a constant', expression.position);
      const element = elementType(type);
      if (element) {
        const count = componentCount(element);
        return {
          variable,
          type: element,
          components: components.slice(index.bits * count, (index.bits + 1) * count),
        };
      }
    }
  }
  throw new ShaderError('this cannot be assigned to', expression.position);
}

function assign(c: Compilation, s: Statement & { kind: 'assign' }): void {
  if (s.target.kind === 'name' && s.target.name === '_') {
    compileExpression(c, s.value);
    return;
  }
  const { variable, type, components } = assignmentTarget(c, s.target);
  const value = s.operator
    ? compileBinary(
        c,
        s.operator,
        { type, nodes: components.map(i => readVariable(c, variable)[i]) },
        loadValue(c, compileExpression(c, s.value)),
        s.position,
      )
    : loadValue(c, compileExpression(c, s.value));
  const { nodes } = convert(c, value, type, s.position);
  if (variable.depth === c.depth && !variable.unmasked) {
    const next = [...readVariable(c, variable)];
    components.forEach((component, i) => {
      next[component] = nodes[i];
    });
    keep(c, next);
    variable.nodes = next;
    return;
  }
  components.forEach((component, i) => {
    c.emit.store(variable.locals![component], nodes[i], variable.unmasked ? undefined : c.exec);
  });
}

export function compileCondition(c: Compilation, expression: Expression): Node {
  const value = loadValue(c, compileExpression(c, expression));
  if (value.type.kind !== 'scalar' || value.type.scalar !== 'bool')
    throw new ShaderError('a condition must be a bool', expression.position);
  return value.nodes[0];
}

function compileBranch(c: Compilation, s: Statement & { kind: 'if' }): void {
  const { run } = c.emit;
  const condition = compileCondition(c, s.condition);
  if (condition.kind === 'constant') {
    compileBlock(c, condition.bits ? s.body : (s.otherwise ?? []));
    return;
  }
  const both = [...s.body, ...(s.otherwise ?? [])];
  spill(c, both);
  const leaves = holds(both, leaving);
  const saved = c.exec;
  c.depth++;
  if ((condition.kind === 'prepared' || condition.uniform) && !leaves) {
    c.emit.push(condition, 0);
    run.simd(simd.anyTrue).begin('if');
    compileBlock(c, s.body);
    if (s.otherwise) {
      run.otherwise();
      compileBlock(c, s.otherwise);
    }
    run.end();
  } else {
    compileMasked(c, saved ? c.emit.op(simd.and, saved, condition) : condition, s.body);
    if (s.otherwise) compileMasked(c, c.emit.op(simd.andNot, saved ?? truth, condition), s.otherwise);
  }
  c.depth--;
  c.exec = saved;
  if (leaves) c.exec = remainingLanes(c);
  if (c.exec) keep(c, [c.exec]);
}

function compileMasked(c: Compilation, mask: Node, body: readonly Statement[]): void {
  const small = treeSize(body) <= branchSize && !holds(body, leaving);
  c.exec = mask;
  if (!small) {
    c.emit.pushAny(mask);
    c.emit.run.begin('if');
  }
  compileBlock(c, body);
  if (!small) c.emit.run.end();
}

/** The executing lanes less those that have returned, broken off or gone on to the next round. */
export function remainingLanes(c: Compilation): Node | undefined {
  const context = c.functions.at(-1)!;
  const loop = context.loops.at(-1);
  let exec = c.exec;
  for (const local of [context.returned, loop?.broken, loop?.continued]) {
    if (local === undefined) continue;
    exec = c.emit.op(simd.andNot, exec ?? truth, c.emit.copy(local));
  }
  return exec;
}
