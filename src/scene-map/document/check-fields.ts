import type { z } from 'zod';
import { gradeSchema } from './grade-schema.ts';
import { joinPath } from './json-text.ts';
import { nearestWords } from './nearest-word.ts';
import { overlaySchema } from './overlay-schema.ts';
import type { Report } from './scene-map-problem.ts';
import { castMemberSchema, retakeSchema, sceneMapSchema, sceneSchema } from './schema.ts';

/** What people write for a key of ours. */
// biome-ignore format: a table
const aliases: Readonly<Record<string, string>> = {
  prompt: 'description', text: 'description', start: 'start_time', begin: 'start_time', from: 'start_time', end: 'end_time', stop: 'end_time', to: 'end_time',
  fps: 'frame_rate', framerate: 'frame_rate', resolution: 'output_resolution', size: 'output_resolution', transition: 'transition_type', palette: 'color_palette',
  colors: 'color_palette', colours: 'color_palette', colourpalette: 'color_palette', motion: 'motion_intensity', intensity: 'motion_intensity', audio: 'audio_file', track: 'audio_file', song: 'audio_file',
  aspect: 'aspect_ratio', ratio: 'aspect_ratio', guidance: 'guidance_scale', cfg: 'guidance_scale', negative: 'negative_prompt', characters: 'cast', name: 'scene', comment: 'notes', note: 'notes', model: 'generator', provider: 'generator', knobs: 'look', lut: 'grade',
};

/** Keys of an object, or of the object that is one of its fields. */
function keysWithin({ shape }: z.ZodObject, field: string | undefined): string[] {
  const within = field === undefined ? undefined : (shape[field] as z.ZodOptional<z.ZodObject> | undefined)?.unwrap();
  return Object.keys(within?.shape ?? shape);
}

function knownKeys(place: string): string[] {
  if (place === '') return Object.keys(sceneMapSchema.shape);
  if (/^scenes\[\d+\]$/.test(place)) return Object.keys(sceneSchema.shape);
  if (/^cast\[\d+\]$/.test(place)) return Object.keys(castMemberSchema.shape);
  if (/^scenes\[\d+\]\.retakes\[\d+\]$/.test(place)) return Object.keys(retakeSchema.shape);
  const inside = /^scenes\[\d+\]\.(overlays\[\d+\]|grade)(?:\.(\w+))?/.exec(place);
  if (inside) return keysWithin(inside[1] === 'grade' ? gradeSchema : overlaySchema, inside[2]);
  return ['start_time', 'end_time'];
}

function unknownKeyMessage(key: string, place: string): string {
  const known = knownKeys(place);
  const alias = aliases[key.toLowerCase().replace(/[\s_-]/g, '')];
  const nearest = alias !== undefined && known.includes(alias) ? [alias] : nearestWords(key, known, 1);
  if (nearest.length > 0) return `is not a field; did you mean "${nearest[0]}"?`;
  return `is not a field here; remove it, or put it into "notes". Fields: ${known.filter(name => name !== '$schema').join(', ')}`;
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((parent, key) => joinPath(parent, typeof key === 'number' ? key : String(key)), '');

/** Reports what the schema does not take; of fields that it does not know also which may be meant. */
export function reportIssues(issues: readonly z.core.$ZodIssue[], report: Report): void {
  for (const issue of issues) {
    const place = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) report(joinPath(place, key), unknownKeyMessage(key, place));
    else report(place, issue.message);
  }
}
