import assert from 'node:assert/strict';
import test from 'node:test';
import type { Analysis } from '../../audio/analysis.ts';
import { sceneLibrary } from '../../generators/procedural/scene-library.ts';
import { paletteDistance, paletteFromWords } from '../colour/palette.ts';
import { parseSceneMap } from '../document/parse-scene-map.ts';
import { printSceneMap } from '../document/print-scene-map.ts';
import type { SceneMap } from '../document/schema.ts';
import { createRandom } from '../random.ts';
import { lightApart, lightestOf, lightOf } from '../scene-catalogue.ts';
import type { Form } from '../test-fixtures.ts';
import { bareTrack, popForm, song, testCatalogue } from '../test-fixtures.ts';
import { explainPlan } from './explain-plan.ts';
import { openness } from './motifs.ts';
import { lengthInSeconds } from './musical-length.ts';
import { planSceneMap } from './plan-scene-map.ts';
import { strongestWindow } from './strongest-window.ts';

const plan = (
  analysis: Analysis,
  options: { seed?: number; style?: string; range?: { start: number; end: number } } = {},
): SceneMap =>
  planSceneMap(analysis, testCatalogue, {
    audioFile: 'song.wav',
    seed: 1,
    frameRate: 24,
    resolution: '1080p',
    aspectRatio: '16:9',
    ...options,
  });

const labels = ['intro', 'verse', 'chorus', 'bridge', 'drop', 'break', 'outro'] as const;

function randomSong(seed: number): Analysis {
  const random = createRandom(seed);
  const form: Form = Array.from({ length: 1 + Math.floor(random() * 10) }, () => [
    labels[Math.floor(random() * labels.length)],
    'ABCDE'[Math.floor(random() * 5)],
    1 + Math.floor(random() * 40),
    random(),
  ]);
  return song({
    form,
    tempo: 50 + random() * 160,
    tempoConfidence: random(),
    offset: random() * 2,
    mood: { valence: 2 * random() - 1, arousal: random() },
  });
}

function assertCovers(map: SceneMap, from: number, to: number, what: string): void {
  assert.equal(map.scenes[0].start_time, from, what);
  assert.ok(Math.abs(map.scenes.at(-1)!.end_time - to) <= 0.001, what);
  map.scenes.forEach((scene, i) => {
    assert.ok(scene.end_time > scene.start_time, `${what}: scene ${i} is empty`);
    if (i > 0) assert.equal(scene.start_time, map.scenes[i - 1].end_time, `${what}: scene ${i}`);
  });
}

test('any song is covered from end to end, on downbeats where there are sure ones, and the map is a valid one', () => {
  for (let seed = 0; seed < 60; seed++) {
    const analysis = randomSong(seed);
    const map = plan(analysis, { seed });
    const what = `song ${seed}`;
    assertCovers(map, 0, analysis.duration, what);
    if (analysis.tempoConfidence >= 0.35) {
      const grid = new Set(analysis.downbeats.map(({ time }) => Math.round(time * 1000)));
      for (const scene of map.scenes.slice(1))
        assert.ok(grid.has(Math.round(scene.start_time * 1000)), `${what}: ${scene.start_time}`);
    }
    const read = parseSceneMap(printSceneMap(map), {
      path: 'map.json',
      duration: analysis.duration,
      catalogue: testCatalogue,
      onWarning: ({ place, message }) => assert.fail(`${what}, ${place}: ${message}`),
    });
    assert.deepEqual(read, JSON.parse(JSON.stringify(map)), what);
  }
});

test('the same inputs give the same map, another seed another', () => {
  assert.equal(printSceneMap(plan(song())), printSceneMap(plan(song())));
  const casts = new Set(
    Array.from({ length: 8 }, (_, seed) =>
      plan(song(), { seed })
        .scenes.map(({ scene }) => scene)
        .join(),
    ),
  );
  assert.ok(casts.size > 4);
});

test('what has been seen comes again only with a chorus, as long as there is something else to show', () => {
  // Fewer shots than the library has scenes for this music.
  const form = popForm.map(([label, group, bars, energy]): Form[number] => [label, group, Math.min(bars, 8), energy]);
  for (let seed = 0; seed < 20; seed++) {
    const analysis = song({ form, tempo: 120 });
    const { scenes } = planSceneMap(analysis, sceneLibrary, {
      audioFile: 'a',
      seed,
      frameRate: 24,
      resolution: '1080p',
    });
    assert.ok(scenes.length < sceneLibrary.length, `${scenes.length} shots`);
    const seen = new Set<string>();
    scenes.forEach(({ scene, section, start_time }) => {
      if (seen.has(scene!)) {
        assert.match(section!, /^(chorus|drop)/, `seed ${seed}: ${scene} again at ${start_time}`);
        assert.ok(
          analysis.sections.some(({ start }) => Math.abs(start - start_time) < 0.01),
          `seed ${seed}: ${scene} again within a section`,
        );
      }
      seen.add(scene!);
    });
  }
});

test('a video opens and closes with pictures that are light, whatever the music', () => {
  const moods = [
    { valence: -0.8, arousal: 0.1 },
    { valence: 0, arousal: 0.5 },
    { valence: 0.8, arousal: 0.9 },
  ];
  for (const mood of moods) {
    const first = new Set<string>();
    for (let seed = 0; seed < 12; seed++) {
      const { scenes } = planSceneMap(song({ mood }), sceneLibrary, {
        audioFile: 'a',
        seed,
        frameRate: 24,
        resolution: '1080p',
      });
      first.add(scenes[0].scene!);
      const [opening, closing] = [scenes[0], scenes.at(-1)!].map(
        ({ scene }) => sceneLibrary.find(({ name }) => name === scene)!,
      );
      assert.ok(lightestOf(opening) >= 0.5, `seed ${seed} opens with ${opening.name}`);
      const shown = Object.values(scenes[0].look!);
      const variant = opening.variants!.find(({ look }) => look.every((value, knob) => value === shown[knob]));
      assert.equal(lightOf(variant!), lightestOf(opening), `seed ${seed}: the lightest ${opening.name}`);
      assert.ok(lightestOf(closing) >= 0.5, `seed ${seed} closes with ${closing.name}`);
      assert.notEqual(closing, opening);
    }
    assert.ok(first.size >= 3, `${[...first]}`);
  }
});

/** The scenes of each section, in order. */
function bySection(map: SceneMap, analysis: Analysis): SceneMap['scenes'][] {
  return analysis.sections.map(({ start, end }) =>
    map.scenes.filter(({ start_time }) => start_time >= start - 0.001 && start_time < end - 0.001),
  );
}

test('the chorus looks like the chorus again, and more so', () => {
  for (let seed = 0; seed < 20; seed++) {
    const analysis = song();
    const sections = bySection(plan(analysis, { seed }), analysis);
    const [first, second] = [sections[2][0], sections[4][0]];
    assert.equal(second.scene, first.scene);
    assert.ok(second.motion_intensity > first.motion_intensity);
    assert.notDeepEqual(second.look, first.look);
    assert.notEqual(second.seed, first.seed);
    const colours = `${first.color_palette} and then ${second.color_palette}`;
    assert.ok(
      first.color_palette.some(word => second.color_palette.some(other => other.endsWith(word))),
      `of one family: ${colours}`,
    );
    const [before, after] = [first, second].map(({ color_palette }) => paletteFromWords(color_palette, 1));
    assert.ok(paletteDistance(before, after) > 0.08, `in another light: ${colours}`);
    assert.equal(sections[6][0].scene, first.scene, 'the drop is of the chorus’ group');
    assert.notEqual(sections[1][0].scene, first.scene, 'verse and chorus');
  }
});

test('quiet parts breathe and drops hit', () => {
  for (let seed = 0; seed < 20; seed++) {
    const analysis = song();
    const sections = bySection(plan(analysis, { seed }), analysis);
    for (const quiet of [sections[0], sections[5], sections[7]]) {
      for (const scene of quiet) {
        assert.ok(scene.motion_intensity >= 2 && scene.motion_intensity <= 4);
        assert.ok(scene.end_time - scene.start_time >= 8);
        if (scene.start_time > 0) assert.notEqual(scene.transition_type, 'cut');
      }
    }
    const [drop] = sections[6];
    assert.equal(drop.start_time, analysis.sections[6].start);
    assert.equal(drop.transition_type, 'cut');
    for (const scene of sections[6]) assert.ok(scene.motion_intensity >= 8);
    const most = Math.max(...sections.flat().map(scene => scene.motion_intensity));
    assert.equal(drop.motion_intensity, most, 'the climax has the most motion');
  }
});

test('the video is there with its first frame, and closes into black at its very end', () => {
  const analysis = song();
  const { scenes } = plan(analysis);
  assert.equal(scenes[0].transition_type, 'cut');
  assert.equal(scenes[0].transition_duration, undefined);
  const fade = scenes.at(-1)!.fade_out!;
  assert.ok(lengthInSeconds(fade, 60 / analysis.tempo) <= 3, `${fade}`);
  assert.ok(scenes.slice(0, -1).every(scene => scene.fade_out === undefined));
});

test('scenes last 3 to 24 seconds, strong ones less than calm ones', () => {
  for (const tempo of [60, 75, 90, 105, 120, 128, 140, 174, 200]) {
    const analysis = song({ tempo });
    const map = plan(analysis);
    for (const scene of map.scenes) {
      const seconds = scene.end_time - scene.start_time;
      assert.ok(seconds >= 3 && seconds <= 24.001 + (60 / tempo) * 16, `${tempo}: ${seconds} s`);
    }
    const mean = (list: SceneMap['scenes']): number =>
      list.reduce((sum, { start_time, end_time }) => sum + end_time - start_time, 0) / list.length;
    const sections = bySection(map, analysis);
    assert.ok(mean(sections[6]) <= mean(sections[1]), `${tempo}`);
  }
});

test('neighbours differ: no scene follows itself with the same look and seed, and in strong sections not at all', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { scenes } = plan(song(), { seed });
    scenes.slice(1).forEach((scene, i) => {
      if (scene.scene !== scenes[i].scene) return;
      assert.notEqual(scene.seed, scenes[i].seed);
      assert.ok(scene.motion_intensity <= 4, `${scene.start_time}: ${scene.scene} twice`);
    });
  }
});

test('a style bends scenes, looks and colours', () => {
  for (let seed = 0; seed < 10; seed++) {
    const analysis = song();
    const map = plan(analysis, { seed, style: 'neon city in the rain, magenta and teal' });
    assert.ok(map.scenes.filter(({ scene }) => scene === 'neon-city').length >= map.scenes.length / 4, `seed ${seed}`);
    for (const scene of map.scenes) {
      assert.ok(scene.color_palette.some(word => /magenta|teal/.test(word)));
      if (scene.scene === 'neon-city') assert.equal(scene.look!.wetness, 0.9);
    }
  }
});

test('moods have different colours', () => {
  const palettes = [
    { valence: -0.8, arousal: 0.9 },
    { valence: 0.8, arousal: 0.8 },
    { valence: 0, arousal: 0.1 },
  ].map(mood => plan(song({ mood })).scenes[5].color_palette.join());
  assert.equal(new Set(palettes).size, 3);
});

test('without sure beats there are fewer cuts, dissolves, and a note', () => {
  const sure = plan(song());
  const unsure = plan(song({ tempoConfidence: 0.2 }));
  assert.ok(unsure.scenes.length < sure.scenes.length);
  for (const scene of unsure.scenes.slice(1)) assert.equal(scene.transition_type, 'dissolve');
  assert.match(unsure.notes!, /beats are not sure/);
  assert.doesNotMatch(sure.notes!, /not sure/);
  // The quiet moments of the test song lie at the start of each seventh second.
  const inner = unsure.scenes.filter(
    (scene, i) => i > 0 && unsure.scenes[i - 1].section === scene.section && scene.section !== 'intro A',
  );
  const quiet = inner.filter(({ start_time }) => start_time % 7 < 1.3 || start_time % 7 > 6.5);
  assert.ok(quiet.length >= 0.66 * inner.length, `${quiet.length} of ${inner.length}`);
});

test('descriptions read as sentences and say only what is there', () => {
  for (const scene of plan(song()).scenes) {
    assert.match(scene.description, /^[A-Z][^.]{20,240}$/);
    assert.doesNotMatch(scene.description, /\b(?:no|not|without|never)\b|undefined|null| {2}|view of an? [a-z]+ view/);
  }
});

test('tracks of any length are planned', () => {
  for (const duration of [0.02, 0.3, 1, 5, 47.3, 10800]) {
    const map = plan(bareTrack(duration));
    assertCovers(map, 0, duration, `${duration} s`);
    if (duration <= 5) assert.equal(map.scenes.length, 1);
    for (const scene of map.scenes) assert.ok(scene.end_time - scene.start_time <= 36, `${duration} s`);
  }
  const long = song({ form: Array.from({ length: 40 }, () => popForm).flat() });
  assertCovers(plan(long), 0, long.duration, 'two hours');
  assert.throws(() => plan(bareTrack(0)), { message: 'The track has no length; a scene map needs some sound.' });
});

test('one scene in the catalogue is enough', () => {
  const map = planSceneMap(song(), testCatalogue.slice(2, 3), {
    audioFile: 'a',
    seed: 1,
    frameRate: 30,
    resolution: '640x360',
  });
  assert.ok(map.scenes.every(({ scene }) => scene === 'ocean'));
  assert.equal(new Set(map.scenes.map(({ seed }) => seed)).size, map.scenes.length);
  const wrong = { audioFile: 'a', seed: 1, frameRate: 26, resolution: 'HD' };
  assert.throws(() => planSceneMap(song(), testCatalogue, wrong), {
    name: 'RangeError',
    message:
      'output_resolution must be "720p", "1080p", "1440p", "4K" or a size such as "1920x1080", not "HD". frame_rate must be one of 23.976, 24, 25, 29.97, 30, 60, not 26.',
  });
  assert.throws(() => planSceneMap(song(), [], wrong), { message: 'The catalogue of scenes is empty.' });
});

test('a range holds the same scenes, cut at its ends', () => {
  const whole = plan(song());
  const part = plan(song(), { range: { start: 50, end: 80 } });
  assertCovers(part, 50, 80, 'range');
  for (const scene of part.scenes)
    assert.ok(whole.scenes.some(other => other.seed === scene.seed && other.description === scene.description));
  assert.deepEqual(parseSceneMap(printSceneMap(part), { path: 'm', duration: song().duration }).range, {
    start_time: 50,
    end_time: 80,
  });
  assert.throws(() => plan(song(), { range: { start: 500, end: 600 } }), RangeError);
});

test('the plan explains itself in lines', () => {
  const analysis = song();
  const lines = explainPlan(plan(analysis), analysis);
  assert.match(lines[0], /^3:28 long, 120 beats per minute \(90% sure\), A minor; 8 sections, \d+ scenes$/);
  assert.match(lines[1], /^0:00 intro \(A\): [a-z-]+, motion \d, cut, /);
  assert.ok(
    lines.some(line => /^1:52 chorus \(C, again\): [a-z-]+, motion \d+, (?:cut|[a-z-]+ over [^,]+), /.test(line)),
  );
  assert.ok(lines.some(line => /^2:40 drop \(C, third time\): [a-z-]+, motion 10, cut, /.test(line)));
});

test('the strongest window holds the drop, begins on a downbeat, and keeps within the track', () => {
  const analysis = song();
  const { start, end } = strongestWindow(analysis, 30);
  assert.equal(end - start, 30);
  assert.ok(analysis.downbeats.some(({ time }) => time === start));
  assert.ok(start < 160 && end > 176, `${start} to ${end}`);
  for (let seed = 0; seed < 30; seed++) {
    const any = randomSong(seed);
    const window = strongestWindow(any, 20);
    assert.ok(window.start >= 0 && window.end <= any.duration && window.end > window.start);
    if (any.duration > 20.01) assert.ok(Math.abs(window.end - window.start - 20) < 1e-6);
  }
  assert.deepEqual(strongestWindow(bareTrack(12), 30), { start: 0, end: 12 });
  assert.throws(() => strongestWindow(analysis, 0), RangeError);
});

test('the fade at the end leaves the last strong hit its light', () => {
  const analysis = song({ form: popForm });
  const last = analysis.duration - 0.4;
  analysis.onsets.kick.push({ time: last, strength: 0.9 });
  const map = plan(analysis);
  const fade = map.scenes.at(-1)!.fade_out!;
  assert.equal(typeof fade, 'number');
  assert.ok((fade as number) <= 0.4 + 1e-6, `fades for ${fade} s`);
});

test('where the beats are lost for a stretch, its cuts follow phrases and dissolve, and only there', () => {
  const sure = song({ form: popForm, tempo: 120 });
  const [, , lost] = sure.sections;
  const shaky: Analysis = {
    ...sure,
    beats: sure.beats.map(beat =>
      beat.time > lost.start - 2 && beat.time < lost.end + 2 ? { ...beat, confidence: 0.05 } : beat,
    ),
  };
  const map = plan(shaky);
  const within = (scenes: SceneMap['scenes']): SceneMap['scenes'] =>
    scenes.filter(({ start_time }) => start_time >= lost.start && start_time < lost.end);
  for (const scene of within(map.scenes)) assert.equal(scene.transition_type, 'dissolve');
  assert.ok(within(map.scenes).length <= within(plan(sure).scenes).length);
  assert.match(map.notes!, /The beats are lost \(0:48 to 1:20\)/);
  const outside = (scenes: SceneMap['scenes']): number[] =>
    scenes.map(scene => scene.start_time).filter(time => time < lost.start || time > lost.end);
  assert.deepEqual(outside(map.scenes), outside(plan(sure).scenes));
});

test('where bars are a guess and beats are sure, every cut lies on a beat, drawn to a plain accent', () => {
  for (let seed = 0; seed < 30; seed++) {
    const base = randomSong(seed);
    const analysis: Analysis = {
      ...base,
      tempoConfidence: 0.99,
      downbeats: base.downbeats.map(downbeat => ({ ...downbeat, confidence: 0.1 })),
    };
    const beats = new Set(analysis.beats.map(({ time }) => Math.round(time * 1000)));
    const map = plan(analysis, { seed });
    for (const scene of map.scenes.slice(1))
      assert.ok(beats.has(Math.round(scene.start_time * 1000)), `song ${seed}: ${scene.start_time}`);
    assert.match(map.notes!, /Where bars begin is a guess \(10% sure, beats 90%\)/);
  }
  const even = song({ form: [['verse', 'A', 32, 0.6]], tempo: 120 });
  const unsureBars = even.downbeats.map(downbeat => ({ ...downbeat, confidence: 0.1 }));
  const [first, second] = plan({ ...even, downbeats: unsureBars }).scenes;
  assert.equal(second.start_time - first.start_time, 8, 'without accents the division is even');
  const onsetStrength = even.features.onsetStrength.map((_, i) => (i === Math.round(8.5 / 0.1) ? 1 : 0.1));
  const accented = plan({ ...even, downbeats: unsureBars, features: { ...even.features, onsetStrength } });
  assert.equal(accented.scenes[1].start_time, 8.5, 'a beat later stands the only accent');
});

test('an unsure border dissolves, an unsure drop is no drop', () => {
  const analysis = song();
  const drop = analysis.sections[6];
  drop.confidence = 0.1;
  const map = plan(analysis);
  const first = map.scenes.find(({ start_time }) => start_time === drop.start)!;
  assert.equal(first.transition_type, 'dissolve');
  assert.equal(first.section, 'chorus C');
  assert.match(map.notes!, /The borders at 2:40 are unsure/);
});

test('a video is varied: nothing twice in a row, nothing too often, and many scenes to choose from are used; a section keeps to its light', () => {
  const sceneOf = (name?: string) => sceneLibrary.find(scene => scene.name === name)!;
  let [within, apart, returns, flat] = [0, 0, 0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const { scenes } = planSceneMap(song(), sceneLibrary, { audioFile: 'a', seed, frameRate: 24, resolution: '1080p' });
    const counts = new Map<string, number>();
    scenes.forEach((scene, i) => {
      assert.notEqual(scene.scene, scenes[i - 1]?.scene, `seed ${seed}: ${scene.start_time}`);
      const before = scenes[i - 1];
      if (before && before.section === scene.section) {
        within++;
        if (lightApart(sceneOf(before.scene), sceneOf(scene.scene)) > 0.5) apart++;
      } else if (counts.has(scene.scene!)) {
        returns++;
        if (sceneOf(scene.scene).families.some(family => /^(graphic|pattern|game|type)$/.test(family))) flat++;
      }
      counts.set(scene.scene!, (counts.get(scene.scene!) ?? 0) + 1);
    });
    assert.ok(Math.max(...counts.values()) <= 0.2 * scenes.length, `seed ${seed}: ${[...counts].join(' ')}`);
    assert.ok(counts.size >= 0.5 * scenes.length, `seed ${seed}: ${counts.size} scenes in ${scenes.length} shots`);
    for (const [name] of counts) {
      const visits = scenes.filter(({ scene }) => scene === name);
      assert.equal(new Set(visits.map(({ seed, look }) => JSON.stringify([seed, look]))).size, visits.length, name);
    }
  }
  assert.ok(apart < 0.2 * within, `${apart} of ${within} cuts within a section go from daylight to night or back`);
  assert.ok(flat < 0.2 * returns, `${flat} of ${returns} scenes that come back are flat`);
});

test('songs differ by themselves: one seed does not give them all the same scenes', () => {
  const motifs = new Set(
    Array.from({ length: 12 }, (_, i) => {
      const map = planSceneMap(song({ tempo: 100 + 3 * i }), sceneLibrary, {
        audioFile: 'a',
        seed: 1,
        frameRate: 24,
        resolution: '1080p',
      });
      return /C ([a-z-]+)/.exec(map.notes!)![1];
    }),
  );
  assert.ok(motifs.size >= 5, [...motifs].join(' '));
});

test('sections of one group in a row do not open with their motif again at once', () => {
  const form: Form = [
    ['intro', 'A', 8, 0.3],
    ...Array.from({ length: 6 }, (): Form[number] => ['chorus', 'B', 8, 0.85]),
  ];
  for (let seed = 0; seed < 20; seed++) {
    const { scenes } = planSceneMap(song({ form }), sceneLibrary, {
      audioFile: 'a',
      seed,
      frameRate: 24,
      resolution: '1080p',
    });
    const last = new Map<string, number>();
    scenes.forEach(({ scene }, i) => {
      assert.ok(i - (last.get(scene!) ?? -9) >= 3, `seed ${seed}: ${scene} at ${i} again`);
      last.set(scene!, i);
    });
  }
});

test('the arc: a wide opening and closing, and a scene that is kept for the climax', () => {
  for (let seed = 0; seed < 40; seed++) {
    const analysis = song();
    const { scenes } = planSceneMap(analysis, sceneLibrary, {
      audioFile: 'a',
      seed,
      frameRate: 24,
      resolution: '1080p',
    });
    for (const end of [scenes[0], scenes.at(-1)!]) {
      const scene = sceneLibrary.find(({ name }) => name === end.scene)!;
      assert.ok(openness(scene) >= 0, `seed ${seed}: ${end.scene}`);
    }
    const climax = analysis.sections[6];
    const inside = scenes.filter(({ start_time }) => start_time >= climax.start && start_time < climax.end);
    const before = new Set(scenes.filter(({ start_time }) => start_time < climax.start).map(({ scene }) => scene));
    assert.ok(
      inside.some(({ scene }) => !before.has(scene)),
      `seed ${seed}: the climax shows nothing new`,
    );
    const lengths = (list: SceneMap['scenes']): number[] =>
      list.map(({ start_time, end_time }) => end_time - start_time);
    assert.ok(Math.max(...lengths(inside)) <= Math.min(...lengths(scenes.slice(0, 1))), `seed ${seed}`);
  }
});

test('a style bends pace and joins too', () => {
  const analysis = song();
  const shots = (style: string): number => plan(analysis, { style }).scenes.length;
  assert.ok(shots('frantic hardcore rave') > shots(''));
  assert.ok(shots('calm ambient dream') < shots(''));
  const joins = (style: string): Set<string> =>
    new Set(plan(analysis, { style }).scenes.map(({ transition_type }) => transition_type));
  assert.ok(joins('glitch cyberpunk').has('glitch'));
  assert.ok(joins('vintage super8 film').has('light-leak'));
  assert.ok(!joins('minimal graphic poster').has('glitch'));
  assert.ok(!joins('minimal graphic poster').has('light-leak'));
});

test('no shot is longer than it stays interesting, however the analysis looks', () => {
  for (let seed = 100; seed < 160; seed++) {
    const base = randomSong(seed);
    const random = createRandom(seed);
    const holes = Array.from({ length: 3 }, () => random() * base.duration);
    // Whole stretches without any beat or bar.
    const kept = ({ time }: { time: number }): boolean => holes.every(hole => time < hole || time > hole + 40);
    const analysis = { ...base, beats: base.beats.filter(kept), downbeats: base.downbeats.filter(kept) };
    for (const scene of plan(analysis, { seed }).scenes) {
      const seconds = scene.end_time - scene.start_time;
      assert.ok(seconds <= 31, `song ${seed}: ${seconds} s from ${scene.start_time}`);
    }
  }
});

test('a scene that its description chooses is explained by its words', () => {
  const map = plan(song());
  map.scenes[3] = { ...map.scenes[3], scene: undefined, look: undefined, description: 'A neon street in the rain' };
  const lines = explainPlan(map, song(), { catalogue: testCatalogue });
  assert.match(
    lines[4],
    /neon-city \["neon" → neon-city; "street" → neon-city; "rain" → neon-city; "rain" → wetness 0.9/,
  );
});

test('a long section of one group keeps its colours, but does not let one of them lead throughout', () => {
  const form: Form = [
    ['intro', 'A', 4, 0.2],
    ['chorus', 'B', 40, 0.9],
  ];
  const { scenes } = plan(song({ form, tempo: 140 }));
  const chorus = scenes.filter(({ section }) => section === 'chorus B');
  const plain = chorus.map(({ color_palette }) =>
    color_palette.map(word => word.replace(/^(vivid|brilliant|glowing) /, '')),
  );
  assert.equal(new Set(plain.map(words => words.toSorted().join())).size, 1);
  assert.ok(new Set(plain.map(words => words[0])).size > 1, plain.join(' | '));
});

test('a scene that comes back is framed anew and in another look, wherever there are looks to choose from', () => {
  let returns = 0;
  for (let seed = 0; seed < 12; seed++) {
    const map = planSceneMap(song({ form: popForm, tempo: 120 }), sceneLibrary, {
      audioFile: 'a.wav',
      seed,
      frameRate: 24,
      resolution: '1080p',
    });
    const last = new Map<string, SceneMap['scenes'][number]>();
    for (const scene of map.scenes) {
      const before = last.get(scene.scene!);
      last.set(scene.scene!, scene);
      if (!before) {
        assert.equal(scene.framing, undefined, 'the first view is the whole picture');
        continue;
      }
      returns++;
      const seen = ({ framing, mirrored }: SceneMap['scenes'][number]): string => `${framing} ${mirrored}`;
      assert.notEqual(seen(scene), seen(before), `seed ${seed}: ${scene.scene} at ${scene.start_time}`);
      const away = Math.hypot(...Object.entries(scene.look!).map(([knob, value]) => value - before.look![knob]));
      assert.ok(
        away > 0.3,
        `seed ${seed}: the look of ${scene.scene} at ${scene.start_time} moved by ${away.toFixed(2)}`,
      );
    }
  }
  assert.ok(returns > 30);
});
