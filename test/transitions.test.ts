import assert from 'node:assert/strict';
import test from 'node:test';
import type { Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { openAdapter } from '../src/generators/procedural/gpu/find-adapter.ts';
import { createGpuRenderer } from '../src/generators/procedural/gpu/gpu-renderer.ts';
import { type JoinKind, joinKinds } from '../src/generators/procedural/join.ts';
import { joinPictures } from '../src/workflow/drawing/join-pictures.ts';
import { draw, output, shotOf } from './pictures.ts';
import { useSoftwareAdapter } from './software-adapter.ts';

const frames = 12;
const pixels = output.width * output.height;

/** The storm goes over into geometry; or one of them alone. */
function joined(kind: JoinKind): Shot {
  const shot = shotOf('geometry', 'storm');
  return { ...shot, join: { ...shot.join!, kind, frames } };
}

const lumaDistance = (a: Uint8Array, b: Uint8Array): number => {
  let sum = 0;
  for (let i = 0; i < pixels; i++) sum += Math.abs(a[i] - b[i]);
  return sum / pixels;
};
const meanLuma = (picture: Uint8Array): number => picture.subarray(0, pixels).reduce((sum, y) => sum + y, 0) / pixels;

test('every transition begins with the leaving picture, arrives at the new one, and shows neither black nor a flash on the way', async () => {
  const renderer = await createCpuRenderer(2);
  try {
    for (const kind of joinKinds) {
      const shot = joined(kind);
      const alone = await draw(renderer, { ...shot, join: undefined }, frames - 1);
      const first = await draw(renderer, { ...shot, join: undefined }, 0);
      const from = await draw(renderer, { ...shot, join: undefined, appearance: shot.join!.from }, 0);
      const seen = await Promise.all(Array.from({ length: frames + 1 }, (_, frame) => draw(renderer, shot, frame)));
      assert.ok(lumaDistance(seen[0], first) > 3, `${kind}: the new picture stands at once`);
      assert.ok(lumaDistance(seen[frames - 1], alone) < 2.5, `${kind}: it has not arrived at its last frame`);
      assert.deepEqual(seen[frames], await draw(renderer, { ...shot, join: undefined }, frames), kind);
      const least = Math.min(meanLuma(first), meanLuma(from));
      const most = Math.max(meanLuma(first), meanLuma(from));
      for (const picture of seen)
        assert.ok(
          meanLuma(picture) > 0.7 * least && meanLuma(picture) < most + 70,
          `${kind}: ${meanLuma(picture)} between ${least} and ${most}`,
        );
    }
  } finally {
    await renderer.close();
  }
});

test('a graphics card draws the transitions as the CPU does', {
  skip: process.platform !== 'linux' || process.arch !== 'x64',
}, async () => {
  useSoftwareAdapter();
  const opened = await openAdapter();
  assert.ok('device' in opened, 'reason' in opened ? opened.reason : '');
  const gpu = createGpuRenderer(opened);
  const cpu = await createCpuRenderer(2);
  try {
    for (const kind of joinKinds) {
      const [a, b] = [await draw(cpu, joined(kind), 2), await draw(gpu, joined(kind), 2)];
      // The glow of a broad light is rounded more coarsely in a picture as small as this one.
      assert.ok(lumaDistance(a, b) < (kind === 'light-leak' ? 2.5 : 1.2), `${kind}: ${lumaDistance(a, b)}`);
    }
  } finally {
    await gpu.close();
    await cpu.close();
  }
});

test('clips are joined as drawn scenes are: the same share of both pictures at the same time', () => {
  const bytes = (pixels * 3) / 2;
  const [dark, light] = [40, 200].map(luma => new Uint8Array(bytes).fill(luma, 0, pixels).fill(128, pixels));
  for (const kind of joinKinds) {
    const levels = Array.from({ length: frames }, (_, frame) => {
      const target = new Uint8Array(bytes);
      const progress = (frame + 0.5) / frames;
      joinPictures(target, dark, light, { kind, progress, step: 1 / frames, variant: 0.37, ...output });
      return meanLuma(target);
    });
    assert.ok(levels[0] < 90, `${kind} begins at ${levels[0]}`);
    assert.ok(Math.abs(levels[frames - 1] - 200) < 4, `${kind} ends at ${levels[frames - 1]}`);
    for (let i = 1; i < frames; i++)
      assert.ok(levels[i] >= levels[i - 1] - (kind === 'light-leak' ? 40 : 12), `${kind}: ${levels.join(' ')}`);
  }
});
