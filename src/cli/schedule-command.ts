import { writeFileSync } from 'node:fs';
import { basename, extname, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { escapeMarkup } from '../formatting/escape-markup.ts';
import { plotSchedule } from '../generators/diffusion/schedule/plot.ts';
import { createSchedule } from '../generators/diffusion/schedule/schedule.ts';
import { readyToWriteAll } from '../workflow/production/ready-to-write.ts';
import { planVideo } from '../workflow/render-video.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene schedule song.mp3                     how diffusion would move in each scene of the plan
  phosphene schedule song.mp3 -m map.json -o schedule.html`;

/** `phosphene schedule`: a page that shows how diffusion moves in each scene. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description(
      'draw how the "diffusion" generator moves in each scene: guidance, strength, noise, camera, pictures on the beats',
    )
    .argument('<track>', 'the audio file')
    .option('-m, --map <file>', 'use this scene map')
    .option('-o, --output <file>', "the page (default: the track's name, -schedule.html)")
    .addHelpText('after', examples)
    .action(async (audioPath: string, options: { map?: string; output?: string }) => {
      const path = resolve(options.output ?? `${basename(audioPath, extname(audioPath))}-schedule.html`);
      readyToWriteAll([options.output ?? path], audioPath);
      const { sceneMap, analysis } = await withProgress(terminal =>
        planVideo({ audioPath, sceneMapPath: options.map, ...terminal }),
      );
      const scenes = sceneMap.scenes.map((scene, i) => {
        const one = {
          start: scene.start_time,
          end: scene.end_time,
          description: scene.description,
          motion: scene.motion_intensity,
          settings: scene.diffusion ?? {},
        };
        return `<h2>Scene ${i + 1}${scene.section ? `, ${escapeMarkup(scene.section)}` : ''}</h2>${plotSchedule(createSchedule(one, analysis), one)}`;
      });
      writeFileSync(
        path,
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Diffusion schedule of ${escapeMarkup(basename(audioPath))}</title><style>body{background:#0a0e16;color:#c8d3e5;font-family:sans-serif;max-width:1000px;margin:2em auto}h2{font-size:1em;font-weight:normal}svg{width:100%}</style><h1>${escapeMarkup(basename(audioPath))}</h1>${scenes.join('')}</html>\n`,
      );
      process.stdout.write(`${relative(process.cwd(), path)}\n`);
    });
}
