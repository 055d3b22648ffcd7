/** Red, green, blue; code values, 0 to 1 unless said otherwise. */
export type Rgb = readonly [number, number, number];

/** A look-up table as a .cube file holds it (Adobe Cube LUT specification 1.0). */
export interface CubeLut {
  title?: string;
  dimensions: 1 | 3;
  /** Points along each axis. */
  size: number;
  domainMin: Rgb;
  domainMax: Rgb;
  /** Triples; for three dimensions red runs fastest. */
  data: Float32Array;
}

/** A table that cannot be used; the message names the file, the line and the mend. */
export class LutError extends Error {
  constructor(path: string, line: number | undefined, message: string) {
    super(`${path}${line === undefined ? '' : `, line ${line}`}: ${message}`);
    this.name = 'LutError';
  }
}

const mostPoints = { 1: 65536, 3: 129 } as const;

/** A row as nearly all are, which is read without more ado. */
const threeNumbers = /^([-+.\d]\S*)[ \t]+(\S+)[ \t]+(\S+)\s*$/;

/** Reads a .cube file of one or three dimensions. @throws {LutError} */
export function parseCube(text: string, path: string): CubeLut {
  let title: string | undefined;
  let dimensions: 1 | 3 | undefined;
  let size = 0;
  let domainMin: Rgb = [0, 0, 0];
  let domainMax: Rgb = [1, 1, 1];
  // A table of 129 points has two million rows: no list of them is made, nor of their numbers.
  let values = new Float32Array(3 * 33 ** 3);
  let given = 0;
  const put = (row: readonly number[]): void => {
    if (given === values.length) {
      const before = values;
      values = new Float32Array(2 * before.length);
      values.set(before);
    }
    values.set(row, given);
    given += 3;
  };
  let line = 0;
  for (const [, row] of text.replace(/^\ufeff/, '').matchAll(/([^\r\n]*)(?:\r\n?|\n|$)/g)) {
    line++;
    const plain = threeNumbers.exec(row);
    const known = plain ? [Number(plain[1]), Number(plain[2]), Number(plain[3])] : [];
    if (plain && known.every(Number.isFinite)) {
      put(known);
      continue;
    }
    const words = row.replace(/#.*$/, '').trim().split(/\s+/);
    if (words[0] === '') continue;
    const numbers = words.slice(1).map(Number);
    const triple = (from: readonly number[]): Rgb => {
      if (from.length !== 3 || !from.every(Number.isFinite))
        throw new LutError(path, line, `"${row.trim().slice(0, 40)}" should be three numbers.`);
      return [from[0], from[1], from[2]];
    };
    if (words[0] === 'TITLE') title = /"([^"]*)"/.exec(row)?.[1];
    else if (words[0] === 'LUT_1D_SIZE' || words[0] === 'LUT_3D_SIZE') {
      if (dimensions) throw new LutError(path, line, 'the size is given twice; keep one.');
      dimensions = words[0] === 'LUT_1D_SIZE' ? 1 : 3;
      size = numbers[0];
      if (!Number.isInteger(size) || size < 2 || size > mostPoints[dimensions])
        throw new LutError(path, line, `the size must be a whole number from 2 to ${mostPoints[dimensions]}.`);
    } else if (words[0] === 'DOMAIN_MIN') domainMin = triple(numbers);
    else if (words[0] === 'DOMAIN_MAX') domainMax = triple(numbers);
    else if (words[0] === 'LUT_1D_INPUT_RANGE' || words[0] === 'LUT_3D_INPUT_RANGE') {
      domainMin = [numbers[0], numbers[0], numbers[0]];
      domainMax = [numbers[1], numbers[1], numbers[1]];
    } else if (/^[-+.\d]/.test(words[0])) put(triple(words.map(Number)));
    else if (!/^[A-Z_0-9]+$/.test(words[0]))
      throw new LutError(path, line, `"${words[0]}" is not part of a .cube file.`);
  }
  if (!dimensions) throw new LutError(path, undefined, 'there is no LUT_3D_SIZE or LUT_1D_SIZE; is it a .cube file?');
  const rows = dimensions === 1 ? size : size ** 3;
  if (given !== rows * 3)
    throw new LutError(path, undefined, `it has ${given / 3} rows of numbers instead of ${rows}.`);
  if (domainMin.some((low, i) => !(low < domainMax[i])))
    throw new LutError(path, undefined, 'DOMAIN_MIN must be less than DOMAIN_MAX.');
  return { ...(title ? { title } : {}), dimensions, size, domainMin, domainMax, data: values.slice(0, given) };
}

/** Writes a .cube file. */
export function printCube({ title, dimensions, size, domainMin, domainMax, data }: CubeLut): string {
  const rows: string[] = [];
  for (let i = 0; i < data.length; i += 3) rows.push([0, 1, 2].map(c => data[i + c].toFixed(6)).join(' '));
  const head = title ? `TITLE "${title}"\n` : '';
  return `${head}LUT_${dimensions}D_SIZE ${size}\nDOMAIN_MIN ${domainMin.join(' ')}\nDOMAIN_MAX ${domainMax.join(' ')}\n${rows.join('\n')}\n`;
}

/**
 * Looks a colour up: linear along each axis in one dimension, tetrahedral in three (the cube between eight points is
 * cut into six tetrahedra along its grey diagonal; Kasson, Nin, Plouffe, Hafner 1995).
 */
export function applyCube(lut: CubeLut, colour: Rgb): Rgb {
  const { size, data, domainMin, domainMax } = lut;
  const base = [0, 0, 0];
  const part = [0, 0, 0];
  for (let c = 0; c < 3; c++) {
    const at = Math.min(1, Math.max(0, (colour[c] - domainMin[c]) / (domainMax[c] - domainMin[c]))) * (size - 1);
    base[c] = Math.min(size - 2, Math.floor(at));
    part[c] = at - base[c];
  }
  if (lut.dimensions === 1) {
    const channel = (c: number): number =>
      data[base[c] * 3 + c] * (1 - part[c]) + data[(base[c] + 1) * 3 + c] * part[c];
    return [channel(0), channel(1), channel(2)];
  }
  const order = [0, 1, 2].sort((a, b) => part[b] - part[a]);
  const strides = [3, 3 * size, 3 * size * size];
  const origin = base[0] * strides[0] + base[1] * strides[1] + base[2] * strides[2];
  const second = origin + strides[order[0]];
  const third = second + strides[order[1]];
  const last = third + strides[order[2]];
  const [high, middle, low] = order.map(c => part[c]);
  const mix = (c: number): number =>
    data[origin + c] * (1 - high) +
    data[second + c] * (high - middle) +
    data[third + c] * (middle - low) +
    data[last + c] * low;
  return [mix(0), mix(1), mix(2)];
}
