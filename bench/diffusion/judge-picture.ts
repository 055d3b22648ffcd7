import type { Picture } from '../../src/generators/neural/picture.ts';
import { createRandom, paletteFromWords } from '../../src/scene-map/index.ts';
import { openScenePictures } from '../../training/scene-pictures.ts';
import { captionSubjects } from '../../training/tiny-diffusion/captions.ts';

/** A picture as 16 x 16 values of light, mean 0 and length 1: what is compared, whatever its colours. */
type Gist = Float32Array;

const gistSide = 16;

function gist(light: (x: number, y: number) => number, width: number, height: number): Gist {
  const cells = new Float32Array(gistSide * gistSide);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      cells[Math.floor((y * gistSide) / height) * gistSide + Math.floor((x * gistSide) / width)] += light(x, y);
  const mean = cells.reduce((sum, value) => sum + value, 0) / cells.length;
  const centred = cells.map(value => value - mean);
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0)) || 1;
  return centred.map(value => value / length);
}

const perScene = 60;
const side = 128;

/** Pictures of each scene as the built-in generator draws it, none of which the model has seen. */
export async function referencePictures(): Promise<Map<string, Gist[]>> {
  const pictures = await openScenePictures({ width: side, height: side });
  const random = createRandom(987654);
  const references = new Map<string, Gist[]>();
  for (const [scene] of captionSubjects) {
    const gists: Gist[] = [];
    for (let i = 0; i < perScene; i++) {
      const rgb = await pictures.draw(scene, random);
      gists.push(
        gist((x, y) => rgb[3 * (y * side + x)] + rgb[3 * (y * side + x) + 1] + rgb[3 * (y * side + x) + 2], side, side),
      );
    }
    references.set(scene, gists);
  }
  await pictures.close();
  return references;
}

/** The scene whose pictures a picture is most like: the mean of its five nearest. */
export function subjectOf({ width, height, planes }: Picture, references: Map<string, Gist[]>): string {
  const area = width * height;
  const own = gist(
    (x, y) => planes[y * width + x] + planes[area + y * width + x] + planes[2 * area + y * width + x],
    width,
    height,
  );
  let best = '';
  let bestLikeness = -2;
  for (const [scene, gists] of references) {
    const likenesses = gists.map(one => one.reduce((sum, value, i) => sum + value * own[i], 0)).sort((a, b) => b - a);
    const likeness = likenesses.slice(0, 5).reduce((sum, value) => sum + value, 0) / 5;
    if (likeness > bestLikeness) [best, bestLikeness] = [scene, likeness];
  }
  return best;
}

/** Hue in OKLab (Ottosson 2020) of a colour in linear RGB, in degrees. */
function hueAndChroma(red: number, green: number, blue: number): { a: number; b: number } {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

const degrees = (a: number, b: number): number => ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

/** Hue of a picture as a whole: that of the sum of its pixels' colours. */
export function hueOf({ width, height, planes }: Picture): number {
  const area = width * height;
  const linear = (value: number): number => Math.max(0, value / 2 + 0.5) ** 2.2;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < area; i++) {
    const { a, b } = hueAndChroma(linear(planes[i]), linear(planes[area + i]), linear(planes[2 * area + i]));
    sumA += a;
    sumB += b;
  }
  return degrees(sumA, sumB);
}

/** Hue that a colour word means: that of the palette it makes. */
export function askedHue(word: string): number {
  const palette = paletteFromWords([word], 1);
  let [sumA, sumB] = [0, 0];
  for (const [red, green, blue] of palette) {
    const { a, b } = hueAndChroma(red, green, blue);
    sumA += a;
    sumB += b;
  }
  return degrees(sumA, sumB);
}
