import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { probeVideo } from '../src/media/index.ts';
import { compareVariations } from '../src/workflow/variations.ts';
import { succeedHere } from './command.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

test('alternatives are not directed where footage is to be cut into them, and nobody is asked', async t => {
  const folder = temporaryFolder(t);
  const request = { audioPath: join(folder, 'song.wav'), outputPath: join(folder, 'song.mp4') };
  await assert.rejects(
    compareVariations({ ...request, director: 'claude', footage: folder }, 2, { previews: true }),
    /^SettingsError: Footage is not cut into alternatives that a language model directs; leave --footage, --director/,
  );
  assert.deepEqual(readdirSync(folder), []);
});

test('alternatives are previewed, compared, and one is taken by its number', async t => {
  const folder = temporaryFolder(t);
  const run = (...words: [string, ...string[]]) => succeedHere(folder, ...words).then(({ stdout }) => stdout);
  const times = Array.from({ length: 24 }, (_, i) => i * 0.5);
  writeWav(join(folder, 'song.wav'), 44100, [thumps(12, times)]);
  const quick = ['-r', '128x72', '-q', 'draft', '--seed', '4'];

  const made = await run(
    'render',
    'song.wav',
    ...quick,
    '--renderer',
    'cpu',
    '--variations',
    '2',
    '--duration',
    '1',
    '--json',
  );
  const { variations, contactSheetPath, pagePath } = JSON.parse(made) as {
    variations: { number: number; seed: number; previewPath: string; sceneMap: { scenes: { scene: string }[] } }[];
    contactSheetPath: string;
    pagePath: string;
  };
  assert.deepEqual(
    variations.map(({ number }) => number),
    [1, 2],
  );
  assert.equal(variations[0].seed, 4);
  assert.notDeepEqual(variations[0].sceneMap.scenes, variations[1].sceneMap.scenes);
  for (const { previewPath } of variations) assert.equal((await probeVideo(previewPath)).width, 128);
  const sheet = await probeVideo(contactSheetPath);
  assert.deepEqual([sheet.width, sheet.height], [1920, 2 * 136 + 6]);
  assert.match(readFileSync(pagePath, 'utf8'), /--variation 2<\/code> or <code>--seed \d+/);

  const taken = JSON.parse(await run('plan', 'song.wav', ...quick, '--variation', '2', '--json'));
  assert.equal(taken.seed, variations[1].seed);
  assert.deepEqual(taken.scenes, variations[1].sceneMap.scenes);
  await assert.rejects(run('plan', 'song.wav', ...quick, '--variations', '1'), /Give a whole number from 2/);
  const planned = await run('plan', 'song.wav', ...quick, '--variations', '2', '-o', 'other.mp4');
  assert.match(planned, /take one: --variation 2/);
  assert.ok(existsSync(join(folder, 'other-variations', 'contact-sheet.png')));
  assert.deepEqual(
    readdirSync(join(folder, 'other-variations')).filter(name => name.endsWith('.mp4')),
    [],
  );
});
