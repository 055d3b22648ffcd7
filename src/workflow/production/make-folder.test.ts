import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { makeFolder } from './make-folder.ts';

test('a folder is made with those around it, and made again it stays', () => {
  const root = mkdtempSync(join(tmpdir(), 'phosphene-folder-'));
  try {
    const deep = join(root, 'a b', 'ü', 'c');
    makeFolder(deep);
    makeFolder(deep);
    assert.ok(existsSync(deep));
    const file = join(root, 'file');
    writeFileSync(file, '');
    assert.throws(() => makeFolder(file), { code: 'EEXIST' });
    assert.throws(() => makeFolder(join(file, 'below')), { code: 'ENOTDIR' });
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('a folder that cannot be made is told of at once', { skip: !existsSync('/proc/version') }, () => {
  // Node's own recursive mkdir goes round for ever there.
  assert.throws(() => makeFolder('/proc/phosphene/takes'), { code: 'ENOENT', syscall: 'mkdir' });
});
