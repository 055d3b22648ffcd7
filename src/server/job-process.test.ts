import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';

test('a process whose server was killed ends without a word', async () => {
  const script = new URL('./job-process.ts', import.meta.url).pathname;
  // Asks for work that ends at once, in a failure, and is gone before it can be told.
  const server = `
    const child = require('node:child_process').fork(${JSON.stringify(script)}, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.send({ type: 'start', root: '/nowhere', id: 'none', environment: {} }, () => process.kill(process.pid, 'SIGKILL'));`;
  const killed = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  killed.stderr.on('data', text => (told += text));
  // The pipe closes when the process that works has ended, too.
  await once(killed, 'close');
  assert.equal(told, '');
});
