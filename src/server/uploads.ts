import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { writeWhole } from '../workflow/production/production.ts';
import { largestUpload } from './contract/operation.ts';
import { RequestError } from './request-error.ts';
import { mediaEndings, trackEndings } from './studio-folder.ts';

/** A track, picture or footage on its way in. */
export interface Upload {
  id: string;
  /** File name as the user has it, for people only. */
  name: string;
  size: number;
  /** Bytes that are here; the next piece begins there. */
  offset: number;
}

/** Files on their way in; each lies in the folder until it is whole, so that it goes on after a restart. */
export interface Uploads {
  begin(name: string, size: number): Upload;
  /** @throws {RequestError} 404 */
  find(id: string): Upload;
  /**
   * Adds a piece at an offset. @throws {RequestError} 409 where the offset is another, 413 where it goes beyond the
   * size
   */
  append(id: string, offset: number, body: AsyncIterable<Uint8Array>): Promise<Upload>;
  /** Path of a whole upload. @throws {RequestError} 409 where pieces are missing, 415 where it is no such file */
  whole(id: string, as: 'track' | 'media'): string;
  remove(id: string): void;
}

/** Playlists and the like, which would have FFmpeg open other files; no track begins so. */
const pointsElsewhere = /^(#EXT|ffconcat|<\?xml|<MPD|<SMIL|v=0|\[playlist\]|;FFMETADATA|\[Reference\])/i;

/** Days for which an upload that is not gone on with is kept. */
const daysKept = 7;

/** Removes what nobody has gone on with for long. */
function clearOld(folder: string, now = Date.now()): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const { mtimeMs = now } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (now - mtimeMs > daysKept * 86_400_000) rmSync(path, { recursive: true, force: true });
  }
}

export function createUploads(root: string): Uploads {
  const folder = join(root, '.uploads');
  mkdirSync(folder, { recursive: true });
  clearOld(folder);
  const partOf = (id: string): string => join(folder, `${id}.part`);
  const headOf = (id: string): string => join(folder, `${id}.json`);
  const busy = new Set<string>();
  const find = (id: string): Upload => {
    if (!existsSync(headOf(id)) || !existsSync(partOf(id))) throw new RequestError(404, 'There is no such upload.');
    const { name, size } = JSON.parse(readFileSync(headOf(id), 'utf8')) as Upload;
    return { id, name, size, offset: statSync(partOf(id)).size };
  };
  return {
    find,
    begin(wanted, size) {
      const name = basename(wanted.replaceAll('\\', '/')).trim();
      const known = [...trackEndings, ...mediaEndings];
      if (!known.includes(extname(name).toLowerCase()))
        throw new RequestError(415, `The file must be a track, a picture or footage: one of ${known.join(', ')}.`);
      if (size > largestUpload) throw new RequestError(413, 'The file is larger than 2 GB.');
      const id = randomBytes(8).toString('hex');
      writeFileSync(partOf(id), '', { flag: 'wx' });
      writeWhole(headOf(id), JSON.stringify({ name, size }));
      return find(id);
    },
    async append(id, offset, body) {
      const upload = find(id);
      if (busy.has(id)) throw new RequestError(409, 'Another piece of this upload is being received.');
      if (offset !== upload.offset)
        throw new RequestError(409, `The upload stands at ${upload.offset} bytes; go on there.`);
      busy.add(id);
      const file = await open(partOf(id), 'a');
      try {
        let at = offset;
        for await (const piece of body) {
          at += piece.length;
          if (at > upload.size) throw new RequestError(413, 'More bytes came than the upload was announced with.');
          // All of it, or an error: a single write may take a part.
          await file.appendFile(piece);
        }
      } finally {
        await file.close();
        busy.delete(id);
      }
      return find(id);
    },
    whole(id, as) {
      const { offset, size, name } = find(id);
      const endings = as === 'track' ? trackEndings : mediaEndings;
      if (!endings.includes(extname(name).toLowerCase()))
        throw new RequestError(415, `The file must be one of ${endings.join(', ')}.`);
      if (busy.has(id) || offset !== size)
        throw new RequestError(409, `The upload is not whole: ${offset} of ${size} bytes are here.`);
      const start = Buffer.alloc(64);
      const file = openSync(partOf(id), 'r');
      try {
        readSync(file, start, 0, 64, 0);
      } finally {
        closeSync(file);
      }
      if (pointsElsewhere.test(start.toString('latin1').replace(/^(\xef\xbb\xbf|\s)+/, '')))
        throw new RequestError(415, 'The file is a playlist or a text, neither sound nor picture.');
      return partOf(id);
    },
    remove(id) {
      rmSync(partOf(id), { force: true });
      rmSync(headOf(id), { force: true });
    },
  };
}
