import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { parseSceneMap } from '../../scene-map/index.ts';
import type { LackingClips } from '../clips/video-clips.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { giveUpTakes } from './regenerate-scenes.ts';
import { readMap, type SceneTake, type TakeStretch, writeTakes } from './takes-file.ts';
import { takesMapPath } from './takes-map.ts';
import { triesLeft } from './tries-left.ts';

const quality = (badFrames: number) => ({ score: 0.9, badFrames, kinds: [] });
const stretches: TakeStretch[] = [{ scene: 2, stretch: 1, of: 1, start_time: 10.5, end_time: 14.5 }];
/** A whole scene, a stretch of the next, and a scene that is the worst of them. */
const kept: SceneTake[] = [
  { scene: 1, take: 1, seed: 1, ...quality(0.2) },
  { scene: 2, take: 1, seed: 2, ...quality(0.1) },
  { scene: 2, stretch: 1, take: 1, seed: 2, ...quality(0.3) },
  { scene: 3, take: 1, seed: 3, ...quality(0.9) },
];
const tries = [
  { scene: 1, take: 2, seed: 11, description: 'ocean, steady' },
  { scene: 2, stretch: 1, take: 2, seed: 12, description: 'mountains, steady' },
  { scene: 3, take: 2, seed: 13, description: 'forest, steady' },
];
const clip = (scene: number, usd?: number, from?: number): LackingClips['clips'][number] => ({ scene, usd, from });
const left = (lacking: LackingClips): number[] =>
  triesLeft({ tries, stretches, kept }, lacking).map(({ scene }) => scene);

test('a take that was refused costs itself alone', () => {
  assert.deepEqual(left({ clips: [clip(0, 1)] }), [2, 3]);
  assert.deepEqual(left({ clips: [clip(1, 1, 10.5)], left: 5 }), [1, 3]);
  // The scene's own clip was refused long ago and made elsewhere: its stretch is none the worse.
  assert.deepEqual(left({ clips: [clip(1, 1), clip(2, 0)] }), [1, 2]);
  assert.deepEqual(left({ clips: [] }), [], 'something else is wrong');
  assert.deepEqual(left({ clips: [clip(0, 1), clip(1, 1, 10.5), clip(2, 1)] }), []);
});

test('what the budget reaches for is made of the worst places first', () => {
  const all = [clip(0, 1), clip(1, 2, 10.5), clip(2, 3)];
  assert.deepEqual(left({ clips: all, left: 5.5 }), [2, 3]);
  assert.deepEqual(left({ clips: all, left: 4 }), [1, 3]);
  assert.deepEqual(left({ clips: all, left: 2.5 }), [2]);
  assert.deepEqual(left({ clips: all, left: 0.5 }), []);
  // What has no known price cannot be kept within a budget; the rest can.
  assert.deepEqual(left({ clips: [clip(0, 1), clip(1, undefined, 10.5), clip(2, 3)], left: 4 }), [1, 3]);
  // Drawn on this machine, or on its way already.
  assert.deepEqual(left({ clips: [clip(0, 1), clip(2, 0)], left: 0 }), [2, 3]);
});

test('tries that are left are shown, and what could not be made is not tried again in the run', t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-tries-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const scene = (start_time: number, description: string) => ({
    ...{ start_time, end_time: start_time + 8, description, generator: 'kling' },
  });
  const scenes = [scene(0, 'ocean'), scene(8, 'mountains'), scene(16, 'forest')];
  writeFileSync(join(folder, 'scene-map.json'), JSON.stringify({ audio_file: 'beats.wav', scenes }));
  const notes: string[] = [];
  const request = { audioPath: join(folder, 'beats.wav') };
  const context = { request, folder, offset: 0, downbeats: [], note: (line: string) => notes.push(line) };
  const round = { scored: '0 video', again: true, shown: [], before: kept, tries };
  writeTakes(folder, { map: fingerprint(readMap(folder, {})), takes: kept, stretches, kept, round });
  assert.equal(giveUpTakes('refused.', { clips: [clip(1, 1, 10.5)] }, context), true);
  assert.deepEqual(notes, ['No further takes of 0:10 to 0:14 of scene 2: refused.']);
  const file = JSON.parse(readFileSync(join(folder, 'takes.json'), 'utf8'));
  assert.deepEqual(file.round.givenUp, [{ scene: 2, stretch: 1, take: 2 }]);
  assert.deepEqual(
    file.round.tries.map((take: SceneTake) => take.scene),
    [1, 3],
  );
  const shown = parseSceneMap(readFileSync(takesMapPath(folder), 'utf8'), { path: takesMapPath(folder) }).scenes;
  assert.deepEqual(
    shown.map(({ description }) => description),
    ['ocean, steady', 'mountains', 'forest, steady'],
  );
  assert.equal(shown[1].retakes, undefined);
  // The rest fails as well: what is shown is what was there, so the video stays as it is.
  assert.equal(giveUpTakes('refused.', { clips: [clip(0, 1), clip(2, 1)] }, context), false);
  assert.equal(notes[1], 'No further takes: refused.');
});
