import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command } from 'commander';

const execute = promisify(execFile);

/** The program, as tests start it: in the Node that runs them. */
export const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** How a command ended, and what it said. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of Phosphene in a folder; after two minutes it is killed. It rejects, with what was said, where the command fails. */
export function succeed(folder: string, ...words: string[]): Promise<{ stdout: string; stderr: string }> {
  return execute(process.execPath, [program, ...words], { cwd: folder, timeout: 120_000 });
}

/** The same for a command that may fail. */
export async function run(folder: string, ...words: string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await succeed(folder, ...words)) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

/** Runs a command in this process, which is quicker, and gives what it said on standard output. */
export async function said(command: Command, ...words: string[]): Promise<string> {
  const { write } = process.stdout;
  let heard = '';
  process.stdout.write = (text, ...rest: unknown[]) => {
    if (typeof text !== 'string') return Reflect.apply(write, process.stdout, [text, ...rest]);
    heard += text;
    return true;
  };
  try {
    await command.parseAsync(words, { from: 'user' });
  } finally {
    process.stdout.write = write;
  }
  return heard;
}
