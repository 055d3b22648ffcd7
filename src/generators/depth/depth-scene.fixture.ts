import { type CameraMove, focalLength, stillCamera, turnOf } from '../diffusion/animation/camera.ts';
import type { Picture } from '../neural/picture.ts';

export const noCamera = stillCamera;

/**
 * A place whose geometry is known, ray by ray: ground, a far wall and two balls, softly patterned, seen by a camera
 * that has moved from the middle. What a depth warp makes of the first view can be held against the second.
 *
 * @param size side of the picture in pixels
 * @returns the picture, and the nearness of each pixel as seen from the unmoved camera
 */
export function depthScene(size: number, move: CameraMove): { picture: Picture; nearness: Float32Array } {
  const focal = focalLength({ width: size, height: size });
  const [r0, r1, r2] = turnOf(move);
  const eye = [(2 * move.panX * size) / focal, (2 * move.panY * size) / focal, move.dolly];
  const planes = new Float32Array(3 * size * size);
  const nearness = new Float32Array(size * size);
  const balls = [
    { at: [-0.45, 0.35, 1.75], radius: 0.45, colour: [0.9, -0.2, -0.5] },
    { at: [1.2, 0.1, 4.2], radius: 0.9, colour: [-0.4, 0.3, 0.9] },
  ];
  const [floor, wall] = [0.8, 10];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const u = (x - (size - 1) / 2) / (focal * move.zoom);
      const v = (y - (size - 1) / 2) / (focal * move.zoom);
      const ray = [0, 1, 2].map(i => r0[i] * u + r1[i] * v + r2[i]);
      let far = (wall - eye[2]) / ray[2];
      let colour = [-0.5, -0.3, 0.2];
      let pattern = 2.2;
      if (ray[1] > 0 && (floor - eye[1]) / ray[1] < far) {
        far = (floor - eye[1]) / ray[1];
        colour = [0.1, 0.2, -0.3];
        pattern = 3;
      }
      for (const ball of balls) {
        const way = ball.at.map((value, i) => value - eye[i]);
        const a = ray.reduce((sum, value) => sum + value * value, 0);
        const b = ray.reduce((sum, value, i) => sum + value * way[i], 0);
        const under = b * b - a * (way.reduce((sum, value) => sum + value * value, 0) - ball.radius ** 2);
        const hit = under > 0 ? (b - Math.sqrt(under)) / a : Number.POSITIVE_INFINITY;
        if (hit > 0 && hit < far) {
          far = hit;
          colour = ball.colour;
          pattern = 6;
        }
      }
      const point = ray.map((value, i) => eye[i] + far * value);
      const light = 0.75 + 0.25 * Math.sin(pattern * point[0]) * Math.sin(pattern * point[2] + pattern * point[1]);
      for (let c = 0; c < 3; c++) planes[c * size * size + y * size + x] = (colour[c] + 1) * light - 1;
      // As the warp has it: inverse distance 1 for the nearest, 0.05 for the farthest.
      nearness[y * size + x] = Math.max(0, Math.min(1, (1 / point[2] - 0.05) / 0.95));
    }
  return { picture: { width: size, height: size, planes }, nearness };
}
