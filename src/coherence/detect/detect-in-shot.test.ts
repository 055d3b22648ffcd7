import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../measure/measure-frames.ts';
import {
  blurred,
  brightened,
  type Fault,
  moved,
  movingPicture,
  quantised,
  width,
} from '../test-fixtures/moving-picture.ts';
import type { Artifact } from './artifact.ts';
import { detectInShot } from './detect-in-shot.ts';
import { type MusicalContext, noMusic } from './music.ts';
import { findCuts } from './shot-changes.ts';

const frames = 40;

function detect(fault?: Fault, music: MusicalContext = noMusic, count = frames): Artifact[] {
  const measure = createFrameMeter();
  return detectInShot(movingPicture(count, fault).map(measure), music);
}

/** Exactly one artifact of the kind, on these frames to within one, and nothing else. */
function assertOnly(artifacts: Artifact[], kind: string, first: number, end: number): void {
  assert.deepEqual(
    artifacts.map(a => a.kind),
    [kind],
  );
  const [{ firstFrame, endFrame, strength, confidence }] = artifacts;
  assert.ok(Math.abs(firstFrame - first) <= 1 && Math.abs(endFrame - end) <= 1, `${firstFrame} to ${endFrame}`);
  assert.ok(strength > 0 && strength <= 1 && confidence > 0 && confidence <= 1);
}

test('clean footage has no artifacts', () => {
  assert.deepEqual(detect(), []);
});

test('light that swings is flicker', () => {
  const artifacts = detect((luma, frame) => {
    if (frame >= 15 && frame < 21) brightened(luma, frame % 2 ? 1.12 : 0.88);
  });
  assertOnly(artifacts, 'lighting-flicker', 15, 21);
});

test('black frames are told once, not as light too', () => {
  const artifacts = detect(
    (luma, frame) => {
      if (frame === 15 || frame === 16) luma.fill(16);
    },
    noMusic,
    30,
  );
  assertOnly(artifacts, 'black-frame', 15, 17);
});

test('light that swings unevenly from frame to frame is found from first to last, though the quiet places stay dark', () => {
  const artifacts = detect((luma, frame) => {
    luma.forEach((value, i) => {
      const across = (i % width) / width;
      if (across < 0.3) luma[i] = 24 + (value >> 4);
      else if (frame >= 12 && frame < 28) {
        const gain = 1 + (frame % 2 ? 0.5 : -0.35) * (0.6 + 0.8 * across);
        luma[i] = Math.max(16, Math.min(235, 16 + (value - 16) * gain));
      }
    });
  });
  // The dark side ends as a block does.
  assertOnly(artifacts.filter(a => a.kind !== 'encoding-blocks'), 'lighting-flicker', 12, 28);
}); // biome-ignore format: one line a condition

test('light that swings in a part of the picture that fades out all around', () => {
  const artifacts = detect((luma, frame) => {
    if (frame < 20 || frame >= 23) return;
    luma.forEach((value, i) => {
      const [x, y] = [(i % width) / width, Math.floor(i / width) / (luma.length / width)];
      const inside = Math.max(0, 1 - ((x - 0.4) / 0.3) ** 2 - ((y - 0.5) / 0.4) ** 2);
      luma[i] = 16 + (value - 16) * (1 - 0.35 * inside);
    });
  });
  assertOnly(artifacts, 'lighting-flicker', 20, 23);
  assert.ok(artifacts[0].region.width < 0.8 && artifacts[0].region.height < 1);
});

test('strong light leaves gaps between whole levels, which are no bands', () => {
  const artifacts = detect((luma, frame) => {
    if (frame >= 15 && frame < 22) brightened(luma, 1.3);
  });
  assertOnly(artifacts, 'lighting-flicker', 15, 22);
});

test('one flash is flicker, unless it falls on a beat', () => {
  const flash: Fault = (luma, frame) => {
    if (frame === 20) brightened(luma, 1.3);
  };
  assertOnly(detect(flash), 'lighting-flicker', 20, 21);
  assert.deepEqual(detect(flash, { accents: [20 / 24], transitions: [] }), []);
});

test('a fault in a scene that pulses with the music is told from the pulses', () => {
  const beat = 9;
  const pulses: Fault = (luma, frame) => brightened(luma, 1 + 0.3 * Math.exp(-(frame % beat) / 2.5));
  const faulty: Fault = (luma, frame) => {
    pulses(luma, frame);
    if (frame === 41) brightened(luma, 0.94);
  };
  const music = { accents: Array.from({ length: 9 }, (_, i) => (i * beat) / 24), transitions: [] };
  const found = (fault: Fault): Artifact[] => detectInShot(movingPicture(81, fault).map(createFrameMeter()), music);
  assert.deepEqual(found(pulses), []);
  assertOnly(found(faulty), 'lighting-flicker', 41, 42);
});

test('light that dies away after accents of all strengths is no flicker between them', () => {
  const accents = new Map([[8, 0.15], [16, 0.05], [25, 0.3], [33, 0.07], [41, 0.165], [49, 0.06], [57, 0.3], [65, 0.05]]);
  let strength = 0;
  const strengths = Array.from({ length: 74 }, (_, i) => {
    strength = Math.max(strength * 0.65, accents.get(i) ?? 0);
    return strength;
  });
  const pulses: Fault = (luma, frame) => brightened(luma, 1 + strengths[frame]);
  const music = { accents: [...accents.keys()].map(frame => frame / 24), transitions: [] };
  const found = detectInShot(movingPicture(74, pulses).map(createFrameMeter()), music);
  // Whole levels that are stretched leave gaps, as bands do.
  assert.deepEqual(found.filter(a => a.kind !== 'colour-banding'), []);
}); // biome-ignore format: short lines

test('a transition excuses what lies within it, not what goes on after it', () => {
  const swing: Fault = (luma, frame) => {
    if (frame >= 15 && frame < 25) brightened(luma, frame % 2 ? 1.15 : 0.85);
  };
  assertOnly(
    detect(swing, { accents: [], transitions: [{ time: 14 / 24, seconds: 0.1 }] }),
    'lighting-flicker',
    15,
    25,
  );
  assert.deepEqual(detect(swing, { accents: [], transitions: [{ time: 14 / 24, seconds: 0.5 }] }), []);
});

test('frames blurred amid sharp ones', () => {
  const artifacts = detect((luma, frame) => {
    if (frame >= 18 && frame < 21) blurred(luma, 3);
  });
  assertOnly(artifacts, 'motion-blur-inconsistency', 18, 21);
});

test('blur in a picture of few levels is told, and not that the rest of it has few', () => {
  const artifacts = detect((luma, frame) => {
    quantised(luma, 2);
    if (frame >= 24 && frame < 27) blurred(luma, 3);
  });
  assertOnly(artifacts, 'motion-blur-inconsistency', 24, 27);
});

test('what softens again and again is the scene, what does so once is a fault', () => {
  const clean = movingPicture(81).map(createFrameMeter());
  const softened = (stretches: readonly (readonly [number, number])[]): Artifact[] =>
    detectInShot(
      clean.map(frame => {
        const isSoft = stretches.some(([first, end]) => frame.frame >= first && frame.frame < end);
        const less = (values: Float32Array): Float32Array => values.map(value => value - (isSoft ? 0.35 : 0));
        const { sharpness, sharpnessAcross, sharpnessDown } = frame;
        return {
          ...frame,
          sharpness: less(sharpness),
          sharpnessAcross: less(sharpnessAcross),
          sharpnessDown: less(sharpnessDown),
        };
      }),
      noMusic,
    );
  assertOnly(softened([[41, 46]]), 'motion-blur-inconsistency', 41, 46);
  assert.deepEqual(
    softened([
      [9, 12],
      [20, 26],
      [31, 40],
      [44, 49],
      [55, 61],
      [66, 70],
    ]),
    [],
  );
});

test('a level edge that moves on by a pixel is no blur', () => {
  const floor: Fault = (luma, frame) => {
    const top = frame >= 14 && frame < 22 ? 45 : 46;
    for (let i = top * width; i < 80 * width; i++) luma[i] += 20;
  };
  assert.deepEqual(detect(floor), []);
});

test('an edge that passes from one column of cells to the next is no blur', () => {
  const pictures = movingPicture(60, (luma, frame) => {
    luma.forEach((_, i) => {
      const x = (i % width) - 20 - frame;
      luma[i] = x < 0 || x >= 36 ? 120 : 40 + 6 * Math.max(0, 8 - x);
    });
  });
  assert.deepEqual(detectInShot(pictures.map(createFrameMeter()), noMusic), []);
});

test('a thing in another place for a few frames is an artifact, but not where words stand then', () => {
  const leaps: Fault = (luma, frame) => {
    if (frame >= 22 && frame < 25) moved(luma, 36, [200, 110], [90, 20]);
  };
  const shot = movingPicture(frames, leaps).map(createFrameMeter());
  const artifacts = detectInShot(shot, noMusic);
  assertOnly(artifacts, 'object-teleportation', 22, 25);
  const [{ region, startTime, endTime }] = artifacts;
  const withWords = (start: number, end: number): Artifact[] =>
    detectInShot(shot, { ...noMusic, lettering: [{ ...region, start, end }] });
  assert.deepEqual(withWords(startTime, endTime), []);
  assert.deepEqual(withWords(endTime + 1, endTime + 2), artifacts);
});

test('a thing in another place up to the end of a shot', () => {
  const artifacts = detect((luma, frame) => {
    if (frame >= 34) moved(luma, 36, [200, 110], [90, 20]);
  });
  const jumps = artifacts.filter(({ kind }) => kind === 'object-teleportation');
  assert.deepEqual(
    jumps.map(({ firstFrame }) => firstFrame),
    [34],
  );
});

test('a thing that leaps once and stays, near or far, in a picture in which nothing else does', () => {
  const ballAt = (luma: Uint8Array, [x0, y0]: [number, number]): void =>
    luma.forEach((value, i) => {
      const [x, y] = [(i % width) - x0, Math.floor(i / width) - y0];
      const share = Math.max(0, Math.min(1, 20 - Math.hypot(x, y)));
      luma[i] = value + share * (90 + 2 * x - 3 * y - value);
    });
  for (const leap of [18, 90]) {
    const artifacts = detect((luma, frame) => {
      luma.forEach((_, i) => {
        luma[i] = 150 + (i % width) / 7;
      });
      ballAt(luma, [60 + frame + (frame >= 20 ? leap : 0), 70 + 0.4 * frame]);
    });
    assertOnly(artifacts, 'object-teleportation', 20, 21);
  }
});

test('a picture that leaps as a whole for two frames', () => {
  const artifacts = detect((luma, frame) => {
    if (frame !== 20 && frame !== 21) return;
    const old = luma.slice();
    for (let i = 0; i < luma.length; i++) luma[i] = old[i % width < 18 ? i : i - 18];
  });
  assertOnly(artifacts, 'object-teleportation', 20, 22);
});

test('a jump is found where all light comes up on an accent, too', () => {
  const flash: Fault = (luma, frame) => {
    if (frame >= 22) brightened(luma, 1 + 0.3 * Math.exp((22 - frame) / 3));
  };
  const music = { accents: [22 / 24], transitions: [] };
  assert.deepEqual(detect(flash, music), []);
  const artifacts = detect((luma, frame) => {
    if (frame >= 22 && frame < 25) moved(luma, 36, [200, 110], [90, 20]);
    flash(luma, frame);
  }, music);
  assertOnly(artifacts, 'object-teleportation', 22, 25);
});

test('a sure jump is told beside light that swings', () => {
  const swing: Fault = (luma, frame) => {
    if (frame >= 20 && frame < 22) brightened(luma, 1.2);
  };
  const both = detect((luma, frame) => {
    if (frame >= 22 && frame < 25) moved(luma, 36, [200, 110], [90, 20]);
    swing(luma, frame);
  });
  assert.deepEqual(both.map(({ kind, firstFrame }) => [kind, firstFrame]), [
    ['lighting-flicker', 20],
    ['object-teleportation', 22],
  ]);
  assertOnly(detect(swing), 'lighting-flicker', 20, 22);
}); // biome-ignore format: a row a line

/** Grain of a few levels, the same in every run. */
const grainy: Fault = (luma, frame) => {
  let state = 7 + frame;
  for (let i = 0; i < luma.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    luma[i] = Math.max(16, Math.min(235, luma[i] + (state >>> 28) - 8));
  }
};

test('a gradient in bands', () => {
  const artifacts = detect((luma, frame) => {
    if (frame >= 10 && frame < 22) quantised(luma, 9);
  });
  assertOnly(artifacts, 'colour-banding', 10, 22);
});

test('between two fades into white no levels are lost of a picture that has few: white has none', () => {
  const whites = [24, 66];
  const fading = movingPicture(100, (luma, frame) => {
    const away = Math.min(...whites.map(white => Math.abs(frame - white)));
    const share = Math.min(1, away / 10);
    quantised(luma, 4);
    luma.forEach((value, i) => {
      luma[i] = Math.round(235 + (value - 235) * share);
    });
  });
  const found = detectInShot(fading.map(createFrameMeter()), noMusic);
  // That it has few from its first frame to its last may be told.
  assert.deepEqual(
    found.filter(a => a.kind === 'colour-banding' && a.endFrame - a.firstFrame < 100),
    [],
  );
});

test('something dark and plain that passes near the lens brings few levels and loses none, and does not jump', () => {
  const found = detect((luma, frame) => {
    const centre = (frame - 14) * 60 - 60;
    for (let i = 0; i < luma.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      const distance = Math.hypot((x - centre) / 110, (y - 110) / 150);
      const share = Math.max(0, Math.min(1, (1.1 - distance) / 0.2));
      luma[i] = Math.floor(luma[i] * (1 - share) + 42 * share);
    }
  });
  assert.deepEqual(
    found.filter(a => ['colour-banding', 'object-teleportation'].includes(a.kind)),
    [],
  );
});

test('a picture of few levels over which light runs on accents is back to them between two of these', () => {
  const accents = [20, 44];
  const found = detect(
    (luma, frame) => {
      grainy(luma, frame);
      quantised(luma, 9);
      const since = Math.min(...accents.map(accent => (frame >= accent ? frame - accent : Number.POSITIVE_INFINITY)));
      const light = 40 * Math.exp(-since / 0.8);
      for (let i = 0; i < luma.length; i++) luma[i] = Math.min(235, luma[i] + light * (0.5 + (i % width) / width));
    },
    noMusic,
    80,
  );
  // That it has few from its first frame to its last may be told.
  assert.deepEqual(
    found.filter(a => a.kind === 'colour-banding' && a.endFrame - a.firstFrame < 80),
    [],
  );
});

test('a picture of few levels between two dissolves has lost none', () => {
  const found = detect(
    (luma, frame) => {
      const other = luma.map((_, i) => luma[luma.length - 1 - i]);
      grainy(other, frame);
      grainy(luma, frame);
      quantised(luma, 9);
      const share = Math.max(0, Math.min(1, (frame - 14) / 10, (52 - frame) / 10));
      luma.forEach((value, i) => {
        luma[i] = Math.round(share * value + (1 - share) * other[i]);
      });
    },
    noMusic,
    66,
  );
  assert.deepEqual(
    found.filter(a => a.kind === 'colour-banding'),
    [],
  );
});

test('bands in grain, where no place is flat, for two frames, for long, and up to a cut', () => {
  const bandsIn =
    (first: number, end: number): Fault =>
    (luma, frame) => {
      grainy(luma, frame);
      if (frame >= first && frame < end) quantised(luma, 9);
    };
  assert.deepEqual(detect(grainy), []);
  assertOnly(detect(bandsIn(12, 22)), 'colour-banding', 12, 22);
  assertOnly(detect(bandsIn(20, 22)), 'colour-banding', 20, 22);
  assertOnly(detect(bandsIn(28, frames)), 'colour-banding', 28, frames);
  const long = movingPicture(100, bandsIn(16, 84)).map(createFrameMeter());
  assertOnly(detectInShot(long, noMusic), 'colour-banding', 16, 84);
});

test('a frame that repeats the one before', () => {
  const measure = createFrameMeter();
  const pictures = movingPicture(frames);
  pictures[17] = { ...pictures[17], data: pictures[16].data };
  const artifacts = detectInShot(pictures.map(measure), noMusic).filter(a => a.kind === 'frozen-frame');
  assert.deepEqual(
    artifacts.map(a => a.firstFrame),
    [17],
  );
});

test('a cut is found, a flash is none', () => {
  const measure = createFrameMeter();
  const first = movingPicture(12, (luma, frame) => {
    if (frame === 5) brightened(luma, 3);
  });
  const second = movingPicture(24, luma => luma.reverse()).slice(12);
  assert.deepEqual(findCuts([...first, ...second].map(measure)), [12]);
});

test('a focus that is pulled and comes back is no blur that comes at once', () => {
  const radii = [1, 2, 4, 6, 8, 8, 6, 4, 2, 1];
  const pulled = detect((luma, frame) => {
    const radius = radii[frame - 12];
    if (radius) blurred(luma, radius);
  });
  assert.deepEqual(pulled, []);
});
