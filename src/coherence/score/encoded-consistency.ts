/** How alike the pictures of each shot are to an image encoder, added up picture by picture. */
export interface EncodedConsistency {
  /**
   * @param vector what a picture shows, of length 1
   * @param beginsShot whether it is the first of its shot
   */
  add(vector: Float32Array, beginsShot: boolean): void;
  /** The mean, 0 to 1, and how many pictures it is made of; undefined where no shot has two. */
  finish(): { consistency: number; pictures: number } | undefined;
}

/**
 * VBench's subject consistency (of DINO's vectors) and background consistency (of CLIP's): for each picture but the
 * first the mean of its cosine with the one before and with the first, none below 0; their mean (Huang et al., VBench,
 * CVPR 2024, sections on temporal quality). VBench takes clips of one shot; here each shot begins anew.
 */
export function createEncodedConsistency(): EncodedConsistency {
  let first: Float32Array | undefined;
  let before: Float32Array | undefined;
  let sum = 0;
  let pictures = 0;
  return {
    add(vector, beginsShot) {
      if (!beginsShot && first && before) {
        sum += (likeness(vector, before) + likeness(vector, first)) / 2;
        pictures++;
      } else first = vector;
      before = vector;
    },
    finish: () => (pictures > 0 ? { consistency: sum / pictures, pictures } : undefined),
  };
}

/** Cosine of two vectors of length 1, none below 0. */
function likeness(a: Float32Array, b: Float32Array): number {
  return Math.max(
    0,
    a.reduce((sum, value, i) => sum + value * b[i], 0),
  );
}
