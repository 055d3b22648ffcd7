import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { renderVideo } from '../src/index.ts';
import { createVideoEncoder, decodeVideo, encodeImage } from '../src/media/index.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const [width, height] = [320, 180];
const shared = { resolution: '320x180', quality: 'draft', frameRate: 24, renderer: 'cpu', codec: 'prores' } as const;

/** A dark scene from 0 to 2 s and another to 4 s, and what lies over the first. */
function production(folder: string, overlays: unknown[]): { audioPath: string; sceneMapPath: string } {
  const audioPath = join(folder, 'song.wav');
  writeWav(audioPath, 44100, [thumps(4, [0.5, 1, 1.5, 2, 2.5, 3, 3.5])]);
  const scene = (from: number, to: number, more: object) => ({
    start_time: from,
    end_time: to,
    description: 'starfield',
    scene: 'starfield',
    motion_intensity: 1,
    color_palette: ['midnight blue'],
    transition_type: 'cut',
    ...more,
  });
  const scenes = [scene(0, 2, { overlays }), scene(2, 4, { transition_type: 'dissolve', transition_duration: 0.5 })];
  const sceneMapPath = join(folder, 'map.json');
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'song.wav', frame_rate: 24, scenes }));
  return { audioPath, sceneMapPath };
}

/** Footage: a red square of 60 pixels before a green screen, wandering one pixel to the right with each frame. */
async function greenScreen(path: string): Promise<void> {
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate: { numerator: 24, denominator: 1 },
    codec: 'prores',
    bitRate: 20e6,
    speed: 'balanced',
  });
  for (let frame = 0; frame < 24; frame++) {
    const nv12 = new Uint8Array((width * height * 3) / 2);
    const inside = (x: number, y: number): boolean => x >= 60 + frame && x < 120 + frame && y >= 60 && y < 120;
    // BT.709: red (255, 0, 0) and the green of a screen (0, 177, 64).
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) nv12[y * width + x] = inside(x, y) ? 63 : 129;
    for (let y = 0; y < height; y += 2)
      for (let x = 0; x < width; x += 2)
        nv12.set(inside(x, y) ? [102, 240] : [94, 58], width * height + (y >> 1) * width + x);
    await encoder.write(nv12);
  }
  await encoder.finish();
}

async function rgbFrames(path: string): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const { data } of decodeVideo(path, { format: 'rgb24' })) frames.push(data);
  return frames;
}
const at = (frame: Uint8Array, x: number, y: number): number[] => [
  ...frame.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

test('footage before a green screen stands over the scene: screen gone, subject there, in step with the video', async t => {
  const folder = temporaryFolder(t);
  await greenScreen(join(folder, 'singer.mov'));
  const overlays = [{ file: 'singer.mov', key: { color: '#00b140' } }];
  const withIt = join(folder, 'with.mov');
  const without = join(folder, 'without.mov');
  await renderVideo({ ...shared, ...production(folder, overlays), outputPath: withIt });
  await renderVideo({ ...shared, ...production(folder, []), outputPath: without });
  const [seen, plain] = [await rgbFrames(withIt), await rgbFrames(without)];
  for (const frame of [0, 10, 23, 24, 40]) {
    // The footage lasts 24 frames and begins again.
    const shift = frame % 24;
    const [r, g, b] = at(seen[frame], 90 + shift, 90);
    assert.ok(r > 200 && g < 40 && b < 40, `frame ${frame}: the subject is red, not ${[r, g, b]}`);
    for (const [x, y] of [
      [20, 20],
      [300, 170],
      [50 + shift, 90],
      [130 + shift, 90],
    ] as const) {
      const [now, before] = [at(seen[frame], x, y), at(plain[frame], x, y)];
      assert.ok(
        now.every((v, c) => Math.abs(v - before[c]) < 14),
        `frame ${frame} at ${x},${y}: ${now} instead of ${before}`,
      );
    }
  }
  assert.ok(at(seen[54], 90 + (54 % 24), 90)[0] > 60, 'it goes with the dissolve');
  assert.deepEqual(at(seen[70], 90, 90), at(plain[70], 90, 90), 'and is gone after it');
});

test('a logo stands in the safe part of every scene; another draws the shots again, the same does not', async t => {
  const folder = temporaryFolder(t);
  const white = new Uint8Array(64 * 32 * 3).fill(255);
  const logo = join(folder, 'logo.png');
  writeFileSync(logo, await encodeImage(64, 32, white, 'png'));
  const outputPath = join(folder, 'video.mov');
  const request = { ...shared, ...production(folder, []), outputPath, logo, logoSize: 0.1, logoOpacity: 1 };
  await renderVideo(request);
  const frames = await rgbFrames(outputPath);
  for (const index of [0, 47, 53, 95]) {
    // 10% of 320 pixels wide, its right edge 5% from the picture's: 272 to 304, 9 to 25.
    const bright = (x: number, y: number): boolean => at(frames[index], x, y).every(v => v > 235);
    assert.ok(
      [
        [274, 11],
        [288, 17],
        [302, 23],
      ].every(([x, y]) => bright(x, y)),
      `frame ${index} has it whole`,
    );
    assert.ok(
      [
        [268, 17],
        [308, 17],
        [288, 5],
        [288, 30],
      ].every(([x, y]) => !bright(x, y)),
      `frame ${index} has it there alone`,
    );
  }
  const again = await renderVideo(request);
  assert.equal(again.shotsRendered, 0);
  const moved = await renderVideo({ ...request, logoPosition: 'bottom left' });
  assert.equal(moved.shotsKept, 0);
  await assert.rejects(renderVideo({ ...request, logo: join(folder, 'none.png') }), /The logo: there is no file/);
});

test('an overlay that follows the beat is brightest on it', async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'white.png'), await encodeImage(32, 18, new Uint8Array(32 * 18 * 3).fill(255), 'png'));
  const follow = { opacity: { by: 'kick', amount: 1 } };
  const overlays = [{ file: 'white.png', size: 0.4, mask: 'ellipse', blend: 'screen', follow, start_time: 0.4 }];
  const outputPath = join(folder, 'video.mov');
  await renderVideo({ ...shared, ...production(folder, overlays), outputPath, duration: 2 });
  const light = (await rgbFrames(outputPath)).map(frame => at(frame, 160, 90)[1]);
  assert.ok(Math.max(...light.slice(0, 9)) < 120, `before its time nothing is seen: ${light.slice(0, 12)}`);
  for (const hit of [12, 24, 36]) {
    assert.ok(
      Math.max(light[hit], light[hit + 1]) > 180,
      `on the hit at frame ${hit}: ${light.slice(hit - 2, hit + 4)}`,
    );
    assert.ok(light[hit - 2] < 120, `before it: ${light[hit - 2]}`);
  }
  assert.ok(at((await rgbFrames(outputPath))[12], 100, 60)[1] < 120, 'the mask leaves its corners out');
});
