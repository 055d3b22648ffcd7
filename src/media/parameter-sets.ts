/**
 * Parameter sets of H.264 and HEVC, and the two ways in which their units are told apart: by start codes as encoders
 * give them (Annex B), and by lengths as containers hold them (ISO/IEC 14496-15).
 */

/** Splits a stream of units with start codes. */
function unitsOf(bytes: Uint8Array): Uint8Array[] {
  const starts: [code: number, unit: number][] = [];
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i + 2] > 1) i += 2;
    else if (bytes[i] === 0 && bytes[i + 1] === 0 && bytes[i + 2] === 1) {
      starts.push([i > 0 && bytes[i - 1] === 0 ? i - 1 : i, i + 3]);
      i += 2;
    }
  }
  return starts.map(([, from], k) => bytes.subarray(from, starts[k + 1]?.[0] ?? bytes.length));
}

/** Puts the length of each unit before it, in place of start codes. */
export function withLengths(bytes: Uint8Array, lengthSize: number): Buffer {
  const units = unitsOf(bytes);
  const out = Buffer.alloc(units.reduce((sum, unit) => sum + lengthSize + unit.length, 0));
  let at = 0;
  for (const unit of units) {
    at = out.writeUIntBE(unit.length, at, lengthSize);
    out.set(unit, at);
    at += unit.length;
  }
  return out;
}

/** What a container holds of a stream before its first picture. */
export interface DecoderConfiguration {
  /** Bytes of the length before each unit. */
  lengthSize: number;
  /** Sequence and picture parameter sets (and HEVC's video parameter sets before them), in order. */
  sets: Uint8Array[];
}

/** Reads counted units, each with a length of two bytes before it. */
function countedUnits(bytes: Uint8Array, at: number, count: number): { units: Uint8Array[]; end: number } {
  const units: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const length = (bytes[at] << 8) | bytes[at + 1];
    units.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { units, end: at };
}

/** Sequence and picture parameter sets of an AVCDecoderConfigurationRecord, and where they end. */
function readAvc(bytes: Uint8Array): { sequence: Uint8Array[]; picture: Uint8Array[]; end: number } {
  const { units: sequence, end } = countedUnits(bytes, 6, bytes[5] & 31);
  const { units: picture, end: last } = countedUnits(bytes, end + 1, bytes[end]);
  return { sequence, picture, end: last };
}

/** Kinds of units that are parameter sets: H.264's 7 and 8, HEVC's 32 to 34. */
const isSet = (codec: 'h264' | 'hevc', unit: Uint8Array): boolean =>
  codec === 'h264' ? [7, 8].includes(unit[0] & 31) : [32, 33, 34].includes((unit[0] >> 1) & 63);

/**
 * Reads the configuration of a stream as MP4 and Matroska hold it. @returns undefined where it is in another form, as
 * in a transport stream
 */
export function readConfiguration(codec: 'h264' | 'hevc', bytes: Uint8Array): DecoderConfiguration | undefined {
  if (bytes.length < 8 || bytes[0] !== 1) return undefined;
  if (codec === 'h264') {
    const { sequence, picture } = readAvc(bytes);
    return { lengthSize: (bytes[4] & 3) + 1, sets: [...sequence, ...picture] };
  }
  const sets: Uint8Array[] = [];
  let at = 23;
  for (let arrays = bytes[22]; arrays > 0; arrays--) {
    const { units, end } = countedUnits(bytes, at + 3, (bytes[at + 1] << 8) | bytes[at + 2]);
    sets.push(...units.filter(unit => isSet(codec, unit)));
    at = end;
  }
  return { lengthSize: (bytes[21] & 3) + 1, sets };
}

/** The parameter sets among an encoder's units. */
export const setsOf = (codec: 'h264' | 'hevc', bytes: Uint8Array): Uint8Array[] =>
  unitsOf(bytes).filter(unit => isSet(codec, unit));

export const areSameSets = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.length === b.length && a.every((set, i) => Buffer.compare(set, b[i]) === 0);

/** Reads an Exp-Golomb number that begins so many bits after the head of a unit; emulation bytes are not expected. */
function golombAt(unit: Uint8Array, bit: number): number {
  const bitAt = (i: number): number => (unit[i >> 3] >> (7 - (i & 7))) & 1;
  let zeros = 0;
  while (zeros < 16 && bitAt(bit + zeros) === 0) zeros++;
  let value = 1;
  for (let i = 1; i <= zeros; i++) value = 2 * value + bitAt(bit + zeros + i);
  return value - 1;
}

/** A number below 32 under which neither a sequence nor a picture parameter set of an H.264 stream is known. */
export function freeSetNumber(sets: readonly Uint8Array[]): number | undefined {
  // A sequence parameter set's number follows its profile and level; a picture parameter set begins with it.
  const taken = new Set(sets.map(set => golombAt(set, (set[0] & 31) === 7 ? 32 : 8)));
  return Array.from({ length: 31 }, (_, i) => i + 1).find(i => !taken.has(i));
}

/**
 * A configuration of H.264 that holds further parameter sets. Level and constraints are those that hold for all.
 *
 * @param bytes an AVCDecoderConfigurationRecord
 */
export function withFurtherSets(bytes: Uint8Array, further: readonly Uint8Array[]): Buffer {
  const { sequence, picture, end } = readAvc(bytes);
  const ownSequence = further.filter(set => (set[0] & 31) === 7);
  const ownPicture = further.filter(set => (set[0] & 31) === 8);
  const list = (units: readonly Uint8Array[]): Buffer[] =>
    units.flatMap(unit => [Buffer.from([unit.length >> 8, unit.length & 255]), Buffer.from(unit)]);
  const all = [...sequence, ...ownSequence];
  return Buffer.concat([
    Buffer.from([
      ...[1, bytes[1]],
      all.reduce((shared, set) => shared & set[2], 255),
      Math.max(...all.map(set => set[3])),
      ...[bytes[4], 0xe0 | all.length],
    ]),
    ...list(all),
    Buffer.from([picture.length + ownPicture.length]),
    ...list([...picture, ...ownPicture]),
    // What follows for High profiles: chroma format and depths.
    Buffer.from(bytes.subarray(end)),
  ]);
}
