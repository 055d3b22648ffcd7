/**
 * Draws the pictures that the small upscaler learns from: every scene of the built-in generator, in many looks, colours
 * and moments.
 *
 *     node training/tiny-upscaler/draw-pictures.ts FOLDER [COUNT]
 *
 * writes FOLDER/pictures.rgb (COUNT times 512 x 288 x 3 bytes) and FOLDER/scenes.txt (the scene of each, a line each).
 * Same count, same bytes.
 */

import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sceneLibrary } from '../../src/generators/procedural/scene-library.ts';
import { createRandom, mixSeed } from '../../src/scene-map/index.ts';
import { openScenePictures } from '../scene-pictures.ts';

const [folder = 'tiny-upscaler-data', count = '540'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const file = createWriteStream(join(folder, 'pictures.rgb'));
const pictures = await openScenePictures({ width: 512, height: 288 }, { motionBlur: true });
const names: string[] = [];
for (let i = 0; i < Number(count); i++) {
  const { name } = sceneLibrary[i % sceneLibrary.length];
  if (!file.write(await pictures.draw(name, createRandom(mixSeed('tiny-upscaler', i))))) await once(file, 'drain');
  names.push(name);
  if (i % 100 === 99) console.log(`${i + 1} of ${count} pictures`);
}
file.end();
await once(file, 'finish');
writeFileSync(join(folder, 'scenes.txt'), `${names.join('\n')}\n`);
await pictures.close();
