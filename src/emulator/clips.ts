import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { renderClip } from '../generators/built-in/render-clip.ts';
import { createCpuRenderer } from '../generators/procedural/cpu/cpu-renderer.ts';
import type { FrameRenderer } from '../generators/procedural/render-graph.ts';
import type { Order } from './jobs.ts';

/** Makes the clips of the emulated services with the built-in generator, one after another. */
export interface ClipMaker {
  /** The path of a clip; the same order gives the same bytes. */
  make(order: Order): Promise<string>;
  close(): Promise<void>;
}

const frameRate = 24;
const even = (value: number): number => Math.max(64, Math.round(value / 2) * 2);

/** @param shrink clips are this much smaller than asked for */
export function createClipMaker(folder: string, shrink: number): ClipMaker {
  let renderer: Promise<FrameRenderer> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const stop = new AbortController();
  const made = new Map<string, Promise<string>>();
  return {
    make({ prompt, seconds, width, height, seed }) {
      const words = seed ?? [...prompt].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
      const clip = {
        prompt,
        seconds,
        width: even(width / shrink),
        height: even(height / shrink),
        frameRate,
        seed: words % 100_000,
      };
      const path = join(folder, `${createHash('sha256').update(JSON.stringify(clip)).digest('hex').slice(0, 24)}.mp4`);
      const known = made.get(path);
      if (known) return known;
      const making = last.then(async () => {
        stop.signal.throwIfAborted();
        renderer ??= createCpuRenderer(1);
        if (!existsSync(path)) await renderClip(clip, path, await renderer, stop.signal);
        return path;
      });
      made.set(path, making);
      last = making.catch(() => undefined);
      return making;
    },
    async close() {
      stop.abort();
      await last;
      await (await renderer)?.close();
    },
  };
}
