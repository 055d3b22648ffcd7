import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { letter, lyricLooks } from '../titles/index.ts';
import { completeTimes, readLyrics } from './index.ts';

const folder = join(import.meta.dirname, 'fixtures', 'good');

test('lyrics of every file are timed in order and set in every look, all characters with fonts of ours', () => {
  const names = readdirSync(folder);
  assert.ok(names.length >= 20);
  for (const name of names) {
    const lyrics = readLyrics(join(folder, name));
    const lines = lyrics.lines.map((line, i) => (line.start === undefined ? { ...line, start: i * 3 + 1 } : line));
    const duration = 4000;
    const complete = completeTimes({ lines }, duration);
    assert.equal(complete.length, lyrics.lines.length, name);
    for (const { words, start, end } of complete) {
      assert.ok(end > start && end <= duration, name);
      for (const [i, word] of words.entries())
        assert.ok(
          word.start >= (words[i - 1]?.start ?? start) - 1e-9 && word.end >= word.start,
          `${name}: ${word.text}`,
        );
    }
    for (const look of lyricLooks) {
      const { direction } = lyrics;
      const picture = { width: 640, height: 360, frameRate: 24, direction, accent: '#ffd166' };
      const lettering = letter({ lines: complete, look, cards: [], ...picture, beats: [], duration });
      assert.deepEqual(lettering.missing, [], `${name} in ${look}`);
      assert.ok(lettering.events.length >= complete.length, `${name} in ${look}`);
    }
  }
});
