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
    message: `The folder cannot be made; choose another place. (${path})`,
    exitCode: 1,
  });
});

test('a folder in the place of a file, and a name that is too long, are told of in a sentence', () => {
  for (const code of ['EISDIR', 'ENAMETOOLONG', 'ELOOP'])
    assert.equal(explainFailure(Object.assign(new Error(code), { code })).exitCode, 1, code);
});

test('what may not be used is not called a folder to write to: it may be a file that was to be read', () => {
  const failure = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open', path: 'beats.txt' });
  assert.match(
    explainFailure(failure).message,
    /^The file or folder may not be used with your rights; .* \(beats\.txt\)$/,
  );
});
