import { type Picture, sampleMirrored } from '../../neural/picture.ts';
import { type CameraMove, focalLength, turnOf } from './camera.ts';

/**
 * Inverse distance of the farthest thing, the nearest being at 1: what is "infinitely far" still moves a little, so
 * that a turn of depth shows no seam.
 */
const farthest = 0.05;
/** What comes nearer to the camera than this is passed by. */
const nearPlane = 0.2;
/** Leap of nearness within a few pixels that is an edge between two things. */
const edge = 0.12;

/** The picture as a moved camera sees it. */
export interface Warped {
  picture: Picture;
  /** 1 for pixels that were hidden before and had to be filled. */
  filled: Uint8Array;
}

/** Least and greatest value within `reach` of each pixel. */
function extremes(
  values: Float32Array,
  width: number,
  height: number,
  reach: number,
): { low: Float32Array; high: Float32Array } {
  const pass = (from: Float32Array, best: (a: number, b: number) => number): Float32Array => {
    const across = new Float32Array(from.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let found = from[y * width + x];
        for (let k = Math.max(0, x - reach); k <= Math.min(width - 1, x + reach); k++)
          found = best(found, from[y * width + k]);
        across[y * width + x] = found;
      }
    const both = new Float32Array(from.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let found = across[y * width + x];
        for (let k = Math.max(0, y - reach); k <= Math.min(height - 1, y + reach); k++)
          found = best(found, across[k * width + x]);
        both[y * width + x] = found;
      }
    return both;
  };
  return { low: pass(values, Math.min), high: pass(values, Math.max) };
}

/**
 * Nearness with hard edges: a network's ramp from one thing to another would stretch like rubber. Where it leaps, each
 * pixel belongs to the nearer or the farther side; and the nearer side gets a pixel more, for pixels on an edge have
 * its colour too.
 */
function withHardEdges(nearness: Float32Array, width: number, height: number): Float32Array {
  const { low, high } = extremes(nearness, width, height, 2);
  const hard = nearness.map((value, i) => {
    if (high[i] - low[i] < edge) return value;
    return value - low[i] > high[i] - value ? high[i] : low[i];
  });
  const { low: below, high: above } = extremes(hard, width, height, 1);
  return hard.map((value, i) => (above[i] - below[i] < edge ? value : above[i]));
}

/** Beyond the edge the picture goes on as in a mirror. */
function mirrored(at: number, size: number): number {
  const period = 2 * (size - 1) || 1;
  const folded = ((at % period) + period) % period;
  return folded < size ? folded : period - folded;
}

/**
 * What of the source is seen at each pixel: where, and how near it is to the moved camera; nearness 0 where nothing is.
 */
interface View {
  x: Float32Array;
  y: Float32Array;
  near: Float32Array;
}

/** Carries every pixel of the source to where the moved camera sees it; of those that meet, the nearest stays. */
function project(nearness: Float32Array, width: number, height: number, move: CameraMove): View {
  const area = width * height;
  const view: View = { x: new Float32Array(area), y: new Float32Array(area), near: new Float32Array(area) };
  const focal = focalLength({ width, height });
  const [r0, r1, r2] = turnOf(move);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  // A pan of the flat camera is what things half way from the nearest do.
  const [tx, ty] = [(2 * move.panX * width) / focal, (2 * move.panY * height) / focal];
  const side = Math.max(width, height);
  const turned = (Math.abs(move.rotate) + Math.abs(move.yaw) + Math.abs(move.pitch)) / 57;
  const shrunk = Math.max(0, 1 / move.zoom - 1) + Math.max(0, -move.dolly);
  const margin = Math.ceil(
    Math.min(0.4 * side, 2 + side * (turned + shrunk / 2 + 2 * Math.max(Math.abs(move.panX), Math.abs(move.panY)))),
  );
  for (let sy = -margin; sy < height + margin; sy++) {
    const row = mirrored(sy, height) * width;
    for (let sx = -margin; sx < width + margin; sx++) {
      const inverse = farthest + (1 - farthest) * nearness[row + mirrored(sx, width)];
      const distance = 1 / inverse;
      const px = ((sx - middleX) / focal) * distance - tx;
      const py = ((sy - middleY) / focal) * distance - ty;
      const pz = distance - move.dolly;
      const ahead = r2[0] * px + r2[1] * py + r2[2] * pz;
      if (ahead < nearPlane) continue;
      const x = middleX + (focal * move.zoom * (r0[0] * px + r0[1] * py + r0[2] * pz)) / ahead;
      const y = middleY + (focal * move.zoom * (r1[0] * px + r1[1] * py + r1[2] * pz)) / ahead;
      const growth = (move.zoom * distance) / ahead;
      // Half a pixel of its own size, and a little, so that slanted surfaces stay closed.
      const reach = 0.5 * growth + 0.25;
      const near = 1 / ahead;
      for (let ty0 = Math.max(0, Math.ceil(y - reach)); ty0 <= Math.min(height - 1, Math.floor(y + reach)); ty0++)
        for (let tx0 = Math.max(0, Math.ceil(x - reach)); tx0 <= Math.min(width - 1, Math.floor(x + reach)); tx0++) {
          const at = ty0 * width + tx0;
          if (near <= view.near[at]) continue;
          view.near[at] = near;
          view.x[at] = sx + (tx0 - x) / growth;
          view.y[at] = sy + (ty0 - y) / growth;
        }
    }
  }
  return view;
}

/**
 * Fills what was hidden: of the nearest seen pixels to the left, right, above and below, the one that is farthest away
 * leads, for what comes out from behind a thing is what lies behind it; its surface goes on as in a mirror.
 */
function fill(view: View, width: number, height: number): Uint8Array {
  const area = width * height;
  const filled = new Uint8Array(area);
  for (let at = 0; at < area; at++) if (view.near[at] === 0) filled[at] = 1;
  /** Steps to the nearest seen pixel in each direction; 0 where there is none. */
  const directions: { step: number; away: Int32Array }[] = [
    { step: -1, away: new Int32Array(area) },
    { step: 1, away: new Int32Array(area) },
    { step: -width, away: new Int32Array(area) },
    { step: width, away: new Int32Array(area) },
  ];
  const within = (at: number, step: number): boolean =>
    step === -1 ? at % width > 0 : step === 1 ? at % width < width - 1 : at + step >= 0 && at + step < area;
  for (const { step, away } of directions) {
    const forward = step < 0;
    for (let i = 0; i < area; i++) {
      const at = forward ? i : area - 1 - i;
      if (!filled[at] || !within(at, step)) continue;
      const next = at + step;
      if (!filled[next]) away[at] = 1;
      else if (away[next] > 0) away[at] = away[next] + 1;
    }
  }
  const source = { x: view.x.slice(), y: view.y.slice(), near: view.near.slice() };
  for (let at = 0; at < area; at++) {
    if (!filled[at]) continue;
    let best: { step: number; steps: number; near: number } | undefined;
    for (const { step, away } of directions) {
      const steps = away[at];
      if (steps === 0) continue;
      // What is far away behind the thing, but not from the other end of the picture.
      const near = source.near[at + step * steps] + (2.5 * steps) / Math.max(width, height);
      if (!best || near < best.near) best = { step, steps, near };
    }
    // Nothing is seen in any direction: the middle of the source stands in.
    if (!best) continue;
    const border = at + best.step * best.steps;
    let from = border;
    // As far beyond the border as this pixel is before it, while that is the same surface.
    for (let k = 1; k < best.steps && within(from, best.step); k++) {
      const next = from + best.step;
      if (filled[next] || Math.abs(source.near[next] - source.near[border]) > edge) break;
      from = next;
    }
    view.x[at] = source.x[from];
    view.y[at] = source.y[from];
    view.near[at] = source.near[border];
  }
  return filled;
}

/**
 * The picture as the moved camera sees it when things lie at different distances: near ones move more than far ones,
 * hide what is behind them, and uncover what was hidden, which is filled from what lies behind (depth-image-based
 * rendering, Fehn 2004). A pinhole camera with the view of a phone's; beyond the edges the picture is mirrored.
 *
 * @param nearness inverse distance of each pixel: 1 the nearest thing, 0 the farthest
 */
export function warpByDepth(picture: Picture, nearness: Float32Array, move: CameraMove): Warped {
  const { width, height, planes } = picture;
  const area = width * height;
  const view = project(withHardEdges(nearness, width, height), width, height, move);
  const filled = fill(view, width, height);
  const drawn = new Float32Array(planes.length);
  for (let c = 0; c < 3; c++) {
    const plane = planes.subarray(c * area, (c + 1) * area);
    for (let at = 0; at < area; at++)
      drawn[c * area + at] = sampleMirrored(plane, width, height, view.x[at], view.y[at]);
  }
  return { picture: { width, height, planes: drawn }, filled };
}
