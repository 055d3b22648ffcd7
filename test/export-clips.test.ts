import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { exportVideo, renderVideo } from '../src/index.ts';
import { decodeVideo, probeVideo } from '../src/media/index.ts';
import { jobsOf, readLedger } from '../src/workflow/clips/ledger.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ latency: 30, shrink: 12 });
});
after(() => emulator.close());

const accepted = (): number =>
  (emulator.counts.get('runway accepted') ?? 0) + (emulator.counts.get('fal accepted') ?? 0);

/** Mean difference of the middle of a video's picture from that of a clip, which fills it, in code values. */
async function difference(video: string, frame: number, clip: string, clipFrame: number): Promise<number> {
  const size = { width: 108, height: 192 };
  const shape = await probeVideo(clip);
  const wide = { width: 2 * Math.ceil((shape.width * 192) / shape.height / 2), height: 192 };
  const one = (await Array.fromAsync(decodeVideo(video, { ...size, format: 'gray', frames: [frame] })))[0].data;
  const other = (await Array.fromAsync(decodeVideo(clip, { ...wide, format: 'gray', frames: [clipFrame] })))[0].data;
  const left = 2 * Math.floor((wide.width - size.width) / 4);
  let sum = 0;
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) sum += Math.abs(one[y * size.width + x] - other[y * wide.width + left + x]);
  return sum / one.length;
}

test('exports show the clips that were paid, cropped; ordering anew is asked for and told of', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'beats.wav');
  writeWav(audioPath, 44100, [
    thumps(
      7,
      Array.from({ length: 14 }, (_, i) => i * 0.5 + 0.02),
    ),
  ]);
  const sceneMapPath = join(folder, 'map.json');
  const look = { motion_intensity: 4, color_palette: ['teal'], transition_type: 'cut' };
  const scenes = [
    // Chosen by --generator, which the map does not name.
    { ...look, start_time: '0:00', end_time: '0:03', description: 'harbour at dawn' },
    { ...look, start_time: '0:03', end_time: '0:04', description: 'tunnel', scene: 'tunnel', generator: 'built-in' },
    { ...look, start_time: '0:04', end_time: '0:07', description: 'ocean waves', generator: 'pika' },
  ];
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'beats.wav', scenes }));
  const outputPath = join(folder, 'video.mp4');
  const small = { resolution: '192x108', quality: 'draft', frameRate: 24, renderer: 'cpu', threads: 1 } as const;
  const { productionFolder } = await renderVideo({
    ...small,
    audioPath,
    sceneMapPath,
    outputPath,
    generator: 'runway',
    environment: emulator.environment,
  });
  assert.equal(accepted(), 2);
  const ledger = jobsOf(readLedger(productionFolder));
  const clipOf = (generator: string): string =>
    join(productionFolder, 'clips', `${ledger.find(job => job.generator?.startsWith(generator))!.clip}.mp4`);

  // Without a key nothing can be ordered, and nothing needs to be.
  const request = { path: outputPath, renderer: 'cpu', threads: 1, resolution: '108x192', environment: {} } as const;
  const tall = await exportVideo({ ...request, preset: 'youtube-shorts', seconds: 7 });
  const note = tall.notes.find(line => line.includes('cropped'));
  assert.match(note!, /^2 clips of the video are cropped to 9:16.*; --reorder-clips orders them anew for about \$\d/);
  const video = await probeVideo(tall.paths[0]);
  assert.deepEqual([video.width, video.height, video.frames], [108, 192, 7 * 24]);
  for (const [generator, other, first] of [
    ['runway', 'fal', 0],
    ['fal', 'runway', 4 * 24],
  ] as const) {
    const same = await difference(tall.paths[0], first + 36, clipOf(generator), 36);
    const unlike = await difference(tall.paths[0], first + 36, clipOf(other), 36);
    assert.ok(same < 5 && same < unlike / 3, `${generator}: ${same} from its clip, ${unlike} from the other`);
  }
  const ownClips = join(folder, 'video-youtube-shorts.phosphene', 'clips');
  assert.equal(readdirSync(ownClips).length, 2);
  assert.ok(
    readdirSync(ownClips).every(name => statSync(join(ownClips, name)).nlink === 2),
    'they take no room',
  );

  // A short, an export of the export, and a loop.
  const short = await exportVideo({ ...request, preset: 'tiktok', seconds: 4 });
  assert.ok((await probeVideo(short.paths[0])).duration <= 4.05);
  const again = await exportVideo({
    ...request,
    path: tall.paths[0],
    preset: 'square',
    seconds: 7,
    resolution: '108x108',
  });
  assert.ok(again.notes.some(line => line.startsWith('2 clips of the video are cropped to 1:1')));
  const loop = await exportVideo({ ...request, preset: 'loop', resolution: '192x108' });
  const closed = await probeVideo(loop.paths[0]);
  assert.ok(closed.duration >= 3 && closed.duration <= 8, loop.notes.join('\n'));
  assert.ok(!existsSync(join(folder, 'video-loop.film.phosphene')), 'nothing is left over');
  assert.equal(accepted(), 2);
  assert.deepEqual(jobsOf(readLedger(productionFolder)), ledger);

  // What was changed since is not ordered by the way.
  const kept = readFileSync(sceneMapPath, 'utf8');
  writeFileSync(sceneMapPath, kept.replace('ocean waves', 'a desert'));
  const asked = { ...request, preset: 'youtube-shorts', seconds: 7, environment: emulator.environment };
  await assert.rejects(
    exportVideo(asked),
    /no clips for scene 3 as the scene map stands now.*orders 1 for this shape alone, for about \$\d.*Nothing was ordered/,
  );
  writeFileSync(sceneMapPath, kept);
  assert.equal(accepted(), 2);

  // Only at the user's word, within the budget, told before.
  await assert.rejects(exportVideo({ ...asked, reorderClips: true, budget: 0.01 }), /Nothing was ordered/);
  const lines: string[] = [];
  const anew = await exportVideo({
    ...asked,
    reorderClips: true,
    note: line => void lines.push(`${accepted()} ${line}`),
  });
  assert.ok(
    lines.some(line => /^2 Ordering 2 clips .* for about \$\d/.test(line)),
    lines.join('\n'),
  );
  assert.equal(accepted(), 4);
  const apart = await difference(anew.paths[0], 36, clipOf('runway'), 36);
  assert.ok(apart > 5, `another clip is shown: ${apart}`);
  const shown = await exportVideo(asked);
  assert.ok(!shown.notes.some(line => line.includes('cropped to')), 'and stays, since it is paid');
  assert.equal(accepted(), 4);
});
