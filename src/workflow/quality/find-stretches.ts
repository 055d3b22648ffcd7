import { type Artifact, type CoherenceAnalysis, isMendable } from '../../coherence/index.ts';

/** What was seen of a stretch of the video. */
export interface Quality {
  /** Mean coherence of its frames. */
  score: number;
  /** Share of its frames with a sure artifact. */
  badFrames: number;
  kinds: Artifact['kind'][];
}

/** A stretch is made again when it scores less, or shows artifacts on a larger share of its frames. */
const leastScore = 0.78;
const mostBadFrames = 0.08;
/** On so many frames even what could be mended is better made again. */
const tooManyToMend = 0.25;
const sure = 0.6;

/** What counts against the frames of a video; drift is told of all of it. */
const faultsOf = ({ artifacts }: CoherenceAnalysis): Artifact[] =>
  artifacts.filter(({ kind, confidence }) => kind !== 'colour-drift' && confidence >= sure);

/** A stretch of the track in seconds. */
export interface Span {
  start_time: number;
  end_time: number;
}

/**
 * Score, share of bad frames and kinds of artifacts of a stretch; undefined where the video does not show it.
 *
 * @param offset seconds of the track at which the video starts
 */
export function qualityOf(
  { start_time, end_time }: Span,
  analysis: CoherenceAnalysis,
  offset: number,
): Quality | undefined {
  const own = analysis.perFrame.filter(f => f.time + offset >= start_time && f.time + offset < end_time);
  if (own.length === 0) return undefined;
  const first = own[0].frame;
  const end = own[own.length - 1].frame + 1;
  const bad = new Set<number>();
  const kinds = new Set<Artifact['kind']>();
  for (const { kind, firstFrame, endFrame } of faultsOf(analysis)) {
    if (endFrame <= first || firstFrame >= end) continue;
    kinds.add(kind);
    for (let f = Math.max(first, firstFrame); f < Math.min(end, endFrame); f++) bad.add(f);
  }
  const score = own.reduce((sum, f) => sum + f.coherence, 0) / own.length;
  return { score, badFrames: bad.size / own.length, kinds: [...kinds] };
}

export const isBad = (q: Quality): boolean => q.score < leastScore || q.badFrames > mostBadFrames;
/** One number to compare takes by: the score less what the artifacts spoil. */
export const worth = ({ score, badFrames }: Quality): number => score - 0.5 * badFrames;

/** Seconds between a border of a stretch and what is wrong in it, so that it is joined in good frames. */
const clear = 0.3;
/** Bad places nearer than this are one. */
const together = 1;
/** Stretches nearer than this have no room for two joints between them. */
const leastGap = 2;
const shortest = 2;

/** A scene, and what stretches of it may be. */
export interface Stretchable extends Span {
  /** Where a joint is best: bars, cuts within the scene; ascending seconds of the track. */
  borders: readonly number[];
  /** Longest stretch in seconds. */
  longest: number;
}

/**
 * Finds the stretches of a scene that are worth making again: around what cannot be mended, or is too much to be, grown
 * to bars and cuts on both sides.
 *
 * @param offset seconds of the track at which the video starts
 */
export function findStretches(scene: Stretchable, analysis: CoherenceAnalysis, offset: number): Span[] {
  const { start_time, end_time, longest } = scene;
  const timeOf = (frame: number): number =>
    (analysis.perFrame[Math.min(frame, analysis.perFrame.length - 1)]?.time ?? 0) + offset;
  const borders = [start_time, ...scene.borders.filter(t => t > start_time + 0.5 && t < end_time - 0.5), end_time];
  const faults = faultsOf(analysis)
    .map(artifact => ({
      from: Math.max(start_time, timeOf(artifact.firstFrame)),
      to: Math.min(end_time, timeOf(artifact.endFrame)),
      cannotBeMended: !isMendable(artifact, analysis.shots),
    }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  const groups: typeof faults = [];
  for (const fault of faults) {
    const last = groups.at(-1);
    if (last && fault.from - last.to <= together) {
      last.to = Math.max(last.to, fault.to);
      last.cannotBeMended ||= fault.cannotBeMended;
    } else groups.push({ ...fault });
  }
  // A cut or the end of the scene is a border itself; everywhere else the joint needs good frames.
  const before = (time: number): number =>
    borders.findLast(b => b <= time - clear || (b === start_time && b <= time)) ?? start_time;
  const after = (time: number): number => borders.find(b => b >= time + clear) ?? end_time;
  const stretches: (Span & { cannotBeMended: boolean })[] = [];
  for (const { from, to, cannotBeMended } of groups) {
    const grown = { start_time: before(from), end_time: after(to), cannotBeMended };
    if (grown.end_time - grown.start_time < shortest) grown.end_time = after(grown.start_time + shortest - clear);
    const last = stretches.at(-1);
    if (last && grown.start_time - last.end_time < leastGap && grown.end_time - last.start_time <= longest) {
      last.end_time = Math.max(last.end_time, grown.end_time);
      last.cannotBeMended ||= cannotBeMended;
    } else stretches.push({ ...grown, start_time: Math.max(grown.start_time, last?.end_time ?? start_time) });
  }
  return stretches
    .flatMap(stretch => divided(stretch, borders, longest).map(part => ({ ...stretch, ...part })))
    .filter(stretch => {
      const quality = qualityOf(stretch, analysis, offset);
      if (!quality || stretch.end_time - stretch.start_time < shortest - 0.5) return false;
      const muchBad = quality.badFrames > tooManyToMend || quality.score < leastScore;
      return isBad(quality) && (stretch.cannotBeMended || muchBad);
    })
    .map(({ start_time: from, end_time: to }) => ({ start_time: from, end_time: to }));
}

/** A stretch in parts that are not too long, each from border to border. */
function divided({ start_time, end_time }: Span, borders: readonly number[], longest: number): Span[] {
  const parts: Span[] = [];
  let from = start_time;
  while (end_time - from > longest + 1e-6) {
    const to = borders.findLast(b => b > from + shortest && b <= from + longest) ?? from + longest;
    parts.push({ start_time: from, end_time: to });
    from = to;
  }
  return [...parts, { start_time: from, end_time }];
}
