import assert from 'node:assert/strict';
import test from 'node:test';
import { explainFailure } from './explain-failure.ts';

test('a folder that cannot be made is not called a file that is not there', () => {
  // What Node says of `mkdir -p` on a disk that is read-only.
  const path = '/mnt/card/song.phosphene/takes';
  const failure = Object.assign(new Error('ENOENT: no such file or directory'), {
    code: 'ENOENT',
    syscall: 'mkdir',
    path,
  });
  assert.deepEqual(explainFailure(failure), {
    message: `The folder cannot be made; choose another with --output. (${path})`,
    exitCode: 1,
  });
});
