// Ribbons of printed stripes that wind over a wall, as in the painted supergraphics of the seventies. look: size, width of the ribbons, wall (white, colour, deep), roundness.

fn inside(d: f32, foot: f32) -> f32 {
  return clamp(0.5 - d / foot, 0.0, 1.0);
}

// The five colours of a ribbon from one edge to the other, -1 to 1, each as wide as its band of the spectrum makes it.
fn striped(v: f32, foot: f32) -> vec3f {
  let white = mix(vec3f(0.93, 0.92, 0.88), frame.palette[4].rgb, 0.3);
  let bright = vivid(frame.palette[3].rgb, 0.34, 0.62);
  let full = vivid(frame.palette[2].rgb, 0.15, 0.32);
  let deep = daylight(frame.palette[1].rgb, 0.06);
  let a = 0.7 + 0.7 * frame.bass;
  let b = 0.7 + 0.7 * frame.lowMid;
  let c = 0.7 + 0.7 * frame.highMid;
  let d = 0.7 + 0.7 * frame.presence;
  let e = 0.7 + 0.7 * frame.air;
  let unit = 2.0 / (a + b + c + d + e);
  var colour = deep;
  colour = mix(colour, full * (1.0 + 0.5 * frame.kick), inside(a * unit - 1.0 - v, foot));
  colour = mix(colour, mix(full, bright, 0.55), inside((a + b) * unit - 1.0 - v, foot));
  colour = mix(colour, bright * (1.0 + 0.5 * frame.snare), inside((a + b + c) * unit - 1.0 - v, foot));
  colour = mix(colour, mix(bright, white, 0.62) * (1.0 + 0.35 * frame.hat), inside((a + b + c + d) * unit - 1.0 - v, foot));
  return colour;
}

// A lattice of arcs: its colour times what it covers, and what it lets through of what lies behind.
fn weave(p: vec2f, salt: i32, foot: f32, swell: f32) -> vec4f {
  let cell = floor(p);
  let f = p - cell;
  let i = vec2i(cell);
  let chance = hash2(i + vec2i(salt, 3));
  let odd = fract((cell.x + cell.y) * 0.5) > 0.25;
  let flipped = fract(chance * 97.0) > 0.5;
  var q = f - 0.5;
  if (flipped) { q = vec2f(-q.y, q.x); }
  // Two arcs, around the corners at the lower left and the upper right.
  let near = q + 0.5;
  let far = q - 0.5;
  let r1 = length(near) - 0.5;
  let r2 = length(far) - 0.5;
  let first = abs(r1) < abs(r2);
  let r = select(r2, r1, first);
  let half = mix(0.15, 0.27, frame.look.y) + 0.012 * frame.kick + 0.065 * swell;
  let side = select(1.0, -1.0, odd != flipped);
  let edge = abs(r) - half;
  let cover = inside(edge, foot);
  let colour = striped(r * side / half, foot / half);
  // Round like a tube where the weave is deep, and a shadow on the wall.
  let round = 1.0 - 0.22 * frame.look.w * (r / half) * (r / half);
  // Light from one side: encoders would make bands of stripes that are each of one level from edge to edge.
  let lit = 1.0 + 0.36 * side * r / half;
  let shadow = 0.34 * clamp(1.0 - (edge - 0.01) * 9.0, 0.0, 1.0);
  return vec4f(colour * (round * lit * cover), (1.0 - cover) * (1.0 - shadow));
}

fn shade(pixel: vec2f) -> vec4f {
  let salt = i32(frame.seed * 733.0);
  let scale = mix(4.6, 2.2, frame.look.x) * (1.0 - 0.06 * frame.lift - 0.09 * frame.drop);
  let foot = pixelSpan() * scale * 1.3;
  let hit = hitLight();
  let q = centred(pixel);
  // Hits run out from the middle: ribbons swell where the wave passes.
  var swell = 0.0;
  for (var i = 0; i < 3; i++) {
    let pulse = frame.pulses[i];
    let near = max(0.0, 1.0 - abs(length(q) - 0.06 - pulse.x * 1.5) * 4.5);
    swell = max(swell, pulse.y * near * near * (3.0 - 2.0 * near) * clamp(1.15 - pulse.x * 1.3, 0.0, 1.0));
  }
  let view = rotate(q * scale, 0.7853982 + 0.08 * sway1(frame.travel * 0.02));
  let p = view + vec2f(0.20, 0.05) * frame.travel + frame.seed * 57.0;
  let white = mix(vec3f(0.93, 0.92, 0.88), frame.palette[4].rgb, 0.3);
  var wall = white * 0.94;
  if (frame.look.z > 0.34) { wall = mix(vivid(frame.palette[3].rgb, 0.34, 0.6), white, 0.35); }
  if (frame.look.z > 0.67) { wall = vivid(frame.palette[2].rgb, 0.10, 0.24); }
  let front = weave(p, salt, foot, swell);
  var c = front.rgb + wall * front.a;
  c *= 0.97 + 0.14 * hit + 0.06 * frame.drop;
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
