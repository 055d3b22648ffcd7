import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { parseSceneMap } from './parse-scene-map.ts';
import { referenceDocument, sceneMapJsonSchema, schemaDocument } from './schema-documents.ts';

const published = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

test('the published documents are those of the schema', () => {
  const mend = 'run: node src/scene-map/write-documents.ts';
  assert.ok(published('scene-map.schema.json') === schemaDocument(), mend);
  assert.ok(published('scene-map.md') === referenceDocument(), mend);
});

test('every field has a description', () => {
  const missing: string[] = [];
  const visit = (node: Record<string, unknown>, path: string): void => {
    for (const [name, field] of Object.entries((node.properties ?? {}) as Record<string, Record<string, unknown>>)) {
      if (typeof field.description !== 'string') missing.push(`${path}.${name}`);
      visit(field, `${path}.${name}`);
      if (field.items) visit(field.items as Record<string, unknown>, `${path}.${name}[]`);
    }
  };
  visit(sceneMapJsonSchema(), '');
  assert.deepEqual(missing, []);
});

test('the example of the reference is a valid map', () => {
  const example = /```json\n([\s\S]*?)```/.exec(published('scene-map.md'))![1];
  assert.equal(parseSceneMap(example, { path: 'example', duration: 31 }).scenes.length, 2);
});
