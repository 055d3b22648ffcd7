import type { SampledFormat, TargetFormat } from './texels.ts';

/** What a pass reads and writes. */
export interface PassInterface {
  /** Name of the function from pixel centre to colour. */
  entry: string;
  /**
   * Textures that the source declares, in the order in which they will be bound, with the form in which they are
   * stored, and whether they are at least as wide as what the pass writes.
   */
  textures: readonly { name: string; format: SampledFormat; coversTarget?: boolean }[];
  target: TargetFormat;
}
