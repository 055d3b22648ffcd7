import { ambiguousNames, knownBrands, knownPeople } from './known-names.ts';

/** A name found in a prompt. */
export interface NameFound {
  name: string;
  kind: 'person' | 'brand';
}

/** Small letters without accents, apostrophes of one form. Keeps the length, so that places stay places. */
const plain = (text: string): string =>
  [...text]
    .map(character => {
      const bare = character.normalize('NFD')[0].toLowerCase();
      return bare.length === character.length ? bare : character;
    })
    .join('')
    .replaceAll('’', "'");

function stands(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isWord = (character: string | undefined): boolean =>
      character !== undefined && /[\p{L}\p{N}]/u.test(character);
    const after = text.slice(at + name.length);
    const tail = after.startsWith("'s") ? after.slice(2) : after;
    if (!isWord(text[at - 1]) && !isWord(tail[0])) return true;
  }
  return false;
}

/** Whether a name that is also a word stands as a name: with its capital, and not as the first word of a sentence. */
function standsAsName(text: string, name: string): boolean {
  return new RegExp(`(?<=[^\\s.!?:]["'(]?\\s+["'(]?)${name}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** Names of real people and brands in a prompt, as far as a local list knows them. */
export function findNames(prompt: string): NameFound[] {
  const text = plain(prompt);
  const found = new Map<string, NameFound>();
  const add = (name: string, kind: NameFound['kind']): void => {
    found.set(plain(name), { name, kind });
  };
  for (const name of knownPeople) if (stands(text, plain(name))) add(name, 'person');
  for (const name of knownBrands) if (stands(text, plain(name))) add(name, 'brand');
  for (const { name, kind } of ambiguousNames) if (standsAsName(prompt, name)) add(name, kind);
  const all = [...found.values()];
  // "Studio Ghibli" says all that "Ghibli" would.
  return all.filter(({ name }) => !all.some(other => other.name !== name && stands(plain(other.name), plain(name))));
}

/** The same in words, for the user; never a reason to stop. */
export function nameWarnings(prompts: readonly { place: string; text: string }[]): string[] {
  const places = new Map<string, { found: NameFound; places: string[] }>();
  for (const { place, text } of prompts) {
    for (const found of findNames(text)) {
      const known = places.get(found.name) ?? { found, places: [] };
      known.places.push(place);
      places.set(found.name, known);
    }
  }
  return [...places.values()].map(({ found: { name, kind }, places: where }) =>
    kind === 'person'
      ? `${where.join(', ')}: "${name}" is a real person; showing a likeness may need their permission before you publish.`
      : `${where.join(', ')}: "${name}" is a brand or a protected character; showing it may need its owner's permission before you publish.`,
  );
}
