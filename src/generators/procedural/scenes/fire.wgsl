// A great fire in a ring of standing stones at night, dancers before it. look: blaze, torches, smoke, dancers.

// Colour of flame by its heat, 0 to 1 and over: palette body at the edge, highlight in the core.
fn flameColour(heat: f32) -> vec3f {
  let edge = mix(frame.palette[2].rgb, frame.palette[3].rgb, clamp(heat * 2.2, 0.0, 1.0));
  let core = mix(frame.palette[3].rgb, frame.palette[4].rgb, 0.75);
  return mix(edge, core, clamp(heat * 1.5 - 0.55, 0.0, 1.0)) * (heat * heat * 1.45 + heat * 0.35);
}

// A standing stone in its own frame: depth inside the outline.
fn stone(x: f32, y: f32, wide: f32, tall: f32, lean: f32, rough: f32) -> f32 {
  let dx = abs(x - lean * y) - rough;
  return min(wide * (1.0 - 0.22 * y / tall) - dx, tall - y - 0.35 * dx * dx / wide - rough);
}

// Sparks that rise on winding ways: one in some cells.
fn sparks(p: vec2f, salt: i32, share: f32) -> f32 {
  let column = floor(p.x);
  let speed = 0.8 + 0.7 * hash1(i32(column) + salt);
  let rising = p.y - frame.travel * speed * 1.5;
  let level = floor(rising);
  let chance = hash2(vec2i(i32(column), i32(level)) + vec2i(salt, 11));
  let d = vec2f(p.x - column - 0.5 - 0.36 * sway1(p.y * 0.23 + chance * 7.0 + frame.travel * 0.2), (rising - level - 0.5) * 0.8);
  let near = max(0.0, 1.0 - dot(d, d) * 90.0 * (0.6 + chance));
  return near * near * select(0.0, 1.0, fract(chance * 57.0) < share);
}

// What is the same for the whole picture.
struct Setting {
  turn: f32,
  zoom: f32,
  horizon: f32,
  edge: f32,
  portrait: f32,
  fire: vec2f,
  blaze: f32,
  tall: f32,
  wide: f32,
  power: f32,
  warm: vec3f,
}

fn setting() -> Setting {
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();
  let side = select(-1.0, 1.0, third > 0.5);

  // The view circles a little with each bar and comes near the fire before a drop.
  let turn = barStep(salt, 1.5) * (0.06 + 0.16 * frame.motion) + 0.05 * sway1(frame.travel * 0.04);
  let zoom = 0.90 - 0.06 * portrait - 0.12 * frame.lift + 0.08 * frame.drop - 0.05 * frame.sceneProgress;
  let horizon = -0.17 - 0.16 * portrait;
  let edge = pixelSize * zoom;
  let fire = vec2f(side * mix(0.17, 0.04, portrait) * (0.5 + other) - turn * 0.15, -0.025);
  let blaze = (0.45 + 0.75 * frame.look.x) * (0.72 + 0.32 * frame.energy + 0.30 * frame.lift + 0.55 * frame.drop);
  let tall = 0.10 + 0.34 * blaze * (1.0 + 0.22 * frame.kick) + 0.03 * frame.bass + 0.06 * portrait;
  let wide = 0.115 + 0.045 * blaze + 0.012 * frame.kick;
  let flicker = 0.90 + 0.10 * sway1(frame.time * 1.9) * sway1(frame.time * 3.1 + 0.3);
  let power = (0.40 + 0.60 * blaze + 0.30 * frame.kick) * flicker;
  let warm = mix(accent, body, 0.25);

  return Setting(turn, zoom, horizon, edge, portrait, fire, blaze, tall, wide, power, warm);
}

// The picture with one of the stones put before it.
fn standingStone(behind: vec3f, p: vec2f, i: i32) -> vec3f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let accent = frame.palette[3].rgb;
  let s = setting();
  let salt = i32(frame.seed * 977.0);
  var c = behind;
  let k = f32(i) - 2.5;
  let chance = hash1(salt + 31 * i);
  let more = fract(chance * 37.0);
  let angle = k * 0.52 + s.turn * 0.9 + (chance - 0.5) * 0.22;
  let depth = 0.95 + 0.62 * cos(angle);
  let at = vec2f(sin(angle) * mix(1.02, 0.60, s.portrait) / depth + s.fire.x * 0.5, 0.02 - 0.075 / depth);
  let scale = 1.0 / depth;
  let x = p.x - at.x;
  let y = p.y - at.y;
  let big = (0.30 + 0.13 * more) * scale;
  if (abs(x) < 0.10 * scale && y > -0.02 && y < big + 0.01) {
    let rough = 0.0022 * sway1(y * 6.0 + k * 0.3) * sway1(x * 9.0 + y * 13.0 + chance);
    let inside = stone(x, y + 0.02, (0.048 + 0.022 * more) * scale, big, (chance - 0.5) * 0.14, rough);
    if (inside > -s.edge) {
      let toFire = sign(s.fire.x - at.x);
      let flank = clamp(0.5 + x * toFire * 9.0 / scale, 0.0, 1.0);
      let grain = 0.75 + 120.0 * rough;
      let reach = 0.30 / (0.18 + abs(at.x - s.fire.x)) * (1.1 - 0.45 * y / big);
      // Bands of the spectrum light the stones one by one, as if each had its own voice.
      let band = frame.spectrum[i].y * 0.6 + frame.spectrum[i].z * 0.4;
      let carved = clamp(1.0 - abs(inside - 0.013 * scale) * 260.0, 0.0, 1.0) * step(0.35, fract(y * 23.0 / scale + chance)) * step(y, big * 0.8);
      let face = deep * 0.20 + shadow * 0.05 + s.warm * (flank * flank * grain * reach * s.power * 0.42) + accent * (carved * (0.02 + 1.0 * band * band));
      c = mix(c, face, clamp(inside / s.edge + 0.5, 0.0, 1.0));
    }
  }
  return c;
}

// The picture with a pair of torches, one on each side of the way.
fn torch(behind: vec3f, p: vec2f, i: i32) -> vec3f {
  let deep = frame.palette[0].rgb;
  let s = setting();
  let lit = frame.look.y;
  let middle = s.fire.x * 0.4;
  let way = sign(p.x - middle);
  var c = behind;
  let depth = 1.62 - 0.45 * f32(i);
  let d = vec2f((p.x - middle + s.turn * 0.3 / depth) * way - mix(0.48, 0.30, s.portrait) / depth, p.y + 0.115 / depth) * depth;
  if (abs(d.x) < 0.09 && d.y > -0.03 && d.y < 0.36) {
    let answer = select(0.35 * frame.beatPulse, frame.snare, way * select(-1.0, 1.0, (i & 1) == 0) > 0.0);
    let pole = clamp((0.0055 - abs(d.x - 0.02 * d.y)) / (s.edge * depth) + 0.5, 0.0, 1.0) * step(d.y, 0.150);
    c = mix(c, deep * 0.10 + s.warm * 0.02, pole);
    let y = (d.y - 0.145) / (0.060 + 0.075 * answer * lit + 0.02 * lit);
    let wave = 0.014 * sway1(frame.time * 1.6 - d.y * 5.0 + f32(i) * 0.37 + way * 0.1) * max(y, 0.0);
    let thin = abs(d.x - wave) / (0.020 + 0.006 * answer);
    let heat = clamp(1.15 - thin * thin * (0.8 + 2.2 * max(y, 0.0)) - max(y, -y * 4.0), 0.0, 1.0);
    let h = d - vec2f(0.0, 0.165);
    c += flameColour(heat * (0.72 + 0.30 * answer)) + s.warm * (0.0011 / (0.0016 + dot(h, h)) * clamp((0.09 - abs(d.x)) * 16.0, 0.0, 1.0) * clamp((0.36 - d.y) * 8.0, 0.0, 1.0) * clamp((d.y + 0.03) * 12.0, 0.0, 1.0) * lit * (0.16 + 0.45 * answer));
  }
  return c;
}

// The picture with one of the dancers before it.
fn dancer(behind: vec3f, p: vec2f, i: i32) -> vec3f {
  let deep = frame.palette[0].rgb;
  let s = setting();
  let salt = i32(frame.seed * 977.0);
  let dancers = frame.look.w;
  var c = behind;
  let k = f32(i) - 2.0;
  let chance = hash1(salt + 7 * i + 400);
  if (chance < 0.35 + dancers * 0.7) {
    let angle = k * 0.62 + 0.30 * sway1(frame.bar * 0.25 + chance) + 0.2 * (chance - 0.5);
    let size = 0.150 + 0.03 * cos(angle);
    let hop = 0.10 * frame.beatPulse * select(0.4, 1.0, ((i32(floor(frame.beat)) + i) & 1) == 0) * (0.3 + 0.7 * frame.energy);
    let at = vec2f(s.fire.x + sin(angle) * mix(0.38, 0.27, s.portrait), -0.125 - 0.030 * cos(angle));
    let x = (p.x - at.x) / size;
    let y = (p.y - at.y) / size - hop;
    if (abs(x) < 0.42 && y > -0.1 && y < 1.25) {
      // Some in trousers, some in a skirt that swings against the arms; one arm up, then the other, both at the height.
      let swing = sway1(frame.beat * 0.5 + chance);
      let bent = x - 0.10 * swing * (1.0 - y);
      let raised = 0.45 + 0.25 * frame.energy + 0.40 * frame.drop;
      let figure = -person(vec2f(bent, y), 0.75 * swing, clamp(vec2f(raised + 0.45 * swing, raised - 0.45 * swing), vec2f(0.0), vec2f(1.0)));
      let low = max(0.60 - y, 0.0);
      let skirt = min(0.075 + 0.34 * low + 0.05 * sway1(y * 1.5 + frame.beat * 0.5) * low - abs(bent), min(0.62 - y, y - 0.14));
      let inside = max(figure, select(-1.0, skirt, fract(chance * 37.0) > 0.4));
      let rim = clamp(1.0 - inside * 26.0, 0.0, 1.0) * clamp(-x * sign(at.x - s.fire.x) * 5.0 + 0.6, 0.0, 1.0);
      c = mix(c, deep * 0.07 + s.warm * (rim * 0.55 * s.power), clamp(inside * size / s.edge + 0.5, 0.0, 1.0) * step(0.0, y + hop));
    }
  }
  return c;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let s = setting();
  let q = centred(pixel);
  let p = vec2f(q.x, q.y - s.horizon) * s.zoom;

  // Glow of the s.fire in the air; smoke above it takes the light from below.
  let f = p - s.fire;
  let centre = vec2f(f.x, f.y - 0.35 * s.tall);
  let square = dot(centre, centre);
  let glow = 1.0 / (1.0 + 14.0 * square);
  // The last of the dusk stands behind a line of hills.
  let dusk = exp2(-max(p.y, 0.0) * 4.5);
  let hill = 0.055 + 0.030 * sway1(p.x * 0.43 + other + s.turn * 0.3) + 0.012 * sway1(p.x * 1.31 + third);
  let open = clamp((p.y - hill) / s.edge + 0.5, 0.0, 1.0);
  var c = deep * 0.40 + (shadow * 0.55 + body * 0.10) * (dusk * (0.30 + 0.70 * open)) + s.warm * ((0.22 * glow * glow + 0.05 * glow) * s.power);
  let smoke = frame.look.z;
  let lean = 0.30 * sway1(frame.travel * 0.02 + third);
  let broad = 1.0 - abs(f.x - lean * f.y * f.y) / (0.12 + 0.52 * max(f.y, 0.0));
  if (broad > 0.0 && f.y > 0.0 && smoke > 0.05) {
    let plume = vec2f(f.x - lean * f.y * f.y, f.y - frame.travel * 0.30);
    let billow = noise2(plume * vec2f(4.6, 3.4) + 7.0 * other);
    let fine = 0.5 + 0.5 * sway1(plume.y * 2.3 + billow * 1.9 + sway1(plume.x * 1.9 - plume.y * 0.7) * 0.4);
    let thick = clamp((billow * 0.82 + fine * 0.18 - 0.58 + 0.36 * broad) * 3.0, 0.0, 1.0) * broad * smoke * clamp(f.y * 3.0, 0.0, 1.0);
    let lit = exp2(-max(f.y - s.tall * 0.5, 0.0) * 4.0) * clamp(1.3 - billow, 0.0, 1.0);
    c = mix(c, deep * 0.35 + shadow * 0.14 + s.warm * (0.40 * lit * s.power), thick);
  }

  // Stones in a half ring, the nearer the taller; the side to the s.fire is lit.
  if (p.y < 0.40) {
    for (var i = 0; i < 6; i++) {
      c = standingStone(c, p, i);
    }
  }

  // Ground, lit around the s.fire; kicks roll outwards over it as rings.
  if (p.y < 0.0) {
    let z = 0.10 / (-p.y + 0.035);
    let g = vec2f((p.x - s.fire.x) * z * 3.4, (z - 1.65) * 2.1);
    let away = length(g);
    let tuft = noise2(vec2f((p.x + s.turn) * z * 15.0, z * 13.0));
    let grass = tuft * 0.75 + 0.25 * abs(sway1(p.x * z * 17.0 + z * 5.0 + tuft));
    let reach = 1.0 / (1.0 + away * away * 1.3);
    var rings = 0.0;
    for (var i = 0; i < 3; i++) {
      let hit = frame.pulses[i];
      rings = max(rings, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(away - hit.x * 5.5) * 2.2) * max(0.0, 1.0 - hit.x * 1.3));
    }
    c = deep * 0.24 + shadow * (0.05 * grass) + s.warm * ((reach * (0.62 + 0.25 * frame.bass) + rings * 0.30) * (0.20 + 0.9 * grass) * s.power);
  }

  // Logs under the s.fire, glowing between.
  if (abs(f.x) < 0.15 && f.y < 0.07 && f.y > -0.06) {
    let mound = 0.045 - f.x * f.x * 4.2 - 0.012 * abs(sway1(f.x * 11.0 + other)) - f.y;
    let ember = clamp(1.0 - abs(fract(f.x * 15.0 - f.y * 7.0 * sign(f.x)) - 0.5) * 4.5, 0.0, 1.0) * clamp(0.9 - f.y * 14.0, 0.0, 1.0);
    c = mix(c, deep * 0.08 + accent * (ember * (0.20 + 0.5 * frame.bass)), clamp(min(mound, f.y + 0.05) / s.edge * 0.5 + 0.5, 0.0, 1.0));
  }

  // The s.fire: tongues that follow the spectrum, drawn out of two sheets of noise that run upwards.
  let span = f.x / s.wide;
  if (abs(span) < 1.75 && f.y > -0.05 && f.y < s.tall * 1.75) {
    let u = clamp((abs(span) * 0.8) * 7.0, 0.0, 6.99);
    let left = i32(u);
    let level = mix(frame.spectrum[left].x, frame.spectrum[left + 1].x, fract(u));
    let own = s.tall * (0.62 + 0.62 * level);
    let up = f.y / own;
    let run = frame.time * (0.85 + 0.5 * frame.energy);
    let bend = (noise2(vec2f(f.x * 5.0 + 20.0, f.y * 4.5 - run * 1.5)) - 0.5) * (0.05 + 0.20 * max(f.y, 0.0));
    let x = (f.x + bend) / (s.wide * (0.55 + 0.45 * s.blaze));
    let sheet = noise2(vec2f(x * 2.3 + other * 9.0, f.y * 6.5 / (0.5 + s.blaze) - run * 2.6));
    let lick = noise2(vec2f(x * 5.2 - sheet * 1.1, f.y * 13.0 / (0.5 + s.blaze) - run * 4.3));
    let rise = max(up, 0.0);
    let shape = 1.12 - x * x * (0.62 + 1.5 * rise) - rise * 0.86;
    let heat = clamp(shape + (sheet * 0.62 + lick * 0.42 - 0.56) * (0.55 + 0.85 * rise), 0.0, 1.25);
    let bottom = clamp((f.y + 0.035) * 26.0, 0.0, 1.0);
    let flame = heat * heat * bottom;
    c = c * (1.0 - 0.7 * clamp(flame, 0.0, 1.0)) + flameColour(flame) * (0.55 + 0.22 * s.power);
  }

  // Torches on both sides of the way to the s.fire, in s.turn on the snares.
  let lit = frame.look.y;
  if (lit > 0.12 && p.y < 0.36) {
    for (var i = 0; i < 3; i++) {
      c = torch(c, p, i);
    }
  }

  // Dancers before the s.fire, in step with the beat.
  let dancers = frame.look.w;
  if (dancers > 0.1 && abs(f.x) < 0.55 && p.y < 0.12) {
    for (var i = 0; i < 5; i++) {
      c = dancer(c, p, i);
    }
  }

  // Sparks: hats call them, the drop lets them fly.
  let amount = 0.08 + 0.22 * frame.energy + 0.35 * frame.hat + 0.25 * frame.drop;
  let cone = clamp(1.15 - abs(f.x) / (0.14 + 0.50 * max(f.y, 0.0)), 0.0, 1.0);
  if (cone > 0.0 && f.y > 0.0) {
    let flying = sparks(f * 19.0 + vec2f(3.0, 0.0), salt, amount) + 0.7 * sparks(f * 33.0 + vec2f(50.0, 9.0), salt + 5, amount);
    c += mix(accent, highlight, 0.4) * (flying * cone * exp2(-f.y * 2.4) * (0.9 + 3.4 * frame.hat));
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
