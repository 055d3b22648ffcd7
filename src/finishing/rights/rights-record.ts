import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Whether the music may be used under pictures. */
const clearanceStates = ['unknown', 'own work', 'requested', 'cleared', 'refused'] as const;

const recordSchema = z.looseObject({
  form: z.literal(1),
  track: z.looseObject({
    file: z.string(),
    sha256: z.string(),
    title: z.string().optional(),
    artist: z.string().optional(),
    owner: z.string(),
    clearance: z.enum(clearanceStates),
    notes: z.string(),
  }),
  generators: z.array(
    z.looseObject({
      name: z.string(),
      model: z.string(),
      sourceType: z.string(),
      terms: z.string(),
      /** Where the terms are read, of a service. */
      termsUrl: z.string().optional(),
      prompts: z.array(z.string()),
      references: z.array(z.string()),
      shots: z.int(),
    }),
  ),
  /** Footage, stills and logos that lie over the pictures: their rights are the user's to know. */
  overlays: z.array(z.string()).default([]),
  warnings: z.array(z.string()),
});

/**
 * Whose rights a production touches. `owner`, `clearance` and `notes` of the track, and whatever else a person adds,
 * stay as they were written by hand; the rest is written anew by each render.
 */
export type RightsRecord = z.output<typeof recordSchema>;

/** What a render knows. */
export interface RightsFacts {
  track: { file: string; sha256: string; title?: string; artist?: string };
  generators: RightsRecord['generators'];
  overlays: string[];
  warnings: string[];
}

/** The kept record; undefined where there is none. `wrong` says in a sentence why one cannot be read. */
export function readRights(path: string): { record?: RightsRecord; wrong?: string } {
  if (!existsSync(path)) return {};
  try {
    return { record: recordSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) };
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const place = issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : 'it is not JSON';
    return { wrong: `${path} was left as it is, since it cannot be read (${place}); mend it or delete it.` };
  }
}

/** The record of a render: its facts, with what people wrote by hand in the one before. */
export function mergeRights(facts: RightsFacts, before: RightsRecord | undefined): RightsRecord {
  const sameTrack = before?.track.sha256 === facts.track.sha256;
  const blank = { owner: '', clearance: 'unknown' as const, notes: '' };
  return {
    ...before,
    form: 1,
    // A clearance belongs to one recording: another track starts anew.
    track: { ...facts.track, ...blank, ...(sameTrack ? before.track : {}), ...facts.track },
    generators: facts.generators,
    overlays: facts.overlays,
    warnings: facts.warnings,
  };
}
