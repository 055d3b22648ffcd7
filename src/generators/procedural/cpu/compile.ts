import { ShaderError } from '../shading/language/lexer.ts';
import { parse } from '../shading/language/parse.ts';
import { Compilation } from './compiler/compilation.ts';
import { callFunction } from './compiler/functions.ts';
import { globalNames } from './emitter.ts';
import { floatConstant, type Node } from './nodes.ts';
import type { PassInterface } from './pass-interface.ts';
import { storePixels } from './store-pixels.ts';
import { vectorOf } from './types.ts';
import { encodeModule, scalar as instruction, simd } from './wasm-code.ts';

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

/**
 * Compiles WGSL to WebAssembly SIMD: four or eight neighbouring pixels at a time, one per 32-bit lane, with masks where
 * they take different branches (the single-program-multiple-data scheme of ISPC, Pharr and Mark 2012). Functions are
 * inlined; whatever is the same for the whole picture is computed once a frame.
 *
 * @param source WGSL with the function {@link PassInterface.entry} from `vec2f` to `vec4f` and one uniform block
 * @param halves vectors of four pixels drawn at a time
 * @throws {ShaderError} naming line and column in `source`
 */
export function compilePass(source: string, pass: PassInterface, halves: 1 | 2 = 1): CompiledPass {
  return compile(new Compilation(parse(source), pass, halves));
}

function compile(c: Compilation): CompiledPass {
  const entry = c.module.functions.get(c.pass.entry);
  if (!entry)
    throw new ShaderError(`the function "${c.pass.entry}(pixel: vec2f) -> vec4f" is missing`, {
      line: 1,
      column: 1,
    });
  const { run } = c.emit;
  const [firstRow, endRow, width] = [0, 1, 2];
  const row = run.integer();
  const column = run.integer();
  const address = run.integer();
  const output = globalNames.indexOf('output');
  const pitch = globalNames.indexOf('pitch');
  run.get(firstRow).set(row).begin('block').begin('loop');
  run.get(row).get(endRow).op(instruction.i32LtS).op(instruction.i32Eqz).branchIf(1);
  run.global(output).get(row).global(pitch).op(instruction.i32Mul).op(instruction.i32Add).set(address);
  c.emit.row.get(row).simd(simd.i32Splat);
  const rows = c.emit.popRow();
  const y = c.emit.op(simd.f32Add, c.emit.op(simd.convertS, rows), floatConstant(0.5));
  const rowCode = run.bytes.length;
  run.i32(0).set(column).begin('loop');
  const column0 = c.emit.each(true, () => run.get(column).simd(simd.i32Splat));
  const numbers = c.emit.op(simd.i32Add, column0, laneNumbers(c));
  const columns = { ...numbers, consecutive: true, ownColumns: true } as Node;
  const x = c.emit.op(simd.f32Add, c.emit.op(simd.convertS, columns), floatConstant(0.5));
  c.emit.values.centre(x, columns);
  c.emit.values.centre(y, rows);
  c.emit.mark();
  const colour = callFunction(c, entry, [{ type: vectorOf(2, 'f32'), nodes: [x, y] }], entry.position);
  if (colour.type.kind !== 'vector' || colour.type.size !== 4)
    throw new ShaderError(`"${entry.name}" must return vec4f`, entry.position);
  storePixels(c.emit, c.pass.target, colour.nodes, address);
  run
    .get(column)
    .i32(c.emit.lanes)
    .op(instruction.i32Add)
    .tee(column)
    .get(width)
    .op(instruction.i32LtS)
    .branchIf(0)
    .end();
  run.get(row).i32(1).op(instruction.i32Add).set(row).branch(0).end().end();
  run.insert(rowCode, c.emit.row);
  return {
    bytes: encodeModule(
      [
        { name: 'prepare', parameters: 0, code: c.emit.prepare },
        { name: 'run', parameters: 3, code: run },
      ],
      globalNames,
    ),
    constants: Int32Array.from(c.constants),
    slots: c.emit.slots * c.emit.halves.length,
    operations: c.emit.operations,
  };
}

/** 0, 1, 2, 3 and so on: the columns of the lanes. */
function laneNumbers(c: Compilation): Node {
  const offset = c.constants.length;
  for (let lane = 0; lane < c.emit.lanes; lane++) c.constants.push(lane);
  return c.emit.each(false, half =>
    c.emit.run.global(globalNames.indexOf('constants')).memory(simd.load, offset * 4 + half * 16, 2),
  );
}
