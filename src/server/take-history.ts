import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SceneMap } from '../scene-map/index.ts';
import { loadEdit } from '../workflow/assembly/edit-record.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { type SceneTake, sceneTakeSchema } from './contract/schemas.ts';
import { takesOf, workOf } from './studio-folder.ts';

const historyOf = (root: string, id: string): string => join(workOf(root, id), 'take-history.json');

function read(root: string, id: string): SceneTake[] {
  const path = historyOf(root, id);
  if (!existsSync(path)) return [];
  const parsed = z.array(sceneTakeSchema).safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return parsed.success ? parsed.data : [];
}

/** Takes of earlier and present videos whose files are still there, with the scenes they were drawn from. */
export function keptTakes(root: string, id: string): SceneTake[] {
  const there = new Set(takesOf(root, id));
  return read(root, id).filter(({ take }) => there.has(take));
}

/** Remembers, after a render, which scene of the map each take was drawn from. */
export function rememberTakes(root: string, id: string, map: SceneMap, now: Date): void {
  const edit = loadEdit(workOf(root, id));
  const rate = edit.frameRate.numerator / edit.frameRate.denominator;
  const known = keptTakes(root, id);
  const fresh = edit.shots.flatMap(({ take, first, end, sceneStart }): SceneTake[] => {
    const name = take.split('/').at(-1)!;
    const index = map.scenes.findIndex(one => Math.abs(one.start_time - sceneStart) < 1e-6);
    if (index < 0 || known.some(one => one.take === name)) return [];
    // The seed is written out: without it another place in the map would give another picture.
    const scene = { ...map.scenes[index], seed: map.scenes[index].seed ?? map.seed * 1000 + index };
    return [{ take: name, start: first / rate, end: end / rate, rendered: now.toISOString(), scene }];
  });
  writeWhole(historyOf(root, id), JSON.stringify([...known, ...fresh], null, 1));
}
