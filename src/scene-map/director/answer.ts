import { z } from 'zod';
import { unknownColourWords } from '../colour/palette.ts';
import { nearestWords } from '../document/nearest-word.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import { findScene } from '../scene-catalogue.ts';
import { cleanText } from './clean-text.ts';

/** The form of an answer, as models are asked to keep to it: every field is there, what is open is null. */
export const answerSchema = z.object({
  treatment: z.string(),
  palette: z.array(z.string()),
  sections: z.array(
    z.object({
      section: z.number(),
      shots: z.array(
        z.object({
          scene: z.string().nullable(),
          description: z.string(),
          palette: z.array(z.string()),
          camera: z.string().nullable(),
        }),
      ),
    }),
  ),
});

/** What is seen in one shot. */
export interface DirectedShot {
  /** Name of a scene in the catalogue; undefined where the description is to choose. */
  scene?: string;
  description: string;
  /** What is not to be seen. */
  negative: string;
  palette: string[];
  camera?: string;
}

/** A whole answer, checked. */
export interface Direction {
  treatment: string;
  palette: string[];
  /** By number of the section, from 0. */
  sections: Map<number, DirectedShot[]>;
}

/** What the reader of an answer goes by. */
export interface ReadAnswerOptions {
  sections: number;
  catalogue: readonly SceneDescription[];
}

const mostShots = 16;
const longestDescription = 300;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function readPalette(value: unknown): string[] {
  const words = (typeof value === 'string' ? value.split(/[,;/]/) : list(value))
    .filter(word => typeof word === 'string')
    .map(word =>
      word
        .slice(0, 40)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}# -]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(word => word !== '');
  return [...new Set(words.filter(word => unknownColourWords([word]).length === 0))].slice(0, 4);
}

/**
 * Reads an answer as far as it can be used, whatever came: fields that are missing or wrong are left to the rules,
 * unknown scenes to their descriptions, and each is told.
 *
 * @param answer JSON of any form
 * @returns problems as sentences; the direction is empty where nothing was of use
 */
export function readAnswer(
  answer: unknown,
  { sections: count, catalogue }: ReadAnswerOptions,
): { direction: Direction; problems: string[] } {
  const problems: string[] = [];
  const whole = record(answer);
  const treatment = cleanText(typeof whole.treatment === 'string' ? whole.treatment : '', 500).text;
  const sections = new Map<number, DirectedShot[]>();
  const removed = new Map<string, number>();
  for (const given of list(whole.sections).slice(0, 4 * count)) {
    const { section, shots } = record(given);
    const number = Number(section) - 1;
    if (!Number.isInteger(number) || number < 0 || number >= count) {
      problems.push(`There is no section ${JSON.stringify(section)?.slice(0, 20)}; sections go from 1 to ${count}.`);
      continue;
    }
    const read = sections.get(number) ?? [];
    for (const shot of list(shots).slice(0, mostShots)) {
      const { scene, description, palette, camera } = record(shot);
      const cleaned = cleanText(typeof description === 'string' ? description : '', longestDescription);
      for (const what of cleaned.removed) removed.set(what, (removed.get(what) ?? 0) + 1);
      if (!/\p{L}{3}/u.test(cleaned.text)) {
        problems.push(`A shot of section ${number + 1} has no description.`);
        continue;
      }
      const name =
        typeof scene === 'string'
          ? scene
              .toLowerCase()
              .replace(/[^a-z0-9 -]+/g, ' ')
              .trim()
              .slice(0, 40)
          : undefined;
      const known = name === undefined ? undefined : findScene(catalogue, name);
      if (name && name !== 'null' && !known) {
        const [near] = nearestWords(
          name,
          catalogue.map(one => one.name),
          1,
        );
        problems.push(`There is no scene "${name}"${near ? `; "${near}" is like it` : ''}.`);
      }
      const move = cleanText(typeof camera === 'string' ? camera : '', 80).text;
      read.push({
        ...(known ? { scene: known.name } : {}),
        description: cleaned.text[0].toUpperCase() + cleaned.text.slice(1),
        negative: cleaned.negative,
        palette: readPalette(palette),
        ...(/\p{L}{3}/u.test(move) && move !== 'null' ? { camera: move } : {}),
      });
    }
    if (read.length > 0) sections.set(number, read);
  }
  for (const [what, times] of removed)
    problems.unshift(
      `${what[0].toUpperCase()}${what.slice(1)} was taken out of ${times} ${times === 1 ? 'description' : 'descriptions'}.`,
    );
  const missing = Array.from({ length: count }, (_, i) => i).filter(i => !sections.has(i));
  if (missing.length > 0)
    problems.push(
      `No usable shots for ${missing.length === 1 ? 'section' : 'sections'} ${missing.map(i => i + 1).join(', ')}.`,
    );
  return { direction: { treatment, palette: readPalette(whole.palette), sections }, problems: [...new Set(problems)] };
}
