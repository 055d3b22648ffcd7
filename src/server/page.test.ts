import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundlePage } from './page.ts';

test('the page is bundled without anything of Node, and is small', async () => {
  const files = await bundlePage();
  let bytes = 0;
  for (const [path, content] of files) {
    bytes += gzipSync(content).length;
    if (path.endsWith('.js')) assert.doesNotMatch(Buffer.from(content).toString(), /from ?"node:|require\("/, path);
  }
  for (const path of [
    '/',
    '/assets/main.js',
    '/assets/main.css',
    '/assets/preview.js',
    '/assets/drawing-thread.js',
    '/assets/compile-thread.js',
  ])
    assert.ok(files.has(path), path);
  const preview = Buffer.from(files.get('/assets/preview.js')!).toString();
  for (const kind of ['dissolve', 'luma-wipe', 'whip'])
    assert.match(preview, new RegExp(`post/transitions/${kind}\\.wgsl`));
  assert.ok(bytes < 600_000, `${bytes} bytes gzipped`);
});
