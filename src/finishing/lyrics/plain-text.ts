import { type Lyrics, lyricsFrom, splitWords } from './lyrics.ts';

/** A heading such as "[Chorus]" or "(Verse 2)", which is not sung. */
const heading =
  /^\s*[[(]\s*(?:intro|verse|pre-?chorus|chorus|refrain|hook|bridge|outro|drop|break|interlude|instrumental|solo|coda|part|strophe|couplet)\b[^\])]*[\])]\s*:?\s*$/iu;

/** Reads lyrics as people write them: a line each, blank lines between stanzas; headings are left out. */
export function parsePlainText(text: string): Lyrics {
  let stanza = false;
  const lines = [];
  for (const row of text.split(/\r\n?|\n/)) {
    if (row.trim() === '' || heading.test(row)) {
      stanza = lines.length > 0;
      continue;
    }
    lines.push({ words: splitWords(row), ...(stanza ? { stanza: true as const } : {}) });
    stanza = false;
  }
  return lyricsFrom(lines);
}
