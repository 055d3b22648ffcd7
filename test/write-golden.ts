/**
 * Draws the golden pictures anew: `node test/write-golden.ts [scene ...]`. Look at what changed before committing it.
 */

import { writeFileSync } from 'node:fs';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';
import { encodeImage } from '../src/media/index.ts';
import { draw, goldenFrame, goldenPath, output, rgbOf, shotOf } from './pictures.ts';

const wanted = process.argv.slice(2);
const renderer = await createCpuRenderer(1);
for (const { name } of sceneLibrary) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const picture = rgbOf(await draw(renderer, shotOf(name), goldenFrame));
  writeFileSync(goldenPath(name), await encodeImage(output.width, output.height, picture, 'png'));
}
await renderer.close();
