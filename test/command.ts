import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Command, CommanderError } from 'commander';
import { explainFailure } from '../src/workflow/explain-failure.ts';

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

/** Has texts that this process writes kept in place of written; the runner's own messages, which are bytes, go on. */
function listen(stream: NodeJS.WriteStream): { heard(): string; end(): void } {
  const { write } = stream;
  let heard = '';
  stream.write = (text, ...rest: unknown[]) => {
    if (typeof text !== 'string') return Reflect.apply(write, stream, [text, ...rest]);
    heard += text;
    return true;
  };
  return {
    heard: () => heard,
    end: () => {
      stream.write = write;
    },
  };
}

/** Runs a command in this process, which is quicker, and gives what it said on standard output. */
export async function said(command: Command, ...words: string[]): Promise<string> {
  const output = listen(process.stdout);
  try {
    await command.parseAsync(words, { from: 'user' });
  } finally {
    output.end();
  }
  return output.heard();
}

/**
 * Runs a command in this process, in a folder, and tells how the program would have ended, and what it would have said:
 * a second quicker than {@link run}, for what is not about the process. One at a time.
 */
export async function runHere(folder: string, name: string, ...words: string[]): Promise<Ended> {
  const { [`${name}Command`]: create } = (await import(`../src/cli/${name}-command.ts`)) as Record<
    string,
    () => Command
  >;
  const before = process.cwd();
  const [output, errors] = [listen(process.stdout), listen(process.stderr)];
  let [code, message] = [0, ''];
  process.chdir(folder);
  try {
    const command = create();
    for (const one of [command, ...command.commands]) one.exitOverride();
    await command.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode === 0 ? 0 : 2;
    else ({ exitCode: code, message } = explainFailure(error));
  } finally {
    process.chdir(before);
    output.end();
    errors.end();
  }
  return { code, stdout: output.heard(), stderr: `${errors.heard()}${message}\n` };
}

/** The same; it rejects, with what was said, where the command fails. */
export async function succeedHere(folder: string, ...words: [name: string, ...string[]]): Promise<Ended> {
  const ended = await runHere(folder, ...words);
  if (ended.code !== 0) throw new Error(`${words.join(' ')}: ${ended.stderr}`);
  return ended;
}
