import { type Position, ShaderError, type Token, tokenize } from './lexer.ts';

/** Reads the tokens of a source one after another. */
export interface TokenReader {
  /** The next token, which stays the next one. */
  peek(): Token;
  /** Whether the next token is this text. */
  is(text: string): boolean;
  /** Whether the next two tokens are `>` and `>` with nothing between them: one operator, not the end of two types. */
  isShiftRight(): boolean;
  /** Goes past the next token. @throws {ShaderError} where there is none */
  next(): Token;
  /** Goes past the next token where it is this text. @returns whether it was */
  take(text: string): boolean;
  /** Goes past the next token. @throws {ShaderError} where it is not this text */
  expect(text: string): Token;
  /** Goes past a name. @throws {ShaderError} where there is none */
  name(): string;
  /** @throws {ShaderError} always, at the next token where no other place is given */
  fail(message: string, position?: Position): never;
}

/** @throws {ShaderError} on a character that WGSL does not have, and on a word that it reserves */
export function readTokens(source: string): TokenReader {
  const tokens = tokenize(source);
  let at = 0;
  const peek = (): Token => tokens[at];
  const is = (text: string): boolean => tokens[at].text === text && tokens[at].kind !== 'end';
  const fail = (message: string, position: Position = peek().position): never => {
    throw new ShaderError(message, position);
  };
  const next = (): Token => (peek().kind === 'end' ? fail('the file ends too early') : tokens[at++]);
  return {
    peek,
    is,
    next,
    fail,
    isShiftRight() {
      if (!is('>') || tokens[at + 1].text !== '>') return false;
      const [first, second] = [tokens[at].position, tokens[at + 1].position];
      return first.line === second.line && second.column === first.column + 1;
    },
    take(text) {
      if (!is(text)) return false;
      at++;
      return true;
    },
    expect: text => (is(text) ? next() : fail(`expected "${text}" before "${peek().text}"`)),
    name: () => (peek().kind === 'name' ? next().text : fail(`expected a name before "${peek().text}"`)),
  };
}
