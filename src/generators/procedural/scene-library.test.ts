import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { sharedShaderText } from './scene-library.ts';
import { readShader } from './shader-files.ts';

test('takes are named by every shader that draws them, so that none is joined with pictures of another version', () => {
  const folder = fileURLToPath(new URL('./', import.meta.url));
  const all = globSync('**/*.wgsl', { cwd: folder }).map(path => path.replaceAll('\\', '/'));
  // Scenes and transitions are named where they are shown.
  const shared = all.filter(path => !/^(?:scenes|post\/transitions)\//.test(path));
  assert.ok(shared.length > 5);
  const text = sharedShaderText();
  assert.deepEqual(
    shared.filter(path => !text.includes(readShader(path))),
    [],
  );
});
