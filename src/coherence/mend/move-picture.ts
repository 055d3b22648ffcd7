import { type CameraMove, placeBefore } from './camera-path.ts';
import type { Nv12Picture } from './picture.ts';

/** Weights of four neighbours for a place between the middle two (Catmull-Rom). */
function weightsAt(t: number): [number, number, number, number] {
  return [
    t * (-0.5 + t * (1 - 0.5 * t)),
    1 + t * t * (-2.5 + 1.5 * t),
    t * (0.5 + t * (2 - 1.5 * t)),
    t * t * (-0.5 + 0.5 * t),
  ];
}

/** Draws a picture as it is seen after a move of the whole; beyond its edges they are repeated. */
export function movePicture({ width, height, data }: Nv12Picture, move: CameraMove): Nv12Picture {
  const out = new Uint8Array(data.length);
  const draw = (planeWidth: number, planeHeight: number, base: number, channels: number): void => {
    // A line of the output is a line in the picture, too: one start and one step.
    const unit = (px: number, py: number): [number, number] => {
      const [u, v] = placeBefore(px, py, move);
      return [u * planeWidth + planeWidth / 2 - 0.5, v * planeWidth + planeHeight / 2 - 0.5];
    };
    const place = (x: number, y: number): [number, number] =>
      unit((x + 0.5 - planeWidth / 2) / planeWidth, (y + 0.5 - planeHeight / 2) / planeWidth);
    const clampX = (x: number): number => (x < 0 ? 0 : x > planeWidth - 1 ? planeWidth - 1 : x);
    const clampY = (y: number): number => (y < 0 ? 0 : y > planeHeight - 1 ? planeHeight - 1 : y);
    for (let y = 0; y < planeHeight; y++) {
      const [startX, startY] = place(0, y);
      const [endX, endY] = place(planeWidth - 1, y);
      const stepX = (endX - startX) / (planeWidth - 1);
      const stepY = (endY - startY) / (planeWidth - 1);
      for (let x = 0; x < planeWidth; x++) {
        const u = startX + stepX * x;
        const v = startY + stepY * x;
        const x0 = Math.floor(u);
        const y0 = Math.floor(v);
        const wx = weightsAt(u - x0);
        const wy = weightsAt(v - y0);
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let r = 0; r < 4; r++) {
            const row = base + clampY(y0 + r - 1) * planeWidth * channels + c;
            sum +=
              wy[r] *
              (wx[0] * data[row + clampX(x0 - 1) * channels] +
                wx[1] * data[row + clampX(x0) * channels] +
                wx[2] * data[row + clampX(x0 + 1) * channels] +
                wx[3] * data[row + clampX(x0 + 2) * channels]);
          }
          out[base + (y * planeWidth + x) * channels + c] = sum < 0 ? 0 : sum > 254.5 ? 255 : sum + 0.5;
        }
      }
    }
  };
  draw(width, height, 0, 1);
  draw(width >> 1, height >> 1, width * height, 2);
  return { width, height, data: out };
}
