import { readShader } from '../shader-files.ts';
import { type Position, ShaderError } from '../shading/language/lexer.ts';
import { parse } from '../shading/language/parse.ts';
import type {
  Expression,
  FunctionDeclaration,
  GlobalDeclaration,
  Module,
  Statement,
} from '../shading/language/syntax.ts';
import { Emitter, floatBits, floatConstant, globalNames, intConstant, type Node } from './emitter.ts';
import { divideInts, floatFunction, integerFunction, nativeFunctions } from './native-functions.ts';
import { loadTexel, type SampledFormat, sampleLinear, storePixels, type TargetFormat } from './texels.ts';
import {
  boolean, componentCount, float, nothing, resolveType, type Scalar, type Type, typeName, uniformFieldOffset, uniformLayout, vectorOf,
} from './types.ts'; // biome-ignore format: one line
import { encodeModule, scalar as instruction, simd } from './wasm-code.ts';

/** What a pass reads and writes. */
export interface PassInterface {
  /** Name of the function from pixel centre to colour. */
  entry: string;
  /**
   * Textures that the source declares, in the order in which they will be bound, with the form in which they are stored, and whether they are at
   * least as wide as what the pass writes.
   */
  textures: readonly { name: string; format: SampledFormat; coversTarget?: boolean }[];
  target: TargetFormat;
}

/** A shader as WebAssembly, before it is given memory. */
export interface CompiledPass {
  bytes: Uint8Array<ArrayBuffer>;
  /** Module-scope arrays, to be placed where the global `constants` points. */
  constants: Int32Array;
  /** 16-byte slots needed where the global `slots` points, one set for each thread. */
  slots: number;
  /** Vector operations in the per-pixel function: a measure of its size. */
  operations: number;
}

/** A value: its components, or the place in memory where an array or struct lies. */
interface Value {
  type: Type;
  nodes: Node[];
  place?: { base: 'uniforms' | 'constants'; offset: number; dynamic?: Node };
}

interface Variable {
  type: Type;
  /** Current values while the variable is only assigned in straight lines; undefined once it lives in `locals`. */
  nodes?: Node[];
  locals?: number[];
  depth: number;
  /** A loop counter that is the same in all lanes: assigned without a mask. */
  unmasked?: boolean;
  constant: boolean;
}

interface LoopContext {
  broken?: number;
  continued?: number;
}

interface FunctionContext {
  result: Type;
  resultLocals?: number[];
  returned?: number;
  value?: Value;
  loops: LoopContext[];
}

const library = parse(readShader('cpu/builtins.wgsl'));

/** Loops of a fixed count up to this many rounds are written out. */
const unrollRounds = 32;
/** … as long as body size times rounds stays under this many tree nodes. */
const unrollSize = 1600;
/** An `if` smaller than this is computed on both sides and selected, without a branch. */
const branchSize = 10;

/**
 * Compiles WGSL to WebAssembly SIMD: four or eight neighbouring pixels at a time, one per 32-bit lane, with masks where they take different
 * branches (the single-program-multiple-data scheme of ISPC, Pharr and Mark 2012). Functions are inlined; whatever is the same for the whole
 * picture is computed once a frame.
 *
 * @param source WGSL with the function {@link PassInterface.entry} from `vec2f` to `vec4f` and one uniform block
 * @param halves vectors of four pixels drawn at a time
 * @throws {ShaderError} naming line and column in `source`
 */
export function compilePass(source: string, pass: PassInterface, halves: 1 | 2 = 1): CompiledPass {
  return new Compiler(parse(source), pass, halves).compile();
}

/** Size of a tree, and whether it holds statements of some kinds (loops hide their own breaks). */
function treeSize(tree: unknown): number {
  if (Array.isArray(tree)) return tree.reduce<number>((sum, part) => sum + treeSize(part), 0);
  if (!tree || typeof tree !== 'object') return 0;
  let sum = 'kind' in tree ? 1 : 0;
  for (const [key, part] of Object.entries(tree))
    if (key !== 'position' && typeof part === 'object') sum += treeSize(part);
  return sum;
}

function holds(statements: readonly Statement[], kinds: ReadonlySet<Statement['kind']>, inLoop = false): boolean {
  return statements.some(s => {
    if (kinds.has(s.kind) && !(inLoop && (s.kind === 'break' || s.kind === 'continue'))) return true;
    if (s.kind === 'if') return holds(s.body, kinds, inLoop) || holds(s.otherwise ?? [], kinds, inLoop);
    if (s.kind === 'block') return holds(s.body, kinds, inLoop);
    if (s.kind === 'for') return holds(s.body, kinds, true);
    return false;
  });
}

const leaving: ReadonlySet<Statement['kind']> = new Set(['return', 'break', 'continue'] as const);
const returning: ReadonlySet<Statement['kind']> = new Set(['return'] as const);

function assignedNames(statements: readonly Statement[], names = new Set<string>()): Set<string> {
  for (const s of statements) {
    if (s.kind === 'assign') {
      let target = s.target;
      while (target.kind === 'member' || target.kind === 'index') target = target.object;
      if (target.kind === 'name') names.add(target.name);
    } else if (s.kind === 'if') assignedNames([...s.body, ...(s.otherwise ?? [])], names);
    else if (s.kind === 'block') assignedNames(s.body, names);
    else if (s.kind === 'for') {
      assignedNames([...(s.initial ? [s.initial] : []), ...(s.update ? [s.update] : []), ...s.body], names);
    }
  }
  return names;
}

const swizzleLetters = 'xyzwrgba';
const truth = intConstant(-1);

class Compiler {
  private module: Module;
  private readonly pass: PassInterface;
  private readonly emit: Emitter;
  private readonly constants: number[] = [];
  private readonly globals = new Map<string, Value>();
  private scopes: Map<string, Variable>[] = [new Map()];
  private functions: FunctionContext[] = [];
  private callStack: string[] = [];
  /** Lanes that execute; undefined means all of them. */
  private exec: Node | undefined;
  private depth = 0;
  private kept = new Set<number>();

  constructor(module: Module, pass: PassInterface, halves: 1 | 2) {
    this.module = module;
    this.pass = pass;
    this.emit = new Emitter(halves);
  }

  compile(): CompiledPass {
    const entry = this.module.functions.get(this.pass.entry);
    if (!entry)
      throw new ShaderError(`the function "${this.pass.entry}(pixel: vec2f) -> vec4f" is missing`, {
        line: 1,
        column: 1,
      });
    const { run } = this.emit;
    const [firstRow, endRow, width] = [0, 1, 2];
    const row = run.integer();
    const column = run.integer();
    const address = run.integer();
    const output = globalNames.indexOf('output');
    const pitch = globalNames.indexOf('pitch');
    run.get(firstRow).set(row).begin('block').begin('loop');
    run.get(row).get(endRow).op(instruction.i32LtS).op(instruction.i32Eqz).branchIf(1);
    run.global(output).get(row).global(pitch).op(instruction.i32Mul).op(instruction.i32Add).set(address);
    this.emit.row.get(row).simd(simd.i32Splat);
    const rows = this.emit.popRow();
    const y = this.emit.op(simd.f32Add, this.emit.op(simd.convertS, rows), floatConstant(0.5));
    const rowCode = run.bytes.length;
    run.i32(0).set(column).begin('loop');
    const column0 = this.emit.each(true, () => run.get(column).simd(simd.i32Splat));
    const numbers = this.emit.op(simd.i32Add, column0, this.laneNumbers());
    const columns = { ...numbers, consecutive: true, ownColumns: true } as Node;
    const x = this.emit.op(simd.f32Add, this.emit.op(simd.convertS, columns), floatConstant(0.5));
    this.emit.centre(x, columns);
    this.emit.centre(y, rows);
    this.emit.mark();
    const colour = this.call(entry, [{ type: vectorOf(2, 'f32'), nodes: [x, y] }], entry.position);
    if (colour.type.kind !== 'vector' || colour.type.size !== 4)
      throw new ShaderError(`"${entry.name}" must return vec4f`, entry.position);
    storePixels(this.emit, this.pass.target, colour.nodes, address);
    run
      .get(column)
      .i32(this.emit.lanes)
      .op(instruction.i32Add)
      .tee(column)
      .get(width)
      .op(instruction.i32LtS)
      .branchIf(0)
      .end();
    run.get(row).i32(1).op(instruction.i32Add).set(row).branch(0).end().end();
    run.insert(rowCode, this.emit.row);
    return {
      bytes: encodeModule(
        [
          { name: 'prepare', parameters: 0, code: this.emit.prepare },
          { name: 'run', parameters: 3, code: run },
        ],
        globalNames,
      ),
      constants: Int32Array.from(this.constants),
      slots: this.emit.slots * this.emit.halves.length,
      operations: this.emit.operations,
    };
  }

  /** 0, 1, 2, 3 and so on: the columns of the lanes. */
  private laneNumbers(): Node {
    const offset = this.constants.length;
    for (let lane = 0; lane < this.emit.lanes; lane++) this.constants.push(lane);
    return this.emit.each(false, half =>
      this.emit.run.global(globalNames.indexOf('constants')).memory(simd.load, offset * 4 + half * 16, 2),
    );
  }

  // Statements

  private block(statements: readonly Statement[]): void {
    this.scopes.push(new Map());
    this.statements(statements);
    this.scopes.pop();
  }

  private statements(statements: readonly Statement[]): void {
    for (let i = 0; i < statements.length; i++) {
      const statement = statements[i];
      const mark = this.emit.mark();
      const outer = this.kept;
      this.kept = new Set();
      this.statement(statement);
      this.emit.releaseSince(mark, this.kept);
      for (const local of this.kept) outer.add(local);
      this.kept = outer;
      if (leaving.has(statement.kind)) return;
      const leaves =
        (statement.kind === 'if' || statement.kind === 'for' || statement.kind === 'block') && this.leaves(statement);
      if (leaves && this.exec && i + 1 < statements.length) {
        // Whoever is left goes on; when nobody is, the rest is skipped.
        this.emit.pushAny(this.exec);
        this.emit.run.begin('if');
        this.statements(statements.slice(i + 1));
        this.emit.run.end();
        return;
      }
    }
  }

  private leaves(statement: Statement): boolean {
    return statement.kind === 'for' ? holds(statement.body, returning) : holds([statement], leaving);
  }

  /** Protects temporaries from being handed out again when the statement ends. */
  private keep(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (node.kind !== 'local') continue;
      this.kept.add(node.local);
      const companion = this.emit.companion(node.local);
      if (companion !== undefined) this.kept.add(companion);
    }
  }

  private statement(s: Statement): void {
    switch (s.kind) {
      case 'let':
      case 'const':
      case 'var':
        this.declaration(s);
        break;
      case 'assign':
        this.assign(s);
        break;
      case 'if':
        this.branch(s);
        break;
      case 'for':
        this.loop(s);
        break;
      case 'block':
        this.block(s.body);
        break;
      case 'return':
        this.leaveFunction(s);
        break;
      case 'break':
      case 'continue':
        this.leaveLoop(s);
        break;
      case 'call':
        this.expression(s.call);
        break;
    }
  }

  private declaration(s: Statement & { kind: 'let' | 'const' | 'var' }): void {
    const declared = s.type && resolveType(s.type, this.module);
    let value: Value;
    if (s.value) {
      value = this.load(this.expression(s.value));
      value = declared ? this.convert(value, declared, s.position) : s.kind === 'const' ? value : this.concrete(value);
    } else {
      const zeros = Array.from({ length: componentCount(declared!) }, () => intConstant(0));
      value = { type: declared!, nodes: zeros };
    }
    this.keep(value.nodes);
    this.scopes
      .at(-1)!
      .set(s.name, { type: value.type, nodes: value.nodes, depth: this.depth, constant: s.kind !== 'var' });
  }

  private find(name: string): Variable | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const found = this.scopes[i].get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** Where in its root variable an assignment's target lies, as component indices. */
  private target(expression: Expression): { variable: Variable; type: Type; components: number[] } {
    if (expression.kind === 'name') {
      const variable = this.find(expression.name);
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
      const { variable, type, components } = this.target(expression.object);
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
        const index = this.load(this.expression(expression.index)).nodes[0];
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

  private assign(s: Statement & { kind: 'assign' }): void {
    if (s.target.kind === 'name' && s.target.name === '_') {
      this.expression(s.value);
      return;
    }
    const { variable, type, components } = this.target(s.target);
    const value = s.operator
      ? this.binary(
          s.operator,
          { type, nodes: components.map(i => this.read(variable)[i]) },
          this.load(this.expression(s.value)),
          s.position,
        )
      : this.load(this.expression(s.value));
    const { nodes } = this.convert(value, type, s.position);
    if (variable.depth === this.depth && !variable.unmasked) {
      const next = [...this.read(variable)];
      components.forEach((component, i) => {
        next[component] = nodes[i];
      });
      this.keep(next);
      variable.nodes = next;
      return;
    }
    components.forEach((component, i) => {
      this.emit.store(variable.locals![component], nodes[i], variable.unmasked ? undefined : this.exec);
    });
  }

  /** The components of a variable now; a copy, so that a later assignment does not change what was read. */
  private read(variable: Variable): Node[] {
    if (variable.nodes) return variable.nodes;
    return variable.locals!.map(local =>
      variable.unmasked ? this.emit.each(true, () => this.emit.run.get(local)) : this.emit.copy(local),
    );
  }

  /** Moves the variables that a branch or loop assigns into locals that can be written under a mask. */
  private spill(statements: readonly Statement[]): void {
    for (const name of assignedNames(statements)) {
      const variable = this.find(name);
      if (!variable?.nodes || variable.constant) continue;
      const locals = variable.nodes.map(() => this.emit.wide());
      variable.nodes.forEach((node, i) => {
        this.emit.store(locals[i], node);
      });
      variable.locals = locals;
      variable.nodes = undefined;
    }
  }

  private condition(expression: Expression): Node {
    const value = this.load(this.expression(expression));
    if (value.type.kind !== 'scalar' || value.type.scalar !== 'bool')
      throw new ShaderError('a condition must be a bool', expression.position);
    return value.nodes[0];
  }

  private branch(s: Statement & { kind: 'if' }): void {
    const { run } = this.emit;
    const condition = this.condition(s.condition);
    if (condition.kind === 'constant') {
      this.block(condition.bits ? s.body : (s.otherwise ?? []));
      return;
    }
    const both = [...s.body, ...(s.otherwise ?? [])];
    this.spill(both);
    const leaves = holds(both, leaving);
    const saved = this.exec;
    this.depth++;
    if ((condition.kind === 'prepared' || condition.uniform) && !leaves) {
      this.emit.push(condition, 0);
      run.simd(simd.anyTrue).begin('if');
      this.block(s.body);
      if (s.otherwise) {
        run.otherwise();
        this.block(s.otherwise);
      }
      run.end();
    } else {
      this.masked(saved ? this.emit.op(simd.and, saved, condition) : condition, s.body);
      if (s.otherwise) this.masked(this.emit.op(simd.andNot, saved ?? truth, condition), s.otherwise);
    }
    this.depth--;
    this.exec = saved;
    if (leaves) this.exec = this.remaining();
    if (this.exec) this.keep([this.exec]);
  }

  private masked(mask: Node, body: readonly Statement[]): void {
    const small = treeSize(body) <= branchSize && !holds(body, leaving);
    this.exec = mask;
    if (!small) {
      this.emit.pushAny(mask);
      this.emit.run.begin('if');
    }
    this.block(body);
    if (!small) this.emit.run.end();
  }

  /** The executing lanes less those that have returned, broken off or gone on to the next round. */
  private remaining(): Node | undefined {
    const context = this.functions.at(-1)!;
    const loop = context.loops.at(-1);
    let exec = this.exec;
    for (const local of [context.returned, loop?.broken, loop?.continued]) {
      if (local === undefined) continue;
      exec = this.emit.op(simd.andNot, exec ?? truth, this.emit.copy(local));
    }
    return exec;
  }

  private loop(s: Statement & { kind: 'for' }): void {
    this.scopes.push(new Map());
    if (s.initial) this.statement(s.initial);
    if (!this.unrolled(s)) this.rolled(s);
    this.scopes.pop();
  }

  /** The values a counter takes, when the head of a loop tells them. */
  private rounds(s: Statement & { kind: 'for' }): { name: string; values: number[]; type: Type } | undefined {
    const { initial, condition, update, body } = s;
    if (initial?.kind !== 'var' || condition?.kind !== 'binary' || update?.kind !== 'assign') return undefined;
    if (condition.left.kind !== 'name' || condition.left.name !== initial.name) return undefined;
    if (update.target.kind !== 'name' || update.target.name !== initial.name || assignedNames(body).has(initial.name))
      return undefined;
    const counter = this.find(initial.name)!;
    if (counter.type.kind !== 'scalar' || (counter.type.scalar !== 'i32' && counter.type.scalar !== 'u32'))
      return undefined;
    const first = counter.nodes?.[0];
    const end = this.load(this.expression(condition.right)).nodes[0];
    const step = this.load(this.expression(update.value)).nodes[0];
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

  private unrolled(s: Statement & { kind: 'for' }): boolean {
    const rounds = this.rounds(s);
    if (!rounds || treeSize(s.body) * rounds.values.length > unrollSize) return false;
    const { run } = this.emit;
    const leaves = holds(s.body, leaving);
    const context = this.functions.at(-1)!;
    const saved = this.exec;
    if (leaves) {
      this.spill(s.body);
      this.depth++;
      context.loops.push({ broken: this.cleared(s.body, 'break'), continued: undefined });
      run.begin('block');
    }
    rounds.values.forEach((value, round) => {
      const scope = new Map<string, Variable>();
      scope.set(rounds.name, { type: rounds.type, nodes: [intConstant(value)], depth: this.depth, constant: true });
      this.scopes.push(scope);
      if (leaves) {
        context.loops.at(-1)!.continued = this.cleared(s.body, 'continue');
        if (round > 0) {
          this.exec = saved;
          this.exec = this.remaining();
          if (this.exec) {
            this.emit.pushAny(this.exec);
            run.op(instruction.i32Eqz).branchIf(0);
          }
        }
      }
      this.block(s.body);
      this.scopes.pop();
    });
    if (leaves) {
      run.end();
      context.loops.pop();
      this.depth--;
      this.exec = saved;
      if (holds(s.body, returning)) this.exec = this.remaining();
      if (this.exec) this.keep([this.exec]);
    }
    return true;
  }

  /** A mask local set to no lane, if the body breaks off (or goes on) at all. */
  private cleared(body: readonly Statement[], kind: 'break' | 'continue' | 'return'): number | undefined {
    if (!holds(body, new Set([kind]))) return undefined;
    const local = this.emit.wide();
    this.emit.store(local, intConstant(0));
    return local;
  }

  private rolled(s: Statement & { kind: 'for' }): void {
    const { run } = this.emit;
    const context = this.functions.at(-1)!;
    const saved = this.exec;
    const body = s.update ? [...s.body, s.update] : s.body;
    const counter = s.initial?.kind === 'var' ? this.find(s.initial.name) : undefined;
    const first = counter?.nodes?.[0];
    const steady =
      s.initial?.kind === 'var' &&
      s.update?.kind === 'assign' &&
      s.update.target.kind === 'name' &&
      s.update.target.name === s.initial.name &&
      !assignedNames(s.body).has(s.initial.name) &&
      first !== undefined &&
      (first.kind !== 'local' || first.uniform);
    this.spill(body);
    if (counter && steady) counter.unmasked = true;
    this.depth++;
    const loop: LoopContext = { broken: this.cleared(s.body, 'break') };
    context.loops.push(loop);
    // Lanes still in the loop; needed once they can leave it one by one.
    let active: number | undefined;
    const startMask = (): number => {
      const local = this.emit.wide();
      this.emit.store(local, saved ?? truth);
      return local;
    };
    const uniformCondition =
      !s.condition || this.isUniform(s.condition, steady ? (s.initial as { name: string }).name : undefined);
    if (!uniformCondition || holds(s.body, returning) || loop.broken !== undefined) active = startMask();
    run.begin('block').begin('loop');
    if (active !== undefined) {
      this.exec = this.emit.copy(active);
      this.emit.pushAny(this.exec);
      run.op(instruction.i32Eqz).branchIf(1);
    }
    if (s.condition) {
      const condition = this.condition(s.condition);
      if (uniformCondition) {
        this.emit.push(condition, 0);
        run.simd(simd.anyTrue).op(instruction.i32Eqz).branchIf(1);
      } else {
        this.exec = this.emit.op(simd.and, this.exec ?? truth, condition);
        this.emit.store(active!, this.exec);
        this.emit.pushAny(this.exec);
        run.op(instruction.i32Eqz).branchIf(1);
      }
    }
    loop.continued = this.cleared(s.body, 'continue');
    this.block(s.body);
    loop.continued = undefined;
    if (active !== undefined) {
      this.exec = this.emit.copy(active);
      this.exec = this.remaining();
      this.emit.store(active, this.exec!);
    }
    if (s.update) this.statement(s.update);
    run.branch(0).end().end();
    context.loops.pop();
    this.depth--;
    this.exec = saved;
    if (holds(s.body, returning)) this.exec = this.remaining();
    if (this.exec) this.keep([this.exec]);
  }

  /** Whether an expression is the same in all lanes, by its looks: constants, the uniform block, steady counters. */
  private isUniform(expression: Expression, counter: string | undefined): boolean {
    switch (expression.kind) {
      case 'literal':
        return true;
      case 'name': {
        if (expression.name === counter) return true;
        const variable = this.find(expression.name);
        if (!variable) return true;
        return variable.unmasked === true || (variable.nodes?.every(n => n.kind !== 'local' || n.uniform) ?? false);
      }
      case 'unary':
        return this.isUniform(expression.operand, counter);
      case 'binary':
        return this.isUniform(expression.left, counter) && this.isUniform(expression.right, counter);
      case 'member':
        return this.isUniform(expression.object, counter);
      case 'index':
        return this.isUniform(expression.object, counter) && this.isUniform(expression.index, counter);
      case 'call':
        return expression.arguments.every(argument => this.isUniform(argument, counter));
    }
  }

  private leaveLoop(s: Statement & { kind: 'break' | 'continue' }): void {
    const loop = this.functions.at(-1)!.loops.at(-1);
    const local = s.kind === 'break' ? loop?.broken : loop?.continued;
    if (local === undefined) throw new ShaderError(`"${s.kind}" stands outside a loop`, s.position);
    this.addLanes(local);
  }

  private addLanes(local: number): void {
    this.emit.store(local, this.emit.op(simd.or, this.emit.copy(local), this.exec ?? truth));
  }

  private leaveFunction(s: Statement & { kind: 'return' }): void {
    const context = this.functions.at(-1)!;
    if (s.value) {
      const value = this.convert(this.load(this.expression(s.value)), context.result, s.position);
      if (context.resultLocals) {
        context.resultLocals.forEach((local, i) => {
          this.emit.store(local, value.nodes[i], this.exec);
        });
      } else {
        this.keep(value.nodes);
        context.value = value;
      }
    }
    if (context.returned !== undefined) this.addLanes(context.returned);
  }

  // Functions

  private call(declaration: FunctionDeclaration, given: Value[], position: Position): Value {
    if (this.callStack.includes(declaration.name))
      throw new ShaderError(`"${declaration.name}" calls itself`, position);
    if (given.length !== declaration.parameters.length) {
      throw new ShaderError(
        `"${declaration.name}" takes ${declaration.parameters.length} arguments, not ${given.length}`,
        position,
      );
    }
    const scope = new Map<string, Variable>();
    declaration.parameters.forEach((parameter, i) => {
      const value = this.convert(this.load(given[i]), resolveType(parameter.type, this.module), position);
      scope.set(parameter.name, { type: value.type, nodes: value.nodes, depth: this.depth, constant: true });
    });
    const result = declaration.result ? resolveType(declaration.result, this.module) : nothing;
    const { body } = declaration;
    const early = holds(body.at(-1)?.kind === 'return' ? body.slice(0, -1) : body, returning);
    const context: FunctionContext = { result, loops: [] };
    if (early) {
      context.resultLocals = Array.from({ length: componentCount(result) }, () => this.emit.wide());
      context.returned = this.emit.wide();
      this.emit.store(context.returned, intConstant(0));
    }
    const outer = { scopes: this.scopes, exec: this.exec, depth: this.depth };
    this.scopes = [scope];
    this.functions.push(context);
    this.callStack.push(declaration.name);
    if (early) this.depth++;
    this.block(body);
    this.callStack.pop();
    this.functions.pop();
    this.scopes = outer.scopes;
    this.exec = outer.exec;
    this.depth = outer.depth;
    if (context.resultLocals) {
      const nodes = context.resultLocals.map(local => this.emit.copy(local));
      return { type: result, nodes };
    }
    if (result.kind !== 'nothing' && !context.value)
      throw new ShaderError(`"${declaration.name}" does not return a value`, declaration.position);
    return context.value ?? { type: nothing, nodes: [] };
  }

  // Expressions

  private expression(e: Expression): Value {
    switch (e.kind) {
      case 'literal': {
        const isFloat = e.type === 'f32' || e.type === 'abstractFloat';
        const bits = e.type === 'bool' ? -e.value : isFloat ? floatBits(e.value) : e.value | 0;
        return { type: vectorOf(1, e.type), nodes: [intConstant(bits)] };
      }
      case 'name':
        return this.name(e.name, e.position);
      case 'unary':
        return this.unary(e);
      case 'binary':
        return this.binary(
          e.operator,
          this.load(this.expression(e.left)),
          this.load(this.expression(e.right)),
          e.position,
        );
      case 'member':
        return this.member(this.expression(e.object), e.member, e.position);
      case 'index':
        return this.index(this.expression(e.object), this.load(this.expression(e.index)).nodes[0], e.position);
      case 'call':
        return this.invoke(e);
    }
  }

  private name(name: string, position: Position): Value {
    const variable = this.find(name);
    if (variable) return { type: variable.type, nodes: this.read(variable) };
    const known = this.globals.get(name);
    if (known) return known;
    const declaration = this.module.globals.get(name);
    if (!declaration) throw new ShaderError(`"${name}" is not declared`, position);
    const value = this.global(declaration);
    this.globals.set(name, value);
    return value;
  }

  private global(declaration: GlobalDeclaration): Value {
    const declared = declaration.type && resolveType(declaration.type, this.module);
    if (declaration.kind === 'var') {
      if (declared?.kind === 'struct') return { type: declared, nodes: [], place: { base: 'uniforms', offset: 0 } };
      if (declared?.kind === 'texture' || declared?.kind === 'sampler') return { type: declared, nodes: [] };
      throw new ShaderError(
        'module-scope variables other than the uniform block, textures and samplers are not supported',
        declaration.position,
      );
    }
    const scopes = this.scopes;
    this.scopes = [new Map()];
    const value = this.load(this.expression(declaration.value!));
    this.scopes = scopes;
    const typed = declared ? this.convert(value, declared, declaration.position) : value;
    if (typed.type.kind !== 'array' || typed.nodes.some(node => node.kind !== 'constant')) return typed;
    const offset = this.constants.length * 4;
    for (const node of typed.nodes) this.constants.push((node as { bits: number }).bits);
    return { type: typed.type, nodes: [], place: { base: 'constants', offset } };
  }

  /** Brings a value that lies in memory into components. */
  private load(value: Value): Value {
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
            place.dynamic ? this.emit.gatherWords(place.base, at, place.dynamic) : this.emit.loadWord(place.base, at),
          );
        }
      }
    };
    walk(type, place.offset);
    return { type, nodes };
  }

  private member(value: Value, member: string, position: Position): Value {
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
    const { nodes } = this.load(value);
    const chosen = [...member].map(letter => {
      const at = swizzleLetters.indexOf(letter);
      if (at < 0 || at % 4 >= type.size) throw new ShaderError(`${typeName(type)} has no "${member}"`, position);
      return nodes[at % 4];
    });
    return { type: vectorOf(chosen.length, type.scalar), nodes: chosen };
  }

  private index(value: Value, index: Node, position: Position): Value {
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
      return { type: element, nodes: this.load(value).nodes.slice(index.bits * size, (index.bits + 1) * size) };
    }
    const safe = this.emit.op(simd.i32MaxS, this.emit.op(simd.i32MinS, index, intConstant(count - 1)), intConstant(0));
    if (place && type.kind === 'array') {
      const bytes = this.emit.op(simd.i32Mul, safe, intConstant(stride(element, place.base)));
      const dynamic = place.dynamic ? this.emit.op(simd.i32Add, place.dynamic, bytes) : bytes;
      return { type: element, nodes: [], place: { ...place, dynamic } };
    }
    const { nodes } = this.load(value);
    let chosen = nodes.slice(0, size);
    for (let i = 1; i < count; i++) {
      const here = this.emit.op(simd.i32Eq, safe, intConstant(i));
      chosen = chosen.map((node, j) => this.emit.op(simd.bitselect, nodes[i * size + j], node, here));
    }
    return { type: element, nodes: chosen };
  }

  private unary(e: Expression & { kind: 'unary' }): Value {
    const { type, nodes } = this.load(this.expression(e.operand));
    const scalar = scalarOf(type, e.position);
    const isFloat = scalar === 'f32' || scalar === 'abstractFloat';
    const opcode = e.operator === '-' ? (isFloat ? simd.f32Neg : simd.i32Neg) : simd.not;
    if ((e.operator === '!') !== (scalar === 'bool') || (e.operator === '~' && isFloat)) {
      throw new ShaderError(`"${e.operator}" does not go with ${typeName(type)}`, e.position);
    }
    return { type, nodes: nodes.map(node => this.emit.op(opcode, node)) };
  }

  private binary(operator: string, a: Value, b: Value, position: Position): Value {
    if (a.type.kind === 'matrix' || b.type.kind === 'matrix') return this.matrixProduct(operator, a, b, position);
    let left = a;
    let right = b;
    const isShift = operator === '<<' || operator === '>>';
    if (!isShift) [left, right] = this.unify(a, b, operator, position);
    else if (scalarOf(a.type, position) === 'abstractInt') left = this.concrete(a);
    const scalar = scalarOf(left.type, position);
    const size = Math.max(left.nodes.length, right.nodes.length);
    const at = (value: Value, i: number): Node => value.nodes[value.nodes.length === 1 ? 0 : i];
    const nodes: Node[] = [];
    for (let i = 0; i < size; i++) nodes.push(this.operation(operator, scalar, at(left, i), at(right, i), position));
    const isTest = ['==', '!=', '<', '>', '<=', '>='].includes(operator);
    return { type: vectorOf(size, isTest ? 'bool' : scalar), nodes };
  }

  private operation(operator: string, scalar: Scalar, a: Node, b: Node, position: Position): Node {
    const isFloat = scalar === 'f32' || scalar === 'abstractFloat';
    const unsigned = scalar === 'u32';
    const { emit } = this;
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
        return emit.throughMemory(quotient);
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

  private matrixProduct(operator: string, a: Value, b: Value, position: Position): Value {
    const { emit } = this;
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
      const factor = this.convert(other, float, position).nodes[0];
      return { type: matrix.type, nodes: matrix.nodes.map(node => emit.op(simd.f32Mul, node, factor)) };
    }
    throw new ShaderError(`"${operator}" does not go with ${typeName(a.type)} and ${typeName(b.type)}`, position);
  }

  /** Gives two operands one element type; a scalar may meet a vector. */
  private unify(a: Value, b: Value, what: string, position: Position): [Value, Value] {
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
    return [this.recast(a, to), this.recast(b, to)];
  }

  /** Abstract literals become what they are when nobody asks for anything else. */
  private concrete(value: Value): Value {
    const { type } = value;
    if (type.kind !== 'scalar' && type.kind !== 'vector') return value;
    if (type.scalar === 'abstractFloat') return this.recast(value, 'f32');
    return type.scalar === 'abstractInt' ? this.recast(value, 'i32') : value;
  }

  /** Converts components to another element type, by value. */
  private recast(value: Value, to: Scalar): Value {
    const size = value.nodes.length;
    const from = (value.type as { scalar: Scalar }).scalar;
    if (from === to) return value;
    const { emit } = this;
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
  private convert(value: Value, to: Type, position: Position): Value {
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
      if (allowed) return this.recast(value, scalar);
    }
    if (typeName(type) === typeName(to)) return value;
    throw new ShaderError(`expected ${typeName(to)}, found ${typeName(type)}`, position);
  }

  private invoke(e: Expression & { kind: 'call' }): Value {
    const { callee, position } = e;
    const { name } = callee;
    const declared = this.module.functions.get(name);
    if (declared)
      return this.call(
        declared,
        e.arguments.map(argument => this.expression(argument)),
        position,
      );
    if (name.startsWith('texture')) return this.texture(e);
    const given = e.arguments.map(argument => this.load(this.expression(argument)));
    if (/^(?:f32|i32|u32|bool|vec[234][fiu]?|mat[234]x[234]f?|array)$/.test(name) || this.module.structs.has(name)) {
      return this.construct(e, given);
    }
    if (name === 'bitcast') {
      const target = resolveType(callee.arguments[0] as never, this.module) as { scalar: Scalar };
      return { type: vectorOf(given[0].nodes.length, target.scalar), nodes: this.concrete(given[0]).nodes };
    }
    if (name === 'select') return this.select(given, position);
    if (name === 'any' || name === 'all') {
      return {
        type: boolean,
        nodes: [given[0].nodes.reduce((s, n) => this.emit.op(name === 'any' ? simd.or : simd.and, s, n))],
      };
    }
    return this.builtin(name, given, position);
  }

  private select([no, yes, condition]: Value[], position: Position): Value {
    const [a, b] = this.unify(no, yes, 'select', position);
    const [x, y] = [this.concrete(a), this.concrete(b)];
    const size = Math.max(x.nodes.length, y.nodes.length);
    const at = (value: Value, i: number): Node => value.nodes[value.nodes.length === 1 ? 0 : i];
    const nodes = Array.from({ length: size }, (_, i) =>
      this.emit.op(simd.bitselect, at(y, i), at(x, i), at(condition, i)),
    );
    return { type: vectorOf(size, scalarOf(x.type, position)), nodes };
  }

  private builtin(name: string, given: Value[], position: Position): Value {
    const isInteger = given.length > 0 && given.some(v => ['i32', 'u32'].includes(scalarOf(v.type, position)));
    const scalar: Scalar = isInteger
      ? scalarOf(given.find(v => scalarOf(v.type, position) !== 'abstractInt')!.type, position)
      : 'f32';
    const operands = given.map(v => {
      const s = scalarOf(v.type, position);
      if (s === scalar) return v;
      if (s === 'abstractInt' || (s === 'abstractFloat' && scalar === 'f32')) return this.recast(v, scalar);
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
        const [a, b, c] = [at(0, i), at(1, i), at(2, i)];
        return isInteger
          ? integerFunction(this.emit, name, scalar === 'i32', a, b, c)!
          : floatFunction(this.emit, name, a, b, c)!;
      });
    }
    if (isInteger) throw new ShaderError(`"${name}" does not go with ${scalar}`, position);
    const native = nativeFunctions[name];
    if (native) {
      if (given.length !== native.arity)
        throw new ShaderError(`"${name}" takes ${native.arity} arguments, not ${given.length}`, position);
      if (native.over === 'each') return eachComponent(i => native.each!(this.emit, at(0, i), at(1, i), at(2, i)));
      const [a, b, c] = operands.map(v => v.nodes);
      const nodes = native.whole!(this.emit, a, b, c);
      return { type: vectorOf(nodes.length, 'f32'), nodes };
    }
    if (name === 'pow' && operands[1].nodes.every(node => node.kind === 'constant')) {
      const exponent = wholeExponent(operands[1].nodes);
      if (exponent) return eachComponent(i => this.power(at(0, i), exponent));
    }
    const declaration = library.functions.get(name);
    if (!declaration) throw new ShaderError(`the function "${name}" is not known`, position);
    return eachComponent(i => {
      const values = operands.map((_, k): Value => ({ type: float, nodes: [at(k, i)] }));
      return this.libraryCall(declaration, values, position);
    });
  }

  private libraryCall(declaration: FunctionDeclaration, given: Value[], position: Position): Node {
    const own = this.module;
    const { scopes } = this;
    this.module = library;
    const result = this.call(declaration, given, position).nodes[0];
    this.module = own;
    this.scopes = scopes;
    return result;
  }

  private power(x: Node, exponent: number): Node {
    let result: Node | undefined;
    let square = x;
    for (let rest = exponent; rest > 0; rest >>= 1) {
      if (rest & 1) result = result ? this.emit.op(simd.f32Mul, result, square) : square;
      if (rest > 1) square = this.emit.op(simd.f32Mul, square, square);
    }
    return result!;
  }

  private construct(e: Expression & { kind: 'call' }, given: Value[]): Value {
    const { position } = e;
    const first = given[0]?.type;
    const inferred =
      first && 'scalar' in first ? (this.concrete(given[0]).type as { scalar: Scalar }).scalar : undefined;
    if (e.callee.name === 'array' && e.callee.arguments.length === 0) {
      const element = this.concrete(given[0]).type;
      return {
        type: { kind: 'array', element, count: given.length },
        nodes: given.flatMap(v => this.convert(v, element, position).nodes),
      };
    }
    const type = resolveType(e.callee, this.module, inferred);
    const count = componentCount(type);
    if (given.length === 0) return { type, nodes: Array.from({ length: count }, () => intConstant(0)) };
    if (type.kind === 'struct')
      return { type, nodes: given.flatMap((v, i) => this.convert(v, type.fields[i].type, position).nodes) };
    if (type.kind === 'array')
      return { type, nodes: given.flatMap(v => this.convert(v, type.element, position).nodes) };
    const { scalar } = type as { scalar: Scalar };
    const nodes = given.flatMap(v => (v.type.kind === 'matrix' ? v.nodes : this.recast(v, scalar).nodes));
    if (nodes.length === 1 && type.kind === 'vector') return { type, nodes: new Array<Node>(count).fill(nodes[0]) };
    if (nodes.length !== count)
      throw new ShaderError(`${typeName(type)} needs ${count} components, not ${nodes.length}`, position);
    return { type, nodes };
  }

  private texture(e: Expression & { kind: 'call' }): Value {
    const { callee, position } = e;
    const texture = e.arguments[0];
    const slot = texture.kind === 'name' ? this.pass.textures.findIndex(t => t.name === texture.name) : -1;
    if (slot < 0) throw new ShaderError(`"${callee.name}" needs the name of a bound texture first`, position);
    const { format, coversTarget = false } = this.pass.textures[slot];
    const type = vectorOf(4, 'f32');
    if (callee.name === 'textureLoad') {
      const { nodes } = this.load(this.expression(e.arguments[1]));
      return { type, nodes: loadTexel(this.emit, slot, { format, coversTarget }, nodes[0], nodes[1]) };
    }
    if (callee.name === 'textureSampleLevel') {
      const { nodes } = this.load(this.expression(e.arguments[2]));
      return { type, nodes: sampleLinear(this.emit, slot, format, nodes[0], nodes[1]) };
    }
    if (callee.name === 'textureDimensions') {
      return {
        type: vectorOf(2, 'u32'),
        nodes: [this.emit.loadWord('bindings', slot * 16 + 4), this.emit.loadWord('bindings', slot * 16 + 8)],
      };
    }
    throw new ShaderError(`"${callee.name}" is not supported`, position);
  }
}

function elementType(type: Type): Type | undefined {
  if (type.kind === 'array') return type.element;
  if (type.kind === 'vector') return vectorOf(1, type.scalar);
  if (type.kind === 'matrix') return vectorOf(type.rows, type.scalar);
  return undefined;
}

function scalarOf(type: Type, position: Position): Scalar {
  if (type.kind === 'scalar' || type.kind === 'vector' || type.kind === 'matrix') return type.scalar;
  throw new ShaderError(`${typeName(type)} cannot be computed with`, position);
}

/** Bytes from one element of an array to the next. */
function stride(element: Type, base: 'uniforms' | 'constants'): number {
  return base === 'uniforms' ? Math.ceil(uniformLayout(element).size / 16) * 16 : componentCount(element) * 4;
}

/** The exponent that all components share, if it is a whole number that multiplications reach cheaply. */
function wholeExponent(nodes: readonly Node[]): number | undefined {
  const values = nodes.map(node => (node.kind === 'constant' ? node.bits : 0));
  for (let exponent = 1; exponent <= 64; exponent++) {
    if (values.every(bits => bits === floatBits(exponent))) return exponent;
  }
  return undefined;
}
