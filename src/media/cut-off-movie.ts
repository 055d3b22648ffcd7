import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A box's length and name. */
const headBytes = 8;
/** In its place stands the length in 64 bits behind the name. */
const isLong = 1;

/**
 * Whether a file is an MP4 or MOV that ends before its index (`moov`), as a copy or download that broke off does: the
 * boxes are gone through, of which each tells its length.
 */
export function isCutOff(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(2 * headBytes);
    for (let at = 0; at < size; ) {
      const read = readSync(file, head, 0, head.length, at);
      const name = head.toString('latin1', 4, headBytes);
      if (at === 0 && name !== 'ftyp') return false;
      if (name === 'moov') return at + head.readUInt32BE(0) > size;
      if (read < headBytes) return true;
      const told = head.readUInt32BE(0);
      const length = told === isLong ? Number(head.readBigUInt64BE(headBytes)) : told;
      // A box of length 0 goes to the end, and a shorter one than its own head is none.
      if (length !== 0 && length < headBytes) return false;
      at += length === 0 ? size : length;
    }
    return true;
  } finally {
    closeSync(file);
  }
}
