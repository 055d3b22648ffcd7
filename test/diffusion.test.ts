import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { askedHue, hueOf } from '../bench/diffusion/judge-picture.ts';
import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';
import { diffuseKeyframes } from '../src/generators/diffusion/animation/diffuse-keyframes.ts';
import { makeLatent } from '../src/generators/diffusion/make-picture.ts';
import { type DiffusionModel, openDiffusionModel } from '../src/generators/diffusion/model/diffusion-model.ts';
import { createSchedule } from '../src/generators/diffusion/schedule/schedule.ts';
import type { Picture } from '../src/generators/neural/picture.ts';
import { probeVideo } from '../src/media/index.ts';
import { diffusionSchema } from '../src/scene-map/index.ts';
import { renderVideo } from '../src/workflow/render-video.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const folder = new URL('../models/tiny-diffusion', import.meta.url).pathname;
/** Older npm leaves the runtime out where its install script cannot fetch what it wants. */
function isMissing(name: string): string | false {
  try {
    createRequire(import.meta.url).resolve(name);
    return false;
  } catch {
    return `${name}, an optional dependency, is not installed here`;
  }
}

const skip = isMissing('onnxruntime-node');
let model: DiffusionModel;
let gold: Picture;
before(async () => {
  if (skip) return;
  model = await openDiffusionModel(folder, { device: 'cpu' });
  gold = await picture('desert, gold', 7);
});
after(() => model?.close());

async function picture(prompt: string, seed: number, guidanceScale = 4, by = model): Promise<Picture> {
  const request = { guidanceScale, steps: 10, width: 128, height: 128, seed };
  return by.decode(await makeLatent(by, { ...request, embedding: await by.embed(prompt), away: await by.embedAway() }));
}

const apart = (a: Picture, b: Picture): number =>
  Math.sqrt(a.planes.reduce((sum, value, i) => sum + (value - b.planes[i]) ** 2, 0) / a.planes.length);

test('the prompt steers the picture, more so with guidance; a seed gives the same picture again', {
  skip,
}, async () => {
  const off = (made: Picture, colour: string): number => Math.abs(((hueOf(made) - askedHue(colour) + 540) % 360) - 180);
  const colours = ['red', 'teal', 'violet', 'amber'];
  const errors: number[] = [];
  for (const [seed, colour] of colours.entries()) errors.push(off(await picture(`ocean, ${colour}`, seed), colour));
  assert.ok(errors.reduce((sum, value) => sum + value, 0) / errors.length < 30, errors.join(' '));
  assert.deepEqual((await picture('desert, gold', 7)).planes, gold.planes);
  assert.ok(apart(gold, await picture('desert, gold', 8)) > 0.05);
  const bland = await picture('', 7, 1);
  assert.ok(apart(gold, bland) > apart(await picture('desert, gold', 7, 1), bland));
});

test('with eight-bit weights the picture stays near: above 40 dB', { skip }, async () => {
  const small = await openDiffusionModel(folder, { device: 'cpu', weights: 'int8' });
  const eight = await picture('desert, gold', 7, 4, small);
  await small.close();
  const decibels = 20 * Math.log10(2 / apart(gold, eight));
  assert.ok(decibels > 40 && decibels < 70, `${decibels}`);
});

test('a picture goes through the autoencoder and back, in tiles as in one piece', { skip }, async () => {
  const again = await model.decode(await model.encode(gold));
  assert.ok(apart(gold, again) < 0.2, `${apart(gold, again)}`);
  const tiled = await openDiffusionModel(folder, { device: 'cpu', tileSide: 64 });
  const parts = await tiled.decode(await tiled.encode(gold));
  await tiled.close();
  assert.ok(apart(again, parts) < 0.12, `${apart(again, parts)}`);
});

test('each picture starts from the last: little changes at low strength, more at high', { skip }, async () => {
  const changes = async (strength: number): Promise<number> => {
    const scene = {
      start: 0,
      end: 2,
      description: 'ocean, teal',
      motion: 3,
      settings: diffusionSchema.parse({ strength, zoom: 1, noise_travel: 3 }),
    };
    const schedule = createSchedule(scene, steadyPulse(4));
    const pictures: Picture[] = [];
    for await (const keyframe of diffuseKeyframes({ model, schedule, width: 128, height: 128, seed: 4, steps: 10 }))
      pictures.push(keyframe.picture);
    assert.equal(pictures.length, 4);
    return pictures.slice(1).reduce((sum, one, i) => sum + apart(one, pictures[i]), 0) / 3;
  };
  const [calm, restless] = [await changes(0.2), await changes(0.9)];
  assert.ok(restless > 1.3 * calm, `${calm} ${restless}`);
});

test('a scene is diffused into a video on the beat, kept, and made once', { skip }, async t => {
  const production = temporaryFolder(t);
  const audioPath = join(production, 'beats.wav');
  writeWav(audioPath, 44100, [
    thumps(
      6,
      Array.from({ length: 12 }, (_, i) => i * 0.5 + 0.02),
    ),
  ]);
  const sceneMapPath = join(production, 'map.json');
  const scenes = [
    {
      start_time: '0:00',
      end_time: '0:03',
      description: 'ocean, teal',
      generator: 'diffusion',
      diffusion: { steps: 6, guidance_scale: 3 },
    },
    { start_time: '0:03', end_time: '0:06', description: 'tunnel', scene: 'tunnel' },
  ];
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'beats.wav', scenes }));
  const request = {
    audioPath, sceneMapPath, outputPath: join(production, 'video.mp4'), resolution: '192x108', quality: 'draft', renderer: 'cpu', threads: 1,
    environment: { PHOSPHENE_DIFFUSION_MODEL: folder, PHOSPHENE_DIFFUSION_DEVICE: 'cpu' },
  } as const; // biome-ignore format: as a block
  const first = await renderVideo(request);
  assert.equal((await probeVideo(request.outputPath)).frames, 6 * 24);
  assert.ok(
    first.notes.some(note => /Diffusing 1 scene on this machine/.test(note)),
    first.notes.join('\n'),
  );
  const bytes = readFileSync(request.outputPath);
  const second = await renderVideo(request);
  assert.equal(second.shotsRendered, 0);
  assert.ok(readFileSync(request.outputPath).equals(bytes));
  const without = { ...request, outputPath: join(production, 'other.mp4'), environment: {} };
  await assert.rejects(renderVideo(without), /needs PHOSPHENE_DIFFUSION_MODEL/);
});
