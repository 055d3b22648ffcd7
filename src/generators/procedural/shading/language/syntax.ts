import type { Position } from './lexer.ts';

/** A type as written: `vec3f`, `array<vec4f, 5>`, `Frame`. */
export interface TypeSyntax {
  name: string;
  arguments: (TypeSyntax | number)[];
  position: Position;
}

/** An expression as written. */
export type Expression =
  | {
      kind: 'literal';
      value: number;
      type: 'abstractInt' | 'abstractFloat' | 'f32' | 'i32' | 'u32' | 'bool';
      position: Position;
    }
  | { kind: 'name'; name: string; position: Position }
  | { kind: 'unary'; operator: string; operand: Expression; position: Position }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression; position: Position }
  | { kind: 'member'; object: Expression; member: string; position: Position }
  | { kind: 'index'; object: Expression; index: Expression; position: Position }
  | { kind: 'call'; callee: TypeSyntax; arguments: Expression[]; position: Position };

/** A statement as written. */
export type Statement =
  | { kind: 'let' | 'const' | 'var'; name: string; type?: TypeSyntax; value?: Expression; position: Position }
  | { kind: 'assign'; target: Expression; operator: string; value: Expression; position: Position }
  | { kind: 'if'; condition: Expression; body: Statement[]; otherwise?: Statement[]; position: Position }
  | {
      kind: 'for';
      initial?: Statement;
      condition?: Expression;
      update?: Statement;
      body: Statement[];
      position: Position;
    }
  | { kind: 'block'; body: Statement[]; position: Position }
  | { kind: 'break' | 'continue'; position: Position }
  | { kind: 'return'; value?: Expression; position: Position }
  | { kind: 'call'; call: Expression; position: Position };

export interface FunctionDeclaration {
  name: string;
  parameters: { name: string; type: TypeSyntax }[];
  result?: TypeSyntax;
  body: Statement[];
  position: Position;
}

export interface StructDeclaration {
  name: string;
  fields: { name: string; type: TypeSyntax }[];
  position: Position;
}

/** A module-scope `const`, or a bound `var` (uniform block, texture, sampler). */
export interface GlobalDeclaration {
  kind: 'const' | 'var';
  name: string;
  type?: TypeSyntax;
  value?: Expression;
  position: Position;
}

export interface Module {
  functions: Map<string, FunctionDeclaration>;
  structs: Map<string, StructDeclaration>;
  globals: Map<string, GlobalDeclaration>;
}
