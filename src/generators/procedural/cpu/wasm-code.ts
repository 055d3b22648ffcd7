/**
 * WebAssembly opcodes that the compiler emits (WebAssembly core specification 2.0, section 5.4; vector ones follow the
 * 0xfd prefix, those from 0x100 are of the relaxed SIMD proposal). The relaxed `truncS` equals the strict one for every
 * number that an int can hold, and is several times faster; `bitselect` is the relaxed lane select, which is exact for
 * masks of whole lanes, the only ones there are.
 */
export const simd = {
  load: 0, load32Splat: 9, store: 11, const: 12, shuffle: 13, i32Splat: 17, f32Splat: 19,
  i32Extract: 27, i32Replace: 28, f32Extract: 31, f32Replace: 32,
  i32Eq: 55, i32Ne: 56, i32LtS: 57, i32LtU: 58, i32GtS: 59, i32GtU: 60, i32LeS: 61, i32LeU: 62, i32GeS: 63, i32GeU: 64,
  f32Eq: 65, f32Ne: 66, f32Lt: 67, f32Gt: 68, f32Le: 69, f32Ge: 70,
  not: 77, and: 78, andNot: 79, or: 80, xor: 81, bitselect: 0x10b, anyTrue: 83,
  load32Lane: 86, store32Lane: 90, store64Lane: 91,
  narrowI16: 102, f32Ceil: 103, f32Floor: 104, f32Trunc: 105, f32Nearest: 106, narrowI32: 134,
  i32Abs: 160, i32Neg: 161, i32Shl: 171, i32ShrS: 172, i32ShrU: 173, i32Add: 174, i32Sub: 177, i32Mul: 181,
  i32MinS: 182, i32MinU: 183, i32MaxS: 184, i32MaxU: 185,
  f32Abs: 224, f32Neg: 225, f32Sqrt: 227, f32Add: 228, f32Sub: 229, f32Mul: 230, f32Div: 231, f32Min: 234, f32Max: 235,
  truncS: 0x101, f32FusedAdd: 0x105, f32FusedSubtract: 0x106, truncU: 249, convertS: 250, convertU: 251,
} as const; // biome-ignore format: a table

export const scalar = {
  block: 0x02, loop: 0x03, if: 0x04, else: 0x05, end: 0x0b, br: 0x0c, brIf: 0x0d,
  localGet: 0x20, localSet: 0x21, localTee: 0x22, globalGet: 0x23, i32Const: 0x41,
  i32Eqz: 0x45, i32LtS: 0x48,
  i32GeS: 0x4e, i32Load: 0x28,
  i32And: 0x71, i32Add: 0x6a, i32Mul: 0x6c, i32DivS: 0x6d, i32DivU: 0x6e, i32RemS: 0x6f, i32RemU: 0x70,
  i32Shl: 0x74, i32ShrS: 0x75, i32ShrU: 0x76,
} as const; // biome-ignore format: a table

const voidBlock = 0x40;
const typeI32 = 0x7f;
const typeV128 = 0x7b;

/** A function body that grows; locals are handed out and taken back. */
export class Code {
  bytes: number[] = [];
  /** Counts the beginnings and ends of branches and loops: what was computed in the same region is there for sure. */
  region = 0;
  /** Types of the locals after the parameters. */
  private readonly localTypes: number[] = [];
  /** Vector locals given back, by how many were handed out together. */
  private readonly free = new Map<number, number[]>();
  private readonly widths: number[] = [];
  private readonly versions: number[] = [];
  private readonly parameters: number;

  constructor(parameters: number) {
    this.parameters = parameters;
  }

  /** A vector local, or the first of several in a row. */
  vector(count = 1): number {
    const local = this.free.get(count)?.pop() ?? this.freshVector(count);
    this.versions[local] = this.version(local) + 1;
    return local;
  }

  /** How often a local has been handed out. */
  version(local: number): number {
    return this.versions[local] ?? 0;
  }

  /** A vector local that nothing has used before, or the first of several in a row. */
  freshVector(count = 1): number {
    const local = this.allocate(typeV128);
    for (let i = 1; i < count; i++) this.allocate(typeV128);
    this.widths[local] = count;
    return local;
  }

  integer(): number {
    return this.allocate(typeI32);
  }

  private allocate(type: number): number {
    this.localTypes.push(type);
    return this.parameters + this.localTypes.length - 1;
  }

  /** Gives vector locals back that were handed out together; whoever held them must not read them again. */
  release(local: number): void {
    const count = this.widths[local];
    const list = this.free.get(count);
    if (list) list.push(local);
    else this.free.set(count, [local]);
  }

  unsigned(value: number): this {
    let rest = value >>> 0;
    do {
      const byte = rest & 0x7f;
      rest >>>= 7;
      this.bytes.push(rest ? byte | 0x80 : byte);
    } while (rest);
    return this;
  }

  i32(value: number): this {
    this.bytes.push(scalar.i32Const);
    let rest = value | 0;
    for (;;) {
      const byte = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && !(byte & 0x40)) || (rest === -1 && byte & 0x40)) {
        this.bytes.push(byte);
        return this;
      }
      this.bytes.push(byte | 0x80);
    }
  }

  op(opcode: number): this {
    this.bytes.push(opcode);
    return this;
  }

  get(local: number): this {
    return this.op(scalar.localGet).unsigned(local);
  }

  set(local: number): this {
    return this.op(scalar.localSet).unsigned(local);
  }

  tee(local: number): this {
    return this.op(scalar.localTee).unsigned(local);
  }

  global(index: number): this {
    return this.op(scalar.globalGet).unsigned(index);
  }

  simd(opcode: number): this {
    this.bytes.push(0xfd);
    return this.unsigned(opcode);
  }

  /** A lane-numbered operation: extract or replace. */
  lane(opcode: number, lane: number): this {
    return this.simd(opcode).op(lane);
  }

  /** A memory operation; the address is on the stack. */
  memory(opcode: number, offset: number, alignment: number, lane?: number): this {
    this.simd(opcode).unsigned(alignment).unsigned(offset);
    if (lane !== undefined) this.op(lane);
    return this;
  }

  /** A 32-bit word; the address is on the stack. */
  load32(offset: number): this {
    return this.op(scalar.i32Load).unsigned(2).unsigned(offset);
  }

  constant(bits: number): this {
    this.simd(simd.const);
    for (let lane = 0; lane < 4; lane++) {
      for (let shift = 0; shift < 32; shift += 8) this.bytes.push((bits >>> shift) & 0xff);
    }
    return this;
  }

  /** Lanes 0-3 of the first vector, 4-7 of the second. */
  shuffle(...lanes: [number, number, number, number]): this {
    this.simd(simd.shuffle);
    for (const lane of lanes) for (let byte = 0; byte < 4; byte++) this.bytes.push(lane * 4 + byte);
    return this;
  }

  begin(kind: 'block' | 'loop' | 'if'): this {
    this.region++;
    return this.op(scalar[kind]).op(voidBlock);
  }

  otherwise(): this {
    this.region++;
    return this.op(scalar.else);
  }

  end(): this {
    this.region++;
    return this.op(scalar.end);
  }

  branch(depth: number): this {
    return this.op(scalar.br).unsigned(depth);
  }

  branchIf(depth: number): this {
    return this.op(scalar.brIf).unsigned(depth);
  }

  /** Puts another body's code, which uses this one's locals, at a place in this one. */
  insert(at: number, code: Code): void {
    this.bytes = this.bytes.slice(0, at).concat(code.bytes, this.bytes.slice(at));
  }

  /** The body with its local declarations, as the code section wants it. */
  finish(): number[] {
    const runs: [number, number][] = [];
    for (const type of this.localTypes) {
      const last = runs.at(-1);
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    const head = new Code(0);
    head.unsigned(runs.length);
    for (const [count, type] of runs) head.unsigned(count).op(type);
    return head.bytes.concat(this.bytes, scalar.end);
  }
}

/** A function to export: its parameters are all i32, it returns nothing. */
export interface ExportedFunction {
  name: string;
  parameters: number;
  code: Code;
}

/**
 * Puts functions into a module that imports `host.memory` (shared) and the i32 globals named, in order.
 *
 * @param globals names under `host`, each an immutable i32
 */
export function encodeModule(
  functions: readonly ExportedFunction[],
  globals: readonly string[],
): Uint8Array<ArrayBuffer> {
  const out: number[] = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const number = (value: number): number[] => new Code(0).unsigned(value).bytes;
  const text = (value: string): number[] => {
    const bytes = [...new TextEncoder().encode(value)];
    return [...number(bytes.length), ...bytes];
  };
  const append = (target: number[], source: readonly number[]): void => {
    for (const byte of source) target.push(byte);
  };
  const section = (id: number, items: number[][]): void => {
    const body = number(items.length);
    for (const item of items) append(body, item);
    out.push(id);
    append(out, number(body.length));
    append(out, body);
  };
  section(
    1,
    functions.map(f => [0x60, ...number(f.parameters), ...new Array<number>(f.parameters).fill(typeI32), 0]),
  );
  section(2, [
    [...text('host'), ...text('memory'), 2, 3, ...number(1), ...number(65536)],
    ...globals.map(name => [...text('host'), ...text(name), 3, typeI32, 0]),
  ]);
  section(
    3,
    functions.map((_, index) => number(index)),
  );
  section(
    7,
    functions.map((f, index) => [...text(f.name), 0, ...number(index)]),
  );
  section(
    10,
    functions.map(f => {
      const body = f.code.finish();
      const sized = number(body.length);
      append(sized, body);
      return sized;
    }),
  );
  return new Uint8Array(out);
}
