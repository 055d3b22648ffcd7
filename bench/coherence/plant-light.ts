import { between, type DrawnFault, oneOf, type PlantingOptions, plantThroughShots } from './plant-through-shots.ts';
import { type Next, type Picture, type PlantedFault, toLevel } from './planting.ts';

/**
 * Light for learning: every property is drawn anew for every fault, so that nothing can be learned of how one generator
 * does it. Light that jumps and comes back, sways, pumps, or changes from frame to frame by chance; of the exposure, of
 * the coded values, of the contrast, of the black level or of the colours; everywhere, in a soft or hard part of the
 * picture, or in a bar that rolls over it.
 */
export interface PlantedLight extends PlantedFault {
  /** What was drawn, for people. */
  form: string;
}

/** How far light is from what it should be on each frame of a fault, from -1 to 1. */
function drawCourse(next: Next, frameRate: number): { name: string; course: number[] } {
  const name = oneOf(next, ['once', 'once', 'to and fro', 'by chance', 'sways', 'pumps'] as const);
  const sign = next() < 0.5 ? -1 : 1;
  const length = 1 + Math.floor((name === 'once' ? 9 : 12) * next() ** 1.5);
  const frames = (count: number, value: (at: number) => number): { name: string; course: number[] } => ({
    name,
    course: Array.from({ length: count }, (_, at) => sign * value(at)),
  });
  if (name === 'once') {
    const wavering = between(next, 0, 0.3);
    return frames(length, () => 1 - wavering * next());
  }
  if (name === 'to and fro') return frames(length + 1, at => (at % 2 ? -1 : 1) * between(next, 0.5, 1));
  if (name === 'by chance') return frames(length + 1, at => (at === 0 ? 1 : between(next, -1.3, 1.3)));
  if (name === 'sways') {
    const [turns, phase] = [between(next, 3, 12) / frameRate, next()];
    return frames(length + 3, at => Math.sin(2 * Math.PI * (at * turns + phase)));
  }
  // An exposure that is set anew: quickly away, more slowly back.
  const rise = 1 + Math.floor(2 * next());
  const fall = between(next, 1, 4);
  return frames(rise + Math.ceil(2 * fall), at => (at < rise ? (at + 1) / rise : Math.exp((rise - 1 - at) / fall)));
}

/** What light that is off by some amount makes of a coded value of a colour. */
type Curve = (value: number, colour: number, off: number) => number;

function drawCurve(next: Next): { name: string; curve: Curve } {
  const name = oneOf(next, ['gain', 'gain', 'exposure', 'contrast', 'black level', 'colour'] as const);
  const tint = [between(next, 0.6, 1.2), between(next, 0.2, 0.8), between(next, -0.6, 0.6)];
  if (next() < 0.5) tint.reverse();
  const curves: Record<typeof name, Curve> = {
    gain: (value, _, off) => value * (1 + off),
    exposure: (value, _, off) => 255 * (Math.max(0, 1 + 2.2 * off) * (value / 255) ** 2.2) ** (1 / 2.2),
    contrast: (value, _, off) => 255 * (value / 255) ** Math.max(0.3, 1 - 1.6 * off),
    'black level': (value, _, off) => value + 90 * off,
    colour: (value, colour, off) => value * (1 + 1.3 * tint[colour] * off),
  };
  return { name, curve: curves[name] };
}

/** Weights of each pixel, 0 to 1, on a frame of a fault; undefined for all of the picture. */
type Part = (at: number) => Float32Array | undefined;

function drawPart(next: Next, width: number, height: number): { name: string; part: Part } {
  if (next() < 0.6) return { name: 'everywhere', part: () => undefined };
  const name = oneOf(next, ['half', 'ellipse', 'box', 'bar'] as const);
  const softness = oneOf(next, [0.005, 0.05, 0.15]);
  const [cx, cy] = [between(next, 0.25, 0.75), between(next, 0.25, 0.75)];
  const [rx, ry] = [between(next, 0.18, 0.4), between(next, 0.18, 0.4)];
  const angle = 2 * Math.PI * next();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [speed, isDown] = [between(next, -0.12, 0.12), next() < 0.7];
  const inside = (u: number, v: number, at: number): number => {
    if (name === 'half') return u * cos + v * sin;
    if (name === 'ellipse') return (1 - Math.hypot(u / rx, v / ry)) * Math.min(rx, ry);
    if (name === 'box') return Math.min(rx - Math.abs(u), ry - Math.abs(v));
    // What leaves the picture on one side comes in on the other.
    const along = (isDown ? v + cy : u + cx) - speed * at;
    const away = Math.abs((((along - cy) % 1) + 1.5) % 1) - 0.5;
    return 0.5 * rx - Math.abs(away);
  };
  const part: Part = at =>
    Float32Array.from({ length: width * height }, (_, i) =>
      Math.max(
        0,
        Math.min(1, 0.5 + inside((i % width) / width - cx, Math.floor(i / width) / height - cy, at) / softness),
      ),
    );
  const still = name === 'bar' ? undefined : part(0);
  return { name, part: at => still ?? part(at) };
}

/** How far light is off on each frame, at most by how much, what that makes of a value, and where. */
interface Deviation {
  course: readonly number[];
  amount: number;
  curve: Curve;
  part: Part;
}

function drawFault(
  next: Next,
  { width, height, frameRate }: { width: number; height: number; frameRate: number },
): DrawnFault & { form: string } {
  const { name: course, course: values } = drawCourse(next, frameRate);
  const { name: curve, curve: own } = drawCurve(next);
  const { name: place, part } = drawPart(next, width, height);
  const deviation: Deviation = { course: values, amount: 0.07 * 3 ** next(), curve: own, part };
  return {
    form: `${course}, ${curve}, ${place}`,
    length: values.length,
    change: (picture, at) => deviate(picture, deviation, at),
  };
}

function deviate({ rgb }: Picture, { course, amount, curve, part }: Deviation, at: number): void {
  const tables = [0, 1, 2].map(colour =>
    Float32Array.from({ length: 256 }, (_, value) => curve(value, colour, amount * course[at]) - value),
  );
  const weights = part(at);
  for (let i = 0; i < rgb.length; i++)
    rgb[i] = toLevel(rgb[i] + (weights ? weights[Math.floor(i / 3)] : 1) * tables[i % 3][rgb[i]]);
}

/** Between faults the light must be seen as it is of itself. */
const spacing = { beginning: 16, nearest: 18, farthest: 40 };

/** Writes a copy of a video whose light is at fault every 18 to 40 frames. */
export async function plantLight(source: string, target: string, options: PlantingOptions): Promise<PlantedLight[]> {
  const faults = await plantThroughShots(source, target, options, spacing, drawFault);
  return faults.map(({ form, first, end, visible }) => ({ form, first, end, visible }));
}
