import {
  type FrameRenderer,
  nv12Bytes,
  type PassDescription,
  passDeclarations,
  type RenderGraph,
  type TextureDescription,
} from '../render-graph.ts';
import type { ShaderCode } from './compile-request.ts';
import { control, type GraphMessage, mostPasses, type ThreadStart } from './cpu-protocol.ts';
import { createShaderCompiler } from './shader-compiler.ts';
import { bindingBytes, type SampledFormat } from './texels.ts';
import { createTextureMemory, type Texture } from './texture-memory.ts';
import { coreCount, type DrawingThread, otherWorkFirst, startThread, usualHalves } from './threads.ts';

interface ReadyGraph {
  /** The same passes twice, with planes of their own, so that one frame is copied out while the next is drawn. */
  sides: readonly [ReadySide, ReadySide];
  passes: number;
}

interface ReadySide {
  index: number;
  luma: Texture;
  chroma: Texture;
}

/**
 * Draws on the CPU's cores: shaders are compiled to WebAssembly SIMD and run by worker threads over one shared memory.
 * The picture is the same to the bit whatever the number of threads or the machine, since WebAssembly's arithmetic is
 * exact.
 *
 * @param threads how many cores to use; by default all that the process may use
 * @param halves  vectors of four pixels drawn at a time; the picture is the same
 */
export async function createCpuRenderer(
  threads: number = coreCount(),
  halves: 1 | 2 = usualHalves,
): Promise<FrameRenderer> {
  const compiler = createShaderCompiler(halves);
  const { memory, allocate, place, copy } = createTextureMemory();
  const words = new Int32Array(new SharedArrayBuffer(4 * (control.passes + 2 * mostPasses)));
  const uniformBlocks: number[] = [];
  const graphs = new Map<RenderGraph, Promise<ReadyGraph>>();
  let nextIndex = 0;
  let frames = 0;
  /** Resolves when the threads may begin another frame. */
  let threadsFree: Promise<void> = Promise.resolve();
  /** Resolves, for each side, when its planes have been copied out and may be drawn over. */
  const sideFree: [Promise<void>, Promise<void>] = [Promise.resolve(), Promise.resolve()];
  let failure: Error | undefined;

  const start: ThreadStart = { memory, control: words, threads };
  const workers: DrawingThread[] = Array.from({ length: threads }, () =>
    startThread(start, error => {
      failure = error;
      Atomics.add(words, control.finished, 1);
      Atomics.notify(words, control.finished);
    }),
  );

  function ready(graph: RenderGraph): Promise<ReadyGraph> {
    const known = graphs.get(graph);
    if (known) return known;
    const result = build(graph);
    graphs.set(graph, result);
    return result;
  }

  async function build(graph: RenderGraph): Promise<ReadyGraph> {
    if (graph.passes.length > mostPasses)
      throw new RangeError(`a graph has at most ${mostPasses} passes, not ${graph.passes.length}`);
    const codes = await Promise.all(graph.passes.map(pass => compilePassOf(graph, pass)));
    return {
      sides: [readySide(graph, codes, 'a'), readySide(graph, codes, 'b')],
      passes: graph.passes.length,
    };
  }

  function compilePassOf(graph: RenderGraph, pass: PassDescription): Promise<ShaderCode> {
    const described = (name: string): TextureDescription => graph.textures.find(texture => texture.name === name)!;
    const target = described(pass.writes);
    const stored = <Format>({ planar }: TextureDescription, format: Format): Format | 'planes' =>
      planar ? 'planes' : format;
    return compiler.compile(passDeclarations(pass) + pass.source, {
      entry: pass.entry,
      textures: pass.reads.map(({ name, texture }) => ({
        name,
        format: stored(described(texture), described(texture).format as SampledFormat),
        coversTarget: described(texture).width >= target.width,
      })),
      target: stored(target, target.format),
    });
  }

  function readySide(graph: RenderGraph, codes: readonly ShaderCode[], side: 'a' | 'b'): ReadySide {
    const isPlane = (name: string): boolean => name === graph.luma || name === graph.chroma;
    const byName = new Map(
      graph.textures.map(description => {
        const { name } = description;
        return [name, place(isPlane(name) ? { ...description, name: `${name} ${side}` } : description)];
      }),
    );
    const index = nextIndex++;
    const messages: GraphMessage[] = workers.map(() => ({ graph: index, passes: [] }));
    for (const [i, pass] of graph.passes.entries()) {
      const code = codes[i];
      const target = byName.get(pass.writes)!;
      const reads = pass.reads.map(({ texture }) => byName.get(texture)!);
      while (uniformBlocks.length <= pass.uniforms) uniformBlocks.push(allocate(1024));
      const constants = allocate(code.constants.byteLength);
      const bindings = allocate(bindingBytes * Math.max(1, reads.length));
      const slots = workers.map(() => allocate(code.slots * 16));
      const view = new Int32Array(memory.buffer);
      view.set(code.constants, constants / 4);
      reads.forEach((texture, slot) => {
        view.set([texture.address, texture.width, texture.height, texture.pitch], (bindings + slot * bindingBytes) / 4);
      });
      const globals = {
        uniforms: uniformBlocks[pass.uniforms],
        constants,
        bindings,
        output: target.address,
        pitch: target.pitch,
      };
      // Bands small enough to share out evenly, large enough that taking one costs nothing.
      const band = Math.max(1, Math.min(16, Math.floor(target.height / (threads * 4))));
      messages.forEach((message, thread) => {
        message.passes.push({
          module: code.module,
          globals: { ...globals, slots: slots[thread] },
          width: target.width,
          height: target.height,
          band,
        });
      });
    }
    workers.forEach((worker, thread) => {
      worker.send(messages[thread]);
    });
    return { index, luma: byName.get(graph.luma)!, chroma: byName.get(graph.chroma)! };
  }

  async function drawOnThreads(index: number, passes: number, uniforms: readonly Float32Array[]): Promise<void> {
    const floats = new Float32Array(memory.buffer);
    uniforms.forEach((block, i) => {
      if (i < uniformBlocks.length) floats.set(block, uniformBlocks[i] / 4);
    });
    words.fill(0, control.passes, control.passes + 2 * passes);
    const before = Atomics.load(words, control.finished);
    Atomics.store(words, control.graph, index);
    Atomics.add(words, control.frame, 1);
    Atomics.notify(words, control.frame);
    for (let seen = before; seen < before + threads && !failure; seen = Atomics.load(words, control.finished)) {
      const wait = Atomics.waitAsync(words, control.finished, seen);
      if (wait.async) await wait.value;
    }
    if (failure) throw failure;
  }

  return {
    description: `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'} (WebAssembly SIMD)`,
    async prepare(graph) {
      await ready(graph);
    },
    async render(graph, uniforms, output) {
      const { sides, passes } = await ready(graph);
      const side = (frames++ % 2) as 0 | 1;
      const { index, luma, chroma } = sides[side];
      if (output.length < nv12Bytes(luma.width, luma.height))
        throw new RangeError('the output is too small for the frame');
      // The frame before last lies in the same planes; small frames are drawn faster than this process comes to copy
      // them.
      const drawn = Promise.all([threadsFree, sideFree[side]]).then(() => drawOnThreads(index, passes, uniforms));
      threadsFree = drawn.catch(() => undefined);
      const copied = drawn.then(async () => {
        // The threads begin the next frame before this one is copied out.
        await otherWorkFirst();
        copy(luma, luma.width, output, 0);
        copy(chroma, chroma.width * 2, output, luma.width * luma.height);
      });
      sideFree[side] = copied.catch(() => undefined);
      await copied;
    },
    async close() {
      Atomics.store(words, control.graph, -1);
      Atomics.add(words, control.frame, 1);
      Atomics.notify(words, control.frame);
      await Promise.all([compiler.close(), ...workers.map(worker => worker.end())]);
    },
  };
}
