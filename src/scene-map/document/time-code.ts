const pattern = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?$/;

/** How a time may be written, for messages. */
export const timeForms = '"m:ss", "m:ss.mmm", "h:mm:ss" or seconds as a number';

/** Seconds that can be told in the form "h:mm:ss". */
const longestTime = 999 * 3600 + 59 * 60 + 59;

/** A time on the scene map's grid of milliseconds. */
export function roundTime(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/**
 * Seconds, to the millisecond, of "m:ss", "m:ss.mmm", "h:mm:ss", "h:mm:ss.mmm" or a number of seconds.
 * Undefined where it is none of these, or negative, or has 60 or more in a place that ends at 59.
 */
export function parseTime(value: string | number): number | undefined {
  if (typeof value === 'number') return value >= 0 && value <= longestTime ? roundTime(value) : undefined;
  const match = pattern.exec(value.trim());
  if (!match) return undefined;
  const [, hours, minutes, seconds, fraction] = match;
  if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return undefined;
  return roundTime(Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction ?? 0}`));
}

/** "m:ss.mmm", from one hour on "h:mm:ss.mmm". */
export function printTime(seconds: number): string {
  const total = Math.round(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const tail = `${two(Math.floor(total / 1000) % 60)}.${String(total % 1000).padStart(3, '0')}`;
  const minutes = Math.floor(total / 60000);
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}

/** "m:ss", for people: the same without the milliseconds. */
export function printTimeShort(seconds: number): string {
  return printTime(Math.floor(seconds + 0.0005)).replace(/\.\d+$/, '');
}
