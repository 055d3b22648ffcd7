import { createCpuRenderer } from './cpu/cpu-renderer.ts';
import { openAdapter } from './gpu/find-adapter.ts';
import { createGpuRenderer } from './gpu/gpu-renderer.ts';
import type { FrameRenderer } from './render-graph.ts';

/** What draws, and one plain line for the user that says so. */
export interface ChosenRenderer {
  renderer: FrameRenderer;
  note: string;
  onGraphicsCard: boolean;
}

/** The wanted renderer is not to be had here; the message says why. */
export class RendererError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RendererError';
  }
}

/**
 * Chooses what draws the frames: a graphics card where there is one, otherwise the CPU's cores, which are faster than a
 * software adapter (`docs/decisions/0002-drawing-without-a-gpu.md`).
 *
 * @param wanted  'gpu' takes whatever adapter there is
 * @param threads CPU threads; all cores by default
 * @throws {RendererError} when 'gpu' is wanted and there is no adapter
 */
export async function chooseRenderer(
  wanted: 'auto' | 'gpu' | 'cpu' = 'auto',
  threads?: number,
): Promise<ChosenRenderer> {
  if (wanted !== 'cpu') {
    const opened = await openAdapter();
    if ('device' in opened) {
      const { kind, name } = opened.finding;
      if (kind === 'gpu' || wanted === 'gpu') {
        const what = kind === 'gpu' ? 'the graphics card' : 'a software adapter, which is slower than --renderer cpu';
        const note = `Drawing on ${what}: ${name}.`;
        return { renderer: createGpuRenderer(opened), note, onGraphicsCard: kind === 'gpu' };
      }
      opened.close();
      return onCpu(threads, `the only adapter is software (${name})`);
    }
    if (wanted === 'gpu')
      throw new RendererError(
        `There is no GPU to draw with: ${opened.reason}. Leave --renderer out to draw on the CPU.`,
      );
    return onCpu(threads, opened.reason);
  }
  return onCpu(threads, 'asked for');
}

async function onCpu(threads: number | undefined, reason: string): Promise<ChosenRenderer> {
  const renderer = await createCpuRenderer(threads);
  return { renderer, note: `Drawing on the ${renderer.description}: ${reason}.`, onGraphicsCard: false };
}
