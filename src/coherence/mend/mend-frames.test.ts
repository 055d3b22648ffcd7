import assert from 'node:assert/strict';
import test from 'node:test';
import type { Artifact, ArtifactKind } from '../detect/artifact.ts';
import { wholePicture } from '../detect/artifact.ts';
import { blurred, brightened, type Fault, moved, movingPicture, quantised } from '../test-fixtures/moving-picture.ts';
import { mendStretch } from './mend-frames.ts';
import type { Nv12Picture } from './picture.ts';
import { type MendStretch, planMends } from './plan-mends.ts';

const frames = 20;
const clean = movingPicture(frames);

function artifact(kind: ArtifactKind, firstFrame: number, endFrame: number, bandStep?: number): Artifact {
  const [startTime, endTime] = [firstFrame / 24, endFrame / 24];
  return {
    kind,
    firstFrame,
    endFrame,
    startTime,
    endTime,
    region: wholePicture,
    strength: 0.5,
    confidence: 1,
    bandStep,
    description: '',
  };
}

function error(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}

/** The frames of a stretch of a video, mended. */
const mendedOf = (stretch: MendStretch, pictures: readonly Nv12Picture[]): Nv12Picture[] =>
  mendStretch(
    stretch,
    pictures[stretch.firstFrame - 1],
    pictures.slice(stretch.firstFrame, stretch.endFrame),
    pictures[stretch.endFrame],
  );

/** Spoils frames 8 to 11, mends them, and tells how much nearer to the clean ones they come, in dB. */
function gainOf(kind: ArtifactKind, fault: (luma: Uint8Array, frame: number) => void, bandStep?: number): number {
  const [first, end] = [8, 11];
  const spoil: Fault = (luma, frame) => {
    if (frame >= first && frame < end) fault(luma, frame);
  };
  const bad = movingPicture(frames, spoil);
  const [stretch] = planMends([artifact(kind, first, end, bandStep)], [{ firstFrame: 0, endFrame: frames }]);
  const mended = mendedOf(stretch, bad).slice(first - stretch.firstFrame, end - stretch.firstFrame);
  let [before, after] = [0, 0];
  mended.forEach((picture, i) => {
    before += error(bad[first + i].data, clean[first + i].data);
    after += error(picture.data, clean[first + i].data);
  });
  return 10 * Math.log10(before / after);
}

test('mended frames come nearer to the clean ones by 3 dB and more', () => {
  const gains = {
    flicker: gainOf('lighting-flicker', (luma, frame) => brightened(luma, frame % 2 ? 1.15 : 0.85)),
    blur: gainOf('motion-blur-inconsistency', luma => blurred(luma, 4)),
    jump: gainOf('object-teleportation', luma => moved(luma, 36, [200, 110], [90, 20])),
  };
  for (const [name, gain] of Object.entries(gains)) assert.ok(gain > 3, `${name}: ${gain.toFixed(1)} dB`);
});

test('bands become gradients again', () => {
  const gain = gainOf('colour-banding', luma => quantised(luma, 9), 9);
  assert.ok(gain > 3, `${gain.toFixed(1)} dB`);
});

test('where nothing jumped, and where nothing is banded, frames stay as they are', () => {
  for (const kind of ['object-teleportation', 'colour-banding'] as const) {
    const [stretch] = planMends([artifact(kind, 8, 11, 9)], [{ firstFrame: 0, endFrame: frames }]);
    const luma = ({ data, width, height }: { data: Uint8Array; width: number; height: number }): Uint8Array =>
      data.subarray(0, width * height);
    const mended = mendStretch(stretch, clean[7], clean.slice(8, 11), clean[11]);
    mended.forEach((picture, i) => {
      assert.ok(
        error(luma(picture), luma(clean[8 + i])) < 0.1,
        `${kind}, frame ${i}: ${error(luma(picture), luma(clean[8 + i]))}`,
      );
    });
  }
});

test('the pulse of a scene stays when flicker is taken out of it', () => {
  const pulsing = (luma: Uint8Array, frame: number): void => {
    // A lamp in a third of the picture goes up and down on its own.
    const gain = 1 + 0.3 * Math.sin(frame * 0.9);
    for (let i = 0; i < luma.length; i++) if (i % 320 < 107) luma[i] = Math.min(235, 16 + (luma[i] - 16) * gain);
  };
  const truth = movingPicture(frames, pulsing);
  const bad = movingPicture(frames, (luma, frame) => {
    pulsing(luma, frame);
    if (frame >= 6 && frame < 14) brightened(luma, frame % 2 ? 1.12 : 0.88);
  });
  const [stretch] = planMends([artifact('lighting-flicker', 6, 14)], [{ firstFrame: 0, endFrame: frames }]);
  const mended = mendedOf(stretch, bad).slice(6 - stretch.firstFrame, 14 - stretch.firstFrame);
  const sum = (pictures: readonly { data: Uint8Array }[]): number =>
    pictures.reduce((all, { data }, i) => all + error(data, truth[6 + i].data), 0);
  const gain = 10 * Math.log10(sum(bad.slice(6, 14)) / sum(mended));
  assert.ok(gain > 6, `${gain.toFixed(1)} dB`);
});

test('bands all through a shot become gradients on every frame, and a flicker within them is mended, too', () => {
  const [step, end] = [9, 4];
  const bad = movingPicture(end, (luma, frame) => {
    if (frame === 1 || frame === 2) brightened(luma, 1.2);
    quantised(luma, step);
  });
  const faults = [artifact('colour-banding', 0, end, step), artifact('lighting-flicker', 1, 3)];
  const [stretch] = planMends(faults, [{ firstFrame: 0, endFrame: end }]);
  const mended = mendStretch(stretch, undefined, bad, undefined);
  const gains = mended.map(
    ({ data }, i) => 10 * Math.log10(error(bad[i].data, clean[i].data) / error(data, clean[i].data)),
  );
  assert.ok(Math.min(...gains) > 3, gains.map(gain => gain.toFixed(1)).join(' '));
  assert.ok(Math.min(gains[1], gains[2]) > 8, gains.map(gain => gain.toFixed(1)).join(' '));
});

/** The middle half of a picture across, and its lower half down, of luma alone. */
function lowerMiddle({ width, height, data }: Nv12Picture): Nv12Picture {
  const [columns, rows] = [width / 2, Math.floor(height / 4) * 2];
  const out = new Uint8Array((columns * rows * 3) / 2).fill(128);
  for (let y = 0; y < rows; y++) {
    const at = (height - rows + y) * width + width / 4;
    out.set(data.subarray(at, at + columns), y * columns);
  }
  return { width: columns, height: rows, data: out };
}

test('a blur that lasts to the end of its shot is learned from the frame before it', () => {
  const [first, cut, end] = [1, 2, 3];
  const bad = movingPicture(end, (luma, frame) => {
    if (frame >= first) blurred(luma, 2);
  }).map(lowerMiddle);
  const good = clean.map(lowerMiddle);
  // Nothing but bad frames lies beside the second stretch.
  const fault = artifact('motion-blur-inconsistency', first, end);
  const learned = { light: new Map(), blurs: new Map(), mended: new Set<Artifact>() };
  const shot = { firstFrame: 0, endFrame: end };
  const stretches = [
    { firstFrame: first, endFrame: cut, artifacts: [fault], shot },
    { firstFrame: cut, endFrame: end, artifacts: [fault], shot },
  ];
  const mended = stretches.flatMap(stretch =>
    mendStretch(
      stretch,
      bad[stretch.firstFrame - 1],
      bad.slice(stretch.firstFrame, stretch.endFrame),
      bad[cut],
      learned,
    ),
  );
  const gains = mended.map(
    ({ data }, i) =>
      10 * Math.log10(error(bad[first + i].data, good[first + i].data) / error(data, good[first + i].data)),
  );
  assert.ok(Math.min(...gains) > 1, gains.map(gain => gain.toFixed(1)).join(' '));
});

test('where every other frame is blurred, those between stay and lend their detail', () => {
  const spoil: Fault = (luma, frame) => {
    if (frame >= 6 && frame < 13 && frame % 2 === 0) blurred(luma, 4);
  };
  const bad = movingPicture(frames, spoil);
  const errorOf = (everyOther?: true): number => {
    const artifacts = [{ ...artifact('motion-blur-inconsistency', 6, 13), everyOther }];
    const [stretch] = planMends(artifacts, [{ firstFrame: 0, endFrame: frames }]);
    const mended = mendStretch(stretch, bad[5], bad.slice(6, 13), bad[13]);
    if (everyOther) assert.equal(mended[1], bad[7]);
    return [0, 2, 4, 6].reduce((sum, k) => sum + error(mended[k].data, clean[6 + k].data), 0);
  };
  assert.ok(errorOf(true) < 0.7 * errorOf());
});

test('frames that are blends of those beside them are drawn along the motion, and those between stay', () => {
  // Every third frame, for motion beyond a pixel.
  const good = clean.filter((_, i) => i % 3 === 0).slice(0, 5);
  const blend = (a: Nv12Picture, b: Nv12Picture): Nv12Picture => ({
    ...a,
    data: a.data.map((value, i) => (value + b.data[i] + 1) >> 1),
  });
  const bad = good.map((picture, i) => (i % 2 ? blend(good[i - 1], good[i + 1]) : picture));
  const fault: Artifact = { ...artifact('motion-blur-inconsistency', 1, 4), blended: true, everyOther: true };
  const [stretch] = planMends([fault], [{ firstFrame: 0, endFrame: good.length }]);
  const mended = mendStretch(stretch, bad[0], bad.slice(1, 4), bad[4]);
  assert.equal(mended[1], bad[2]);
  for (const k of [0, 2]) {
    const [before, after] = [bad[k + 1], mended[k]].map(({ data }) => error(data, good[k + 1].data));
    assert.ok(after < 0.3 * before, `${after} of ${before}`);
  }
});
