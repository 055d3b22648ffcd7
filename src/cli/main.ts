import { existsSync, readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type LogForm, logJson, logsJson, setLogForm } from './log.ts';
import { startTelemetry, wantsTelemetry } from './start-telemetry.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * Commands in the order of the help. Each is loaded when it is called: together they take longer to load than some of
 * them to run.
 */
const commands: Record<string, () => Promise<Command>> = {
  render: async () => (await import('./render-command.ts')).renderCommand(),
  plan: async () => (await import('./plan-command.ts')).planCommand(),
  analyze: async () => (await import('./analyze-command.ts')).analyzeCommand(),
  artifacts: async () => (await import('./artifacts-command.ts')).artifactsCommand(),
  repair: async () => (await import('./repair-command.ts')).repairCommand(),
  timeline: async () => (await import('./timeline-command.ts')).timelineCommand(),
  export: async () => (await import('./export-command.ts')).exportCommand(),
  verify: async () => (await import('./verify-command.ts')).verifyCommand(),
  providers: async () => (await import('./providers-command.ts')).providersCommand(),
  estimate: async () => (await import('./estimate-command.ts')).estimateCommand(),
  jobs: async () => (await import('./jobs-command.ts')).jobsCommand(),
  schedule: async () => (await import('./schedule-command.ts')).scheduleCommand(),
  models: async () => (await import('./models-command.ts')).modelsCommand(),
  emulator: async () => (await import('./emulator-command.ts')).emulatorCommand(),
  worker: async () => (await import('./worker-command.ts')).workerCommand(),
  mcp: async () => (await import('./mcp-command.ts')).mcpCommand(),
  studio: async () => (await import('./studio-command.ts')).studioCommand(),
  scene: async () => (await import('./scene-command.ts')).sceneCommand(),
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand(),
};

/** See `Failure` for the others. */
const commandLineExitCode = 2;

const program = new Command('phosphene')
  .description('Turns an audio track into a finished music video, locked to its beats and sections.')
  .version(version)
  .showHelpAfterError('(--help tells what there is)')
  .addOption(
    new Option('--log <form>', 'progress and remarks for people, or a line of JSON for each').choices(['text', 'json']),
  )
  .hook('preAction', command => setLogForm((command.opts().log as LogForm | undefined) ?? 'text'))
  .addHelpText(
    'after',
    `
Examples:
  phosphene                                                  the studio, in the browser
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
// Without a command the studio opens, with the options of its own.
// The program's own option may stand before the command.
const place = process.argv[2] === '--log' ? 4 : process.argv[2]?.startsWith('--log=') ? 3 : 2;
const first = process.argv[place];
const isStudio = first === undefined || (first.startsWith('-') && !['-h', '--help', '-V', '--version'].includes(first));
const called = isStudio ? 'studio' : first;
const isVersion = first === '-V' || first === '--version';
const wanted = isVersion ? [] : Object.hasOwn(commands, called) ? [called] : Object.keys(commands);

/** Tells what is wrong; of a file whose name begins as options do, also how it is named. */
function tellMistake(text: string, write: (text: string) => void): void {
  write(text);
  const taken = /unknown option '(-[^']+)'/.exec(text)?.[1];
  if (taken !== undefined && existsSync(taken)) write(`There is a file ${taken}: give it as ./${taken}\n`);
}

/** Mistakes of the command line end with a code of their own, at every depth of commands. */
function endWithCode(command: Command): void {
  command.configureOutput({ outputError: tellMistake });
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : commandLineExitCode));
  command.commands.forEach(endWithCode);
}

let endTelemetry: (() => Promise<void>) | undefined;
try {
  if (wantsTelemetry(process.env)) endTelemetry = await startTelemetry(version);
  for (const name of wanted) program.addCommand(await commands[name]());
  endWithCode(program);
  await program.parseAsync(isStudio ? process.argv.toSpliced(place, 0, called) : process.argv);
} catch (error) {
  const { explainFailure } = await import('../workflow/explain-failure.ts');
  const { message, exitCode } = explainFailure(error);
  if (logsJson()) logJson('error', message, { exitCode });
  else process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
await endTelemetry?.();
// Nothing is left to do; FFmpeg's and the drawing threads' own clean-up would hold the prompt for seconds.
process.stdout.write('', () => process.exit());
