import { decodeVideo, probeVideo } from '../../media/index.ts';
import type { Artifact } from '../detect/artifact.ts';
import type { FrameRange } from '../measure/kept-measures.ts';
import { learnBalance } from './balance.ts';
import { type BlockLight, type LightAround, measureBlockLight } from './block-light.ts';
import { learnSwing, type UndoSwing } from './deflicker.ts';
import type { MendStretch } from './plan-mends.ts';

/** Frames on either side of a stretch by which is told how the scene pulses by itself. */
const leastAround = 12;
const mostAround = 48;

/** How light swings in faults of it; undefined where that is not told. */
export type LearnedLight = Map<Artifact, UndoSwing | undefined>;

/** So many frames on either side are looked at. @param length frames of the fault */
export const aroundLight = (length: number): number => Math.max(leastAround, Math.min(mostAround, length + 2));

/** Learns how the light of a fault, or its colour, swings. */
export const learnLight = (artifact: Artifact, around: LightAround): UndoSwing | undefined =>
  artifact.ofColour ? learnBalance(around) : learnSwing(around, artifact.region);

/** A fault of light, and the good frames around it. */
interface LightFault {
  artifact: Artifact;
  around: FrameRange;
}

/** Faults of light in some stretches, and for each the good frames of its shot around it that nothing else is wrong with. */
function lightFaults(stretches: readonly MendStretch[]): LightFault[] {
  const shots = new Map(
    stretches.flatMap(({ artifacts, shot }) => artifacts.map(artifact => [artifact, shot] as const)),
  );
  return [...shots].flatMap(([artifact, shot]) => {
    if (artifact.kind !== 'lighting-flicker') return [];
    const reach = aroundLight(artifact.endFrame - artifact.firstFrame);
    let [firstFrame, endFrame] = [
      Math.max(shot.firstFrame, artifact.firstFrame - reach),
      Math.min(shot.endFrame, artifact.endFrame + reach),
    ];
    for (const other of shots.keys()) {
      // One frame beside is needed, whatever it is.
      if (other.endFrame <= artifact.firstFrame)
        firstFrame = Math.max(firstFrame, Math.min(other.endFrame, artifact.firstFrame - 1));
      if (other.firstFrame >= artifact.endFrame)
        endFrame = Math.min(endFrame, Math.max(other.firstFrame, artifact.endFrame + 1));
    }
    return [{ artifact, around: { firstFrame, endFrame } }];
  });
}

/**
 * Learns how the light of a video's faults swings. It is looked at before anything is mended, as how a scene pulses by
 * itself is told by the frames on both sides, and light may be wrong for longer than pictures can be held; of each
 * picture the means of some hundred blocks are kept, until the faults around it are learned.
 */
export async function learnLightOf(
  path: string,
  stretches: readonly MendStretch[],
  signal?: AbortSignal,
): Promise<LearnedLight> {
  const faults = lightFaults(stretches);
  const learned: LearnedLight = new Map();
  if (faults.length === 0) return learned;
  const wanted = new Set<number>();
  for (const { around } of faults)
    for (let frame = around.firstFrame; frame < around.endFrame; frame++) wanted.add(frame);
  const frames = [...wanted].sort((a, b) => a - b);
  const { width, height } = await probeVideo(path);
  const size = { width: width & ~1, height: height & ~1 };
  const lights = new Map<number, BlockLight>();
  const between = (first: number, end: number): BlockLight[] =>
    Array.from({ length: end - first }, (_, i) => lights.get(first + i)!);
  let waiting = faults;
  for await (const { index, data } of decodeVideo(path, { format: 'nv12', ...size, frames, skipFromSeconds: 1 })) {
    signal?.throwIfAborted();
    lights.set(index, measureBlockLight({ ...size, data }));
    const isSeen = ({ around }: LightFault): boolean => around.endFrame === index + 1;
    if (!waiting.some(isSeen)) continue;
    for (const { artifact, around } of waiting.filter(isSeen)) {
      const [before, during, after] = [
        between(around.firstFrame, artifact.firstFrame),
        between(artifact.firstFrame, artifact.endFrame),
        between(artifact.endFrame, around.endFrame),
      ];
      learned.set(artifact, learnLight(artifact, { before, during, after }));
    }
    waiting = waiting.filter(fault => !isSeen(fault));
    const needed = waiting.reduce((first, { around }) => Math.min(first, around.firstFrame), index + 1);
    for (const frame of lights.keys()) if (frame < needed) lights.delete(frame);
  }
  return learned;
}
