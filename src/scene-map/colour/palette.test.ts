import assert from 'node:assert/strict';
import test from 'node:test';
import type { LinearRgb } from './colour.ts';
import { hexToLinear, linearToOklch } from './colour.ts';
import { colourModifiers, knownColourWords } from './colour-words.ts';
import { colourWordsIn, paletteFromWords, unknownColourWords } from './palette.ts';
import { paletteFamilies } from './palette-journey.ts';

const hueAway = (colour: LinearRgb, hue: number): number =>
  Math.abs(((linearToOklch(colour).hue - hue + 540) % 360) - 180);

test('hex colours become linear light', () => {
  assert.deepEqual(hexToLinear('#fff'), [1, 1, 1]);
  const [r, g, b] = hexToLinear('#808000');
  assert.ok(Math.abs(r - 0.21586) < 1e-5 && r === g && b === 0);
  assert.throws(() => hexToLinear('#12345'), {
    name: 'RangeError',
    message: '"#12345" is no colour: write it as #rrggbb.',
  });
});

test('about 150 words are known, and each keeps the ladder of lightness with every modifier', () => {
  assert.ok(knownColourWords.length >= 150, String(knownColourWords.length));
  const inputs = knownColourWords.flatMap(word => [
    [word],
    ...Object.keys(colourModifiers).map(modifier => [`${modifier} ${word}`, 'gold']),
  ]);
  for (const words of [[], ['#000'], ['#fff'], ['#00f', '#ff0'], ['pastel pale light white'], ...inputs]) {
    const palette = paletteFromWords(words, words.length);
    for (const channel of palette.flat()) assert.ok(channel >= 0 && channel <= 1, words.join());
    const [background, shadow, body, accent, highlight] = palette.map(colour => linearToOklch(colour).lightness);
    const ladder = `${words.join()}: ${[background, shadow, body, accent, highlight].map(value => value.toFixed(3)).join(' ')}`;
    assert.ok(background <= 0.16, ladder);
    assert.ok(shadow >= background + 0.05, ladder);
    assert.ok(body >= shadow + 0.07, ladder);
    assert.ok(accent >= body + 0.2, ladder);
    assert.ok(highlight >= 0.9 && highlight >= accent + 0.08, ladder);
  }
});

test('words mean their colours: body first, accent next', () => {
  const [, , teal, magenta] = paletteFromWords(['teal', 'magenta'], 5);
  assert.ok(hueAway(teal, 195) < 15 && hueAway(magenta, 335) < 20);
  const [, , blood] = paletteFromWords(['blood red'], 5);
  assert.ok(hueAway(blood, 25) < 15 && linearToOklch(blood).chroma > 0.13);
  for (const colour of paletteFromWords(['noir'], 5)) assert.ok(linearToOklch(colour).chroma < 0.03);
  const [, , navy, gold] = paletteFromWords(['gold', 'navy'], 5);
  assert.ok(hueAway(navy, 262) < 20 && hueAway(gold, 88) < 15, 'gold is the accent wherever it stands');
  assert.ok(hueAway(paletteFromWords(['cold orange', 'teal'], 5)[2], 55) < 20, 'cold orange is not pink');
  const chroma = (words: string[]): number => linearToOklch(paletteFromWords(words, 5)[2]).chroma;
  assert.ok(chroma(['pastel purple']) < 0.7 * chroma(['purple']));
  assert.ok(chroma(['monochrome', 'purple']) < 0.2 * chroma(['purple']));
  assert.deepEqual(paletteFromWords(['Neon Pink tones and teal'], 5), paletteFromWords(['neon pink', 'teal'], 5));
});

test('a palette is a pure function of words and seed', () => {
  assert.deepEqual(paletteFromWords(['gold'], 7), paletteFromWords(['gold'], 7));
  assert.notDeepEqual(paletteFromWords([], 7), paletteFromWords([], 8));
});

test('unknown words are told with the nearest known', () => {
  assert.deepEqual(unknownColourWords(['magneta', 'gold', 'constructor']), [
    { word: 'magneta', nearest: ['magenta'] },
    { word: 'constructor', nearest: [] },
  ]);
});

test('colour words are found in prose, modifiers with their colour', () => {
  assert.deepEqual(colourWordsIn('A neon pink room, deep blue walls'), ['neon pink', 'deep blue']);
});

test('the planner’s families hold known words only', () => {
  for (const family of paletteFamilies) {
    for (const list of [family.calm, family.base, family.raised, family.contrast])
      assert.deepEqual(unknownColourWords(list), [], family.name);
  }
});
