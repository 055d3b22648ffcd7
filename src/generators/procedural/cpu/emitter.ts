import { Code, scalar, simd } from './wasm-code.ts';

/**
 * One 32-bit quantity for four neighbouring pixels. A constant is known now; a prepared one is the same for the whole picture and is
 * computed once a frame; a local is computed for every four pixels, or once a row (`row`). `uniform` locals are equal in all four.
 */
export type Node =
  | { kind: 'constant'; bits: number }
  | { kind: 'prepared'; local: number; slot: number }
  | {
      kind: 'local';
      local: number;
      uniform: boolean;
      row?: boolean;
      /** Lanes are n, n + 1, n + 2, n + 3. */
      consecutive?: boolean;
      /** Lanes are the columns of the pixels being drawn. */
      ownColumns?: boolean;
    };

const scratch = new DataView(new ArrayBuffer(4));

/** The bits of a number as f32. */
export function floatBits(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
}

/** The f32 that has these bits. */
export function bitsToFloat(bits: number): number {
  scratch.setInt32(0, bits);
  return scratch.getFloat32(0);
}

export function floatConstant(value: number): Node {
  return { kind: 'constant', bits: floatBits(value) };
}

export function intConstant(value: number): Node {
  return { kind: 'constant', bits: value | 0 };
}

const fr = Math.fround;
const mask = (value: boolean): number => (value ? -1 : 0);
const floatFold = (f: (a: number, b: number) => number) => (a: number, b: number) =>
  floatBits(fr(f(bitsToFloat(a), bitsToFloat(b))));
const floatTest = (f: (a: number, b: number) => boolean) => (a: number, b: number) =>
  mask(f(bitsToFloat(a), bitsToFloat(b)));

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** What an instruction does to constants, so that they are never computed at run time. */
const folds: Partial<Record<number, (a: number, b: number) => number>> = {
  [simd.f32Add]: floatFold((a, b) => a + b),
  [simd.f32Sub]: floatFold((a, b) => a - b),
  [simd.f32Mul]: floatFold((a, b) => a * b),
  [simd.f32Div]: floatFold((a, b) => a / b),
  // Not Math.min and Math.max: the instruction's own rule for NaN and signed zeros
  [simd.f32Min]: floatFold((a, b) => (b < a ? b : a)),
  // Not Math.min and Math.max: the instruction's own rule for NaN and signed zeros
  [simd.f32Max]: floatFold((a, b) => (a < b ? b : a)),
  [simd.f32Abs]: floatFold(Math.abs),
  [simd.f32Neg]: floatFold(a => -a),
  [simd.f32Sqrt]: floatFold(Math.sqrt),
  [simd.f32Floor]: floatFold(Math.floor),
  [simd.f32Ceil]: floatFold(Math.ceil),
  [simd.f32Trunc]: floatFold(Math.trunc),
  [simd.f32Nearest]: floatFold(roundHalfEven),
  [simd.f32Eq]: floatTest((a, b) => a === b),
  [simd.f32Ne]: floatTest((a, b) => a !== b),
  [simd.f32Lt]: floatTest((a, b) => a < b),
  [simd.f32Gt]: floatTest((a, b) => a > b),
  [simd.f32Le]: floatTest((a, b) => a <= b),
  [simd.f32Ge]: floatTest((a, b) => a >= b),
  [simd.i32Add]: (a, b) => (a + b) | 0,
  [simd.i32Sub]: (a, b) => (a - b) | 0,
  [simd.i32Mul]: Math.imul,
  [simd.i32Neg]: a => -a | 0,
  [simd.i32Abs]: a => Math.abs(a) | 0,
  [simd.i32MinS]: Math.min,
  [simd.i32MaxS]: Math.max,
  [simd.i32MinU]: (a, b) => (a >>> 0 < b >>> 0 ? a : b),
  [simd.i32MaxU]: (a, b) => (a >>> 0 > b >>> 0 ? a : b),
  [simd.i32Eq]: (a, b) => mask(a === b),
  [simd.i32Ne]: (a, b) => mask(a !== b),
  [simd.i32LtS]: (a, b) => mask(a < b),
  [simd.i32GtS]: (a, b) => mask(a > b),
  [simd.i32LeS]: (a, b) => mask(a <= b),
  [simd.i32GeS]: (a, b) => mask(a >= b),
  [simd.i32LtU]: (a, b) => mask(a >>> 0 < b >>> 0),
  [simd.i32GtU]: (a, b) => mask(a >>> 0 > b >>> 0),
  [simd.i32LeU]: (a, b) => mask(a >>> 0 <= b >>> 0),
  [simd.i32GeU]: (a, b) => mask(a >>> 0 >= b >>> 0),
  [simd.and]: (a, b) => a & b,
  [simd.or]: (a, b) => a | b,
  [simd.xor]: (a, b) => a ^ b,
  [simd.andNot]: (a, b) => a & ~b,
  [simd.not]: a => ~a,
  [simd.convertS]: a => floatBits(fr(a)),
  [simd.convertU]: a => floatBits(fr(a >>> 0)),
  [simd.truncS]: a => Math.max(-2147483648, Math.min(2147483647, Math.trunc(bitsToFloat(a)) || 0)) | 0,
  [simd.truncU]: a => Math.max(0, Math.min(4294967295, Math.trunc(bitsToFloat(a)) || 0)) | 0,
};

/** Index of the imported globals of every compiled module. */
export const globalNames = ['uniforms', 'constants', 'slots', 'bindings', 'output', 'pitch'] as const;
const globalIndex = Object.fromEntries(globalNames.map((name, index) => [name, index])) as Record<
  (typeof globalNames)[number],
  number
>;

const prepareParameters = 0;
/** `run(firstRow, endRow, width)`. */
const runParameters = 3;

/**
 * Writes the two functions of a pass: `prepare`, run once a frame, and `run`, run for bands of rows. Every operation whose operands are
 * the same for the whole picture lands in `prepare` by itself.
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
  private readonly temporaries: number[] = [];
  /** Products still at hand, so that a sum that follows becomes one fused operation. A factor whose local has gone to somebody else since is lost. */
  private readonly products = new Map<number, { factors: [Node, Node]; versions: [number, number] }>();
  /** Floats known to be an integer plus a half, and that integer: pixel centres. */
  private readonly centres = new Map<number, Node>();

  constructor() {
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

  /** Remembers that a float is an integer plus a half, so that converting it costs nothing. */
  centre(float: Node, integer: Node): void {
    if (float.kind === 'local') this.centres.set(float.local, integer);
  }

  /** Pushes a node's value in `run`. */
  push(node: Node, code: Code = this.run): void {
    if (node.kind === 'constant') this.pushConstant(node.bits, code);
    else if (node.kind === 'local') code.get(node.local);
    else {
      if (node.slot < 0) {
        node.slot = this.slots++;
        this.prepare
          .global(globalIndex.slots)
          .get(node.local)
          .memory(simd.store, node.slot * 16, 4);
      }
      code.get(this.slotBase).memory(simd.load, node.slot * 16, 4);
    }
  }

  /** V8 builds a vector constant from three instructions each time; a load from the slots is one, and 30% faster over whole scenes. */
  private pushConstant(bits: number, code: Code): void {
    if (bits === 0 || bits === -1) {
      code.constant(bits);
      return;
    }
    let slot = this.constantSlots.get(bits);
    if (slot === undefined) {
      slot = this.slots++;
      this.constantSlots.set(bits, slot);
      this.prepare
        .global(globalIndex.slots)
        .constant(bits)
        .memory(simd.store, slot * 16, 4);
    }
    code.get(this.slotBase).memory(simd.load, slot * 16, 4);
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

  /** Takes the value on the stack of `run` into a temporary. */
  pop(uniform = false): Node {
    const local = this.run.vector();
    this.products.delete(local);
    this.temporaries.push(local);
    this.run.set(local);
    return { kind: 'local', local, uniform };
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
    const simpler = this.simplify(opcode, operands);
    if (simpler) return simpler;
    if (operands.every(node => node.kind !== 'local')) {
      return this.prepared(`${opcode}(${operands.map(Emitter.key)})`, () => {
        for (const node of operands) this.pushPrepared(node);
        this.prepare.simd(opcode);
      });
    }
    const [first, second] = operands;
    const known = opcode === simd.truncS && first.kind === 'local' ? this.centres.get(first.local) : undefined;
    if (known) return known;
    if (operands.every(node => node.kind !== 'local' || node.row)) {
      return this.oncePerRow(`${opcode}(${operands.map(Emitter.key)})`, code => {
        for (const node of operands) this.push(node, code);
        code.simd(opcode);
      });
    }
    const fused = this.fuse(opcode, first, second);
    if (fused) return fused;
    for (const node of operands) this.push(node);
    this.run.simd(opcode);
    this.operations++;
    const isUniform = (node: Node): boolean => node.kind !== 'local' || node.uniform;
    const result = this.pop(operands.every(isUniform));
    if (opcode === simd.f32Mul && result.kind === 'local') {
      this.products.set(result.local, {
        factors: [first, second],
        versions: [this.version(first), this.version(second)],
      });
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

  private version(node: Node): number {
    return node.kind === 'local' ? this.run.version(node.local) : 0;
  }

  /**
   * a * b + c and c - a * b in one rounding. The lone product stays in the code and is dropped by the engine when nothing else reads it.
   * Every 64-bit ARM and every x86 since 2013 fuses, so pictures are the same on all of those.
   */
  private fuse(opcode: number, a: Node, b: Node): Node | undefined {
    if (opcode !== simd.f32Add && opcode !== simd.f32Sub) return undefined;
    const productOf = (node: Node): [Node, Node] | undefined => {
      const product = node.kind === 'local' && !node.row ? this.products.get(node.local) : undefined;
      if (!product) return undefined;
      const [x, y] = product.factors;
      return this.version(x) === product.versions[0] && this.version(y) === product.versions[1] ? [x, y] : undefined;
    };
    const right = productOf(b);
    const left = opcode === simd.f32Add && !right ? productOf(a) : undefined;
    const factors = right ?? left;
    if (!factors) return undefined;
    this.push(factors[0]);
    this.push(factors[1]);
    this.push(right ? a : b);
    this.run.simd(opcode === simd.f32Add ? simd.f32FusedAdd : simd.f32FusedSubtract);
    this.operations++;
    return this.pop([...factors, a, b].every(node => node.kind !== 'local' || node.uniform));
  }

  /** x * 1, x + 0 and the like, exact for every x that is not NaN, infinite or a negative zero. */
  private simplify(opcode: number, [a, b, c]: Node[]): Node | undefined {
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
      if (Number.isInteger(Math.log2(Math.abs(divisor)))) return this.op(simd.f32Mul, a, floatConstant(1 / divisor));
    }
    if (opcode === simd.and && isBits(a, -1)) return b;
    if (opcode === simd.and && isBits(b, -1)) return a;
    if (opcode === simd.bitselect && c.kind === 'constant') return c.bits ? a : b;
    return undefined;
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
        this.push(value, code);
        code.i32(amount).simd(opcode);
      });
    }
    this.push(value);
    this.run.i32(amount).simd(opcode);
    this.operations++;
    return this.pop(value.uniform);
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
    write(this.run, node => this.push(node));
    this.operations += 16;
    return this.pop();
  }

  /** The 32-bit word at a fixed address, in all lanes. The memory may only change between frames. */
  loadWord(base: 'uniforms' | 'constants' | 'bindings', offset: number): Node {
    return this.prepared(`${base}[${offset}]`, () =>
      this.prepare.global(globalIndex[base]).memory(simd.load32Splat, offset, 2),
    );
  }

  /** The words at `offset` plus a byte offset for each lane. */
  gatherWords(base: 'uniforms' | 'constants', offset: number, byteOffset: Node): Node {
    if (byteOffset.kind === 'constant') return this.loadWord(base, offset + byteOffset.bits);
    if (byteOffset.kind === 'prepared') {
      return this.prepared(`${base}[${offset}+p${byteOffset.local}]`, () => {
        this.pushPrepared(byteOffset);
        this.prepare
          .lane(simd.i32Extract, 0)
          .global(globalIndex[base])
          .op(scalar.i32Add)
          .memory(simd.load32Splat, offset, 2);
      });
    }
    this.operations += byteOffset.uniform ? 1 : 8;
    if (byteOffset.uniform) {
      this.push(byteOffset);
      this.run.lane(simd.i32Extract, 0).global(globalIndex[base]).op(scalar.i32Add).memory(simd.load32Splat, offset, 2);
      return this.pop(true);
    }
    const address = this.op(simd.i32Add, byteOffset, this.globalWord(base));
    return this.gatherAt(address, offset);
  }

  /** An imported global in all lanes. */
  globalWord(name: (typeof globalNames)[number]): Node {
    return this.prepared(`global ${name}`, () => this.prepare.global(globalIndex[name]).simd(simd.i32Splat));
  }

  /** The word at a separate address for each lane. */
  gatherAt(address: Node, offset = 0): Node {
    this.run.constant(0);
    const result = this.run.vector();
    this.temporaries.push(result);
    this.run.set(result);
    for (let lane = 0; lane < 4; lane++) {
      this.push(address);
      this.run.lane(simd.i32Extract, lane).get(result).memory(simd.load32Lane, offset, 2, lane).set(result);
    }
    this.operations += 8;
    return { kind: 'local', local: result, uniform: false };
  }

  /** Four words from a separate address for each lane: the four channels of four pixels. */
  gatherPixels(address: Node): Node[] {
    const pixels: Node[] = [];
    for (let lane = 0; lane < 4; lane++) {
      this.push(address);
      this.run.lane(simd.i32Extract, lane).memory(simd.load, 0, 4);
      pixels.push(this.pop());
    }
    this.operations += 8;
    return this.transpose(pixels);
  }

  /** One lane of a vector in all lanes. */
  broadcast(value: Node, lane: 0 | 1 | 2 | 3): Node {
    this.push(value);
    this.push(value);
    this.run.shuffle(lane, lane, lane, lane);
    this.operations++;
    return this.pop();
  }

  /** Four pixels of four channels to four channels of four pixels, or back. */
  transpose([a, b, c, d]: Node[]): Node[] {
    const mix = (x: Node, y: Node, ...lanes: [number, number, number, number]): Node => {
      this.push(x);
      this.push(y);
      this.run.shuffle(...lanes);
      this.operations++;
      return this.pop();
    };
    const low = mix(a, b, 0, 4, 1, 5);
    const high = mix(a, b, 2, 6, 3, 7);
    const low2 = mix(c, d, 0, 4, 1, 5);
    const high2 = mix(c, d, 2, 6, 3, 7);
    return [
      mix(low, low2, 0, 1, 4, 5),
      mix(low, low2, 2, 3, 6, 7),
      mix(high, high2, 0, 1, 4, 5),
      mix(high, high2, 2, 3, 6, 7),
    ];
  }
}
