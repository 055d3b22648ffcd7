/**
 * The JSON object in a model's text: inside a fence, between words, or broken off in the middle, which is then closed
 * where it ends.
 *
 * @returns undefined where there is none
 */
export async function jsonIn(text: string): Promise<unknown> {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  const rest = text.slice(start);
  const end = rest.lastIndexOf('}');
  for (const candidate of end > 0 ? [rest.slice(0, end + 1)] : []) {
    try {
      return JSON.parse(candidate);
    } catch {
      // Perhaps it is only broken off.
    }
  }
  const { parsePartialJson } = await import('ai');
  const { value } = await parsePartialJson(rest);
  return value ?? undefined;
}
