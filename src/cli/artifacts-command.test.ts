import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../test/tracks.ts';
import { readyToWriteAll } from '../workflow/production/ready-to-write.ts';
import { artifactsCommand } from './artifacts-command.ts';

const run = (...words: string[]): Promise<unknown> =>
  artifactsCommand().parseAsync(['missing.mp4', ...words], { from: 'user' });

test('options that say nothing to the method are refused before the video is opened', async () => {
  for (const [words, expected] of [
    [
      ['--threshold', '0.2'],
      /^SettingsError: --threshold belongs to the common detector; .* --method farneback, too\.$/,
    ],
    [['--threads', '2'], /^SettingsError: --threads belongs/],
    [['--method', 'farneback', '--report', 'page.html'], /^SettingsError: --report belongs to the default method; /],
    [['--method', 'farneback', '--scene-map', 'map.json'], /^SettingsError: --scene-map belongs/],
    [['--method', 'farneback', '--subject-encoder', 'dino'], /^SettingsError: --subject-encoder belongs/],
    [['--encoder-rate', '4'], /^SettingsError: --encoder-rate says how often .* name one, too/],
    [['--method', 'farneback', '--threshold', '0.2'], /^MediaError: There is no file /],
  ] as const)
    await assert.rejects(run(...words), expected, words.join(' '));
});

test('what is looked at is not overwritten with what was found', async t => {
  const folder = temporaryFolder(t);
  const video = join(folder, 'video.mp4');
  writeFileSync(video, 'pictures');
  assert.throws(
    () => readyToWriteAll([undefined, '-', join(folder, 'other.json'), join(folder, '.', 'video.mp4')], video),
    /^SettingsError: .*video\.mp4 is the file that is looked at, and would be overwritten; give another name\.$/,
  );
  await assert.rejects(
    artifactsCommand().parseAsync([video, '--json', video], { from: 'user' }),
    /would be overwritten/,
  );
  assert.equal(readFileSync(video, 'utf8'), 'pictures');
});
