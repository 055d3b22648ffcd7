import { between, type DrawnFault, oneOf, type PlantingOptions, plantThroughShots } from './plant-through-shots.ts';
import type { Next, Picture, PlantedFault } from './planting.ts';

/**
 * Jumps for learning: every property is drawn anew for every one, so that nothing can be learned of how one generator
 * does it. Things of any shape, with hard or soft edges, that are moved, doubled, swapped, hidden or drawn, for 1 to 12
 * frames; what they leave is filled with what lies beside, or smoothly.
 */
export type PlantedJump = PlantedFault;

type Place = readonly [number, number];

/** Weights of a thing within its box, 0 to 1 a pixel. */
function thingShape(next: Next, side: number): Float32Array {
  const shape = oneOf(next, ['square', 'ellipse', 'blob'] as const);
  const soft = oneOf(next, [0.02, 0.15, 0.3]);
  const lobes = 2 + Math.floor(3 * next());
  const phase = 6 * next();
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [u, v] = [(2 * ((i % side) + 0.5)) / side - 1, (2 * (Math.floor(i / side) + 0.5)) / side - 1];
    const edge = shape === 'blob' ? 0.85 + 0.15 * Math.sin(lobes * Math.atan2(v, u) + phase) : 1;
    const inside = shape === 'square' ? 1 - Math.max(Math.abs(u), Math.abs(v)) : edge - Math.hypot(u, v);
    return Math.max(0, Math.min(1, inside / soft));
  });
}

/** The square of the picture at a place; beyond its borders they are repeated. */
function cut({ width, height, rgb }: Picture, [x0, y0]: Place, side: number): Float32Array {
  return Float32Array.from({ length: side * side * 3 }, (_, i) => {
    const [p, c] = [Math.floor(i / 3), i % 3];
    const x = Math.max(0, Math.min(width - 1, x0 + (p % side)));
    const y = Math.max(0, Math.min(height - 1, y0 + Math.floor(p / side)));
    return rgb[(y * width + x) * 3 + c];
  });
}

function paste({ width, height, rgb }: Picture, piece: Float32Array, [x0, y0]: Place, shape: Float32Array): void {
  const side = Math.sqrt(shape.length);
  for (let p = 0; p < shape.length; p++) {
    const [x, y] = [x0 + (p % side), y0 + Math.floor(p / side)];
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    for (let c = 0; c < 3; c++) {
      const at = (y * width + x) * 3 + c;
      rgb[at] = Math.round(rgb[at] + (piece[3 * p + c] - rgb[at]) * shape[p]);
    }
  }
}

/** A gradient from the left border of a piece to its right one. */
function smoothed(piece: Float32Array, side: number): Float32Array {
  return piece.map((_, i) => {
    const [p, c] = [Math.floor(i / 3), i % 3];
    const row = Math.floor(p / side) * side;
    const share = (p % side) / side;
    return piece[row * 3 + c] * (1 - share) + piece[(row + side - 1) * 3 + c] * share;
  });
}

function drawJump(next: Next, { width, height }: { width: number; height: number }): DrawnFault {
  const side = Math.round(between(next, 0.14, 0.26) * height);
  const shape = thingShape(next, side);
  const place = (): Place => [Math.floor(next() * (width - side)), Math.floor(next() * (height - side))];
  const from = place();
  let to = place();
  for (let k = 0; k < 30 && Math.hypot(to[0] - from[0], to[1] - from[1]) < 0.15 * width; k++) to = place();
  const way = oneOf(next, ['moved', 'moved', 'doubled', 'swapped', 'hidden', 'drawn'] as const);
  const isFilledFromBeside = next() < 0.5;
  const length = 1 + Math.floor(12 * next() ** 1.5);
  const hue = Array.from({ length: 3 }, () => 255 * next());
  const grain = 10 + 60 * next();
  const drift = [4 * (next() - 0.5), 4 * (next() - 0.5)];
  const beside: Place = [from[0] >= side ? from[0] - side : Math.min(width - side, from[0] + side), from[1]];
  const change: DrawnFault['change'] = (picture, at) => {
    if (way === 'drawn') {
      const thing = Float32Array.from({ length: side * side * 3 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
        const value = hue[i % 3] + grain * Math.sin(x * 0.55 + hue[0]) * Math.cos(y * 0.43 + hue[1]);
        return Math.max(0, Math.min(255, value));
      });
      paste(picture, thing, [from[0] + Math.round(drift[0] * at), from[1] + Math.round(drift[1] * at)], shape);
      return;
    }
    const piece = cut(picture, from, side);
    if (way === 'swapped') paste(picture, cut(picture, to, side), from, shape);
    else if (way !== 'doubled')
      paste(picture, isFilledFromBeside ? cut(picture, beside, side) : smoothed(piece, side), from, shape);
    if (way !== 'hidden') paste(picture, piece, to, shape);
  };
  return { length, change };
}

/** As close as what one jump leaves behind does not reach the other. */
const spacing = { beginning: 12, nearest: 14, farthest: 30 };

/** Writes a copy of a video with jumps 14 to 30 frames apart. */
export async function plantJumps(source: string, target: string, options: PlantingOptions): Promise<PlantedJump[]> {
  const jumps = await plantThroughShots(source, target, options, spacing, drawJump);
  return jumps.map(({ first, end, visible }) => ({ first, end, visible }));
}
