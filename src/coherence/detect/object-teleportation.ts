import type { FrameMeasures } from '../measure/frame-measures.ts';
import { patchSide, patchStep } from '../measure/patch-flow.ts';
import type { Artifact, Region } from './artifact.ts';

/** A patch that the other frame explains worse than this, and much worse than in the frames around, came or went. */
const unexplained = 0.35;
/** Patches that make a thing; fewer are noise. */
const leastPatches = 4;
/** If more of the picture than this changes at once it is no thing that jumps. */
const mostShare = 0.35;
const leastMatch = 0.8;

interface Blob {
  patches: number[];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Connected groups of marked patches (eight neighbours). */
function blobsOf(mask: Uint8Array, columns: number, rows: number): Blob[] {
  const seen = new Uint8Array(mask.length);
  const blobs: Blob[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    const patches = [start];
    seen[start] = 1;
    const blob = { patches, left: columns, top: rows, right: 0, bottom: 0 };
    for (let k = 0; k < patches.length; k++) {
      const [c, r] = [patches[k] % columns, Math.floor(patches[k] / columns)];
      blob.left = Math.min(blob.left, c);
      blob.right = Math.max(blob.right, c);
      blob.top = Math.min(blob.top, r);
      blob.bottom = Math.max(blob.bottom, r);
      for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
        for (let x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) {
          const p = y * columns + x;
          if (mask[p] && !seen[p]) {
            seen[p] = 1;
            patches.push(p);
          }
        }
      }
    }
    if (patches.length >= leastPatches) blobs.push(blob);
  }
  return blobs;
}

/** Patches that stand out at a frame against the frames around it. */
function standingOut(
  shot: readonly FrameMeasures[],
  at: number,
  read: (frame: FrameMeasures) => Float32Array | undefined,
): Uint8Array | undefined {
  const now = read(shot[at]);
  if (!now) return undefined;
  const around: Float32Array[] = [];
  for (const offset of [-3, -2, -1, 2, 3, 4]) {
    const values = shot[at + offset] && read(shot[at + offset]);
    if (values) around.push(values);
  }
  if (around.length < 2) return undefined;
  const mask = new Uint8Array(now.length);
  for (let p = 0; p < now.length; p++) {
    if (now[p] < unexplained) continue;
    const usual = around.map(values => values[p]).sort((a, b) => a - b);
    if (now[p] > 2 * usual[Math.floor(usual.length * 0.6)] + 0.1) mask[p] = 1;
  }
  return mask;
}

interface Small {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Normalised correlation of a box in one picture with a box of the same size in another. */
function boxLikeness(a: Small, ax: number, ay: number, b: Small, bx: number, by: number, w: number, h: number): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const u = a.data[(ay + y) * a.width + ax + x];
      const v = b.data[(by + y) * b.width + bx + x];
      sa += u;
      sb += v;
      saa += u * u;
      sbb += v * v;
      sab += u * v;
    }
  }
  const n = w * h;
  const va = saa - (sa * sa) / n;
  const vb = sbb - (sb * sb) / n;
  if (va < n * 16 || vb < n * 16) return 0;
  return (sab - (sa * sb) / n) / Math.sqrt(va * vb);
}

/** Looks for what a box of one frame shows elsewhere in the other: the best likeness, and how far away. */
function findElsewhere(from: Small, blob: Blob, to: Small): { likeness: number; here: number; x: number; y: number } {
  // The core of the thing: its rim holds background.
  const x0 = blob.left * patchStep + 1;
  const y0 = blob.top * patchStep + 1;
  const w = Math.min(from.width - x0, (blob.right - blob.left) * patchStep + patchSide - 2);
  const h = Math.min(from.height - y0, (blob.bottom - blob.top) * patchStep + patchSide - 2);
  const here = boxLikeness(from, x0, y0, to, x0, y0, w, h);
  let best = { likeness: -1, here, x: x0, y: y0 };
  for (let y = 0; y + h <= to.height; y += 2) {
    for (let x = 0; x + w <= to.width; x += 2) {
      if (Math.abs(x - x0) < 4 && Math.abs(y - y0) < 4) continue;
      const likeness = boxLikeness(from, x0, y0, to, x, y, w, h);
      if (likeness > best.likeness) best = { likeness, here, x, y };
    }
  }
  for (let y = best.y - 1; y <= best.y + 1; y++) {
    for (let x = best.x - 1; x <= best.x + 1; x++) {
      if (x < 0 || y < 0 || x + w > to.width || y + h > to.height) continue;
      const likeness = boxLikeness(from, x0, y0, to, x, y, w, h);
      if (likeness > best.likeness) best = { likeness, here, x, y };
    }
  }
  return best;
}

interface Jump {
  at: number;
  region: Region;
  likeness: number;
  patches: number;
  distance: number;
}

/** Finds things that are in one place in a frame and in another in the next, without a way between. */
export function findObjectTeleportation(shot: readonly FrameMeasures[]): Artifact[] {
  const jumps: Jump[] = [];
  for (let i = 1; i < shot.length; i++) {
    const { step } = shot[i];
    if (!step || step.consistent < 0.35) continue;
    const { columns, rows } = step;
    const appeared = standingOut(shot, i, f => f.step?.appeared);
    const vanished = standingOut(shot, i, f => f.step?.vanished);
    if (!appeared || !vanished) continue;
    const share = (mask: Uint8Array): number => mask.reduce((sum, m) => sum + m, 0) / mask.length;
    if (Math.max(share(appeared), share(vanished)) > mostShare) continue;
    const blobs = [
      ...blobsOf(appeared, columns, rows).map(blob => ({ blob, from: shot[i].small, to: shot[i - 1].small })),
      ...blobsOf(vanished, columns, rows).map(blob => ({ blob, from: shot[i - 1].small, to: shot[i].small })),
    ]
      .sort((a, b) => b.blob.patches.length - a.blob.patches.length)
      .slice(0, 6);
    let best: Jump | undefined;
    for (const { blob, from, to } of blobs) {
      const found = findElsewhere(from, blob, to);
      if (found.likeness < leastMatch || found.likeness < found.here + 0.25) continue;
      if (best && best.likeness >= found.likeness) continue;
      const { width, height } = from;
      const distance = Math.hypot(found.x - blob.left * patchStep, found.y - blob.top * patchStep) / width;
      best = {
        at: i,
        likeness: found.likeness,
        patches: blob.patches.length,
        distance,
        region: {
          x: (blob.left * patchStep) / width,
          y: (blob.top * patchStep) / height,
          width: Math.min(1, ((blob.right - blob.left) * patchStep + patchSide) / width),
          height: Math.min(1, ((blob.bottom - blob.top) * patchStep + patchSide) / height),
        },
      };
    }
    if (best) jumps.push(best);
  }
  return pairJumps(jumps, shot);
}

/** A thing that jumps away and comes back is one artifact, from the jump to the return. */
function pairJumps(jumps: readonly Jump[], shot: readonly FrameMeasures[]): Artifact[] {
  const artifacts: Artifact[] = [];
  const longest = 12;
  for (let k = 0; k < jumps.length; k++) {
    const jump = jumps[k];
    let end = jump.at + 1;
    while (k + 1 < jumps.length && jumps[k + 1].at - end < longest) {
      end = jumps[k + 1].at === end ? end + 1 : jumps[k + 1].at;
      k++;
    }
    artifacts.push({
      kind: 'object-teleportation',
      firstFrame: shot[jump.at].frame,
      endFrame: shot[end - 1].frame + 1,
      startTime: shot[jump.at].time,
      endTime: shot[Math.min(shot.length - 1, end)].time,
      region: jump.region,
      strength: Math.min(1, 0.3 + jump.patches / 60 + jump.distance),
      confidence: Math.min(1, 0.5 + (jump.likeness - leastMatch) * 2.5),
      description: `A thing jumps by ${Math.round(100 * jump.distance)}% of the width from one frame to the next.`,
    });
  }
  return artifacts;
}
