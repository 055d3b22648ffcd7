import assert from 'node:assert/strict';
import test from 'node:test';
import type { Artifact } from '../detect/artifact.ts';
import { type CoherencePage, coherencePage } from './coherence-page.ts';

const frameRate = 24;
const frames = 240;

function pageOf(
  changes: Partial<CoherencePage> & { score?: Partial<CoherencePage['analysis']['score']> } = {},
): string {
  const artifact = (firstFrame: number): Artifact => ({
    kind: 'lighting-flicker',
    ...{
      firstFrame,
      endFrame: firstFrame + 4,
      startTime: firstFrame / frameRate,
      endTime: (firstFrame + 4) / frameRate,
    },
    region: { x: 0.25, y: 0, width: 0.25, height: 0.5 },
    ...{ strength: 0.4, confidence: 0.8, description: 'The light swings.' },
  });
  const artifacts = [artifact(20), artifact(150)];
  const shots = [{ firstFrame: 0, endFrame: frames, startTime: 0, endTime: 10 }];
  const { score, ...rest } = changes;
  return coherencePage({
    ...{ title: 'a <b>.mp4', width: 1920, height: 1080, frameRate },
    analysis: {
      ...{ frames, shots, artifacts },
      score: {
        ...{
          coherence: 0.9,
          compared: frames - 1,
          warpError: 0.001,
          backgroundConsistency: 0.99,
          subjectConsistency: 0.98,
        },
        ...{ consistent: 0.9, motionVariance: 1, ...score },
      },
      perFrame: Array.from({ length: frames }, (_, frame) => ({
        ...{ frame, time: frame / frameRate, coherence: frame < 120 ? 0.9 : 0.8 },
        ...{ motionVariance: 0, motion: 0, warpError: 0, luma: 100 },
      })),
    },
    ...{ beats: [0, 1, 2, 3], downbeats: [0], sections: [{ start: 0, end: 10, label: 'verse' }], takes: [], notes: [] },
    pictures: artifacts.slice(0, 1).map(a => ({ artifact: a, before: 'AAAA' })),
    ...rest,
  });
}

test('the page needs nothing beside it, and tells what its time axis shows', () => {
  const page = pageOf();
  assert.doesNotMatch(page, /(?:src|href)="(?!data:)|@import|url\(|<script|a <b>/);
  assert.match(
    page,
    /From above: sections; beats; the score of each frame, cuts as upright lines, 0\.78 dashed; artifacts/,
  );
  assert.match(page, /Broadcast quality: yes/);
  assert.match(page, /1 more stand on the axis/);
  assert.match(page, /prefers-color-scheme:light/);
});

test('numbers stand for each scene, where scenes are known', () => {
  const scenes = [
    { start: 0, end: 5, name: 'Scene 1 (verse)' },
    { start: 5, end: 10, name: 'Scene 2' },
  ];
  const page = pageOf({ takes: scenes });
  assert.match(page, /<h2>Scenes<\/h2>/);
  assert.match(page, /<td>Scene 1 \(verse\)<\/td><td>0:00\.0 – 0:05\.0<\/td><td>0\.900<\/td><td>1<\/td>/);
  assert.match(page, /<td>Scene 2<\/td><td>0:05\.0 – 0:10\.0<\/td><td>0\.800<\/td>/);
});

test('of many beats the bars are shown, and what was not measured is no figure', () => {
  const beats = Array.from({ length: 500 }, (_, i) => i / 50);
  assert.match(pageOf({ beats }), /; bars; /);
  const nothing = pageOf({ score: { compared: 0, coherence: 1 } });
  assert.match(nothing, /Broadcast quality: no/);
  assert.match(nothing, /There is no coherence score: no frame has one before it/);
  assert.doesNotMatch(nothing, /1\.000|NaN|undefined/);
  assert.match(nothing, /Temporal flicker \(still steps\)<\/td><td>– \(none is still\)/);
});
