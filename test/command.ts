import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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
