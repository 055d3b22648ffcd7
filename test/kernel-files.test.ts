import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { kernelFiles, sourceDigest, sourceSection } from '../build/kernels/kernel-files.ts';

for (const file of kernelFiles)
  test(`${file.compiled.pathname.split('/src/')[1]} was compiled from the sources beside it`, () => {
    const sections = WebAssembly.Module.customSections(
      new WebAssembly.Module(readFileSync(file.compiled)),
      sourceSection,
    );
    assert.deepEqual(
      sections.map(section => Buffer.from(section).toString()),
      [sourceDigest(file)],
      'run `npm run kernels`',
    );
  });

test('every kernel of the repository is compiled by the recipe', () => {
  const folder = fileURLToPath(new URL('../src/', import.meta.url));
  const found = globSync(['**/*.assembly.ts', '**/*.wasm'], { cwd: folder }).sort();
  const listed = kernelFiles.flatMap(({ compiled, sources }) => [compiled, ...sources]);
  assert.deepEqual(found, listed.map(url => fileURLToPath(url).slice(folder.length)).sort());
});
