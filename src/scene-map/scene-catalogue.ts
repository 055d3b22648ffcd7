/** One of the ways in which a scene is shown: a time of day, a weather, a density. */
export interface SceneVariant {
  /** For people: "Rain after midnight". */
  name: string;
  look: LookValues;
  /** Colour words, as in a scene map's `color_palette`. */
  palette: string[];
  /**
   * Mean luma of its picture where the music is calm, 0 (black) to 1 (white), as `bench/scene-impressions.ts` measures
   * it; the library's lie between 0.09 and 0.6.
   */
  light?: number;
}

/** What the planner, the matcher and the editor know of a scene of the built-in generator. */
export interface SceneDescription {
  /** Unique, in kebab-case: "neon-city". */
  name: string;
  /** For people: "Neon city". */
  title: string;
  /** What one sees, as a noun phrase that also serves as a prompt: "A neon city street in the rain at night". */
  summary: string;
  /** Kinds of picture it belongs to, such as "city", "nature", "abstract"; neighbours in time should differ in them. */
  families: string[];
  /**
   * Words and phrases a user may type that this scene fits, with their weights (1 is a plain hit, 3 names the scene).
   */
  terms: Record<string, number>;
  /** The four knobs of `frame.look`, one to three words each; a remark may follow in brackets or after a colon. */
  looks: [string, string, string, string];
  /** Words that turn the knobs: the values they set (0 to 1), null where they leave a knob alone. */
  lookTerms: Record<string, [number | null, number | null, number | null, number | null]>;
  /** Ways in which the scene is shown in the gallery, at least three in the library's own scenes. */
  variants?: SceneVariant[];
  /** Energies of a section (0 calmest to 1 strongest) between which the scene is at home. */
  energy: [number, number];
  /**
   * How unlike its first showing it is when it comes back, by layout and not by colour: 0 for the same picture, about 1
   * for another one, as `bench/scene-impressions.ts` measures it.
   */
  change?: number;
  /** Time to draw a frame against the other scenes; 1 is usual. */
  cost: number;
  /** How one sees the music in it, as sentences for people. */
  musicalCouplings: string[];
}

/** The four knobs of a scene, 0 to 1. */
export type LookValues = [number, number, number, number];

/** The scene of that name, if there is one. */
export function findScene(catalogue: readonly SceneDescription[], name: string): SceneDescription | undefined {
  return catalogue.find(scene => scene.name === name);
}

/** Name of each knob as it is written in a scene map's `look`: what stands before a bracket, comma or colon. */
export function knobNames(scene: SceneDescription): [string, string, string, string] {
  return scene.looks.map(look =>
    look
      .split(/[(,:;]/)[0]
      .trim()
      .toLowerCase(),
  ) as [string, string, string, string];
}

/** Mean luma from which a picture counts as light, and up to which it counts as dark, 0 to 1. */
const [darkLuma, lightLuma] = [0.15, 0.2];
/** Differences of mean luma up to which two scenes are in the same light, and from which in another one. */
const [sameLight, otherLight] = [0.12, 0.35];

/**
 * How light a variant is beside the others of the library: 0 for one that is mostly black, 1 for one that shows itself
 * on any screen; 0.5 where nobody has measured it.
 */
export function lightOf({ light }: SceneVariant): number {
  return light === undefined ? 0.5 : Math.min(1, Math.max(0, (light - darkLuma) / (lightLuma - darkLuma)));
}

/** How light a scene can be, 0 to 1: as its lightest variant. */
export function lightestOf({ variants = [] }: SceneDescription): number {
  return variants.length === 0 ? 0.5 : Math.max(...variants.map(lightOf));
}

/**
 * How far the light of two scenes lies apart, by the mean luma of their variants: 0 where one hardly sees a difference,
 * 1 for night beside daylight, 0 where nobody has measured one.
 */
export function lightApart(a: SceneDescription, b: SceneDescription): number {
  const luma = ({ variants = [] }: SceneDescription): number =>
    variants.reduce((sum, { light }) => sum + (light ?? Number.NaN), 0) / variants.length;
  const apart = (Math.abs(luma(a) - luma(b)) - sameLight) / (otherLight - sameLight);
  return Number.isNaN(apart) ? 0 : Math.min(1, Math.max(0, apart));
}

/** How well an energy (0 to 1) suits a scene: 1 within its range, falling to 0 at 0.5 outside it. */
export function energyFit(scene: SceneDescription, energy: number): number {
  const outside = Math.max(scene.energy[0] - energy, energy - scene.energy[1], 0);
  return Math.max(0, 1 - 2 * outside);
}
