import type { Section, SectionLabel } from '../../audio/analysis.ts';
import { createRandom, mixSeed } from '../random.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import { energyFit, lightApart, lightestOf } from '../scene-catalogue.ts';
import { scoreDescription } from './match-scene.ts';
import { characterFit, type MusicalCharacter } from './musical-character.ts';

/** What a group of like sections looks like. */
export interface Motif {
  /**
   * The scene that it opens with when it is first heard, and with each chorus or drop: as the music itself comes back to
   * them. A second verse goes on with what has not been seen yet.
   */
  scene: SceneDescription;
  /** Mean energy of the sections, by their length. */
  energy: number;
  /** The strongest role that one of them has. */
  label: SectionLabel;
}

const roleRank: Record<SectionLabel, number> = {
  drop: 6,
  chorus: 5,
  bridge: 4,
  verse: 3,
  break: 2,
  intro: 1,
  outro: 0,
};

/** Whether a section carries the song: a chorus or a drop. */
export const isStrong = (label: SectionLabel): boolean => label === 'chorus' || label === 'drop';

/** Families whose pictures are wide and let a video begin or end, and those that shut it in. */
const wideFamilies = new Set(['sky', 'aerial', 'landscape', 'nature', 'space', 'water', 'weather', 'city']);
const closedFamilies = new Set(['interior', 'graphic', 'pattern', 'game', 'type']);

/** How well a scene opens or closes a video: 1 for a wide view, also a drawn one, -1 for a closed or flat one. */
export function openness({ families }: SceneDescription): number {
  if (families.some(family => wideFamilies.has(family))) return 1;
  return families.some(family => closedFamilies.has(family)) ? -1 : 0;
}

/** Families of drawn surfaces: there is no place in them that one would know again. */
const flatFamilies = new Set(['graphic', 'pattern', 'game', 'type']);
const isFlat = ({ families }: SceneDescription): boolean => families.some(family => flatFamilies.has(family));

/**
 * What light counts for where a video begins or ends: its first picture is seen as a still, on a small screen and before
 * the music has said anything, and its last one is what stays. A style that names scenes comes before it.
 */
export const lightAtAnEnd = ({ style }: CatalogueFits): number => (style.some(fit => fit > 0) ? 0.5 : 1.5);

/** What it counts for a chorus that its scene can look unlike itself when it comes back. */
const changeOfReturns = 0.3;
/** What it loses by being flat: a chorus is a place or a thing that one comes back to, a pattern merely comes twice. */
const flatReturns = 0.6;
/** What a verse, an intro or an outro loses that stands in quite another light than its neighbours of that kind. */
const lightBetween = 0.6;
/** What a verse beside a chorus gains, or a chorus beside a verse, that stands in another light: one sees the song's form. */
const lightOfChorus = 0.3;
/** The change of scenes that nobody has measured. */
const usualChange = 0.6;

/** Share of families that two scenes have in common, 0 to 1. */
export function kinship(a: SceneDescription, b: SceneDescription): number {
  const shared = a.families.filter(family => b.families.includes(family)).length;
  return shared / Math.max(1, Math.min(a.families.length, b.families.length));
}

/** How a scene suits an energy (0 to 1): at home within its range, and best near the middle of it. */
export function affinity(scene: SceneDescription, energy: number): number {
  return energyFit(scene, energy) - 0.6 * Math.abs((scene.energy[0] + scene.energy[1]) / 2 - energy);
}

/** How each scene of a catalogue fits what is asked for. */
export interface CatalogueFits {
  /** By the style, 1 for the best; all 0 where no word names any. */
  style: number[];
  /** By the character of the music, about -0.8 to 0.8; a style leaves it little to say. */
  character: number[];
}

/** How each scene of a catalogue fits a style and the music. */
export function catalogueFits(
  catalogue: readonly SceneDescription[],
  style: string,
  character: MusicalCharacter,
): CatalogueFits {
  const scores = catalogue.map(scene => scoreDescription(style, scene));
  const top = Math.max(...scores);
  const say = top > 0 ? 0.2 : 0.6;
  return {
    style: scores.map(score => (top > 0 ? score / top : 0)),
    character: catalogue.map(scene => say * characterFit(scene, character)),
  };
}

interface Group {
  seconds: number;
  energy: number;
  label: SectionLabel;
  neighbours: Set<string>;
  /** Whether the video begins, or ends, with one of its sections. */
  atAnEnd: boolean;
  /** Whether the video begins with one of them. */
  opens: boolean;
  /** How often the music comes to one of them from another group. */
  arrivals: number;
}

function groupsOf(sections: readonly Section[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  sections.forEach((section, i) => {
    const seconds = section.end - section.start;
    const group = groups.get(section.group) ?? {
      seconds: 0,
      energy: 0,
      label: section.label,
      neighbours: new Set<string>(),
      atAnEnd: false,
      opens: i === 0,
      arrivals: 0,
    };
    group.energy = (group.energy * group.seconds + section.energy * seconds) / (group.seconds + seconds);
    group.seconds += seconds;
    if (roleRank[section.label] > roleRank[group.label]) group.label = section.label;
    if (sections[i - 1]?.group !== section.group) group.arrivals++;
    group.atAnEnd ||= i === 0 || i === sections.length - 1;
    for (const other of [sections[i - 1], sections[i + 1]])
      if (other && other.group !== section.group) group.neighbours.add(other.group);
    groups.set(section.group, group);
  });
  return groups;
}

/**
 * Gives each group of sections a scene of its own: at home in its energy, fitting the style, unlike the groups beside
 * it and not yet taken; a wide one where the video begins or ends, a light one where it begins, and for a chorus one
 * that can come back in another shape. The groups that matter most (strong, long, chorus) choose first.
 */
export function assignMotifs(
  sections: readonly Section[],
  catalogue: readonly SceneDescription[],
  fits: CatalogueFits,
  seed: number,
): Map<string, Motif> {
  if (catalogue.length === 0) throw new RangeError('The catalogue of scenes is empty.');
  const random = createRandom(mixSeed('motifs', seed));
  const chance = catalogue.map(() => random());
  const groups = groupsOf(sections);
  const weight = ({ seconds, energy, label }: Group): number => seconds * (0.4 + energy) * (isStrong(label) ? 1.6 : 1);
  const order = [...groups].sort((a, b) => weight(b[1]) - weight(a[1]) || (a[0] < b[0] ? -1 : 1));

  const chosen = new Map<string, number>();
  const taken = new Map<number, number>();
  for (const [name, group] of order) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    const comesBack = isStrong(group.label) && group.arrivals > 1;
    const frames = group.atAnEnd && !isStrong(group.label);
    catalogue.forEach((scene, i) => {
      let score =
        affinity(scene, group.energy) +
        2 * fits.style[i] +
        fits.character[i] +
        0.7 * ((chance[i] + random()) / 2) +
        (frames ? 0.7 * openness(scene) : 0) +
        (group.opens ? lightAtAnEnd(fits) * (lightestOf(scene) + random()) : 0) +
        (comesBack ? changeOfReturns * Math.min(1, scene.change ?? usualChange) : 0) -
        (comesBack && isFlat(scene) ? flatReturns : 0) -
        1.1 * (taken.get(i) ?? 0);
      for (const neighbour of group.neighbours) {
        const other = chosen.get(neighbour);
        if (other === i) score -= 4;
        else if (other !== undefined) {
          score -= 0.5 * kinship(scene, catalogue[other]);
          const alike = isStrong(group.label) === isStrong(groups.get(neighbour)!.label);
          score += (alike ? -lightBetween : lightOfChorus) * lightApart(scene, catalogue[other]);
        }
      }
      if (score > most) [best, most] = [i, score];
    });
    chosen.set(name, best);
    taken.set(best, (taken.get(best) ?? 0) + 1);
  }
  return new Map(
    order.map(([name, { energy, label }]) => [name, { scene: catalogue[chosen.get(name)!], energy, label }]),
  );
}
