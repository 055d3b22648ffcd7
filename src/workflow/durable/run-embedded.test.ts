import assert from 'node:assert/strict';
import test from 'node:test';
import { BackendSqlite } from 'openworkflow/sqlite';
import { temporaryFolder } from '../../../test/tracks.ts';
import type { PlannedWork } from './production-plan.ts';
import type { ProductionSteps } from './production-steps.ts';
import { runEmbedded } from './run-embedded.ts';

/** Steps that do nothing, and tell that they were asked. */
function idleSteps(asked: string[]): ProductionSteps {
  const work: PlannedWork = { sceneMap: 'm', scenes: [0], reels: [{ first: 0, end: 1 }], waiting: [], notes: [] };
  const step =
    <T>(name: string, answer: T) =>
    async (): Promise<T> => {
      asked.push(name);
      return answer;
    };
  return {
    analyse: step('analyse', 'a'),
    plan: step('plan', work),
    makeScene: step('scene', { scene: 0 }),
    settle: step('settle', undefined),
    draw: step('draw', 1),
    assemble: step('assemble', undefined),
    report: step('report', { notes: [] } as never),
    score: step('score', false),
    giveUp: step('give up', false),
    finishReview: step('mend', {} as never),
    fits: async () => true,
    close: async () => undefined,
  };
}

test('where the engine cannot write down what was done, the run stops and says so; the next one goes on', async t => {
  const folder = temporaryFolder(t);
  const { createStepAttempt, failWorkflowRun } = BackendSqlite.prototype;
  const full = new Error('Failed to mark step attempt completed');
  let isFull = false;
  t.mock.method(BackendSqlite.prototype, 'createStepAttempt', async function (this: BackendSqlite, params: never) {
    isFull ||= (params as { stepName: string }).stepName === 'settle' && asked.length < 5;
    if (isFull) throw full;
    return createStepAttempt.call(this, params);
  });
  t.mock.method(BackendSqlite.prototype, 'failWorkflowRun', async function (this: BackendSqlite, params: never) {
    if (isFull) throw full;
    return failWorkflowRun.call(this, params);
  });
  const asked: string[] = [];
  const steps = idleSteps(asked);
  const run = { folder, key: 'k', stepsOf: async () => steps, isReviewed: false };
  await assert.rejects(runEmbedded(run), /the state of the workflow could not be written to .*workflow\.db/);
  assert.deepEqual(asked.toSorted(), ['analyse', 'draw', 'plan', 'scene']);
  isFull = false;
  asked.push('there is room again');
  await runEmbedded(run);
  assert.deepEqual(asked.slice(5), ['settle', 'assemble', 'report'], 'what was done is not done again');
});
