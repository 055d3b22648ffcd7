import type { UniformBlock } from './shading/uniform-block.ts';

/** How a texture is stored: four or one floats (16-bit on a GPU, 32-bit on the CPU), or one or two bytes a pixel. */
export type TextureFormat = 'rgba' | 'r' | 'r8' | 'rg8';

export interface TextureDescription {
  name: string;
  width: number;
  height: number;
  format: TextureFormat;
  /**
   * For `rgba` without alpha (it reads as 1): the CPU keeps each channel of a row by itself, which is cheaper where
   * whole rows or single channels are read.
   */
  planar?: boolean;
  /** What it holds where no pass writes it: floats, tightly packed, the same whenever the name is. */
  data?: Float32Array;
}

/** One full-picture shader run. */
export interface PassDescription {
  name: string;
  /** WGSL without bindings: the uniform block and the textures are declared in front of it. */
  source: string;
  /** Function from pixel centre (`vec2f`) to colour (`vec4f`). */
  entry: string;
  /** The struct of the uniform block that the source reads as `frame` or `post`. */
  block: UniformBlock<string>;
  /** Name of the block's variable in the source. */
  blockName: string;
  /** Which of the frame's uniform blocks this pass reads. */
  uniforms: number;
  /** Names in the source, and the textures bound to them. */
  reads: readonly { name: string; texture: string }[];
  /** The texture written. */
  writes: string;
}

/** All passes that make one frame, in order; the last ones write the planes that go to the encoder. */
export interface RenderGraph {
  textures: readonly TextureDescription[];
  passes: readonly PassDescription[];
  /** An `r8` texture: Y', full size. */
  luma: string;
  /** An `rg8` texture: Cb and Cr, half size each way. */
  chroma: string;
}

/** A graph made ready by a renderer: shaders compiled, memory laid out. */
export interface FrameRenderer {
  /** For people: what draws, for example "CPU, 2 threads". */
  readonly description: string;
  /**
   * Draws one frame of a graph.
   *
   * @param graph    graphs are compiled when first seen and kept
   * @param uniforms packed blocks, one for each index that the passes name
   * @param output   NV12 bytes, tightly packed: width * height * 3 / 2
   */
  render(graph: RenderGraph, uniforms: readonly Float32Array[], output: Uint8Array): Promise<void>;
  /** Compiles a graph ahead of its first frame. @throws {ShaderError} */
  prepare(graph: RenderGraph): Promise<void>;
  close(): Promise<void>;
}

/** The WGSL declarations in front of a pass. */
export function passDeclarations(pass: PassDescription): string {
  const textures = pass.reads
    .map(({ name }, i) => `@group(0) @binding(${i + 2}) var ${name}: texture_2d<f32>;\n`)
    .join('');
  return `${pass.block.source}@group(0) @binding(0) var<uniform> ${pass.blockName}: ${/struct (\w+)/.exec(pass.block.source)![1]};
@group(0) @binding(1) var linear: sampler;
${textures}`;
}

/** Bytes of an NV12 frame. */
export function nv12Bytes(width: number, height: number): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}
