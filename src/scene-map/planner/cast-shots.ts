import type { Section } from '../../audio/analysis.ts';
import { createRandom, mixSeed } from '../random.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import type { CatalogueFits, Motif } from './motifs.ts';
import { affinity, kinship, openness } from './motifs.ts';

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

/** In a long section its motif comes back after so many shots. */
const motifPeriod = 4;

/**
 * The scene that is kept back for the climax: strong, none of the motifs; undefined where the video is too short or the
 * catalogue too small for one.
 */
function keptForClimax(
  shots: readonly PlannedShot[],
  motifs: ReadonlyMap<string, Motif>,
  catalogue: readonly SceneDescription[],
  fits: CatalogueFits,
  seed: number,
): SceneDescription | undefined {
  const climax = shots.filter(shot => shot.climax);
  const taken = new Set([...motifs.values()].map(({ scene }) => scene));
  if (climax.length < 2 || shots.length < 6 || catalogue.length < taken.size + 4) return undefined;
  const random = createRandom(mixSeed('climax', seed));
  let best: SceneDescription | undefined;
  let most = Number.NEGATIVE_INFINITY;
  catalogue.forEach((scene, i) => {
    const score =
      affinity(scene, climax[0].section.energy) + 0.8 * fits.style[i] + 0.7 * fits.character[i] + 0.5 * random();
    if (!taken.has(scene) && score > most) [best, most] = [scene, score];
  });
  return best;
}

/**
 * Chooses the scene of every shot. A section opens with its group's motif, and a long one returns to it; between stand
 * companions at home in its energy, each as unlike the shot before it and as long unseen as may be, some of them those
 * that the group had the last time. No scene follows itself (where there are two); one strong scene is kept back for
 * the climax.
 */
export function castShots(
  shots: readonly PlannedShot[],
  motifs: ReadonlyMap<string, Motif>,
  catalogue: readonly SceneDescription[],
  fits: CatalogueFits,
  seed: number,
): CastShot[] {
  const kept = keptForClimax(shots, motifs, catalogue, fits, seed);
  const isMotif = new Set([...motifs.values()].map(({ scene }) => scene));
  const uses = new Map<SceneDescription, number>();
  const lastSeen = new Map<SceneDescription, number>();
  /** Companions that a group has had. */
  const company = new Map<string, Set<SceneDescription>>();
  const cast: CastShot[] = [];

  shots.forEach((shot, i) => {
    const { section, index, climax } = shot;
    const motif = motifs.get(section.group)!;
    const before = cast[i - 1]?.scene;
    /**
     * Whether the music comes to this group from another: a section that goes on in its like does not show the motif
     * again at once.
     */
    const arrives = index === 0 && before !== motif.scene && shots[i - 1]?.section.group !== section.group;
    const next = shots[i + 1];
    const nextMotif = next && next.index === 0 ? motifs.get(next.section.group)!.scene : undefined;
    const own = company.get(section.group) ?? new Set();
    company.set(section.group, own);

    const companion = (): SceneDescription => {
      const random = createRandom(mixSeed('companion', seed, i));
      let best = catalogue[0];
      let most = Number.NEGATIVE_INFINITY;
      catalogue.forEach((scene, k) => {
        const since = i - (lastSeen.get(scene) ?? Number.NEGATIVE_INFINITY);
        let score = affinity(scene, section.energy) + 1.8 * fits.style[k] + 0.7 * fits.character[k] + 0.5 * random();
        score -=
          0.55 * (1 - 0.6 * fits.style[k]) * (uses.get(scene) ?? 0) +
          (since === Number.POSITIVE_INFINITY ? 0 : 2 / since);
        if (before) score -= 0.5 * kinship(scene, before);
        // A reprise brings back one of the companions that it had before.
        if (own.has(scene)) score += shot.reprise > 0 && index % motifPeriod === 2 ? 1.8 : 0.2;
        if (isMotif.has(scene)) score -= scene === motif.scene ? 0.3 : 0.9;
        if (scene === kept) score += climax ? 1 : -5;
        // The last picture opens out, and belongs to the music.
        if (i === shots.length - 1) score += 0.5 * openness(scene) + fits.character[k];
        if (scene === before) score -= 50;
        if (scene === nextMotif) score -= 20;
        if (score > most) [best, most] = [scene, score];
      });
      return best;
    };

    let scene: SceneDescription;
    if (kept && climax && index === 1 && before !== kept) scene = kept;
    else if (index % motifPeriod === 0 && (arrives || i - (lastSeen.get(motif.scene) ?? -motifPeriod) >= motifPeriod))
      scene = motif.scene;
    else scene = companion();
    const role = scene === motif.scene ? 'motif' : scene === kept ? 'kept' : 'companion';
    if (role !== 'motif') own.add(scene);
    cast.push({ scene, role, visits: uses.get(scene) ?? 0 });
    uses.set(scene, (uses.get(scene) ?? 0) + 1);
    lastSeen.set(scene, i);
  });
  return cast;
}
