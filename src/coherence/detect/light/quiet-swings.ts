import { quantile, withoutShared } from '../series.ts';
import { type LightSeries, type ShotLight, swingsToAndFro } from './quiet-light.ts';
import { isBetweenSwings } from './swing.ts';

/** A change of light, there and back, of the places that do not change of themselves. */
export interface QuietSwing {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Natural logarithm of the gain at the beginning. */
  gain: number;
  /** Clarity over unevenness: the higher, the surer. */
  score: number;
  /** Whether both ends stand out against what the light does on one frame in twenty around. */
  isDistinct: boolean;
}

/** Smallest gain that is looked at; the noise that all light has. */
const leastGain = 0.04;
const noise = 0.008;
/** Share of a swing at which the light must stay, for most of the time. */
const leastAway = 0.1;
const mostlyAway = 0.5;
/** Frames beside a swing that tell how the light changes otherwise. */
const around = 20;
/** The way back over the way there, at most, and one over it at least. */
const mostShift = 1.8;
const mostShiftOfUnclear = 1.35;
/** How far from the level that was left the light may come back, as a share of the larger jump. */
const mostOff = 0.5;
/** Unevenness: median distance of the patches' gains from their median, as a share of it. */
const mostUneven = 0.5;
/** Light that changes by more than this, and stays for longer, is a scene's. */
const mostForLong = 0.5;
const short = 3;
/** What the light does between both edges, as a share of them. */
const mostBetween = 0.9;
const mostBetweenOfUnclear = 0.3;
const leastScore = 10;
const leastScoreOfUnclear = 4.4;
const longestUnclear = 8;

/**
 * Both ends against what the light does otherwise on one frame in twenty, and what is asked of a swing besides that is
 * told by it: such a one may be less even, or stand out less against most frames.
 */
const leastDistinctness = 1.5;
const often = 0.95;
const mostUnevenOfDistinct = 0.4;
const mostShiftOfDistinct = 1.5;
const mostBetweenOfDistinct = 0.5;

/**
 * Frames beyond which a swing must be clear and stand out at both ends, which must be alike: of itself light comes back
 * by chance in the long run.
 */
const long = 24;

/** How far light must be beyond what it is on other beats, as a share of the swing. */
const mostUsual = 0.4;

/** What may have been explained of a change of light, as a share of what is left: no explanation is exact. */
const mostExplained = 0.4;
/** What shines up or goes out by more than an exposure does is the scene's, though nothing else in it explains that. */
const mostLeft = 0.42;

/** Whether the light stays, for most of a stretch, on the side to which it jumped. */
function staysAway(gains: ArrayLike<number>, { start, end }: { start: number; end: number }): boolean {
  let [level, away] = [0, 0];
  for (let i = start; i < end; i++) {
    level += gains[i];
    if (level / gains[start] > leastAway) away++;
  }
  return away >= mostlyAway * (end - start);
}

/**
 * Light that jumps away from its level and back: as it is, against what the scene does at other times, and against what
 * it does when it looks as it does then.
 */
export interface QuietSwings {
  plain: QuietSwing[];
  surprising: QuietSwing[];
  unexplained: QuietSwing[];
}

/** Whether a swing is clear, or stands out at both ends: what is asked of light that is held against other light. */
const isSure = ({ score, isDistinct }: QuietSwing): boolean => score >= leastScore || isDistinct;

/**
 * Finds stretches of at most `longest` frames into which and out of which the light of quiet places jumps evenly, as it
 * is, or by what is left of it when what the scene does is taken out.
 */
export function findQuietSwings(light: ShotLight, longest: number): QuietSwings {
  const { quiet, sudden, offBeat, unexplained, asItIs, ways } = light;
  const surprising = ways.flatMap(({ distances, longest: most, jitter }, k) => {
    // A fault on another beat, or on a frame beside, echoes here; what is not beyond all of them is such an echo.
    const others = distances.flatMap(d => Array.from({ length: 2 * jitter + 1 }, (_, k) => d + k - jitter));
    const isOfItsOwn = (at: number, gain: number): boolean =>
      others.every(d => at + d < 1 || at + d >= asItIs.length || Math.sign(gain) * (asItIs[at] - asItIs[at + d]) > mostUsual * Math.abs(gain));
    return swingsIn(k === 0 ? sudden : offBeat, asItIs, most).filter(
      swing => isSure(swing) && isOfItsOwn(swing.start, swing.gain) && isOfItsOwn(swing.end, -swing.gain),
    );
  });
  const isMostlyLeft = (at: number): boolean =>
    Math.abs(asItIs[at] - unexplained[at]!.gain) <= mostExplained * Math.abs(unexplained[at]!.gain);
  const left = swingsIn(unexplained, asItIs, longestUnclear).filter(
    swing =>
      isSure(swing) && Math.abs(swing.gain) <= mostLeft && isMostlyLeft(swing.start) && isMostlyLeft(swing.end),
  );
  return { plain: swingsIn(quiet, asItIs, longest), surprising, unexplained: left };
} // biome-ignore format: a condition on a line

/**
 * Stretches into which and out of which light jumps evenly.
 *
 * @param asItIs natural logarithm of the whole gain at each step, of which `light` may be what is left: only the whole
 * tells whether light dies away from one accent to the next, since what goes on evenly is taken out of what is left
 */
function swingsIn(light: LightSeries, asItIs: readonly number[], longest: number): QuietSwing[] {
  const swings = swingsToAndFro(light);
  const gains = light.map(l => l?.gain ?? 0);
  const found: QuietSwing[] = [];
  for (let start = 1; start < light.length; start++) {
    const into = light[start];
    if (!into || Math.abs(into.gain) < leastGain || into.uneven > mostUneven) continue;
    let between = 0;
    for (let end = start + 1; end < Math.min(light.length, start + longest + 1); end++) {
      if (end > start + 1) between += light[end - 1]?.gain ?? 0;
      const out = light[end];
      if (!out || out.gain * into.gain >= 0 || Math.abs(out.gain) < leastGain || out.uneven > mostUneven) continue;
      const ratio = Math.abs(out.gain / into.gain);
      const shift = Math.max(ratio, 1 / ratio);
      const inner = Math.abs(between / into.gain);
      if (shift > mostShift || inner > mostBetween) continue;
      if (Math.abs(into.gain) > mostForLong && end - start > short) continue;
      const off = Math.abs(into.gain + between + out.gain);
      if (off > mostOff * Math.max(Math.abs(into.gain), Math.abs(out.gain))) continue;
      if (isBetweenSwings(asItIs, { start, end }) || !staysAway(gains, { start, end })) continue;
      const near: number[] = [];
      for (let i = Math.max(1, start - around); i < Math.min(light.length, end + around); i++)
        if ((i < start - 1 || i > end + 1) && !swings[i]) near.push(Math.abs(light[i]?.gain ?? Number.NaN));
      const less = Math.min(Math.abs(into.gain), Math.abs(out.gain));
      const uneven = Math.max(into.uneven, out.uneven);
      const score = less / (quantile(near, 0.75) + noise) / (uneven + 0.1);
      const isClear = score >= leastScore;
      const isShortAndAlike =
        score >= leastScoreOfUnclear &&
        shift <= mostShiftOfUnclear &&
        inner <= mostBetweenOfUnclear &&
        end - start <= longestUnclear;
      const standsOut = uneven <= mostUnevenOfDistinct && less >= leastDistinctness * (quantile(near, often) + noise);
      const isDistinct =
        standsOut && shift <= mostShiftOfDistinct && inner <= mostBetweenOfDistinct && end - start <= longestUnclear;
      const isHeld = isClear && standsOut && shift <= mostShiftOfUnclear && inner <= mostBetweenOfUnclear;
      if (end - start > long && !isHeld) continue;
      if (isClear || isShortAndAlike || isDistinct) found.push({ start, end, gain: into.gain, score, isDistinct });
    }
  }
  // Of a run of swings each is told by itself.
  const worth = ({ score, start, end }: QuietSwing): number => score / (end - start + 4);
  return withoutShared(found.sort((a, b) => worth(b) - worth(a)));
}
