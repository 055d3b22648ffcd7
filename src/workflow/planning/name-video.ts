import { basename, extname, join, resolve } from 'node:path';

/**
 * The path that a video gets where none is asked for: the track's name. A track that bears that very name, being a
 * video itself, is not written over: "film.mp4" becomes "film-video.mp4".
 *
 * @param ending with its point
 * @param folder the present one by default
 * @param kind   what is added to the name: "-preview"
 */
export function nameVideo(audioPath: string, ending: string, folder = '.', kind = ''): string {
  const stem = `${basename(audioPath, extname(audioPath))}${kind}`;
  const path = join(folder, `${stem}${ending}`);
  // Some file systems tell no capital from a small letter.
  const isTrack = resolve(path).toLowerCase() === resolve(audioPath).toLowerCase();
  return isTrack ? join(folder, `${stem}-video${ending}`) : path;
}
