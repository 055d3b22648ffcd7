import type { PixelMotion } from '../../../coherence/index.ts';
import { type Picture, sampleMirrored } from '../../neural/picture.ts';

/** How the camera moved over a stretch of time: from an earlier picture to now. */
export interface CameraMove {
  /** Growth of the picture: 1.1 is a tenth nearer. */
  zoom: number;
  /** Move of the camera in picture widths and heights; the picture goes the other way. */
  panX: number;
  panY: number;
  /** Turn of the picture in degrees, clockwise. */
  rotate: number;
  /** Turn of the camera to the right, and up, in degrees. */
  yaw: number;
  pitch: number;
  /**
   * Way into the depth, in units of the nearest thing's distance. Without depth a picture is a flat wall that it leaves
   * as it is.
   */
  dolly: number;
}

export const stillCamera: CameraMove = { zoom: 1, panX: 0, panY: 0, rotate: 0, yaw: 0, pitch: 0, dolly: 0 };

/** Speeds, all per second; zoom is a growth factor a second. */
export type CameraSpeed = CameraMove;

/** The move that a speed makes in some seconds. */
export function moveOver(speed: CameraSpeed, seconds: number): CameraMove {
  return {
    zoom: speed.zoom ** seconds,
    panX: speed.panX * seconds,
    panY: speed.panY * seconds,
    rotate: speed.rotate * seconds,
    yaw: speed.yaw * seconds,
    pitch: speed.pitch * seconds,
    dolly: speed.dolly * seconds,
  };
}

/**
 * One move after another. Rotation and zoom are about the middle, and moves between pictures are small, so the order is
 * of no weight.
 */
export function joinedMoves(a: CameraMove, b: CameraMove): CameraMove {
  return {
    zoom: a.zoom * b.zoom,
    panX: a.panX + b.panX,
    panY: a.panY + b.panY,
    rotate: a.rotate + b.rotate,
    yaw: a.yaw + b.yaw,
    pitch: a.pitch + b.pitch,
    dolly: a.dolly + b.dolly,
  };
}

/** A picture whose every pixel is read from a place of another: backward mapping, mirrored beyond the edges. */
function drawnFrom(
  { width, height, planes }: Picture,
  sourceOf: (x: number, y: number, at: number) => readonly [x: number, y: number],
): Picture {
  const area = width * height;
  const drawn = new Float32Array(planes.length);
  const channels = [0, 1, 2].map(c => planes.subarray(c * area, (c + 1) * area));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const [sourceX, sourceY] = sourceOf(x, y, at);
      for (let c = 0; c < 3; c++) drawn[c * area + at] = sampleMirrored(channels[c], width, height, sourceX, sourceY);
    }
  return { width, height, planes: drawn };
}

/** Focal length in pixels: a view of 58 degrees across the longer side, as of a phone's main camera. */
export const focalLength = ({ width, height }: { width: number; height: number }): number =>
  0.9 * Math.max(width, height);

/** Directions as the turned camera has them: rows of a rotation matrix; x to the right, y down, z ahead. */
export function turnOf({ rotate, yaw, pitch }: CameraMove): readonly (readonly [number, number, number])[] {
  const [a, b, c] = [rotate, yaw, pitch].map(degrees => (degrees * Math.PI) / 180);
  const [cr, sr, cy, sy, cp, sp] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b), Math.cos(c), Math.sin(c)];
  // First to the right, then up, then the picture's own turn.
  return [
    [cr * cy - sr * sp * sy, -sr * cp, -cr * sy - sr * sp * cy],
    [sr * cy + cr * sp * sy, cr * cp, -sr * sy + cr * sp * cy],
    [cp * sy, -sp, cp * cy],
  ];
}

/**
 * The picture as the moved camera sees it where everything is equally far: backward mapping, mirrored beyond the edges.
 */
export function moveCamera(picture: Picture, move: CameraMove): Picture {
  const { width, height } = picture;
  const focal = focalLength(picture);
  const [r0, r1, r2] = turnOf(move);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  return drawnFrom(picture, (x, y) => {
    const u = (x - middleX) / (focal * move.zoom);
    const v = (y - middleY) / (focal * move.zoom);
    // The way back is the matrix turned over.
    const ahead = Math.max(0.05, r0[2] * u + r1[2] * v + r2[2]);
    return [
      middleX + (focal * (r0[0] * u + r1[0] * v + r2[0])) / ahead + move.panX * width,
      middleY + (focal * (r0[1] * u + r1[1] * v + r2[1])) / ahead + move.panY * height,
    ];
  });
}

/** Carries a picture on along a motion, a share of it: backward mapping with the motion of the target. */
export function carryAlong(picture: Picture, motion: PixelMotion, share: number): Picture {
  return drawnFrom(picture, (x, y, at) => [x - share * motion.x[at], y - share * motion.y[at]]);
}
