import { Command } from 'commander';
import { clock } from '../formatting/clock.ts';
import { dollars } from '../formatting/dollars.ts';
import { drawingInWords } from '../formatting/drawing-in-words.ts';
import { listPrice } from '../generators/port.ts';
import { checkBudget, type VideoClipsPlan } from '../workflow/clips/video-clips.ts';
import { estimateVideo, type RenderRequest } from '../workflow/render-video.ts';
import { addGeneratorOptions } from './generator-options.ts';
import { addStretchOptions, addVideoOptions, videoRequest } from './options.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene estimate song.mp3 -q high
  phosphene estimate song.mp3 --generator runway
  phosphene estimate song.mp3 --policy cheapest --budget 10`;

const priced = (usd: number | undefined): string => (usd === undefined ? 'price not published' : dollars(usd));

/** The estimate as lines for people. */
export function estimateLines({ scenes, warnings, estimate, toOrder, spentBefore }: VideoClipsPlan): string[] {
  const lines = scenes.map(({ scene, generator, clips }) => {
    const prices = clips.map(({ request }) => listPrice(generator.model, request.seconds));
    const usd = prices.includes(undefined) ? undefined : (prices as number[]).reduce((sum, price) => sum + price, 0);
    const lengths = clips.map(({ request }) => `${request.seconds} s`).join(' + ');
    return `  scene ${String(scene + 1).padStart(2)}  ${generator.name.padEnd(22)} ${lengths.padEnd(20)} ${priced(usd)}`;
  });
  const sources = new Set(
    scenes.map(({ generator: { name, model } }) => `  ${name}: ${model.price.asOf}, ${model.price.source}`),
  );
  return [
    ...lines,
    '',
    `${estimate.clips} clips of ${scenes.length} scenes, ${estimate.secondsAsked.toFixed(0)} s asked for, ${estimate.secondsShown.toFixed(0)} s shown: ${priced(estimate.usd)}`,
    `${toOrder.clips} of them are still to be ordered: ${priced(toOrder.usd)}, roughly ${clock(toOrder.waitSeconds)} of waiting${spentBefore > 0 ? `; ${dollars(spentBefore)} spent before` : ''}`,
    'Prices are list prices, not quotes:',
    ...sources,
    ...warnings,
  ];
}

/** `phosphene estimate`: time and money before anything is spent. */
export function estimateCommand(): Command {
  return addStretchOptions(
    addGeneratorOptions(
      addVideoOptions(
        new Command('estimate')
          .description('tell what a video will cost and how long it takes to draw, without ordering anything')
          .argument('<track>', 'any file with sound'),
      ),
    ),
  )
    .addHelpText('after', examples)
    .action(async (track: string, options: Record<string, unknown>) => {
      const { orders, drawing } = await withProgress(terminal =>
        estimateVideo({ ...videoRequest(options), audioPath: track, ...terminal } as RenderRequest),
      );
      if (options.json) {
        const { scenes, warnings, estimate, toOrder, spentBefore } = orders ?? {
          scenes: [],
          warnings: [],
          estimate: undefined,
          toOrder: undefined,
          spentBefore: 0,
        };
        const listed = scenes.map(({ scene, generator, clips }) => ({
          scene: scene + 1,
          generator: generator.name,
          seconds: clips.map(({ request }) => request.seconds),
        }));
        process.stdout.write(
          `${JSON.stringify({ scenes: listed, warnings, estimate, toOrder, spentBefore, drawing })}\n`,
        );
      } else {
        const money = orders
          ? estimateLines(orders)
          : ['Every scene is drawn by the built-in generator: it costs nothing.'];
        process.stdout.write(`\n${[...money, drawingInWords(drawing)].join('\n')}\n`);
      }
      if (orders) checkBudget(orders);
    });
}
