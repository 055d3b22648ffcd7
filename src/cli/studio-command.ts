import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { startStudio } from '../server/studio-server.ts';
import { stopSignal } from './stop.ts';

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('Give a port, 0 to 65535.');
  return port;
}

/** `phosphene studio`: everything over HTTP on this machine. */
export function studioCommand(): Command {
  return new Command('studio')
    .description('serve an HTTP API on this machine that plans, renders and exports (see /api/openapi.json)')
    .option('--folder <path>', 'where productions are kept', join(homedir(), 'Phosphene'))
    .option('--port <number>', 'a port of your choice (default: a free one)', parsePort)
    .action(async ({ folder, port }: { folder: string; port?: number }) => {
      const signal = stopSignal();
      const studio = await startStudio({ folder: resolve(folder), port });
      process.stdout.write(
        `The API is at ${studio.origin}/api/openapi.json\n  Authorization: Bearer ${studio.token}\n  productions: ${resolve(folder)}\n`,
      );
      await new Promise<void>(done => signal.addEventListener('abort', () => done(), { once: true }));
      await studio.close();
    });
}
