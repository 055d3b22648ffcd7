/**
 * What is seen through a mask, 0 to 1 a pixel.
 *
 * @param feather softness of the edge, as a share of the shorter half side
 */
export function shapeMask(shape: 'ellipse' | 'rounded', width: number, height: number, feather: number): Float32Array {
  const mask = new Float32Array(width * height);
  const half = Math.min(width, height) / 2;
  const soft = Math.max(1, feather * half);
  const corner = 0.25 * half;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = Math.abs(x + 0.5 - width / 2);
      const dy = Math.abs(y + 0.5 - height / 2);
      // Pixels within the edge: of an ellipse by its implicit form over its slope, of a rounded rectangle exactly.
      let inside: number;
      if (shape === 'ellipse') {
        const [u, v] = [dx / (width / 2), dy / (height / 2)];
        const slope = Math.hypot(u / (width / 2), v / (height / 2));
        inside = slope === 0 ? half : (1 - u * u - v * v) / (2 * slope);
      } else {
        const [ox, oy] = [dx - (width / 2 - corner), dy - (height / 2 - corner)];
        inside = corner - Math.hypot(Math.max(0, ox), Math.max(0, oy)) - Math.min(0, Math.max(ox, oy));
      }
      const t = Math.min(1, Math.max(0, inside / soft));
      mask[y * width + x] = t * t * (3 - 2 * t);
    }
  }
  return mask;
}

/** Multiplies the alpha of a picture by a mask. @param rgba changed in place */
export function maskAlpha(rgba: Uint8Array, mask: Float32Array): void {
  for (let i = 0; i < mask.length; i++) rgba[i * 4 + 3] = rgba[i * 4 + 3] * mask[i] + 0.5;
}
