/**
 * Draws the gallery anew: for each scene of the library a sheet of its variants under calm, verse and drop, a loop of
 * three seconds, and the page that shows them with what the music drives in them. Look at what changed before
 * committing it.
 *
 *   npm run gallery                 all scenes
 *   npm run gallery -- stage        the pictures of some, and the page
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { sceneFrames } from '../bench/scene-frames.ts';
import type { Appearance } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { encodeImage, writeAnimation } from '../src/media/index.ts';
import { paletteFromWords, type SceneDescription, unknownColourWords } from '../src/scene-map/index.ts';
import { analyzeTrack } from '../src/workflow/analysis/analyze-track.ts';
import { rgbFromNv12 } from '../src/workflow/drawing/rgb-from-nv12.ts';

const folder = new URL('./scenes/', import.meta.url).pathname;
const track = new URL('../examples/first-light.m4a', import.meta.url).pathname;
const wide = { width: 320, height: 180 };
const upright = { width: 100, height: 180 };
const loopSize = { width: 224, height: 126 };
const drawnRate = 24;
const shownRate = 10;
const loopSeconds = 3;
/** Pictures at the loop's start that dissolve out of what follows its end, so that it closes. */
const closing = 6;

/** Moments of the example track: the scene begins, the picture is taken (on a hit), motion intensity. */
const moments = [
  { start: 0, time: 3.4, motion: 3 },
  { start: 14, time: 17.04, motion: 5 },
  { start: 56, time: 56.55, motion: 9 },
];

const wanted = process.argv.slice(2);
for (const name of wanted) sceneSource(name);
const drive = createMusicalDrive(await analyzeTrack(track));
const renderer = await createCpuRenderer();

function appearanceOf(scene: SceneDescription, variant: number, moment: (typeof moments)[number]): Appearance {
  const { look, palette } = scene.variants![variant];
  const unknown = unknownColourWords(palette);
  if (unknown.length > 0) throw new RangeError(`${scene.name}: "${unknown[0].word}" is not a colour word`);
  const { start, motion } = moment;
  const seed = [0.21, 0.55, 0.83][variant % 3];
  return { scene: scene.name, start, duration: 8, seed, motion, look, palette: paletteFromWords(palette, variant + 1) };
}

async function sheetOf(scene: SceneDescription): Promise<Uint8Array> {
  const width = moments.length * wide.width + upright.width;
  const height = scene.variants!.length * wide.height;
  const pixels = new Uint8Array(width * height * 3);
  for (let variant = 0; variant < scene.variants!.length; variant++) {
    const places = [
      ...moments.map((moment, i) => ({ moment, size: wide, left: i * wide.width })),
      { moment: moments.at(-1)!, size: upright, left: moments.length * wide.width },
    ];
    for (const { moment, size, left } of places) {
      const appearance = appearanceOf(scene, variant, moment);
      const drawn = { renderer, drive, appearance, size, frameRate: drawnRate };
      for await (const picture of sceneFrames(drawn, [Math.round(moment.time * drawnRate)])) {
        const rgb = rgbFromNv12(picture, size);
        for (let y = 0; y < size.height; y++)
          pixels.set(
            rgb.subarray(y * size.width * 3, (y + 1) * size.width * 3),
            ((variant * wide.height + y) * width + left) * 3,
          );
      }
    }
  }
  return encodeImage(width, height, pixels, 'jpeg');
}

/** Three seconds of the drop in the scene's first variant. */
async function* loopOf(scene: SceneDescription): AsyncGenerator<Uint8Array> {
  const moment = { start: 56, time: 57, motion: 8 };
  const count = loopSeconds * shownRate;
  const frames = Array.from({ length: count + closing }, (_, i) =>
    Math.round((moment.time + i / shownRate) * drawnRate),
  );
  const pictures: Uint8Array[] = [];
  const drawn = { renderer, drive, appearance: appearanceOf(scene, 0, moment), size: loopSize, frameRate: drawnRate };
  for await (const picture of sceneFrames(drawn, frames)) pictures.push(rgbFromNv12(picture, loopSize));
  for (let i = 0; i < count; i++) {
    const share = Math.min(1, (i + 0.5) / closing);
    const after = pictures[count + i];
    yield after && share < 1 ? pictures[i].map((value, at) => value * share + after[at] * (1 - share)) : pictures[i];
  }
}

function page(): string {
  const parts = sceneLibrary.map(scene =>
    [
      `## ${scene.title}`,
      '',
      `${scene.summary}. \`${scene.name}\`, ${scene.families.join(', ')}; at home from ${Math.round(scene.energy[0] * 100)}% to ${Math.round(scene.energy[1] * 100)}% of a track's energy.`,
      '',
      `![Three seconds of ${scene.title}](${scene.name}.webp)`,
      '',
      `![${scene.title}: ${scene.variants!.map(v => v.name).join(', ')}](${scene.name}.jpg)`,
      '',
      `_Rows: ${scene.variants!.map(v => `${v.name} (${v.palette.join(', ')})`).join(' · ')}. Columns: calm, verse, drop, upright._`,
      '',
      ...scene.musicalCouplings.map(line => `- ${line}`),
      '',
      `Knobs: ${scene.looks.join(' · ')}.`,
      '',
    ].join('\n'),
  );
  return [
    '# The scenes',
    '',
    'Written by `npm run gallery`: each scene of the built-in generator under the example track, and what one sees of the music in it.',
    'The music drives every scene; which of these a video gets is told by its scene map, and [writing scenes](../writing-scenes.md) tells how to add one.',
    '',
    sceneLibrary.map(({ title }) => `[${title}](#${title.toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-')})`).join(' · '),
    '',
    ...parts,
  ].join('\n'); // biome-ignore format: lines of the page
}

try {
  mkdirSync(folder, { recursive: true });
  for (const scene of sceneLibrary) {
    if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
    writeFileSync(`${folder}${scene.name}.jpg`, await sheetOf(scene));
    await writeAnimation(
      `${folder}${scene.name}.webp`,
      'webp',
      loopSize.width,
      loopSize.height,
      { numerator: shownRate, denominator: 1 },
      loopOf(scene),
    );
    console.log(scene.name);
  }
  const kept = new Set(sceneLibrary.flatMap(({ name }) => [`${name}.jpg`, `${name}.webp`]));
  for (const file of readdirSync(folder)) if (!kept.has(file) && file !== 'README.md') rmSync(`${folder}${file}`);
  writeFileSync(`${folder}README.md`, page());
} finally {
  await renderer.close();
}
