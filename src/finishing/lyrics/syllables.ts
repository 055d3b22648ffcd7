const kanaSmall = /[ゃゅょぁぃぅぇぉャュョァィゥェォ]/u;
const vowels = /[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāēīōūăĕŏœаеёиоуыэюяіїєαεηιουωάέήίόύώ]+/giu;

/**
 * Rough number of syllables of a word: groups of vowels in alphabets (a silent e at the end of an English word not
 * counted), characters in Han and Hangul, morae in kana, half of the letters in scripts that leave vowels out. At least
 * 1.
 */
export function countSyllables(word: string): number {
  let count = 0;
  for (const run of word
    .normalize('NFC')
    .match(
      /\p{Script=Latin}+|\p{Script=Cyrillic}+|\p{Script=Greek}+|[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu,
    ) ?? []) {
    const groups = run.match(vowels)?.length ?? 0;
    if (groups > 0) count += /[^aeiouyl]e$/i.test(run) && groups > 1 ? groups - 1 : groups;
    else {
      const letters = [...run].filter(c => /\p{L}/u.test(c) && !kanaSmall.test(c));
      const full = letters.filter(c =>
        /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(c),
      ).length;
      count += full + Math.ceil((letters.length - full) / 2);
    }
  }
  return Math.max(1, count);
}
