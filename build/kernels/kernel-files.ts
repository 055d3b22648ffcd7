import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A compiled file of kernels and what it is made of. */
export interface KernelFile {
  compiled: URL;
  /** In one folder. */
  sources: readonly URL[];
  /** How they are compiled. */
  flags: readonly string[];
}

const flags = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--initialMemory', '1'];

const kernelFile = (folder: string, ...names: readonly string[]): KernelFile => ({
  compiled: new URL(`../../src/${folder}/kernels.wasm`, import.meta.url),
  sources: names.map(name => new URL(`../../src/${folder}/${name}.assembly.ts`, import.meta.url)),
  flags,
});

/** Every file of kernels in the repository. */
export const kernelFiles: readonly KernelFile[] = [
  kernelFile(
    'audio/wasm',
    ...['fourier', 'spectrum', 'samples', 'beat-network', 'beat-path', 'path-features', 'split', 'bar-table'],
  ),
  kernelFile('coherence/measure/wasm', 'patch-flow', 'full-size', 'levels', 'ridge', 'select', 'places', 'foretell'),
];

/** The section of a compiled file that names what it was compiled from. */
export const sourceSection = 'compiled-from';

/** SHA-256 of all that a file is compiled from. */
export function sourceDigest({ sources, flags }: Pick<KernelFile, 'sources' | 'flags'>): string {
  const hash = createHash('sha256').update(flags.join(' '));
  for (const source of sources) hash.update('\0').update(readFileSync(source));
  return hash.digest('hex');
}
