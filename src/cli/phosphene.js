#!/usr/bin/env node
// The command. It is the only file in plain JavaScript: what is loaded before the cache is on is stripped of its types and
// compiled at every start, and that takes longer than all of `analyze --help` takes with it. It must load in Node 20.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Goes on in the Node that is installed with Phosphene, with the same terminal, words and end. */
async function goOnInOwnNode() {
  const { spawn } = await import('node:child_process');
  const own = join(dirname(module.createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  const binary = existsSync(own) ? own : `${own}.exe`;
  const child = spawn(binary, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches both, and the child decides what it means.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', error => {
    console.error(`Phosphene needs Node 24, and its own could not be started (${error.message}); run "npm ci" again.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (!signal) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (Number.parseInt(process.versions.node, 10) < 24) await goOnInOwnNode();
else {
  // Not in the folder for temporary files, which others can write to. Where it cannot be written, it goes without.
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'phosphene', 'compiled');
  module.enableCompileCache(folder);
  // Threads do not take the cache over; they go by the environment.
  process.env.NODE_COMPILE_CACHE ??= folder;
  await import('./main.ts');
}
