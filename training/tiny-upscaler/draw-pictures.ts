/**
 * Draws the pictures that the small upscaler learns from: every scene of the built-in generator, in many looks, colours and moments.
 *
 *     node training/tiny-upscaler/draw-pictures.ts FOLDER [COUNT]
 *
 * writes FOLDER/pictures.rgb (COUNT times 512 x 288 x 3 bytes) and FOLDER/scenes.txt (the scene of each, a line each). Same count, same bytes.
 */

import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { steadyPulse } from '../../src/generators/built-in/steady-pulse.ts';
import { chooseRenderer } from '../../src/generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../../src/generators/procedural/musical-drive.ts';
import { sceneLibrary, sceneSource } from '../../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../../src/generators/procedural/shot-frames.ts';
import { createRandom, mixSeed, paletteFromWords } from '../../src/scene-map/index.ts';
import { rgbFromNv12 } from '../../src/workflow/drawing/rgb-from-nv12.ts';

const size = { width: 512, height: 288 };
const frameRate = 24;
const [folder = 'tiny-upscaler-data', count = '540'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const pictures = createWriteStream(join(folder, 'pictures.rgb'));
const { renderer } = await chooseRenderer('cpu', 1);
const drawer = createShotFrames({
  renderer, drive: createMusicalDrive(steadyPulse(60)), native: size, output: size, frameRate, motionBlur: true, sceneSource,
}); // biome-ignore format: as a block
const buffer = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
const names: string[] = [];
for (let i = 0; i < Number(count); i++) {
  const random = createRandom(mixSeed('tiny-upscaler', i));
  const { name } = sceneLibrary[i % sceneLibrary.length];
  const start = random() * 8;
  const shot = {
    firstFrame: 0,
    endFrame: 60 * frameRate,
    appearance: {
      scene: name, start, duration: 30, seed: random(), motion: 1 + 9 * random(),
      look: [random(), random(), random(), random()] as [number, number, number, number], palette: paletteFromWords([], Math.floor(random() * 1e6)),
    }, // biome-ignore format: as a block
    fadeInFrames: 0,
    fadeOutFrames: 0,
  };
  await drawer.prepare(shot);
  await drawer.draw(shot, Math.round((start + random() * 20) * frameRate), buffer);
  if (!pictures.write(rgbFromNv12(buffer, size))) await once(pictures, 'drain');
  names.push(name);
  if (i % 100 === 99) console.log(`${i + 1} of ${count} pictures`);
}
pictures.end();
await once(pictures, 'finish');
writeFileSync(join(folder, 'scenes.txt'), `${names.join('\n')}\n`);
await renderer.close();
