import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffusionSchema } from '../../../scene-map/index.ts';
import { steadyPulse } from '../../built-in/steady-pulse.ts';
import { openDepthModel, ownDepthModel } from '../../depth/depth-model.ts';
import { depthScene, noCamera } from '../../depth/depth-scene.fixture.ts';
import { hasRuntime } from '../../neural/onnx-runtime.ts';
import type { Picture } from '../../neural/picture.ts';
import type { DiffusionModel } from '../model/diffusion-model.ts';
import { createSchedule } from '../schedule/schedule.ts';
import { type CameraMove, moveCamera, stillCamera } from './camera.ts';
import { warpByDepth } from './depth-warp.ts';
import { diffuseKeyframes } from './diffuse-keyframes.ts';

const size = 128;

/** Peak signal to noise in dB over the pixels of a mask, of values from -1 to 1. */
function likeness(a: Picture, b: Picture, within: (at: number) => boolean = () => true): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.planes.length; i++) {
    if (!within(i % (a.width * a.height))) continue;
    sum += (a.planes[i] - b.planes[i]) ** 2;
    count++;
  }
  return 10 * Math.log10(4 / (sum / count));
}

/** What the moved camera sees, drawn anew and not warped. */
const drawnAgain = (move: CameraMove) => depthScene(size, move);

test('the warp is what the moved camera would have seen: sideways, forwards, turned', () => {
  const { picture, nearness } = depthScene(size, noCamera);
  for (const move of [
    { ...stillCamera, panX: 0.04 },
    { ...stillCamera, panY: -0.03 },
    { ...stillCamera, dolly: 0.25 },
    { ...stillCamera, dolly: -0.3 },
    { ...stillCamera, dolly: 0.2, panX: -0.03, rotate: 5, yaw: 2 },
  ]) {
    const { picture: warped, filled } = warpByDepth(picture, nearness, move);
    const truth = drawnAgain(move).picture;
    const seen = likeness(warped, truth, at => filled[at] === 0);
    const flat = likeness(moveCamera(picture, move), truth);
    assert.ok(
      seen > 24 && seen > flat + 4,
      `${JSON.stringify(move)}: ${seen.toFixed(1)} dB, flat ${flat.toFixed(1)} dB`,
    );
    // What was hidden is a guess, but a near one: that of the surface behind.
    if (filled.includes(1)) {
      const guessed = likeness(warped, truth, at => filled[at] === 1);
      assert.ok(guessed > 12, `${JSON.stringify(move)}: filled ${guessed.toFixed(1)} dB`);
    }
  }
});

test('near moves more than far, by as much as distances say; a camera that stands sees the same', () => {
  // Three squares of light at known nearness on a dark far wall.
  const planes = new Float32Array(3 * size * size).fill(-1);
  const nearness = new Float32Array(size * size);
  const squares = [
    { y: 20, near: 0.2 },
    { y: 60, near: 0.5 },
    { y: 100, near: 1 },
  ];
  for (const { y, near } of squares)
    for (let dy = -6; dy <= 6; dy++)
      for (let x = 58; x <= 70; x++) {
        nearness[(y + dy) * size + x] = near;
        for (let c = 0; c < 3; c++) planes[c * size * size + (y + dy) * size + x] = 1;
      }
  const picture = { width: size, height: size, planes };
  const centreOf = (warped: Picture, y: number): number => {
    let [sum, weight] = [0, 0];
    for (let dy = -9; dy <= 9; dy++)
      for (let x = 0; x < size; x++) {
        const light = warped.planes[(y + dy) * size + x] + 1;
        sum += light * x;
        weight += light;
      }
    return sum / weight;
  };
  const { picture: panned } = warpByDepth(picture, nearness, { ...stillCamera, panX: 0.05 });
  for (const { y, near } of squares) {
    // The camera goes right, so things go left: 2 * panX * width * inverse distance.
    const wanted = -2 * 0.05 * size * (0.05 + 0.95 * near);
    assert.ok(Math.abs(centreOf(panned, y) - 64 - wanted) < 0.6, `${near}: ${centreOf(panned, y) - 64}, not ${wanted}`);
  }
  const { picture: same, filled } = warpByDepth(picture, nearness, stillCamera);
  assert.ok(!filled.includes(1));
  assert.ok(likeness(same, picture) > 60);
});

test('the small depth network of the repository tells near from far well enough to go by', {
  skip: hasRuntime() ? false : 'onnxruntime-node, an optional dependency, is not installed here',
}, async () => {
  const { picture, nearness } = depthScene(size, noCamera);
  const model = await openDepthModel(ownDepthModel, { device: 'cpu' });
  const guessed = await model.nearnessOf(picture);
  await model.close();
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(guessed), mean(nearness)];
  let [together, own, other] = [0, 0, 0];
  for (let i = 0; i < guessed.length; i++) {
    together += (guessed[i] - a) * (nearness[i] - b);
    own += (guessed[i] - a) ** 2;
    other += (nearness[i] - b) ** 2;
  }
  const correlation = together / Math.sqrt(own * other);
  assert.ok(correlation > 0.5, `correlation ${correlation.toFixed(2)}`);
  const move = { ...stillCamera, dolly: 0.2 };
  const truth = drawnAgain(move).picture;
  const [warped, flat] = [warpByDepth(picture, guessed, move).picture, moveCamera(picture, move)];
  assert.ok(likeness(warped, truth) > likeness(flat, truth) + 1, `${likeness(warped, truth)} ${likeness(flat, truth)}`);
});

test('a dolly without a depth network is refused in one sentence, before anything is made', async () => {
  const settings = diffusionSchema.parse({ dolly: { keyframes: [{ at: 0, value: 0 }], music: { kick: 0.2 } } });
  const schedule = createSchedule({ start: 0, end: 2, description: 'sea', motion: 3, settings }, steadyPulse(4));
  const model = { folder: { latentChannels: 4, pixelsPerLatent: 8 } } as unknown as DiffusionModel;
  const pictures = diffuseKeyframes({ model, schedule, width: 64, height: 64, seed: 1, steps: 2 });
  await assert.rejects(pictures.next(), /has a dolly, which needs a depth network, and there is none/);
  await assert.rejects(openDepthModel('/nowhere'), /needs a depth network, and \/nowhere is none/);
});
