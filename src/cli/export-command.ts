import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { readTimedLines } from '../workflow/export/export-timeline.ts';
import { type ExportRequest, exportPresets, exportVideo } from '../workflow/export/export-video.ts';
import { qualities } from '../workflow/settings.ts';
import { parseAmount } from './generator-options.ts';
import { parseSeconds } from './options.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene export song.mp4 --preset tiktok --seconds 30     the strongest half minute, drawn anew in 9:16
  phosphene export song.mp4 --preset spotify-canvas          a silent loop that closes
  phosphene export song.mp4 --preset poster
  phosphene export song.mp4 --preset captions                the lyrics as SRT and VTT

Presets for platforms are drawn anew from the same scene map, not cropped; clips that were paid are shown again, cropped. The file is held against the platform's published limits.`;

/** `phosphene export`: a finished video, made ready for a place. */
export function exportCommand(): Command {
  return new Command('export')
    .description('make a finished video ready for a platform: other shapes, shorts, a loop, previews, a poster')
    .argument('<video>', 'a video that Phosphene made, or its production folder')
    .addOption(new Option('--preset <name>', 'what for').choices([...exportPresets]).makeOptionMandatory())
    .option('-o, --output <folder>', 'where it goes (default: beside the video)')
    .option('--seconds <time>', 'length of a short', parseSeconds)
    .option(
      '--reorder-clips',
      "order clips of generators anew in the new shape, at their price, instead of cropping the video's",
    )
    .option('--budget <dollars>', 'order nothing beyond this', parseAmount)
    .option('--captions <file>', 'other lines for captions than the lyrics: JSON list of {"start", "end", "text"}')
    .addOption(new Option('-q, --quality <level>', 'as in "render"').choices([...qualities]))
    .option('-r, --resolution <size>', "another size than the preset's")
    .addOption(new Option('--renderer <kind>', 'what draws').choices(['auto', 'gpu', 'cpu']).default('auto'))
    .option('--json', 'print the result as JSON on standard output')
    .addHelpText('after', examples)
    .action(
      async (video: string, options: Record<string, string | undefined> & { seconds?: never; json?: boolean }) => {
        const { output, captions, json, ...rest } = options;
        const result = await withProgress(terminal =>
          exportVideo({
            ...rest,
            path: video,
            outputFolder: output,
            lines: captions ? readTimedLines(captions) : undefined,
            ...terminal,
          } as ExportRequest),
        );
        const lines = [
          '',
          ...result.paths.map(path => `  ${relative(process.cwd(), path)}`),
          ...result.notes.map(note => `  ${note}`),
          ...result.broken.map(sentence => `  Not as the platform asks: ${sentence}`),
          '',
        ];
        process.stdout.write(json ? `${JSON.stringify(result)}\n` : lines.join('\n'));
        if (result.broken.length > 0) process.exitCode = 1;
      },
    );
}
