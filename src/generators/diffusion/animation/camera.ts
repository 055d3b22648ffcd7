import { type Picture, sampleMirrored } from '../picture.ts';

/** How the camera moved over a stretch of time: from an earlier picture to now. */
export interface CameraMove {
  /** Growth of the picture: 1.1 is a tenth nearer. */
  zoom: number;
  /** Move of the camera in picture widths and heights; the picture goes the other way. */
  panX: number;
  panY: number;
  /** Turn of the picture in degrees, clockwise. */
  rotate: number;
  /** Way into the depth, in units of the nearest thing's distance. */
  dolly: number;
}

/** Speeds, all per second; zoom is a growth factor a second. */
export type CameraSpeed = CameraMove;

/** The move that a speed makes in some seconds. */
export function moveOver(speed: CameraSpeed, seconds: number): CameraMove {
  return {
    zoom: speed.zoom ** seconds,
    panX: speed.panX * seconds,
    panY: speed.panY * seconds,
    rotate: speed.rotate * seconds,
    dolly: speed.dolly * seconds,
  };
}

/** One move after another. Rotation and zoom are about the middle, and moves between pictures are small, so the order is of no weight. */
export function joinedMoves(a: CameraMove, b: CameraMove): CameraMove {
  return {
    zoom: a.zoom * b.zoom,
    panX: a.panX + b.panX,
    panY: a.panY + b.panY,
    rotate: a.rotate + b.rotate,
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

/**
 * The picture as the moved camera sees it: backward mapping, mirrored beyond the edges.
 *
 * @param nearness 0 (far) to 1 (nearest) for each pixel, from a depth network; without it the scene is a flat wall, and `dolly` is of no effect. The
 *                 depth of the target pixel stands in for the source's, which holds for small moves.
 */
export function moveCamera(picture: Picture, move: CameraMove, nearness?: Float32Array): Picture {
  const { width, height } = picture;
  const angle = (-move.rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  return drawnFrom(picture, (x, y, at) => {
    const near = nearness ? nearness[at] : 0.5;
    // A pinhole camera that goes forward by d magnifies what is at distance z by z / (z - d); the nearest thing is at 1.
    const distance = 1 / Math.max(0.05, near);
    const dollied = nearness ? distance / Math.max(0.2, distance - move.dolly) : 1;
    const growth = move.zoom * dollied;
    const parallax = nearness ? 2 * near : 1;
    const dx = (x - middleX) / growth;
    const dy = (y - middleY) / growth;
    const sourceX = middleX + cos * dx - sin * dy + move.panX * parallax * width;
    const sourceY = middleY + sin * dx + cos * dy + move.panY * parallax * height;
    return [sourceX, sourceY];
  });
}

/** Motion of each pixel in pixels, row by row: where what is seen here goes. */
export interface PixelMotion {
  x: Float32Array;
  y: Float32Array;
}

/** Carries a picture on along a motion, a share of it: backward mapping with the motion of the target. */
export function carryAlong(picture: Picture, motion: PixelMotion, share: number): Picture {
  return drawnFrom(picture, (x, y, at) => [x - share * motion.x[at], y - share * motion.y[at]]);
}
