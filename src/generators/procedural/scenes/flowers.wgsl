// Giant flowers cut from paper, laid over one another. look: size, petals (few and round to many and pointed), ground (white, colour, deep), sway.

fn inside(d: f32, foot: f32) -> f32 {
  return clamp(0.5 - d / foot, 0.0, 1.0);
}

// One of the papers that petals are cut from.
fn paper(chance: f32) -> vec3f {
  let white = mix(vec3f(0.93, 0.92, 0.89), frame.palette[4].rgb, 0.3);
  let bright = vivid(frame.palette[3].rgb, 0.32, 0.62);
  let full = vivid(frame.palette[2].rgb, 0.16, 0.34);
  var c = full;
  if (chance > 0.30) { c = bright; }
  if (chance > 0.58) { c = mix(bright, white, 0.60); }
  if (chance > 0.74) { c = white; }
  if (chance > 0.92) { c = mix(full, white, 0.45); }
  return c;
}

// What a flower leaves of the light behind it, in `a`, and its own colour times what it covers. q: from its heart, in its radius; `whole` ones have folds, a second wreath and seeds.
fn flower(q: vec2f, chance: f32, foot: f32, level: f32, whole: bool) -> vec4f {
  let away = length(q);
  // The shadow lies to the lower right.
  let through = 1.0 - 0.42 * clamp((1.02 - length(q - vec2f(0.09, -0.12))) * 4.0, 0.0, 1.0);
  if (away > 1.0) { return vec4f(0.0, 0.0, 0.0, through); }
  let second = fract(chance * 57.0);
  let count = floor(mix(5.0, 13.0, clamp(frame.look.y * 0.75 + 0.35 * (second - 0.3), 0.0, 1.0)) + 0.5);
  let turn = (select(-0.5, 0.5, second > 0.5) * stepped(frame.beat, 0.4)) + chance * 23.0;
  let angle = atan2(q.y, q.x) / TAU * count;
  // Petals: how far out the edge lies at this angle, rounder or more pointed.
  let fold = abs(fract(angle + turn) - 0.5);
  let lobe = fold * 2.0;
  let bow = mix(1.0 - lobe * lobe, 1.0 - lobe, clamp(frame.look.y * 1.2 - 0.60 + 0.5 * second, 0.0, 0.8));
  let outer = mix(0.66, 0.50, frame.look.y) + mix(0.28, 0.44, frame.look.y) * bow + 0.03 * level;
  let covered = inside((away - outer) * 0.80, foot);
  let paperAt = fract(chance * 91.0);
  let tint = paper(fract(paperAt + 0.37));
  var c = paper(paperAt) * (0.86 + 0.20 * away - 0.12 * lobe);
  if (whole) {
    if (away > 0.34) {
      // A fold along the middle of each petal.
      let vein = inside(fold * away * 4.0 / count - 0.018, foot) * inside(0.42 - away, foot * 4.0) * inside(away - outer + 0.16, foot * 2.0);
      c = mix(c, tint, 0.75 * vein);
    }
    if (away < 0.72) {
      // A second, smaller wreath that turns the other way and opens with the snare.
      let lobe2 = abs(fract(angle - turn + 0.25) - 0.5) * 2.0;
      let inner = 0.48 + 0.06 * frame.snare + 0.06 * level - 0.14 * lobe2 * lobe2;
      c *= 1.0 - 0.30 * clamp(1.0 - (away - inner) * 14.0, 0.0, 1.0);
      c = mix(c, tint * (0.80 + 0.5 * away + 0.5 * frame.snare), inside((away - inner) * 0.85, foot));
    }
  }
  if (away < 0.30) {
    // The heart, lit by the kick, with seeds that glint with the hats.
    let heart = 0.20 + 0.035 * frame.kick;
    c *= 1.0 - 0.30 * clamp(1.0 - (away - heart) * 16.0, 0.0, 1.0);
    var deep = daylight(frame.palette[1].rgb, 0.045);
    if (second > 0.45) { deep = vivid(frame.palette[3].rgb, 0.40, 0.70); }
    if (whole) {
      let seed = length(fract(q * 14.0) - 0.5) - 0.24;
      deep = mix(deep, paper(fract(paperAt + 0.7)) * (1.0 + frame.hat), inside(seed / 14.0, foot) * inside(away - heart + 0.03, foot));
    }
    c = mix(c, deep * (1.0 + 0.6 * frame.kick), inside(away - heart, foot));
  }
  return vec4f(c * covered, (1.0 - covered) * through);
}

// A lattice of flowers, from the one on top to the lowest: colour so far in rgb, light that still comes through in a.
fn bed(p: vec2f, salt: i32, size: f32, foot: f32, whole: bool, before: vec4f) -> vec4f {
  var sum = before;
  let corner = floor(p - 0.5);
  for (var k = 0; k < 4; k++) {
    if (sum.a > 0.02) {
      let cell = corner + vec2f(f32(1 - (k & 1)), f32(1 - (k >> 1u)));
      let chance = hash2(vec2i(cell) + vec2i(salt, 17));
      let other = fract(chance * 131.0);
      var level = frame.bass;
      if (other > 0.33) { level = frame.lowMid; }
      if (other > 0.66) { level = frame.highMid; }
      let wind = sway1(frame.travel * 0.16 + cell.x * 0.11 + cell.y * 0.07) * frame.look.w;
      let heart = cell + 0.5 + vec2f(chance - 0.5, other - 0.5) * 0.34 + vec2f(0.11, 0.05) * wind;
      let radius = size * (0.68 + 0.34 * fract(chance * 17.0) + 0.07 * level + 0.06 * frame.kick);
      let q = (p - heart) / radius;
      if (dot(q, q) < 1.38) {
        let f = flower(q, fract(chance * 3.7 + other), foot / radius, level, whole);
        sum = vec4f(sum.rgb + sum.a * f.rgb, sum.a * f.a);
      }
    }
  }
  return sum;
}

fn shade(pixel: vec2f) -> vec4f {
  let salt = i32(frame.seed * 733.0);
  let scale = mix(3.7, 1.9, frame.look.x) * (1.0 - 0.05 * frame.lift - 0.08 * frame.drop);
  let foot = pixelSpan() * scale * 1.3;
  let view = rotate(centred(pixel) * scale, 0.16 * sway1(frame.travel * 0.02 + frame.seed));
  let p = view + vec2f(0.10, 0.16) * frame.travel + vec2f(frame.seed * 41.0, 0.0);
  // Two beds: the one in front passes a little quicker than the smaller one behind.
  var sum = bed(p, salt, 0.66, foot, true, vec4f(0.0, 0.0, 0.0, 1.0));
  if (sum.a > 0.02) {
    let q = (view + vec2f(0.07, 0.12) * frame.travel + 9.3) * 1.5;
    sum = bed(q, salt + 7, 0.52, foot * 1.5, false, sum);
  }
  // The ground: bare, or in the colours.
  var ground = mix(vec3f(0.90, 0.89, 0.86), frame.palette[4].rgb, 0.3);
  if (frame.look.z > 0.34) { ground = mix(vivid(frame.palette[2].rgb, 0.20, 0.40), vec3f(0.9), 0.15); }
  if (frame.look.z > 0.67) { ground = daylight(frame.palette[1].rgb, 0.05); }
  let c = (sum.rgb + ground * sum.a) * (0.97 + 0.12 * hitLight() + 0.06 * frame.drop);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
