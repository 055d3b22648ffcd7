import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, type ArtifactKind, stretchOfShot, wholePicture } from '../artifact.ts';
import type { MusicalContext } from '../music.ts';
import { quantile } from '../series.ts';
import { findFrozenFrames, isBlack } from './frozen-frames.ts';

function stretchesOf(
  shot: readonly FrameMeasures[],
  kind: ArtifactKind,
  least: number,
  isBad: (frame: FrameMeasures, index: number) => boolean,
  describe: (frames: number) => string,
  strengthOf: (stretch: readonly FrameMeasures[]) => number,
): Artifact[] {
  const artifacts: Artifact[] = [];
  for (let i = 0; i < shot.length; i++) {
    if (!isBad(shot[i], i)) continue;
    let end = i + 1;
    while (end < shot.length && isBad(shot[end], end)) end++;
    if (end - i >= least)
      artifacts.push({
        kind,
        ...stretchOfShot(shot, i, end),
        region: wholePicture,
        strength: Math.min(1, strengthOf(shot.slice(i, end))),
        confidence: 0.9,
        description: describe(end - i),
      });
    i = end;
  }
  return artifacts;
}

/** Whether the light of a frame beside black ones is that of the shot, and not of a fade under way. */
const isAbrupt = (beside: FrameMeasures | undefined, usual: number): boolean =>
  beside !== undefined && beside.luma - 16 > 0.6 * (usual - 16);

/**
 * Frames that repeat the one before although the shot moves, black frames within a shot, and blocks of a starved
 * encoder.
 */
export function findDamagedFrames(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const anyLight = shot.some(f => !isBlack(f));
  const usual = quantile(
    shot.filter(f => !isBlack(f)).map(f => f.luma),
    0.5,
  );
  const lastBefore = (i: number): FrameMeasures | undefined => {
    while (i >= 0 && isBlack(shot[i])) i--;
    return shot[i];
  };
  const firstAfter = (i: number): FrameMeasures | undefined => {
    while (i < shot.length && isBlack(shot[i])) i++;
    return shot[i];
  };
  const blocky = quantile(
    shot.map(f => f.blockiness),
    0.5,
  );
  return [
    ...findFrozenFrames(shot, music),
    ...(anyLight
      ? stretchesOf(
          shot,
          'black-frame',
          1,
          // A fade comes to black and out of it by and by; what falls from light into black and back at once does not
          // come on purpose.
          (f, i) => isBlack(f) && isAbrupt(lastBefore(i), usual) && isAbrupt(firstAfter(i), usual),
          frames => `${frames} black ${frames === 1 ? 'frame' : 'frames'} within a shot.`,
          () => 1,
        )
      : []),
    ...stretchesOf(
      shot,
      'encoding-blocks',
      2,
      f => f.blockiness > 1.9 && f.blockiness > 1.25 * Math.min(blocky, 1.6),
      () => 'The encoder left its 8x8 blocks to be seen.',
      stretch =>
        quantile(
          stretch.map(f => f.blockiness),
          0.9,
        ) / 4,
    ),
  ];
}
