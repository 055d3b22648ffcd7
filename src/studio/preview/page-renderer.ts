import { createCpuRenderer } from '../../generators/procedural/cpu/cpu-renderer.ts';
import { createGpuRenderer } from '../../generators/procedural/gpu/gpu-renderer.ts';
import type { FrameRenderer } from '../../generators/procedural/render-graph.ts';

const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

async function gpuRenderer(evenSoftware: boolean): Promise<FrameRenderer | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return undefined;
  const { vendor, architecture, description } = adapter.info;
  const isSoftware = adapter.info.isFallbackAdapter || softwareNames.test(`${vendor} ${architecture} ${description}`);
  if (isSoftware && !evenSoftware) return undefined;
  const device = await adapter.requestDevice();
  const name = [description || architecture, vendor].filter(Boolean).join(', ');
  return createGpuRenderer({
    finding: { kind: isSoftware ? 'software' : 'gpu', name, reason: '' },
    device,
    close: () => device.destroy(),
  });
}

/**
 * Opens what draws in the page: the graphics card through WebGPU where the browser has one, otherwise the very
 * WebAssembly that renders videos, on this machine's cores. Software adapters are slower than that and are left aside,
 * unless asked for by 'gpu'.
 */
export async function openPageRenderer(wanted: 'auto' | 'gpu' | 'cpu'): Promise<FrameRenderer> {
  const onCard = wanted === 'cpu' ? undefined : await gpuRenderer(wanted === 'gpu').catch(() => undefined);
  if (onCard) return onCard;
  if (wanted === 'gpu') throw new Error('This browser has no WebGPU adapter.');
  if (!crossOriginIsolated || typeof Atomics.waitAsync !== 'function')
    throw new Error('This browser can draw neither through WebGPU nor with shared memory; use a current one.');
  return createCpuRenderer();
}
