import { inflateSync } from 'node:zlib';

/** What is needed of a font: which characters it has, and how wide they are. */
export interface FontFile {
  /** The tables by tag, unpacked. */
  tables: ReadonlyMap<string, Buffer>;
  /** Glyph of a character, 0 where there is none. */
  glyphOf(codePoint: number): number;
  /** Advance of a character in ems. */
  advanceOf(codePoint: number): number;
  /** Ems above and below the base line, by which libass measures the size of a font. */
  ascent: number;
  descent: number;
}

const tagAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 4);

/** Unpacks WOFF 1.0 (W3C). @throws {Error} when it is not WOFF */
function woffTables(bytes: Buffer): Map<string, Buffer> {
  if (tagAt(bytes, 0) !== 'wOFF') throw new Error('The font is not in WOFF form.');
  const tables = new Map<string, Buffer>();
  const count = bytes.readUInt16BE(12);
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20;
    const [offset, packed, length] = [4, 8, 12].map(at => bytes.readUInt32BE(entry + at));
    const data = bytes.subarray(offset, offset + packed);
    tables.set(tagAt(bytes, entry), packed < length ? inflateSync(data) : data);
  }
  return tables;
}

/** The character map as a function: formats 4 and 12 of the `cmap` table (OpenType 1.9). */
function characterMap(cmap: Buffer): (codePoint: number) => number {
  let best: { offset: number; format: number } | undefined;
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const offset = cmap.readUInt32BE(4 + i * 8 + 4);
    const format = cmap.readUInt16BE(offset);
    if ((format === 4 || format === 12) && (!best || format > best.format)) best = { offset, format };
  }
  if (!best) return () => 0;
  const { offset, format } = best;
  const glyphs = new Map<number, number>();
  if (format === 12) {
    for (let i = 0; i < cmap.readUInt32BE(offset + 12); i++) {
      const [first, last, glyph] = [0, 4, 8].map(at => cmap.readUInt32BE(offset + 16 + i * 12 + at));
      for (let c = first; c <= last; c++) glyphs.set(c, glyph + c - first);
    }
  } else {
    const segments = cmap.readUInt16BE(offset + 6) / 2;
    const [ends, starts] = [offset + 14, offset + 16 + segments * 2];
    const [deltas, ranges] = [starts + segments * 2, starts + segments * 4];
    for (let i = 0; i < segments; i++) {
      const [last, first] = [cmap.readUInt16BE(ends + i * 2), cmap.readUInt16BE(starts + i * 2)];
      const [delta, range] = [cmap.readUInt16BE(deltas + i * 2), cmap.readUInt16BE(ranges + i * 2)];
      for (let c = first; c <= last && c < 0xffff; c++) {
        const at = ranges + i * 2 + range + (c - first) * 2;
        const raw = range === 0 ? c : at + 2 <= cmap.length ? cmap.readUInt16BE(at) : 0;
        const glyph = range === 0 || raw !== 0 ? (raw + delta) & 0xffff : 0;
        if (glyph !== 0) glyphs.set(c, glyph);
      }
    }
  }
  return codePoint => glyphs.get(codePoint) ?? 0;
}

/** Reads a font in WOFF form. @throws {Error} when it is none */
export function readFont(bytes: Buffer): FontFile {
  const tables = woffTables(bytes);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (!found) throw new Error(`The font has no ${tag} table.`);
    return found;
  };
  const unitsPerEm = table('head').readUInt16BE(18);
  const metrics = table('hmtx');
  const metricCount = table('hhea').readUInt16BE(34);
  const glyphOf = characterMap(table('cmap'));
  const windows = tables.get('OS/2');
  const ascent = (windows ? windows.readUInt16BE(74) : table('hhea').readInt16BE(4)) / unitsPerEm;
  const descent = (windows ? windows.readUInt16BE(76) : -table('hhea').readInt16BE(6)) / unitsPerEm;
  return {
    tables,
    glyphOf,
    advanceOf: codePoint => metrics.readUInt16BE(Math.min(glyphOf(codePoint), metricCount - 1) * 4) / unitsPerEm,
    ascent,
    descent,
  };
}

/** A name table that gives only one family, in the regular style. */
function nameTable(family: string): Buffer {
  const names = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replace(/[^A-Za-z0-9-]/g, '')],
  ] as const;
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + names.length * 12);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  for (const [i, [id]] of names.entries()) {
    const values = [3, 1, 0x409, id, texts[i].length, offset];
    for (const [j, value] of values.entries()) head.writeUInt16BE(value, 6 + i * 12 + j * 2);
    offset += texts[i].length;
  }
  return Buffer.concat([head, ...texts]);
}

/** The font as an OpenType file under another family name, so that pieces of one font can be told apart. */
export function printFont(font: FontFile, family: string): Buffer {
  const tables = [...new Map([...font.tables, ['name', nameTable(family)] as const])].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const power = Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(12 + tables.length * 16);
  head.writeUInt32BE(font.tables.has('CFF ') ? 0x4f54544f : 0x00010000, 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(2 ** power * 16, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(tables.length * 16 - 2 ** power * 16, 10);
  let offset = head.length;
  const bodies: Buffer[] = [];
  for (const [i, [tag, data]] of tables.entries()) {
    const at = 12 + i * 16;
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
    let sum = 0;
    for (let j = 0; j < padded.length; j += 4) sum = (sum + padded.readUInt32BE(j)) >>> 0;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(sum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    bodies.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([head, ...bodies]);
}
