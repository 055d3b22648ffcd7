// A cave of great crystals round a heart of light, over a still pool. look: glow, slender, mist, pool.

// What is the same for the whole picture.
struct Setting {
  swing: f32,
  push: f32,
  shore: f32,
  portrait: f32,
  edge: f32,
  heart: vec2f,
  light: f32,
  pulse: f32,
  core: vec3f,
}

fn setting() -> Setting {
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let side = select(-1.0, 1.0, third > 0.5);
  // A slow glide into the cave; each bar swings the view a little, the drop throws it forward.
  let swing = barStep(salt, 1.5) * (0.05 + 0.13 * frame.motion) + 0.04 * sway1(frame.travel * 0.035);
  let push = 0.10 * frame.sceneProgress + 0.16 * frame.lift - 0.10 * frame.drop + 0.02 * frame.kick * frame.motion;
  let shore = -0.235 - 0.14 * portrait;
  let heart = vec2f(side * mix(0.20, 0.05, portrait) * (0.5 + other) - swing * 0.25, 0.055 + 0.05 * (third - 0.5));
  let light = (0.36 + 0.48 * frame.energy + 0.35 * frame.lift + 0.40 * frame.drop) * (0.65 + 0.5 * frame.look.x);
  let pulse = 0.72 + 0.20 * frame.bass + 0.45 * hitLight();
  let core = mix(frame.palette[3].rgb * 1.1, frame.palette[4].rgb, 0.16 + 0.25 * hitLight());
  return Setting(swing, push, shore, portrait, 1.2 / min(frame.resolution.x, frame.resolution.y), heart, light, pulse, core);
}

// How a prism stands: foot and aim, length and half width.
struct Prism {
  foot: vec2f,
  aim: vec2f,
  long: f32,
  wide: f32,
  chance: f32,
  more: f32,
}

const prisms = 10;

// The prism of that number; the nearest come first. The same for the whole picture.
fn prismAt(i: i32) -> Prism {
  let s = setting();
  let salt = i32(frame.seed * 977.0);
  let k = f32(i) / f32(prisms - 1);
  let chance = hash1(salt + 17 * i + 3);
  let more = hash1(salt + 17 * i + 9);
  // Places by the golden angle, so that the wreath is full without being even; more below than above.
  let turned = f32(i) * 2.39996 + fract(frame.seed * 7.31) * TAU;
  let around = turned - 0.55 * cos(turned);
  let ring = mix(1.04, 0.46, k) + 0.06 * (chance - 0.5);
  let near = 1.0 + (1.0 - k) * (s.push * 1.6);
  let foot = vec2f(cos(around) * ring * mix(1.02, 0.66, s.portrait), -0.05 + sin(around) * ring * (0.62 + 0.42 * s.portrait)) * near + vec2f(s.heart.x * k - s.swing * (1.0 - k) * 0.8, 0.0);
  // They point past the heart.
  let aim = normalize(s.heart + vec2f(0.42 * (chance - 0.5), 0.40 * (more - 0.5) + 0.08) - foot);
  let long = (mix(0.50, 0.24, k) + 0.20 * more) * (0.80 + 0.35 * frame.look.y) * near;
  let wide = (mix(0.110, 0.042, k) + 0.034 * chance) * (1.25 - 0.65 * frame.look.y) * near;
  return Prism(foot, aim, long, wide, chance, more);
}

// What a prism adds at p, where it covers it: colour, and in a how much of the picture it hides.
fn prismOver(p: vec2f, back: vec3f, hidden: f32, i: i32) -> vec4f {
  let s = setting();
  let prism = prismAt(i);
  var result = vec4f(0.0);
  // Most of the picture is outside the box round it.
  let outside = abs(p - prism.foot - prism.aim * (0.5 * prism.long - 0.3)) - abs(prism.aim) * (0.5 * prism.long + 0.3);
  if (max(outside.x, outside.y) < prism.wide + s.edge) {
  let d = p - prism.foot;
  let v = dot(d, prism.aim);
  let u = d.x * prism.aim.y - d.y * prism.aim.x;
  let tip = prism.long - v;
  // Six-sided: three faces are seen, the tip cuts them to a point that sits a little aside.
  let cut = tip * 0.72 + (prism.more - 0.5) * 0.9 * u;
  let limit = min(prism.wide, cut);
  let inside = limit - abs(u);
  if (inside > -s.edge && v > -0.6) {
    let deep = frame.palette[0].rgb;
    let shadow = frame.palette[1].rgb;
    let body = frame.palette[2].rgb;
    let accent = frame.palette[3].rgb;
    let highlight = frame.palette[4].rgb;
    let chance = prism.chance;
    let more = prism.more;
    let aim = prism.aim;
    let edge = s.edge;
    let cover = clamp(inside / edge + 0.5, 0.0, 1.0) * (1.0 - hidden);
    let across = u / max(limit, 1e-3);
    let split = 0.34 * (chance - 0.5);
    let isTip = clamp((prism.wide * 0.98 - cut) / edge + 0.5, 0.0, 1.0);
    // Each face leans its own way and shows its own piece of what lies behind.
    let side = clamp((across - 0.40 - split) * limit / edge + 0.5, 0.0, 1.0) - clamp((-0.36 + split - across) * limit / edge + 0.5, 0.0, 1.0);
    let lean = side * 0.9 + isTip * 0.35 + (more - 0.5) * 0.5;
    let away = p - s.heart;
    let bent = vec2f(away.x + aim.y * lean * 0.17, away.y - aim.x * lean * 0.17 + 0.05 * isTip);
    let seen = 1.0 / (1.0 + 13.0 * dot(bent, bent));
    // Veils and cracks run along the crystal, at a slant in each face.
    let slanted = v * (1.3 + 1.2 * more) + side * 0.37 + across * 0.35 * (chance - 0.5);
    let crack = max(0.0, 1.0 - abs(fract(slanted * 3.1 + chance * 5.0) - 0.5) * (9.0 + 30.0 * fract(floor(slanted * 3.1 + chance * 5.0) * 0.618)));
    let veil = 0.5 + 0.5 * sway1(across * 0.55 + side * 0.2 + more) * sway1(v * 0.9 + across * 0.3 + chance * 3.0);
    let band = frame.spectrum[i * 3 / 4][(i & 1) * 2];
    // Kicks run from the foot to the tip as a front; the snare strikes some of them whole.
    var front = 0.0;
    for (var j = 0; j < 2; j++) {
      let hit = frame.pulses[j];
      front = max(front, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(v / prism.long - hit.x * 3.2) * 3.5));
    }
    let struck = select(0.0, frame.snare, fract(chance * 7.0 + frame.pulses[0].z) > 0.62);
    let rims = clamp(1.0 - abs(across - 0.40 - split) * limit / edge, 0.0, 1.0) + clamp(1.0 - abs(across + 0.36 - split) * limit / edge, 0.0, 1.0) + clamp(1.0 - abs(cut - prism.wide) / (edge * 1.4), 0.0, 1.0) + clamp(1.0 - inside / (edge * 2.0), 0.0, 1.0);
    let inner = (0.07 + 0.60 * band * frame.look.x + 1.5 * front + 1.1 * struck) * (0.25 + 0.55 * veil + 0.5 * crack) * (0.35 + 0.65 * clamp(v / prism.long, 0.0, 1.0));
    // Light from the heart falls on the faces that look at it.
    let facing = clamp(0.35 + 0.55 * side * sign(away.x * aim.y - away.y * aim.x) * -1.0 + 0.4 * isTip, 0.05, 1.0);
    let reach = 1.0 / (1.0 + 5.0 * dot(away, away));
    // Each gem has a colour of its own between the palette's body and accent.
    let gem = mix(body, accent, smoothstep(0.25, 0.75, fract(chance * 5.0)));
    var glass = deep * 0.14 + shadow * (0.05 + 0.08 * facing) + gem * ((0.10 + 0.62 * facing * reach) * s.light);
    glass += s.core * (seen * seen * (0.25 + 0.60 * facing + 0.25 * crack) * s.light * s.pulse);
    glass += gem * (inner * s.light * 1.3);
    glass += mix(body, highlight, 0.6) * (rims * (0.05 + 0.26 * reach + 0.20 * front + 0.15 * struck) * s.light);
    // Mist takes the far ones.
    let k = f32(i) / f32(prisms - 1);
    result = vec4f(mix(glass, back, k * (0.06 + 0.45 * frame.look.z)) * cover, cover);
  }
  }
  return result;
}

// A star with four arms on the tip of a prism.
fn starOn(p: vec2f, i: i32) -> f32 {
  let prism = prismAt(i);
  let lit = select(0.0, frame.hat, fract(prism.more * 9.0 + floor(frame.beat * 2.0) * 0.381) > 0.55);
  var star = 0.0;
  if (lit > 0.04) {
    let s = abs(p - prism.foot - prism.aim * prism.long);
    let size = s.x + s.y;
    if (size < 0.075) {
      let arms = 0.00010 / (s.x * s.y + 0.00010) * (1.0 - size * 13.0);
      star = arms * arms * lit;
    }
  }
  return star;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let highlight = frame.palette[4].rgb;
  let s = setting();
  let salt = i32(frame.seed * 977.0);
  let shore = s.shore;
  let heart = s.heart;
  let light = s.light;
  let pulse = s.pulse;
  let core = s.core;
  let mist = frame.look.z;
  let pool = frame.look.w;
  let q = centred(pixel);

  // The pool gives the cave back, shaken by the bass and by rings of the kicks.
  var p = q;
  var wet = 0.0;
  if (pool > 0.1 && q.y < shore) {
    let down = shore - q.y;
    let z = 0.10 / (down + 0.03);
    let ripple = sway1(z * 2.3 + q.x * 1.5 - frame.travel * 0.16) * 0.006 + sway1(z * 7.1 - q.x * 2.2 + frame.travel * 0.25) * (0.002 + 0.005 * frame.bass);
    wet = 1.0;
    p = vec2f(q.x + ripple * 1.6, 2.0 * shore - q.y + ripple * 2.0);
  }

  let away = p - heart;
  let square = dot(away, away);
  let radius = sqrt(square);
  let glow = 1.0 / (1.0 + 11.0 * square);

  // Behind everything: the heart's light in mist, and rays that turn slowly through it.
  let slope = away.x / (abs(away.y) + 0.16 + radius * 0.4);
  let rays = 0.5 + 0.5 * sway1(slope * 1.5 + frame.travel * 0.05) * sway1(slope * 3.7 - frame.travel * 0.08 + 0.6 * away.y);
  let back = deep * 0.34 + shadow * (0.05 + 0.16 * glow) + body * (0.05 + 0.10 * glow) + core * ((glow * glow * (0.45 + 0.55 * mist * rays) + 0.030 / (0.030 + square) * 0.55) * light * pulse) + body * (glow * (0.14 + 0.25 * mist) * light);
  var c = vec3f(0.0);
  var hidden = 0.0;
  var sparkle = 0.0;

  // Prisms in a wreath round the heart, from the nearest to the farthest.
  for (var i = 0; i < prisms; i++) {
    if (hidden < 0.98) {
      let drawn = prismOver(p, back, hidden, i);
      c += drawn.rgb;
      hidden += drawn.a;
      sparkle = max(sparkle, starOn(p, i));
    }
  }
  c += back * (1.0 - hidden);

  // Mist before the heart and dust in its light.
  c += core * (mist * glow * glow * (0.08 + 0.10 * rays) * light * pulse);
  c += mix(highlight, vec3f(1.0), 0.3) * (sparkle * 2.4);
  let grid = (p + vec2f(s.swing * 0.5, -frame.travel * 0.012)) * 15.0;
  let cell = floor(grid);
  let chance = hash2(vec2i(cell) + vec2i(salt, 3));
  let d = grid - cell - 0.5 - 0.3 * vec2f(sway1(frame.travel * 0.05 + chance * 7.0), fract(chance * 17.0));
  let mote = max(0.0, 1.0 - dot(d, d) * 260.0) * select(0.0, 1.0, chance < 0.30);
  c += core * (mote * glow * (0.5 + 1.6 * frame.presence) * light);

  if (wet > 0.5) {
    let down = shore - q.y;
    let z = 0.10 / (down + 0.03);
    let g = vec2f((q.x - heart.x) * z * 3.0, (z - 0.9) * 2.4);
    let r = length(g);
    var rings = 0.0;
    for (var j = 0; j < 3; j++) {
      let hit = frame.pulses[j];
      rings = max(rings, hit.y * max(0.0, 1.0 - abs(r - hit.x * 4.5) * 5.0) * max(0.0, 1.0 - hit.x * 1.2));
    }
    c = c * mix(0.62, 0.30, clamp(down * 2.6, 0.0, 1.0)) * (0.5 + 0.5 * pool) + deep * 0.06 + core * (rings * 0.20 * light) + body * (exp2(-down * 60.0) * 0.10 * light);
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
