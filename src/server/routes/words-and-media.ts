import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseCube } from '../../finishing/colour/index.ts';
import { parseLyrics, textOf } from '../../finishing/lyrics/index.ts';
import { MediaError, probeVideo } from '../../media/index.ts';
import { writeWhole } from '../../workflow/production/production.ts';
import { type Handlers, readText } from '../implement.ts';
import { mediaType } from '../media-type.ts';
import { RequestError } from '../request-error.ts';
import { sendFile } from '../send-file.ts';
import { fileWithin, folderOf, logoOf, lyricsOf, mediaOf, readRecord } from '../studio-folder.ts';
import { type ApiParts, needsRest, viewOf } from './parts.ts';

/** A name that is safe in a path, a scene map and an address. Its ending, which tells what it is, stays. */
function plainName(name: string): string {
  const ending = extname(name);
  const stem = basename(name, ending)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[._-]+/, '');
  return `${[...stem].slice(0, 75).join('') || 'file'}${ending}`;
}

/** Pictures with more pixels are refused: decoded they would take gigabytes, however small their file. */
const mostPixels = 120_000_000;

/** A file must be what its name says, and of a size that can be shown. @throws {RequestError} 413, 415 */
async function checkMedia(path: string, name: string): Promise<void> {
  if (/\.cube$/i.test(name)) {
    // As large as a table of 65 points a side, with room for comments.
    if (statSync(path).size > 20_000_000) throw new RequestError(413, 'The colour table is larger than 20 MB.');
    parseCube(readFileSync(path, 'utf8'), name);
    return;
  }
  let size: { width: number; height: number };
  try {
    size = await probeVideo(path);
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    throw new RequestError(415, `${name} cannot be read as a picture or footage.`);
  }
  if (size.width * size.height > mostPixels)
    throw new RequestError(413, `${name} is ${size.width}x${size.height}; scale it down to at most 120 megapixels.`);
}

/** What a person brings beside the track: words, pictures, footage. */
export const wordAndMediaHandlers = ({ root, uploads }: ApiParts) =>
  ({
    async saveLyrics({ params }, context) {
      const text = await readText(context.req.raw);
      const record = needsRest(root, params.id);
      if (text.trim() === '') rmSync(lyricsOf(root, params.id), { force: true });
      else {
        parseLyrics(text, 'The lyrics');
        writeWhole(lyricsOf(root, params.id), text);
      }
      return viewOf(root, record);
    },
    readLyrics({ params }) {
      const path = lyricsOf(root, params.id);
      if (!existsSync(path)) return { text: '', lines: [] };
      const text = readFileSync(path, 'utf8');
      const lines = parseLyrics(text, 'The lyrics').lines.map(line => ({
        text: textOf(line.words, ' '),
        start: line.start,
        end: line.end,
      }));
      return { text, lines };
    },
    async addMedia({ params, body }) {
      const { name } = uploads.find(body.upload);
      const path = uploads.whole(body.upload, 'media');
      await checkMedia(path, name);
      const folder = mediaOf(root, params.id);
      mkdirSync(folder, { recursive: true });
      const taken = new Set(readdirSync(folder));
      let own = plainName(name);
      for (let i = 2; taken.has(own); i++) own = `${i}-${plainName(name)}`;
      renameSync(path, join(folder, own));
      uploads.remove(body.upload);
      return { path: `media/${own}` };
    },
    async saveLogo({ params, body }) {
      const { name } = uploads.find(body.upload);
      const path = uploads.whole(body.upload, 'media');
      const ending = extname(name).toLowerCase();
      if (!/^\.(png|jpe?g|webp|mov|webm|mp4)$/.test(ending))
        throw new RequestError(415, 'A logo is a picture or a short video.');
      await checkMedia(path, name);
      const record = needsRest(root, params.id);
      const before = logoOf(root, params.id);
      if (before) rmSync(before);
      renameSync(path, join(folderOf(root, params.id), `logo${ending}`));
      uploads.remove(body.upload);
      return viewOf(root, record);
    },
    readLogo({ params }, context) {
      const path = logoOf(root, params.id);
      if (!path) throw new RequestError(404, 'There is no logo.');
      return sendFile(context.req.raw, path, mediaType(path));
    },
    removeLogo({ params }) {
      needsRest(root, params.id);
      const path = logoOf(root, params.id);
      if (!path) throw new RequestError(404, 'There is no logo.');
      rmSync(path);
      return undefined;
    },
    listMedia({ params }) {
      const folder = mediaOf(root, params.id);
      return existsSync(folder) ? readdirSync(folder).map(name => `media/${name}`) : [];
    },
    readMedia: ({ params }, context) =>
      sendFile(context.req.raw, fileWithin(mediaOf(root, params.id), params.name), mediaType(params.name)),
    removeMedia({ params }) {
      const { state } = readRecord(root, params.id);
      if (state === 'running') throw new RequestError(409, 'The video is being made; wait, or cancel that first.');
      rmSync(fileWithin(mediaOf(root, params.id), params.name));
      return undefined;
    },
  }) satisfies Partial<Handlers>;
