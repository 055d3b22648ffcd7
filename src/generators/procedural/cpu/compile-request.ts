import { type Position, ShaderError } from '../shading/language/lexer.ts';
import { type CompiledPass, compilePass } from './compile.ts';
import type { PassInterface } from './pass-interface.ts';

/** A pass ready to be instantiated. */
export type ShaderCode = Pick<CompiledPass, 'constants' | 'slots'> & { module: WebAssembly.Module };

/** What the compiling thread is asked. */
export interface CompileRequest {
  id: number;
  source: string;
  pass: PassInterface;
  /** Vectors of four pixels drawn at a time. */
  halves: 1 | 2;
}

/** What it answers. */
export type CompileAnswer =
  | { id: number; code: ShaderCode }
  | { id: number; failure: { message: string; position?: Position } };

/** Compiles a pass. @param toModule how the engine is to compile the bytes */
export function answerRequest(
  { id, source, pass, halves }: CompileRequest,
  toModule = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module => new WebAssembly.Module(bytes),
): CompileAnswer {
  try {
    const { bytes, constants, slots } = compilePass(source, pass, halves);
    return { id, code: { module: toModule(bytes), constants, slots } };
  } catch (error) {
    const position = error instanceof ShaderError ? error.position : undefined;
    return { id, failure: { message: (error as Error).message, position } };
  }
}
