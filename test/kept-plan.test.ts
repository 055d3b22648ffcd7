import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { planVideo, type RenderRequest } from '../src/index.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

/** Plans the same song again and again, hearing what is noted. */
function planner(t: Parameters<typeof temporaryFolder>[0]) {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'song.wav');
  const times = Array.from({ length: 24 }, (_, i) => i * 0.5);
  writeWav(audioPath, 44100, [thumps(12, times)]);
  const plan = async (asked: Partial<RenderRequest> = {}) => {
    const notes: string[] = [];
    const request = { audioPath, outputPath: join(folder, 'song.mp4'), ...asked };
    const { sceneMap, sceneMapPath } = await planVideo({ ...request, note: line => void notes.push(line) });
    return { map: sceneMap, path: sceneMapPath, text: readFileSync(sceneMapPath, 'utf8'), notes: notes.join('\n') };
  };
  return { folder, plan };
}

test('a plan is kept to where options that it was asked for are not given again', async t => {
  const { plan } = planner(t);
  const asked = { style: 'neon city', seed: 7, frameRate: 30, aspectRatio: '9:16' } as const;
  const first = await plan(asked);
  const without = await plan();
  assert.equal(without.text, first.text);
  assert.match(
    without.notes,
    /^Keeping to what the scene map was planned for: the style "neon city", the seed 7, 30 frames\/s and 9:16 /m,
  );
  const again = await plan(asked);
  assert.equal(again.text, first.text);
  assert.doesNotMatch(again.notes, /Keeping/, 'nothing was left open');
  const other = await plan({ seed: 8 });
  assert.deepEqual([other.map.style, other.map.seed, other.map.frame_rate], ['neon city', 8, 30]);
  assert.match(other.notes, /planning anew/);

  const anew = await plan({ replan: true });
  assert.deepEqual([anew.map.style, anew.map.seed, anew.map.frame_rate], [undefined, 1, 24]);
  await plan(asked);
  const whole = await plan({ saysAll: true });
  assert.equal(whole.text, anew.text, 'a request that says all is not added to');
});

test('a variation is kept to, until another seed is asked for', async t => {
  const { plan } = planner(t);
  const third = await plan({ variation: 3 });
  assert.notEqual(third.map.seed, 1);
  assert.equal((await plan()).text, third.text);
  const second = await plan({ variation: 2 });
  const ofSecond = await plan({ seed: second.map.seed });
  assert.equal(ofSecond.map.seed, second.map.seed, 'its own seed, not the second variation of that seed');
});

test('a map that somebody edited says all itself, and what has no effect on it is told', async t => {
  const { plan } = planner(t);
  const { map, path } = await plan({ style: 'neon city', variation: 2 });
  writeFileSync(path, JSON.stringify({ ...map, notes: 'mine' }));
  const same = await plan({ style: 'neon city', variation: 2 });
  assert.doesNotMatch(same.notes, /no effect|is not variation/);
  const { notes } = await plan({ style: 'ocean', seed: 9 });
  assert.match(notes, /^The style "ocean" has no effect: the scene map says itself what is seen \(--replan/m);
  assert.match(notes, /^The seed 9 has no effect: every scene of the map has a seed of its own/m);
  assert.match((await plan({ variation: 3 })).notes, /^The scene map was edited and is not variation 3/m);
});

test('scenes of a given map that have no seed of their own follow the one that is asked for', async t => {
  const { folder, plan } = planner(t);
  const sceneMapPath = join(folder, 'own.json');
  const scene = { start_time: 0, end_time: '0:12', description: 'a tunnel', transition_type: 'cut' };
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'song.wav', seed: 4, scenes: [scene] }));
  const { map, notes } = await plan({ sceneMapPath, seed: 9 });
  assert.equal(map.seed, 9);
  assert.doesNotMatch(notes, /no effect/);
  assert.equal((await plan({ sceneMapPath })).map.seed, 4);
  assert.match((await plan({ sceneMapPath, style: 'ocean' })).notes, /^The style "ocean" has no effect/m);
});
