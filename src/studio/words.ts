import { dollars as amount } from '../formatting/dollars.ts';
import type { Progress } from '../workflow/progress.ts';

/** "3:07" */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** "3:07.25", for editing. */
export function fineClock(seconds: number): string {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  return `${clock(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, '0')}`;
}

/** "about 2 minutes" */
export function about(seconds: number): string {
  if (seconds < 50) return `about ${Math.max(1, Math.round(seconds))} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `about ${Math.max(1, minutes)} ${minutes <= 1 ? 'minute' : 'minutes'}`
    : `about ${(seconds / 3600).toFixed(1)} hours`;
}

/** "Rendering 42%", or that it is being worked on where that has no measure. */
export const renderingInWords = (progress: Progress | undefined): string =>
  progress?.stage === 'render' ? `Rendering ${Math.floor(progress.fraction * 100)}%` : 'Working…';

/** "12.3 MB" */
export const megabytes = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;

/** "My song" of "My song.mp3" */
export const stem = (name: string): string => name.replace(/\.\w+$/, '');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "$1.20", or that nobody knows. */
export const dollars = (usd: number | null | undefined): string =>
  usd === null || usd === undefined ? 'price unknown' : amount(usd);
