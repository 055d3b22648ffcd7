import { resolve } from 'node:path';
import { Command } from 'commander';
import { verifyVideo } from '../finishing/rights/index.ts';

const examples = `
Examples:
  phosphene verify song.mp4
  phosphene verify song.mp4 --json

Ends with exit code 0 where the credentials hold, 1 where there are none or the file was changed.`;

/** `phosphene verify`: what a file says of how it was made. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('read the content credentials (C2PA) of a video and check them against it')
    .argument('<video>', 'an MP4 or MOV file')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', examples)
    .action(async (video: string, options: { json?: boolean }) => {
      const found = await verifyVideo(resolve(video));
      process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : `${found.explanation.join('\n')}\n`);
      if (found.state !== 'intact') process.exitCode = 1;
    });
}
