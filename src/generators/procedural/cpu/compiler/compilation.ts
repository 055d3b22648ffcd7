import type { Module } from '../../shading/language/syntax.ts';
import { Emitter } from '../emitter.ts';
import { intConstant, type Node } from '../nodes.ts';
import type { PassInterface } from '../pass-interface.ts';
import type { Type } from '../types.ts';

/** A value: its components, or the place in memory where an array or struct lies. */
export interface Value {
  type: Type;
  nodes: Node[];
  place?: { base: 'uniforms' | 'constants'; offset: number; dynamic?: Node };
}

export interface Variable {
  type: Type;
  /** Current values while the variable is only assigned in straight lines; undefined once it lives in `locals`. */
  nodes?: Node[];
  locals?: number[];
  depth: number;
  /** A loop counter that is the same in all lanes: assigned without a mask. */
  unmasked?: boolean;
  constant: boolean;
}

export interface LoopContext {
  broken?: number;
  continued?: number;
}

export interface FunctionContext {
  result: Type;
  resultLocals?: number[];
  returned?: number;
  value?: Value;
  loops: LoopContext[];
}

/** What is known of a pass while it is compiled. */
export class Compilation {
  /** The source, or the library of built-in functions while one of those is compiled. */
  module: Module;
  readonly pass: PassInterface;
  readonly emit: Emitter;
  /** Words of the module-scope arrays. */
  readonly constants: number[] = [];
  readonly globals = new Map<string, Value>();
  scopes: Map<string, Variable>[] = [new Map()];
  functions: FunctionContext[] = [];
  callStack: string[] = [];
  /** Lanes that execute; undefined means all of them. */
  exec: Node | undefined;
  /** How many branches and loops stand around; a variable of a lower depth is assigned under a mask. */
  depth = 0;
  /** Locals of temporaries that outlive the statement being compiled. */
  kept = new Set<number>();

  constructor(module: Module, pass: PassInterface, halves: 1 | 2) {
    this.module = module;
    this.pass = pass;
    this.emit = new Emitter(halves, pass.textures.length === 0);
  }
}

/** All lanes. */
export const truth = intConstant(-1);

/** The letters of swizzles, two sets of four. */
export const swizzleLetters = 'xyzwrgba';
