import assert from 'node:assert/strict';
import test from 'node:test';
import { announceClips, type VideoClipsPlan } from './video-clips.ts';

test('only the generators are named that something is ordered of', () => {
  const sceneOf = (scene: number, name: string) => ({ scene, generator: { name, provider: {} }, clips: [{}] });
  const plan = (ordered: readonly number[]): VideoClipsPlan =>
    ({
      inputs: { environment: {} },
      scenes: [sceneOf(0, 'kling/one'), sceneOf(1, 'fal/other')],
      warnings: [],
      toOrder: { clips: ordered.length, secondsAsked: 4 * ordered.length, usd: 0.9 * ordered.length },
      toOrderByScene: new Map(ordered.map(scene => [scene, {}])),
      spentBefore: 0.35,
    }) as unknown as VideoClipsPlan;
  const told = (ordered: readonly number[]): string => {
    const notes: string[] = [];
    announceClips(plan(ordered), note => notes.push(note));
    return notes.join('\n');
  };
  assert.match(told([1]), /^Ordering 1 clip \(4 s\) of fal\/other for about \$0\.90 /);
  assert.match(told([0, 1]), /^Ordering 2 clips \(8 s\) of kling\/one, fal\/other for /);
  assert.match(told([]), /^All clips of kling\/one, fal\/other were ordered before/);
});
