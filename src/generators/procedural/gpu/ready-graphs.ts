import {
  type PassDescription,
  passDeclarations,
  type RenderGraph,
  type TextureDescription,
  type TextureFormat,
} from '../render-graph.ts';
import { bufferUsage, fragmentStage, rowAlignment, textureUsage } from './webgpu-values.ts';

const formats: Record<TextureFormat, GPUTextureFormat> = {
  rgba: 'rgba16float',
  r: 'r16float',
  r8: 'r8unorm',
  rg8: 'rg8unorm',
};
/** A pass as the card draws it. */
export interface ReadyPass {
  pipeline: GPURenderPipeline;
  bindings: GPUBindGroup;
  target: GPUTextureView;
}

/** A plane of the picture, and how its rows lie in a copy of it; sizes in pixels, lengths of rows in bytes. */
export interface Plane {
  texture: GPUTexture;
  width: number;
  height: number;
  bytes: number;
  pitch: number;
}

/** A graph with its shaders compiled and its textures there. */
export interface ReadyGraph {
  passes: ReadyPass[];
  planes: [luma: Plane, chroma: Plane];
  width: number;
  height: number;
}

/** Graphs made ready for a device, and the blocks of uniforms that their passes read. */
export interface ReadyGraphs {
  readonly blocks: readonly GPUBuffer[];
  /** Compiles a graph the first time that it is asked for. */
  ready(graph: RenderGraph): Promise<ReadyGraph>;
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

/** The whole shader of a pass: its own source, and a triangle that covers the picture. */
const shaderOf = (pass: PassDescription): string => `${passDeclarations(pass)}${holdingEdges(pass)}
@vertex fn wholePicture(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32((index << 1u) & 2u) * 2.0 - 1.0, f32(index & 2u) * 2.0 - 1.0, 0.0, 1.0);
}
@fragment fn onePixel(@builtin(position) position: vec4f) -> @location(0) vec4f {
  return ${pass.entry}(position.xy);
}
`;

/** Makes graphs ready; those alike share textures and shaders. */
export function createReadyGraphs(device: GPUDevice): ReadyGraphs {
  const textures = new Map<string, GPUTexture>();
  const pipelines = new Map<string, Promise<GPURenderPipeline>>();
  const graphs = new Map<RenderGraph, Promise<ReadyGraph>>();
  const blocks: GPUBuffer[] = [];
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

  const textureNamed = (graph: RenderGraph, name: string): GPUTexture =>
    textureOf(graph.textures.find(texture => texture.name === name)!);

  const pipelineOf = (pass: PassDescription, format: GPUTextureFormat): Promise<GPURenderPipeline> => {
    const code = shaderOf(pass);
    const key = `${format}\n${code}`;
    let pipeline = pipelines.get(key);
    if (!pipeline) {
      const module = device.createShaderModule({ code });
      const layout = device.createBindGroupLayout({
        entries: [
          { binding: 0, visibility: fragmentStage, buffer: {} },
          { binding: 1, visibility: fragmentStage, sampler: {} },
          ...pass.reads.map((_, i) => ({ binding: i + 2, visibility: fragmentStage, texture: {} })),
        ],
      });
      pipeline = device.createRenderPipelineAsync({
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        vertex: { module, entryPoint: 'wholePicture' },
        fragment: { module, entryPoint: 'onePixel', targets: [{ format }] },
      });
      pipelines.set(key, pipeline);
    }
    return pipeline;
  };

  const readyPass = async (graph: RenderGraph, pass: PassDescription): Promise<ReadyPass> => {
    while (blocks.length <= pass.uniforms)
      blocks.push(device.createBuffer({ size: 4096, usage: bufferUsage.uniform | bufferUsage.copyDestination }));
    const target = textureNamed(graph, pass.writes);
    const pipeline = await pipelineOf(pass, target.format);
    const bindings = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer: blocks[pass.uniforms] } },
        { binding: 1, resource: sampler },
        ...pass.reads.map(({ texture }, i) => ({
          binding: i + 2,
          resource: textureNamed(graph, texture).createView(),
        })),
      ],
    });
    return { pipeline, bindings, target: target.createView() };
  };

  const build = async (graph: RenderGraph): Promise<ReadyGraph> => {
    const passes = await Promise.all(graph.passes.map(pass => readyPass(graph, pass)));
    const plane = (name: string, pixelBytes: number): Plane => {
      const texture = textureNamed(graph, name);
      const { width, height } = texture;
      const bytes = width * pixelBytes;
      return { texture, width, height, bytes, pitch: Math.ceil(bytes / rowAlignment) * rowAlignment };
    };
    const luma = plane(graph.luma, 1);
    return { passes, planes: [luma, plane(graph.chroma, 2)], width: luma.width, height: luma.height };
  };

  return {
    blocks,
    ready(graph) {
      let built = graphs.get(graph);
      if (!built) graphs.set(graph, (built = build(graph)));
      return built;
    },
  };
}
