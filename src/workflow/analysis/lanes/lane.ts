/** One strip of the picture. */
export interface Lane {
  name: string;
  /** A line under the name: unit or range. */
  note?: string;
  /** Pixels. */
  height: number;
  /** SVG in coordinates of the strip. */
  content: string;
}

/** The time axis that all strips share. */
export interface TimeAxis {
  /** Seconds. */
  duration: number;
  /** Pixels. */
  width: number;
  /** The place of a time, in pixels. */
  x(time: number): number;
}

/** Wide enough to tell beats apart, and no wider than browsers draw well. */
export function timeAxis(duration: number): TimeAxis {
  const width = Math.round(Math.min(12000, Math.max(1220, duration * 7)));
  return { duration, width, x: time => (time / duration) * width };
}

/** A coordinate to a tenth of a pixel. */
export const number = (value: number): string => (Math.round(value * 10) / 10).toString();

/** Marks as one path of upright strokes. */
export function strokes(times: readonly number[], { x }: TimeAxis, top: number, bottom: number): string {
  return times.map(time => `M${number(x(time))} ${number(top)}V${number(bottom)}`).join('');
}

/** A point of a curve, 0 to 1, in a strip of a height. */
export function point({ x }: TimeAxis, time: number, value: number, height: number): string {
  return `${number(x(time))} ${number(height - value * height)}`;
}
