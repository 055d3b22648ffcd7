import type { Position } from './lexer.ts';
import { parseExpression, parsePostfix } from './parse-expression.ts';
import { readType } from './parse-type.ts';
import type { Expression, Statement } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

function simpleStatement(tokens: TokenReader): Statement {
  const { text, position } = tokens.peek();
  if (text === 'let' || text === 'var' || text === 'const') {
    tokens.next();
    const declared = tokens.name();
    const declaredType = tokens.take(':') ? readType(tokens) : undefined;
    const value = tokens.take('=') ? parseExpression(tokens) : undefined;
    if (!value && text !== 'var') tokens.fail(`"${text} ${declared}" needs a value`, position);
    return { kind: text, name: declared, type: declaredType, value, position };
  }
  const target = parsePostfix(tokens);
  if (tokens.take('++')) return { kind: 'assign', target, operator: '+', value: one(position), position };
  if (tokens.take('--')) return { kind: 'assign', target, operator: '-', value: one(position), position };
  if (tokens.take('=')) return { kind: 'assign', target, operator: '', value: parseExpression(tokens), position };
  const operator = tokens.peek().text;
  if (/^(?:[-+*/%&|^]|<<)=$/.test(operator)) {
    tokens.next();
    return { kind: 'assign', target, operator: operator.slice(0, -1), value: parseExpression(tokens), position };
  }
  if (target.kind === 'call') return { kind: 'call', call: target, position };
  return tokens.fail(`expected "=" before "${operator}"`);
}

function one(position: Position): Expression {
  return { kind: 'literal', value: 1, type: 'abstractInt', position };
}

function statement(tokens: TokenReader): Statement {
  const { text, position } = tokens.peek();
  if (text === '{') return { kind: 'block', body: parseBlock(tokens), position };
  if (text === 'if') {
    tokens.next();
    const condition = parseExpression(tokens);
    const body = parseBlock(tokens);
    let otherwise: Statement[] | undefined;
    if (tokens.take('else')) otherwise = tokens.is('if') ? [statement(tokens)] : parseBlock(tokens);
    return { kind: 'if', condition, body, otherwise, position };
  }
  if (text === 'for') {
    tokens.next();
    tokens.expect('(');
    const initial = tokens.is(';') ? undefined : simpleStatement(tokens);
    tokens.expect(';');
    const condition = tokens.is(';') ? undefined : parseExpression(tokens);
    tokens.expect(';');
    const update = tokens.is(')') ? undefined : simpleStatement(tokens);
    tokens.expect(')');
    return { kind: 'for', initial, condition, update, body: parseBlock(tokens), position };
  }
  if (text === 'while') {
    tokens.next();
    const condition = parseExpression(tokens);
    return { kind: 'for', condition, body: parseBlock(tokens), position };
  }
  if (text === 'loop') {
    tokens.next();
    return { kind: 'for', body: parseBlock(tokens), position };
  }
  if (text === 'break' || text === 'continue') {
    tokens.next();
    tokens.expect(';');
    return { kind: text, position };
  }
  if (text === 'return') {
    tokens.next();
    const value = tokens.is(';') ? undefined : parseExpression(tokens);
    tokens.expect(';');
    return { kind: 'return', value, position };
  }
  if (text === 'switch') tokens.fail('switch is not supported; use if and else');
  const result = simpleStatement(tokens);
  tokens.expect(';');
  return result;
}

/** Statements in braces. @throws {ShaderError} */
export function parseBlock(tokens: TokenReader): Statement[] {
  tokens.expect('{');
  const body: Statement[] = [];
  while (!tokens.is('}')) {
    if (tokens.peek().kind === 'end') tokens.fail('a "{" is not closed');
    if (tokens.take(';')) continue;
    body.push(statement(tokens));
  }
  tokens.expect('}');
  return body;
}
