import assert from 'node:assert/strict';
import test from 'node:test';
import type { ArtifactKind, CoherenceAnalysis } from '../../coherence/index.ts';
import { parseSceneMap } from '../../scene-map/index.ts';
import { nextTakes } from './next-takes.ts';
import type { SceneTake } from './takes-file.ts';

const scene = { start_time: 0, end_time: 8, description: 'ocean', references: ['look.png'] };
const scenes = [
  { ...scene, generator: 'kling' },
  { ...scene, start_time: 8, end_time: 16, generator: 'footage' },
  { ...scene, start_time: 16, end_time: 24, generator: 'kling' },
];
const map = parseSceneMap(JSON.stringify({ audio_file: 'beats.wav', scenes }), { path: 'map.json' });
const take = (scene: number, number: number, kinds: ArtifactKind[]): SceneTake => ({
  ...{ scene, take: number, seed: number, score: 0.9, badFrames: 0.5, kinds },
});

test('words against what earlier takes showed stay; footage and what a person chose are not made again', async () => {
  const takes = [take(1, 1, ['lighting-flicker']), take(1, 2, ['frozen-frame']), take(2, 1, []), take(3, 1, [])];
  const kept = [takes[1], takes[2], takes[3]];
  const analysis = { perFrame: [], artifacts: [], shots: [] } as unknown as CoherenceAnalysis;
  const request = { audioPath: 'beats.wav' };
  const next = await nextTakes(
    { takes, stretches: [], kept },
    { map, path: 'video.mp4', analysis, settled: [{ scene: 3, take: 1 }] },
    { request, folder: '.', offset: 0, downbeats: [], note: () => undefined },
  );
  assert.deepEqual(
    next.map(({ scene: number, take: index, description }) => [number, index, description]),
    [[1, 3, 'ocean, steady, even light throughout, fluid, unbroken motion']],
  );
});
