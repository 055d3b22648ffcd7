import assert from 'node:assert/strict';
import test from 'node:test';
import { alignLyrics, alignSequences, likeness, soundOf } from './align.ts';
import { textOf } from './lyrics.ts';
import { parsePlainText } from './plain-text.ts';
import { countSyllables } from './syllables.ts';
import { completeTimes } from './timing.ts';
import { parseTranscript } from './transcript.ts';

const heard = (words: string, start = 1, step = 0.5) =>
  words.split(' ').map((text, i) => ({ text, start: start + i * step, end: start + i * step + 0.4 }));

test('sounds: case, accents, marks and common spellings do not matter', () => {
  assert.equal(soundOf('Où,'), soundOf('ou'));
  assert.equal(soundOf('Phone'), soundOf('fone'));
  assert.equal(soundOf("singin'"), soundOf('singing'));
  assert.equal(soundOf('night'), soundOf('nite'));
  assert.ok(likeness(soundOf('night'), soundOf('nights')) > likeness(soundOf('night'), soundOf('morning')));
});

test('sequences align around what is missing or added', () => {
  assert.deepEqual([...alignSequences(['a1', 'b2', 'c3'], ['a1', 'xx', 'b2', 'c3'])], [0, 2, 3]);
  assert.deepEqual([...alignSequences(['a1', 'b2', 'c3'], ['a1', 'c3'])], [0, -1, 1]);
  assert.deepEqual([...alignSequences([], ['a1'])], []);
});

test('many different words are aligned within bounds, and far too many refused', () => {
  const words = Array.from(
    { length: 400 },
    (_, i) => `${i.toString(26).replace(/\d/g, d => 'qrstuvwxyz'[Number(d)])}o`,
  );
  const aligned = alignSequences(words, words.slice(100));
  assert.deepEqual([aligned[0], aligned[99], aligned[100], aligned[399]], [-1, -1, 0, 299]);
  const song = {
    lines: [{ words: Array.from({ length: 30_000 }, () => ({ text: 'la' })) }],
    direction: 'ltr' as const,
  };
  const heard = Array.from({ length: 30_000 }, (_, i) => ({ text: 'la', start: i, end: i + 1 }));
  assert.throws(() => alignLyrics(song, heard), /30000 words, too many to be held against the 30000/);
});

test('given words take the times of heard ones; spelling and lines stay', () => {
  const given = parsePlainText(
    'We drove all night through Silver Rain,\nhold on\n\nla la la never heard\nuntil the morning',
  );
  const { lyrics, quality } = alignLyrics(given, [
    ...heard('we drove oh all nite through silver rain hold on'),
    ...heard('until the mourning', 9),
  ]);
  assert.deepEqual(
    lyrics.lines.map(line => textOf(line.words)),
    given.lines.map(line => textOf(line.words)),
  );
  assert.deepEqual(
    lyrics.lines[0].words.map(word => word.start),
    [1, 1.5, 2.5, 3, 3.5, 4, 4.5],
  );
  assert.deepEqual(
    lyrics.lines[1].words.map(word => word.start),
    [5, 5.5],
  );
  assert.deepEqual(
    quality.map(line => line.verdict),
    ['good', 'good', 'not found', 'good'],
  );
  const times = completeTimes(lyrics, 20);
  assert.equal(times.length, 4, 'the line that was not heard has its place between the others');
  for (let i = 1; i < times.length; i++) assert.ok(times[i].start >= times[i - 1].end - 1e-9);
});

test('what was timed by hand stays', () => {
  const given = parsePlainText('hold on\nuntil morning');
  given.lines[0].start = 9;
  given.lines[0].words[0].start = 9;
  const { lyrics, quality } = alignLyrics(given, heard('hold on until morning'));
  assert.equal(lyrics.lines[0].start, 9);
  assert.equal(lyrics.lines[0].words[0].start, 9);
  assert.deepEqual(
    quality.map(line => line.verdict),
    ['by hand', 'good'],
  );
});

test('scripts without spaces align by the character', () => {
  const { lyrics, quality } = alignLyrics(parsePlainText('月亮代表我的心'), [
    { text: '月亮代', start: 1, end: 2.5 },
    { text: '表我的心', start: 2.5, end: 4.5 },
  ]);
  assert.equal(quality[0].verdict, 'good');
  const moon = lyrics.lines[0].words.find(word => word.text.startsWith('我'));
  assert.equal(moon?.start, 3);
});

test('transcripts of several programs read alike', () => {
  const words = [
    { word: ' Hold', start: 1, end: 1.4, probability: 0.9 },
    { word: ' on', start: 1.5, end: 1.9 },
  ];
  const forms = [
    JSON.stringify({ words }),
    JSON.stringify({ segments: [{ start: 1, end: 2, text: 'Hold on', words }] }),
    JSON.stringify(words),
  ];
  for (const form of forms)
    assert.deepEqual(
      parseTranscript(form, 't.json').map(w => [w.text, w.start]),
      [
        ['Hold', 1],
        ['on', 1.5],
      ],
    );
  const coarse = parseTranscript(JSON.stringify({ segments: [{ text: 'ab ab', start: 0, end: 2 }] }), 't.json');
  assert.deepEqual(
    coarse.map(w => w.start),
    [0, 1],
  );
  assert.throws(() => parseTranscript('{"text": "x"}', 't.json'), /word_timestamps/);
  assert.throws(() => parseTranscript('nonsense', 't.json'), /not JSON/);
  assert.throws(() => parseTranscript('{"words": [{"start": "soon"}]}', 't.json'), /words\.0\.start/);
});

test('syllables are counted, and words share the time of their line by them', () => {
  assert.deepEqual(
    ['morning', 'light', 'fire', 'beautiful', '月亮', 'ночь', 'été', '!'].map(countSyllables),
    [2, 1, 1, 3, 2, 1, 2, 1],
  );
  const [line] = completeTimes({ lines: [{ start: 1, end: 4, words: [{ text: 'morning' }, { text: 'light' }] }] }, 10);
  assert.deepEqual(
    line.words.map(word => [word.start, word.end]),
    [
      [1, 3],
      [3, 4],
    ],
  );
});
