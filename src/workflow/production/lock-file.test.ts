import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { lockFile } from './lock-file.ts';

/** The number of a process that is over. */
const dead = (): number => spawnSync(process.execPath, ['--version']).pid;

test('what is held is refused, also within the process, and what a dead process left is taken over', t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'a.lock');
  writeFileSync(path, String(dead()));
  const unlock = lockFile(path, 'working on this production');
  assert.equal(readFileSync(path, 'utf8'), String(process.pid));
  assert.throws(() => lockFile(path, 'working on this production'), /^SettingsError: This process is working on/);
  unlock();
  assert.ok(!existsSync(path));
  writeFileSync(path, String(process.ppid));
  assert.throws(() => lockFile(path, 'working'), new RegExp(`process ${process.ppid}\\) is working; wait for it`));
  // A process of this number may have died before, as the first one of a container has always the same.
  writeFileSync(path, String(process.pid));
  lockFile(path, 'working')();
  assert.deepEqual(readdirSync(folder), []);
});

test('of processes that take over at the same moment, one holds it', async t => {
  const folder = temporaryFolder(t);
  const left = dead();
  const rounds = 40;
  const pathOf = (round: number): string => join(folder, `${round}.lock`);
  for (let round = 0; round < rounds; round += 2) writeFileSync(pathOf(round), String(left));
  const module = new URL('./lock-file.ts', import.meta.url).href;
  const start = Date.now() + 3000;
  const program = `
    import { lockFile } from ${JSON.stringify(module)};
    const held = [];
    for (let round = 0; round < ${rounds}; round++) {
      while (Date.now() < ${start} + 5 * round);
      try {
        lockFile(${JSON.stringify(folder)} + '/' + round + '.lock', 'here');
        held.push(round);
      } catch (error) {
        if (error.name !== 'SettingsError') throw error;
      }
    }
    process.stdout.write(JSON.stringify(held));
    process.stdin.resume();`;
  const children = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  t.after(() => {
    for (const child of children) child.kill();
  });
  const held = await Promise.all(
    children.map(async child => {
      let text = '';
      for await (const part of child.stdout) {
        text += part;
        if (text.endsWith(']')) break;
      }
      return JSON.parse(text) as number[];
    }),
  );
  assert.deepEqual(
    held.flat().sort((a, b) => a - b),
    Array.from({ length: rounds }, (_, round) => round),
  );
});
