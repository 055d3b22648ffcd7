import { KnownValues } from './known-values.ts';
import { floatConstant, folds, intConstant, type Node } from './nodes.ts';
import { simplify } from './simplify.ts';
import { Code, scalar, simd } from './wasm-code.ts';

/** Which half of the pixels drawn at a time: the first four or the next. */
export type Half = 0 | 1;

/** Index of the imported globals of every compiled module. */
export const globalNames = ['uniforms', 'constants', 'slots', 'bindings', 'output', 'pitch'] as const;
const globalIndex = Object.fromEntries(globalNames.map((name, index) => [name, index])) as Record<
  (typeof globalNames)[number],
  number
>;

/**
 * For how many computed values what was loaded from a slot is kept. Three components of a vector go through the same
 * constants one after the other.
 */
const keptSteps = 60;

const prepareParameters = 0;
/** `run(firstRow, endRow, width)`. */
const runParameters = 3;

/**
 * Writes the two functions of a pass: `prepare`, run once a frame, and `run`, run for bands of rows. Every operation
 * whose operands are the same for the whole picture lands in `prepare` by itself.
 *
 * With two halves, every operation is written twice in a row, for pixels 0 to 3 and 4 to 7, which is the form in which
 * V8 joins 128-bit operations to 256-bit ones (its revectorizer; `docs/decisions/0004-eight-pixels-at-a-time.md`). What
 * that cannot join is written in other ways here: rounding by conversion to int and back, gathering by lane
 * replacement.
 */
export class Emitter {
  readonly prepare = new Code(prepareParameters);
  readonly run = new Code(runParameters);
  /** Code of `run` that stands before its loop over columns; it shares the locals of `run`. */
  readonly row = new Code(runParameters);
  /** Local of `run` that holds the address of the prepared values. */
  readonly slotBase = this.run.integer();
  slots = 0;
  /** How many vector operations stand in `run`: a measure of cost. */
  operations = 0;
  /** Slots of constants, by their bits. */
  private readonly constantSlots = new Map<number, number>();
  private readonly known = new Map<string, Node>();
  readonly values = new KnownValues(node => this.version(node));
  private readonly temporaries: number[] = [];
  /** What `run` has loaded, by its name: the local that holds it, and when that was. */
  private readonly loaded = new Map<string, { local: number; region: number; step: number }>();
  /** Counts the values that `run` computes. */
  private steps = 0;
  /** Whether what is written is an operation of all halves, which may be joined. */
  private isJoined = false;
  private readonly sharesLoads: boolean;
  /** Neighbouring texels that were loaded together. */
  private readonly windows = new Map<string, { region: number; nodes: Node[] }>();
  /** 0, or 0 and 1. */
  readonly halves: readonly Half[];
  /** Bytes of a value in the slots: as much as `run` loads at a time. */
  readonly slotBytes: number;
  /**
   * @param sharesLoads whether what was loaded from slots is used again. V8 counts a load that is shared once for joining
   * and gathered texels against it: a small pass that reads textures would no longer be worth joining.
   */
  constructor(halves: 1 | 2 = 1, sharesLoads = false) {
    this.halves = halves === 2 ? [0, 1] : [0];
    this.sharesLoads = sharesLoads;
    this.slotBytes = halves * 16;
    this.run.global(globalIndex.slots).set(this.slotBase);
  }

  /** Nodes made after a mark and not kept may be overwritten once {@link releaseSince} is called. */
  mark(): number {
    return this.temporaries.length;
  }

  releaseSince(mark: number, keep: ReadonlySet<number>): void {
    const made = this.temporaries.splice(mark);
    for (const local of made) {
      if (keep.has(local)) continue;
      this.run.release(local);
    }
  }

  /** How many pixels are drawn at a time. */
  get lanes(): number {
    return this.halves.length * 4;
  }

  /** Locals of `run` for a value that differs from pixel to pixel: the first of as many as there are halves. */
  wide(): number {
    return this.run.vector(this.halves.length);
  }

  /** Pushes one half of a node's value in `run`. */
  push(node: Node, half: Half, code: Code = this.run): void {
    if (node.kind === 'constant') this.pushConstant(node.bits, half, code);
    else if (node.kind === 'local') code.get(node.uniform ? node.local : node.local + half);
    else {
      if (node.slot < 0) {
        node.slot = this.slots++;
        this.keepInSlot(node.slot, () => this.prepare.get(node.local));
      }
      this.pushSlot(node.slot, half, code);
    }
  }

  /** Pushes what lies in a slot. */
  private pushSlot(slot: number, half: Half, code: Code): void {
    const offset = slot * this.slotBytes + half * 16;
    this.pushShared(`${offset}`, () => code.get(this.slotBase).memory(simd.load, offset, 4));
  }

  /** Pushes what `load` pushes, from the local in which it was kept a short while ago, if it was. */
  private pushShared(key: string, load: () => void): void {
    if (!this.isJoined) {
      load();
      return;
    }
    const { region } = this.run;
    const known = this.loaded.get(key);
    if (known && known.region === region && this.steps - known.step <= keptSteps) {
      this.run.get(known.local);
      return;
    }
    const local = known?.local ?? this.run.freshVector();
    load();
    this.run.tee(local);
    this.loaded.set(key, { local, region, step: this.steps });
  }

  /** Stores a value that `prepare` pushes in a slot, as often as `run` has halves. */
  private keepInSlot(slot: number, push: () => void): void {
    for (const half of this.halves) {
      this.prepare.global(globalIndex.slots);
      push();
      this.prepare.memory(simd.store, slot * this.slotBytes + half * 16, 4);
    }
  }

  /** Pushes whether any of the pixels has a mask set. */
  pushAny(mask: Node): void {
    this.push(mask, 0);
    if (this.halves.length === 2 && (mask.kind !== 'local' || !mask.uniform)) {
      this.push(mask, 1);
      this.run.simd(simd.or);
    }
    this.run.simd(simd.anyTrue);
  }

  /** Writes the halves of a node into locals that {@link wide} handed out, where a mask is set. */
  store(local: number, node: Node, mask?: Node): void {
    for (const half of this.halves) {
      this.push(node, half);
      if (mask) {
        this.run.get(local + half);
        this.push(mask, half);
        this.run.simd(simd.bitselect);
      }
      this.run.set(local + half);
    }
  }

  /** A copy of what locals from {@link wide} hold now. */
  copy(local: number): Node {
    return this.each(false, half => this.run.get(local + half));
  }

  /** A temporary that holds what is left on the stack for each half; once for all if it is the same in all pixels. */
  each(uniform: boolean, write: (half: Half) => void): Node {
    const local = uniform ? this.run.vector() : this.wide();
    this.steps++;
    this.values.forgetProduct(local);
    this.temporaries.push(local);
    for (const half of uniform ? ([0] as const) : this.halves) {
      write(half);
      this.run.set(local + half);
    }
    return { kind: 'local', local, uniform };
  }

  /** The same of an operation that V8 may join where it is written for all halves. */
  private joined(uniform: boolean, write: (half: Half) => void): Node {
    this.isJoined = this.sharesLoads && !uniform;
    const result = this.each(uniform, write);
    this.isJoined = false;
    return result;
  }

  /**
   * V8 builds a vector constant from three instructions each time; a load from the slots is one, and 30% faster over
   * whole scenes.
   */
  private pushConstant(bits: number, half: Half, code: Code): void {
    if (bits === 0 || bits === -1) {
      this.pushShared(`constant ${bits} ${half}`, () => code.constant(bits));
      return;
    }
    let slot = this.constantSlots.get(bits);
    if (slot === undefined) {
      slot = this.slots++;
      this.constantSlots.set(bits, slot);
      this.keepInSlot(slot, () => this.prepare.constant(bits));
    }
    this.pushSlot(slot, half, code);
  }

  /** An operation whose operands are the same along a row, moved out of the loop over columns. */
  private oncePerRow(key: string, write: (code: Code) => void): Node {
    const found = this.known.get(key);
    if (found) return found;
    write(this.row);
    const local = this.run.freshVector();
    this.row.set(local);
    const node: Node = { kind: 'local', local, uniform: true, row: true };
    this.known.set(key, node);
    return node;
  }

  /** Takes the value on the stack of the row's code into a local that lives for the row. */
  popRow(): Node {
    const local = this.run.freshVector();
    this.row.set(local);
    return { kind: 'local', local, uniform: true, row: true };
  }

  private pushPrepared(node: Node): void {
    if (node.kind === 'constant') this.prepare.constant(node.bits);
    else if (node.kind === 'prepared') this.prepare.get(node.local);
    else throw new Error('a per-pixel value cannot be prepared');
  }

  private prepared(key: string, write: () => void): Node {
    const found = this.known.get(key);
    if (found) return found;
    write();
    const local = this.prepare.vector();
    this.prepare.set(local);
    const node: Node = { kind: 'prepared', local, slot: -1 };
    this.known.set(key, node);
    return node;
  }

  private static key(node: Node): string {
    return node.kind === 'constant' ? `c${node.bits}` : node.kind === 'prepared' ? `p${node.local}` : `r${node.local}`;
  }

  /** One vector operation over up to three operands. */
  op(opcode: number, ...operands: Node[]): Node {
    if (operands.every(node => node.kind === 'constant')) {
      const fold = folds[opcode];
      if (fold) return { kind: 'constant', bits: fold(operands[0].bits, operands[1]?.bits ?? 0) };
    }
    // V8 makes the mask of a sign anew for each, in two instructions more.
    if (opcode === simd.f32Abs) return this.op(simd.and, operands[0], intConstant(0x7fffffff));
    if (opcode === simd.f32Neg) return this.op(simd.xor, operands[0], intConstant(0x80000000));
    const simpler = simplify(opcode, operands, (...named) => this.op(...named));
    if (simpler) return simpler;
    if (operands.every(node => node.kind !== 'local')) {
      return this.prepared(`${opcode}(${operands.map(Emitter.key)})`, () => {
        for (const node of operands) this.pushPrepared(node);
        this.prepare.simd(opcode);
      });
    }
    const [first, second] = operands;
    const known = opcode === simd.truncS && first.kind === 'local' ? this.values.intOf(first) : undefined;
    if (known) return known;
    if (this.halves.length === 2) {
      const rounded = this.roundByParts(opcode, first);
      if (rounded) return rounded;
    }
    if (operands.every(node => node.kind !== 'local' || node.row)) {
      return this.oncePerRow(`${opcode}(${operands.map(Emitter.key)})`, code => {
        for (const node of operands) this.push(node, 0, code);
        code.simd(opcode);
      });
    }
    const fused = this.fuse(opcode, first, second);
    if (fused) return fused;
    this.operations++;
    const isUniform = (node: Node): boolean => node.kind !== 'local' || node.uniform;
    const result = this.joined(operands.every(isUniform), half => {
      for (const node of operands) this.push(node, half);
      this.run.simd(opcode);
    });
    if (opcode === simd.f32Mul) this.values.product(result, first, second);
    if (second?.kind === 'constant') {
      if (opcode === simd.i32Add) this.values.sum(result, first, second.bits);
      if (opcode === simd.i32Sub) this.values.sum(result, first, -second.bits);
    }
    const isConsecutive = (node: Node): boolean => node.kind === 'local' && node.consecutive === true;
    if (
      (opcode === simd.i32Add &&
        (isConsecutive(first) ? isUniform(second) : isConsecutive(second) && isUniform(first))) ||
      (opcode === simd.i32Sub && isConsecutive(first) && isUniform(second))
    ) {
      return { ...result, consecutive: true } as Node;
    }
    return result;
  }

  /**
   * Rounding from instructions that can be joined to 256-bit ones: to int and back, then one down where that went up.
   * From 2^31 on, every float is whole and stays what it is. Exact, but for the sign of a zero.
   */
  private roundByParts(opcode: number, x: Node): Node | undefined {
    if (opcode === simd.f32Ceil) return this.op(simd.f32Neg, this.op(simd.f32Floor, this.op(simd.f32Neg, x)));
    if (opcode === simd.f32Nearest) {
      // Adding and taking away 2^23 leaves no room for a fraction.
      const whole = floatConstant(8388608);
      const shift = this.op(simd.or, this.op(simd.and, x, intConstant(0x80000000)), whole);
      const rounded = this.op(simd.f32Sub, this.op(simd.f32Add, x, shift), shift);
      return this.op(simd.bitselect, rounded, x, this.op(simd.f32Lt, this.op(simd.f32Abs, x), whole));
    }
    if (opcode !== simd.f32Floor && opcode !== simd.f32Trunc) return undefined;
    let int = this.op(simd.truncS, x);
    let rounded = this.op(simd.convertS, int);
    if (opcode === simd.f32Floor) {
      const above = this.op(simd.f32Lt, x, rounded);
      rounded = this.op(simd.f32Sub, rounded, this.op(simd.and, above, floatConstant(1)));
      int = this.op(simd.i32Add, int, above);
    }
    const small = this.op(simd.f32Lt, this.op(simd.f32Abs, x), floatConstant(2147483648));
    const result = this.op(simd.bitselect, rounded, x, small);
    this.values.rounded(result, int);
    return result;
  }

  /**
   * What `load` loads around a place, once for as long as the same code reads there; it must give locals that nobody
   * takes back.
   */
  window(row: Node, base: Node, load: () => Node[]): Node[] {
    const named = (node: Node): string => `${Emitter.key(node)}.${this.version(node)}`;
    const key = `${named(row)} ${named(base)}`;
    const known = this.windows.get(key);
    if (known && known.region === this.run.region) return known.nodes;
    const nodes = load();
    this.windows.set(key, { region: this.run.region, nodes });
    return nodes;
  }

  private version(node: Node): number {
    return node.kind === 'local' ? this.run.version(node.local) : 0;
  }

  /**
   * a * b + c and c - a * b in one rounding. The lone product stays in the code and is dropped by the engine when
   * nothing else reads it. Every 64-bit ARM and every x86 since 2013 fuses, so pictures are the same on all of those.
   */
  private fuse(opcode: number, a: Node, b: Node): Node | undefined {
    if (opcode !== simd.f32Add && opcode !== simd.f32Sub) return undefined;
    const right = this.values.factorsOf(b);
    const left = opcode === simd.f32Add && !right ? this.values.factorsOf(a) : undefined;
    const factors = right ?? left;
    if (!factors) return undefined;
    this.operations++;
    return this.joined(
      [...factors, a, b].every(node => node.kind !== 'local' || node.uniform),
      half => {
        this.push(factors[0], half);
        this.push(factors[1], half);
        this.push(right ? a : b, half);
        this.run.simd(opcode === simd.f32Add ? simd.f32FusedAdd : simd.f32FusedSubtract);
      },
    );
  }

  /** Shift by an amount that is the same for all four lanes. */
  shift(opcode: number, value: Node, amount: number): Node {
    if (value.kind === 'constant') {
      const { bits } = value;
      const shifted =
        opcode === simd.i32Shl ? bits << amount : opcode === simd.i32ShrS ? bits >> amount : bits >>> amount;
      return intConstant(shifted);
    }
    if (value.kind === 'prepared') {
      return this.prepared(`${opcode}<${amount}>(${Emitter.key(value)})`, () => {
        this.pushPrepared(value);
        this.prepare.i32(amount).simd(opcode);
      });
    }
    if (value.row) {
      return this.oncePerRow(`${opcode}<${amount}>(${Emitter.key(value)})`, code => {
        this.push(value, 0, code);
        code.i32(amount).simd(opcode);
      });
    }
    this.operations++;
    return this.each(value.uniform, half => {
      this.push(value, half);
      this.run.i32(amount).simd(opcode);
    });
  }

  /** A scalar instruction done lane by lane, for what vectors lack (integer division, shifts by a varying amount). */
  laneWise(opcode: number, a: Node, b: Node): Node {
    const prepared = a.kind !== 'local' && b.kind !== 'local';
    const write = (code: Code, push: (node: Node) => void): void => {
      push(a);
      for (let lane = 0; lane < 4; lane++) {
        push(a);
        code.lane(simd.i32Extract, lane);
        push(b);
        code.lane(simd.i32Extract, lane).op(opcode).lane(simd.i32Replace, lane);
      }
    };
    if (prepared) {
      return this.prepared(`lanes${opcode}(${Emitter.key(a)},${Emitter.key(b)})`, () =>
        write(this.prepare, node => this.pushPrepared(node)),
      );
    }
    this.operations += 16;
    return this.each(false, half => write(this.run, node => this.push(node, half)));
  }

  /**
   * The 32-bit word at a fixed address, plus a byte offset that is the same in all lanes, in all lanes. The memory may
   * only change between frames.
   */
  loadWord(base: 'uniforms' | 'constants' | 'bindings', offset: number, byteOffset: Node = intConstant(0)): Node {
    if (byteOffset.kind === 'constant') {
      const at = offset + byteOffset.bits;
      return this.prepared(`${base}[${at}]`, () =>
        this.prepare.global(globalIndex[base]).memory(simd.load32Splat, at, 2),
      );
    }
    const load = (code: Code): unknown =>
      code.lane(simd.i32Extract, 0).global(globalIndex[base]).op(scalar.i32Add).memory(simd.load32Splat, offset, 2);
    if (byteOffset.kind === 'prepared') {
      return this.prepared(`${base}[${offset}+p${byteOffset.local}]`, () => {
        this.pushPrepared(byteOffset);
        load(this.prepare);
      });
    }
    this.operations++;
    return this.each(true, () => {
      this.push(byteOffset, 0);
      load(this.run);
    });
  }

  /** An imported global in all lanes. */
  globalWord(name: (typeof globalNames)[number]): Node {
    return this.prepared(`global ${name}`, () => this.prepare.global(globalIndex[name]).simd(simd.i32Splat));
  }
}
