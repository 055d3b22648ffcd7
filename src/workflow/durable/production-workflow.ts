import { defineWorkflow, type Workflow } from 'openworkflow';
import type { MadeScene, PlannedWork, ProductionSteps, Reel } from '../production-steps.ts';
import type { RenderResult } from '../render-request.ts';

/** What a run of the workflow is started with. */
export interface ProductionInput {
  /** Name of the production, by which its steps are found again. */
  production: string;
}

interface ReelInput extends ProductionInput {
  reel: Reel;
  made?: MadeScene[];
}

interface SceneInput extends ProductionInput {
  scene: number;
}

/** Names of the workflows, each a kind of work that machines can be set aside for. */
export const workflowNames = { production: 'production', scene: 'scene', reel: 'reel' } as const;

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

/**
 * The workflow of a production: analyse, plan, shots at the same time, assemble, report. The same definition runs within one process and on many machines; a finished
 * step is never done again, and what a step had done when its process died is found by its fingerprint.
 *
 * @param stepsOf what does the steps of a production
 */
export function productionWorkflows(
  stepsOf: (production: string) => Promise<ProductionSteps>,
  patience: Patience,
): Workflow<unknown, unknown, unknown>[] {
  const retryPolicy = { ...patience, backoffCoefficient: 2 };
  const scene = defineWorkflow({ name: workflowNames.scene }, ({ input, step }) => {
    const { production, scene: index } = input as SceneInput;
    return step.run({ name: 'make', retryPolicy }, async () => (await stepsOf(production)).makeScene(index));
  });
  const reel = defineWorkflow({ name: workflowNames.reel }, ({ input, step }) => {
    const { production, reel: takes, made } = input as ReelInput;
    return step.run({ name: 'draw', retryPolicy }, async () => (await stepsOf(production)).draw(takes, made));
  });
  const production = defineWorkflow({ name: workflowNames.production }, async ({ input, step }) => {
    const { production: name } = input as ProductionInput;
    const run = <T>(title: string, work: (steps: ProductionSteps) => Promise<T>): Promise<T> =>
      step.run({ name: title, retryPolicy }, async () => work(await stepsOf(name)));
    await run('analyse', steps => steps.analyse());
    const work = await run<PlannedWork>('plan', steps => steps.plan());
    const draw = (title: string, reels: readonly Reel[], made?: MadeScene[]): Promise<number>[] =>
      reels.map((takes, i) =>
        step.runWorkflow(reel.spec, { production: name, reel: takes, made }, { name: `${title} ${i + 1}` }),
      ) as Promise<number>[];
    const scenes = work.scenes.map(index =>
      step.runWorkflow(scene.spec, { production: name, scene: index }, { name: `scene ${index + 1}` }),
    ) as Promise<MadeScene>[];
    const [made, drawn] = (await all<MadeScene[] | number[]>([all(scenes), all(draw('reel', work.reels))])) as [
      MadeScene[],
      number[],
    ];
    await run('settle', steps => steps.settle(made));
    const fitted = await all(draw('reel of clips', work.waiting, made));
    await run('assemble', steps => steps.assemble(made));
    const sum = [...drawn, ...fitted].reduce((total, count) => total + count, 0);
    return run<RenderResult>('report', steps => steps.report(made, sum));
  });
  return [production, scene, reel] as Workflow<unknown, unknown, unknown>[];
}
