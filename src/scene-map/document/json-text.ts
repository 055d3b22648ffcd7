/** A place in a text, both counted from 1. */
export interface TextPosition {
  line: number;
  column: number;
}

/** Why a text is not JSON. */
export interface JsonFault extends TextPosition {
  /** What is wrong and how to mend it, as a sentence. */
  message: string;
}

/** A JSON text, read. */
export interface JsonText {
  value: unknown;
  /** Where each value stands: by path such as "scenes[2].end_time" ("" is the whole). */
  positions: Map<string, TextPosition>;
  /** Paths of keys that stand twice in their object, at the second place. */
  repeatedKeys: { path: string; position: TextPosition }[];
}

const deepest = 64;

class Fault extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Path of a member: `joinPath('scenes[2]', 'look')` is "scenes[2].look". */
export function joinPath(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/**
 * Reads JSON (RFC 8259) and keeps where each value stands. A text that is no JSON gives the first fault, with line,
 * column and mend.
 */
export function readJson(text: string): JsonText | { fault: JsonFault } {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lineStarts = [0];
  for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) lineStarts.push(i + 1);
  const positionOf = (at: number): TextPosition => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lineStarts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - lineStarts[low] + 1 };
  };
  const positions = new Map<string, TextPosition>();
  const repeatedKeys: JsonText['repeatedKeys'] = [];
  let at = 0;

  const skipSpace = (): void => {
    while (at < source.length && ' \t\r\n'.includes(source[at])) at++;
    if (source.startsWith('//', at) || source.startsWith('/*', at))
      throw new Fault(at, 'JSON has no comments: move the remark into "notes"');
  };
  const found = (): string =>
    at >= source.length ? 'the end of the text' : JSON.stringify(String.fromCodePoint(source.codePointAt(at)!));
  const readString = (what: string): string => {
    if (source[at] === "'" || source[at] === '“' || source[at] === '”')
      throw new Fault(at, `put ${what} between straight double quotes (")`);
    if (source[at] !== '"') throw new Fault(at, `expected ${what} between double quotes, found ${found()}`);
    const start = at++;
    while (source[at] !== '"') {
      if (at >= source.length || source[at] === '\n' || source[at] === '\r')
        throw new Fault(start, `this text has no closing double quote (")`);
      if (source[at] < ' ') throw new Fault(at, 'a text may not hold a control character: write a tab as \\t');
      if (source[at] === '\\') {
        if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(source.slice(at, at + 6))) {
          throw new Fault(at, 'a backslash in a text is written twice (\\\\), and paths may use / instead');
        }
        at++;
      }
      at++;
    }
    at++;
    return JSON.parse(source.slice(start, at)) as string;
  };
  const readValue = (path: string, depth: number): void => {
    skipSpace();
    if (depth > deepest) throw new Fault(at, `values are nested more than ${deepest} deep`);
    positions.set(path, positionOf(at));
    const first = source[at];
    if (first === '{') {
      at++;
      const keys = new Set<string>();
      for (let count = 0; ; count++) {
        skipSpace();
        if (source[at] === '}') {
          at++;
          return;
        }
        if (count > 0) {
          if (source[at] !== ',') throw new Fault(at, `expected a comma or "}", found ${found()}`);
          const comma = at++;
          skipSpace();
          if (source[at] === '}') throw new Fault(comma, 'remove the comma before "}"');
        }
        const keyAt = at;
        const key = readString('a key');
        if (keys.has(key)) repeatedKeys.push({ path: joinPath(path, key), position: positionOf(keyAt) });
        keys.add(key);
        skipSpace();
        if (source[at] !== ':')
          throw new Fault(at, `expected a colon after the key ${JSON.stringify(key)}, found ${found()}`);
        at++;
        readValue(joinPath(path, key), depth + 1);
      }
    }
    if (first === '[') {
      at++;
      for (let count = 0; ; count++) {
        skipSpace();
        if (source[at] === ']') {
          at++;
          return;
        }
        if (count > 0) {
          if (source[at] !== ',') throw new Fault(at, `expected a comma or "]", found ${found()}`);
          const comma = at++;
          skipSpace();
          if (source[at] === ']') throw new Fault(comma, 'remove the comma before "]"');
        }
        readValue(joinPath(path, count), depth + 1);
      }
    }
    if (first === '"' || first === "'" || first === '“' || first === '”') {
      readString('a text');
      return;
    }
    const word = /^[^\s,:{}[\]"]*/.exec(source.slice(at, at + 60))![0];
    if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) {
      at += word.length;
      return;
    }
    if (word === '') throw new Fault(at, `expected a value, found ${found()}`);
    if (/^[-+.\d]/.test(word))
      throw new Fault(
        at,
        `${JSON.stringify(word)} is no JSON number: write it like 0.5 or 12, or between double quotes`,
      );
    throw new Fault(at, `put ${JSON.stringify(word)} between double quotes`.replace(`"${word}"`, word));
  };

  try {
    skipSpace();
    if (at >= source.length)
      throw new Fault(0, 'the file is empty: write a scene map, or let "phosphene plan" make one');
    // As files of sound and pictures have, and no text.
    if (source.slice(0, 1000).includes('\0'))
      throw new Fault(0, 'it is no text at all: give the scene map that "phosphene plan" writes');
    readValue('', 0);
    skipSpace();
    if (at < source.length) throw new Fault(at, `the scene map ended before this: remove ${found()} and what follows`);
  } catch (error) {
    if (error instanceof Fault) return { fault: { message: error.message, ...positionOf(error.at) } };
    throw error;
  }
  return { value: JSON.parse(source) as unknown, positions, repeatedKeys };
}
