import type { TypeSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** `vec3f`, `array<vec4f, 5>` */
export function readType(tokens: TokenReader): TypeSyntax {
  const position = tokens.peek().position;
  const result: TypeSyntax = { name: tokens.name(), arguments: [], position };
  if (tokens.is('<')) readTemplateArguments(tokens, result);
  return result;
}

/** What stands in angle brackets behind a name, which gets it. */
export function readTemplateArguments(tokens: TokenReader, result: TypeSyntax): void {
  tokens.expect('<');
  do {
    if (tokens.is('>')) break;
    if (tokens.peek().kind === 'number') result.arguments.push(Number.parseInt(tokens.next().text, 10));
    else result.arguments.push(readType(tokens));
  } while (tokens.take(','));
  tokens.expect('>');
}
