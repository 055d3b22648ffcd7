import type { FrameMeasures } from '../measure/frame-measures.ts';
import { patchSide, patchStep } from '../measure/patch-flow.ts';
import type { Artifact, Region } from './artifact.ts';
import { isOnAccent, type MusicalContext } from './music.ts';
import { quantile } from './series.ts';

/** A patch that the other frame explains worse than this, and much worse than in the frames around, came or went. */
const unexplained = 0.22;
/** Patches that make a thing; fewer are noise. */
const leastPatches = 4;
/** If more of the picture than this changes at once it is no thing that jumps. */
const mostShare = 0.35;
const leastMatch = 0.87;
/** On an accent, where pictures change on purpose, there must be no doubt. */
const surestMatch = 0.95;
/** Share of the width below which a thing may just have been quick. */
const leastDistance = 0.08;

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
  // In a picture that stirs everywhere a thing has to stand out more.
  const least = Math.max(unexplained, 1.6 * quantile([...now], 0.6));
  for (let p = 0; p < now.length; p++) {
    if (now[p] < least) continue;
    const usual = around.map(values => values[p]).sort((a, b) => a - b);
    if (now[p] > 2 * usual[Math.floor(usual.length * 0.6)] + 0.08) mask[p] = 1;
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

interface Found {
  likeness: number;
  /** Likeness of the same box in the other frame, and of the two places within the first frame. */
  here: number;
  repeated: number;
  x: number;
  y: number;
  fromX: number;
  fromY: number;
}

/** Looks for what a box of one frame shows elsewhere in the other. The rim of the box, which holds background, is left out. */
function findElsewhere(from: Small, blob: Blob, to: Small, inset: number): Found | undefined {
  const x0 = blob.left * patchStep + inset;
  const y0 = blob.top * patchStep + inset;
  const w = Math.min(from.width - x0, (blob.right - blob.left) * patchStep + patchSide - 2 * inset);
  const h = Math.min(from.height - y0, (blob.bottom - blob.top) * patchStep + patchSide - 2 * inset);
  if (w < 6 || h < 6) return undefined;
  const here = boxLikeness(from, x0, y0, to, x0, y0, w, h);
  let best = { likeness: -1, x: x0, y: y0 };
  const consider = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x + w > to.width || y + h > to.height) return;
    const likeness = boxLikeness(from, x0, y0, to, x, y, w, h);
    if (likeness > best.likeness) best = { likeness, x, y };
  };
  for (let y = 0; y + h <= to.height; y += 2)
    for (let x = 0; x + w <= to.width; x += 2) if (Math.abs(x - x0) >= 4 || Math.abs(y - y0) >= 4) consider(x, y);
  const { x, y } = best;
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) consider(x + dx, y + dy);
  return { ...best, fromX: x0, fromY: y0, here, repeated: boxLikeness(from, x0, y0, from, best.x, best.y, w, h) };
}

/** Pieces of a group that may be two things touching, such as the old place and the new one of the same. */
function partsOf({ patches, left, top, right, bottom }: Blob): Blob[] {
  const w = Math.max(2, Math.round((right - left) * 0.5));
  const h = Math.max(2, Math.round((bottom - top) * 0.5));
  if (right - left < 4 && bottom - top < 4) return [];
  return [left, right - w].flatMap(l =>
    [top, bottom - h].map(t => ({ patches, left: l, top: t, right: l + w, bottom: t + h })),
  );
}

function regionOf({ left, top, right, bottom }: Blob, width: number, height: number): Region {
  return {
    x: (left * patchStep) / width,
    y: (top * patchStep) / height,
    width: Math.min(1, ((right - left) * patchStep + patchSide) / width),
    height: Math.min(1, ((bottom - top) * patchStep + patchSide) / height),
  };
}

const areaOf = (b: Blob): number => (b.right - b.left + 1) * (b.bottom - b.top + 1);
const fillOf = (b: Blob): number => b.patches.length / areaOf(b);

/** Solid places that one frame does not find in the other; a place that both miss counts once. */
function changedPlaces(blobs: readonly Blob[]): Blob[] {
  const places: Blob[] = [];
  for (const blob of blobs) {
    const isSolid = fillOf(blob) > 0.55 && blob.right - blob.left >= 2 && blob.bottom - blob.top >= 2;
    if (!isSolid) continue;
    const isKnown = places.some(
      p => p.left <= blob.right && blob.left <= p.right && p.top <= blob.bottom && blob.top <= p.bottom,
    );
    if (!isKnown) places.push(blob);
  }
  return places;
}

interface Jump {
  at: number;
  region: Region;
  likeness: number;
  /** Both seen elsewhere and in two solid places. */
  isCertain: boolean;
  patches: number;
  distance: number;
}

/** Finds things that are in one place in a frame and in another in the next, without a way between. */
export function findObjectTeleportation(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const jumps: Jump[] = [];
  for (let i = 1; i < shot.length; i++) {
    const { step } = shot[i];
    if (!step || step.consistent < 0.35) continue;
    const { columns, rows } = step;
    const appeared = standingOut(shot, i, f => f.step?.appeared);
    const vanished = standingOut(shot, i, f => f.step?.vanished);
    if (!appeared || !vanished) continue;
    const count = (mask: Uint8Array): number => mask.reduce((sum, m) => sum + m, 0);
    if (Math.max(count(appeared), count(vanished)) > mostShare * appeared.length) continue;
    const blobs = [
      ...blobsOf(appeared, columns, rows).map(blob => ({ blob, side: 0, from: shot[i].small, to: shot[i - 1].small })),
      ...blobsOf(vanished, columns, rows).map(blob => ({ blob, side: 1, from: shot[i - 1].small, to: shot[i].small })),
    ]
      .sort((a, b) => b.blob.patches.length - a.blob.patches.length)
      .slice(0, 6);
    // A thing that jumps leaves the rest alone; a picture that stirs everywhere is no such case.
    const marked = Math.max(count(appeared), count(vanished));
    const inThings = Math.max(
      ...[0, 1].map(side =>
        blobs
          .filter(b => b.side === side)
          .slice(0, 3)
          .reduce((sum, b) => sum + b.blob.patches.length, 0),
      ),
    );
    if (inThings < 0.6 * marked) continue;
    const least = isOnAccent(music, shot[i].time) ? surestMatch : leastMatch;
    const places = changedPlaces(blobs.map(b => b.blob));
    const quiet = inThings / Math.max(1, marked);
    let best: Jump | undefined;
    for (const { blob, from, to } of blobs) {
      if (blob.right - blob.left < 2 || blob.bottom - blob.top < 2) continue;
      const found = [
        ...[1, 3, 5].map(inset => findElsewhere(from, blob, to, inset)),
        ...partsOf(blob).map(part => findElsewhere(from, part, to, 1)),
      ].reduce((a, b) => (!a || (b && b.likeness > a.likeness) ? b : a));
      // What looks the same in place did not leave; what was in both places before is a pattern that repeats.
      if (!found || found.likeness < least || found.likeness < found.here + 0.25 || found.repeated > 0.6) continue;
      if (best && best.likeness >= found.likeness) continue;
      const { width, height } = from;
      const distance = Math.hypot(found.fromX - found.x, found.fromY - found.y) / width;
      if (distance < leastDistance) continue;
      best = {
        at: i,
        isCertain: false,
        likeness: found.likeness,
        patches: blob.patches.length,
        distance,
        region: regionOf(blob, width, height),
      };
    }
    // Two solid places that changed at once in an otherwise quiet picture: the one that was left and the one that was reached.
    const isMeant = isOnAccent(music, shot[i].time);
    const alike = places.length === 2 ? areaOf(places[0]) / areaOf(places[1]) : 0;
    const isPair = alike > 0.4 && alike < 2.5 && quiet > (isMeant ? 0.95 : 0.8);
    if (best && isPair) best.isCertain = true;
    // A single place, if it is solid in both frames and nothing else stirs at all: the jump was short.
    const isLone =
      places.length === 1 &&
      quiet > 0.97 &&
      !isMeant &&
      blobs.length === 2 &&
      blobs.every(({ blob }) => blob.patches.length >= 12 && fillOf(blob) > 0.65);
    if (!best && (isPair || isLone)) {
      const [a, b = a] = places;
      const { width, height } = shot[i].small;
      best = {
        at: i,
        isCertain: false,
        likeness: isPair ? 0.93 : leastMatch,
        patches: a.patches.length,
        distance: (Math.hypot(a.left - b.left, a.top - b.top) * patchStep) / width,
        region: regionOf(a, width, height),
      };
    }
    if (best) jumps.push(best);
  }
  return pairJumps(withoutDesign(jumps, shot, music), shot);
}

/** Jumps a second, and jumps in all, from which on they are how the scene is meant to look; sparks and streaks jump all the time. */
const usualRate = 0.55;
const usualCount = 4;

/** Leaves out what the scene does all the time, and what it does on accents and hardly elsewhere. */
function withoutDesign(jumps: readonly Jump[], shot: readonly FrameMeasures[], music: MusicalContext): Jump[] {
  const seconds = Math.max(0.5, shot[shot.length - 1].time - shot[0].time);
  // A return follows its jump within a few frames and is not counted.
  const apart = jumps.filter((jump, k) => k === 0 || jump.at - jumps[k - 1].at > 12);
  const isUsual = apart.length >= usualCount && apart.length / seconds > usualRate;
  if (isUsual) return [];
  const onAccent = apart.filter(jump => isOnAccent(music, shot[jump.at].time));
  const isDesign = onAccent.length >= 3 && onAccent.length >= 0.6 * apart.length;
  return jumps.filter(jump => jump.isCertain || !(isDesign && isOnAccent(music, shot[jump.at].time)));
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
