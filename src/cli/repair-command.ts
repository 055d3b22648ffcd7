import { relative } from 'node:path';
import { Command } from 'commander';
import { counted } from '../formatting/counted.ts';
import { type RepairRequest, repairVideo } from '../workflow/quality/repair-video.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene repair video.mp4
  phosphene repair video.mp4 -o mended.mp4 --report what-was-wrong.html
  phosphene repair handheld.mp4 --stabilize
  phosphene repair video.mp4 --production video.phosphene

Flicker, bands, single bad frames and jumps are mended from the frames around them; the sound is taken over as it is and the
original stays. What cannot be mended so is named in the report.`;

/** `phosphene repair`: mends any finished video. */
export function repairCommand(): Command {
  return new Command('repair')
    .description('mend what is wrong with a finished video')
    .argument('<video>', 'any video file')
    .option('-o, --output <file>', 'where the mended video goes (default: <video>-repaired)')
    .option('--report <file>', 'where the page about it goes (default: <output>-coherence.html)')
    .option(
      '--stabilize',
      'steady shots whose camera shakes, unless it shakes with the music; enlarges them by 12% at most',
    )
    .option(
      '--production <folder>',
      'the production folder, with beats and scene map (default: the one beside the video)',
    )
    .option('--scene-map <file>', 'the scene map, with the transitions')
    .option('--beats <file>', 'what "analyze --json" writes, or a JSON array of seconds')
    .option('--json', 'print the result as JSON on standard output')
    .addHelpText('after', examples)
    .action(async (video: string, options: Record<string, unknown>) => {
      const { output, report, ...rest } = options;
      const result = await withProgress(terminal =>
        repairVideo({
          ...rest,
          videoPath: video,
          outputPath: output,
          reportPath: report,
          ...terminal,
        } as RepairRequest),
      );
      const { before, after, stretches, unmended, steadied, encodedFrames } = result;
      const path = relative(process.cwd(), result.outputPath) || result.outputPath;
      const of = ({ frames, artifacts, score, shots }: typeof before) => ({ frames, score, shots, artifacts });
      if (options.json)
        process.stdout.write(`${JSON.stringify({ ...result, before: of(before), after: of(after) })}\n`);
      else
        process.stdout.write(
          `\n  ${path}\n  ${counted(before.artifacts.length, 'artifact')} found, ${counted(stretches, 'stretch', 'stretches')} mended, ${unmended} beyond mending; ${after.artifacts.length} left\n  ${encodedFrames} of ${before.frames} frames encoded again\n${steadied.length > 0 ? `  ${counted(steadied.length, 'shot')} steadied\n` : ''}  coherence ${before.score.coherence.toFixed(3)} before, ${after.score.coherence.toFixed(3)} after\n  report: ${relative(process.cwd(), result.reportPath)}\n\n`,
        );
    });
}
