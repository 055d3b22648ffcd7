import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { said } from '../../test/command.ts';
import { jobsCommand } from './jobs-command.ts';
import { modelsCommand } from './models-command.ts';
import { providersCommand } from './providers-command.ts';

test('providers and models are told as data, too', async t => {
  const store = mkdtempSync(join(tmpdir(), 'models-'));
  t.after(() => rmSync(store, { recursive: true, force: true }));
  const folder = join(store, 'someone', 'small');
  mkdirSync(folder, { recursive: true });
  const files = [
    { path: 'a.onnx', bytes: 700 },
    { path: 'b.json', bytes: 11 },
  ];
  const model = { repository: 'someone/small', kind: 'depth', revision: 'abc', license: 'mit' };
  writeFileSync(join(folder, 'phosphene-model.json'), JSON.stringify({ ...model, files }));
  const set = { PHOSPHENE_MODELS: store, RUNWAYML_API_SECRET: 'not-to-be-told', FAL_KEY: '' };
  const before = Object.keys(set).map(name => [name, process.env[name]] as const);
  t.after(() => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });
  Object.assign(process.env, set);

  const models = JSON.parse(await said(modelsCommand(), 'list', '--json'));
  assert.deepEqual(models, { folder: store, models: [{ ...model, folder, bytes: 711, files: 2 }] });

  const told = await said(providersCommand(), '--json');
  assert.doesNotMatch(told, /not-to-be-told/);
  const { onThisMachine, providers } = JSON.parse(told);
  assert.deepEqual(onThisMachine, ['built-in', 'footage', 'diffusion']);
  const named = (name: string) => providers.find((one: { name: string }) => one.name === name);
  assert.deepEqual([named('runway').configured, named('runway').missing], [true, []]);
  assert.deepEqual([named('fal').configured, named('fal').missing], [false, ['FAL_KEY']]);
  const [first] = named('runway').models;
  assert.equal(first.name, 'runway/gen4.5');
  assert.ok(first.price.usdPerSecond > 0 && first.capabilities.sizes[0].width > 0);
  assert.equal(JSON.parse(await said(providersCommand(), 'fal', '--json')).providers.length, 1);
});

test('jobs of a fleet that there is not are not passed over in silence', async () => {
  const refusals: [string[], RegExp][] = [
    [['--retry', '15f3'], /^--retry has a production of a fleet made again, and no fleet is set up here/],
    [['song.mp4', '--retry', '15f3'], /^--retry has a production of a fleet made again, and no fleet/],
    [['--absent', '3f2a'], /^--absent is about an order of one video; give the video/],
  ];
  for (const [words, sentence] of refusals)
    await assert.rejects(said(jobsCommand(), ...words), { name: 'SettingsError', message: sentence });
});
