import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { analyseVideo } from '../src/coherence/index.ts';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { verifyVideo } from '../src/index.ts';
import { probeVideo } from '../src/media/index.ts';
import { jobsOf, readLedger } from '../src/workflow/clips/ledger.ts';
import { renderWithQa } from '../src/workflow/quality/render-with-qa.ts';
import { brighten, changed, flickering } from './defective-clips.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

/** A small, quick render of the folder's `map.json` to its `beats.wav`, with what the emulator makes. */
const smallVideo = (folder: string, { environment }: Emulator, notes: string[]) =>
  ({
    audioPath: join(folder, 'beats.wav'),
    sceneMapPath: join(folder, 'map.json'),
    outputPath: join(folder, 'video.mp4'),
    resolution: '320x180',
    quality: 'draft',
    frameRate: 24,
    renderer: 'cpu',
    threads: 1,
    environment,
    note: (line: string) => notes.push(line),
  }) as const;

test('clips that come with a defect are ordered again within the budget, a refused take costs none but itself, the better take wins, and takes are choosable by hand', async t => {
  const folder = temporaryFolder(t);
  const prompts: string[] = [];
  const emulator = await startEmulator({
    latency: 20,
    shrink: 4,
    // The tightened words of the second scene are refused, whenever they come.
    faults: [{ on: 'job', how: 'moderation', prompt: 'aurora, steady', times: 9 }],
    replaceClip: async (order, path) => {
      prompts.push(order.prompt);
      return order.prompt.includes('steady') ? path : flickering(path, join(folder, `${prompts.length}.mp4`));
    },
  });
  t.after(() => emulator.close());
  const audioPath = join(folder, 'beats.wav');
  writeWav(audioPath, 44100, [
    thumps(
      8,
      Array.from({ length: 16 }, (_, i) => i * 0.5 + 0.02),
    ),
  ]);
  const sceneMapPath = join(folder, 'map.json');
  const scene = { motion_intensity: 3, color_palette: ['teal'], transition_type: 'cut', generator: 'runway' };
  writeFileSync(
    sceneMapPath,
    JSON.stringify({
      audio_file: 'beats.wav',
      scenes: [
        { ...scene, start_time: '0:00', end_time: '0:04', description: 'ocean waves at dawn' },
        { ...scene, start_time: '0:04', end_time: '0:08', description: 'mountains under aurora' },
      ],
    }),
  );
  const notes: string[] = [];
  const request = smallVideo(folder, emulator, notes);
  const made = await renderWithQa(request, 'regenerate');
  const takesPath = join(made.productionFolder, 'takes.json');
  const file = JSON.parse(readFileSync(takesPath, 'utf8'));
  const [first, second] = file.takes.filter((one: { scene: number }) => one.scene === 1);
  assert.ok(first.kinds.includes('lighting-flicker'), first.kinds.join());
  assert.ok(first.badFrames > 0.3 && second.badFrames < 0.05, `${first.badFrames} and ${second.badFrames}`);
  assert.ok(second.score > first.score);
  assert.deepEqual(file.kept, [
    { scene: 1, take: 2 },
    { scene: 2, take: 1 },
  ]);
  assert.ok(
    notes.some(line => /No further takes of scene 2: Scene 2 .*refused/.test(line)),
    notes.join('\n'),
  );
  const orderedAgain = prompts.filter(prompt => /ocean waves at dawn, .*steady, even light throughout/.test(prompt));
  assert.equal(orderedAgain.length, 1, 'ordered twice, and no more');
  assert.deepEqual(made.qa?.regenerated, [{ scene: 0, seed: second.seed, take: 2, takes: 2 }]);
  const jobs = jobsOf(readLedger(made.productionFolder)).map(({ state }) => state);
  assert.deepEqual(jobs.sort(), ['downloaded', 'downloaded', 'downloaded', 'failed']);
  assert.equal((await probeVideo(request.outputPath)).frames, 8 * 24);

  // By hand: the first take again. It lies there, so nothing is ordered; another take of the scene that was refused would
  // cost more than the budget has left.
  file.kept[0].take = 1;
  writeFileSync(takesPath, JSON.stringify(file));
  const before = prompts.length;
  const again = await renderWithQa({ ...request, budget: made.spent }, 'regenerate');
  assert.equal(prompts.length, before);
  assert.equal(again.spent, made.spent);
  assert.ok(
    notes.some(line => /No further takes: .*budget/.test(line)),
    notes.join('\n'),
  );

  // The same once more: nothing is measured that was measured before.
  const stages = new Set<string>();
  const progress = ({ stage }: { stage: string }): unknown => stages.add(stage);
  const same = await renderWithQa({ ...request, progress, budget: made.spent }, 'regenerate');
  assert.ok(!stages.has('measure') && !stages.has('mend'), [...stages].join());
  assert.equal(same.qa?.coherence, again.qa?.coherence);
});

test('a bad stretch of a scene is made again by itself, held by its neighbours, and joined without a seam', async t => {
  const folder = temporaryFolder(t);
  const orders: { seconds: number; body: { image?: string; image_tail?: string; prompt: string } }[] = [];
  let clean = '';
  const emulator = await startEmulator({
    latency: 20,
    shrink: 4,
    replaceClip: async ({ seconds, body }, path) => {
      orders.push({ seconds, body: body as (typeof orders)[number]['body'] });
      if (orders.length === 1) {
        clean = path;
        return flickering(path, join(folder, 'flickering.mp4'), 108);
      }
      // As a model does that is given first and last frame: the same scene from there, in slightly other colours.
      const first = 96 - 12;
      return changed(clean, join(folder, 'anchored.mp4'), [first, first + seconds * 24], (_, nv12, pixels) =>
        brighten(nv12, pixels, 1.1),
      );
    },
  });
  t.after(() => emulator.close());
  const audioPath = join(folder, 'beats.wav');
  writeWav(audioPath, 44100, [
    thumps(
      10,
      Array.from({ length: 20 }, (_, i) => i * 0.5 + 0.02),
    ),
  ]);
  const sceneMapPath = join(folder, 'map.json');
  const scene = { motion_intensity: 3, color_palette: ['teal'], transition_type: 'cut', generator: 'kling' };
  writeFileSync(
    sceneMapPath,
    JSON.stringify({
      audio_file: 'beats.wav',
      scenes: [{ ...scene, start_time: '0:00', end_time: '0:10', description: 'ocean waves at dawn' }],
    }),
  );
  const notes: string[] = [];
  const request = smallVideo(folder, emulator, notes);
  const made = await renderWithQa(request, 'regenerate');
  const takesPath = join(made.productionFolder, 'takes.json');
  const file = JSON.parse(readFileSync(takesPath, 'utf8'));
  const [stretch] = file.stretches;
  assert.equal(file.stretches.length, 1);
  assert.ok(stretch.start_time <= 4.5 && stretch.start_time >= 2 && stretch.end_time >= 6.5 && stretch.end_time <= 9);
  assert.equal(orders.length, 2, 'the stretch is ordered once, and the scene not again');
  assert.equal(orders[1].seconds, 5, 'no longer than it must be');
  assert.ok(orders[1].body.image && orders[1].body.image_tail, 'both anchors are given');
  assert.match(orders[1].body.prompt, /steady, even light throughout/);
  assert.deepEqual(file.kept, [
    { scene: 1, take: 1 },
    { scene: 1, stretch: 1, take: 2 },
  ]);
  assert.deepEqual(
    made.qa?.regenerated.map(({ scene: index, take, start }) => ({ index, take, start })),
    [{ index: 0, take: 2, start: stretch.start_time }],
  );
  const { coherence, artifacts } = made.qa!;
  assert.equal(artifacts, 0);

  // Both joints are as steady as the rest of the scene, and the frames beyond them are the first take's.
  const { perFrame } = await analyseVideo(request.outputPath);
  const joined = perFrame.filter(({ time }) => Math.abs(time - 4) < 0.7 || Math.abs(time - 8) < 0.7);
  const mean = joined.reduce((sum, one) => sum + one.coherence, 0) / joined.length;
  assert.ok(mean > coherence - 0.02, `${mean} at the joints, ${coherence} in all`);

  // By hand: what the scene's own take shows there. Nothing is ordered for it.
  file.kept[1].take = 1;
  writeFileSync(takesPath, JSON.stringify(file));
  const again = await renderWithQa(request, 'regenerate');
  assert.equal(orders.length, 2, 'what a person chose is not made again');
  const { kept, byHand } = JSON.parse(readFileSync(takesPath, 'utf8'));
  assert.deepEqual(kept, file.kept);
  assert.deepEqual(byHand, [file.kept[1]]);
  // Its flicker is back, which is mended now.
  const shown = await analyseVideo(again.qa!.unmendedPath ?? request.outputPath);
  assert.ok(shown.artifacts.some(({ kind }) => kind === 'lighting-flicker'));
});

test('a video that is mended after the render is signed like one that is not', async t => {
  const folder = temporaryFolder(t);
  const emulator = await startEmulator({
    ...{ latency: 20, shrink: 4 },
    replaceClip: (_, path) =>
      changed(path, join(folder, 'lost.mp4'), [0, 10_000], (frame, nv12, pixels) => {
        if (frame >= 40 && frame < 43) nv12.fill(16, 0, pixels).fill(128, pixels);
      }),
  });
  t.after(() => emulator.close());
  const audioPath = join(folder, 'beats.wav');
  writeWav(audioPath, 44100, [thumps(4, [0.1, 0.6, 3.4, 3.8])]);
  const sceneMapPath = join(folder, 'map.json');
  const scene = { start_time: 0, end_time: 4, description: 'ocean waves at dawn', generator: 'kling' };
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'beats.wav', scenes: [scene] }));
  const notes: string[] = [];
  const request = { ...smallVideo(folder, emulator, notes), credentials: {} };
  const { qa } = await renderWithQa(request, 'mend');
  assert.ok(qa?.unmendedPath, notes.join(' '));
  assert.equal(qa.artifacts, 0);
  const signed = await verifyVideo(request.outputPath);
  assert.equal(signed.state, 'intact', signed.explanation[0]);
  assert.deepEqual(
    signed.shots.map(({ start, end }) => [start, end]),
    [[0, 4]],
  );
});
