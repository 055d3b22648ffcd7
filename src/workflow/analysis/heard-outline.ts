/** Points of the outline a second. */
const outlineRate = 50;

/**
 * Follows the peaks of a track while it is decoded, for people to see what has been heard so far.
 *
 * @param tell gets pieces of the outline, about one a second of sound
 */
export function createHeardOutline(
  sampleRate: number,
  tell: (piece: { from: number; peaks: number[] }) => void,
): { push(block: readonly Float32Array[]): void; finish(): void } {
  const perPoint = sampleRate / outlineRate;
  let piece: number[] = [];
  let told = 0;
  let inPoint = 0;
  let peak = 0;
  const flush = (): void => {
    if (piece.length === 0) return;
    tell({ from: told, peaks: piece });
    told += piece.length;
    piece = [];
  };
  return {
    push(block) {
      const length = block[0]?.length ?? 0;
      for (let i = 0; i < length; i++) {
        for (const channel of block) peak = Math.max(peak, Math.abs(channel[i]));
        if (++inPoint < perPoint) continue;
        piece.push(Math.round(1000 * Math.min(1, peak)) / 1000);
        inPoint = peak = 0;
        if (piece.length >= outlineRate) flush();
      }
    },
    finish: flush,
  };
}
