/** Text out of a language model's answer, made fit for a prompt. */
export interface CleanText {
  text: string;
  /**
   * What the text said is not to be seen, for generators that take that apart; "" where it said nothing of the kind.
   */
  negative: string;
  /** What was taken out, in words; empty where nothing was. */
  removed: string[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
const addresses = /\b[a-z][a-z0-9+.-]*:\/\/\S+|\bdata:\S+|\bjavascript:\S+|\bwww\.\S+|\S+@\S+\.\S+/gi;
const paths =
  /(?:\b[a-z]:|~|\.{1,2})?[\\/](?:[\w.$-]+[\\/])*[\w.$-]*[\w$-]|\b[\w-]+\.(?:json|txt|env|sh|exe|wgsl|mp4|mov|png|jpe?g|js|ts|py|pem|key)\b/gi;
const commands =
  /\b(?:ignore|disregard|forget)\b[^.;]*\b(?:instructions?|rules?|prompts?|above)\b|\bsystem prompt\b|\b(?:api|secret) keys?\b|\bgenerator\s*[:=]|\b(?:rm|curl|wget|sudo)\s+-?\w/i;
const negation =
  /\b(?:no|not|never|without|nothing|none|neither|nor|avoid(?:ing)?|free of|devoid of|isn't|aren't|don't|doesn't|won't|can't)\b/i;
const hanging =
  /(?:[\s,;:–—-]|\b(?:with|and|but|or|there (?:is|are)|is|are|that|which|the|an?|of|in|from|by|at|on|to|into|it|they|do|does))+$/i;

/** Cuts a text at a word, at most so many characters. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most + 1);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), most >> 1)).replace(hanging, '');
}

/**
 * Makes a text fit for a prompt: one line of words that say what is seen. Addresses, paths and sentences that speak to
 * a machine are taken out; what is said not to be seen goes apart, since image models show what a prompt names; too
 * long a text is cut at a word.
 *
 * @param most longest text, in UTF-16 units
 */
export function cleanText(raw: string, most: number): CleanText {
  const removed: string[] = [];
  // What is far too long is cut before anything is sought in it.
  let text = raw
    .slice(0, 20_000)
    .normalize('NFKC')
    .replace(unseen, ' ')
    .replace(/[`*#<>{}[\]|]+/g, ' ');
  const take = (pattern: RegExp, what: string): void => {
    const without = text.replace(pattern, ' ');
    if (without !== text) removed.push(what);
    text = without;
  };
  take(addresses, 'an address');
  take(paths, 'a path');
  const negatives: string[] = [];
  const clauses = text
    .split(/(?<=[.;!?])\s+/)
    .filter(sentence => {
      const command = commands.test(sentence);
      if (command) removed.push('an instruction');
      return !command;
    })
    .flatMap(sentence => sentence.split(/,\s*/))
    .map(clause => {
      const match = negation.exec(clause);
      if (!match) return clause.trim();
      negatives.push(
        clause
          .slice(match.index + match[0].length)
          .replace(/^[\s:]*(?:any|a|an|the)?\s+/i, '')
          .trim(),
      );
      return clause.slice(0, match.index).trim().replace(hanging, '');
    })
    .map(clause => clause.replace(/\s+/g, ' ').trim())
    .filter(clause => /\p{L}/u.test(clause));
  text = clauses
    .join(', ')
    .replace(/[.;!?]+,/g, ';')
    .replace(/[\s,;:.!?]+$/, '')
    .trim();
  if (text.length > most) removed.push('its end');
  const negative = shortened(
    negatives
      .map(words => words.replace(/[\s.;!?]+$/, '').trim())
      .filter(words => /\p{L}/u.test(words))
      .join(', '),
    200,
  );
  return { text: shortened(text, most), negative, removed };
}
