import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('a kept bundle is taken as long as its sources are the same', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const first = await bundlePage(folder);
  const kept = await bundlePage(folder);
  assert.deepEqual([...kept.keys()], [...first.keys()]);
  for (const [path, content] of first) assert.ok(Buffer.from(content).equals(kept.get(path)!), path);
  // Another bundle under the same name would be taken, unless a source was changed since.
  const path = join(folder, '.page.json');
  const bundle = JSON.parse(readFileSync(path, 'utf8'));
  bundle.files['/assets/main.css'] = Buffer.from('p{}').toString('base64');
  writeFileSync(path, JSON.stringify(bundle));
  assert.equal(Buffer.from((await bundlePage(folder)).get('/assets/main.css')!).toString(), 'p{}');
  // The addresses of the API stand in it, whichever file tells them.
  const told = Object.keys(bundle.inputs).find(input => /contract[/\\]render-operations\.ts$/.test(input))!;
  bundle.inputs[told] = '1 1';
  writeFileSync(path, JSON.stringify(bundle));
  assert.ok((await bundlePage(folder)).get('/assets/main.css')!.length > 1000);
});
