import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  channelStatistics,
  colourMatched,
  nv12FromPicture,
  type Picture,
  pictureFromRgb,
  rgbFromPicture,
} from '../../neural/picture.ts';
import { gaussianNoise, slerp } from '../latents.ts';
import { carryAlong, moveCamera, stillCamera as still } from './camera.ts';
import { sharpenedTo, sharpnessOf } from './sharpness.ts';
import { createTravellingNoise, noiseOfSound } from './travelling-noise.ts';

const size = 32;

/** A soft blob on a dark ground. */
function blob(x: number, y: number, radius = 4): Picture {
  const planes = new Float32Array(3 * size * size);
  for (let i = 0; i < planes.length; i++) {
    const at = i % (size * size);
    const distance = Math.hypot((at % size) - x, Math.floor(at / size) - y);
    planes[i] = -0.8 + 1.4 * Math.exp(-((distance / radius) ** 2));
  }
  return { width: size, height: size, planes };
}

function centre({ planes }: Picture): [number, number] {
  let [sum, x, y] = [0, 0, 0];
  for (let i = 0; i < size * size; i++) {
    const weight = Math.max(0, planes[i] + 0.75);
    sum += weight;
    x += weight * (i % size);
    y += weight * Math.floor(i / size);
  }
  return [x / sum, y / sum];
}

const near = (actual: number, wanted: number, within: number): void =>
  assert.ok(Math.abs(actual - wanted) <= within, `${actual} is not within ${within} of ${wanted}`);

test('the camera pans, zooms about the middle and turns clockwise', () => {
  assert.deepEqual(moveCamera(blob(10, 20), still).planes, blob(10, 20).planes);
  const panned = centre(moveCamera(blob(14, 16), { ...still, panX: 0.125 }));
  near(panned[0], 10, 0.2);
  const zoomed = centre(moveCamera(blob(20, 15.5, 2), { ...still, zoom: 2 }));
  near(zoomed[0], 15.5 + 2 * 4.5, 0.3);
  const turned = centre(moveCamera(blob(23, 15.5), { ...still, rotate: 90 }));
  near(turned[0], 15.5, 0.4);
  near(turned[1], 23, 0.4);
});

test('a camera that turns to the right or up sees things go to the left or down, as far as its lens says', () => {
  const turned = centre(moveCamera(blob(16, 16), { ...still, yaw: 10 }));
  near(turned[0], 15.5 - 0.9 * size * Math.tan(Math.PI / 18) + 0.5, 0.5);
  near(turned[1], 16, 0.2);
  near(centre(moveCamera(blob(16, 16), { ...still, pitch: 10 }))[1], 16 + 0.9 * size * Math.tan(Math.PI / 18), 0.5);
});

test('a picture is carried along a motion', () => {
  const motion = { x: new Float32Array(size * size).fill(5), y: new Float32Array(size * size).fill(-3) };
  const [x, y] = centre(carryAlong(blob(12, 18), motion, 1));
  near(x, 17, 0.15);
  near(y, 15, 0.15);
});

test('colours and detail are brought back to what they were', () => {
  const picture = blob(16, 16);
  const faded = { ...picture, planes: picture.planes.map((value, i) => 0.5 * value + 0.1 * Math.floor(i / size ** 2)) };
  const wanted = channelStatistics(picture);
  channelStatistics(colourMatched(faded, wanted)).forEach(({ mean, deviation }, c) => {
    near(mean, wanted[c].mean, 1e-4);
    near(deviation, wanted[c].deviation, 1e-4);
  });
  const soft = moveCamera(picture, { ...still, panX: 0.5 / size });
  const detail = sharpnessOf(picture);
  assert.ok(sharpnessOf(soft) < detail);
  near(sharpnessOf(sharpenedTo(soft, detail)), detail, 0.02 * detail);
});

test('noise on its way stays noise, returns to its anchors and differs between seeds', () => {
  const noiseAt = createTravellingNoise(3, 4096);
  for (const position of [0, 0.25, 0.5, 1.7]) {
    const noise = noiseAt(position);
    near(Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length), 1, 0.05);
  }
  assert.deepEqual(noiseAt(2), createTravellingNoise(3, 4096)(2));
  const apart = (a: Float32Array, b: Float32Array): number =>
    Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
  assert.ok(apart(noiseAt(0.5), noiseAt(0.55)) < 0.12);
  assert.ok(apart(noiseAt(0.5), createTravellingNoise(4, 4096)(0.5)) > 1.2);
});

test('like sounds give like noise', () => {
  const [a, b] = [gaussianNoise(1, 512), gaussianNoise(2, 512)];
  const length = 4096;
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * y[i], 0) / length;
  const own = noiseOfSound(a, length);
  near(dot(own, own), 1, 1e-3);
  assert.ok(dot(own, noiseOfSound(slerp(a, b, 0.1), length)) > 0.9);
  assert.ok(Math.abs(dot(own, noiseOfSound(b, length))) < 0.15);
});

test('pictures go to bytes and back, and to NV12 in limited range', () => {
  const rgb = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => (i * 37) % 256);
  assert.deepEqual(rgbFromPicture(pictureFromRgb(rgb, 4, 4)), rgb);
  const white = nv12FromPicture(pictureFromRgb(new Uint8Array(12).fill(255), 2, 2));
  assert.deepEqual([...white], [235, 235, 235, 235, 128, 128]);
  const red = nv12FromPicture(
    pictureFromRgb(
      Uint8Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 255 : 0)),
      2,
      2,
    ),
  );
  // ITU-R BT.709: 16 + 219 * 0.2126, 128 - 224 * 0.2126 / 1.8556, 240.
  assert.deepEqual([...red], [63, 63, 63, 63, 102, 240]);
});
