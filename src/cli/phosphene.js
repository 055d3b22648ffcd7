#!/usr/bin/env node
// The command. It is the only file in plain JavaScript: what is loaded before the cache is on is stripped of its types and
// compiled at every start, and that takes longer than all of `analyze --help` takes with it.
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Not in the folder for temporary files, which others can write to. Where it cannot be written, it goes without.
const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'phosphene', 'compiled');
enableCompileCache(folder);
// Threads do not take the cache over; they go by the environment.
process.env.NODE_COMPILE_CACHE ??= folder;
await import('./main.ts');
