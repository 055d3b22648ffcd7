import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { sceneMapSchema } from '../scene-map/document/schema.ts';
import { parseSceneMap, type SceneMap, type SceneMapError } from '../scene-map/index.ts';
import { checkFiles, filesOf } from './map-files.ts';

const text = (file: string): string =>
  JSON.stringify({
    audio_file: 'a.wav',
    cast: [{ name: 'Ann', references: [file] }],
    scenes: [
      {
        start_time: 0,
        end_time: 4,
        description: 'x',
        references: [file],
        grade: { lut: file },
        diffusion: { model: file, depth_model: file },
        overlays: [
          { file, mask: file },
          { file, mask: 'ellipse' },
        ],
      },
    ],
  });
const mapOf = (file: string): SceneMap => parseSceneMap(text(file), { path: 'm.json', duration: 4 });

test('every file that a map can name is held against the folder', () => {
  assert.deepEqual(filesOf(mapOf('x')).map(({ place }) => place), [
    'scenes[0].references[0]', 'scenes[0].grade.lut', 'scenes[0].diffusion.model', 'scenes[0].diffusion.depth_model', 'scenes[0].overlays[0].file', 'scenes[0].overlays[0].mask', 'scenes[0].overlays[1].file', 'cast[0].references[0]',
  ]); // biome-ignore format: a list
  const inside = (path: string): boolean => !path.includes('..');
  for (const path of ['media/a.png', 'https://example.org/a.png', 'a b/ü.mp4#t=3']) checkFiles(mapOf(path), inside);
  for (const path of [
    '/etc/passwd',
    '../secret.png',
    'media/../../x',
    'file:///etc/passwd',
    'http://example.org/a.png',
    'C:\\x',
    '\\\\host\\x',
  ])
    assert.throws(
      () => checkFiles(mapOf(path), inside),
      (error: SceneMapError) => error.problems.length === 8,
      path,
    );
});

test('a field that says it takes a path is among them', () => {
  // A new one in the schema has to be added to filesOf.
  const told = JSON.stringify(z.toJSONSchema(sceneMapSchema, { io: 'input', unrepresentable: 'any' }));
  const fields = told.match(/"description":"[^"]*\b(?:path|paths)\b[^"]*"/gi) ?? [];
  assert.equal(fields.length, 7, fields.join('\n'));
});
