import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { startEmulator } from '../src/emulator/emulator.ts';
import { createVideoEncoder, decodeVideo, probeVideo } from '../src/media/index.ts';
import { jobsOf, readLedger } from '../src/workflow/clips/ledger.ts';
import { renderWithQa } from '../src/workflow/quality/render-with-qa.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

/** A copy of a clip in which the light swings from frame to frame, for two seconds. */
async function flickering(source: string, target: string): Promise<string> {
  const { width, height } = await probeVideo(source);
  const encoder = await createVideoEncoder({
    path: target,
    width,
    height,
    frameRate: { numerator: 24, denominator: 1 },
    codec: 'h264',
    bitRate: 2_000_000,
    speed: 'balanced',
  });
  for await (const { index, data } of decodeVideo(source, { format: 'nv12' })) {
    const gain = index >= 20 && index < 68 ? (index % 2 ? 1.35 : 0.75) : 1;
    for (let i = 0; i < width * height; i++) data[i] = Math.max(16, Math.min(235, 16 + (data[i] - 16) * gain));
    await encoder.write(data);
  }
  await encoder.finish();
  return target;
}

test('a clip that comes with a defect is ordered again within the budget, the better take wins, and takes are choosable by hand', async t => {
  const folder = temporaryFolder(t);
  const prompts: string[] = [];
  const emulator = await startEmulator({
    latency: 20,
    shrink: 4,
    replaceClip: async (order, path) => {
      prompts.push(order.prompt);
      return prompts.length === 1 ? flickering(path, join(folder, 'flickering.mp4')) : path;
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
  const scene = { motion_intensity: 3, color_palette: ['teal'], transition_type: 'cut' };
  writeFileSync(
    sceneMapPath,
    JSON.stringify({
      audio_file: 'beats.wav',
      scenes: [
        { ...scene, start_time: '0:00', end_time: '0:04', description: 'ocean waves at dawn', generator: 'runway' },
        { ...scene, start_time: '0:04', end_time: '0:08', description: 'mountains under aurora' },
      ],
    }),
  );
  const notes: string[] = [];
  const request = {
    audioPath,
    sceneMapPath,
    outputPath: join(folder, 'video.mp4'),
    resolution: '320x180',
    quality: 'draft',
    frameRate: 24,
    renderer: 'cpu',
    threads: 1,
    environment: emulator.environment,
    note: (line: string) => notes.push(line),
  } as const;
  const made = await renderWithQa(request, 'regenerate');
  const takesPath = join(made.productionFolder, 'takes.json');
  const file = JSON.parse(readFileSync(takesPath, 'utf8'));
  const [first, second] = file.takes.filter((one: { scene: number }) => one.scene === 1);
  assert.ok(first.kinds.includes('lighting-flicker'), first.kinds.join());
  assert.ok(first.badFrames > 0.3 && second.badFrames < 0.05, `${first.badFrames} and ${second.badFrames}`);
  assert.ok(second.score > first.score);
  assert.deepEqual(file.kept[0], { scene: 1, take: 2 });
  assert.equal(prompts.length, 2, 'one scene of two is ordered twice, and no more');
  assert.match(prompts[1], /ocean waves at dawn, .*steady, even light throughout/);
  assert.deepEqual(made.qa?.regenerated, [{ scene: 0, seed: second.seed, take: 2, takes: 2 }]);
  assert.equal(jobsOf(readLedger(made.productionFolder)).length, 2);
  assert.equal((await probeVideo(request.outputPath)).frames, 8 * 24);

  // By hand: the first take again. It lies there, so nothing is ordered; a third take would cost more than the budget
  // has left.
  file.kept[0].take = 1;
  writeFileSync(takesPath, JSON.stringify(file));
  const again = await renderWithQa({ ...request, budget: made.spent }, 'regenerate');
  assert.equal(prompts.length, 2);
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
