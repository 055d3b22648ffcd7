import { copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileFingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';

/** Raised when mends come to something else, so that what an older version would not mend, or mended, is tried anew. */
const mendForm = 3;

/** What a mend came to, kept under the video that it was made from. */
interface KeptMend {
  /** {@link mendForm} of the version that mended; none was written before the second. */
  form?: number;
  /** Fingerprints of the video before and after; none after where nothing got better. */
  from: string;
  to?: string;
}

/** A video and its mended form: both are kept, so that neither need be made again where the other is shown. */
export interface MendedVideo {
  /** The mended video. */
  readonly path: string;
  /** The video as it was before it was mended, where the mended one is shown. */
  readonly unmendedPath: string;
  /** Whether the mended one is shown. */
  isShown(): Promise<boolean>;
  /** What mending a video of a fingerprint came to; undefined where it was not tried, or as mends were made before. */
  outcome(from: string): Promise<'better' | 'no better' | undefined>;
  /** Keeps that mending a video of a fingerprint made {@link path}. */
  keep(from: string): Promise<void>;
  /** Keeps that mending it made nothing better, and removes {@link path}. */
  drop(from: string): void;
  /** Puts the mended video in the place of the video. */
  show(): void;
}

/** @param folder the production folder */
export function mendedVideo(videoPath: string, folder: string): MendedVideo {
  const recordPath = join(folder, 'mend.json');
  const path = join(folder, `mended${extname(videoPath)}`);
  const unmendedPath = join(folder, `unmended${extname(videoPath)}`);
  const kept = (): KeptMend | undefined => {
    try {
      return existsSync(recordPath) ? (JSON.parse(readFileSync(recordPath, 'utf8')) as KeptMend) : undefined;
    } catch (error) {
      // What a damaged disk left is mended again.
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  };
  const record = (mend: KeptMend): void => writeWhole(recordPath, JSON.stringify({ form: mendForm, ...mend }));
  return {
    path,
    unmendedPath,
    isShown: async () => existsSync(unmendedPath) && kept()?.to === (await fileFingerprint(videoPath)),
    async outcome(from) {
      const mend = kept();
      if (mend?.from !== from || mend.form !== mendForm) return undefined;
      if (mend.to === undefined) return 'no better';
      return existsSync(path) && mend.to === (await fileFingerprint(path)) ? 'better' : undefined;
    },
    async keep(from) {
      record({ from, to: await fileFingerprint(path) });
    },
    drop(from) {
      rmSync(path, { force: true });
      record({ from });
    },
    show() {
      keepAs(videoPath, unmendedPath);
      keepAs(path, `${videoPath}.part`);
      renameSync(`${videoPath}.part`, videoPath);
    },
  };
}

/** Keeps a file under another name as well; on one disk it takes no room. */
function keepAs(path: string, name: string): void {
  rmSync(name, { force: true });
  try {
    linkSync(path, name);
  } catch {
    copyFileSync(path, name);
  }
}
