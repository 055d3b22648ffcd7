import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { usualHalves } from '../src/generators/procedural/cpu/threads.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';

/** What V8's trace tells of a pass. */
interface Joined {
  scene: string;
  entry: string;
  /** Vector operations per pixel that our compiler wrote. */
  operations: number;
  /** Pairs that V8 packed into one of 256 bits. */
  packed: Set<string>;
  /** What it counted for and against packing; it does so where the first is the greater. */
  saved: number;
  cost: number;
}

const flags = [
  '--experimental-wasm-revectorize',
  '--trace-wasm-revectorize',
  '--no-liftoff',
  '--no-wasm-lazy-compilation',
  '--no-wasm-bounds-checks',
  '--single-threaded',
];

async function trace(): Promise<Joined[]> {
  const program = new URL('./compile-for-trace.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...flags, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const passes: Joined[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const pass = /^@@ (\S+) (\S+) (\d+)$/.exec(line);
    if (pass) {
      const [, scene, entry, operations] = pass;
      passes.push({ scene, entry, operations: Number(operations), packed: new Set(), saved: 0, cost: 0 });
    }
    const node = /NewPackNode \d+: PackNode \S+?\(#(\d+)/.exec(line);
    if (node) passes.at(-1)!.packed.add(node[1]);
    const decided = /Save: (-?\d+), cost: (-?\d+)/.exec(line);
    if (decided) Object.assign(passes.at(-1)!, { saved: Number(decided[1]), cost: Number(decided[2]) });
  }
  return passes;
}

/** Passes at a quarter of the size for which V8 finds it not worth while: little is computed between their loads. */
const apart = ['blurAcross', 'spreadGlow'];

test('V8 joins the vectors of every scene and of every pass of the finish to 256 bits', async t => {
  // Experimental flags of V8, and so only where the renderer uses them.
  if (usualHalves !== 2) return t.skip('shaders are compiled four pixels at a time here');
  const processor = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  if (!/\bavx2\b/.test(processor)) return t.skip('the processor is not known to have vectors of 256 bits');
  const passes = await trace();
  assert.equal(passes.filter(({ entry }) => entry === 'shade').length, sceneLibrary.length);
  for (const { scene, entry, operations, packed, saved, cost } of passes) {
    const what = `${scene}, ${entry}: ${packed.size} of ${operations} operations, ${saved} saved at ${cost}`;
    if (apart.includes(entry)) continue;
    assert.ok(saved > cost, what);
    // Some operations count more than once, some are shared: a whole scene comes to 1.2 to 2, one of which a part stays
    // apart to less than 1.
    if (entry === 'shade') assert.ok(packed.size > 0.7 * operations, what);
  }
});
