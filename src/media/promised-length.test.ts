import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { thumps, writeWav } from '../../test/tracks.ts';
import { promisedSeconds } from './promised-length.ts';

test('a WAV file tells its length also where a part of it is missing', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-promised-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'a.wav');
  writeWav(path, 44100, [thumps(4, [0.5, 1])]);
  assert.equal(await promisedSeconds(path), 4);
  truncateSync(path, 44 + 44100 * 2);
  assert.equal(await promisedSeconds(path), 4);
  const piped = readFileSync(path);
  piped.writeUInt32LE(0xffffffff, 40);
  writeFileSync(path, piped);
  assert.equal(await promisedSeconds(path), undefined, 'written into a pipe');
});
