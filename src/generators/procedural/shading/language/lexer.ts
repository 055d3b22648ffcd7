import { reservedWords } from './reserved-words.ts';

/** A place in WGSL source; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A mistake in a shader's source, with its place. */
export class ShaderError extends Error {
  readonly position: Position;
  constructor(message: string, position: Position) {
    super(`line ${position.line}, column ${position.column}: ${message}`);
    this.name = 'ShaderError';
    this.position = position;
  }

  /** The same mistake as reported by another thread: its message names the place already. */
  static at(message: string, position: Position): ShaderError {
    const error = new ShaderError('', position);
    error.message = message;
    return error;
  }
}

/** One word of WGSL. */
export interface Token {
  kind: 'name' | 'number' | 'symbol' | 'end';
  text: string;
  position: Position;
}

const pattern =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<number>0[xX][0-9a-fA-F]+[iu]?|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?[fiuh]?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<symbol>->|<<=|>>=|<<|<=|>=|==|!=|&&|\|\||\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|[-+*/%&|^~!<>=()[\]{},;:.@>])/y;

/**
 * Splits WGSL source into tokens. `>>` is left as two `>` tokens, so that nested templates read without a second look.
 *
 * @throws {ShaderError} on a character that WGSL does not have, and on a word that it reserves
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const position = { line, column: at - lineStart + 1 };
    const match = pattern.exec(source);
    if (!match) throw new ShaderError(`"${source[at]}" is not part of WGSL`, position);
    const groups = match.groups!;
    if (groups.name !== undefined && reservedWords.has(groups.name))
      throw new ShaderError(`"${groups.name}" is a word that WGSL reserves; choose another name`, position);
    if (groups.number !== undefined) tokens.push({ kind: 'number', text: match[0], position });
    else if (groups.name !== undefined) tokens.push({ kind: 'name', text: match[0], position });
    else if (groups.symbol !== undefined) tokens.push({ kind: 'symbol', text: match[0], position });
    for (let i = at; i < pattern.lastIndex; i++) {
      if (source.charCodeAt(i) === 10) {
        line++;
        lineStart = i + 1;
      }
    }
  }
  tokens.push({ kind: 'end', text: 'the end of the file', position: { line, column: source.length - lineStart + 1 } });
  return tokens;
}
