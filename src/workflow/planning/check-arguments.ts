import { policies } from '../../generators/choose-generator.ts';
import { qaModes } from '../quality/qa-modes.ts';
import type { RenderRequest } from './render-request.ts';

type Name = keyof RenderRequest;

const texts = [
  'outputPath', 'sceneMapPath', 'style', 'scenes', 'footage', 'generator', 'director', 'directorModel', 'lyricsStyle', 'transcriptPath',
  'transcribe', 'transcribeModel', 'whisperModel', 'title', 'artist', 'credits', 'look', 'lut', 'logo', 'logoPosition',
] as const satisfies readonly Name[]; // biome-ignore format: a list

/** Numbers, and what they must be; those that settings and lengths check for themselves are not here. */
const numbers: [name: Name, isFit: (value: number) => boolean, form: string][] = [
  // A budget that is no number would bound nothing.
  ['budget', value => value >= 0, 'dollars from 0'],
  ['concurrency', value => Number.isInteger(value) && value >= 1, 'a whole number from 1'],
  ['threads', value => Number.isInteger(value) && value >= 1, 'a whole number from 1'],
  ['directorTimeout', value => value > 0, 'seconds above 0'],
  ['logoSize', value => value > 0, 'a share above 0'],
  ['logoOpacity', value => value > 0, 'a share above 0'],
  ['priority', Number.isFinite, 'a number'],
];

const choices: [name: Name, values: readonly string[]][] = [
  ['renderer', ['auto', 'gpu', 'cpu']],
  ['policy', policies],
  ['qa', qaModes],
];

/**
 * Holds a program's request against its types, since nobody else does where it is not checked by a compiler.
 *
 * @throws {TypeError} that names the argument
 */
export function checkArguments(request: RenderRequest): void {
  const refuse = (name: Name, form: string): never => {
    const given = request[name];
    throw new TypeError(`${name} must be ${form}, not ${typeof given === 'string' ? `"${given}"` : String(given)}.`);
  };
  if (typeof request.audioPath !== 'string' || request.audioPath === '') refuse('audioPath', 'the path of a track');
  for (const name of texts) if (!['string', 'undefined'].includes(typeof request[name])) refuse(name, 'a text');
  for (const [name, isFit, form] of numbers) {
    const value = request[name];
    if (value !== undefined && !(typeof value === 'number' && isFit(value))) refuse(name, form);
  }
  for (const [name, values] of choices) {
    const value = request[name];
    if (value !== undefined && !values.includes(value as string)) refuse(name, `one of ${values.join(', ')}`);
  }
}
