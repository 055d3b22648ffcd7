import { type Command, InvalidArgumentError, Option } from 'commander';
import { policies } from '../generators/choose-generator.ts';
import { readCount } from './read-numbers.ts';

/** Dollars of an option. */
export function parseAmount(text: string): number {
  const value = Number(text.replace(/^\$/, ''));
  if (text.trim() === '' || !(value >= 0))
    throw new InvalidArgumentError('Give an amount in dollars, such as 5 or 2.50.');
  return value;
}

/** Options that say who makes the scenes and what it may cost. */
export function addGeneratorOptions(command: Command): Command {
  return command
    .option(
      '-g, --generator <name>',
      'who makes scenes that name nobody: built-in, runway, fal/pika-2.2, … ("phosphene providers")',
    )
    .addOption(new Option('--policy <goal>', 'choose a generator whose key is set').choices([...policies]))
    .option('--budget <dollars>', 'order nothing beyond this', parseAmount)
    .option(
      '--fallback <names>',
      'generators to try where one cannot make a scene, in order: "fal/kling-3-pro,built-in"',
      text =>
        text
          .split(',')
          .map(name => name.trim())
          .filter(name => name !== ''),
    )
    .option(
      '--concurrency <number>',
      'jobs at a time at each provider (default: what its smallest plan allows)',
      readCount(1),
    )
    .option(
      '--upscale [model]',
      'enlarge clips that are smaller than the video by a neural network: one that was pulled, or the small one that comes with Phosphene; on a processor that takes a second or more for each picture',
    )
    .option(
      '--reorder-unclear',
      'order anew where an answer was lost, although the order may have been accepted and paid',
    );
}
