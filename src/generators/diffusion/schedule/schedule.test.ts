import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffusionSchema } from '../../../scene-map/index.ts';
import { steadyPulse } from '../../built-in/steady-pulse.ts';
import { plotSchedule } from './plot.ts';
import { createSchedule } from './schedule.ts';

const analysis = steadyPulse(20);
const sceneWith = (settings: object) => ({
  start: 4,
  end: 12,
  description: 'ocean at night',
  motion: 5,
  settings: diffusionSchema.parse(settings),
});

test('keyframes in beats stand where the beats are, and eases go between them', () => {
  const scene = sceneWith({
    strength: {
      keyframes: [
        { at: '0 beats', value: 0.2, ease: 'linear' },
        { at: '8 beats', value: 0.6, ease: 'hold' },
        { at: '12 beats', value: 0.4 },
      ],
    },
  });
  const schedule = createSchedule(scene, analysis);
  // 120 beats a minute: 8 beats are 4 seconds.
  const strengths = [4, 6, 7.99, 8, 9.9, 10, 11].map(time => Number(schedule.at(time).strength.toFixed(3)));
  assert.deepEqual(strengths, [0.2, 0.4, 0.599, 0.6, 0.6, 0.4, 0.4]);
});

test('pictures are diffused at the start and on the beats, as often as asked', () => {
  assert.deepEqual(
    createSchedule(sceneWith({}), analysis).keyframeTimes,
    Array.from({ length: 16 }, (_, i) => 4 + i * 0.5),
  );
  const twos = createSchedule(sceneWith({ keyframe_every: '2 beats' }), analysis).keyframeTimes;
  assert.deepEqual(twos, [4, 5, 6, 7, 8, 9, 10, 11]);
  assert.deepEqual(createSchedule(sceneWith({ keyframe_every: 3 }), analysis).keyframeTimes, [4, 7, 10]);
});

test('the music moves a value, within its bounds', () => {
  const scene = sceneWith({ strength: { keyframes: [{ at: 0, value: 0.3 }], music: { kick: 0.4 } } });
  const schedule = createSchedule(scene, analysis);
  const onKick = schedule.at(5.001).strength;
  assert.ok(onKick > 0.5 && onKick < 0.6, `${onKick}`);
  assert.ok(schedule.at(5.45).strength < 0.31);
  const wild = sceneWith({ strength: { keyframes: [{ at: 0, value: 0.9 }], music: { kick: 9 } } });
  assert.equal(createSchedule(wild, analysis).at(5.001).strength, 1);
});

test('prompts go over into each other', () => {
  const prompts = [
    { at: 0, text: 'ocean' },
    { at: '8 beats', text: 'desert' },
  ];
  const schedule = createSchedule(sceneWith({ prompts }), analysis);
  assert.deepEqual(schedule.at(6).prompt, { from: 'ocean', to: 'desert', share: 0.5 });
  assert.deepEqual(schedule.at(9).prompt, { from: 'desert', to: 'desert', share: 0 });
});

test('the noise travels on, faster where more is asked, and stands still at 0', () => {
  const position = (rate: number, time: number): number =>
    createSchedule(sceneWith({ noise_travel: rate }), analysis).at(time).noisePosition;
  assert.equal(position(0, 12), 0);
  assert.ok(position(0.5, 8) > position(0.5, 6));
  assert.ok(Math.abs(position(1, 10) / position(0.5, 10) - 2) < 1e-6);
});

test('a wrong schedule names the place', () => {
  const result = diffusionSchema.safeParse({ strength: { keyframes: [{ at: 'soon', value: 2 }] } });
  assert.ok(!result.success);
  assert.throws(() => diffusionSchema.parse({ zoom: 7 }), /zoom/);
});

test('the plot shows each value, each diffused picture and the prompts', () => {
  const scene = sceneWith({
    prompts: [{ at: 0, text: 'sea & <sky>' }],
    rotate: {
      keyframes: [
        { at: 0, value: 0 },
        { at: 8, value: 20 },
      ],
    },
  });
  const svg = plotSchedule(createSchedule(scene, analysis), scene);
  assert.equal(svg.match(/<polyline/g)?.length, 5);
  assert.equal(svg.match(/stroke="#3a4a63"/g)?.length, 16);
  assert.ok(svg.includes('sea &amp; &lt;sky&gt;') && svg.includes('>rotate 0.00 to'));
});
