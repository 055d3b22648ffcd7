import { existsSync, watch, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { readSceneLibrary, UserSceneError } from '../generators/procedural/user-scenes.ts';
import { drawScenePreview } from '../workflow/drawing/preview-scenes.ts';
import { makeFolder } from '../workflow/production/make-folder.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { SettingsError } from '../workflow/settings.ts';
import { stopSignal } from './stop.ts';

const examples = `
Examples:
  phosphene scene new my-scenes glass-rain      a scene to begin with: glass-rain.wgsl and glass-rain.json
  phosphene scene preview my-scenes             draws my-scenes/preview.png, and again whenever a file changes
  phosphene scene preview my-scenes --once      draws it once; a mistake ends with its file and line
  phosphene render song.mp3 --scenes my-scenes  lets the planner use them beside its own

A folder "scenes" beside the scene map is found by itself.`;

const cell = { width: 384, height: 216 };

const starterShader = `// A ring that opens on the beat, in the colours of the palette. See docs/writing-scenes.md for all that frame.* tells.
fn shade(pixel: vec2f) -> vec4f {
  let p = centred(pixel);
  let radius = mix(0.2, 0.7, frame.look.x) * (1.0 + 0.25 * frame.kick);
  let ring = exp(-abs(length(p) - radius) * mix(60.0, 12.0, frame.look.y));
  let sky = mix(frame.palette[0].rgb, frame.palette[1].rgb, 0.5 + 0.4 * sin(frame.travel * 0.2 + p.y * 2.0));
  let light = frame.palette[3].rgb * ring * (0.6 + 3.0 * frame.beatPulse) + frame.palette[4].rgb * ring * frame.snare;
  return vec4f(sky * (0.25 + 0.5 * frame.loudness) + light, 0.0);
}
`;

const starterDescription = (title: string): string => `{
  "title": "${title}",
  "summary": "A ring of light that opens on the beat",
  "families": ["abstract"],
  "terms": { "ring": 2, "${title.toLowerCase()}": 3 },
  "looks": ["size", "glow"],
  "lookTerms": { "wide": [0.9, null], "soft": [null, 0.9] },
  "energy": [0.2, 1],
  "musicalCouplings": ["The kick opens the ring, beats light it up."]
}
`;

function newScene(folder: string, name: string): void {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
    throw new SettingsError(`"${name}" is no name of a scene: lower case with hyphens, such as "glass-rain".`);
  makeFolder(folder);
  const words = name.replaceAll('-', ' ');
  const title = words[0].toUpperCase() + words.slice(1);
  for (const [ending, text] of [
    ['wgsl', starterShader],
    ['json', starterDescription(title)],
  ] as const) {
    const path = join(folder, `${name}.${ending}`);
    if (existsSync(path)) throw new SettingsError(`${path} is there already; choose another name.`);
    writeFileSync(path, text);
    process.stdout.write(`  ${relative(process.cwd(), path)}\n`);
  }
  // Both files are ours: a mistake in them would be one of Phosphene's.
  readSceneLibrary([folder]);
}

async function previewScenes(given: string, output: string | undefined, once: boolean): Promise<void> {
  const folder = resolve(given);
  const path = resolve(output ?? join(folder, 'preview.png'));
  const signal = stopSignal();
  const { renderer } = await chooseRenderer('auto');
  const draw = async (): Promise<void> => {
    const library = readSceneLibrary([folder]);
    if (library.own.length === 0)
      throw new UserSceneError([
        `There are no scenes in ${folder}; "phosphene scene new ${given} my-scene" makes one.`,
      ]);
    writeWhole(path, await drawScenePreview(library, renderer, cell));
    process.stdout.write(`${library.own.join(', ')}: ${relative(process.cwd(), path)}\n`);
  };
  try {
    if (once) return await draw();
    const tryToDraw = (): Promise<void> =>
      draw().catch((error: unknown) => {
        if (!(error instanceof UserSceneError)) throw error;
        process.stderr.write(`${error.message}\n`);
      });
    await new Promise<void>((done, fail) => {
      let waiting: NodeJS.Timeout | undefined;
      // Watched from before the first picture on, so that no change is missed.
      let drawing: Promise<void> = tryToDraw().then(() => {
        process.stdout.write('Watching; Ctrl-C ends.\n');
      });
      drawing.catch(fail);
      const watcher = watch(folder, { recursive: true, signal }, (_, name) => {
        if (name && !/\.(?:wgsl|json)$/.test(basename(name))) return;
        clearTimeout(waiting);
        // Editors write a file in several steps.
        waiting = setTimeout(() => {
          drawing = drawing.then(tryToDraw).catch(fail);
        }, 80);
      });
      signal.addEventListener('abort', () => {
        clearTimeout(waiting);
        drawing.then(done, fail);
      });
      watcher.on('error', error => (signal.aborted ? undefined : fail(error)));
    });
  } finally {
    await renderer.close();
  }
}

/** `phosphene scene`: scenes of one's own. */
export function sceneCommand(): Command {
  const command = new Command('scene')
    .description('make scenes of your own, and see them as you write')
    .addHelpText('after', examples);
  command
    .command('new')
    .description('write a scene to begin with')
    .argument('<folder>')
    .argument('<name>', 'lower case with hyphens')
    .action(newScene);
  command
    .command('preview')
    .description('draw the scenes of a folder, again with every change')
    .argument('<folder>')
    .option('-o, --output <file>', 'the picture (default: preview.png in the folder)')
    .option('--once', 'draw once and end')
    .action((folder: string, { output, once }: { output?: string; once?: boolean }) =>
      previewScenes(folder, output, once ?? false),
    );
  return command;
}
