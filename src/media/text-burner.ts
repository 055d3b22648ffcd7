import { createFilterChain, filterPath } from './filter-chain.ts';

/** What is burnt in, and where its fonts are. */
export interface TextBurnerOptions {
  width: number;
  height: number;
  frameRate: { numerator: number; denominator: number };
  /** An ASS file; its times count from frame 0. */
  assPath: string;
  /** A folder that holds the fonts it names. */
  fontsFolder: string;
}

/** Draws text over frames. */
export interface TextBurner {
  /**
   * Draws the text of one frame over it.
   *
   * @param frame number of the frame
   * @param nv12  BT.709, limited range, tightly packed; changed in place
   */
  burn(frame: number, nv12: Uint8Array): Promise<void>;
  close(): void;
}

/**
 * Makes the drawer of text, libass behind FFmpeg's `ass` filter, working on the planes themselves. @throws {MediaError}
 */
export async function createTextBurner({ assPath, fontsFolder, ...video }: TextBurnerOptions): Promise<TextBurner> {
  const options = `filename=${filterPath(assPath)}:fontsdir=${filterPath(fontsFolder)}:shaping=complex`;
  const filters = [{ name: 'ass', options }];
  const chain = await createFilterChain({ ...video, format: 'nv12', filters, failure: 'The text cannot be drawn' });
  return { burn: chain.apply, close: chain.close };
}
