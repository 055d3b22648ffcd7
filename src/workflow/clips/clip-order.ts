import { join } from 'node:path';
import type { Generator } from '../../generators/catalogue.ts';
import type { ClipRequest, Connection, GeneratorError } from '../../generators/port.ts';
import type { Ledger } from './ledger.ts';
import type { ProviderGate } from './provider-gate.ts';

/** A clip that is wanted. */
export interface ClipOrder {
  /** Fingerprint of generator and request: the name of the clip in the production folder. */
  clip: string;
  /** For people: "scene 3, part 1". */
  shot: string;
  generator: Generator;
  request: ClipRequest;
  /** Seconds of it that the video shows; a clip that is shorter is of no use. */
  secondsNeeded: number;
}

/** What making a clip works with. */
export interface OrderContext {
  ledger: Ledger;
  clipsFolder: string;
  connection: Connection;
  /** Where the provider's API is called. */
  baseUrl: string;
  gate: ProviderGate;
  /** Seconds between two polls. */
  pollSeconds: number;
  /**
   * Seconds after which a provider that does not know an order has not got it, and after which one that cannot tell
   * never will.
   */
  settleSeconds: { absent: number; unknown: number };
  /** Called before an order leaves; throws where the money does not reach. */
  approve(order: ClipOrder): Promise<void>;
  /** Order anew although a former order may have been accepted. */
  reorderUnclear: boolean;
  note(line: string): void;
  progress?(share: number): void;
  signal?: AbortSignal;
}

/** A shot that could not be made; the message names the shot and the reason. */
export class ClipError extends Error {
  readonly order: ClipOrder;
  readonly kind: GeneratorError['kind'];
  constructor(order: ClipOrder, kind: GeneratorError['kind'], message: string) {
    super(`${order.shot[0].toUpperCase()}${order.shot.slice(1)} (${order.generator.name}): ${message}`);
    this.name = 'ClipError';
    this.order = order;
    this.kind = kind;
  }
}

/** Where the clip of an order lies when it is done. */
export const clipPath = (folder: string, clip: string): string => join(folder, `${clip}.mp4`);
