/**
 * Measures enlarging twice: a neural upscaler against cubic and Lanczos resampling, on pictures of built-in scenes that
 * its training left out, and the time that it takes.
 *
 *     node bench/upscaling.ts [UPSCALER] [--device cuda|dml|coreml|cpu] [--sheet FILE.png]
 *
 * Without an upscaler: models/tiny-upscaler, which training/tiny-upscaler makes.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Device } from '../src/generators/neural/onnx-runtime.ts';
import { type Picture, pictureFromRgb, rgbFromPicture } from '../src/generators/neural/picture.ts';
import { type Kernel, resizePicture } from '../src/generators/neural/resize-picture.ts';
import { openUpscaler, ownUpscaler } from '../src/generators/upscaling/upscaler.ts';
import { encodeImage } from '../src/media/index.ts';
import { createRandom } from '../src/scene-map/index.ts';
import { openScenePictures } from '../training/scene-pictures.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { device: { type: 'string' }, sheet: { type: 'string' } },
});
const size = { width: 1280, height: 720 };
/** Scenes that training never saw, and some of which it saw other pictures. */
const groups = {
  'scenes that training left out': ['forest', 'neon-city', 'kaleidoscope'],
  'other pictures of scenes that it saw': ['ocean', 'club', 'poster', 'warehouse', 'starfield'],
};

const squared = (a: Picture, b: Picture): number =>
  a.planes.reduce((sum, value, i) => sum + (value - b.planes[i]) ** 2, 0) / a.planes.length;
const ratio = (a: Picture, b: Picture): number => 10 * Math.log10(4 / squared(a, b));

/** Structural similarity (Wang et al. 2004) of the light of two pictures, over blocks of 8 x 8 pixels every 4. */
function structure(a: Picture, b: Picture): number {
  const area = a.width * a.height;
  const light = ({ planes }: Picture): Float32Array =>
    planes.subarray(0, area).map((red, i) => 0.2126 * red + 0.7152 * planes[area + i] + 0.0722 * planes[2 * area + i]);
  const [x, y] = [light(a), light(b)];
  const [c1, c2] = [(0.01 * 2) ** 2, (0.03 * 2) ** 2];
  let [sum, count] = [0, 0];
  for (let top = 0; top + 8 <= a.height; top += 4)
    for (let left = 0; left + 8 <= a.width; left += 4) {
      let [mx, my, xx, yy, xy] = [0, 0, 0, 0, 0];
      for (let dy = 0; dy < 8; dy++)
        for (let dx = 0; dx < 8; dx++) {
          const at = (top + dy) * a.width + left + dx;
          mx += x[at];
          my += y[at];
          xx += x[at] ** 2;
          yy += y[at] ** 2;
          xy += x[at] * y[at];
        }
      [mx, my, xx, yy, xy] = [mx, my, xx, yy, xy].map(value => value / 64);
      const [vx, vy, cov] = [xx - mx * mx, yy - my * my, xy - mx * my];
      sum += ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2));
      count++;
    }
  return sum / count;
}

const upscaler = await openUpscaler(positionals[0] ?? ownUpscaler, { device: (values.device as Device) ?? 'auto' });
const { factor } = upscaler;
const painter = await openScenePictures(size, { motionBlur: true });
const random = createRandom(4711);
const sheet: Picture[] = [];
console.log(
  `${upscaler.path} on ${upscaler.device}, ${factor} times, from ${size.width / factor}x${size.height / factor}`,
);
for (const [group, scenes] of Object.entries(groups)) {
  const sums = new Map<string, [number, number]>();
  for (const scene of scenes) {
    const truth = pictureFromRgb(await painter.draw(scene, random), size.width, size.height);
    const small = resizePicture(truth, size.width / factor, size.height / factor);
    const resampled = (kernel: Kernel): Picture => resizePicture(small, size.width, size.height, kernel);
    const ways = { cubic: resampled('cubic'), lanczos: resampled('lanczos'), network: await upscaler.enlarge(small) };
    for (const [way, made] of Object.entries(ways)) {
      const [a, b] = sums.get(way) ?? [0, 0];
      sums.set(way, [a + ratio(made, truth), b + structure(made, truth)]);
    }
    sheet.push(ways.cubic, ways.network, truth);
  }
  console.log(`\n${group}: ${scenes.join(', ')}`);
  for (const [way, [a, b]] of sums)
    console.log(`  ${way.padEnd(8)} ${(a / scenes.length).toFixed(2)} dB, SSIM ${(b / scenes.length).toFixed(4)}`);
}
await painter.close();

const small = resizePicture(sheet[2], size.width / 2, size.height / 2);
await upscaler.enlarge(small);
const before = process.cpuUsage();
const began = performance.now();
for (let i = 0; i < 3; i++) await upscaler.enlarge(small);
const used = process.cpuUsage(before);
console.log(
  `\none picture of ${small.width}x${small.height}: ${((performance.now() - began) / 3000).toFixed(2)} s, ${((used.user + used.system) / 3e6).toFixed(2)} s of processor`,
);
await upscaler.close();

if (values.sheet) {
  // The middle of each picture: cubic, network, truth.
  const part = { width: 320, height: 180 };
  const rows = sheet.length / 3;
  const rgb = new Uint8Array(3 * part.width * rows * part.height * 3);
  for (const [i, picture] of sheet.entries()) {
    const bytes = rgbFromPicture(picture);
    for (let y = 0; y < part.height; y++) {
      const from = ((y + 300) * size.width + 480) * 3;
      const to = ((Math.floor(i / 3) * part.height + y) * 3 + (i % 3)) * part.width * 3;
      rgb.set(bytes.subarray(from, from + part.width * 3), to);
    }
  }
  writeFileSync(values.sheet, await encodeImage(3 * part.width, rows * part.height, rgb, 'png'));
}
