import assert from 'node:assert/strict';
import test from 'node:test';
import { knownColourWords } from '../colour/colour-words.ts';
import { createRandom } from '../random.ts';
import { knobNames } from '../scene-catalogue.ts';
import { testCatalogue } from '../test-fixtures.ts';
import { parseSceneMap } from './parse-scene-map.ts';
import { printSceneMap } from './print-scene-map.ts';
import { printProblem, SceneMapError, type SceneMapProblem } from './scene-map-problem.ts';
import type { Scene, SceneMap } from './schema.ts';
import { aspectRatios, frameRates, transitionTypes } from './vocabulary.ts';

const duration = 30;
const scene = (fields: object): object => ({ start_time: '0:00', end_time: '0:30', description: 'A city', ...fields });
const first = (fields: object = {}): object => scene({ end_time: '0:10', ...fields });
const second = (fields: object = {}): object => scene({ start_time: '0:10', ...fields });
const map = (scenes: unknown[], fields: object = {}): string =>
  JSON.stringify({ audio_file: 'song.wav', scenes, ...fields }, null, 1);

function problemsOf(text: string): string[] {
  try {
    parseSceneMap(text, { path: 'map.json', duration, catalogue: testCatalogue });
  } catch (error) {
    assert.ok(error instanceof SceneMapError, String(error));
    return error.problems.map(printProblem);
  }
  return [];
}

const timeForm = 'must be a time as "m:ss", "m:ss.mmm", "h:mm:ss" or seconds as a number';
const sceneNames = testCatalogue.map(({ name }) => name).join(', ');

// biome-ignore format: a table
const badMaps: [what: string, text: string, problems: string[]][] = [
  ['nothing', '', ['line 1: this is not JSON at column 1: the file is empty: write a scene map, or let "phosphene plan" make one']],
  ['the bytes of a track', 'ID3\u0004\0\0', ['line 1: this is not JSON at column 1: it is no text at all: give the scene map that "phosphene plan" writes']],
  ['a trailing comma', '{\n "audio_file": "a",\n}', ['line 2: this is not JSON at column 19: remove the comma before "}"']],
  ['a missing comma', '{\n "a": 1\n "b": 2}', ['line 3: this is not JSON at column 2: expected a comma or "}", found "\\""']],
  ['single quotes', "{'a': 1}", ['line 1: this is not JSON at column 2: put a key between straight double quotes (")']],
  ['a comment', '{\n // hello\n}', ['line 2: this is not JSON at column 2: JSON has no comments: move the remark into "notes"']],
  ['a bare word', '{"a": cut}', ['line 1: this is not JSON at column 7: put cut between double quotes']],
  ['a bare time', '{"a": 0:30}', ['line 1: this is not JSON at column 8: expected a comma or "}", found ":"']],
  ['a Windows path', '{"a": "C:\\music"}', ['line 1: this is not JSON at column 10: a backslash in a text is written twice (\\\\), and paths may use / instead']],
  ['an open text', '{"a": "x\n}', ['line 1: this is not JSON at column 7: this text has no closing double quote (")']],
  ['a cut-off file', '{"scenes": [', ['line 1: this is not JSON at column 13: expected a value, found the end of the text']],
  ['more after the end', '{} {}', ['line 1: this is not JSON at column 4: the scene map ended before this: remove "{" and what follows']],
  ['a list', '[]', ['line 1: must be an object with audio_file and scenes, not a list']],
  ['no fields', '{}', ['line 1, audio_file: is missing: it must be the path of the audio file', 'line 1, scenes: is missing: it must be a list of scenes']],
  ['no scenes', map([]), ['line 3, scenes: must hold at least one scene']],
  ['a key twice', '{"audio_file":"a","audio_file":"b","scenes":[{"start_time":0,"end_time":30,"description":"x"}]}', ['line 1, audio_file: stands twice: remove one']],
  ['a mistyped key', map([scene({ motion_intensty: 3 })]), ['line 8, scenes[0].motion_intensty: is not a field; did you mean "motion_intensity"?']],
  ['another tool’s key', map([scene({ prompt: 'x' })], { fps: 24 }), ['line 8, scenes[0].prompt: is not a field; did you mean "description"?', 'line 11, fps: is not a field; did you mean "frame_rate"?']],
  ['a strange key', map([scene({ grade: { zebra: 1 } })]), ['line 9, scenes[0].grade.zebra: is not a field here; remove it, or put it into "notes". Fields: lut, exposure, contrast, saturation, temperature, tint, look, lift, gamma, gain, slope, offset, power, match, follow']],
  ['no time', map([scene({ end_time: 'soon' })]), [`line 6, scenes[0].end_time: ${timeForm}, not "soon"`]],
  ['75 seconds', map([scene({ end_time: '0:75' })]), [`line 6, scenes[0].end_time: ${timeForm}, not "0:75"`]],
  ['a time beyond all tracks', map([scene({ end_time: 1e308 })]), [`line 6, scenes[0].end_time: ${timeForm}, not 1e+308`]],
  ['a negative time', map([scene({ start_time: -1 })]), [`line 5, scenes[0].start_time: ${timeForm}, not -1`]],
  ['an end before the start', map([scene({ start_time: '0:00' , end_time: '0:10' }), scene({ start_time: '0:10', end_time: '0:05' })]), ['line 11, scenes[1].end_time: 0:05.000 is not after the scene\'s start (0:10.000): exchange them, or correct one']],
  ['a gap', map([first(), second({ start_time: '0:12' })]), ['line 10, scenes[1].start_time: leaves a gap of 2 s after the scene before: start at 0:10.000, or end scenes[0] at 0:12.000']],
  ['an overlap', map([first(), second({ start_time: 8.5 })]), ['line 10, scenes[1].start_time: overlaps the scene before, which ends at 0:10.000: start there, or end scenes[0] at 0:08.500']],
  ['the wrong order', map([scene({ start_time: 0, end_time: 20 }), scene({ start_time: 20, end_time: 30 }), scene({ start_time: 10, end_time: 30 })]), ['line 15, scenes[2].start_time: 0:10.000 is not after the start of the scene before (0:20.000): put the scenes in order of time']],
  ['a late beginning', map([scene({ start_time: '0:02' })]), ['line 5, scenes[0].start_time: 0:02.000 leaves the beginning without a scene: the track starts at 0:00.000, so must the first scene']],
  ['too long', map([scene({ end_time: '0:40' })]), ['line 6, scenes[0].end_time: 0:40.000 is beyond the end of the track, 0:30.000: end it there']],
  ['too short', map([scene({ end_time: '0:20' })]), ['line 6, scenes[0].end_time: 0:20.000 leaves the end without a scene: the track ends at 0:30.000, so must the last scene']],
  ['after the end', map([scene({}), scene({ start_time: 30, end_time: 31 })]), ['line 10, scenes[1].start_time: 0:30.000 is beyond the end of the track, 0:30.000: remove the scene, or move it before']],
  ['wild motion', map([scene({ motion_intensity: 11 })]), ['line 8, scenes[0].motion_intensity: must be a number from 1 to 10, not 11']],
  ['motion in words', map([scene({ motion_intensity: 'fast' })]), ['line 8, scenes[0].motion_intensity: must be a number from 1 to 10, not "fast"']],
  ['an unknown transition', map([scene({ transition_type: 'wipe' })]), ['line 8, scenes[0].transition_type: must be "fade", "cut", "dissolve", "whip", "zoom", "glitch", "light-leak" or "luma-wipe", not "wipe"']],
  ['an unknown scene', map([scene({ scene: 'neon-ciy' })]), [`line 8, scenes[0].scene: there is no scene "neon-ciy"; did you mean "neon-city"? Scenes: ${sceneNames}`]],
  ['a scene like none', map([scene({ scene: 'qqqqqqq' })]), [`line 8, scenes[0].scene: there is no scene "qqqqqqq". Scenes: ${sceneNames}`]],
  ['an unknown knob', map([scene({ scene: 'neon-city', look: { wettness: 0.5, zzz: 1 } })]), ['line 10, scenes[0].look.wettness: is no knob of neon-city; did you mean "wetness"?', 'line 11, scenes[0].look.zzz: is no knob of neon-city. Its knobs: wetness, haze, traffic, height']],
  ['a knob too far', map([scene({ scene: 'neon-city', look: { haze: 3 } })]), ['line 10, scenes[0].look.haze: must be a number from 0 to 1, not 3']],
  ['an odd size', map([scene({})], { output_resolution: '1921x1080' }), ['line 10, output_resolution: must be a size whose sides are even and from 64 to 7680, not "1921x1080"']],
  ['an unknown size', map([scene({})], { output_resolution: 'HD' }), ['line 10, output_resolution: must be "720p", "1080p", "1440p", "4K" or a size such as "1920x1080", not "HD"']],
  ['an unknown rate', map([scene({})], { frame_rate: 26 }), ['line 10, frame_rate: must be one of 23.976, 24, 25, 29.97, 30, 60, not 26']],
  ['an empty description', map([scene({ description: ' ' })]), ['line 7, scenes[0].description: must be a sentence that says what is seen, not " "']],
  ['a length in bars', map([scene({ transition_duration: '2 bars' })]), ['line 8, scenes[0].transition_duration: must be a length: seconds as a number, or text such as "2 beats", not "2 bars"']],
  ['all at once', map([first({ motion_intensity: 0, scene: 'oceann' }), second({ start_time: '0:11', transition_type: 'spin', end_time: '0:45' })], { frame_rate: '24' }), [
    'line 8, scenes[0].motion_intensity: must be a number from 1 to 10, not 0',
    `line 9, scenes[0].scene: there is no scene "oceann"; did you mean "ocean"? Scenes: ${sceneNames}`,
    'line 12, scenes[1].start_time: leaves a gap of 1 s after the scene before: start at 0:10.000, or end scenes[0] at 0:11.000',
    'line 13, scenes[1].end_time: 0:45.000 is beyond the end of the track, 0:30.000: end it there',
    'line 15, scenes[1].transition_type: must be "fade", "cut", "dissolve", "whip", "zoom", "glitch", "light-leak" or "luma-wipe", not "spin"',
    'line 18, frame_rate: must be one of 23.976, 24, 25, 29.97, 30, 60, not "24"',
  ]],
];

for (const [what, text, problems] of badMaps) {
  test(`a map with ${what} is refused with place and mend`, () => assert.deepEqual(problemsOf(text), problems));
}

test('the error lists every problem under the path', () => {
  assert.throws(() => parseSceneMap(map([scene({ motion_intensity: 11 })]), { path: 'my map.json' }), {
    name: 'SceneMapError',
    message:
      'The scene map my map.json has a problem:\n  line 8, scenes[0].motion_intensity: must be a number from 1 to 10, not 11',
  });
});

test('the field’s common form is accepted as it stands', () => {
  const read = parseSceneMap(
    map(
      [
        {
          start_time: '0:00',
          end_time: '0:15.5',
          description: 'A city',
          motion_intensity: 3,
          color_palette: 'neon pink, teal and #102030',
          transition_type: 'fade',
        },
        { start_time: 15.5, end_time: '0:00:30', description: 'The sea' },
      ],
      { output_resolution: '4k', frame_rate: 29.97 },
    ),
    { path: 'map.json', duration: 30.42, catalogue: testCatalogue },
  );
  assert.equal(read.output_resolution, '4K');
  assert.deepEqual(read.scenes[0].color_palette, ['neon pink', 'teal', '#102030']);
  assert.equal(read.scenes[0].end_time, 15.5);
  assert.equal(read.scenes[1].end_time, 30.42, 'an end in whole seconds is the end of the track');
  assert.equal(read.scenes[1].motion_intensity, 5);
  assert.equal(read.scenes[1].transition_type, 'cut');
});

test('unknown colours and a forced scene that does not fit are warnings', () => {
  const warnings: SceneMapProblem[] = [];
  const text = map([
    scene({ description: 'Ocean waves in a storm', scene: 'neon-city', color_palette: ['tael', 'gold'] }),
  ]);
  parseSceneMap(text, {
    path: 'map.json',
    duration,
    catalogue: testCatalogue,
    onWarning: warning => warnings.push(warning),
  });
  assert.deepEqual(warnings.map(printProblem), [
    'line 9, scenes[0].color_palette: "tael" means no colour to Phosphene and is passed over; did you mean "teal"?',
    'line 8, scenes[0].scene: the description reads like ocean, but "scene" holds it to neon-city; remove "scene" to follow the description',
  ]);
});

test('retakes lie in their scene, one after the other', () => {
  const retake = (start_time: string, end_time: string): object => ({ start_time, end_time, seed: 5 });
  const withRetakes = (...retakes: object[]): string => map([first(), second({ end_time: '0:30', retakes })]);
  assert.deepEqual(problemsOf(withRetakes(retake('0:12', '0:16'), retake('0:20', '0:30'))), []);
  const [outside, order, short, key] = [
    problemsOf(withRetakes(retake('0:08', '0:12'))),
    problemsOf(withRetakes(retake('0:16', '0:20'), retake('0:19', '0:24'))),
    problemsOf(withRetakes(retake('0:16', '0:16.5'))),
    problemsOf(withRetakes({ ...retake('0:16', '0:20'), prompt: 'A city' })),
  ].map(lines => lines.join().replace(/^line \d+, /, ''));
  assert.match(outside, /^scenes\[1\]\.retakes\[0\]\.start_time: 0:08\.000 lies before its scene/);
  assert.match(order, /^scenes\[1\]\.retakes\[1\]\.start_time: 0:19\.000 lies before the end of the stretch before/);
  assert.match(short, /is not a second after the stretch's start/);
  assert.match(key, /did you mean "description"/);
  const read = parseSceneMap(withRetakes(retake('0:12', '0:16')), { path: 'map.json', duration });
  assert.deepEqual(read.scenes[1].retakes, [{ start_time: 12, end_time: 16, seed: 5 }]);
  assert.deepEqual(parseSceneMap(printSceneMap(read), { path: 'map.json', duration }), read);
});

test('a map with a range covers the range only', () => {
  const text = map([scene({ start_time: 5, end_time: 12 })], { range: { start_time: 5, end_time: '0:12' } });
  assert.deepEqual(problemsOf(text), []);
  assert.deepEqual(problemsOf(text.replace('"0:12"', '"0:25"')), [
    'line 6, scenes[0].end_time: 0:12.000 leaves the end without a scene: the range ends at 0:25.000, so must the last scene',
  ]);
});

function randomMap(seed: number): SceneMap {
  const random = createRandom(seed);
  const chance = (share: number): boolean => random() < share;
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)];
  const text = (): string =>
    Array.from({ length: whole(1, 6) }, () =>
      pick(['sea', 'a "sign"', 'línea\n', '東京', '\\', 'x,y', '🎵', '{}']),
    ).join(' ');
  const scenes: Scene[] = [];
  let time = chance(0.2) ? whole(0, 5_000_000) / 1000 : 0;
  const from = time;
  for (let i = whole(1, 6); i > 0; i--) {
    const end = Math.round((time + whole(1, 4_000_000) / 1000) * 1000) / 1000;
    const known = pick(testCatalogue);
    const made: Scene = {
      start_time: time,
      end_time: end,
      description: text(),
      motion_intensity: whole(10, 100) / 10,
      color_palette: Array.from({ length: whole(0, 3) }, () => pick(knownColourWords)),
      transition_type: pick(transitionTypes),
    };
    if (chance(0.5)) {
      made.scene = known.name;
      made.look = Object.fromEntries(knobNames(known).map(name => [name, whole(0, 100) / 100]));
    }
    if (chance(0.3)) made.transition_duration = chance(0.5) ? whole(0, 100) / 10 : `${whole(1, 8)} beats`;
    if (chance(0.3)) made.fade_out = 2;
    if (chance(0.3)) made.seed = whole(0, 2 ** 32);
    if (chance(0.2)) made.cast = [text()];
    if (chance(0.2)) made.grade = { exposure: 0.5, lut: text() };
    if (chance(0.2)) made.lyrics = text();
    if (chance(0.2)) made.guidance_scale = 7.5;
    scenes.push(made);
    time = end;
  }
  const result: SceneMap = {
    audio_file: text(),
    output_resolution: pick(['720p', '4K', '640x360']),
    frame_rate: pick(frameRates),
    seed: whole(0, 9999),
    scenes,
  };
  if (chance(0.5)) result.aspect_ratio = pick(aspectRatios);
  if (chance(0.5)) result.style = text();
  if (from > 0) result.range = { start_time: from, end_time: time };
  return result;
}

test('what is printed is read back the same, and printed the same', () => {
  for (let seed = 0; seed < 200; seed++) {
    const made = randomMap(seed);
    const printed = printSceneMap(made);
    const read = parseSceneMap(printed, { path: 'map.json', catalogue: testCatalogue });
    assert.deepEqual(read, made, `seed ${seed}`);
    assert.equal(printSceneMap(read), printed);
  }
});

test('whatever stands in a file, it is read or refused with problems', () => {
  const good = printSceneMap(randomMap(3));
  const random = createRandom(9);
  const shards = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\n',
    '0',
    '-',
    'null',
    '"a.b[": 1,',
    '\u0000',
    '\ud800',
    'e9',
    '"__proto__": {},',
  ];
  let refused = 0;
  for (let i = 0; i < 1500; i++) {
    const at = Math.floor(random() * good.length);
    const shard = shards[Math.floor(random() * shards.length)];
    const text = good.slice(0, at) + shard + good.slice(at + Math.floor(random() * 6));
    try {
      parseSceneMap(text, { path: 'map.json', duration, catalogue: testCatalogue, onWarning: () => undefined });
    } catch (error) {
      assert.ok(error instanceof SceneMapError, `${error} for ${text}`);
      assert.ok(error.problems.length > 0 && error.problems.every(({ line, column }) => line >= 1 && column >= 1));
      refused++;
    }
  }
  assert.ok(refused > 1000);
  const deep = `${'['.repeat(100000)}`;
  assert.throws(() => parseSceneMap(deep, { path: 'map.json' }), SceneMapError);
});
