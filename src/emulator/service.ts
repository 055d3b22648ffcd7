import type { Job, JobStore } from './jobs.ts';

/** A request as a service sees it. */
export interface Call {
  method: string;
  /** Path below the service's own, beginning with "/". */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or the raw bytes of anything else. */
  body: Record<string, unknown>;
}

/** What a service answers. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The manners of one provider's API. */
export interface Service {
  name: string;
  /** Whether this call asks for a new, paid job. */
  creates(call: Call): boolean;
  /** Whether it asks how a job is. */
  polls(call: Call): boolean;
  /** Undefined where there is no such address. */
  answer(call: Call, jobs: JobStore, clipAddress: (job: Job) => string): Answer | undefined;
  /** An error in the provider's own form. */
  error(status: number, message: string): unknown;
}

/** A "16:9" and a short side as width and height, both even. */
export function sizeOf(aspectRatio: unknown, short: number): { width: number; height: number } {
  const [across, down] = /^\d+:\d+$/.test(String(aspectRatio)) ? String(aspectRatio).split(':').map(Number) : [16, 9];
  const long = Math.round((short * Math.max(across, down)) / Math.min(across, down) / 2) * 2;
  return across >= down ? { width: long, height: short } : { width: short, height: long };
}

/** "720p", "768P", "1080p" as a number of lines. */
export const linesOf = (resolution: unknown, otherwise: number): number =>
  Number(/^(\d+)p$/i.exec(String(resolution))?.[1] ?? otherwise);

/** Seconds of the first WAV sound within some bytes (of a form, say); undefined where there is none. */
export function wavSeconds(bytes: Buffer): number | undefined {
  const riff = bytes.indexOf('RIFF');
  const format = riff < 0 ? -1 : bytes.indexOf('fmt ', riff);
  const data = format < 0 ? -1 : bytes.indexOf('data', format);
  if (data < 0) return undefined;
  return bytes.readUInt32LE(data + 4) / bytes.readUInt32LE(format + 16);
}
