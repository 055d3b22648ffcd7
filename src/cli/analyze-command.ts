import { resolve } from 'node:path';
import { Command } from 'commander';
import { analyzeTrack } from '../workflow/analyze-track.ts';
import { writeWhole } from '../workflow/production.ts';
import { clock, createProgressDisplay } from './progress-display.ts';
import { stopSignal } from './stop.ts';

const examples = `
Examples:
  phosphene analyze song.mp3
  phosphene analyze song.mp3 --json analysis.json
  phosphene analyze song.mp3 --json -`;

/** `phosphene analyze`: what the software hears. */
export function analyzeCommand(): Command {
  return new Command('analyze')
    .description('tell tempo, beats and sections of a track')
    .argument('<track>', 'any file with sound')
    .option('--json <file>', 'write it all as JSON; "-" is standard output')
    .addHelpText('after', examples)
    .action(async (track: string, options: { json?: string }) => {
      const display = createProgressDisplay(process.stderr);
      const analysis = await analyzeTrack(resolve(track), { signal: stopSignal(), progress: display.update });
      display.done();
      const { features: _curves, ...readable } = analysis;
      if (options.json === '-') process.stdout.write(`${JSON.stringify(readable)}\n`);
      else if (options.json) writeWhole(options.json, JSON.stringify(readable, null, 1));
      if (options.json === '-') return;
      const { tempo, tempoConfidence, metre, key, duration, beats, sections, warnings } = analysis;
      const lines = [
        `${clock(duration)} long, ${tempo.toFixed(1)} BPM (confidence ${tempoConfidence.toFixed(2)}), ${metre} beats a bar, ${beats.length} beats, ${key.name}`,
        ...sections.map(
          s =>
            `  ${clock(s.start).padStart(5)}  ${s.label.padEnd(7)} ${s.group}  energy ${'▮'.repeat(Math.round(s.energy * 10)).padEnd(10, '▯')}`,
        ),
        ...warnings,
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
