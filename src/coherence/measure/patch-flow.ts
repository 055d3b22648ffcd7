import { createKernelMemory, type KernelMemory } from './wasm/kernels.ts';

/** A grey picture of floats, 0 to 255, rows from the top. */
export interface GreyPicture {
  width: number;
  height: number;
  data: Float32Array;
}

/** Pixels of a patch's side and from one patch to the next, on the finest level. */
const patchSide = 8;
const patchStep = 4;
const levels = 4;
/** Steps of the search on each level, the finest first. */
export const iterations = [3, 4, 5, 7];

/** Displacements on a grid of patches. */
export interface PatchFlow {
  columns: number;
  rows: number;
  /** Pixels of the picture on which the flow was found, to the other picture. */
  x: Float32Array;
  y: Float32Array;
  /** Mean absolute difference of the patch from where it went, both freed of their mean; levels of 0 to 255. */
  residual: Float32Array;
  /** Standard deviation within the patch. */
  texture: Float32Array;
}

/** How many patches there are across and down. */
export function patchGrid({ width, height }: Pick<GreyPicture, 'width' | 'height'>): { columns: number; rows: number } {
  return {
    columns: Math.max(1, Math.floor((width - patchSide) / patchStep) + 1),
    rows: Math.max(1, Math.floor((height - patchSide) / patchStep) + 1),
  };
}

/** A picture at every size, finest first. */
export function picturePyramid(picture: GreyPicture): GreyPicture[] {
  const all = [picture];
  for (let level = 1; level < levels; level++) {
    const { width, height } = all[level - 1];
    if (Math.min(width, height) < 2 * patchSide * 2) break;
    all.push(halve(all[level - 1]));
  }
  return all;
}

/** Half the size, by averages of four. */
export function halve({ width, height, data }: GreyPicture): GreyPicture {
  const w = width >> 1;
  const h = height >> 1;
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    let a = 2 * y * width;
    for (let x = 0; x < w; x++, a += 2)
      half[y * w + x] = 0.25 * (data[a] + data[a + 1] + data[a + width] + data[a + width + 1]);
  }
  return { width: w, height: h, data: half };
}

/**
 * Sparse-to-fine flow by inverse search on patches (Kroeger et al., "Fast Optical Flow using Dense Inverse Search",
 * ECCV 2016, its patch stage; the patches are freed of their mean, so that changes of light do not count as motion).
 * The coarsest level also tries standing still, and every level tries what the neighbours found.
 *
 * @param from pyramid of the picture whose patches are looked for
 * @param to   pyramid of the picture in which they are looked for; neither is written to once it was given here
 */
export function findPatchFlow(from: readonly GreyPicture[], to: readonly GreyPicture[]): PatchFlow {
  let coarser: PatchFlow | undefined;
  for (let level = from.length - 1; level >= 0; level--) coarser = flowOnLevel(from[level], to[level], coarser, level);
  return coarser!;
}

/** Two pictures of a level where the kernels read them, so that a picture that is held against two is laid out once. */
interface PlacedLevel {
  kernels: KernelMemory;
  width: number;
  height: number;
  pictures: [PlacedGrey, PlacedGrey];
  /** Where the other things lie that a search needs. */
  grey: number;
  coarserX: number;
  coarserY: number;
  found: number;
  work: number;
}

/** Where a picture lies in 64-bit numbers, and its slopes. */
interface PlacedGrey {
  picture?: GreyPicture;
  wide: number;
  across: number;
  down: number;
}

/** Of each level of the pyramids. */
const placedLevels: (PlacedLevel | undefined)[] = [];

function placeLevel(level: number, { width, height }: GreyPicture): PlacedLevel {
  const known = placedLevels[level];
  if (known && known.width === width && known.height === height) return known;
  const kernels = known?.kernels ?? createKernelMemory();
  const size = 8 * width * height;
  const { columns, rows } = patchGrid({ width, height });
  // A coarser level has fewer patches than this one.
  const flow = 4 * columns * rows;
  const [first, firstAcross, firstDown, second, secondAcross, secondDown, grey, coarserX, coarserY, found, work] =
    kernels.lay(...[size, size, size, size, size, size, size / 2, flow, flow, 4 * flow, 3 * 8 * patchSide * patchSide]);
  const placed: PlacedLevel = {
    ...{ kernels, width, height, grey, coarserX, coarserY, found, work },
    pictures: [
      { wide: first, across: firstAcross, down: firstDown },
      { wide: second, across: secondAcross, down: secondDown },
    ],
  };
  placedLevels[level] = placed;
  return placed;
}

/** Lays out a picture and its slopes, in place of the one that is not the other, where it is not there already. */
function placeGrey({ kernels, pictures, grey }: PlacedLevel, picture: GreyPicture, other: GreyPicture): PlacedGrey {
  const known = pictures.find(placed => placed.picture === picture);
  if (known) return known;
  const placed = pictures.find(each => each.picture !== other)!;
  const { width, height, data } = picture;
  kernels.floats(grey, data.length).set(data);
  kernels.run.widen(grey, placed.wide, data.length);
  kernels.run.slopes(placed.wide, width, height, placed.across, placed.down);
  placed.picture = picture;
  return placed;
}

function flowOnLevel(a: GreyPicture, b: GreyPicture, coarser: PatchFlow | undefined, level: number): PatchFlow {
  const placed = placeLevel(level, a);
  const { kernels, coarserX, coarserY, found, work } = placed;
  const { width, height } = a;
  const { columns, rows } = patchGrid(a);
  const [from, to] = [placeGrey(placed, a, b), placeGrey(placed, b, a)];
  if (coarser) {
    kernels.floats(coarserX, coarser.x.length).set(coarser.x);
    kernels.floats(coarserY, coarser.y.length).set(coarser.y);
  }
  const count = columns * rows;
  const outputs = [0, 1, 2, 3].map(i => found + 4 * i * count) as [number, number, number, number];
  kernels.run.flowOnLevel(
    ...([from.wide, to.wide, from.across, from.down, width, height, iterations[level]] as const),
    ...([coarserX, coarserY, coarser?.columns ?? 0, coarser?.rows ?? 0] as const),
    ...([columns, rows, ...outputs, work] as const),
  );
  const [x, y, residual, texture] = outputs.map(at => kernels.floats(at, count).slice());
  return { columns, rows, x, y, residual, texture };
}

/**
 * Which patches come back to where they were when followed there and back (Sundaram et al., ECCV 2010): 1 for
 * consistent, 0 for covered or lost.
 */
export function consistency(forward: PatchFlow, backward: PatchFlow): Uint8Array {
  const { columns, rows } = forward;
  const kept = new Uint8Array(columns * rows);
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const c = Math.round(column + forward.x[p] / patchStep);
      const r = Math.round(row + forward.y[p] / patchStep);
      if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
      const q = r * columns + c;
      const error = (forward.x[p] + backward.x[q]) ** 2 + (forward.y[p] + backward.y[q]) ** 2;
      const size = forward.x[p] ** 2 + forward.y[p] ** 2 + backward.x[q] ** 2 + backward.y[q] ** 2;
      kept[p] = error < 0.01 * size + 0.5 ? 1 : 0;
    }
  }
  return kept;
}

export { patchSide, patchStep };
