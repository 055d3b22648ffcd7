import { createRandom, mixSeed } from '../random.ts';
import type { LookValues, SceneDescription } from '../scene-catalogue.ts';
import { energyFit, knobNames } from '../scene-catalogue.ts';
import { stem, synonymsOf, tokensOf } from './words.ts';

/** What a description turned out to mean. */
export interface SceneMatch {
  /** The scene in the catalogue. */
  scene: SceneDescription;
  /** Values of its four knobs, 0 to 1. */
  look: LookValues;
  /** Sentences for people: which word did what. */
  reasons: string[];
  /** Sum of the weights of the words that hit; 0 where none did. */
  score: number;
}

/** What a choice depends on beside the description. */
export interface MatchOptions {
  /** Energy of the music there, 0 to 1. */
  energy: number;
  /** Names that must not be chosen, unless nothing else is left. */
  exclude?: readonly string[];
  seed: number;
}

interface Hit {
  /** Number of the first word. */
  at: number;
  words: string;
  term: string;
  weight: number;
}

const synonymShare = 0.6;

interface Term {
  stems: string[];
  /** The stems in one text. */
  term: string;
  weight: number;
}

/** A long map asks for the same scenes thousands of times. */
const termTables = new WeakMap<SceneDescription, Term[]>();

/** Terms of a scene as sequences of stems, longest first; its name counts as a term, its families as weak ones. */
function termTable(scene: SceneDescription): Term[] {
  const kept = termTables.get(scene);
  if (kept) return kept;
  const weights = new Map<string, number>();
  const add = (term: string, weight: number): void => {
    const key = tokensOf(term).map(stem).join(' ');
    if (key !== '') weights.set(key, Math.max(weight, weights.get(key) ?? 0));
  };
  for (const [term, weight] of Object.entries(scene.terms)) add(term, weight);
  // Who says a whole name means that scene, however well another fits a part of it.
  const addName = (name: string): void => add(name, 3 * tokensOf(name).length);
  addName(scene.name.replaceAll('-', ' '));
  addName(scene.title);
  for (const family of scene.families) add(family.replaceAll('-', ' '), 0.6);
  const table = [...weights]
    .map(([term, weight]) => ({ stems: term.split(' '), term, weight }))
    .sort((a, b) => b.stems.length - a.stems.length || b.weight - a.weight || (a.term < b.term ? -1 : 1));
  termTables.set(scene, table);
  return table;
}

/** Each term that a description holds, once; a word serves one term, the longest. Synonyms count for less. */
function findHits(words: readonly string[], scene: SceneDescription): Hit[] {
  const stems = words.map(stem);
  const used = new Array<boolean>(words.length).fill(false);
  const hits: Hit[] = [];
  const seen = new Set<string>();
  const table = termTable(scene);
  const look = (share: number, matches: (word: string, term: string) => boolean): void => {
    for (const { stems: term, weight } of table) {
      const key = term.join(' ');
      if (seen.has(key)) continue;
      for (let i = 0; i + term.length <= stems.length; i++) {
        if (!term.every((part, j) => !used[i + j] && matches(stems[i + j], part))) continue;
        for (let j = 0; j < term.length; j++) used[i + j] = true;
        seen.add(key);
        hits.push({ at: i, words: words.slice(i, i + term.length).join(' '), term: key, weight: weight * share });
        break;
      }
    }
  };
  look(1, (word, term) => word === term);
  // A phrase must be meant as such; only single words are replaced by their synonyms.
  const single = table.filter(({ stems: term }) => term.length === 1);
  stems.forEach((word, i) => {
    if (used[i]) return;
    const synonyms = synonymsOf(word);
    const best = single.find(({ term, stems: [part] }) => !seen.has(term) && synonyms.has(part));
    if (!best) return;
    used[i] = true;
    seen.add(best.term);
    hits.push({ at: i, words: words[i], term: best.term, weight: best.weight * synonymShare });
  });
  return hits.sort((a, b) => a.at - b.at);
}

/** Knobs that a description sets, with the words that did; the first word to set a knob wins. */
function findLook(words: readonly string[], scene: SceneDescription): { values: (number | null)[]; reasons: string[] } {
  const values: (number | null)[] = [null, null, null, null];
  const reasons: string[] = [];
  const knobs = knobNames(scene);
  const stems = words.map(stem);
  const entries = Object.entries(scene.lookTerms)
    .map(([term, settings]) => ({ stems: tokensOf(term).map(stem), settings }))
    .sort((a, b) => b.stems.length - a.stems.length);
  const apply = (word: string, settings: readonly (number | null)[]): void => {
    const set: string[] = [];
    settings.forEach((value, knob) => {
      if (value === null || values[knob] !== null) return;
      values[knob] = Math.min(1, Math.max(0, value));
      set.push(`${knobs[knob]} ${values[knob]}`);
    });
    if (set.length > 0) reasons.push(`"${word}" → ${set.join(', ')}`);
  };
  for (const allowSynonyms of [false, true]) {
    for (let i = 0; i < stems.length; i++) {
      for (const { stems: term, settings } of entries) {
        const hit = allowSynonyms
          ? term.length === 1 && term[0] !== stems[i] && synonymsOf(stems[i]).has(term[0])
          : term.every((part, j) => stems[i + j] === part);
        if (hit) apply(words.slice(i, i + term.length).join(' '), settings);
      }
    }
  }
  return { values, reasons };
}

/** Weight of the description's words in a scene's terms; 0 where none hits. */
export function scoreDescription(description: string, scene: SceneDescription): number {
  return findHits(tokensOf(description), scene).reduce((sum, hit) => sum + hit.weight, 0);
}

/** The words of a description that name a scene or turn its knobs, in order. */
export function wordsFor(description: string, scene: SceneDescription): string[] {
  const said = tokensOf(description);
  return findHits(said, scene).map(({ words }) => words);
}

/**
 * Knob values a description gives a scene; those it does not speak of come from the seed, 0.2 to 0.8, and are not
 * `fixed`.
 */
export function lookFromDescription(
  description: string,
  scene: SceneDescription,
  seed: number,
): { look: LookValues; fixed: boolean[]; reasons: string[] } {
  const random = createRandom(mixSeed('look', scene.name, seed));
  const { values, reasons } = findLook(tokensOf(description), scene);
  const look = values.map(value => {
    const free = Math.round((0.2 + 0.6 * random()) * 100) / 100;
    return value ?? free;
  }) as LookValues;
  return { look, fixed: values.map(value => value !== null), reasons };
}

/**
 * Chooses the scene that fits a description best, and sets its knobs: words and phrases with weights, light stemming,
 * synonyms; no network. Words after "no", "not" or "without" do not count. Where no word hits, energy and seed choose,
 * and the reasons say so. Pure.
 *
 * @throws {RangeError} when the catalogue is empty
 */
export function matchScene(
  description: string,
  catalogue: readonly SceneDescription[],
  { energy, exclude = [], seed }: MatchOptions,
): SceneMatch {
  if (catalogue.length === 0) throw new RangeError('The catalogue of scenes is empty.');
  const allowed = catalogue.filter(scene => !exclude.includes(scene.name));
  const candidates = allowed.length > 0 ? allowed : catalogue;
  const words = tokensOf(description);
  const random = createRandom(mixSeed('match', seed, description));
  const rated = candidates.map(scene => {
    const hits = findHits(words, scene);
    const score = hits.reduce((sum, hit) => sum + hit.weight, 0);
    return { scene, hits, score, total: score + 0.3 * energyFit(scene, energy) + 0.1 * random() };
  });
  const worded = rated.some(({ score }) => score > 0);
  const chance = createRandom(mixSeed('chance', seed, description));
  const best = rated
    .map(entry => ({
      ...entry,
      rank: worded ? (entry.score > 0 ? entry.total : -1) : energyFit(entry.scene, energy) + 0.6 * chance(),
    }))
    .reduce((a, b) => (b.rank > a.rank ? b : a));
  const { look, reasons: lookReasons } = lookFromDescription(description, best.scene, seed);
  const reasons = best.hits.map(({ words: said, term }) =>
    said.toLowerCase().split(' ').map(stem).join(' ') === term
      ? `"${said}" → ${best.scene.name}`
      : `"${said}" (as "${term}") → ${best.scene.name}`,
  );
  if (!worded)
    reasons.push(
      `no word names a scene; ${best.scene.name} was chosen for the energy of the music (${energy.toFixed(2)}) and the seed`,
    );
  return { scene: best.scene, look, reasons: [...reasons, ...lookReasons], score: best.score };
}
