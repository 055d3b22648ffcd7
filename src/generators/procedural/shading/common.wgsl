// What every scene may call. Integer hashes, not sin(): the same picture on every machine.

const PI = 3.14159265;
const TAU = 6.2831853;

// Chris Wellons' lowbias32: two multiplies, no visible bias.
fn hashInt(x: u32) -> u32 {
  var h = x;
  h = (h ^ (h >> 16u)) * 2146121005u;
  h = (h ^ (h >> 15u)) * 2221713035u;
  return h ^ (h >> 16u);
}

fn toUnit(h: u32) -> f32 {
  return f32(i32(h >> 8u)) * (1.0 / 16777216.0);
}

// Random 0 to 1 for a lattice point.
fn hash1(n: i32) -> f32 {
  return toUnit(hashInt(u32(n)));
}

// Cheaper 2D hash for noise lattices: two multiplies and shifts (after Hugo Elias / iq's integer hash family).
fn hash2(p: vec2i) -> f32 {
  var h = (u32(p.x) * 1597334673u) ^ (u32(p.y) * 3812015801u);
  h = (h ^ (h >> 15u)) * 2246822519u;
  return toUnit(h ^ (h >> 13u));
}

fn hash3(p: vec3i) -> f32 {
  var h = (u32(p.x) * 1597334673u) ^ (u32(p.y) * 3812015801u) ^ (u32(p.z) * 2798796415u);
  h = (h ^ (h >> 15u)) * 2246822519u;
  return toUnit(h ^ (h >> 13u));
}

// Value noise, 0 to 1, smooth.
fn noise2(p: vec2f) -> f32 {
  let cell = floor(p);
  let i = vec2i(cell);
  let f = p - cell;
  let w = f * f * (3.0 - 2.0 * f);
  let a = hash2(i);
  let b = hash2(i + vec2i(1, 0));
  let c = hash2(i + vec2i(0, 1));
  let d = hash2(i + vec2i(1, 1));
  return mix(mix(a, b, w.x), mix(c, d, w.x), w.y);
}

fn noise3(p: vec3f) -> f32 {
  let cell = floor(p);
  let i = vec3i(cell);
  let f = p - cell;
  let w = f * f * (3.0 - 2.0 * f);
  let near = mix(
    mix(hash3(i), hash3(i + vec3i(1, 0, 0)), w.x),
    mix(hash3(i + vec3i(0, 1, 0)), hash3(i + vec3i(1, 1, 0)), w.x), w.y);
  let far = mix(
    mix(hash3(i + vec3i(0, 0, 1)), hash3(i + vec3i(1, 0, 1)), w.x),
    mix(hash3(i + vec3i(0, 1, 1)), hash3(i + vec3i(1, 1, 1)), w.x), w.y);
  return mix(near, far, w.z);
}

// Fractional Brownian motion, 0 to about 1: `octaves` of noise2, each turned so that the lattice does not show.
fn fbm2(p: vec2f, octaves: i32) -> f32 {
  var q = p;
  var amplitude = 0.5;
  var sum = 0.0;
  for (var i = 0; i < octaves; i++) {
    sum += amplitude * noise2(q);
    q = vec2f(1.6 * q.x + 1.2 * q.y, 1.6 * q.y - 1.2 * q.x) + 17.3;
    amplitude *= 0.5;
  }
  return sum;
}

fn rotate(p: vec2f, angle: f32) -> vec2f {
  let c = cos(angle);
  let s = sin(angle);
  return vec2f(c * p.x - s * p.y, s * p.x + c * p.y);
}

// Smooth random line, 0 to 1.
fn line1(x: f32, salt: i32) -> f32 {
  let cell = floor(x);
  let f = x - cell;
  let i = i32(cell) + salt;
  return mix(hash1(i), hash1(i + 1), f * f * (3.0 - 2.0 * f));
}

// Stands, then swings to its next whole number within the first `share` of each unit.
fn stepped(x: f32, share: f32) -> f32 {
  let whole = floor(x);
  let left = 1.0 - min((x - whole) / share, 1.0);
  return whole + 1.0 - left * left * left;
}

// Two parabolas in place of a sine of one unit's period, -1 to 1, and the same for two numbers at once.
fn wave1(x: f32) -> f32 {
  let t = fract(x) * 2.0 - 1.0;
  return 4.0 * t * (abs(t) - 1.0);
}

fn waves(x: vec2f) -> vec2f {
  let t = fract(x) * 2.0 - 1.0;
  return 4.0 * t * (abs(t) - 1.0);
}

// To and fro between -1 and 1 once in a unit, rounded at the ends: a sine at a third of its price.
fn sway1(x: f32) -> f32 {
  let t = abs(fract(x) * 4.0 - 2.0) - 1.0;
  return t * (1.5 - 0.5 * t * t);
}

fn luminance(c: vec3f) -> f32 {
  return dot(c, vec3f(0.2126, 0.7152, 0.0722));
}

// A colour of the palette as daylight shows it: the same hue at luminance `l`; what no screen can show gives up chroma, not light.
fn daylight(c: vec3f, l: f32) -> vec3f {
  let scaled = c * (l / max(luminance(c), 0.001));
  let peak = max(scaled.r, max(scaled.g, scaled.b));
  return mix(scaled, vec3f(l), clamp((peak - 1.1) / max(peak - l, 0.001), 0.0, 1.0));
}

// A colour of the palette as light as its hue is at its strongest, within bounds: yellow stays light and blue stays deep.
fn vivid(c: vec3f, low: f32, high: f32) -> vec3f {
  let strongest = luminance(c) / max(max(c.r, max(c.g, c.b)), 0.001);
  return daylight(c, clamp(strongest * 0.95, low, high));
}

// Palette at t: 0 deep background to 1 highlight, through the five colours.
fn paletteAt(t: f32) -> vec3f {
  let x = clamp(t, 0.0, 1.0) * 4.0;
  var c = mix(frame.palette[0].rgb, frame.palette[1].rgb, clamp(x, 0.0, 1.0));
  c = mix(c, frame.palette[2].rgb, clamp(x - 1.0, 0.0, 1.0));
  c = mix(c, frame.palette[3].rgb, clamp(x - 2.0, 0.0, 1.0));
  return mix(c, frame.palette[4].rgb, clamp(x - 3.0, 0.0, 1.0));
}

// Picture coordinates: x right, y up, 0 at the centre, the short side runs from -0.5 to 0.5. Seen through a camera that an operator holds: it pushes in
// over four bars and back over the next four, and sways, all the more the higher the motion intensity; the shot's framing shows all of the picture or a part.
fn centred(pixel: vec2f) -> vec2f {
  let whole = (pixel - 0.5 * frame.resolution) / min(frame.resolution.x, frame.resolution.y);
  let p = whole * vec2f(frame.framing.w, 1.0) * frame.framing.z + vec2f(frame.framing.x, -frame.framing.y);
  let push = 1.0 - 0.07 * frame.motion * (0.5 - 0.5 * sway1(frame.bar * 0.125));
  let sway = 0.020 * frame.motion * frame.motion * vec2f(sway1(frame.sceneTime * 0.23 + frame.seed), 0.6 * sway1(frame.sceneTime * 0.31 + frame.seed * 3.0));
  return vec2f(p.x, -p.y) * push + sway;
}

// Share of an upright picture in this one: 0 for wide and square ones, 1 for one twice as tall as wide.
fn uprightness() -> f32 {
  return clamp(frame.resolution.y / frame.resolution.x - 1.0, 0.0, 1.0);
}

// One pixel in the units of `centred`.
fn pixelSpan() -> f32 {
  return frame.framing.z / min(frame.resolution.x, frame.resolution.y);
}

// Width and height of the whole picture in the units of `centred`, of which a framing may show a part.
fn wholeSides() -> vec2f {
  return frame.resolution * (1.0 / min(frame.resolution.x, frame.resolution.y));
}

// A place between -0.5 and 0.5 that is another in each bar; at its start the last one is left, the sooner and quicker the greater `haste`, from 1.
fn barStep(salt: i32, haste: f32) -> f32 {
  let bar = floor(frame.bar);
  let last = hash1(i32(bar) + salt) - 0.5;
  let next = hash1(i32(bar) + salt + 1) - 0.5;
  return mix(last, next, smoothstep(0.0, 1.0, (frame.bar - bar) * haste - (haste - 1.0)));
}

// Light of the last drum hit, 0 to 1: there at once, gone in a fifth of a second. Every scene has something that burns with it.
fn hitLight() -> f32 {
  return max(frame.kick, frame.snare);
}

// Distance to a limb from a to b, as thick as r.
fn limb(p: vec2f, a: vec2f, b: vec2f, r: f32) -> f32 {
  let along = b - a;
  let t = clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0);
  return length(p - a - along * t) - r;
}

// Distance to a limb from a to b that is as thick as `thickA` here and `thickB` there.
fn tapered(p: vec2f, a: vec2f, b: vec2f, thickA: f32, thickB: f32) -> f32 {
  let along = b - a;
  let t = clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0);
  return length(p - a - along * t) - mix(thickA, thickB, t);
}

// The nearer of two distances, with a fillet as wide as `k` where they meet.
fn joined(a: f32, b: f32, k: f32) -> f32 {
  let h = max(k - abs(a - b), 0.0) / k;
  return min(a, b) - h * h * k * 0.25;
}

// One side of a person, mirrored to the right: leg and arm.
fn personSide(p: vec2f, step: f32, raised: f32) -> vec2f {
  let knee = vec2f(0.056 + 0.6 * step, 0.275);
  let ankle = vec2f(0.060 + step, 0.045);
  let leg = min(min(tapered(p, vec2f(0.046, 0.49), knee, 0.064, 0.044), tapered(p, knee, ankle, 0.045, 0.034)), tapered(p, ankle, ankle + vec2f(0.022, -0.022), 0.028, 0.018));
  return vec2f(leg, armInSleeve(p, raised));
}

// An arm in its sleeve, mirrored to the right. raised: 0 hangs, 1 is flung up.
fn armInSleeve(p: vec2f, raised: f32) -> f32 {
  let elbow = vec2f(mix(0.146, 0.215, raised), mix(0.600, 0.885, raised));
  let hand = vec2f(mix(0.140, 0.180, raised), mix(0.445, 1.075, raised));
  return min(min(tapered(p, vec2f(0.108, 0.768), elbow, 0.041, 0.034), tapered(p, elbow, hand, 0.034, 0.022)), length((p - hand) * vec2f(1.0, 0.8)) - 0.024);
}

// Distance to the outline of a person one unit tall who stands at the origin. stride: -1 to 1, how the legs are set; arms: 0 hang, 1 raised, for the left and the right.
fn person(p: vec2f, stride: f32, arms: vec2f) -> f32 {
  let head = length((p - vec2f(0.0, 0.922)) * vec2f(1.26, 0.92)) - 0.072;
  let neck = tapered(p, vec2f(0.0, 0.80), vec2f(0.0, 0.89), 0.040, 0.034);
  // A jacket: shoulders that slope from the neck, a waist, a hem over the hips.
  let chest = joined(tapered(p, vec2f(-0.074, 0.758), vec2f(0.074, 0.758), 0.050, 0.050), tapered(p, vec2f(0.0, 0.70), vec2f(0.0, 0.54), 0.098, 0.082), 0.06);
  let hips = tapered(p, vec2f(-0.036, 0.50), vec2f(0.036, 0.50), 0.060, 0.060);
  let trunk = joined(joined(chest, hips, 0.07), joined(neck, head, 0.012), 0.07);
  let step = 0.11 * stride;
  let left = personSide(vec2f(-p.x, p.y), step, arms.x);
  let right = personSide(p, step, arms.y);
  return joined(joined(trunk, min(left.x, right.x), 0.035), min(left.y, right.y), 0.025);
}

// The same for someone in a long coat, who needs less anatomy. swing: -1 to 1, which foot is in the air.
fn coated(p: vec2f, swing: f32, arms: vec2f) -> f32 {
  let head = length((p - vec2f(0.010 * swing, 0.925)) * vec2f(1.26, 0.92)) - 0.070;
  let low = clamp((0.56 - p.y) * 3.6, 0.0, 1.0);
  let half = min(0.132 * sqrt(clamp((0.862 - p.y) * 10.0, 0.0, 1.0)), 0.042 + max(0.0, 0.850 - p.y) * 1.35) - 0.036 * smoothstep(0.74, 0.56, p.y) + 0.040 * low;
  let coat = max((abs(p.x - 0.030 * swing * low) - half) * 0.9, max(p.y - 0.875, 0.255 + 0.16 * swing * p.x - p.y));
  let legs = min(tapered(p, vec2f(-0.046, 0.34), vec2f(-0.048, 0.030 + 0.055 * max(swing, 0.0)), 0.052, 0.034), tapered(p, vec2f(0.046, 0.34), vec2f(0.048, 0.030 + 0.055 * max(-swing, 0.0)), 0.052, 0.034));
  let sleeves = min(armInSleeve(vec2f(-p.x - 0.010, p.y - 0.012 * swing), arms.x), armInSleeve(vec2f(p.x - 0.010, p.y + 0.012 * swing), arms.y));
  return min(joined(min(coat, head), sleeves, 0.025), legs);
}
