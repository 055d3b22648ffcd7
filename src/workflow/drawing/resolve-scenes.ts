import type { Overlay } from '../../finishing/compositing/index.ts';
import type { Appearance } from '../../generators/procedural/appearance.ts';
import { builtInLibrary, type SceneLibrary } from '../../generators/procedural/scene-library.ts';
import {
  framedParts,
  knobNames,
  lengthInSeconds,
  lookFromDescription,
  type MusicalLength,
  matchScene,
  paletteFromWords,
  type SceneMap,
  sceneSeed,
  usualTransitionSeconds,
} from '../../scene-map/index.ts';
import { exactFrameRate } from '../frame-rate.ts';
import type { VideoSettings } from '../settings.ts';
import type { Grades, SceneGrade } from './grades.ts';
import { jointReach, type ResolvedScene, type RetakeUse } from './shots.ts';

function gradeOf(grade: SceneGrade | undefined): Pick<ResolvedScene['appearance'], 'grade' | 'gradeFollow'> {
  return grade ? { grade: grade.name, ...(grade.follow ? { gradeFollow: grade.follow } : {}) } : {};
}

function framingOf({ framing = 'wide', mirrored = false }: SceneMap['scenes'][number]): Pick<Appearance, 'framing'> {
  return framing === 'wide' && !mirrored ? {} : { framing: { ...framedParts[framing], mirrored } };
}

/** Scenes with other corrections than they were resolved with. */
export function withGrades(scenes: readonly ResolvedScene[], { ofScene }: Grades): ResolvedScene[] {
  return scenes.map((scene, i) => {
    const graded = <T extends Appearance>({ grade: _grade, gradeFollow: _follow, ...appearance }: T): T =>
      ({ ...appearance, ...gradeOf(ofScene[i]) }) as unknown as T;
    const appearance = graded(scene.appearance);
    const { retakes } = appearance;
    return {
      ...scene,
      appearance: {
        ...appearance,
        ...(retakes ? { retakes: retakes.map(one => ({ ...one, appearance: graded(one.appearance) })) } : {}),
      },
    };
  });
}

/** A whole number as a repeatable one from 0 to 1 (lowbias32, Wellons). */
function unit(seed: number): number {
  let h = seed >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 8) / 16777216;
}

/** The retakes of a scene as the built-in generator draws them: the same scene with other seeds. */
function drawnRetakes(
  { retakes = [], start_time, end_time }: SceneMap['scenes'][number],
  appearance: Appearance,
  frameRate: number,
): RetakeUse[] {
  const reach = jointReach(frameRate);
  const frame = (time: number): number => Math.round(time * frameRate);
  return retakes.map((retake, i) => {
    const [firstFrame, endFrame] = [frame(retake.start_time), frame(retake.end_time)];
    // Where two retakes follow each other there is nothing good between them to dissolve through.
    const from = i > 0 ? frame(retakes[i - 1].end_time) : frame(start_time);
    const to = i + 1 < retakes.length ? frame(retakes[i + 1].start_time) : frame(end_time);
    return {
      ...{ firstFrame, endFrame, appearance: { ...appearance, seed: unit(retake.seed) } },
      lead: Math.min(reach, firstFrame - from),
      trail: Math.min(reach, Math.max(0, to - endFrame)),
      ...(endFrame >= frame(end_time) ? { lasts: true as const } : {}),
    };
  });
}

/**
 * Gives every scene of the map what the built-in generator needs: the scene drawn, its knobs and colours.
 * Scenes of other generators get it too: a fallback may draw them.
 */
export function resolveScenes(
  map: SceneMap,
  settings: VideoSettings,
  tempo: number,
  grades: Grades['ofScene'] = [],
  overlays: readonly (readonly Overlay[])[] = [],
  { scenes: catalogue }: Pick<SceneLibrary, 'scenes'> = builtInLibrary,
): ResolvedScene[] {
  const secondsPerBeat = tempo > 0 ? 60 / tempo : 0;
  const secondsOf = (length: MusicalLength | undefined, otherwise: number): number =>
    length === undefined ? otherwise : lengthInSeconds(length, secondsPerBeat);
  return map.scenes.map((scene, index) => {
    const seed = sceneSeed(map, index);
    const name =
      scene.scene ??
      matchScene(scene.description, catalogue, { energy: (scene.motion_intensity - 1) / 9, seed }).scene.name;
    const description = catalogue.find(candidate => candidate.name === name)!;
    const { look: chosenLook } = lookFromDescription(scene.description, description, seed);
    const knobs = knobNames(description);
    const look = chosenLook.map((value, i) => scene.look?.[knobs[i]] ?? value) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const palette = paletteFromWords(scene.color_palette, seed);
    const appearance: Appearance = {
      scene: name,
      start: scene.start_time,
      duration: scene.end_time - scene.start_time,
      seed: unit(seed),
      motion: scene.motion_intensity,
      look,
      palette,
      ...framingOf(scene),
      ...gradeOf(grades[index]),
    };
    const retakes = drawnRetakes(scene, appearance, exactFrameRate(settings.frameRate));
    return {
      appearance: {
        ...appearance,
        ...(retakes.length > 0 ? { retakes } : {}),
        ...(overlays[index]?.length ? { overlays: overlays[index] } : {}),
      },
      start: scene.start_time,
      end: scene.end_time,
      transition: scene.transition_type,
      transitionSeconds: secondsOf(scene.transition_duration, usualTransitionSeconds[scene.transition_type]),
      fadeOutSeconds: secondsOf(scene.fade_out, 0),
    };
  });
}
