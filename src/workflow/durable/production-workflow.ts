import { defineWorkflow, type Workflow } from 'openworkflow';
import { explainFailure } from '../explain-failure.ts';
import type { RenderResult } from '../planning/render-request.ts';
import type { MadeScene, PlannedWork, Reel } from './production-plan.ts';
import type { ProductionSteps } from './production-steps.ts';

/** What a run of the workflow is started with. */
export interface ProductionInput {
  /** Name of the production, by which its steps are found again. */
  production: string;
  /** Where several wait, the higher goes first; 0 by default. */
  priority?: number;
  /** How often it was made before with other takes of some scenes; 0 by default. */
  round?: number;
}

interface ReelInput extends ProductionInput {
  reel: Reel;
  made?: MadeScene[];
}

interface SceneInput extends ProductionInput {
  scene: number;
}

/** Names of the workflows, each a kind of work that machines can be set aside for. */
export const workflowNames = { production: 'production', scene: 'scene', reel: 'reel', review: 'review' } as const;

/** How often, and after what pauses, the engine tries a step again that broke for a reason that may pass. */
export interface Patience {
  maximumAttempts: number;
  initialInterval: `${number}s`;
  maximumInterval: `${number}s`;
}

/** Waits for all of them, so that each is known to the engine before the run is laid aside or has failed. */
async function all<T>(pieces: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(pieces);
  const thrown = results.flatMap(result => (result.status === 'rejected' ? [result.reason as Error] : []));
  // The engine lays a run aside by throwing; what goes on elsewhere comes to its end before a failure is told.
  const laidAside = thrown.find(({ name }) => name === 'SleepSignalError');
  if (laidAside ?? thrown[0]) throw laidAside ?? thrown[0];
  return results.map(result => (result as PromiseFulfilledResult<T>).value);
}

async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  return (await all<A | B>([first, second])) as [A, B];
}

/** A step's result, or a failure that another try would not mend. */
type Outcome<T> = { done: T } | { failed: { name: string; message: string } };

/** The plan of a production as its step keeps it, out of all steps of its run. */
export function planAmong(
  steps: readonly { stepName: string; status: string; output: unknown }[],
): PlannedWork | undefined {
  const done = steps.find(({ stepName, status }) => stepName === 'plan' && status === 'completed');
  return (done?.output as { done?: PlannedWork } | undefined)?.done;
}

/** Whether a failure is about what was asked, not about the moment. */
function isFinal(error: unknown): boolean {
  return explainFailure(error).exitCode === 1 && (error as { code?: unknown }).code === undefined;
}

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!isFinal(error)) throw error;
    const { name, message } = error as Error;
    return { failed: { name, message } };
  }
}

function resultOf<T>(outcome: Outcome<T>): T {
  // What returns nothing has no 'done' once it was written as JSON.
  if (!('failed' in outcome)) return outcome.done;
  throw Object.assign(new Error(outcome.failed.message), { name: outcome.failed.name });
}

/** Whether a step of a review is a round of its production. */
export const isRound = (stepName: string): boolean => /^round \d+$/.test(stepName);

/** Failures that cost a take, but not the video that is there. */
const takeFailures = ['SettingsError', 'GeneratorError', 'ClipError'];

/** Why a scene was not made that may be made a little later. */
const passing = ['rate-limited', 'unreachable', 'provider', 'expired'];

/**
 * The workflow of a production: analyse, plan, shots at the same time, assemble, report; and around it, where the video
 * is to be looked at, score, make again, mend. The same definition runs within one process and on many machines; a
 * finished step is never done again, and what a step had done when its process died is found by its fingerprint.
 *
 * @param stepsOf what does the steps of a production in a round
 */
export function productionWorkflows(
  stepsOf: (production: string, round: number) => Promise<ProductionSteps>,
  patience: Patience,
): Workflow<unknown, unknown, unknown>[] {
  const policy = { ...patience, backoffCoefficient: 2 } as const;
  // What fails outside of a step fails for good.
  const retryPolicy = { ...policy, maximumAttempts: 1 };
  const scene = defineWorkflow({ name: workflowNames.scene, retryPolicy }, async ({ input, step }) => {
    const { production, scene: index, round = 0 } = input as SceneInput;
    const outcome = await step.run({ name: 'make', retryPolicy: policy }, () =>
      attempt(async () => {
        const made = await (await stepsOf(production, round)).makeScene(index);
        if (patience.maximumAttempts > 1 && made.failure && passing.includes(made.failure.kind))
          throw Object.assign(new Error(made.failure.message), { code: made.failure.kind });
        return made;
      }),
    );
    return resultOf(outcome);
  });
  const reel = defineWorkflow({ name: workflowNames.reel, retryPolicy }, async ({ input, step }) => {
    const { production, reel: takes, made, round = 0 } = input as ReelInput;
    const outcome = await step.run({ name: 'draw', retryPolicy: policy }, () =>
      attempt(async () => (await stepsOf(production, round)).draw(takes, made)),
    );
    return resultOf(outcome);
  });
  const production = defineWorkflow({ name: workflowNames.production, retryPolicy }, async ({ input, step }) => {
    const shared = input as ProductionInput;
    const run = async <T>(name: string, work: (steps: ProductionSteps) => Promise<T>): Promise<T> =>
      resultOf(
        await step.run({ name, retryPolicy: policy }, () =>
          attempt(async () => work(await stepsOf(shared.production, shared.round ?? 0))),
        ),
      );
    await run('analyse', steps => steps.analyse());
    const work = await run('plan', steps => steps.plan());
    const draw = (name: string, reels: readonly Reel[], made?: MadeScene[]): Promise<number>[] =>
      reels.map((takes, i) =>
        step.runWorkflow(reel.spec, { ...shared, reel: takes, made }, { name: `${name} ${i + 1}` }),
      );
    const scenes = work.scenes.map(
      (index): Promise<MadeScene> =>
        step.runWorkflow(scene.spec, { ...shared, scene: index }, { name: `scene ${index + 1}` }),
    );
    const [made, drawn] = await both(all(scenes), all(draw('reel', work.reels)));
    await run('settle', steps => steps.settle(made));
    const fitted = await all(draw('reel of clips', work.waiting, made));
    await run('assemble', steps => steps.assemble(made));
    const sum = [...drawn, ...fitted].reduce((total, count) => total + count, 0);
    const result = await run('report', steps => steps.report(made, sum));
    // The report may be made on another machine than the plan.
    return { ...result, notes: [...new Set([...work.notes, ...result.notes])] };
  });
  const review = defineWorkflow({ name: workflowNames.review, retryPolicy }, async ({ input, step }) => {
    const shared = input as ProductionInput;
    let result: RenderResult | undefined;
    let round = 0;
    const run = async <T>(name: string, work: (steps: ProductionSteps) => Promise<T>): Promise<T> =>
      resultOf(
        await step.run({ name, retryPolicy: policy }, () =>
          attempt(async () => work(await stepsOf(shared.production, round))),
        ),
      );
    for (let again = true; again; round++) {
      try {
        const made = await step.runWorkflow(production.spec, { ...shared, round }, { name: `round ${round + 1}` });
        result = made as unknown as RenderResult;
      } catch (error) {
        // The engine puts what a piece of work threw behind an error of its own.
        const { name } = ((error as Error).cause ?? error) as Error;
        if (!result || !takeFailures.includes(name)) throw error;
        again = await run(`give up ${round + 1}`, steps => steps.giveUp((error as Error).message));
        continue;
      }
      again = await run(`score ${round + 1}`, steps => steps.score(round));
    }
    round--;
    const qa = await run('mend', steps => steps.finishReview());
    return { ...result!, qa };
  });
  return [production, scene, reel, review] as Workflow<unknown, unknown, unknown>[];
}
