import type { Section, SectionLabel } from '../audio/analysis.ts';
import { scoreDescription } from './match-scene.ts';
import { createRandom, mixSeed } from './random.ts';
import type { SceneDescription } from './scene-catalogue.ts';
import { energyFit } from './scene-catalogue.ts';

/** What a group of like sections looks like. */
export interface Motif {
  /** The scene each of its sections opens with. */
  scene: SceneDescription;
  /** Scenes that alternate with it, best first; empty where the catalogue has but one scene. */
  companions: SceneDescription[];
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

/** Share of families that two scenes have in common, 0 to 1. */
function kinship(a: SceneDescription, b: SceneDescription): number {
  const shared = a.families.filter(family => b.families.includes(family)).length;
  return shared / Math.max(1, Math.min(a.families.length, b.families.length));
}

/**
 * Gives each group of sections a scene of its own: at home in its energy, fitting the style, unlike the groups beside it and not
 * yet taken. The groups that matter most (strong, long, chorus) choose first.
 */
export function assignMotifs(
  sections: readonly Section[],
  catalogue: readonly SceneDescription[],
  style: string,
  seed: number,
): Map<string, Motif> {
  if (catalogue.length === 0) throw new RangeError('The catalogue of scenes is empty.');
  const random = createRandom(mixSeed('motifs', seed));
  const styleScores = catalogue.map(scene => scoreDescription(style, scene));
  const topStyle = Math.max(...styleScores);
  const styleFit = (index: number): number => (topStyle > 0 ? styleScores[index] / topStyle : 0);
  const chance = catalogue.map(() => random());

  const groups = new Map<string, { seconds: number; energy: number; label: SectionLabel; neighbours: Set<string> }>();
  sections.forEach((section, i) => {
    const seconds = section.end - section.start;
    const group = groups.get(section.group) ?? {
      seconds: 0,
      energy: 0,
      label: section.label,
      neighbours: new Set<string>(),
    };
    group.energy = (group.energy * group.seconds + section.energy * seconds) / (group.seconds + seconds);
    group.seconds += seconds;
    if (roleRank[section.label] > roleRank[group.label]) group.label = section.label;
    for (const other of [sections[i - 1], sections[i + 1]])
      if (other && other.group !== section.group) group.neighbours.add(other.group);
    groups.set(section.group, group);
  });
  const weight = ({ seconds, energy, label }: { seconds: number; energy: number; label: SectionLabel }): number =>
    seconds * (0.4 + energy) * (label === 'chorus' || label === 'drop' ? 1.6 : 1);
  const order = [...groups].sort((a, b) => weight(b[1]) - weight(a[1]) || (a[0] < b[0] ? -1 : 1));

  const chosen = new Map<string, number>();
  const taken = new Map<number, number>();
  for (const [name, group] of order) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    catalogue.forEach((scene, i) => {
      let score =
        energyFit(scene, group.energy) +
        1.6 * styleFit(i) +
        0.5 * ((chance[i] + random()) / 2) -
        1.1 * (taken.get(i) ?? 0);
      for (const neighbour of group.neighbours) {
        const other = chosen.get(neighbour);
        if (other === i) score -= 4;
        else if (other !== undefined) score -= 0.5 * kinship(scene, catalogue[other]);
      }
      if (score > most) [best, most] = [i, score];
    });
    chosen.set(name, best);
    taken.set(best, (taken.get(best) ?? 0) + 1);
  }

  const motifs = new Map<string, Motif>();
  const accompanied = new Map<number, number>();
  for (const [name, group] of order) {
    const own = chosen.get(name)!;
    const besides = new Set([...group.neighbours].map(neighbour => chosen.get(neighbour)!));
    const rated = catalogue
      .map((scene, i) => {
        const score =
          energyFit(scene, group.energy) + styleFit(i) + 0.4 * random() - 0.4 * kinship(scene, catalogue[own]);
        return {
          scene,
          i,
          score: score - (besides.has(i) ? 3 : 0) - (taken.has(i) ? 0.6 : 0) - 0.4 * (accompanied.get(i) ?? 0),
        };
      })
      .filter(({ i }) => i !== own)
      .sort((a, b) => b.score - a.score);
    for (const { i } of rated.slice(0, 2)) accompanied.set(i, (accompanied.get(i) ?? 0) + 1);
    motifs.set(name, {
      scene: catalogue[own],
      companions: rated.slice(0, 2).map(({ scene }) => scene),
      energy: group.energy,
      label: group.label,
    });
  }
  return motifs;
}
