import { type Position, ShaderError, type Token, tokenize } from './lexer.ts';
import type { Expression, FunctionDeclaration, Module, Statement, StructDeclaration, TypeSyntax } from './syntax.ts';

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
}; // prettier-ignore

/** Names that take template arguments in angle brackets where an expression stands. */
const templated = new Set(['vec2', 'vec3', 'vec4', 'mat2x2', 'mat3x3', 'mat4x4', 'array', 'bitcast']);

/**
 * Reads WGSL source into a tree: the subset described in `docs/writing-scenes.md`.
 *
 * @throws {ShaderError} naming line and column
 */
export function parse(source: string): Module {
  const tokens = tokenize(source);
  let at = 0;

  const peek = (): Token => tokens[at];
  const is = (text: string): boolean => tokens[at].text === text && tokens[at].kind !== 'end';
  const fail = (message: string, position: Position = peek().position): never => {
    throw new ShaderError(message, position);
  };
  const next = (): Token => tokens[at++];
  const take = (text: string): boolean => {
    if (!is(text)) return false;
    at++;
    return true;
  };
  const expect = (text: string): Token => (is(text) ? next() : fail(`expected "${text}" before "${peek().text}"`));
  const name = (): string => (peek().kind === 'name' ? next().text : fail(`expected a name before "${peek().text}"`));
  /** `>>` comes as two tokens; they are one operator only when nothing stands between them. */
  const adjacent = (): boolean => {
    const [a, b] = [tokens[at].position, tokens[at + 1].position];
    return a.line === b.line && b.column === a.column + 1;
  };

  function attributes(): void {
    while (take('@')) {
      name();
      if (take('(')) while (!take(')')) next();
    }
  }

  function type(): TypeSyntax {
    const position = peek().position;
    const result: TypeSyntax = { name: name(), arguments: [], position };
    if (is('<')) templateArguments(result);
    return result;
  }

  function templateArguments(result: TypeSyntax): void {
    expect('<');
    do {
      if (is('>')) break;
      if (peek().kind === 'number') result.arguments.push(Number.parseInt(next().text, 10));
      else result.arguments.push(type());
    } while (take(','));
    expect('>');
  }

  function literal(): Expression {
    const { text, position } = next();
    const suffix = /^0[xX]/.test(text) ? /[iu]$/.exec(text)?.[0] : /[fiuh]$/.exec(text)?.[0];
    const digits = suffix ? text.slice(0, -1) : text;
    const isFloat = suffix === 'f' || suffix === 'h' || (!/^0[xX]/.test(digits) && /[.eE]/.test(digits));
    const value = Number(digits);
    const kind =
      suffix === 'u' ? 'u32' : suffix === 'i' ? 'i32' : suffix ? 'f32' : isFloat ? 'abstractFloat' : 'abstractInt';
    return { kind: 'literal', value, type: kind, position };
  }

  function primary(): Expression {
    const { kind, text, position } = peek();
    if (kind === 'number') return literal();
    if (take('(')) {
      const inner = expression();
      expect(')');
      return inner;
    }
    if (text === 'true' || text === 'false') {
      next();
      return { kind: 'literal', value: text === 'true' ? 1 : 0, type: 'bool', position };
    }
    const callee: TypeSyntax = { name: name(), arguments: [], position };
    if (templated.has(callee.name) && is('<')) templateArguments(callee);
    if (take('(')) {
      const list: Expression[] = [];
      while (!is(')')) {
        list.push(expression());
        if (!take(',')) break;
      }
      expect(')');
      return { kind: 'call', callee, arguments: list, position };
    }
    return { kind: 'name', name: callee.name, position };
  }

  function postfix(): Expression {
    let value = primary();
    for (;;) {
      const position = peek().position;
      if (take('.')) value = { kind: 'member', object: value, member: name(), position };
      else if (take('[')) {
        value = { kind: 'index', object: value, index: expression(), position };
        expect(']');
      } else return value;
    }
  }

  function unary(): Expression {
    const { text, position } = peek();
    if (text === '-' || text === '!' || text === '~') {
      next();
      return { kind: 'unary', operator: text, operand: unary(), position };
    }
    return postfix();
  }

  function binaryOperator(): string | undefined {
    if (is('>') && tokens[at + 1].text === '>' && adjacent()) return '>>';
    return peek().kind === 'symbol' && precedence[peek().text] ? peek().text : undefined;
  }

  function expression(minimum = 1): Expression {
    let left = unary();
    for (;;) {
      const operator = binaryOperator();
      if (!operator || precedence[operator] < minimum) return left;
      const position = peek().position;
      at += operator === '>>' ? 2 : 1;
      const right = expression(precedence[operator] + 1);
      left = { kind: 'binary', operator, left, right, position };
    }
  }

  function simpleStatement(): Statement {
    const { text, position } = peek();
    if (text === 'let' || text === 'var' || text === 'const') {
      next();
      const declared = name();
      const declaredType = take(':') ? type() : undefined;
      const value = take('=') ? expression() : undefined;
      if (!value && text !== 'var') fail(`"${text} ${declared}" needs a value`, position);
      return { kind: text, name: declared, type: declaredType, value, position };
    }
    const target = postfix();
    if (take('++')) return { kind: 'assign', target, operator: '+', value: one(position), position };
    if (take('--')) return { kind: 'assign', target, operator: '-', value: one(position), position };
    if (take('=')) return { kind: 'assign', target, operator: '', value: expression(), position };
    const operator = peek().text;
    if (/^(?:[-+*/%&|^]|<<)=$/.test(operator)) {
      next();
      return { kind: 'assign', target, operator: operator.slice(0, -1), value: expression(), position };
    }
    if (target.kind === 'call') return { kind: 'call', call: target, position };
    return fail(`expected "=" before "${operator}"`);
  }

  function one(position: Position): Expression {
    return { kind: 'literal', value: 1, type: 'abstractInt', position };
  }

  function statement(): Statement {
    const { text, position } = peek();
    if (text === '{') return { kind: 'block', body: block(), position };
    if (text === 'if') {
      next();
      const condition = expression();
      const body = block();
      let otherwise: Statement[] | undefined;
      if (take('else')) otherwise = is('if') ? [statement()] : block();
      return { kind: 'if', condition, body, otherwise, position };
    }
    if (text === 'for') {
      next();
      expect('(');
      const initial = is(';') ? undefined : simpleStatement();
      expect(';');
      const condition = is(';') ? undefined : expression();
      expect(';');
      const update = is(')') ? undefined : simpleStatement();
      expect(')');
      return { kind: 'for', initial, condition, update, body: block(), position };
    }
    if (text === 'while') {
      next();
      const condition = expression();
      return { kind: 'for', condition, body: block(), position };
    }
    if (text === 'loop') {
      next();
      return { kind: 'for', body: block(), position };
    }
    if (text === 'break' || text === 'continue') {
      next();
      expect(';');
      return { kind: text, position };
    }
    if (text === 'return') {
      next();
      const value = is(';') ? undefined : expression();
      expect(';');
      return { kind: 'return', value, position };
    }
    if (text === 'switch') fail('switch is not supported; use if and else');
    const result = simpleStatement();
    expect(';');
    return result;
  }

  function block(): Statement[] {
    expect('{');
    const body: Statement[] = [];
    while (!is('}')) {
      if (peek().kind === 'end') fail('a "{" is not closed');
      if (take(';')) continue;
      body.push(statement());
    }
    expect('}');
    return body;
  }

  function functionDeclaration(): FunctionDeclaration {
    const position = expect('fn').position;
    const declared = name();
    expect('(');
    const parameters: FunctionDeclaration['parameters'] = [];
    while (!is(')')) {
      attributes();
      const parameter = name();
      expect(':');
      parameters.push({ name: parameter, type: type() });
      if (!take(',')) break;
    }
    expect(')');
    let result: TypeSyntax | undefined;
    if (take('->')) {
      attributes();
      result = type();
    }
    return { name: declared, parameters, result, body: block(), position };
  }

  function structDeclaration(): StructDeclaration {
    const position = expect('struct').position;
    const declared = name();
    expect('{');
    const fields: StructDeclaration['fields'] = [];
    while (!is('}')) {
      attributes();
      const field = name();
      expect(':');
      fields.push({ name: field, type: type() });
      if (!take(',')) break;
    }
    expect('}');
    take(';');
    return { name: declared, fields, position };
  }

  const module: Module = { functions: new Map(), structs: new Map(), globals: new Map() };
  while (peek().kind !== 'end') {
    if (take(';')) continue;
    attributes();
    const position = peek().position;
    if (is('fn')) {
      const declaration = functionDeclaration();
      if (module.functions.has(declaration.name))
        fail(`the function "${declaration.name}" is declared twice`, position);
      module.functions.set(declaration.name, declaration);
    } else if (is('struct')) {
      const declaration = structDeclaration();
      module.structs.set(declaration.name, declaration);
    } else if (is('const') || is('var')) {
      const kind = next().text as 'const' | 'var';
      if (kind === 'var' && take('<')) while (!take('>')) next();
      const declared = name();
      const declaredType = take(':') ? type() : undefined;
      const value = take('=') ? expression() : undefined;
      expect(';');
      module.globals.set(declared, { kind, name: declared, type: declaredType, value, position });
    } else fail(`expected a function, struct or const before "${peek().text}"`);
  }
  return module;
}
