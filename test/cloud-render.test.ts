import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { hasRuntime } from '../src/generators/neural/onnx-runtime.ts';
import { probeVideo } from '../src/media/index.ts';
import { jobsOf, readLedger, spendingOf } from '../src/workflow/clips/ledger.ts';
import { estimateOrders, type RenderRequest, renderVideo } from '../src/workflow/render-video.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const small = { resolution: '192x108', quality: 'draft', frameRate: 24, renderer: 'cpu', threads: 1 } as const;
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ latency: 30, shrink: 12 });
});
after(() => emulator.close());

const count = (name: string): number => emulator.counts.get(name) ?? 0;

interface SceneWords {
  end: string;
  description: string;
  [key: string]: unknown;
}

/** A track of 16 s and a map over it. */
function production(folder: string, scenes: SceneWords[], map: Record<string, unknown> = {}): RenderRequest {
  const audioPath = join(folder, 'beats.wav');
  const times = Array.from({ length: 32 }, (_, i) => i * 0.5 + 0.02);
  writeWav(audioPath, 44100, [thumps(16, times)]);
  let start = '0:00';
  const timed = scenes.map(({ end, ...scene }) => {
    const made = { start_time: start, end_time: end, motion_intensity: 4, color_palette: ['teal'], ...scene };
    start = end;
    return made;
  });
  const sceneMapPath = join(folder, 'map.json');
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'beats.wav', scenes: timed, ...map }));
  return {
    ...small,
    audioPath,
    sceneMapPath,
    outputPath: join(folder, 'video.mp4'),
    environment: emulator.environment,
  };
}

const mixed: SceneWords[] = [
  { end: '0:04', description: 'harbour at dawn', generator: 'runway', transition_type: 'cut' },
  { end: '0:07', description: 'tunnel', scene: 'tunnel', transition_type: 'dissolve' },
  { end: '0:12', description: 'ocean waves', generator: 'pika', transition_type: 'dissolve' },
  { end: '0:16', description: 'stars', generator: 'runway', transition_type: 'fade' },
];

test('scenes of several generators become one video; a second run orders nothing', async t => {
  const folder = temporaryFolder(t);
  const request = production(folder, mixed);
  const accepted = count('runway accepted') + count('fal accepted');
  const result = await renderVideo(request);
  const video = await probeVideo(request.outputPath!);
  assert.equal(video.frames, 16 * 24);
  assert.equal(count('runway accepted') + count('fal accepted') - accepted, 3);
  // Runway tells its cost, fal does not: 5 and 4 seconds at 12 credits, 10 seconds by list price, since the dissolve
  // needs more than 5.
  const { spent, byListPrice, open } = spendingOf(jobsOf(readLedger(result.productionFolder)));
  assert.ok(Math.abs(spent - result.spent) < 1e-9 && open === 0);
  assert.ok(Math.abs(byListPrice - 0.09 * 5) < 1e-9, `${byListPrice}`);
  const bytes = hash(request.outputPath!);
  const again = await renderVideo(request);
  assert.deepEqual([again.shotsRendered, again.spent], [0, result.spent]);
  assert.equal(hash(request.outputPath!), bytes);
  assert.equal(count('runway accepted') + count('fal accepted') - accepted, 3);
});

test('a scene that one generator refuses goes to the next, and the user hears of it; without one the video stops with shot and reason', async t => {
  const folder = temporaryFolder(t);
  const scenes: SceneWords[] = [
    { end: '0:08', description: 'a refused crowd', generator: 'runway/veo3.1', transition_type: 'cut' },
    { end: '0:16', description: 'geometry', scene: 'geometry', transition_type: 'cut' },
  ];
  const request = production(folder, scenes);
  emulator.store.addFaults([{ on: 'job', how: 'moderation', prompt: 'a refused crowd', service: 'runway' }]);
  await assert.rejects(renderVideo(request), /Scene 1 \(runway\/veo3\.1\): .*refused[\s\S]*not finished/);
  assert.ok(!existsSync(request.outputPath!));
  const result = await renderVideo({ ...request, fallback: ['fal/kling-3-pro', 'built-in'] });
  assert.ok(
    result.notes.some(note => note.includes('Instead, fal/kling-3-pro makes scene 1')),
    result.notes.join('\n'),
  );
  assert.equal(result.shotsKept, 1, 'the drawn shot was kept from the run that failed');
});

test('the estimate asks nobody, and a budget stops before the first order', async t => {
  const folder = temporaryFolder(t);
  const request = production(folder, [
    { end: '0:16', description: 'a long road', generator: 'runway', transition_type: 'cut', negative_prompt: 'cars' },
  ]);
  const before = new Map(emulator.counts);
  const plan = (await estimateOrders(request))!;
  assert.deepEqual(emulator.counts, before);
  const lengths = plan.scenes[0].clips.map(clip => clip.request.seconds);
  assert.ok(lengths.length === 2 && lengths.every(seconds => seconds <= 10), `${lengths}`);
  const border = plan.scenes[0].clips[0].frames.end / 24;
  assert.ok(Math.abs(border * 2 - Math.round(border * 2)) < 0.1, `divided at ${border} s, beside the beat`);
  assert.ok(
    plan.warnings.some(line => line.includes('negative_prompt')),
    plan.warnings.join('\n'),
  );
  assert.ok(Math.abs(plan.estimate.usd! - 0.12 * (lengths[0] + lengths[1])) < 1e-9);
  await assert.rejects(renderVideo({ ...request, budget: 1 }), /budget of \$1\.00 does not reach.*Nothing was ordered/);
  assert.deepEqual(emulator.counts, before);
});

test('clips smaller than the video are enlarged by a network where that is asked, once, and what they cost is not paid again', {
  skip: hasRuntime() ? false : 'onnxruntime-node, an optional dependency, is not installed here',
}, async t => {
  const folder = temporaryFolder(t);
  const scenes = [
    { end: '0:02', description: 'harbour at dawn', generator: 'runway', transition_type: 'cut' },
    { end: '0:16', description: 'tunnel', scene: 'tunnel', transition_type: 'cut' },
  ];
  const request: RenderRequest = { ...production(folder, scenes), duration: 2 };
  const accepted = count('runway accepted');
  const plain = await renderVideo(request);
  const bytes = hash(request.outputPath!);
  const enlarged = await renderVideo({ ...request, upscale: true });
  assert.equal(count('runway accepted') - accepted, 1);
  assert.deepEqual([plain.shotsRendered, enlarged.shotsRendered], [1, 1]);
  assert.notEqual(hash(request.outputPath!), bytes);
  const clips = join(enlarged.productionFolder, 'clips');
  const widths = await Promise.all(
    readdirSync(clips)
      .filter(name => name.endsWith('.mp4'))
      .map(async name => (await probeVideo(join(clips, name))).width),
  );
  // The emulator's clip is 106 wide; the network's twice that, brought to what covers 192 x 108.
  assert.deepEqual(
    widths.sort((a, b) => a - b),
    [106, 192],
  );
  assert.ok(
    enlarged.notes.some(line =>
      /scene 1 is enlarged from 106x64 by Phosphene’s own small network: about \d+ second/.test(line),
    ),
    enlarged.notes.join('\n'),
  );
  assert.equal((await renderVideo({ ...request, upscale: true })).shotsRendered, 0);
  await assert.rejects(renderVideo({ ...request, upscale: './nowhere' }), /There is no upscaler in .*nowhere/);
});
