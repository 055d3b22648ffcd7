import { stem, tokensOf } from './words.ts';

/** How a style wants a video to be cut and joined, beside what is seen in it. */
export interface StyleTemper {
  /** -1 (long, still shots) to 1 (short, restless ones); 0 where the style does not speak of it. */
  pace: number;
  /** Kinds of transition that the style asks for, the first named first. */
  transitions: TransitionTaste[];
}

/** Families of transitions by the feeling they give. */
export type TransitionTaste = 'soft' | 'hard' | 'broken' | 'light' | 'moving';

// biome-ignore format: a table
const slow = 'calm slow still quiet serene meditative ambient dreamy dream gentle patient minimal contemplative hypnotic soft lofi chill floating tender melancholic peaceful';
// biome-ignore format: a table
const quick = 'fast frantic hectic energetic energy aggressive restless hyper rapid quick wild punchy hard hardcore intense chaotic explosive furious kinetic breakneck';
const tastes: Readonly<Record<TransitionTaste, string>> = {
  soft: 'dreamy dream soft gentle ethereal flowing fluid watercolour watercolor ambient tender lofi melancholic romantic',
  hard: 'minimal stark graphic brutalist clean sharp bold poster punk noir',
  broken:
    'glitch glitchy cyberpunk digital vhs broken hacked datamosh pixel corrupted error synthwave techno industrial',
  light: 'vintage analog analogue film grainy super8 retro nostalgic golden summer sun warm seventies 70s indie folk',
  moving: 'action dynamic sporty dance party kinetic speed drive racing urban hiphop street skate',
};

const stemsOf = (words: string): Set<string> => new Set(words.split(' ').map(stem));
const slowStems = stemsOf(slow);
const quickStems = stemsOf(quick);
const tasteStems = Object.entries(tastes).map(([taste, words]) => [taste as TransitionTaste, stemsOf(words)] as const);

/**
 * Reads pace and joins out of a style's words. "calm", "ambient" lengthen shots; "frantic", "hardcore" shorten them;
 * two words of a kind count fully.
 */
export function temperOf(style: string): StyleTemper {
  const words = tokensOf(style).map(stem);
  const hits = (stems: ReadonlySet<string>): number => words.filter(word => stems.has(word)).length;
  const pace = Math.max(-1, Math.min(1, 0.6 * (hits(quickStems) - hits(slowStems))));
  const transitions = tasteStems
    .map(([taste, stems]) => ({ taste, at: words.findIndex(word => stems.has(word)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ taste }) => taste);
  return { pace, transitions };
}
