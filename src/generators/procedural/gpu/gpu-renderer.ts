import {
  type FrameRenderer,
  nv12Bytes,
  type PassDescription,
  passDeclarations,
  type RenderGraph,
  type TextureDescription,
  type TextureFormat,
} from '../render-graph.ts';
import type { OpenedAdapter } from './find-adapter.ts';

const formats: Record<TextureFormat, GPUTextureFormat> = {
  rgba: 'rgba16float',
  r: 'r16float',
  r8: 'r8unorm',
  rg8: 'rg8unorm',
};
/** Rows of a copy from a texture start at multiples of this (WebGPU specification). */
const rowAlignment = 256;
const readBackSides = 2;

// Values of GPUBufferUsage, GPUTextureUsage, GPUMapMode and GPUShaderStage, which are globals only in browsers.
const bufferUsage = { mapRead: 1, copyDestination: 8, uniform: 64 };
const textureUsage = { copySource: 1, copyDestination: 2, textureBinding: 4, renderAttachment: 16 };
const mapRead = 1;
const fragmentStage = 2;

interface ReadyPass {
  pipeline: GPURenderPipeline;
  bindings: GPUBindGroup;
  target: GPUTextureView;
}

interface Plane {
  texture: GPUTexture;
  width: number;
  height: number;
  bytes: number;
  pitch: number;
}

interface ReadyGraph {
  passes: ReadyPass[];
  planes: [luma: Plane, chroma: Plane];
  width: number;
  height: number;
}

interface ReadBack {
  buffer: GPUBuffer;
  /** Resolves when the last frame that used the buffer has been copied out. */
  free: Promise<void>;
}

/**
 * The pass with every textureLoad() held within its texture, as on the CPU. WGSL leaves open what a load outside gives:
 * an edge texel on one driver, black on another, which darkens all that blurs.
 */
function holdingEdges({ source, reads }: PassDescription): string {
  const held = source.replace(/\btextureLoad\s*\(\s*(\w+)\s*,/g, 'load_$1(');
  const loads = reads.map(
    ({ name }) => `
fn load_${name}(at: vec2i, level: i32) -> vec4f {
  return textureLoad(${name}, clamp(at, vec2i(0), vec2i(textureDimensions(${name})) - 1), level);
}`,
  );
  return held + loads.join('');
}

/** Draws through WebGPU. The adapter is closed with the renderer. */
export function createGpuRenderer({ device, finding, close }: OpenedAdapter): FrameRenderer {
  const textures = new Map<string, GPUTexture>();
  const pipelines = new Map<string, Promise<GPURenderPipeline>>();
  const graphs = new Map<RenderGraph, Promise<ReadyGraph>>();
  const blocks: GPUBuffer[] = [];
  const readBacks: (ReadBack & { size: number })[] = [];
  let frames = 0;
  const sampler = device.createSampler({
    magFilter: 'linear',
    minFilter: 'linear',
    addressModeU: 'clamp-to-edge',
    addressModeV: 'clamp-to-edge',
  });

  const textureOf = (description: TextureDescription): GPUTexture => {
    const { name, width, height, format, data } = description;
    const key = `${name} ${format} ${width}x${height}`;
    let texture = textures.get(key);
    if (!texture) {
      const usage =
        textureUsage.renderAttachment |
        textureUsage.textureBinding |
        textureUsage.copySource |
        (data ? textureUsage.copyDestination : 0);
      texture = device.createTexture({ size: [width, height], format: formats[format], usage });
      if (data) {
        const layout = { bytesPerRow: (data.length / height) * 2 };
        // As bytes: Dawn takes an array of 16-bit floats for an empty one.
        const texels = new Uint8Array(Float16Array.from(data).buffer);
        device.queue.writeTexture({ texture }, texels, layout, [width, height]);
      }
      textures.set(key, texture);
    }
    return texture;
  };

  const build = async (graph: RenderGraph): Promise<ReadyGraph> => {
    const byName = new Map(graph.textures.map(t => [t.name, { description: t, texture: textureOf(t) }]));
    const passes = await Promise.all(
      graph.passes.map(async pass => {
        while (blocks.length <= pass.uniforms)
          blocks.push(device.createBuffer({ size: 4096, usage: bufferUsage.uniform | bufferUsage.copyDestination }));
        const layout = device.createBindGroupLayout({
          entries: [
            { binding: 0, visibility: fragmentStage, buffer: {} },
            { binding: 1, visibility: fragmentStage, sampler: {} },
            ...pass.reads.map((_, i) => ({ binding: i + 2, visibility: fragmentStage, texture: {} })),
          ],
        });
        const target = byName.get(pass.writes)!;
        const code = `${passDeclarations(pass)}${holdingEdges(pass)}
@vertex fn wholePicture(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32((index << 1u) & 2u) * 2.0 - 1.0, f32(index & 2u) * 2.0 - 1.0, 0.0, 1.0);
}
@fragment fn onePixel(@builtin(position) position: vec4f) -> @location(0) vec4f {
  return ${pass.entry}(position.xy);
}
`;
        const key = `${target.description.format}\n${code}`;
        let pipeline = pipelines.get(key);
        if (!pipeline) {
          const module = device.createShaderModule({ code });
          pipeline = device.createRenderPipelineAsync({
            layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
            vertex: { module, entryPoint: 'wholePicture' },
            fragment: { module, entryPoint: 'onePixel', targets: [{ format: formats[target.description.format] }] },
          });
          pipelines.set(key, pipeline);
        }
        const ready = await pipeline;
        const bindings = device.createBindGroup({
          layout: ready.getBindGroupLayout(0),
          entries: [
            { binding: 0, resource: { buffer: blocks[pass.uniforms] } },
            { binding: 1, resource: sampler },
            ...pass.reads.map(({ texture }, i) => ({
              binding: i + 2,
              resource: byName.get(texture)!.texture.createView(),
            })),
          ],
        });
        return { pipeline: ready, bindings, target: target.texture.createView() };
      }),
    );
    const plane = (name: string, pixelBytes: number): Plane => {
      const { description, texture } = byName.get(name)!;
      const { width, height } = description;
      const bytes = width * pixelBytes;
      return { texture, width, height, bytes, pitch: Math.ceil(bytes / rowAlignment) * rowAlignment };
    };
    const luma = plane(graph.luma, 1);
    return { passes, planes: [luma, plane(graph.chroma, 2)], width: luma.width, height: luma.height };
  };

  const ready = (graph: RenderGraph): Promise<ReadyGraph> => {
    let built = graphs.get(graph);
    if (!built) {
      built = build(graph);
      graphs.set(graph, built);
    }
    return built;
  };

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
      await ready(graph);
    },
    async render(graph, uniforms, output) {
      const { passes, planes, width, height } = await ready(graph);
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
          if (i < blocks.length) device.queue.writeBuffer(blocks[i], 0, block as Float32Array<ArrayBuffer>);
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
        let from = 0;
        let to = 0;
        for (const { pitch, bytes, height: rows } of planes) {
          for (let row = 0; row < rows; row++)
            output.set(mapped.subarray(from + row * pitch, from + row * pitch + bytes), to + row * bytes);
          from += pitch * rows;
          to += bytes * rows;
        }
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
