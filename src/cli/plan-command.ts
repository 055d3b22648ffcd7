import { relative } from 'node:path';
import { Command } from 'commander';
import { planVideo, type RenderRequest } from '../workflow/render-video.ts';
import { addVideoOptions, videoRequest } from './options.ts';
import { addVariationsOption, showVariations } from './variations-option.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene plan song.mp3
  phosphene plan song.mp3 --style "desert at dusk, amber" -o video.mp4
  phosphene plan song.mp3 --variations 4

Edit the scene map that it writes, then run "phosphene render" with the same track and --output. A map that nobody edited is
planned anew where another style, seed, shape or rate is asked for, or the music is another; what is not asked for again stays.`;

/** `phosphene plan`: the scene map, without drawing. */
export function planCommand(): Command {
  return addVariationsOption(
    addVideoOptions(
      new Command('plan')
        .description('write the scene map of a track, to look at and edit')
        .argument('<track>', 'any file with sound'),
    ),
  )
    .addHelpText('after', examples)
    .action(async (track: string, options: Record<string, unknown>) => {
      const request = (terminal: object): RenderRequest =>
        ({ ...videoRequest(options), audioPath: track, ...terminal }) as RenderRequest;
      if (options.variations !== undefined)
        return showVariations(request, options.variations as number, false, options.json);
      const result = await withProgress(terminal => planVideo(request(terminal)));
      if (options.json) process.stdout.write(`${JSON.stringify(result.sceneMap)}\n`);
      else
        process.stdout.write(
          `\n${result.explanation.join('\n')}\n\n  ${relative(process.cwd(), result.sceneMapPath)}\n`,
        );
    });
}
