/**
 * Compiles every pass of every scene, eight pixels at a time, and says before each which it is: run by
 * joined-vectors.test.ts under V8's flags.
 */

import { writeSync } from 'node:fs';
import { compilePass } from '../src/generators/procedural/cpu/compile.ts';
import type { SampledFormat } from '../src/generators/procedural/cpu/texels.ts';
import { buildFrameGraph } from '../src/generators/procedural/frame-graph.ts';
import { passDeclarations, type TextureDescription } from '../src/generators/procedural/render-graph.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';

const native = { width: 640, height: 360 };
const output = { width: 960, height: 540 };
const seen = new Set<string>();
for (const { name } of sceneLibrary) {
  const graph = buildFrameGraph({ native, output, scenes: [sceneSource(name)], motionBlur: true });
  const described = (texture: string): TextureDescription => graph.textures.find(one => one.name === texture)!;
  const stored = ({ planar, format }: TextureDescription) => (planar ? 'planes' : format);
  for (const pass of graph.passes) {
    if (seen.has(pass.entry + pass.source)) continue;
    seen.add(pass.entry + pass.source);
    const target = described(pass.writes);
    const textures = pass.reads.map(({ name: local, texture }) => ({
      name: local,
      format: stored(described(texture)) as SampledFormat,
      coversTarget: described(texture).width >= target.width,
    }));
    const source = passDeclarations(pass) + pass.source;
    const { bytes, operations } = compilePass(source, { entry: pass.entry, textures, target: stored(target) }, 2);
    writeSync(1, `\n@@ ${name} ${pass.entry} ${operations}\n`);
    new WebAssembly.Module(bytes);
  }
}
