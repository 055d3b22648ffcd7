import { readTemplateArguments } from './parse-type.ts';
import type { Expression, TypeSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** How closely operators bind, loosest first (WGSL, "Operator precedence and associativity"). */
const precedence: Record<string, number> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

/** Names that take template arguments in angle brackets where an expression stands. */
const templated = new Set(['vec2', 'vec3', 'vec4', 'mat2x2', 'mat3x3', 'mat4x4', 'array', 'bitcast']);

function literal(tokens: TokenReader): Expression {
  const { text, position } = tokens.next();
  const suffix = /^0[xX]/.test(text) ? /[iu]$/.exec(text)?.[0] : /[fiuh]$/.exec(text)?.[0];
  const digits = suffix ? text.slice(0, -1) : text;
  const isFloat = suffix === 'f' || suffix === 'h' || (!/^0[xX]/.test(digits) && /[.eE]/.test(digits));
  const value = Number(digits);
  const kind =
    suffix === 'u' ? 'u32' : suffix === 'i' ? 'i32' : suffix ? 'f32' : isFloat ? 'abstractFloat' : 'abstractInt';
  return { kind: 'literal', value, type: kind, position };
}

function primary(tokens: TokenReader): Expression {
  const { kind, text, position } = tokens.peek();
  if (kind === 'number') return literal(tokens);
  if (tokens.take('(')) {
    const inner = parseExpression(tokens);
    tokens.expect(')');
    return inner;
  }
  if (text === 'true' || text === 'false') {
    tokens.next();
    return { kind: 'literal', value: text === 'true' ? 1 : 0, type: 'bool', position };
  }
  const callee: TypeSyntax = { name: tokens.name(), arguments: [], position };
  if (templated.has(callee.name) && tokens.is('<')) readTemplateArguments(tokens, callee);
  if (tokens.take('(')) {
    const list: Expression[] = [];
    while (!tokens.is(')')) {
      list.push(parseExpression(tokens));
      if (!tokens.take(',')) break;
    }
    tokens.expect(')');
    return { kind: 'call', callee, arguments: list, position };
  }
  return { kind: 'name', name: callee.name, position };
}

/** A name, literal, call or bracket with the members and indices behind it. @throws {ShaderError} */
export function parsePostfix(tokens: TokenReader): Expression {
  let value = primary(tokens);
  for (;;) {
    const position = tokens.peek().position;
    if (tokens.take('.')) value = { kind: 'member', object: value, member: tokens.name(), position };
    else if (tokens.take('[')) {
      value = { kind: 'index', object: value, index: parseExpression(tokens), position };
      tokens.expect(']');
    } else return value;
  }
}

function unary(tokens: TokenReader): Expression {
  const { text, position } = tokens.peek();
  if (text === '-' || text === '!' || text === '~') {
    tokens.next();
    return { kind: 'unary', operator: text, operand: unary(tokens), position };
  }
  return parsePostfix(tokens);
}

function binaryOperator(tokens: TokenReader): string | undefined {
  if (tokens.isShiftRight()) return '>>';
  return tokens.peek().kind === 'symbol' && precedence[tokens.peek().text] ? tokens.peek().text : undefined;
}

/**
 * An expression.
 *
 * @param minimum how closely its operators bind at the least, see {@link precedence}
 * @throws {ShaderError}
 */
export function parseExpression(tokens: TokenReader, minimum = 1): Expression {
  let left = unary(tokens);
  for (;;) {
    const operator = binaryOperator(tokens);
    if (!operator || precedence[operator] < minimum) return left;
    const position = tokens.peek().position;
    tokens.next();
    // It comes as two tokens.
    if (operator === '>>') tokens.next();
    const right = parseExpression(tokens, precedence[operator] + 1);
    left = { kind: 'binary', operator, left, right, position };
  }
}
