import { once } from 'node:events';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { FrameMeasures } from './frame-measures.ts';

/**
 * Passes measures on and writes them to a file on the way, some 50 kB a frame, so that a video of which some stretches
 * change later need not be measured again whole. Nothing stands under the name before all of it is there.
 */
export async function* keepMeasures(
  measured: AsyncIterable<FrameMeasures>,
  path: string,
): AsyncGenerator<FrameMeasures> {
  const temporary = `${path}.${process.pid}.part`;
  const file = createWriteStream(temporary);
  const failed = once(file, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined);
  let isWhole = false;
  try {
    for await (const measures of measured) {
      const bytes = serialize(measures);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      file.write(length);
      if (!file.write(bytes)) await Promise.race([once(file, 'drain'), failed]);
      yield measures;
    }
    isWhole = true;
  } finally {
    file.end();
    await Promise.race([once(file, 'close'), failed]);
    if (isWhole) renameSync(temporary, path);
    else rmSync(temporary, { force: true });
  }
}

/** Reads what {@link keepMeasures} wrote, in order. */
export async function* readMeasures(path: string): AsyncGenerator<FrameMeasures> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    for (;;) {
      const length = at + 4 <= rest.length ? rest.readUInt32LE(at) : Number.POSITIVE_INFINITY;
      if (at + 4 + length > rest.length) break;
      yield deserialize(rest.subarray(at + 4, at + 4 + length)) as FrameMeasures;
      at += 4 + length;
    }
    rest = rest.subarray(at);
  }
}

/** Frames from a first one up to an end. */
export interface FrameRange {
  firstFrame: number;
  endFrame: number;
}

/**
 * The frames that have to be looked at where some ranges have changed: those, the ones before them, as steps begin
 * there, and the ones after them, whose steps begin in them.
 */
export function framesAround(changed: readonly FrameRange[], frames: number): number[] {
  const wanted = new Set<number>();
  for (const { firstFrame, endFrame } of changed)
    for (let frame = Math.max(0, firstFrame - 1); frame <= Math.min(frames - 1, endFrame); frame++) wanted.add(frame);
  return [...wanted].sort((a, b) => a - b);
}

/**
 * Measures of a video of which some ranges have changed: those anew, the others as they were.
 *
 * @param anew measures of {@link framesAround}
 */
export async function* joinMeasures(
  kept: AsyncIterable<FrameMeasures>,
  anew: AsyncGenerator<FrameMeasures>,
  changed: readonly FrameRange[],
): AsyncGenerator<FrameMeasures> {
  const isChanged = (frame: number): boolean =>
    changed.some(({ firstFrame, endFrame }) => frame >= firstFrame && frame <= endFrame);
  try {
    for await (const measures of kept) {
      if (!isChanged(measures.frame)) {
        yield measures;
        continue;
      }
      let next = await anew.next();
      while (!next.done && next.value.frame < measures.frame) next = await anew.next();
      if (next.done || next.value.frame !== measures.frame)
        throw new Error(`Frame ${measures.frame} of the changed video was not found.`);
      yield next.value;
    }
  } finally {
    await anew.return(undefined);
  }
}
