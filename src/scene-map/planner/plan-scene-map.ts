import type { Analysis, Section } from '../../audio/analysis.ts';
import { chooseFamily } from '../colour/palette-journey.ts';
import { framingOf } from '../document/framing.ts';
import type { Scene, SceneMap } from '../document/schema.ts';
import { sceneMapSchema } from '../document/schema.ts';
import { printTime, printTimeShort, roundTime } from '../document/time-code.ts';
import type { MusicalLength } from '../document/vocabulary.ts';
import { mixSeed } from '../random.ts';
import type { LookValues, SceneDescription } from '../scene-catalogue.ts';
import { knobNames } from '../scene-catalogue.ts';
import type { CastShot, PlannedShot } from './cast-shots.ts';
import { castShots } from './cast-shots.ts';
import { chooseTransition, isQuiet, joinVocabulary, wantedTransitionSeconds } from './choose-transition.ts';
import type { ShotRole } from './describe-scene.ts';
import { describeScene, listOf } from './describe-scene.ts';
import { wordsFor } from './match-scene.ts';
import type { Motif } from './motifs.ts';
import { assignMotifs, catalogueFits, isStrong } from './motifs.ts';
import { feltSections, musicalCharacter, tellCharacter } from './musical-character.ts';
import type { MusicalGrid } from './musical-grid.ts';
import { leastSectionConfidence, musicalGrid } from './musical-grid.ts';
import { lengthInSeconds } from './musical-length.ts';
import { shotPalette } from './shot-palette.ts';
import { shotStarts } from './shots.ts';
import { shownLook } from './shown-look.ts';
import { temperOf } from './style-temper.ts';

/** What a plan depends on beside the music. */
export interface PlanOptions {
  /** Path of the track as it is to stand in the map. */
  audioFile: string;
  /** Style prompt; bends scenes, looks and colours. */
  style?: string;
  seed: number;
  /** One of 23.976, 24, 25, 29.97, 30, 60. */
  frameRate: number;
  /** "720p", "1080p", "1440p", "4K" or "WxH". */
  resolution: string;
  /** "16:9", "9:16", "1:1" or "4:5"; not written where the resolution gives width and height. */
  aspectRatio?: string;
  /** Only this part of the track, in seconds: the scenes are those of the whole plan, cut at its ends. */
  range?: { start: number; end: number };
}

const limit = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The strongest section: by energy, then a drop or chorus, then the later one. -1 where there is but one section. */
function findClimax(sections: readonly Section[]): number {
  if (sections.length < 2) return -1;
  const rank = (section: Section, i: number): number =>
    section.energy + (isStrong(section.label) ? 0.08 : 0) + (0.04 * i) / sections.length;
  return sections.reduce((best, section, i) => (rank(section, i) >= rank(sections[best], best) ? i : best), 0);
}

function cutIntoShots(grid: MusicalGrid, analysis: Analysis, pace: number): PlannedShot[] {
  const { sections } = grid;
  const climax = findClimax(sections);
  const heard = new Map<string, number>();
  return sections.flatMap((section, s) => {
    const reprise = heard.get(section.group) ?? 0;
    heard.set(section.group, reprise + 1);
    const next = sections[s + 1];
    const strongerFollows = next !== undefined && next.energy > section.energy + 0.12;
    const starts = shotStarts(section, grid, { features: analysis.features, strongerFollows, pace });
    return starts.map((start, index) => ({
      section,
      reprise,
      index,
      start,
      end: starts[index + 1] ?? section.end,
      climax: s === climax,
    }));
  });
}

function motionOf({ section, reprise, index, climax }: PlannedShot, arousal: number, pace: number): number {
  let motion = 2 + 6 * section.energy + 1.5 * (arousal - 0.5) + 1.5 * pace;
  if (isStrong(section.label)) motion += Math.min(2, reprise);
  else motion += 0.5 * Math.min(2, reprise);
  if (climax) motion += 1;
  // Within a section a shot may breathe a little, so that equal neighbours are not equal.
  if (index % 2 === 1) motion -= 0.5;
  if (section.label === 'drop') return Math.round(limit(motion, 8, 10));
  if (isQuiet(section)) return Math.round(limit(motion, 2, 4));
  if (section.label === 'chorus') return Math.round(limit(motion, 5, 10));
  return Math.round(limit(motion, 3, 9));
}

/**
 * A length in whole beats (or half a one) where there is a pulse, else in seconds; never more than a third of the
 * scene.
 */
function lengthOf(seconds: number, sceneSeconds: number, grid: MusicalGrid): MusicalLength {
  const most = sceneSeconds / 3;
  if (grid.rhythmic) {
    for (const beats of [8, 4, 2, 1, 0.5])
      if (beats * grid.beat <= Math.min(seconds * 1.5, most)) return `${beats} beats`;
  }
  return roundTime(Math.min(seconds, most));
}

/** Seconds at which the last strong hit of the track is heard; 0 when there is none. */
function lastHit({ onsets }: Analysis): number {
  const strong = [onsets.kick, onsets.snare, onsets.hat].map(
    region => region.findLast(({ strength }) => strength >= 0.5)?.time ?? 0,
  );
  return Math.max(...strong);
}

/** Whether a fade at the end leaves the last strong hit its light. */
function leavesLastHit(fade: MusicalLength, analysis: Analysis, grid: MusicalGrid): boolean {
  return grid.duration - lengthInSeconds(fade, grid.beat) >= lastHit(analysis);
}

function roleOf(shot: PlannedShot, number: number, count: number, role: CastShot['role']): ShotRole {
  if (count > 1 && number === 0) return 'opening';
  if (count > 1 && number === count - 1) return 'closing';
  if (role === 'kept') return 'climax';
  if (role === 'companion') return 'companion';
  if (shot.index > 0) return 'variation';
  return shot.climax ? 'climax' : 'motif';
}

/** How the cuts were found, in sentences for people, with what to do where the music left doubt. */
function tellCuts(grid: MusicalGrid, analysis: Analysis): string[] {
  const percent = (marks: readonly { confidence: number }[]): string =>
    `${Math.round((100 * marks.reduce((sum, { confidence }) => sum + confidence, 0)) / Math.max(1, marks.length))}%`;
  if (!grid.rhythmic)
    return [
      'The beats are not sure enough to cut on: cuts follow sections and quiet moments, and dissolve. Correct the times by hand where you hear a better place.',
    ];
  const by = { bars: [] as Section[], beats: [] as Section[], phrases: [] as Section[] };
  for (const section of grid.sections) by[grid.cutsOn(section.start, section.end)].push(section);
  const places = (sections: readonly Section[]): string => {
    if (sections.length === grid.sections.length) return '';
    const spans: { start: number; end: number }[] = [];
    for (const { start, end } of sections) {
      const last = spans[spans.length - 1];
      if (last?.end === start) last.end = end;
      else spans.push({ start, end });
    }
    const told = spans.slice(0, 6).map(({ start, end }) => `${printTimeShort(start)} to ${printTimeShort(end)}`);
    return ` (${listOf(told)}${spans.length > 6 ? ' and on' : ''})`;
  };
  const notes: string[] = [];
  if (by.bars.length > 0)
    notes.push(`Cuts fall on bars${places(by.bars)}, which are ${percent(analysis.downbeats)} sure.`);
  if (by.beats.length > 0)
    notes.push(
      `Where bars begin is a guess${places(by.beats)} (${percent(analysis.downbeats)} sure, beats ${percent(analysis.beats)}): there cuts fall on beats with a strong attack, counted from each section's start. "--offset" with the time of a first beat sets the bars right.`,
    );
  if (by.phrases.length > 0)
    notes.push(
      `The beats are lost${places(by.phrases)}: there cuts follow quiet moments and changes of loudness, and dissolve.`,
    );
  const unsure = grid.sections.filter(({ confidence }, i) => i > 0 && confidence < leastSectionConfidence);
  if (unsure.length > 0)
    notes.push(
      `The borders at ${listOf(unsure.slice(0, 6).map(({ start }) => printTimeShort(start)))} are unsure: the pictures dissolve there.`,
    );
  return notes;
}

/** Which scenes are motifs, and what in the style called for them. */
function tellMotifs(motifs: ReadonlyMap<string, Motif>, style: string): string {
  const groups = [...motifs.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 12);
  return listOf(
    groups.map(group => {
      const { scene } = motifs.get(group)!;
      const said = wordsFor(style, scene);
      return `${group} ${scene.name}${said.length > 0 ? ` (${said.map(word => `"${word}"`).join(', ')})` : ''}`;
    }),
  );
}

/**
 * Plans a video from the analysis by rules alone; the same inputs give the same map.
 *
 * Scenes change on downbeats and section borders; where bars are a guess, on beats with a strong attack; where beats
 * are one too, on phrases, fewer and dissolving. The map's notes say so. A chorus has a motif that is raised, framed
 * and coloured anew each time; all else shows what was not seen yet as long as there is such; quiet parts
 * hold long shots with little motion, drops come by a cut on the downbeat at full motion, the strongest section gets
 * the strongest variant and a scene that was kept for it; wide scenes open and close.
 * The scenes cover the track (or `range`) from end to end, to the millisecond.
 *
 * @param catalogue scenes to choose from, at least one
 * @throws {RangeError} when the track has no length, the catalogue is empty, an option is none of those named, or the
 *   range lies outside the track
 */
export function planSceneMap(
  analysis: Analysis,
  catalogue: readonly SceneDescription[],
  options: PlanOptions,
): SceneMap {
  const { seed, style = '' } = options;
  const character = musicalCharacter(analysis);
  const heard = musicalGrid(analysis);
  const grid = { ...heard, sections: feltSections(heard.sections, character) };
  // The same seed gives every song choices of its own.
  const chance = mixSeed('song', seed, Math.round(analysis.duration * 1000));
  const temper = temperOf(style);
  const shots = cutIntoShots(grid, analysis, temper.pace);
  const fits = catalogueFits(catalogue, style, character);
  const motifs = assignMotifs(grid.sections, catalogue, fits, chance);
  const cast = castShots(shots, motifs, catalogue, fits, chance);
  const { family, reason } = chooseFamily(analysis, style, chance);
  const joins = joinVocabulary(temper, analysis.mood.arousal, chance);

  /** The looks and colours that each scene has been shown in so far. */
  const shown = new Map<SceneDescription, { looks: LookValues[]; palettes: string[][] }>();
  const scenes = shots.map((shot, i): Scene => {
    const { section, reprise, index, start, end } = shot;
    const motif = motifs.get(section.group)!;
    const { scene, role } = cast[i];
    const before = shown.get(scene) ?? { looks: [], palettes: [] };
    const atAnEnd = i === 0 || i === shots.length - 1;
    const look = shownLook(shot, cast[i], before.looks, { style, seed: chance, light: atAnEnd });
    const palette = shotPalette(shot, motif, cast[i], family, before.palettes);
    shown.set(scene, { looks: [...before.looks, look], palettes: [...before.palettes, palette] });
    const view = framingOf(cast[i].visits, mixSeed('side', chance, scene.name) % 2 === 1);
    const knobs = knobNames(scene);
    const motion = motionOf(shot, analysis.mood.arousal, temper.pace);
    const transition = chooseTransition(shot, shots[i - 1], grid, joins);
    const sceneSeed = mixSeed(seed, scene.name, section.group, reprise, index);
    const shotRole = roleOf(shot, i, shots.length, role);
    const rhythmic = grid.cutsOn(section.start, section.end) !== 'phrases';
    const result: Scene = {
      start_time: start,
      end_time: end,
      section: `${section.label} ${section.group}`,
      scene: scene.name,
      description: describeScene({
        scene,
        look,
        palette,
        motion,
        role: shotRole,
        framing: view.framing,
        rhythmic,
        seed: sceneSeed,
      }),
      motion_intensity: motion,
      color_palette: palette,
      transition_type: transition,
      look: Object.fromEntries(knobs.map((name, knob) => [name, look[knob]])),
      seed: sceneSeed,
      ...(view.framing === 'wide' ? {} : { framing: view.framing }),
      ...(view.mirrored ? { mirrored: true } : {}),
    };
    const seconds = end - start;
    if (transition !== 'cut') {
      const wanted = wantedTransitionSeconds(transition, isQuiet(section) || !grid.sureAt(start));
      // The scene that goes must be there long enough, too.
      const shorter = Math.min(seconds, shots[i - 1] ? shots[i - 1].end - shots[i - 1].start : seconds);
      result.transition_duration = lengthOf(wanted, shorter, grid);
    }
    if (i === shots.length - 1 && grid.duration >= 2) {
      const wanted = lengthOf(isQuiet(section) || section.label === 'outro' ? 2 : 1, seconds, grid);
      result.fade_out = leavesLastHit(wanted, analysis, grid)
        ? wanted
        : roundTime(Math.max(0.1, grid.duration - lastHit(analysis)));
    }
    return result;
  });

  const notes = [
    `Palette: ${family.name}, chosen ${reason}. Motifs: ${tellMotifs(motifs, style)}.`,
    ...(fits.style.some(fit => fit > 0) ? [] : [tellCharacter(character)]),
    ...tellCuts(grid, analysis),
  ];
  const checked = sceneMapSchema.safeParse({
    audio_file: options.audioFile,
    output_resolution: options.resolution,
    frame_rate: options.frameRate,
    aspect_ratio: /x/.test(options.resolution) ? undefined : options.aspectRatio,
    seed,
    style: style.trim() === '' ? undefined : style,
    notes: notes.join(' '),
    scenes,
  });
  if (!checked.success) {
    throw new RangeError(checked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '));
  }
  const map = checked.data;
  return options.range ? clipToRange(map, options.range, grid.duration) : map;
}

function clipToRange(map: SceneMap, { start, end }: { start: number; end: number }, duration: number): SceneMap {
  const from = roundTime(Math.max(0, start));
  const to = roundTime(Math.min(end, duration));
  if (!(from < to))
    throw new RangeError(
      `The range ${start} to ${end} s does not lie within the track, which ends at ${printTime(duration)}.`,
    );
  const scenes = map.scenes
    .filter(scene => scene.start_time < to && scene.end_time > from)
    .map(scene => ({ ...scene, start_time: Math.max(from, scene.start_time), end_time: Math.min(to, scene.end_time) }));
  return { ...map, range: { start_time: from, end_time: to }, scenes };
}
