import v8 from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { answerRequest, type CompileRequest } from './compile-request.ts';

/**
 * How V8 is to compile shaders (`docs/decisions/0004-eight-pixels-at-a-time.md`): at once and with its optimizing
 * compiler, halves joined to 256-bit operations, and loads free to move. A load outside the memory would then end the
 * process in place of throwing; none can be, since every index is clamped.
 */
const shaderFlags: readonly (readonly [on: string, off: string])[] = [
  ['--experimental-wasm-revectorize', '--no-experimental-wasm-revectorize'],
  ['--no-liftoff', '--liftoff'],
  ['--no-wasm-lazy-compilation', '--wasm-lazy-compilation'],
  ['--no-wasm-bounds-checks', '--wasm-bounds-checks'],
];

/**
 * Flags hold for the whole process, so they stand no longer than this module is being compiled, which nothing else on
 * this thread interrupts.
 */
function compileForEight(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  for (const [on] of shaderFlags) v8.setFlagsFromString(on);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    for (const [, off] of shaderFlags) v8.setFlagsFromString(off);
  }
}

parentPort!.on('message', (request: CompileRequest) => {
  parentPort!.postMessage(answerRequest(request, request.halves === 2 ? compileForEight : undefined));
});
