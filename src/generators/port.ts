/**
 * The one interface that every generator stands behind, whether it is a paid service, a server in the next room, or
 * code of ours.
 *
 * A superset in spirit of the Vercel AI SDK's video model specification (version 4): start and status apart, a handle
 * that survives as JSON, warnings instead of silently dropped options. What that lacks and a production needs is added:
 * cost, capabilities, limits, cancelling, error kinds.
 */

import type { Analysis } from '../audio/index.ts';
import type { DiffusionSettings } from '../scene-map/index.ts';

/** What can be written as JSON and read again. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A picture, clip or sound given to a generator. */
export type MediaInput = { path: string } | { url: string };

/** A size that a model makes. */
export interface ClipSize {
  /** Width to height in the provider's own words, such as "16:9". */
  aspectRatio: string;
  width: number;
  height: number;
  /** The provider's own word for this size, where it has one: "720p". */
  resolution?: string;
}

/**
 * What is asked of a generator. Only what the model's capabilities name may be set; {@link Submitted.warnings} tells
 * what was left out.
 */
export interface ClipRequest {
  prompt: string;
  negativePrompt?: string;
  /** On the model's grid of durations. */
  seconds: number;
  size: ClipSize;
  frameRate?: number;
  seed?: number;
  /** Classifier-free guidance, 0 to 30. */
  guidance?: number;
  firstFrame?: MediaInput;
  lastFrame?: MediaInput;
  /**
   * Pictures of the people, places and things that are to be recognised, in the order in which the prompt names them.
   */
  references?: readonly { name: string; media: MediaInput }[];
  /**
   * What of the user's own footage is shown: a file, seconds into it, and the energy of the music (0 to 1), which moves
   * the camera over a still.
   */
  stretch?: { path: string; start: number; energy: number };
  /** The music (or voice) under this very stretch. */
  audio?: MediaInput;
  /**
   * For generators in this process that follow the music themselves: its analysis, and the seconds in the track at
   * which the clip begins.
   */
  music?: { analysis: Analysis; start: number };
  /** How a diffusion moves over the clip; see the scene map's `diffusion`. */
  diffusion?: DiffusionSettings;
  /** How much moves, 1 to 10. */
  motion?: number;
  /** Words that are sung or spoken here. */
  speech?: string;
}

/** A value that somebody published, and when it was read. */
export interface Price {
  /** United States dollars for a second of clip; undefined where the price is not known. */
  usdPerSecond?: number;
  usdPerClip?: number;
  /** Day on which the figure was read, as YYYY-MM-DD. */
  asOf: string;
  /** Where it stands. */
  source: string;
}

/** What a model can do; the planner asks for nothing else. */
export interface Capabilities {
  /** Seconds: the lengths themselves, or whole steps within a range. */
  durations: readonly number[] | { least: number; most: number; step: number };
  /** Sizes it makes, the preferred one first. */
  sizes: readonly ClipSize[];
  /** Frames per second of its clips. */
  frameRate: number;
  text: boolean;
  firstFrame: 'no' | 'optional' | 'required';
  lastFrame: boolean;
  /** Most reference pictures. */
  references: number;
  /** Whether sound drives the picture. */
  audio: 'no' | 'optional' | 'required';
  /** Whether it takes the music's analysis and the scene's own schedule: generators in this process. */
  followsMusic?: true;
  /** Whether it speaks words; its clips are then as long as the words take, whatever was asked. */
  speech?: 'required';
  seed: boolean;
  negativePrompt: boolean;
  guidance: boolean;
  /** Most UTF-16 units of a prompt. */
  promptLength: number;
}

/** One model of a provider. */
export interface Model {
  /** Short name, unique within the provider: "gen4.5". */
  name: string;
  title: string;
  capabilities: Capabilities;
  price: Price;
  /** Seconds that a clip of five seconds usually takes; a rough figure for estimates. */
  typicalSeconds: number;
  /** How coherent its clips were found, 0 to 1; undefined where nobody published a figure. */
  coherence?: number;
}

/** How hard a provider may be driven. */
export interface Limits {
  /** Jobs at a time. */
  concurrent: number;
  /** Least seconds between two polls of one job. */
  pollSeconds: number;
  /** Requests a second, over all jobs. */
  requestsPerSecond: number;
}

/** A service, or something of our own, that makes clips. */
export interface Provider {
  /** Name in scene maps and on the command line: "runway". */
  name: string;
  title: string;
  termsUrl: string;
  /** Environment variables that hold its keys; all are needed. */
  keys: readonly string[];
  /** Environment variables that it also reads: an avatar, a workflow file. */
  options: readonly { name: string; meaning: string }[];
  /** Address of the service, and the environment variable that puts another in its place. */
  baseUrl: string;
  baseUrlVariable: string;
  limits: Limits;
  /** Whether it works in this process: it has no address, no key and no price. */
  local?: true;
  /** What of the user's settings changes what it makes, beside the request: another model makes another clip. */
  madeWith?(options: Readonly<Record<string, string | undefined>>): Json;
  /** What it gives away, in words with the day of the figure. */
  freeQuota?: string;
  /** The first one is taken where a scene names the provider alone. */
  models: readonly Model[];
  connect(access: Access): Connection;
  /** The handle of a job from its name in the provider's own account pages. */
  handleOf?(model: Model, id: string): Json;
}

/** What a connection needs to know. */
export interface Access {
  /** Values of {@link Provider.keys}; never logged. */
  keys: Readonly<Record<string, string>>;
  options: Readonly<Record<string, string>>;
  baseUrl: string;
}

/** An accepted job. */
export interface Submitted {
  /** All that is needed to find the job again, in any process. */
  handle: Json;
  /** What the provider says that it may cost, in dollars. */
  usd?: number;
  /** What the provider does not do of what was asked. */
  warnings: string[];
}

/** An order whose answer was lost. */
export interface LostOrder {
  /** Our own name of the job. */
  jobId: string;
  model: Model;
  request: ClipRequest;
  /** When it left. */
  sent: Date;
  /** Handles of other orders, which this one cannot be. */
  taken: readonly Json[];
}

/** A finished clip, where it lies. */
export interface Asset {
  /** An address to fetch, or a file on this machine. */
  location: MediaInput;
  /** Headers that the fetch needs; never logged. */
  headers?: Record<string, string>;
}

/** A picture of what is being made. */
export interface Preview {
  /** "image/jpeg" or "image/png". */
  mediaType: string;
  bytes: Uint8Array;
}

/**
 * Where a job is: `ahead` counts the jobs that are to be done before it, where the provider tells. Only 'succeeded',
 * 'failed' and 'canceled' are final.
 */
export type JobState =
  | { state: 'queued' | 'running'; progress?: number; ahead?: number; preview?: Preview }
  | { state: 'succeeded'; assets: Asset[]; usd?: number }
  | { state: 'failed'; kind: FailureKind; message: string; usd?: number }
  | { state: 'canceled'; usd?: number };

/** What an account may still do, as far as the provider tells. */
export interface AccountState {
  /** For people: "$12.40 left", "3 of 30 test videos left". */
  summary: string;
}

/** A way to a provider's jobs. Every method is one request without automatic repetition. */
export interface Connection {
  /**
   * Loads what the first call needs, asking nobody: an order is written down right before it leaves, so that a crash
   * hardly ever falls in between.
   */
  ready?(): Promise<void>;
  /**
   * Asks for a clip: exactly one POST.
   *
   * @param jobId our own name of the job; providers that keep it can be asked for it later
   * @throws {GeneratorError} kind 'unknown-outcome' where nobody can tell whether the job was accepted
   */
  submit(model: Model, request: ClipRequest, job: { jobId: string; signal?: AbortSignal }): Promise<Submitted>;
  /** @throws {GeneratorError} which never means that the job has failed: that is a state */
  poll(handle: Json, signal?: AbortSignal): Promise<JobState>;
  /** Undefined where the provider cannot cancel. */
  cancel?(handle: Json): Promise<'canceled' | 'requested' | 'too-late'>;
  /** Whether a job has ended with the process that ran it: it is begun anew. Only of generators on this machine. */
  isLost?(handle: Json): boolean;
  /**
   * Looks for the job of an order whose answer was lost: by our own name of it, or by what was asked for. Undefined
   * where the provider cannot be asked.
   *
   * @returns its handle; 'absent' where the provider knows all its jobs and this is none of them; 'unknown' where it
   *   cannot tell, or not yet
   */
  find?(order: LostOrder): Promise<Json | 'absent' | 'unknown'>;
  /** A call that costs nothing: do the keys work, and what is left. */
  check?(): Promise<AccountState>;
}

/** Why a job or a call failed. */
export type FailureKind =
  /** The provider will not make this: another prompt, or another generator. */
  | 'moderation'
  | 'invalid-input'
  | 'unauthorised'
  /** The account has no money or no quota left. */
  | 'quota'
  /** Too many calls; certainly not accepted. */
  | 'rate-limited'
  /** The service could not be reached; certainly not accepted. */
  | 'unreachable'
  /** The call may or may not have been accepted. */
  | 'unknown-outcome'
  /** The address of the result has expired. */
  | 'expired'
  /** The service broke. */
  | 'provider';

/** A call to a generator that did not do what it should; the message is one sentence without secrets. */
export class GeneratorError extends Error {
  readonly kind: FailureKind;
  /** Seconds that the provider asks one to wait. */
  readonly retryAfter?: number;
  constructor(kind: FailureKind, message: string, retryAfter?: number) {
    super(message);
    this.name = 'GeneratorError';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

/**
 * Smallest length on the model's grid that is not below the wanted one; undefined where it is longer than the model
 * goes.
 */
export function durationOnGrid({ durations }: Capabilities, seconds: number): number | undefined {
  const wanted = seconds - 1e-6;
  if (Array.isArray(durations)) return [...durations].sort((a, b) => a - b).find(length => length >= wanted);
  const { least, most, step } = durations as { least: number; most: number; step: number };
  const length = least + Math.max(0, Math.ceil((wanted - least) / step - 1e-9)) * step;
  return length <= most + 1e-9 ? length : undefined;
}

/** Longest clip that a model makes, in seconds. */
export function longestDuration({ durations }: Capabilities): number {
  return Array.isArray(durations) ? Math.max(...durations) : (durations as { most: number }).most;
}

/** Cost of a clip by the published price, in dollars; undefined where no price is known. */
export function listPrice({ price }: Model, seconds: number): number | undefined {
  const { usdPerSecond, usdPerClip } = price;
  if (usdPerSecond === undefined && usdPerClip === undefined) return undefined;
  return (usdPerSecond ?? 0) * seconds + (usdPerClip ?? 0);
}
