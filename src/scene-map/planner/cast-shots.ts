import type { Section } from '../../audio/analysis.ts';
import { createRandom, mixSeed } from '../random.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import { energyFit, lightApart, lightestOf } from '../scene-catalogue.ts';
import type { CatalogueFits, Motif } from './motifs.ts';
import { affinity, isStrong, kinship, lightAtAnEnd, openness } from './motifs.ts';

/** One shot before it is written out. */
export interface PlannedShot {
  section: Section;
  /** How often the section's group has been heard before. */
  reprise: number;
  /** Number of the shot within its section. */
  index: number;
  start: number;
  end: number;
  /** Whether it belongs to the strongest section. */
  climax: boolean;
}

/** A shot with its scene. */
export interface CastShot {
  scene: SceneDescription;
  role: 'motif' | 'companion' | 'kept';
  /** How often the video has shown the scene before. */
  visits: number;
}

/**
 * What each time that a scene was seen takes from it: more than what one scene fits better than another, so that the
 * video goes round the catalogue before anything comes twice, and less than a scene that is quite out of place costs.
 */
const seenBefore = 1.6;
/** What a scene loses that is not at home in the section's energy at all. */
const outOfPlace = 2.5;
/** What a scene loses that contradicts the music's character, by how far it does: no club for a piano, seen or not. */
const outOfCharacter = 2.4;
/** What a motif that will come back is worth elsewhere less: it belongs to its chorus. */
const belongsToChorus = 0.9;
/** A motif is away for at least so many shots: where verse and chorus take turns shot by shot, it would come every time. */
const leastAbsence = 3;
/**
 * What a scene loses that stands in quite another light than the shot before it in the same section: daylight gives way
 * to night where the music gives way to another part.
 */
const lightWithin = 1;
/** How far back a picture of the same kind is remembered, in shots. */
const kindMemory = 6;

/** Scenes that are kept back for their moment; undefined where the video or the catalogue is too small for one. */
interface KeptScenes {
  /** For the strongest section: strong, and of another kind than the motif it opens with. */
  climax?: SceneDescription;
  /** For the last picture: wide, light, and of another kind than what the choruses showed. */
  closing?: SceneDescription;
}

/** Chooses what is kept back, none of the motifs. */
function keepBack(
  shots: readonly PlannedShot[],
  motifs: ReadonlyMap<string, Motif>,
  catalogue: readonly SceneDescription[],
  fits: CatalogueFits,
  seed: number,
): KeptScenes {
  const taken = new Set([...motifs.values()].map(({ scene }) => scene));
  if (shots.length < 6 || catalogue.length < taken.size + 4) return {};
  const best = (moment: string, { section }: PlannedShot, bonus: (scene: SceneDescription) => number) => {
    const random = createRandom(mixSeed(moment, seed));
    const scores = catalogue.map((scene, i) => {
      const fit = affinity(scene, section.energy) + 0.8 * fits.style[i] + 0.7 * fits.character[i];
      return taken.has(scene) ? Number.NEGATIVE_INFINITY : fit + 0.5 * random() + bonus(scene);
    });
    const scene = catalogue[scores.indexOf(Math.max(...scores))];
    taken.add(scene);
    return scene;
  };
  const peak = shots.filter(shot => shot.climax);
  const motif = peak[0] && motifs.get(peak[0].section.group)!.scene;
  const choruses = [...motifs.values()].filter(({ label }) => isStrong(label));
  const stays = (scene: SceneDescription): number =>
    0.7 * openness(scene) +
    lightAtAnEnd(fits) * lightestOf(scene) -
    Math.max(0, ...choruses.map(chorus => kinship(scene, chorus.scene)));
  return {
    climax: peak.length < 2 ? undefined : best('climax', peak[0], scene => -kinship(scene, motif)),
    closing: best('closing', shots[shots.length - 1], stays),
  };
}

/**
 * Chooses the scene of every shot. A chorus or a drop opens with its group's motif each time; all other shots show what
 * has not been seen yet, at home in the section's energy and unlike in kind to the shots before, as long as the
 * catalogue has such scenes, and then what was seen least and longest ago. A style that calls for a scene may have it
 * more often. No scene follows itself (where there are two); one strong scene is kept back for the climax, and a wide
 * and light one for the last picture.
 */
export function castShots(
  shots: readonly PlannedShot[],
  motifs: ReadonlyMap<string, Motif>,
  catalogue: readonly SceneDescription[],
  fits: CatalogueFits,
  seed: number,
): CastShot[] {
  const kept = keepBack(shots, motifs, catalogue, fits, seed);
  const motifOf = new Map([...motifs.values()].map(motif => [motif.scene, motif]));
  const uses = new Map<SceneDescription, number>();
  const lastSeen = new Map<SceneDescription, number>();
  /** When a group last opened with its motif. */
  const lastMotif = new Map<SceneDescription, number>();
  const cast: CastShot[] = [];

  /** The motif that a shot is to show: as its group is first heard, and with each chorus that the music comes to. */
  const motifAt = (i: number): SceneDescription | undefined => {
    const { section, index, reprise } = shots[i] ?? {};
    // A section that goes on in its like does not show the motif again at once.
    if (!section || index !== 0 || shots[i - 1]?.section.group === section.group) return undefined;
    const { scene } = motifs.get(section.group)!;
    const comes = reprise === 0 || isStrong(section.label);
    return comes && i - (lastMotif.get(scene) ?? -leastAbsence) >= leastAbsence ? scene : undefined;
  };

  shots.forEach((shot, i) => {
    const { section, index, climax } = shot;
    const motif = motifs.get(section.group)!;
    const before = cast[i - 1]?.scene;
    const due = motifAt(i);
    const nextMotif = motifAt(i + 1);

    const companion = (): SceneDescription => {
      const random = createRandom(mixSeed('companion', seed, i));
      let best = catalogue[0];
      let most = Number.NEGATIVE_INFINITY;
      catalogue.forEach((scene, k) => {
        const since = i - (lastSeen.get(scene) ?? Number.NEGATIVE_INFINITY);
        const seen = uses.get(scene) ?? 0;
        const ofGroup = motifOf.get(scene);
        // What a style calls for may come again, beside its like, and where the energy is another.
        const patience = 1 - 0.9 * fits.style[k];
        let score = affinity(scene, section.energy) + 2.4 * fits.style[k] + fits.character[k] + 0.5 * random();
        score -= outOfPlace * patience * (1 - energyFit(scene, section.energy));
        score -= outOfCharacter * Math.max(0, -fits.character[k] - 0.15);
        // A motif that is still to come counts as seen.
        score -= seenBefore * patience * (ofGroup ? Math.max(1, seen) : seen);
        if (seen > 0) score -= 2 / since;
        if (ofGroup && isStrong(ofGroup.label)) score -= belongsToChorus;
        for (let back = 1; back <= Math.min(i, kindMemory); back++)
          score -= (1.2 * patience * kinship(scene, cast[i - back].scene)) / back;
        if (before && index > 0) score -= lightWithin * patience * lightApart(scene, before);
        if (scene === kept.climax && seen === 0) score += climax ? 1 : -5;
        if (scene === kept.closing) score -= 5;
        if (scene === before) score -= 50;
        if (scene === nextMotif) score -= 20;
        if (score > most) [best, most] = [scene, score];
      });
      return best;
    };

    let scene: SceneDescription;
    if (due && due !== before) {
      scene = due;
      lastMotif.set(due, i);
    } else if (kept.climax && climax && index === 1 && before !== kept.climax) scene = kept.climax;
    else if (kept.closing && i === shots.length - 1) scene = kept.closing;
    else scene = companion();
    const role = scene === motif.scene ? 'motif' : scene === kept.climax ? 'kept' : 'companion';
    cast.push({ scene, role, visits: uses.get(scene) ?? 0 });
    uses.set(scene, (uses.get(scene) ?? 0) + 1);
    lastSeen.set(scene, i);
  });
  return cast;
}
