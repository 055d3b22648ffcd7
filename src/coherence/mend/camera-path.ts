import { type PatchFlow, patchSide, patchStep } from '../measure/patch-flow.ts';

/** A move of the whole picture about its middle: first turned and enlarged, then shifted. */
export interface CameraMove {
  /** Shares of the picture's width. */
  x: number;
  y: number;
  /** Radians, clockwise. */
  turn: number;
  /** Natural logarithm of the enlargement. */
  zoom: number;
}

/** A camera's move, and the share of the picture (of what is textured) that follows it. */
export interface FoundMove extends CameraMove {
  agreed: number;
}

export const noMove: CameraMove = { x: 0, y: 0, turn: 0, zoom: 0 };

/** Patches with less texture (levels) say nothing of motion. */
const leastTexture = 4;
const rounds = 8;

/**
 * The camera's move from one frame to the next: the similarity that most patches follow, by least squares that are
 * weighted anew each time (Holland and Welsch 1977), so that things that move by themselves do not count.
 *
 * @param size of the picture on which the flow was found
 */
export function cameraMove(flow: PatchFlow, { width, height }: { width: number; height: number }): FoundMove {
  const { columns, rows, x, y, residual, texture } = flow;
  const count = columns * rows;
  const weights = Float32Array.from({ length: count }, (_, i) =>
    texture[i] >= leastTexture && residual[i] <= 0.5 * texture[i] + 1 ? 1 : 0,
  );
  let [a, b, dx, dy] = [0, 0, 0, 0];
  const away = new Float32Array(count);
  const placeOf = (i: number): [number, number] => [
    (i % columns) * patchStep + patchSide / 2 - width / 2,
    Math.floor(i / columns) * patchStep + patchSide / 2 - height / 2,
  ];
  for (let round = 0; round < rounds; round++) {
    // u = a px - b py + dx and v = b px + a py + dy, solved about the weighted middle.
    let [w, mx, my, mu, mv] = [0, 0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const [px, py] = placeOf(i);
      w += weights[i];
      mx += weights[i] * px;
      my += weights[i] * py;
      mu += weights[i] * x[i];
      mv += weights[i] * y[i];
    }
    if (w < 12) return { ...noMove, agreed: 0 };
    mx /= w;
    my /= w;
    mu /= w;
    mv /= w;
    let [pp, same, across] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const [px, py] = placeOf(i);
      const [qx, qy, u, v] = [px - mx, py - my, x[i] - mu, y[i] - mv];
      pp += weights[i] * (qx * qx + qy * qy);
      same += weights[i] * (qx * u + qy * v);
      across += weights[i] * (qx * v - qy * u);
    }
    a = pp > 0 ? same / pp : 0;
    b = pp > 0 ? across / pp : 0;
    dx = mu - (a * mx - b * my);
    dy = mv - (b * mx + a * my);
    const sure: number[] = [];
    for (let i = 0; i < count; i++) {
      const [px, py] = placeOf(i);
      away[i] = Math.hypot(x[i] - (a * px - b * py + dx), y[i] - (b * px + a * py + dy));
      if (texture[i] >= leastTexture && residual[i] <= 0.5 * texture[i] + 1) sure.push(away[i]);
    }
    const spread = Math.max(0.15, sure.sort((p, q) => p - q)[sure.length >> 1] * 1.5);
    for (let i = 0; i < count; i++)
      weights[i] =
        texture[i] >= leastTexture && residual[i] <= 0.5 * texture[i] + 1 ? 1 / (1 + (away[i] / spread) ** 4) : 0;
  }
  const [cos, sin] = [1 + a, b];
  const textured = texture.reduce((sum, value) => sum + (value >= leastTexture ? 1 : 0), 0);
  const agreed = away.reduce((sum, value, i) => sum + (texture[i] >= leastTexture && value < 1 ? 1 : 0), 0) / textured;
  return { agreed, x: dx / width, y: dy / width, turn: Math.atan2(sin, cos), zoom: Math.log(Math.hypot(cos, sin)) };
}

/** What steadying a shot comes to. */
export interface SteadyPath {
  /** What is done to each frame, the enlargement that hides the borders included. */
  moves: CameraMove[];
  /** Shift of the picture that is quicker than cameras are moved (root mean square), in shares of its width. */
  shake: number;
  /** Enlargement that hides the borders; 1 for none. */
  enlarged: number;
}

/** Seconds of the Gaussian that the camera's path is smoothed with: what is slower is meant. */
const smoothSeconds = 0.35;
/** The same for telling whether it shakes at all: a move that begins or ends gently does not count. */
const quickSeconds = 0.085;
/** The picture is never enlarged more. */
const mostEnlarged = 1.12;

/** Smoothed with a Gaussian; beyond its ends a path goes on as it came. */
function smooth(path: readonly number[], sigma: number): number[] {
  const reach = Math.ceil(3 * sigma);
  const last = path.length - 1;
  const at = (i: number): number =>
    i < 0
      ? 2 * path[0] - path[Math.min(last, -i)]
      : i > last
        ? 2 * path[last] - path[Math.max(0, 2 * last - i)]
        : path[i];
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * ((k - reach) / sigma) ** 2));
  const sum = weights.reduce((total, w) => total + w, 0);
  return path.map((_, i) => weights.reduce((total, w, k) => total + w * at(i + k - reach), 0) / sum);
}

const scaled = ({ x, y, turn, zoom }: CameraMove, by: number): CameraMove => ({
  ...{ x: x * by, y: y * by, turn: turn * by, zoom: zoom * by },
});

/** Enlargement at which a moved picture still fills its frame. @param aspect height over width */
function enlargementFor(move: CameraMove, aspect: number): number {
  const fits = (enlarged: number): boolean =>
    [-0.5, 0.5].every(qx =>
      [-0.5 * aspect, 0.5 * aspect].every(qy => {
        const [px, py] = placeBefore(qx, qy, { ...move, zoom: move.zoom + Math.log(enlarged) });
        return Math.abs(px) <= 0.5 && Math.abs(py) <= 0.5 * aspect;
      }),
    );
  if (fits(1)) return 1;
  let [low, high] = [1, 2];
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Where a place of a moved picture came from; both from the middle, in shares of the width. */
export function placeBefore(qx: number, qy: number, { x, y, turn, zoom }: CameraMove): [number, number] {
  const scale = Math.exp(-zoom);
  const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  const [u, v] = [qx - x * Math.exp(zoom), qy - y * Math.exp(zoom)];
  return [cos * u + sin * v, -sin * u + cos * v];
}

/**
 * Smooths the path of a shot's camera: a low pass over position, turn and zoom, with the picture enlarged just enough to
 * hide its borders, and corrected less where even that is too little (after the idea of Grundmann et al. 2011, a path
 * within a crop window, without its linear programme).
 *
 * @param steps  the move from each frame to the next; one fewer than frames
 * @param aspect height over width
 */
export function steadyPath(steps: readonly CameraMove[], frameRate: number, aspect: number): SteadyPath {
  const path: CameraMove[] = [noMove];
  for (const step of steps) {
    const { x, y, turn, zoom } = path[path.length - 1];
    path.push({ x: x + step.x, y: y + step.y, turn: turn + step.turn, zoom: zoom + step.zoom });
  }
  const sigma = smoothSeconds * frameRate;
  const keys = ['x', 'y', 'turn', 'zoom'] as const;
  const smoothed = keys.map(key =>
    smooth(
      path.map(move => move[key]),
      sigma,
    ),
  );
  const awayFrom = (wanted: readonly (readonly number[])[]): CameraMove[] =>
    path.map(
      (move, i) => Object.fromEntries(keys.map((key, k) => [key, wanted[k][i] - move[key]])) as unknown as CameraMove,
    );
  const corrections = awayFrom(smoothed);
  const quick = awayFrom(
    keys.map(key =>
      smooth(
        path.map(move => move[key]),
        quickSeconds * frameRate,
      ),
    ),
  );
  // Turn and zoom count by what they shift at a third of the width from the middle.
  const shiftOf = ({ x, y, turn, zoom }: CameraMove): number => x * x + y * y + (turn / 3) ** 2 + (zoom / 3) ** 2;
  const shake = Math.sqrt(quick.reduce((sum, move) => sum + shiftOf(move), 0) / quick.length);
  const needed = corrections.map(move => enlargementFor(move, aspect));
  const enlarged = Math.min(mostEnlarged, Math.max(...needed));
  const shares = corrections.map((move, i) => {
    if (needed[i] <= enlarged) return 1;
    let [low, high] = [0, 1];
    for (let k = 0; k < 12; k++) {
      const middle = (low + high) / 2;
      if (enlargementFor(scaled(move, middle), aspect) <= enlarged) low = middle;
      else high = middle;
    }
    return low;
  });
  // What holds a frame back holds back its neighbours, so that the correction itself does not jump.
  const near = Math.round(sigma);
  const held = shares.map((_, i) => Math.min(...shares.slice(Math.max(0, i - near), i + near + 1)));
  const eased = smooth(held, sigma / 3).map((share, i) => Math.max(0, Math.min(share, shares[i])));
  const moves = corrections.map((move, i) => {
    const own = scaled(move, eased[i]);
    return { ...own, zoom: own.zoom + Math.log(enlarged) };
  });
  return { moves, shake, enlarged };
}
