import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type SceneMap, sceneSeed } from '../scene-map/index.ts';
import { loadEdit } from '../workflow/assembly/edit-record.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { readTakes, shotsOfScene } from '../workflow/quality/takes-file.ts';
import { type SceneTake, sceneTakeSchema } from './contract/schemas.ts';
import { takesOf, workOf } from './studio-folder.ts';

const historyOf = (root: string, id: string): string => join(workOf(root, id), 'take-history.json');

function read(root: string, id: string): SceneTake[] {
  const path = historyOf(root, id);
  if (!existsSync(path)) return [];
  try {
    return z.array(sceneTakeSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    // A record that cannot be read is begun anew: the takes of the present video come into it with the next render.
    if (error instanceof z.ZodError || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Takes of earlier and present videos whose files are still there, with the scenes they were drawn from. */
export function keptTakes(root: string, id: string): SceneTake[] {
  const there = new Set(takesOf(root, id));
  return read(root, id).filter(({ take }) => there.has(take));
}

/**
 * Remembers, after a render, which scene each take was drawn from: those in the video, and those that were made again
 * and lost.
 *
 * @param shown the map that the video shows
 * @param begun the map that the render began with, to which the takes that lost belong
 */
export function rememberTakes(root: string, id: string, shown: SceneMap, begun: SceneMap, now: Date): void {
  const edit = loadEdit(workOf(root, id));
  const rate = edit.frameRate.numerator / edit.frameRate.denominator;
  const inVideo = shown.scenes.flatMap((scene, index) =>
    // The seed is written out: without it another place in the map would give another picture.
    shotsOfScene(edit, scene).map(shot => ({
      shot,
      name: basename(shot.take),
      scene: { ...scene, seed: sceneSeed(shown, index) },
    })),
  );
  const lost = (readTakes(workOf(root, id), begun)?.takes ?? []).flatMap(take => {
    const scene = begun.scenes[take.scene - 1];
    const { seed, description = scene.description, references = scene.references } = take;
    const own = { ...scene, seed, description, ...(references ? { references } : {}) };
    return shotsOfScene(edit, scene).flatMap((shot, i) =>
      take.files?.[i] ? [{ shot, name: take.files[i], scene: own }] : [],
    );
  });
  const all = keptTakes(root, id);
  for (const { shot, name, scene } of [...lost, ...inVideo]) {
    if (all.some(one => one.take === name)) continue;
    all.push({ take: name, start: shot.first / rate, end: shot.end / rate, rendered: now.toISOString(), scene });
  }
  writeWhole(historyOf(root, id), JSON.stringify(all, null, 1));
}
