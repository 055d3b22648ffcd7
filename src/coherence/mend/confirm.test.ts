import assert from 'node:assert/strict';
import test from 'node:test';
import { createRandom } from '../../scene-map/random.ts';
import { confirmed } from './confirm.ts';
import type { Nv12Picture } from './picture.ts';

const [width, height] = [144, 72];

/** A picture whose luma is what a function gives. */
function pictureOf(luma: (i: number, isLeft: boolean) => number): Nv12Picture {
  const data = new Uint8Array(1.5 * width * height).fill(128);
  for (let i = 0; i < width * height; i++) data[i] = luma(i, i % width < width / 2);
  return { width, height, data };
}

test('a mend is taken where both sides confirm it; where they do not agree, and where nothing is wrong, the frame stays', () => {
  const random = createRandom(5);
  const truth = pictureOf(() => 60 + 100 * random());
  // On the left the good frames show what was there, each with some noise of its own; on the right something else each.
  const side = (): Nv12Picture =>
    pictureOf((i, isLeft) => (isLeft ? truth.data[i] + 6 * (random() - 0.5) : 60 + 100 * random()));
  const sides = [side(), side()] as const;
  const drawn = pictureOf(i => (sides[0].data[i] + sides[1].data[i]) / 2);
  const bad = pictureOf(i => truth.data[i] + 40 * (random() - 0.5));
  const mended = confirmed(bad, drawn, sides);
  /** Mean squared error of the picture's left or right half, a block away from the middle. */
  const errorOf = (picture: Nv12Picture, half: 'left' | 'right'): number => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < width * height; i++) {
      const from = (i % width) - width / 2;
      if (half === 'left' ? from > -18 : from < 18) continue;
      sum += (picture.data[i] - truth.data[i]) ** 2;
      count++;
    }
    return sum / count;
  };
  assert.ok(errorOf(mended, 'left') < 0.1 * errorOf(bad, 'left'), `${errorOf(mended, 'left')}`);
  assert.ok(errorOf(drawn, 'right') > 2 * errorOf(bad, 'right'));
  assert.ok(errorOf(mended, 'right') < 1.1 * errorOf(bad, 'right'), `${errorOf(mended, 'right')}`);
  assert.equal(confirmed(truth, truth, sides), truth);
});
