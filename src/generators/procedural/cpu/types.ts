import { ShaderError } from '../shading/language/lexer.ts';
import type { Module, TypeSyntax } from '../shading/language/syntax.ts';

/** Element types; the abstract ones are those of literals until they meet a concrete type. */
export type Scalar = 'f32' | 'i32' | 'u32' | 'bool' | 'abstractInt' | 'abstractFloat';

/** A WGSL type, resolved. */
export type Type =
  | { kind: 'scalar'; scalar: Scalar }
  | { kind: 'vector'; size: number; scalar: Scalar }
  | { kind: 'matrix'; columns: number; rows: number; scalar: Scalar }
  | { kind: 'array'; element: Type; count: number }
  | { kind: 'struct'; name: string; fields: { name: string; type: Type }[] }
  | { kind: 'texture' }
  | { kind: 'sampler' }
  | { kind: 'nothing' };

export const nothing: Type = { kind: 'nothing' };
export const boolean: Type = { kind: 'scalar', scalar: 'bool' };
export const float: Type = { kind: 'scalar', scalar: 'f32' };

/** A scalar for size 1, a vector otherwise. */
export function vectorOf(size: number, scalar: Scalar): Type {
  return size === 1 ? { kind: 'scalar', scalar } : { kind: 'vector', size, scalar };
}

/** How many 32-bit components a value of the type has. */
export function componentCount(type: Type): number {
  switch (type.kind) {
    case 'scalar':
      return 1;
    case 'vector':
      return type.size;
    case 'matrix':
      return type.columns * type.rows;
    case 'array':
      return type.count * componentCount(type.element);
    case 'struct':
      return type.fields.reduce((sum, field) => sum + componentCount(field.type), 0);
    default:
      return 0;
  }
}

/** The type as WGSL writes it. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'scalar':
      return type.scalar;
    case 'vector':
      return `vec${type.size}<${type.scalar}>`;
    case 'matrix':
      return `mat${type.columns}x${type.rows}<f32>`;
    case 'array':
      return `array<${typeName(type.element)}, ${type.count}>`;
    case 'struct':
      return type.name;
    default:
      return type.kind;
  }
}

const scalarSuffix: Record<string, Scalar> = { f: 'f32', i: 'i32', u: 'u32' };

/**
 * Resolves a written type.
 *
 * @param inferred the element type where a constructor leaves it out (`vec3(…)`)
 * @throws {ShaderError} for a type that this compiler does not know
 */
export function resolveType(syntax: TypeSyntax, module: Module, inferred?: Scalar): Type {
  const { name, position } = syntax;
  if (name === 'f32' || name === 'i32' || name === 'u32' || name === 'bool') return { kind: 'scalar', scalar: name };
  const vector = /^vec([234])([fiu])?$/.exec(name);
  const matrix = /^mat([234])x([234])f?$/.exec(name);
  const argument = syntax.arguments[0];
  const element = typeof argument === 'object' ? resolveType(argument, module) : undefined;
  if (vector) {
    const scalar = vector[2]
      ? scalarSuffix[vector[2]]
      : element?.kind === 'scalar'
        ? element.scalar
        : (inferred ?? 'f32');
    return { kind: 'vector', size: Number(vector[1]), scalar };
  }
  if (matrix) return { kind: 'matrix', columns: Number(matrix[1]), rows: Number(matrix[2]), scalar: 'f32' };
  if (name === 'array' && element) {
    const count = syntax.arguments[1];
    if (typeof count !== 'number') throw new ShaderError('an array needs a number as its length', position);
    return { kind: 'array', element, count };
  }
  if (name === 'texture_2d') return { kind: 'texture' };
  if (name === 'sampler') return { kind: 'sampler' };
  const struct = module.structs.get(name);
  if (struct)
    return {
      kind: 'struct',
      name,
      fields: struct.fields.map(f => ({ name: f.name, type: resolveType(f.type, module) })),
    };
  throw new ShaderError(`the type "${name}" is not known`, position);
}

/** Size and alignment in bytes in a uniform block (WGSL specification, section 14.4.1). */
export function uniformLayout(type: Type): { size: number; alignment: number } {
  switch (type.kind) {
    case 'vector':
      return { size: type.size * 4, alignment: type.size === 2 ? 8 : 16 };
    case 'array': {
      const element = uniformLayout(type.element);
      return { size: type.count * Math.ceil(element.size / 16) * 16, alignment: 16 };
    }
    case 'struct': {
      let end = 0;
      for (const field of type.fields) {
        const { size, alignment } = uniformLayout(field.type);
        end = Math.ceil(end / alignment) * alignment + size;
      }
      return { size: Math.ceil(end / 16) * 16, alignment: 16 };
    }
    default:
      return { size: 4, alignment: 4 };
  }
}

/** Byte offset of a field of a struct in a uniform block. */
export function uniformFieldOffset(type: Type & { kind: 'struct' }, member: string): number {
  let end = 0;
  for (const field of type.fields) {
    const { size, alignment } = uniformLayout(field.type);
    const offset = Math.ceil(end / alignment) * alignment;
    if (field.name === member) return offset;
    end = offset + size;
  }
  return -1;
}
