import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { type TimelineFormat, timelineFormats } from '../finishing/timelines/index.ts';
import { exportTimelines, readTimedLines } from '../workflow/export/export-timeline.ts';

const examples = `
Examples:
  phosphene timeline song.mp4                              all forms, into song.phosphene/timelines/
  phosphene timeline song.mp4 --format fcp7 -o project     for Premiere Pro
  phosphene timeline song.mp4 --titles lines.json          with other titles than the lyrics

DaVinci Resolve reads otio, fcpxml, fcp7 and edl; Final Cut Pro fcpxml; Premiere Pro fcp7 and edl; Kdenlive, Shotcut and melt mlt. Media is named relative to the timeline,
so keep both in their places to each other. Lyrics are written as titles and switched off, since the takes show them. Dissolves and fades are part of the takes; the timeline notes where they are.`;

interface TimelineOptions {
  format: string;
  output?: string;
  titles?: string;
  json?: boolean;
}

/** `phosphene timeline`: the edit, for editing software. */
export function timelineCommand(): Command {
  return new Command('timeline')
    .description('write the edit of a video for editing software: OTIO, FCPXML, FCP7 XML, EDL, MLT')
    .argument('<video>', 'a video that Phosphene made, or its production folder')
    .addOption(
      new Option('--format <name>', 'which form').choices([...Object.keys(timelineFormats), 'all']).default('all'),
    )
    .option('-o, --output <folder>', "where it goes (default: timelines/ in the video's production folder)")
    .option('--titles <file>', 'other lines to set as titles than the lyrics: JSON list of {"start", "end", "text"}')
    .option('--json', 'print the paths of what was written as JSON on standard output')
    .addHelpText('after', examples)
    .action(async (video: string, options: TimelineOptions) => {
      const formats = options.format === 'all' ? Object.keys(timelineFormats) : [options.format];
      const paths = await exportTimelines({
        path: video,
        formats: formats as TimelineFormat[],
        outputFolder: options.output,
        lines: options.titles ? readTimedLines(options.titles) : undefined,
      });
      const lines = paths.map(path => `  ${relative(process.cwd(), path)}`);
      process.stdout.write(`${options.json ? JSON.stringify({ paths }) : lines.join('\n')}\n`);
    });
}
