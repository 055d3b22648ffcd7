import assert from 'node:assert/strict';
import test from 'node:test';
import { BeatFileError, parseBeatFile, printBeatFile } from './beat-file.ts';

const bare = (text: string): [number, number | undefined][] =>
  parseBeatFile(text, 'beats.txt').map(beat => [beat.time, beat.position]);

const forms: [string, string, [number, number | undefined][]][] = [
  ['a time a line', '0.5\n1.0\r\n\n# a note\n1.5', [[0.5, undefined], [1, undefined], [1.5, undefined]]],
  ['times with the place in the bar', '0.5 1\n1.0 2\n1.5 1\n', [[0.5, 1], [1, 2], [1.5, 1]]],
  ['minutes', '0:59.5\n1:00.25\n', [[59.5, undefined], [60.25, undefined]]],
  ['Audacity labels', '0.500000\t0.500000\t1\n1.000000\t1.200000\t2\n', [[0.5, 1], [1, 2]]],
  ['Audacity labels without text', '0.500000\t0.500000\t\n1.000000\t1.000000\t\n', [[0.5, undefined], [1, undefined]]],
  ['Audacity with a spectral selection', '0.5\t0.5\tdownbeat\n\\\t100.0\t200.0\n1.0\t1.0\tx\n', [[0.5, 1], [1, undefined]]],
  ['Sonic Visualiser, bar.beat', '0.046439909,"1.1"\n0.5,"1.2"\n1.0,"2.1"\n', [[0.046439909, 1], [0.5, 2], [1, 1]]],
  ['Sonic Visualiser with a head line', 'TIME,LABEL\n0.5,New Point\n1,New Point\n', [[0.5, undefined], [1, undefined]]],
  ['times and places with spaces before and after', '   0.5   1\n   1.0   2  \n', [[0.5, 1], [1, 2]]],
  ['Audacity labels with decimal commas', '0,500000\t0,500000\t1.1\r\n1,000000\t1,000000\t1.2\r\n', [[0.5, 1], [1, 2]]],
  ['a table with semicolons and decimal commas', 'Zeit;Takt\n0,5;1\n1;2\n1,5;1\n', [[0.5, 1], [1, 2], [1.5, 1]]],
  ['decimal commas alone', '0,500\n1,000\n1,500\n', [[0.5, undefined], [1, undefined], [1.5, undefined]]],
  ['decimal commas that would ascend as separators, too', '0,512\n1,712\n2,9\n', [[0.512, undefined], [1.712, undefined], [2.9, undefined]]],
  ['decimal commas, some times whole', '0\n0,5\n1\n', [[0, undefined], [0.5, undefined], [1, undefined]]],
  ['whole seconds and the place in the bar', '0,1\n1,2\n2,1\n', [[0, 1], [1, 2], [2, 1]]],
  ['a head line in words', 'Beat time (s)\n0.5\n1\n', [[0.5, undefined], [1, undefined]]],
  ['a running count tells no bars', `${Array.from({ length: 20 }, (_, i) => `${i}\t${i + 1}`).join('\n')}`,
    Array.from({ length: 20 }, (_, i): [number, undefined] => [i, undefined])],
]; // biome-ignore format: a table
for (const [name, text, expected] of forms) {
  test(`beats are read from ${name}`, () => assert.deepEqual(bare(text), expected));
}

const wrong: [string, RegExp][] = [
  ['0.5\nhello\n', /^beats\.txt, line 2: "hello" does not begin with a time; write/],
  ['0.5\n-1\n', /line 2: -1 is before the track/],
  ['2\n1\n', /line 2: 1 comes before the 2 of line 1; put/],
  ['2\n2\n', /line 2: the time 2 stands twice/],
  ['hello\nworld\n', /line 2: "world" does not begin with a time/],
  ['0.5\t0.5\tx\nhello\tx\n', /line 2: "hello x" does not begin/],
  ['', /holds no beats/],
  ['\u0000\u0001binary', /line 1/],
  ['3\n', /only one beat/],
];
for (const [text, expected] of wrong) {
  test(`${JSON.stringify(text)} is refused by line`, () => {
    assert.throws(
      () => parseBeatFile(text, 'beats.txt'),
      (error: Error) => error instanceof BeatFileError && expected.test(error.message),
    );
  });
}

test('what is written is read again, with its bars', () => {
  const beats = [3, 1, 2, 3, 1, 2].map((position, i) => ({ time: 0.1 + i / 3, confidence: 1, position }));
  const text = printBeatFile({ beats });
  assert.equal(text.split('\n')[0], '0.100000\t0.100000\t0.3');
  const read = parseBeatFile(text, 'x');
  assert.deepEqual(
    read.map(beat => beat.position),
    [3, 1, 2, 3, 1, 2],
  );
  for (const [i, { time }] of read.entries()) assert.ok(Math.abs(time - beats[i].time) < 1e-6);
});
