import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScheduler } from './create-scheduler.ts';
import vectors from './fixtures/vectors.json' with { type: 'json' };
import { defaultSchedulerConfig, type SchedulerConfig } from './noise-schedule.ts';
import { type SchedulerName, schedulerNames } from './scheduler.ts';

const size = 6;
const numbers = (of: (i: number) => number): Float32Array => Float32Array.from({ length: size }, (_, i) => of(i));
const noiseOf = (step: number): Float32Array => numbers(i => Math.sin((i + 1) * (step + 2) * 1.7) * 1.3);
const clean = numbers(Math.cos);

for (const name of schedulerNames)
  test(`${name} gives the published formulas' values`, () => {
    const cases = vectors.filter(one => one.scheduler === name);
    assert.equal(cases.length, 6);
    for (const one of cases) {
      const config = { ...defaultSchedulerConfig, ...one } as unknown as SchedulerConfig;
      const scheduler = createScheduler(name as SchedulerName, config, one.steps, one.strength);
      assert.deepEqual(
        scheduler.timesteps.map(t => Number(t.toFixed(6))),
        one.timesteps,
      );
      let x =
        one.strength < 1 ? scheduler.noised(0, clean, noiseOf(-1)) : noiseOf(-1).map(v => v * scheduler.initialNoise);
      scheduler.timesteps.forEach((t, i) => {
        const output = scheduler.modelInput(i, x).map(value => 0.8 * Math.sin(1.3 * value + t / 170) + 0.1);
        x = scheduler.step(i, output, x, noiseOf(i));
      });
      const largest = Math.max(...one.result.map(Math.abs), 1);
      one.result.forEach((value, i) => {
        assert.ok(Math.abs(value - x[i]) < 1e-4 * largest, `${JSON.stringify(one)}: ${x[i]} at ${i}`);
      });
    }
  });

test('a model that knows the clean latent is followed to it by every scheduler', () => {
  for (const name of schedulerNames) {
    const config = { ...defaultSchedulerConfig, prediction_type: 'sample' as const };
    const scheduler = createScheduler(name, config, 6);
    let x: Float32Array = noiseOf(0).map(value => value * scheduler.initialNoise);
    scheduler.timesteps.forEach((_, i) => {
      x = scheduler.step(i, clean, x, noiseOf(i));
    });
    // DDIM ends at time step 0, which still holds a thousandth of noise; LCM keeps a trace of its input.
    clean.forEach((value, i) => {
      assert.ok(Math.abs(value - x[i]) < 0.06, `${name}: ${x[i]} for ${value}`);
    });
  }
});

test('steps and strength out of range are refused by name', () => {
  assert.throws(
    () => createScheduler('euler', defaultSchedulerConfig, 0),
    /steps must be a whole number from 1 to 1000/,
  );
  assert.throws(() => createScheduler('ddim', defaultSchedulerConfig, 4, 0), /strength must be above 0/);
  assert.throws(() => createScheduler('lcm', defaultSchedulerConfig, 8, 0.1), /more than the 5/);
});
