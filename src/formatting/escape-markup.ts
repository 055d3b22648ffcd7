const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML or XML carries it, in content and in attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, character => entities[character]);
}
