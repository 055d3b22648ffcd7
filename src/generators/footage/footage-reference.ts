/** A clip or still that a scene shows, and from where on. */
export interface FootageReference {
  path: string;
  /** Seconds into the clip; undefined where that is left open. */
  start?: number;
}

/** Reads "clips/beach.mp4#t=12.5", the form of W3C Media Fragments; without the fragment the place is left open. */
export function parseFootageReference(text: string): FootageReference {
  const match = /^(.*)#t=(\d+(?:\.\d+)?)(?:,\d+(?:\.\d+)?)?$/.exec(text);
  return match ? { path: match[1], start: Number(match[2]) } : { path: text };
}

/** Writes a reference as {@link parseFootageReference} reads it. */
export function printFootageReference({ path, start }: FootageReference): string {
  return start === undefined ? path : `${path}#t=${Number(start.toFixed(3))}`;
}

/** Endings of files that a folder of footage is searched for. */
const endings = /\.(?:mp4|m4v|mov|mkv|webm|avi|mts|m2ts|mpg|mpeg|wmv|3gp|jpe?g|png|webp|bmp|tiff?)$/i;

/** Whether a file's name is that of a clip or a still. */
export const isFootageName = (name: string): boolean => endings.test(name) && !name.startsWith('.');
