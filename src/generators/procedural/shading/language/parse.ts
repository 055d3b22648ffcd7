import { parseExpression } from './parse-expression.ts';
import { parseBlock } from './parse-statement.ts';
import { readType } from './parse-type.ts';
import type { FunctionDeclaration, GlobalDeclaration, Module, StructDeclaration, TypeSyntax } from './syntax.ts';
import { readTokens, type TokenReader } from './token-reader.ts';

/** Attributes tell a GPU where values come from; nothing is compiled differently for them. */
function skipAttributes(tokens: TokenReader): void {
  while (tokens.take('@')) {
    tokens.name();
    if (tokens.take('(')) while (!tokens.take(')')) tokens.next();
  }
}

function functionDeclaration(tokens: TokenReader): FunctionDeclaration {
  const position = tokens.expect('fn').position;
  const declared = tokens.name();
  tokens.expect('(');
  const parameters: FunctionDeclaration['parameters'] = [];
  while (!tokens.is(')')) {
    skipAttributes(tokens);
    const parameter = tokens.name();
    tokens.expect(':');
    parameters.push({ name: parameter, type: readType(tokens) });
    if (!tokens.take(',')) break;
  }
  tokens.expect(')');
  let result: TypeSyntax | undefined;
  if (tokens.take('->')) {
    skipAttributes(tokens);
    result = readType(tokens);
  }
  return { name: declared, parameters, result, body: parseBlock(tokens), position };
}

function structDeclaration(tokens: TokenReader): StructDeclaration {
  const position = tokens.expect('struct').position;
  const declared = tokens.name();
  tokens.expect('{');
  const fields: StructDeclaration['fields'] = [];
  while (!tokens.is('}')) {
    skipAttributes(tokens);
    const field = tokens.name();
    tokens.expect(':');
    fields.push({ name: field, type: readType(tokens) });
    if (!tokens.take(',')) break;
  }
  tokens.expect('}');
  tokens.take(';');
  return { name: declared, fields, position };
}

function globalDeclaration(tokens: TokenReader): GlobalDeclaration {
  const position = tokens.peek().position;
  const kind = tokens.next().text as 'const' | 'var';
  if (kind === 'var' && tokens.take('<')) while (!tokens.take('>')) tokens.next();
  const declared = tokens.name();
  const declaredType = tokens.take(':') ? readType(tokens) : undefined;
  const value = tokens.take('=') ? parseExpression(tokens) : undefined;
  tokens.expect(';');
  return { kind, name: declared, type: declaredType, value, position };
}

/**
 * Reads WGSL source into a tree: the subset described in `docs/writing-scenes.md`.
 *
 * @throws {ShaderError} naming line and column
 */
export function parse(source: string): Module {
  const tokens = readTokens(source);
  const module: Module = { functions: new Map(), structs: new Map(), globals: new Map() };
  while (tokens.peek().kind !== 'end') {
    if (tokens.take(';')) continue;
    skipAttributes(tokens);
    const { text, position } = tokens.peek();
    if (tokens.is('fn')) {
      const declaration = functionDeclaration(tokens);
      if (module.functions.has(declaration.name))
        tokens.fail(`the function "${declaration.name}" is declared twice`, position);
      module.functions.set(declaration.name, declaration);
    } else if (tokens.is('struct')) {
      const declaration = structDeclaration(tokens);
      module.structs.set(declaration.name, declaration);
    } else if (tokens.is('const') || tokens.is('var')) {
      const declaration = globalDeclaration(tokens);
      module.globals.set(declaration.name, declaration);
    } else tokens.fail(`expected a function, struct or const before "${text}"`);
  }
  return module;
}
