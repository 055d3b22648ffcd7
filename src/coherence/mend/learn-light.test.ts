import assert from 'node:assert/strict';
import test from 'node:test';
import { type Artifact, wholePicture } from '../detect/artifact.ts';
import { measureBlockLight } from './block-light.ts';
import { learnLight } from './learn-light.ts';
import type { Nv12Picture } from './picture.ts';

const [width, height] = [96, 64];

/** A hilly, coloured landscape under a camera that goes over it. @param gains of red, green and blue */
function landscape(frame: number, [red, green, blue]: readonly [number, number, number]): Nv12Picture {
  const data = new Uint8Array((width * height * 3) / 2);
  const channels = (x: number, y: number): [number, number, number] => {
    const [u, v] = [(x + 0.15 * frame) / 17, y / 13];
    const [r, g, b] = [90 + 40 * Math.sin(u), 80 + 30 * Math.sin(u + v), 100 + 40 * Math.cos(v - 0.5 * u)];
    return [r * red, g * green, b * blue];
  };
  const lumaOf = ([r, g, b]: readonly number[]): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = 16.5 + lumaOf(channels(x, y));
  for (let y = 0, i = width * height; y < height; y += 2)
    for (let x = 0; x < width; x += 2, i += 2) {
      const own = channels(x + 0.5, y + 0.5);
      const scale = 224 / 219;
      data[i] = 128.5 + (scale * (own[2] - lumaOf(own))) / 1.8556;
      data[i + 1] = 128.5 + (scale * (own[0] - lumaOf(own))) / 1.5748;
    }
  return { width, height, data };
}

const errorOf = (a: readonly Nv12Picture[], b: readonly Nv12Picture[]): number =>
  a.reduce((all, { data }, k) => all + data.reduce((sum, value, i) => sum + (value - b[k].data[i]) ** 2, 0), 0);

const around = 24;

/** What is learned of frames that a fault multiplies by gains, in a scene that has some of its own. */
function learnFrom(
  length: number,
  own: (frame: number) => readonly [number, number, number],
  fault: (frame: number) => readonly [number, number, number],
  ofColour?: true,
): { clean: Nv12Picture[]; bad: Nv12Picture[]; mended?: Nv12Picture[] } {
  const draw = (first: number, count: number, isBad = false): Nv12Picture[] =>
    Array.from({ length: count }, (_, i) => {
      const [a, b] = [own(first + i), isBad ? fault(first + i) : ([1, 1, 1] as const)];
      return landscape(first + i, [a[0] * b[0], a[1] * b[1], a[2] * b[2]]);
    });
  const [clean, bad] = [draw(0, length), draw(0, length, true)];
  const [before, during, after] = [draw(-around, around), bad, draw(length, around)].map(pictures =>
    pictures.map(measureBlockLight),
  );
  const artifact = { region: wholePicture, ofColour } as Artifact;
  const undo = learnLight(artifact, { before, during, after });
  return { clean, bad, mended: undo && bad.map((picture, i) => undo(picture, i, i)) };
}

const steady = (): [number, number, number] => [1, 1, 1];
/** All of the scene goes up and down by itself, twice a second. */
const pulse = (frame: number): [number, number, number] => {
  const gain = 1 + 0.12 * Math.sin((2 * Math.PI * frame) / 12);
  return [gain, gain, gain];
};

test('a balance of colours that wanders for more frames than pictures are held is mended on all of them', () => {
  const wandering = (frame: number): [number, number, number] => {
    const amount = 0.15 * Math.sin((2 * Math.PI * (frame + 1)) / 27);
    return [1 + amount, 1, 1 - amount];
  };
  const { clean, bad, mended } = learnFrom(53, steady, wandering, true);
  const gain = 10 * Math.log10(errorOf(bad, clean) / errorOf(mended!, clean));
  assert.ok(gain > 12, `${gain.toFixed(1)} dB`);
});

test('what the whole scene does before and after a stretch stays, and what flickers in it goes', () => {
  assert.equal(learnFrom(14, pulse, steady).mended, undefined);
  const { clean, bad, mended } = learnFrom(14, pulse, frame => {
    const gain = frame % 2 ? 1.1 : 0.9;
    return [gain, gain, gain];
  });
  const gain = 10 * Math.log10(errorOf(bad, clean) / errorOf(mended!, clean));
  assert.ok(gain > 6, `${gain.toFixed(1)} dB`);
});

test('a swing of light takes colour along, and one of luma alone leaves it as it is', () => {
  const gainAt = (frame: number): number => (frame % 2 ? 1.15 : 0.85);
  const ofLuma = (frame: number): Nv12Picture => {
    const picture = landscape(frame, [1, 1, 1]);
    const { data } = picture;
    for (let i = 0; i < width * height; i++) data[i] = 16.5 + (data[i] - 16) * gainAt(frame);
    return picture;
  };
  const ofLight = (frame: number): Nv12Picture => landscape(frame, [gainAt(frame), gainAt(frame), gainAt(frame)]);
  const good = (first: number): Nv12Picture[] =>
    Array.from({ length: around }, (_, i) => landscape(first + i, [1, 1, 1]));
  const clean = good(0).slice(0, 6);
  const colourOf = (pictures: readonly Nv12Picture[]): Nv12Picture[] =>
    pictures.map(picture => ({ ...picture, data: picture.data.subarray(width * height) }));
  for (const spoil of [ofLuma, ofLight]) {
    const bad = clean.map((_, i) => spoil(i));
    const [before, during, after] = [good(-around), bad, good(bad.length)].map(pictures =>
      pictures.map(measureBlockLight),
    );
    const undo = learnLight({ region: wholePicture } as Artifact, { before, during, after })!;
    const mended = bad.map((picture, i) => undo(picture, i, i));
    assert.ok(errorOf(mended, clean) < 0.1 * errorOf(bad, clean), spoil.name);
    const [left, was] = [mended, bad].map(pictures => errorOf(colourOf(pictures), colourOf(clean)));
    if (spoil === ofLuma) assert.equal(left, 0);
    else assert.ok(left < 0.3 * was, `${left} of ${was}`);
  }
});
