/**
 * What the fingerprint of a clip holds beside its generator and words: clips of a video are found again only by the
 * same.
 */
export interface ClipForm {
  /** The video's size, by which the clips' size was chosen. */
  width: number;
  height: number;
  /** Fingerprint of the track. */
  audio: string;
  /** Whether parts of a scene go on from each other's last picture. */
  chain: boolean;
}

/**
 * What was made, and maybe paid, for a finished video, so that another shape of it or a part of it need not order it
 * again.
 */
export interface MadeClips {
  /** Production folder of the video. */
  folder: string;
  /** The video's own form, then those of the videos that it took clips over from. */
  forms: readonly ClipForm[];
  /** What made each scene, by the second of the track at which it begins. */
  scenes: readonly { start: number; generator: string }[];
  /** Order clips anew in the wanted shape all the same. */
  reorder: boolean;
}

/** What made the scene that begins then; undefined where the video does not show it. */
export function makerOf({ scenes }: MadeClips, start: number): string | undefined {
  return scenes.find(scene => Math.abs(scene.start - start) < 1e-3)?.generator;
}
