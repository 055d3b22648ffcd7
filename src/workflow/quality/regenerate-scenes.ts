import type { CoherenceAnalysis } from '../../coherence/index.ts';
import { printTimeShort } from '../../scene-map/index.ts';
import { loadEdit } from '../assembly/edit-record.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { judgeTakes } from './judge-takes.ts';
import { nextTakes } from './next-takes.ts';
import type { RegenerationContext } from './regeneration.ts';
import {
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
  const next = await nextTakes(judged, { map, path, analysis }, context);
  const wanted = kept.map(take => next.find(one => isOfSame(one, take)) ?? take);
  const again = next.length > 0 || !isSame(shown, numbersOf(kept));
  if (next.length > 0) {
    const places = next.map(take => placeInWords(take, stretches)).join(', ');
    note(`Making ${places} again (take ${next.map(({ take }) => take).join(', ')}).`);
  }
  if (again) writeMapWithTakes(folder, map, { takes: wanted, stretches }, request);
  const state = { scored, again, shown: numbersOf(wanted), before: shown, tries: next };
  writeTakes(folder, { map: fingerprint(map), takes, stretches, kept: numbersOf(kept), round: state });
  return again;
}

/**
 * Gives the tries of a round up that could not be made: the takes that are there stay; a money limit or a refusal is no
 * reason to lose the video.
 *
 * @returns whether the video is rendered once more, to show the best takes of all rounds
 */
export function giveUpTakes(reason: string, { request, folder, note }: RegenerationContext): boolean {
  note(`No further takes: ${reason}`);
  const map = readMap(folder, request);
  const file = readTakes(folder, map);
  if (!file?.round) return false;
  const again = !isSame(file.round.before, file.kept);
  if (again) writeMapWithTakes(folder, map, { takes: chosenOf(file), stretches: file.stretches }, request);
  writeTakes(folder, { ...file, round: { ...file.round, again, shown: file.kept, tries: [] } });
  return again;
}
