// A board of toy blocks in the sun, seen from a corner without perspective. look: size of the blocks, relief, share that is printed, white.

const slope = 0.5;
const across = 0.8660254;

fn relief() -> f32 {
  return mix(0.45, 1.45, frame.look.y);
}

// How high a block can stand above the board.
fn tallest() -> f32 {
  return 0.50 + relief();
}

// Height of the block in column (i, j): it swings with the beat, its band of the spectrum lifts it, and every kick sends a ring over the board.
fn blockHeight(at: vec2i, middle: vec2f) -> f32 {
  let chance = hash2(at);
  var level = frame.bass;
  if (chance > 0.55) { level = frame.lowMid; }
  if (chance > 0.72) { level = frame.highMid; }
  if (chance > 0.86) { level = frame.air; }
  let swing = abs(fract(chance * 9.0 + stepped(frame.beat, 0.45) * 0.125) - 0.5) * 2.0;
  let off = abs(vec2f(at) - middle);
  let ring = max(0.0, 1.0 - abs(off.x + off.y - frame.pulses[0].x * 13.0) * 0.35) * (0.34 * frame.pulses[0].y * clamp(1.2 - frame.pulses[0].x, 0.0, 1.0));
  return 0.16 + relief() * chance * (0.15 + 0.45 * swing + 0.40 * level) + ring;
}

fn inside(d: f32, foot: f32) -> f32 {
  return clamp(0.5 - d / foot, 0.0, 1.0);
}

// What is printed on a block's top: discs, quarters, rings, arches, stripes, halves; 0 ground, 1 ink.
fn printed(u: vec2f, chance: f32, foot: f32) -> f32 {
  let kind = floor(chance * mix(16.0, 6.0, frame.look.z));
  let turned = select(u, vec2f(1.0 - u.x, u.y), fract(chance * 31.0) > 0.5);
  let q = select(turned, turned.yx, fract(chance * 73.0) > 0.5);
  let middle = length(q - 0.5);
  let corner = length(q);
  var d = 1.0;
  if (kind == 0.0) { d = middle - 0.32; }
  if (kind == 1.0) { d = corner - 0.94; }
  if (kind == 2.0) { d = abs(middle - 0.29) - 0.09; }
  if (kind == 3.0) { d = abs(abs(corner - 0.60) - 0.20) - 0.085; }
  if (kind == 4.0) { d = abs(abs(q.x - 0.5) - 0.25) - 0.09; }
  if (kind == 5.0) { d = (q.x + q.y - 1.0) * 0.7071; }
  return inside(d, foot);
}

// One of the board's five colours.
fn inkOf(chance: f32) -> vec3f {
  let white = mix(vec3f(0.92, 0.91, 0.88), frame.palette[4].rgb, 0.25);
  let bright = vivid(frame.palette[3].rgb, 0.34, 0.62);
  let pale = mix(bright, white, 0.62);
  let full = vivid(frame.palette[2].rgb, 0.17, 0.30);
  let deep = daylight(frame.palette[1].rgb, 0.06);
  let cut = chance * (0.86 + 0.5 * frame.look.w);
  var c = white;
  if (cut < 0.84) { c = pale; }
  if (cut < 0.66) { c = bright; }
  if (cut < 0.36) { c = full; }
  if (cut < 0.10) { c = deep; }
  return c;
}

// The nearest block, from `start` on, that covers something of the pixel: its place in depth, its diagonal, its height and the share that it covers.
fn nearest(p: vec2f, start: f32, middle: vec2f, foot: f32) -> vec4f {
  let diagonal = p.x / across;
  let first = floor(diagonal);
  var depth = start;
  for (var walk = 0; walk < 9; walk++) {
    let d = first + select(0.0, 1.0, fract((depth - first) * 0.5) > 0.25);
    let e = abs(diagonal - d);
    let h = blockHeight(vec2i(i32((depth + d) * 0.5), i32((depth - d) * 0.5)), middle);
    let reach = h - (depth + e) * slope - p.y;
    let cover = min(min(reach, 1.0 - e) * across / foot, 1.0);
    if (cover > 0.0) { return vec4f(depth, d, h, cover); }
    depth -= 1.0;
  }
  return vec4f(depth, first, 0.1, 1.0);
}

fn shade(pixel: vec2f) -> vec4f {
  let salt = vec2i(i32(frame.seed * 733.0), 91);
  let scale = mix(8.4, 4.6, frame.look.x) * (1.0 - 0.06 * frame.lift - 0.08 * frame.drop);
  let foot = pixelSpan() * scale * 1.3;
  let pan = vec2f(0.34, -0.20) * frame.travel + vec2f(frame.seed * 97.0, 0.0);
  let p = centred(pixel) * scale + pan;
  // The column of the board under the picture's middle, from which the rings start.
  let middle = vec2f(0.5 * (pan.x / across - pan.y / slope), 0.5 * (-pan.y / slope - pan.x / across)) - 0.5;
  let diagonal = p.x / across;
  let hit = hitLight();

  var block = nearest(p, floor((tallest() - p.y) / slope), middle, foot);
  // On an outline two blocks share the pixel: the one with the greater share is drawn in full, the other plainly.
  var plain = vec4f(0.0);
  var share = 1.0;
  if (block.w < 0.98) {
    plain = nearest(p, block.x - 1.0, middle, foot);
    share = max(block.w, 1.0 - block.w);
    if (block.w < 0.5) {
      let front = block;
      block = plain;
      plain = front;
    }
  }
  let depth = block.x;
  let d = block.y;
  let h = block.z;
  let cell = vec2i(i32((depth + d) * 0.5), i32((depth - d) * 0.5));
  let e = abs(diagonal - d);
  let chance = hash2(cell + salt);
  let ground = inkOf(chance);
  let front = p.y - h + (depth + 2.0 - e) * slope;
  let right = diagonal > d;
  let onTop = front > -0.5 * foot;
  let one = blockHeight(cell + select(select(vec2i(0, 1), vec2i(1, 0), right), vec2i(-1, 0), onTop), middle);
  // The sides: one in half light, one in what the board throws back, both darker towards the ground.
  let below = clamp((p.y + (depth + 2.0 - e) * slope - one) * 1.4, 0.0, 1.0);
  let side = ground * select(0.62, 0.34, right) * (0.60 + 0.40 * below);
  var c = side;
  if (onTop) {
    // The top: printed, in the sun, with the shadows of the blocks to its left.
    let sum = (h - p.y) / slope;
    let u = vec2f(0.5 * (sum + diagonal) - f32(cell.x), 0.5 * (sum - diagonal) - f32(cell.y));
    let two = blockHeight(cell + vec2i(0, 1), middle);
    let shaded = max(one - h - u.x * 0.8, two - h - (1.0 - u.y) * 0.8);
    let shadow = clamp(shaded / (foot * 2.0 + 0.02) + 0.5, 0.0, 1.0);
    let other = fract(chance * 127.0);
    let print = printed(u, other, foot * 1.3);
    // Kicks light one kind of print, snares another; hats glint on single tops.
    let lamp = print * select(frame.snare * 0.8, frame.kick * 0.8, fract(chance * 311.0) > 0.5) + 0.5 * frame.hat * step(0.86, fract(chance * 211.0 + floor(frame.beat * 2.0) * 0.29));
    let top = mix(ground, inkOf(fract(chance * 19.0 + 0.41)), print) * ((1.0 - 0.52 * shadow) * (1.06 + 0.8 * lamp));
    c = mix(side, top, clamp(front / foot + 0.5, 0.0, 1.0));
  }
  // A bevel catches the sun along the front edge.
  c += 0.22 * inside(abs(front + 0.015) - 0.015, foot);
  if (share < 1.0) {
    let place = vec2i(i32((plain.x + plain.y) * 0.5), i32((plain.x - plain.y) * 0.5));
    let away = diagonal - plain.y;
    let top = p.y - plain.z + (plain.x + 2.0 - abs(away)) * slope > 0.0;
    c = mix(inkOf(hash2(place + salt)) * select(select(0.50, 0.27, away > 0.0), 1.0, top), c, share);
  }
  c *= 0.97 + 0.11 * hit + 0.06 * frame.drop;
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
