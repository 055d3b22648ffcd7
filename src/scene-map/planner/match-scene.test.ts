import assert from 'node:assert/strict';
import test from 'node:test';
import { testCatalogue } from '../test-fixtures.ts';
import { matchScene } from './match-scene.ts';
import { stem } from './words.ts';

const match = (description: string, options: { energy?: number; exclude?: string[]; seed?: number } = {}) =>
  matchScene(description, testCatalogue, { energy: 0.5, seed: 1, ...options });

test('words, plurals and forms in -ing, phrases and synonyms find their scene', () => {
  const cases: [string, string][] = [
    ['Neon city street in the rain', 'neon-city'],
    ['raining on city streets at night', 'neon-city'],
    ['Wide aerial of a city at dawn, haze between towers, slow push forward', 'aerial-dawn'],
    ['crashing waves', 'ocean'],
    ['a surf beach', 'ocean'],
    ['drifting through galaxies', 'starfield'],
    ['golden hour over the rooftops', 'aerial-dawn'],
    ['a rave in an old factory', 'warehouse'],
    ['bauhaus posters', 'geometry'],
    ['an eighties outrun drive', 'synthwave'],
  ];
  for (const [description, name] of cases) assert.equal(match(description).scene.name, name, description);
});

test('the reasons name the words and what they did', () => {
  const { reasons, look, score } = match('A street in the rain, hazy');
  assert.deepEqual(reasons, ['"street" → neon-city', '"rain" → neon-city', '"rain" → wetness 0.9, haze 0.5']);
  assert.equal(score, 4);
  assert.deepEqual(look.slice(0, 2), [0.9, 0.5]);
  assert.deepEqual(match('towers at sunrise').reasons, [
    '"towers" → aerial-dawn',
    '"sunrise" (as "dawn") → aerial-dawn',
    '"sunrise" → sun height 0.3',
  ]);
});

test('longer phrases count before their words, and each word once', () => {
  assert.equal(match('wet road').score, 2);
  assert.equal(match('neon neon neon').score, match('neon').score);
});

test('words after a negation do not count', () => {
  assert.notEqual(match('no city, an ocean').scene.name, 'neon-city');
  assert.equal(
    match('waves without rain').reasons.some(reason => reason.includes('rain')),
    false,
  );
});

test('where no word hits, energy and seed choose, and that is said', () => {
  const { scene, score, reasons } = match('blorp', { energy: 0 });
  assert.equal(score, 0);
  assert.ok(scene.energy[0] <= 0.3, scene.name);
  assert.deepEqual(reasons, [
    `no word names a scene; ${scene.name} was chosen for the energy of the music (0.00) and the seed`,
  ]);
  const chosen = new Set(Array.from({ length: 30 }, (_, seed) => match('', { seed, energy: 0.5 }).scene.name));
  assert.ok(chosen.size >= 4, [...chosen].join());
});

test('excluded scenes are not chosen while others are left', () => {
  assert.notEqual(match('ocean waves', { exclude: ['ocean'] }).scene.name, 'ocean');
  assert.equal(
    matchScene('ocean', testCatalogue.slice(2, 3), { energy: 0.5, exclude: ['ocean'], seed: 1 }).scene.name,
    'ocean',
  );
  assert.throws(() => matchScene('ocean', [], { energy: 0.5, seed: 1 }), {
    message: 'The catalogue of scenes is empty.',
  });
});

test('the same question has the same answer', () => assert.deepEqual(match('ink'), match('ink')));

test('stems bring the forms of a word together', () => {
  for (const forms of [
    ['rain', 'rains', 'raining', 'rainy'],
    ['wave', 'waves', 'waving'],
    ['city', 'cities'],
    ['glow', 'glowing'],
    ['spin', 'spinning'],
  ]) {
    assert.equal(new Set(forms.map(stem)).size, 1, forms.map(stem).join());
  }
  assert.notEqual(stem('glass'), stem('glad'));
});
