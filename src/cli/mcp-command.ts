import { readFileSync } from 'node:fs';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { Command } from 'commander';
import { createMcpServer } from '../server/mcp/mcp-server.ts';
import { stopSignal } from './stop.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** `phosphene mcp`: tools for assistants, over standard input and output. */
export function mcpCommand(): Command {
  return new Command('mcp')
    .description('serve assistants over the Model Context Protocol (standard input and output)')
    .option('--folder <path>', 'tracks and videos lie here; nothing outside is touched', '.')
    .action(async ({ folder }: { folder: string }) => {
      const signal = stopSignal();
      const server = createMcpServer(folder, version, signal);
      await server.connect(new StdioServerTransport());
      await new Promise<void>(done => {
        signal.addEventListener('abort', () => done(), { once: true });
        process.stdin.once('end', () => done());
      });
    });
}
