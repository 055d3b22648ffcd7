import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { GeneratorError, type MediaInput } from '../../generators/port.ts';
import type { Scene, SceneMap } from '../../scene-map/index.ts';

/** The words for a scene: what is seen, how the camera moves, who is there in always the same words, colours, style. */
export function promptOf(map: SceneMap, scene: Scene): string {
  const { description, camera, color_palette, cast } = scene;
  const has = (words: string): boolean => description.toLowerCase().includes(words.toLowerCase());
  const parts = [description.trim().replace(/[.\s]+$/, '')];
  if (camera && !has(camera)) parts.push(camera.trim().replace(/[.\s]+$/, ''));
  for (const name of cast ?? []) {
    const member = map.cast?.find(one => one.name.toLowerCase() === name.toLowerCase());
    if (member?.description) parts.push(`${member.name}: ${member.description.trim().replace(/[.\s]+$/, '')}`);
  }
  const colours = color_palette.filter(word => !word.startsWith('#') && !has(word));
  if (colours.length > 0) parts.push(`Colours: ${colours.join(', ')}`);
  if (map.style && !has(map.style)) parts.push(map.style.trim().replace(/[.\s]+$/, ''));
  return `${parts.join('. ')}.`;
}

/** Pictures to go by, the cast's first. @throws {GeneratorError} when one is not there */
export function referencesOf(map: SceneMap, scene: Scene, mapFolder: string): { name: string; media: MediaInput }[] {
  const cast = (scene.cast ?? []).flatMap(name => {
    const member = map.cast?.find(one => one.name.toLowerCase() === name.toLowerCase());
    return (member?.references ?? []).map(reference => ({ name, reference }));
  });
  return [...cast, ...(scene.references ?? []).map(reference => ({ name: 'reference', reference }))].map(
    ({ name, reference }) => {
      if (/^https:\/\//i.test(reference)) return { name, media: { url: reference } };
      const path = resolve(mapFolder, reference);
      if (!existsSync(path))
        throw new GeneratorError('invalid-input', `There is no file ${path}; correct the references of the scene map.`);
      return { name, media: { path } };
    },
  );
}
