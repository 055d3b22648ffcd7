import type { Framing } from '../document/framing.ts';
import { createRandom, mixSeed } from '../random.ts';
import type { LookValues, SceneDescription } from '../scene-catalogue.ts';

/** What a shot is in the song, for its wording. */
export type ShotRole = 'opening' | 'closing' | 'motif' | 'variation' | 'companion' | 'climax';

const framings: Record<ShotRole, readonly string[]> = {
  opening: ['First glimpse of', 'Slow reveal of', 'Wide opening view of'],
  closing: ['Last long view of', 'Parting view of', 'Wide closing view of'],
  motif: ['Wide view of', 'Full view of', 'Sweeping view of'],
  variation: ['New view of', 'Another look at', 'Back to'],
  companion: ['Wide view of', 'Broad view of', 'Facing view of'],
  climax: ['The full spectacle of', 'Grand view of', 'Overwhelming view of'],
};

/** Words for what a framing shows, in place of those of the role. */
const framedViews: Partial<Record<Framing, readonly string[]>> = {
  medium: ['Nearer view of'],
  close: ['Close view of', 'Closer view of'],
  left: ['Side view of', 'Off-centre view of'],
  right: ['Side view of', 'Off-centre view of'],
  low: ['Low angle on'],
  high: ['High angle on'],
};

/** Camera moves in words, from almost still to racing; the last two rungs have a form for music without a sure beat. */
const moves: readonly (readonly string[])[] = [
  ['almost still, light breathing slowly', 'held camera, a slow change of light', 'a long patient gaze'],
  ['slow push forward', 'gentle drift to one side', 'slow rise'],
  ['steady glide forward', 'smooth tracking move', 'unhurried turn around the centre'],
  [
    'fast push forward, pulses of light on the beat',
    'sweeping move, accents on each beat',
    'driving glide in time with the beat',
  ],
  [
    'racing forward, bursts of light on each beat',
    'headlong rush, hard accents on the kick',
    'full speed, bright bursts on the downbeat',
  ],
];
const freeMoves: Record<number, readonly string[]> = {
  3: ['fast push forward, light swelling with the sound', 'sweeping move carried by the sound'],
  4: ['racing forward, light surging with the sound', 'headlong rush, light at full strength'],
};

/** "a", "a and b", "a, b and c" */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/**
 * Words of the scene whose knob values lie near these: what one sees of the look. At most `most`, the nearest first.
 */
function lookWords(scene: SceneDescription, look: LookValues, most: number): string[] {
  const near: { word: string; away: number; knobs: number[] }[] = [];
  for (const [word, settings] of Object.entries(scene.lookTerms)) {
    const set = settings.flatMap((value, knob) =>
      value === null ? [] : [{ knob, away: Math.abs(value - look[knob]) }],
    );
    const away = Math.max(...set.map(entry => entry.away));
    if (set.length > 0 && away <= 0.15) near.push({ word, away, knobs: set.map(entry => entry.knob) });
  }
  near.sort((a, b) => a.away - b.away || (a.word < b.word ? -1 : 1));
  const words: string[] = [];
  const spoken = new Set<number>();
  for (const { word, knobs } of near) {
    if (
      words.length >= most ||
      knobs.some(knob => spoken.has(knob)) ||
      scene.summary.toLowerCase().includes(word.toLowerCase())
    )
      continue;
    for (const knob of knobs) spoken.add(knob);
    words.push(word);
  }
  return words;
}

/** What a description is made of. */
export interface DescriptionParts {
  scene: SceneDescription;
  look: LookValues;
  palette: readonly string[];
  /** 1 to 10. */
  motion: number;
  role: ShotRole;
  framing: Framing;
  /** Whether there is a beat to speak of. */
  rhythmic: boolean;
  seed: number;
}

/**
 * One sentence that reads well and serves as a prompt: framing, subject, look, colours, camera. The style of the whole
 * has its own field.
 */
export function describeScene({
  scene,
  look,
  palette,
  motion,
  role,
  framing,
  rhythmic,
  seed,
}: DescriptionParts): string {
  const random = createRandom(mixSeed('words', seed));
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)];
  const subject = scene.summary.trim().replace(/[.\s]+$/, '');
  // A capital inside the first word ("DNA", "Milky") is not ours to lower; a plain first word is.
  const lowered = /^[A-Z][a-z]*\b/.test(subject) ? subject[0].toLowerCase() + subject.slice(1) : subject;
  const view = pick(framedViews[framing] ?? framings[role]);
  // "An aerial view of …" brings its framing with it.
  const framed = /\b(?:view|shot|flight|drift|glimpse|close-up|panorama)\b/i.test(
    subject.split(/\s+/).slice(0, 4).join(' '),
  );
  const rung = Math.min(4, Math.floor((Math.max(1, motion) - 0.5) / 2));
  const camera = pick(!rhythmic && freeMoves[rung] ? freeMoves[rung] : moves[rung]);
  const colours = palette.filter(word => !word.startsWith('#'));
  const parts = [framed ? subject : `${view} ${lowered}`, ...lookWords(scene, look, 2)];
  if (colours.length > 0) parts.push(`in ${listOf(colours)}`);
  parts.push(camera);
  return parts.join(', ');
}
