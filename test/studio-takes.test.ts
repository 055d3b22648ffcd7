import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { createStudioClient } from '../src/client/studio-client.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { flickering } from './defective-clips.ts';
import { endStudio, startStudioProcess } from './studio.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

test('what the studio makes again comes into the scene map, beside what was edited meanwhile, and every take can be chosen', {
  timeout: 300_000,
}, async t => {
  const folder = temporaryFolder(t);
  let orders = 0;
  let edit = async (): Promise<void> => undefined;
  const emulator = await startEmulator({
    latency: 20,
    shrink: 4,
    async replaceClip(_order, path) {
      if (++orders < 3) return flickering(path, join(folder, 'flickering.mp4'));
      await edit();
      return path;
    },
  });
  t.after(() => emulator.close());
  const studio = await startStudioProcess(join(folder, 'productions'), emulator.environment);
  t.after(() => endStudio(studio, 'SIGINT'));
  const { call, hear, send, upload } = createStudioClient(studio);

  const beats = Array.from({ length: 12 }, (_, i) => i * 0.5 + 0.02);
  writeWav(join(folder, 'beats.wav'), 44100, [thumps(6, beats)]);
  const track = await upload(new Blob([readFileSync(join(folder, 'beats.wav'))]), 'beats.wav');
  const settings = { resolution: '320x180', quality: 'draft' } as const;
  const { id } = await call('createProduction', { body: { upload: track, settings } });
  const params = { id };
  const ended = async (): Promise<void> => {
    for await (const event of hear(id)) {
      if (event.type !== 'state' || event.state === 'queued' || event.state === 'running') continue;
      assert.equal(event.state, 'done', `${event.error}`);
      return;
    }
  };
  await ended();

  const readScenes = async () => {
    const answer = await send('readSceneMap', { params });
    const map = JSON.parse(await answer.text());
    return { map, scenes: map.scenes, etag: answer.headers.get('etag')! };
  };
  type Scenes = { description: string }[];
  const writeScenes = async (change: (scenes: Scenes) => object[]): Promise<void> => {
    const { map, scenes, etag } = await readScenes();
    const body = JSON.stringify({ ...map, scenes: change(scenes) });
    await send('saveSceneMap', { params, body }, { 'if-match': etag });
  };
  const scene = { motion_intensity: 3, color_palette: ['teal'], transition_type: 'cut' };
  await writeScenes(() => [
    { ...scene, start_time: '0:00', end_time: '0:04', description: 'ocean waves at dawn', generator: 'runway' },
    { ...scene, start_time: '0:04', end_time: '0:06', description: 'mountains under aurora' },
  ]);
  // A first video shows the clip as it came.
  await call('render', { params, body: { qa: 'off' } });
  await ended();
  const first = await call('readTakes', { params });
  assert.equal(orders, 1);

  // While the scene is made again, another one is edited.
  edit = () => writeScenes(([made, other]) => [made, { ...other, description: 'a forest in fog' }]);
  await call('render', { params, body: { qa: 'regenerate' } });
  await ended();
  assert.equal(orders, 3);
  const after = await readScenes();
  assert.match(after.scenes[0].description, /^ocean waves at dawn, .*steady, even light/);
  assert.equal(after.scenes[1].description, 'a forest in fog');
  const second = await call('readTakes', { params });
  const begun = second.begun as { scenes: { description: string }[] };
  assert.equal(begun.scenes[0].description, after.scenes[0].description, 'the scene is as the video shows it');
  assert.equal(begun.scenes[1].description, 'mountains under aurora', 'the other one is behind');

  // All takes are told, also the one that lost, and a render of what stands in the map orders nothing.
  const takeOf = ({ edit: shown }: typeof first): string => shown!.shots[0].take.split('/').at(-1)!;
  assert.notEqual(takeOf(first), takeOf(second));
  const choices = second.kept.filter(({ start }) => start === 0);
  const lost = choices.find(({ take }) => take !== takeOf(first) && take !== takeOf(second))!;
  assert.equal(choices.length, 3);
  assert.equal(choices.find(({ take }) => take === takeOf(first))!.scene.description, 'ocean waves at dawn');
  assert.match(`${lost.scene.description}`, /^ocean waves at dawn, .*steady, even light/);
  assert.notEqual(lost.scene.seed, after.scenes[0].seed);
  await call('render', { params, body: { qa: 'off' } });
  await ended();
  assert.equal(takeOf(await call('readTakes', { params })), takeOf(second));

  // Each of the others again.
  for (const { take, scene } of choices.filter(one => one.take !== takeOf(second))) {
    await writeScenes(([, other]) => [{ ...scene, start_time: '0:00', end_time: '0:04' }, other]);
    await call('render', { params, body: { qa: 'off' } });
    await ended();
    assert.equal(takeOf(await call('readTakes', { params })), take);
  }
  assert.equal(orders, 3);
});
