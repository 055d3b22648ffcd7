/** A width and height in pixels. */
interface Pixels {
  width: number;
  height: number;
}

/**
 * At which size pictures are made, and what becomes of them in the video: "1280x720, enlarged to 1920x1080".
 *
 * @param made  size of the pictures as they are made
 * @param shown size of the video, which they fill
 */
export function fittedInWords(made: Pixels, shown: Pixels): string {
  const scale = Math.max(shown.width / made.width, shown.height / made.height);
  const isCropped = Math.abs(made.width / made.height / (shown.width / shown.height) - 1) > 0.02;
  const sized = scale > 1.01 ? ['enlarged'] : scale < 0.99 ? ['reduced'] : [];
  const done = [...sized, ...(isCropped ? ['cropped'] : [])].join(' and ');
  return `${made.width}x${made.height}${done && `, ${done} to ${shown.width}x${shown.height}`}`;
}
