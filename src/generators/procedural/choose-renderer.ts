import { createCpuRenderer } from './cpu/cpu-renderer.ts';
import type { FrameRenderer } from './render-graph.ts';

/** Chooses what draws. */
export async function chooseRenderer(
  _wanted: 'auto' | 'gpu' | 'cpu',
  threads?: number,
): Promise<{ renderer: FrameRenderer; note: string }> {
  const renderer = await createCpuRenderer(threads);
  return { renderer, note: `Drawing on the CPU.` };
}
