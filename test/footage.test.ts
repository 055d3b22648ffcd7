import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { createLetteringPainter, letter, writeFonts } from '../src/finishing/titles/index.ts';
import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';
import { scanFootage } from '../src/generators/footage/index.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { createVideoEncoder, decodeVideo, encodeImage, probeVideo } from '../src/media/index.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';
import { rgbFromNv12 } from '../src/workflow/drawing/rgb-from-nv12.ts';
import { succeedHere } from './command.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const size = { width: 320, height: 180 };
const frameRate = { numerator: 24, denominator: 1 };

/** A stretch of a test clip: a drawn scene, or black; with a caption over it or without. */
interface Part {
  scene: string;
  seconds: number;
  motion?: number;
  caption?: string;
}

type Test = { after(clean: () => void): void };

/** Draws frames of parts one after another. */
async function* frames(t: Test, parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  const renderer = await createCpuRenderer(2);
  const drawer = createShotFrames({
    renderer,
    drive: createMusicalDrive(steadyPulse(30)),
    native: size,
    output: size,
    frameRate: 24,
    motionBlur: false,
    sceneSource,
  });
  try {
    for (const { scene, seconds, motion = 6, caption } of parts) {
      const count = Math.round(seconds * 24);
      const look = [0.5, 0.5, 0.5, 0.5] as const;
      const appearance = {
        scene,
        start: 0,
        duration: seconds,
        seed: 0.4,
        motion,
        look,
        palette: paletteFromWords(['teal', 'amber'], 1),
      };
      const shot = { firstFrame: 0, endFrame: count, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
      const folder = temporaryFolder(t);
      const lettering = letter({
        lines: [{ start: 0.01, end: seconds, words: [{ text: caption ?? '', start: 0.01, end: seconds }] }] as never,
        look: 'subtitle',
        cards: [],
        ...size,
        frameRate: 24,
        direction: 'ltr',
        accent: '#ffd166',
        beats: [],
        duration: seconds,
      });
      if (caption) writeFonts(lettering, join(folder, 'fonts'));
      const painter = caption
        ? await createLetteringPainter(lettering, folder, 'caption', { ...size, frameRate, first: 0, end: count })
        : undefined;
      for (let frame = 0; frame < count; frame++) {
        const picture = new Uint8Array((size.width * size.height * 3) / 2).fill(128);
        if (scene === 'black') picture.fill(16, 0, size.width * size.height);
        else await drawer.draw(shot, frame, picture);
        await painter?.paint(frame, picture);
        yield picture;
      }
      painter?.close();
    }
  } finally {
    await renderer.close();
  }
}

async function writeClip(t: Test, path: string, parts: readonly Part[]): Promise<void> {
  const encoder = await createVideoEncoder({
    path,
    ...size,
    frameRate,
    codec: 'h264',
    bitRate: 2_000_000,
    speed: 'fast',
  });
  for await (const picture of frames(t, parts)) await encoder.write(picture);
  await encoder.finish();
}

test('a clip is divided at its cuts; black and captions are left out', async t => {
  const path = join(temporaryFolder(t), 'clip.mp4');
  await writeClip(t, path, [
    { scene: 'ocean', seconds: 2, motion: 1 },
    { scene: 'neon-city', seconds: 2.5, motion: 9 },
    { scene: 'black', seconds: 1.5 },
    { scene: 'desert', seconds: 3, caption: 'Presented by somebody else entirely' },
    { scene: 'storm', seconds: 2 },
  ]);
  const { kind, runs, seconds, letters } = await scanFootage(path);
  assert.equal(kind, 'clip');
  assert.ok(Math.abs(seconds - 11) < 0.1);
  const said = JSON.stringify(runs.map(({ start, end }) => [start, end]));
  assert.equal(runs.length, 3, said);
  const expected = [
    [0, 2],
    [2, 4.5],
    [9, 11],
  ];
  for (const [i, [start, end]] of expected.entries()) {
    assert.ok(runs[i].start >= start && runs[i].start <= start + 0.3, said);
    assert.ok(runs[i].end <= end && runs[i].end >= end - 0.35, said);
  }
  const [caption] = letters;
  assert.equal(letters.length, 1, JSON.stringify(letters));
  assert.ok(
    caption.confidence > 0.7 && Math.abs(caption.start - 6) < 0.4 && Math.abs(caption.end - 9) < 0.4,
    JSON.stringify(caption),
  );
  const motion = runs.map(run => run.motion.reduce((sum, level) => sum + level, 0) / run.motion.length);
  assert.ok(motion[1] > 1.5 * motion[0], motion.join(' '));
});

test('drawn scenes without letters are whole: no cut and no caption is seen where there is none', async t => {
  for (const scene of ['ocean', 'desert', 'club', 'neon-city', 'poster', 'forest', 'storm', 'warehouse']) {
    const path = join(temporaryFolder(t), 'clip.mp4');
    await writeClip(t, path, [{ scene, seconds: 3 }]);
    const { runs } = await scanFootage(path);
    const shown = runs.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(shown > 2.2, `${scene}: ${JSON.stringify(runs.map(({ start, end }) => [start, end]))}`);
  }
});

test('a folder of clips and stills becomes a video that is cut on the beat, the same each time', async t => {
  const folder = temporaryFolder(t);
  const clips = join(folder, 'my clips');
  mkdirSync(clips);
  await writeClip(t, join(clips, 'a.mp4'), [
    { scene: 'ocean', seconds: 4, motion: 2 },
    { scene: 'corridor', seconds: 4 },
  ]);
  await writeClip(t, join(clips, 'b.mp4'), [{ scene: 'forest', seconds: 5 }]);
  for await (const picture of frames(t, [{ scene: 'desert', seconds: 0.05 }]))
    writeFileSync(
      join(clips, 'still.png'),
      await encodeImage(size.width, size.height, rgbFromNv12(picture, size), 'png'),
    );
  writeFileSync(join(clips, 'broken.mp4'), 'no film');
  writeFileSync(join(clips, 'notes.txt'), 'not footage');
  writeWav(join(folder, 'song.wav'), 44100, [
    thumps(
      8,
      Array.from({ length: 16 }, (_, i) => i * 0.5),
    ),
  ]);
  const run = (...words: [string, ...string[]]) => succeedHere(folder, ...words);
  const options = ['--footage', 'my clips', '-r', '160x284', '-q', 'draft', '--tempo', '120', '--offset', '0'];
  const planned = await run('plan', 'song.wav', ...options, '--json');
  assert.match(planned.stderr, /broken\.mp4 is left out/);
  assert.match(planned.stderr, /Footage: 3 files, shown in \d+ of \d+ scenes/);
  const map = JSON.parse(planned.stdout) as {
    scenes: { generator: string; references: string[]; start_time: number }[];
  };
  for (const scene of map.scenes) {
    assert.equal(scene.generator, 'footage');
    for (const reference of scene.references) assert.match(reference, /^\.\.\/my clips\/(?:a\.mp4|b\.mp4|still\.png)/);
  }
  const first = await run('render', 'song.wav', ...options, '--renderer', 'cpu', '--json');
  assert.match(first.stderr, /Cutting \d+ stretches of your footage\./);
  const video = await probeVideo(join(folder, 'song.mp4'));
  assert.deepEqual([video.width, video.height, video.frames], [160, 284, 192]);

  // Where another picture begins, there is a beat. Light alone may change in between: the clips flash themselves.
  let before: number[] | undefined;
  const cuts: number[] = [];
  for await (const { index, data } of decodeVideo(join(folder, 'song.mp4'), {
    width: 20,
    height: 36,
    format: 'gray',
  })) {
    const mean = data.reduce((sum, level) => sum + level, 0) / data.length;
    const length = Math.sqrt(data.reduce((sum, level) => sum + (level - mean) ** 2, 0)) + 1e-9;
    const pattern = [...data].map(level => (level - mean) / length);
    const alike = before ? pattern.reduce((sum, value, i) => sum + value * before![i], 0) : 1;
    if (alike < 0.7 && mean > 24) cuts.push(index / 24);
    before = pattern;
  }
  assert.ok(cuts.length >= 2, cuts.join(' '));
  for (const cut of cuts)
    assert.ok(
      Math.abs(cut * 2 - Math.round(cut * 2)) <= 2 / 24 + 1e-6,
      `cuts at ${cuts.join(' ')}: ${JSON.stringify(map.scenes)}`,
    );

  const bytes = readFileSync(join(folder, 'song.mp4'));
  copyFileSync(join(folder, 'song.wav'), join(folder, 'other.wav'));
  await run('render', 'other.wav', ...options, '--renderer', 'cpu');
  assert.ok(bytes.equals(readFileSync(join(folder, 'other.mp4'))), 'the same folder and track give the same video');
  const again = JSON.parse((await run('render', 'song.wav', ...options, '--renderer', 'cpu', '--json')).stdout);
  assert.equal(again.shotsRendered, 0, 'nothing is cut or drawn a second time');
  await assert.rejects(
    run('plan', 'song.wav', '--footage', 'nowhere'),
    /There is no folder .*nowhere; --footage takes a folder/,
  );
  assert.ok(!existsSync(join(folder, 'nowhere')));
});
