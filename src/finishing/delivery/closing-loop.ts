/**
 * Where the pictures of a loop come from: frame `i` of the loop, or a blend of it with a frame from before its
 * beginning.
 */
export interface LoopFrame {
  /** Frame of the source that is shown. */
  frame: number;
  /** Frame of the source that it gives way to, and by how much (0 to 1). */
  blend?: { frame: number; amount: number };
}

/**
 * The plan of a loop that closes: its last frames dissolve into those that lead up to its first one, so that after the
 * last picture the first follows as it does in the film.
 *
 * @param lead   frames of the source that lie before the loop's first one; the dissolve is as long
 * @param length frames of the loop
 * @returns frames of the source, counted from the first lead frame
 */
export function planLoop(lead: number, length: number): LoopFrame[] {
  if (lead < 1 || length <= lead) throw new RangeError('A loop must be longer than its dissolve.');
  return Array.from({ length }, (_, i) => {
    const into = i - (length - lead);
    if (into < 0) return { frame: lead + i };
    const t = (into + 1) / (lead + 1);
    return { frame: lead + i, blend: { frame: into, amount: t * t * (3 - 2 * t) } };
  });
}

/** Mixes two pictures byte by byte into the first. */
export function mixInto(target: Uint8Array, other: Uint8Array, amount: number): void {
  const share = Math.round(amount * 256);
  for (let i = 0; i < target.length; i++) target[i] = (target[i] * (256 - share) + other[i] * share + 128) >> 8;
}

/** Mean absolute difference of two pictures, in code values. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / a.length;
}
