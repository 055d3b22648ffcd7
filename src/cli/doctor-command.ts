import { availableParallelism, totalmem } from 'node:os';
import { Command } from 'commander';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { findEncoders } from '../media/index.ts';

/** `phosphene doctor`: what this machine can do. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('tell what this machine draws and encodes with')
    .option('--json', 'print it as JSON on standard output')
    .action(async ({ json }: { json?: boolean }) => {
      const { renderer, note, onGraphicsCard } = await chooseRenderer('auto');
      await renderer.close();
      const node = process.version;
      const cores = availableParallelism();
      const memoryBytes = totalmem();
      const encoders = findEncoders();
      const lines = [
        `Node ${node}, ${cores} CPU cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB of memory`,
        note,
        `Media: FFmpeg in process, with ${encoders.join(', ')}`,
      ];
      const found = { node, cores, memoryBytes, renderer: renderer.description, onGraphicsCard, note, encoders };
      process.stdout.write(`${json ? JSON.stringify(found) : lines.join('\n')}\n`);
    });
}
