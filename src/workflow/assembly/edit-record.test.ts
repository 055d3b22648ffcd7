import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { SceneMap } from '../../scene-map/index.ts';
import { openProduction } from '../production/production.ts';
import { defaultSettings } from '../settings.ts';
import { finishingOf, loadEdit, openEdit, partsOfShot, saveEdit } from './edit-record.ts';
import { writeRights } from './rights.ts';

test('a shot of several generators names each with its stretch, in the edit and in the record of rights', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-edit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const production = openProduction(join(folder, 'video.mp4'));
  mkdirSync(production.takesFolder, { recursive: true });
  writeFileSync(join(folder, 'logo.png'), 'logo');
  const drawn = { scene: 'ocean', start: 0, duration: 5 };
  const clip = (generator: string, firstFrame: number, endFrame: number) => ({
    clip: `${generator} ${firstFrame}`,
    generator,
    firstFrame,
    endFrame,
  });
  const shown = {
    scene: 'storm',
    start: 5,
    duration: 5,
    clips: [clip('runway', 120, 200), clip('pika', 200, 210), clip('runway', 210, 245)],
  };
  const take = (appearance: object, first: number, end: number, more = {}) => ({
    path: join(production.takesFolder, `${first}.mp4`),
    frames: { first, end },
    shot: { appearance, fadeInFrames: 0, firstFrame: first, ...more },
  });
  const overlay = { path: join(folder, 'logo.png'), content: 'abc' };
  const edit = saveEdit(production, {
    videoPath: join(folder, 'video.mp4'),
    audioPath: join(folder, 'song.wav'),
    frameRate: { numerator: 24, denominator: 1 },
    width: 64,
    height: 64,
    range: { first: 0, end: 240 },
    settings: defaultSettings,
    lines: [],
    clipForms: [{ width: 64, height: 64, audio: 'abc', chain: false }],
    finishing: { look: 'noir', lyrics: join(folder, 'song.lrc') },
    native: { width: 48, height: 48 },
    clipSizes: new Map([
      ['runway 120', { width: 1280, height: 720 }],
      ['runway 210', { width: 1280, height: 720 }],
      ['pika 200', { width: 960, height: 960 }],
    ]),
    always: [overlay],
    takes: [take(drawn, 0, 120), take(shown, 120, 240, { join: { kind: 'dissolve', from: drawn, frames: 12 } })],
  } as never);
  assert.deepEqual(
    edit.shots.map(({ generator }) => generator),
    ['built-in', 'runway'],
  );
  assert.deepEqual(partsOfShot(edit.shots[0]), [{ generator: 'built-in', first: 0, end: 120 }]);
  assert.deepEqual(partsOfShot(edit.shots[1]), [
    { generator: 'built-in', first: 120, end: 132 },
    { generator: 'runway', first: 120, end: 200 },
    { generator: 'pika', first: 200, end: 210 },
    { generator: 'runway', first: 210, end: 240 },
  ]);
  assert.deepEqual(JSON.parse(JSON.stringify(edit)), loadEdit(production.folder));
  const drawnAt = { generator: 'built-in', width: 48, height: 48 };
  assert.deepEqual(edit.shots[0].native, [drawnAt]);
  assert.deepEqual(edit.shots[1].native, [
    { generator: 'runway', width: 1280, height: 720 },
    { generator: 'pika', width: 960, height: 960 },
    drawnAt,
  ]);
  // "video.mov" keeps its work in the same folder.
  for (const name of ['video.mp4', 'video.mov']) writeFileSync(join(folder, name), '');
  for (const path of [join(folder, 'video.mp4'), production.folder])
    assert.equal(openEdit(path).folder, production.folder);
  assert.throws(
    () => openEdit(join(folder, 'video.mov')),
    /^SettingsError: video\.phosphene was last used for video\.mp4/,
  );
  assert.deepEqual(finishingOf(production.folder, edit), { look: 'noir', lyrics: join(folder, 'song.lrc') });

  const scenes = [
    { start_time: 0, description: 'open sea', color_palette: [] },
    { start_time: 5, description: 'a storm', color_palette: ['teal'], cast: ['ann'], references: ['sky.jpg'] },
  ];
  const cast = [{ name: 'Ann', description: 'red coat', references: ['ann.png'] }];
  await writeRights(production.folder, edit, { scenes, cast } as SceneMap, { sha256: 'f', tags: {} }, () => undefined);
  const rights = JSON.parse(readFileSync(join(production.folder, 'rights.json'), 'utf8'));
  assert.deepEqual(
    rights.generators.map((g: { name: string; shots: number; prompts: string[] }) => [g.name, g.shots, g.prompts]),
    [
      ['built-in', 2, ['open sea', 'a storm']],
      // As it was asked for, with who is in it and the colours.
      ['runway', 1, ['a storm. Ann: red coat. Colours: teal.']],
      ['pika', 1, ['a storm. Ann: red coat. Colours: teal.']],
    ],
  );
  assert.deepEqual(rights.generators[1].references, ['ann.png', 'sky.jpg']);
  assert.deepEqual(
    rights.generators.map((g: { termsUrl?: string }) => g.termsUrl),
    [undefined, 'https://runwayml.com/terms-of-use', undefined],
  );
  assert.deepEqual(rights.overlays, ['../logo.png']);
});
