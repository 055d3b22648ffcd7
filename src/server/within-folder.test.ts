import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withinFolder } from './within-folder.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'within-')));
after(() => rmSync(place, { recursive: true, force: true }));

test('no path leads out of the folder, also not through links to what is not there yet', () => {
  const root = join(place, 'music');
  mkdirSync(join(root, 'album'), { recursive: true });
  mkdirSync(join(place, 'elsewhere'));
  writeFileSync(join(root, 'album', 'song.mp3'), '');
  symlinkSync(join(place, 'elsewhere'), join(root, 'out'));
  symlinkSync(join(place, 'elsewhere', 'new.mp4'), join(root, 'dangling.mp4'));
  symlinkSync(join(root, 'album'), join(root, 'again'));
  for (const path of [
    'album/song.mp3',
    'album/new.mp4',
    'new/deep/er.mp4',
    'again/song.mp3',
    'again/new.mp4',
    '..name',
  ])
    assert.equal(withinFolder(root, path), join(root, path), path);
  for (const path of [
    '',
    '.',
    '..',
    '../music2',
    'out',
    'out/new.mp4',
    'out/new/deeper.mp4',
    'dangling.mp4',
    'album/../../x',
    '/etc/x',
    `${root}x/y`,
  ])
    assert.equal(withinFolder(root, path), undefined, path);
});
