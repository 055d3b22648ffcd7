/** The WGSL types that a field of a uniform block may have. */
export type FieldType = 'f32' | 'vec2f' | 'vec4f' | `array<vec4f, ${number}>`;

/** Name, type, and what it tells. */
export type Field = readonly [name: string, type: FieldType, meaning: string];

/** A uniform block that shaders read: its declaration and how its bytes are written, made from one table. */
export interface UniformBlock<Name extends string> {
  /** Length in floats; a multiple of four. */
  floats: number;
  /** The WGSL `struct`. */
  source: string;
  /**
   * Writes values into a packed block; fields left out keep what stood there.
   *
   * @param values numbers for scalar fields, flat arrays for the others
   * @param out    at least `floats` long from `start`
   */
  pack(values: Partial<Record<Name, number | ArrayLike<number>>>, out?: Float32Array, start?: number): Float32Array;
}

function measure(type: FieldType): { length: number; alignment: number } {
  if (type === 'f32') return { length: 1, alignment: 1 };
  if (type === 'vec2f') return { length: 2, alignment: 2 };
  if (type === 'vec4f') return { length: 4, alignment: 4 };
  return { length: 4 * Number.parseInt(type.slice(type.indexOf(',') + 1), 10), alignment: 4 };
}

/** Lays out a block by WGSL's rules for the uniform address space (specification, section 14.4.1). */
export function defineBlock<Fields extends readonly Field[]>(
  structName: string,
  fields: Fields,
): UniformBlock<Fields[number][0]> {
  const places = new Map<string, { offset: number; length: number }>();
  let next = 0;
  for (const [name, type] of fields) {
    const { length, alignment } = measure(type);
    const offset = Math.ceil(next / alignment) * alignment;
    places.set(name, { offset, length });
    next = offset + length;
  }
  const floats = Math.ceil(next / 4) * 4;
  return {
    floats,
    source: `struct ${structName} {\n${fields.map(([name, type]) => `  ${name}: ${type},\n`).join('')}}\n`,
    pack(values, out = new Float32Array(floats), start = 0) {
      for (const [name, value] of Object.entries(values) as [string, number | ArrayLike<number>][]) {
        const place = places.get(name);
        if (!place) throw new TypeError(`"${name}" is not a field of ${structName}`);
        if (typeof value === 'number') out[start + place.offset] = value;
        else for (let i = 0; i < Math.min(place.length, value.length); i++) out[start + place.offset + i] = value[i];
      }
      return out;
    },
  };
}
