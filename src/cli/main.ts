#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { analyzeCommand } from './analyze-command.ts';
import { artifactsCommand } from './artifacts-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { emulatorCommand } from './emulator-command.ts';
import { estimateCommand } from './estimate-command.ts';
import { exportCommand } from './export-command.ts';
import { explainFailure } from './failure.ts';
import { jobsCommand } from './jobs-command.ts';
import { planCommand } from './plan-command.ts';
import { providersCommand } from './providers-command.ts';
import { renderCommand } from './render-command.ts';
import { repairCommand } from './repair-command.ts';
import { timelineCommand } from './timeline-command.ts';
import { verifyCommand } from './verify-command.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('phosphene')
  .description('Turns an audio track into a finished music video, locked to its beats and sections.')
  .version(version)
  .showHelpAfterError('(--help tells what there is)')
  .addHelpText(
    'after',
    `
Examples:
  phosphene render song.mp3                                  a 1080p video beside you, in a few minutes
  phosphene render song.mp3 --preview                        the strongest 30 seconds, quickly
  phosphene render song.mp3 --style "rainy neon city, teal"  with a look in mind
  phosphene render song.mp3 -a 9:16 -o reel.mp4              for phones
  phosphene plan song.mp3                                    write the scene map, edit it, then render
  phosphene analyze song.mp3 --json analysis.json            beats, sections, tempo
  phosphene export song.mp4 --preset tiktok                  a short in 9:16; loops, posters, previews
  phosphene timeline song.mp4                                the edit, for Resolve, Premiere, Final Cut
  phosphene doctor                                           what this machine can do
  phosphene providers                                        who else can make scenes
  phosphene estimate song.mp3 --generator runway             what a video will cost`,
  );
for (const command of [
  renderCommand(),
  planCommand(),
  analyzeCommand(),
  artifactsCommand(),
  repairCommand(),
  timelineCommand(),
  exportCommand(),
  verifyCommand(),
  providersCommand(),
  estimateCommand(),
  jobsCommand(),
  emulatorCommand(),
  doctorCommand(),
])
  program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  const { message, exitCode } = explainFailure(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
// Nothing is left to do; FFmpeg's and the drawing threads' own clean-up would hold the prompt for seconds.
process.stdout.write('', () => process.exit());
