import { z } from 'zod';
import { parseTime, timeForms } from './time-code.ts';
import { followed, type MusicalLength, namedResolutions } from './vocabulary.ts';

// The forms of single values, each with a message that says what it must be.

type IssueLike = { readonly input?: unknown };
export const quoted = (values: readonly string[]): string =>
  values.length < 2
    ? `"${values[0]}"`
    : `${values
        .slice(0, -1)
        .map(value => `"${value}"`)
        .join(', ')} or "${values.at(-1)}"`;
/** Message for a value that is not of the form; `form` ends the sentence "must be …". */
export const must = (form: string) => ({
  error: (issue: IssueLike) =>
    issue.input === undefined ? `is missing: it must be ${form}` : `must be ${form}, not ${shown(issue.input)}`,
});

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

export function text(form: string): z.ZodString {
  return z.string(must(form)).regex(/\S/, must(form));
}

export function range(low: number, high: number, form = `a number from ${low} to ${high}`): z.ZodNumber {
  return z.number(must(form)).min(low, must(form)).max(high, must(form));
}

export function time(description: string) {
  const form = `a time as ${timeForms}`;
  return z
    .union(
      [
        z.number().min(0, must(form)),
        z.string().regex(/^\s*(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,6})?\s*$/, must(form)),
      ],
      must(form),
    )
    .transform((value, context) => {
      const seconds = parseTime(value);
      if (seconds !== undefined) return seconds;
      context.issues.push({ code: 'custom', input: value, message: must(form).error({ input: value }) });
      return z.NEVER;
    })
    .describe(description);
}

const musicalLengthPattern = /^\s*(\d{1,3}(?:\.\d{1,4})?)\s*(beats?|s|seconds?)?\s*$/;

export function musicalLength(description: string) {
  const form = 'a length: seconds as a number, or text such as "2 beats"';
  return z
    .union(
      [z.number().min(0, must(form)).max(60, must(form)), z.string().regex(musicalLengthPattern, must(form))],
      must(form),
    )
    .transform((value, context): MusicalLength => {
      if (typeof value === 'number') return value;
      const match = musicalLengthPattern.exec(value);
      if (match && Number(match[1]) <= 60)
        return match[2]?.startsWith('beat') ? `${Number(match[1])} beats` : Number(match[1]);
      context.issues.push({ code: 'custom', input: value, message: must(form).error({ input: value }) });
      return z.NEVER;
    })
    .describe(description);
}

export function oneOf<const Values extends readonly string[]>(values: Values, description: string) {
  return z.enum(values, must(quoted(values))).describe(description);
}

export function seed(description: string) {
  const form = 'a whole number from 0';
  return z.int(must(form)).min(0, must(form)).describe(description);
}

export const palette = z
  .union([z.string(), z.array(z.string())], must('words such as "teal, amber", or a list of them'))
  .transform(value =>
    (typeof value === 'string' ? value.split(/[,;/]|\band\b|&/i) : value)
      .map(word => word.trim())
      .filter(word => word !== ''),
  )
  .describe(
    'Colours and moods in words, the most important first, or as #rrggbb: ["teal", "amber"] or "neon pink and deep blue". Left out: chosen by the seed.',
  );

const resolutionForm = '"720p", "1080p", "1440p", "4K" or a size such as "1920x1080"';
export const resolution = z
  .string(must(resolutionForm))
  .regex(/^\s*(?:720p|1080p|1440p|4[kK]|\d{2,5}\s*[xX×]\s*\d{2,5})\s*$/, must(resolutionForm))
  .transform((value, context) => {
    const name = namedResolutions.find(known => known.toLowerCase() === value.trim().toLowerCase());
    if (name) return name as string;
    const match = /^(\d{2,5})\s*[xX×]\s*(\d{2,5})$/.exec(value.trim());
    const fits = (side: string): boolean => Number(side) >= 64 && Number(side) <= 7680 && Number(side) % 2 === 0;
    if (match && fits(match[1]) && fits(match[2])) return `${match[1]}x${match[2]}`;
    const form = 'a size whose sides are even and from 64 to 7680';
    context.issues.push({ code: 'custom', input: value, message: must(form).error({ input: value }) });
    return z.NEVER;
  })
  .describe(
    'Size of the video: "720p", "1080p", "1440p", "4K" (these name the shorter side) or "WxH" in pixels, both even. Default "1080p".',
  );

export function channels(low: number, high: number, description: string) {
  const form = `a number from ${low} to ${high}, or a list of three of them for red, green, blue`;
  const value = range(low, high, form);
  return z.union([value, z.tuple([value, value, value], must(form))], must(form)).describe(description);
}

export function follows(description: string) {
  return z
    .strictObject(
      {
        by: oneOf(followed, 'What of the music it follows.'),
        amount: range(0, 1).describe('How far it goes: 0 not at all, 1 all the way.'),
      },
      must('an object such as {"by": "beat", "amount": 0.5}'),
    )
    .describe(description);
}
