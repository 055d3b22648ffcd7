import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readSceneLibrary } from '../src/generators/procedural/user-scenes.ts';
import { decodeVideo } from '../src/media/index.ts';
import { program, succeedHere } from './command.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

/** A scene of one colour, whose brightness is given. */
const flat = (level: number): string =>
  `fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(vec3f(${level.toFixed(2)}), 0.0);\n}\n`;

test('every mistake is told with its file and line', t => {
  const folder = temporaryFolder(t);
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const problem = (): string => {
    try {
      readSceneLibrary([folder]);
    } catch (error) {
      return (error as Error).message.replaceAll(`${folder}/`, '');
    }
    return '';
  };
  write('glow.wgsl', 'fn shade(pixel: vec2f) -> vec4f {\n  let a = noise2(pixel);\n  return vec4f(a, b, a, 0.0);\n}\n');
  assert.match(problem(), /glow\.json: is missing; the scene needs at least \{"summary"/);
  write('glow.json', '{"summary": "A glow"}');
  assert.match(problem(), /^glow\.wgsl, line 3, column \d+: .*\bb\b/);
  write('glow.wgsl', 'fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(1.0);\n');
  assert.match(problem(), /^glow\.wgsl, line [34], column \d+: /);
  write('glow.wgsl', 'fn draw(pixel: vec2f) -> vec4f { return vec4f(1.0); }');
  assert.match(problem(), /^glow\.wgsl: there is no function "shade"/);
  write('glow.wgsl', flat(0.5));
  assert.equal(problem(), '');
  const read = readSceneLibrary([folder]);
  assert.equal(readSceneLibrary([folder]), read, 'nothing is compiled again');
  write('glow.wgsl', flat(0.6));
  const changed = readSceneLibrary([folder]);
  assert.notEqual(changed.fingerprint('glow'), read.fingerprint('glow'));
  write('glow.json', '{\n  "summary": "A glow",\n  "energy": [0.2, 7]\n}');
  assert.match(problem(), /^glow\.json, line 3, energy\[1\]: /);
  write('glow.json', '{\n  "summary": "A glow",\n  "colour": "red"\n}');
  assert.match(problem(), /^glow\.json, line 1: .*colour/);
  write('glow.json', '{\n  "summary": "A glow",,\n}');
  assert.match(problem(), /^glow\.json, line 2: this is not JSON/);
  write('glow.json', '{"summary": "A glow"}');
  write('ocean.wgsl', flat(0.5));
  write('ocean.json', '{"summary": "Another ocean"}');
  write('My Scene.wgsl', flat(0.5));
  assert.match(
    problem(),
    /2 problems:\n {2}My Scene\.wgsl: a scene's name is in lower case .*\n {2}ocean\.wgsl: "ocean" is the name of a built-in scene/,
  );
  assert.throws(() => readSceneLibrary([join(folder, 'nowhere')]), /There is no folder .*nowhere/);
});

test('a scene of one’s own is planned, drawn, and drawn again when its source changes, and only then', async t => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(folder, 'own', 'paper-moon.wgsl'), flat(0.6));
  writeFileSync(
    join(folder, 'own', 'paper-moon.json'),
    '{"summary": "A paper moon over a painted sea", "terms": {"moon": 3}}',
  );
  writeWav(join(folder, 'song.wav'), 44100, [thumps(3, [0.5, 1, 1.5, 2, 2.5])]);
  const map = {
    audio_file: 'song.wav',
    scenes: [
      { start_time: 0, end_time: 1.5, description: 'A moon', scene: 'paper-moon' },
      { start_time: 1.5, end_time: 3, description: 'Waves', scene: 'ocean' },
    ],
  };
  writeFileSync(join(folder, 'map.json'), JSON.stringify(map));
  const render = async (...more: string[]) =>
    JSON.parse(
      (
        await succeedHere(
          folder,
          'render',
          'song.wav',
          '--map',
          'map.json',
          '-r',
          '128x72',
          '-q',
          'draft',
          '--renderer',
          'cpu',
          '--json',
          ...more,
        )
      ).stdout,
    );
  await assert.rejects(render(), /there is no scene "paper-moon"/);
  assert.equal((await render('--scenes', 'own')).shotsRendered, 2);
  const lumaAt = async (): Promise<number> => {
    for await (const { data } of decodeVideo(join(folder, 'song.mp4'), { format: 'gray', frames: [12] }))
      return data[72 * 64 + 64];
    return 0;
  };
  const before = await lumaAt();
  writeFileSync(join(folder, 'own', 'paper-moon.wgsl'), flat(0.1));
  const again = await render('--scenes', 'own');
  assert.deepEqual([again.shotsRendered, again.shotsKept], [1, 1]);
  assert.ok((await lumaAt()) < before - 40);
  const unchanged = await render('--scenes', 'own');
  assert.equal(unchanged.shotsRendered, 0);
  // A folder "scenes" beside the map is found by itself.
  mkdirSync(join(folder, 'scenes'));
  for (const name of ['paper-moon.wgsl', 'paper-moon.json'])
    writeFileSync(join(folder, 'scenes', name), readFileSync(join(folder, 'own', name)));
  assert.equal((await render()).shotsRendered, 0);
  const planned = await succeedHere(
    folder,
    'plan',
    'song.wav',
    '-o',
    'other.mp4',
    '--scenes',
    'own',
    '--style',
    'paper moon',
    '--json',
  );
  assert.match(planned.stdout, /"scene":"paper-moon"/);
});

test('the preview is drawn anew when a file changes, and tells of mistakes on the way', async t => {
  const folder = temporaryFolder(t);
  await succeedHere(folder, 'scene', 'new', 'mine', 'glass-rain');
  await assert.rejects(succeedHere(folder, 'scene', 'new', 'mine', 'glass-rain'), /is there already/);
  await assert.rejects(succeedHere(folder, 'scene', 'new', 'mine', 'Glass Rain'), /is no name of a scene/);
  const child = spawn(process.execPath, [program, 'scene', 'preview', 'mine'], { cwd: folder });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const until = async (done: () => boolean): Promise<void> => {
    for (let i = 0; i < 300 && !done(); i++) await wait(100);
    assert.ok(done(), said);
  };
  const picture = join(folder, 'mine', 'preview.png');
  try {
    await until(() => said.includes('Watching'));
    assert.ok(existsSync(picture));
    const first = readFileSync(picture);
    writeFileSync(
      join(folder, 'mine', 'glass-rain.wgsl'),
      'fn shade(pixel: vec2f) -> vec4f {\n  return nonsense;\n}\n',
    );
    await until(() => /glass-rain\.wgsl, line 2, column \d+/.test(said));
    assert.ok(first.equals(readFileSync(picture)), 'a mistake leaves the picture');
    const time = statSync(picture).mtimeMs;
    writeFileSync(join(folder, 'mine', 'glass-rain.wgsl'), flat(0.3));
    await until(() => statSync(picture).mtimeMs > time);
    assert.ok(!first.equals(readFileSync(picture)));
  } finally {
    child.kill('SIGINT');
    await new Promise(resolve => child.once('exit', resolve));
  }
});
