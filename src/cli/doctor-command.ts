import { availableParallelism, totalmem } from 'node:os';
import { Command } from 'commander';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { describeMedia } from '../media/index.ts';

/** `phosphene doctor`: what this machine can do. */
export function doctorCommand(): Command {
  return new Command('doctor').description('tell what this machine draws and encodes with').action(async () => {
    const { renderer, note } = await chooseRenderer('auto');
    const lines = [
      `Node ${process.version}, ${availableParallelism()} CPU cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB of memory`,
      note,
      ...(await describeMedia()),
    ];
    await renderer.close();
    process.stdout.write(`${lines.join('\n')}\n`);
  });
}
