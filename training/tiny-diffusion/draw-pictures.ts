/**
 * Draws the pictures that the small diffusion model learns from: every scene of the built-in generator, in many looks,
 * colours and moments.
 *
 *     node training/tiny-diffusion/draw-pictures.ts FOLDER [COUNT]
 *
 * writes FOLDER/pictures.rgb (COUNT times 128 x 128 x 3 bytes) and FOLDER/captions.txt (one line each). Same count,
 * same bytes.
 */

import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sceneLibrary } from '../../src/generators/procedural/scene-library.ts';
import {
  createRandom,
  lookFromDescription,
  mixSeed,
  paletteFromWords,
  type SceneDescription,
} from '../../src/scene-map/index.ts';
import { openScenePictures } from '../scene-pictures.ts';
import { captionColours, captionSubjects } from './captions.ts';

const side = 128;
/** Drawn at twice the size, so that thin things do not flicker between pixels. */
const drawn = { width: 2 * side, height: 2 * side };

const [folder = 'tiny-diffusion-data', count = '6000'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const pictures = createWriteStream(join(folder, 'pictures.rgb'));
const captions: string[] = [];

const scenes = await openScenePictures(drawn);

function half(rgb: Uint8Array): Uint8Array {
  const small = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++) {
        const at = (2 * y * drawn.width + 2 * x) * 3 + c;
        const below = at + drawn.width * 3;
        small[(y * side + x) * 3 + c] = (rgb[at] + rgb[at + 3] + rgb[below] + rgb[below + 3] + 2) >> 2;
      }
  return small;
}

for (let i = 0; i < Number(count); i++) {
  const random = createRandom(mixSeed('tiny-diffusion', i));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const [name, words] = captionSubjects[i % captionSubjects.length];
  const scene = sceneLibrary.find(one => one.name === name) as SceneDescription;
  const first = pick(captionColours);
  const second = random() < 0.35 ? first : pick(captionColours);
  const mood = random() < 0.5 ? pick(Object.keys(scene.lookTerms)) : '';
  const seed = Math.floor(random() * 1e6);
  const { look } = lookFromDescription(mood, scene, seed);
  const palette = paletteFromWords(first === second ? [first] : [first, second], seed);
  const rgb = await scenes.draw(name, random, { palette, look });
  if (!pictures.write(half(rgb))) await once(pictures, 'drain');
  captions.push([pick(words), mood, first === second ? first : `${first} and ${second}`].filter(Boolean).join(', '));
  if (i % 500 === 499) console.log(`${i + 1} of ${count} pictures`);
}
pictures.end();
await once(pictures, 'finish');
writeFileSync(join(folder, 'captions.txt'), captions.join('\n') + '\n');
await scenes.close();
