import type { CoherenceAnalysis } from '../../coherence/index.ts';
import { printTimeShort } from '../../scene-map/index.ts';
import { loadEdit } from '../assembly/edit-record.ts';
import type { LackingClips } from '../clips/video-clips.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { judgeTakes } from './judge-takes.ts';
import { nextTakes } from './next-takes.ts';
import type { RegenerationContext } from './regeneration.ts';
import {
  chosenByHand,
  chosenOf,
  isOfSame,
  isSame,
  numbersOf,
  readMap,
  readTakes,
  type TakeNumber,
  type TakeStretch,
  takePlace,
  withFiles,
  writeTakes,
} from './takes-file.ts';
import { writeMapWithTakes } from './takes-map.ts';
import { triesLeft } from './tries-left.ts';

/** "scene 3", "0:42 to 0:48 of scene 3". */
function placeInWords(take: TakeNumber, stretches: readonly TakeStretch[]): string {
  const span = stretches.find(one => isOfSame(one, take));
  return span
    ? `${printTimeShort(span.start_time)} to ${printTimeShort(span.end_time)} of scene ${take.scene}`
    : takePlace(take);
}

/**
 * Scores the takes of a round's video and settles whether it is rendered once more: with new takes of what is not good
 * enough, or with the best takes of all rounds, where this video does not show them. A short scene is made again whole,
 * of a longer one the bad stretches alone, from bar to bar, held by the frames around them. `takes.json` names all.
 *
 * It ends when all are good or after three takes of each. Asked twice about the same round and video it answers the
 * same.
 */
export async function scoreTakes(
  round: number,
  { path, analysis }: { path: string; analysis: CoherenceAnalysis },
  context: RegenerationContext,
): Promise<boolean> {
  const { request, folder, note } = context;
  const map = readMap(folder, request);
  const earlier = readTakes(folder, map);
  const scored = `${round} ${await fileFingerprint(path)}`;
  if (earlier?.round?.scored === scored) return earlier.round.again;
  const seen = {
    isFirst: round === 0,
    map,
    analysis,
    // A round that another run left half done is not gone on with.
    tries: round === 0 ? [] : (earlier?.round?.tries ?? []),
    keptBefore: earlier ? chosenOf(earlier) : [],
  };
  const judged = judgeTakes(seen, { takes: earlier?.takes ?? [], stretches: earlier?.stretches ?? [] }, context);
  const { stretches, kept } = judged;
  const shown = round === 0 ? numbersOf(kept) : (earlier?.round?.shown ?? numbersOf(kept));
  const takes = withFiles(judged.takes, shown, map, loadEdit(folder));
  const givenUp = round === 0 ? [] : (earlier?.round?.givenUp ?? []);
  const byHand = earlier ? chosenByHand(earlier) : [];
  const next = await nextTakes(judged, { map, path, analysis, settled: [...givenUp, ...byHand] }, context);
  const wanted = kept.map(take => next.find(one => isOfSame(one, take)) ?? take);
  const again = next.length > 0 || !isSame(shown, numbersOf(kept));
  if (next.length > 0) {
    const places = next.map(take => placeInWords(take, stretches)).join(', ');
    note(`Making ${places} again (take ${next.map(({ take }) => take).join(', ')}).`);
  }
  if (again) writeMapWithTakes(folder, map, { takes: wanted, stretches }, request);
  const numbers = numbersOf(kept);
  const state = { scored, again, shown: numbersOf(wanted), before: shown, tries: next, kept: numbers, givenUp };
  writeTakes(folder, { map: fingerprint(map), takes, stretches, kept: numbers, byHand, round: state });
  return again;
}

/**
 * Gives those tries of a round up that could not be made, or that the budget does not reach; those that were made, and
 * the worst places that it does reach, are rendered all the same. The takes that are there stay; a money limit or a
 * refusal is no reason to lose the video, nor what was paid for beside it.
 *
 * @param lacking what the round still lacks; undefined where that cannot be told, which gives all tries up
 * @returns whether the video is rendered once more, with what is left of the tries or the best takes of all rounds
 */
export function giveUpTakes(
  reason: string,
  lacking: LackingClips | undefined,
  { request, folder, note }: RegenerationContext,
): boolean {
  const map = readMap(folder, request);
  const file = readTakes(folder, map);
  if (!file?.round) {
    note(`No further takes: ${reason}`);
    return false;
  }
  const { stretches = [], round } = file;
  const kept = chosenOf(file);
  const tries = lacking ? triesLeft({ tries: round.tries, stretches, kept }, lacking) : [];
  const lost = round.tries.filter(take => !tries.includes(take));
  const places = lost.map(take => placeInWords(take, stretches)).join(', ');
  note(tries.length === 0 ? `No further takes: ${reason}` : `No further takes of ${places}: ${reason}`);
  const wanted = kept.map(take => tries.find(one => isOfSame(one, take)) ?? take);
  const again = tries.length > 0 || !isSame(round.before, file.kept);
  if (again) writeMapWithTakes(folder, map, { takes: wanted, stretches }, request);
  const givenUp = [...(round.givenUp ?? []), ...numbersOf(lost)];
  writeTakes(folder, { ...file, round: { ...round, again, shown: numbersOf(wanted), tries, givenUp } });
  return again;
}
