import type { Generator } from '../../generators/catalogue.ts';
import { listPrice } from '../../generators/port.ts';
import type { PlannedClip } from './planned-clip.ts';

/** What a plan asks for: money, and how the pictures will be fitted. */
export interface ClipEstimate {
  clips: number;
  /** Seconds asked for, and of those shown. */
  secondsAsked: number;
  secondsShown: number;
  /** Dollars; undefined where a price is not known. */
  usd?: number;
  /** Rough seconds until all are there, with so many at a time. */
  waitSeconds: number;
}

/** Adds up planned clips. */
export function estimateClips(
  clips: readonly PlannedClip[],
  frameRate: number,
  concurrent: (generator: Generator) => number,
): ClipEstimate {
  const prices = clips.map(({ generator, request }) => listPrice(generator.model, request.seconds));
  const byProvider = new Map<string, number>();
  for (const { generator, request } of clips) {
    const seconds = (generator.model.typicalSeconds * Math.max(1, request.seconds / 5)) / concurrent(generator);
    byProvider.set(generator.provider.name, (byProvider.get(generator.provider.name) ?? 0) + seconds);
  }
  return {
    clips: clips.length,
    secondsAsked: clips.reduce((sum, { request }) => sum + request.seconds, 0),
    secondsShown: clips.reduce((sum, { frames }) => sum + (frames.end - frames.first) / frameRate, 0),
    usd: prices.includes(undefined) ? undefined : (prices as number[]).reduce((sum, price) => sum + price, 0),
    waitSeconds: Math.max(0, ...byProvider.values()),
  };
}
