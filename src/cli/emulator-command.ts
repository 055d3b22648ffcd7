import { Command } from 'commander';
import { startEmulator } from '../emulator/emulator.ts';
import { services } from '../emulator/services/index.ts';
import { readFromZero, readPort } from './read-numbers.ts';
import { stopSignal } from './stop.ts';

const examples = `
Examples:
  phosphene emulator
  PHOSPHENE_EMULATOR=http://127.0.0.1:8787 phosphene render song.mp3 --generator runway

Clips are drawn by the built-in generator, so that a production can be rehearsed for free.`;

/** `phosphene emulator`: stand-ins for the providers. */
export function emulatorCommand(): Command {
  return new Command('emulator')
    .description('stand in for the providers on this machine, to rehearse for free')
    .option('--port <number>', 'on 127.0.0.1', readPort, 8787)
    .option('--latency <seconds>', 'from order to clip', readFromZero, 3)
    .option('--shrink <factor>', 'clips are this much smaller than asked for', readFromZero, 2)
    .option('--log', 'print each request')
    .addHelpText('after', examples)
    .action(async (options: { port: number; latency: number; shrink: number; log?: boolean }) => {
      const emulator = await startEmulator({
        port: options.port,
        latency: options.latency * 1000,
        shrink: Math.max(1, options.shrink),
        log: options.log ? line => process.stdout.write(`${line}\n`) : undefined,
      });
      const names = services.map(({ name }) => name).join(', ');
      process.stdout.write(
        `Standing in for ${names}. In another window:\n\n  export PHOSPHENE_EMULATOR=${emulator.address}\n\nCtrl-C ends it.\n`,
      );
      const signal = stopSignal();
      await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
      await emulator.close();
    });
}
