/**
 * How well retakes join: coherence within 0.7 seconds of each border of a retake, against the rest of the same scenes.
 *
 *   node bench/seams.ts [built-in | frames | picture]   one kind of retakes; all three without a word
 *
 * Three kinds of retakes of the same eight scenes: built-in with another seed; an emulated provider that is given the
 * frames around the stretch and goes from them, in other colours and with things elsewhere in between, as a model does
 * that takes first and last frame; the same provider without them, whose take is another picture.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseVideo } from '../src/coherence/index.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { createVideoEncoder, decodeVideo, probeVideo } from '../src/media/index.ts';
import { renderVideo } from '../src/workflow/render-video.ts';
import { thumps, writeWav } from '../test/tracks.ts';

const descriptions = [
  'ocean waves at dawn',
  'mountains under aurora',
  'neon city street in the rain',
  'forest with fog between trunks',
  'desert dunes at dusk',
  'underwater light and fish',
  'a tunnel of light',
  'crystals in the dark',
];
const sceneSeconds = 10;
/** Start and end of the retake within each scene. */
const again = [4, 7] as const;
const near = 0.7;
const frameRate = 24;

const folder = mkdtempSync(join(tmpdir(), 'phosphene-seams-'));
const seconds = descriptions.length * sceneSeconds;
const audioPath = join(folder, 'beats.wav');
writeWav(audioPath, 44100, [
  thumps(
    seconds,
    Array.from({ length: seconds * 2 }, (_, i) => i * 0.5 + 0.02),
  ),
]);

function writeMap(name: string, generator: string | undefined): string {
  const path = join(folder, `${name}.json`);
  const scenes = descriptions.map((description, i) => ({
    ...{ start_time: i * sceneSeconds, end_time: (i + 1) * sceneSeconds, description, motion_intensity: 4 },
    ...(generator ? { generator } : {}),
    retakes: [{ start_time: i * sceneSeconds + again[0], end_time: i * sceneSeconds + again[1], seed: 7000 + i }],
  }));
  writeFileSync(path, JSON.stringify({ audio_file: 'beats.wav', scenes }));
  return path;
}

/** The clip of an order with both frames: the scene's own take from there, brighter, and moved in between. */
async function fromAnchors(own: string, target: string, length: number): Promise<string> {
  const { width, height } = await probeVideo(own);
  const first = Math.round(((sceneSeconds - length) / 2 + (again[0] + again[1] - sceneSeconds) / 2) * frameRate);
  const frames = length * frameRate;
  const encoder = await createVideoEncoder({
    ...{ path: target, width, height, codec: 'h264', bitRate: 4_000_000, speed: 'balanced' },
    frameRate: { numerator: frameRate, denominator: 1 },
  });
  for await (const { index, data } of decodeVideo(own, { format: 'nv12' })) {
    if (index < first || index >= first + frames) continue;
    const away = Math.round(0.02 * width * Math.sin((Math.PI * (index - first)) / frames));
    const moved = data.slice();
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const from = data[y * width + Math.max(0, Math.min(width - 1, x - away))];
        moved[y * width + x] = Math.min(235, 16 + (from - 16) * 1.12);
      }
    await encoder.write(moved);
  }
  await encoder.finish();
  return target;
}

async function measure(name: string, map: string, environment: Record<string, string>): Promise<void> {
  const outputPath = join(folder, `${name}.mp4`);
  await renderVideo({
    ...{ audioPath, sceneMapPath: map, outputPath, resolution: '640x360', quality: 'draft', frameRate, environment },
    ...{ renderer: 'cpu', note: () => undefined },
  });
  const { perFrame, shots } = await analyseVideo(outputPath);
  const mean = (frames: typeof perFrame): number => frames.reduce((sum, f) => sum + f.coherence, 0) / frames.length;
  const within = (time: number): number => time % sceneSeconds;
  const isNear = (time: number): boolean => again.some(border => Math.abs(within(time) - border) < near);
  // The cuts between scenes are no joint, and not what they are held against.
  const inside = perFrame.filter(({ time }) => within(time) > near && within(time) < sceneSeconds - near);
  const [joints, rest] = [inside.filter(f => isNear(f.time)), inside.filter(f => !isNear(f.time))];
  const cuts = shots.filter(({ startTime }) => isNear(startTime)).length;
  const worst = Math.min(
    ...descriptions.map((_, i) => {
      const of = (frames: typeof perFrame) => frames.filter(({ time }) => Math.floor(time / sceneSeconds) === i);
      return mean(of(joints)) - mean(of(rest));
    }),
  );
  const difference = mean(joints) - mean(rest);
  console.log(
    `| ${name} | ${2 * descriptions.length - cuts} | ${cuts} | ${mean(joints).toFixed(3)} | ${mean(rest).toFixed(3)} | ${difference.toFixed(3)} | ${worst.toFixed(3)} |`,
  );
}

console.log(
  '| retakes | joints that dissolve | that are cut | coherence at joints | within shots | difference (asked: -0.02 or more) | of the worst scene |\n|---|---|---|---|---|---|---|',
);
const only = process.argv[2];
const isWanted = (kind: string): boolean => only === undefined || only === kind;
try {
  if (isWanted('built-in')) await measure('built-in, another seed', writeMap('built-in', undefined), {});
  for (const generator of ['kling', 'runway/gen4.5']) {
    if (!isWanted(generator === 'kling' ? 'frames' : 'picture')) continue;
    const own = new Map<string, string>();
    let made = 0;
    const emulator = await startEmulator({
      ...{ latency: 20, shrink: 3 },
      replaceClip: async ({ prompt, body, seconds: length }, path) => {
        const { image, image_tail: last } = body as { image?: string; image_tail?: string };
        const base = own.get(prompt);
        if (base && image && last) return fromAnchors(base, join(folder, `anchored-${made++}.mp4`), length);
        own.set(prompt, path);
        return path;
      },
    });
    const name = generator === 'kling' ? 'emulated, held by both frames' : 'emulated, another picture';
    try {
      await measure(name, writeMap(generator.replace('/', '-'), generator), emulator.environment);
    } finally {
      await emulator.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
