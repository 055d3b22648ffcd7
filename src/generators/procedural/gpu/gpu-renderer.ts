import { type FrameRenderer, nv12Bytes } from '../render-graph.ts';
import type { OpenedAdapter } from './find-adapter.ts';
import { createReadyGraphs, type Plane } from './ready-graphs.ts';
import { bufferUsage, mapRead } from './webgpu-values.ts';

/** Buffers that frames are read back through by turns, so that one is copied out while the next is drawn. */
const readBackSides = 2;

interface ReadBack {
  buffer: GPUBuffer;
  /** Resolves when the last frame that used the buffer has been copied out. */
  free: Promise<void>;
}

/** Copies planes out of a buffer whose rows are padded. */
function copyRows(mapped: Uint8Array, planes: readonly Plane[], output: Uint8Array): void {
  let from = 0;
  let to = 0;
  for (const { pitch, bytes, height: rows } of planes) {
    for (let row = 0; row < rows; row++)
      output.set(mapped.subarray(from + row * pitch, from + row * pitch + bytes), to + row * bytes);
    from += pitch * rows;
    to += bytes * rows;
  }
}

/** Draws through WebGPU. The adapter is closed with the renderer. */
export function createGpuRenderer({ device, finding, close }: OpenedAdapter): FrameRenderer {
  const graphs = createReadyGraphs(device);
  const readBacks: (ReadBack & { size: number })[] = [];
  let frames = 0;

  const readBackFor = (size: number): ReadBack => {
    const side = frames++ % readBackSides;
    const known = readBacks[side];
    if (known && known.size >= size) return known;
    const made = {
      buffer: device.createBuffer({ size, usage: bufferUsage.mapRead | bufferUsage.copyDestination }),
      size,
      free: known?.free ?? Promise.resolve(),
    };
    known?.free.then(() => known.buffer.destroy());
    readBacks[side] = made;
    return made;
  };

  return {
    description: `GPU, ${finding.name}`,
    async prepare(graph) {
      await graphs.ready(graph);
    },
    async render(graph, uniforms, output) {
      const { passes, planes, width, height } = await graphs.ready(graph);
      if (output.length < nv12Bytes(width, height)) throw new RangeError('the output is too small for the frame');
      const size = planes.reduce((sum, { pitch, height: rows }) => sum + pitch * rows, 0);
      const readBack = readBackFor(size);
      const before = readBack.free;
      let release = (): void => undefined;
      readBack.free = new Promise(resolve => {
        release = resolve;
      });
      await before;
      try {
        uniforms.forEach((block, i) => {
          if (i < graphs.blocks.length)
            device.queue.writeBuffer(graphs.blocks[i], 0, block as Float32Array<ArrayBuffer>);
        });
        const encoder = device.createCommandEncoder();
        for (const { pipeline, bindings, target } of passes) {
          const pass = encoder.beginRenderPass({
            colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
          });
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, bindings);
          pass.draw(3);
          pass.end();
        }
        let offset = 0;
        for (const { texture, pitch, width: across, height: down } of planes) {
          encoder.copyTextureToBuffer({ texture }, { buffer: readBack.buffer, offset, bytesPerRow: pitch }, [
            across,
            down,
          ]);
          offset += pitch * down;
        }
        device.queue.submit([encoder.finish()]);
        await readBack.buffer.mapAsync(mapRead, 0, size);
        const mapped = new Uint8Array(readBack.buffer.getMappedRange(0, size));
        copyRows(mapped, planes, output);
        readBack.buffer.unmap();
      } finally {
        release();
      }
    },
    async close() {
      await Promise.allSettled(readBacks.map(({ free }) => free));
      await device.queue.onSubmittedWorkDone();
      close();
    },
  };
}
