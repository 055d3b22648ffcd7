/**
 * Compiles the WebAssembly kernels from their sources (AssemblyScript, `*.assembly.ts`):
 *
 *   npm run kernels              compiles all of them; the compiler is fetched for it
 *   npm run kernels -- --check   compiles them anew and says whether the files that are there are the same
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KernelFile, kernelFiles, sourceDigest, sourceSection } from './kernel-files.ts';

const compiler = 'assemblyscript@0.28.20';

/** What a kernel file should hold: what its sources compile to, and what they were. */
function compile({ sources, flags }: KernelFile): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-kernels-'));
  try {
    const target = join(folder, 'kernels.wasm');
    // The compiler is told names without folders, since it writes them into what it compiles.
    const [cwd] = sources.map(source => fileURLToPath(new URL('.', source)));
    const names = sources.map(source => basename(fileURLToPath(source)));
    const words = ['--yes', '-p', compiler, 'asc', ...names, ...flags, '-o', target];
    const { status, error } = spawnSync('npx', words, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw error ?? new Error(`The compiler ended with ${status}.`);
    return Buffer.concat([readFileSync(target), customSection(sourceSection, sourceDigest({ sources, flags }))]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A section that WebAssembly passes over; name and content below 128 bytes together, so that a length is one byte. */
function customSection(name: string, content: string): Buffer {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name + content, 'latin1')]);
  return Buffer.concat([Buffer.from([0, body.length]), body]);
}

for (const file of kernelFiles) {
  const path = fileURLToPath(file.compiled);
  const bytes = compile(file);
  if (!process.argv.includes('--check')) writeFileSync(path, bytes);
  else if (!bytes.equals(readFileSync(path))) {
    console.error(`${path} is not what its sources compile to.`);
    process.exitCode = 1;
  }
}
