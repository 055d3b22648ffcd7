import { type Attributes, metrics, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * What a production tells those who watch over it, by OpenTelemetry's API. Without an SDK (see
 * `src/cli/start-telemetry.ts`) all of it does nothing and costs nothing.
 *
 * Never a prompt, a key, a path: only names of steps, services and models, times and costs.
 */
const tracer = trace.getTracer('phosphene');

// Instruments are made when they are first used: an SDK that is registered later than this file is loaded would not
// hear of them otherwise.
const made = new Map<string, { record(value: number, attributes: Attributes): void }>();
function instrument(kind: 'histogram' | 'counter', name: string, unit: string, description: string) {
  let one = made.get(name);
  if (!one) {
    const meter = metrics.getMeter('phosphene');
    if (kind === 'histogram') one = meter.createHistogram(name, { unit, description });
    else {
      const counter = meter.createCounter(name, { unit, description });
      one = { record: (value, attributes) => counter.add(value, attributes) };
    }
    made.set(name, one);
  }
  return one;
}

const sinceSeconds = (began: number): number => (performance.now() - began) / 1000;

/** Does a step of a production under a span, and records how long it took. */
export async function measured<T>(step: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  return tracer.startActiveSpan(`phosphene.${step}`, { attributes }, async span => {
    let outcome = 'done';
    try {
      return await work();
    } catch (error) {
      outcome = (error as Error).name === 'AbortError' ? 'stopped' : 'failed';
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      span.end();
      instrument('histogram', 'phosphene.step.duration', 's', 'Time that a step of a production takes').record(
        sinceSeconds(began),
        { step, outcome },
      );
    }
  });
}

/** Seconds that an order waited for its place at a service. */
export function recordQueued(provider: string, seconds: number): void {
  instrument(
    'histogram',
    'phosphene.provider.queue',
    's',
    'Time that an order waits for its place at a service',
  ).record(seconds, { provider });
}

/** An order that is over: seconds from its acceptance, and what it cost. */
export function recordJob(generator: string, outcome: string, seconds: number, usd: number | undefined): void {
  instrument('histogram', 'phosphene.provider.latency', 's', 'Time from an accepted order to its end').record(seconds, {
    generator,
    outcome,
  });
  if (usd !== undefined && usd > 0)
    instrument('counter', 'phosphene.provider.cost', '{USD}', 'Dollars for orders that are over').record(usd, {
      generator,
    });
}

/** A request to a service that it refused or that failed. */
export function recordRefusal(generator: string, kind: string): void {
  instrument('counter', 'phosphene.provider.refusals', '{request}', 'Orders that services did not take').record(1, {
    generator,
    kind,
  });
}

/** Frames that were drawn and encoded. */
export function recordFrames(frames: number): void {
  if (frames > 0) instrument('counter', 'phosphene.frames', '{frame}', 'Frames drawn and encoded').record(frames, {});
}
