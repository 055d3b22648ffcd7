import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { servePage } from '../server/page.ts';
import { type StudioServer, startStudio } from '../server/studio-server.ts';
import { SettingsError } from '../workflow/settings.ts';
import { readPort } from './read-numbers.ts';
import { stopSignal } from './stop.ts';

/** Tried first, so that the page finds what the browser keeps for its address (the theme, edits held back) again at the next start. */
const usualPort = 4870;

async function start(folder: string, wanted: number | undefined): Promise<StudioServer> {
  const page = servePage(folder);
  try {
    return await startStudio({ folder, port: wanted ?? usualPort, page });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (wanted !== undefined) throw new SettingsError(`Port ${wanted} is taken; choose another, or leave --port out.`);
    return startStudio({ folder, page });
  }
}

/** `phosphene studio`: the page in the browser, and everything over HTTP, on this machine. */
export function studioCommand(): Command {
  return new Command('studio')
    .description(
      'open the studio in the browser: drop a track, look, edit, render (this is what no command at all does)',
    )
    .option('--folder <path>', 'where productions are kept', join(homedir(), 'Phosphene'))
    .option('--port <number>', 'a port of your choice (default: 4870, or a free one)', readPort)
    .option('--no-open', 'print the address, open nothing')
    .action(async ({ folder, port, open }: { folder: string; port?: number; open: boolean }) => {
      const signal = stopSignal();
      const studio = await start(resolve(folder), port);
      process.stdout.write(
        `The studio is at ${studio.address}\n  productions: ${resolve(folder)}\n  for programs: ${studio.origin}/api/openapi.json, Authorization: Bearer ${studio.token}\n  Ctrl-C ends it; renders go on at the next start.\n`,
      );
      if (open) {
        const { default: openInBrowser } = await import('open');
        // Without a desktop there is no browser to open; the address is printed.
        await openInBrowser(studio.address).then(
          child => child.on('error', () => undefined),
          () => undefined,
        );
      }
      await new Promise<void>(done => signal.addEventListener('abort', () => done(), { once: true }));
      await studio.close();
    });
}
