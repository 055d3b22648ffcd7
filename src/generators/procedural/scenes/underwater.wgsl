// Under the surface of a clear sea: rays, kelp, fish, bubbles. look: depth, kelp, fish, clear.

// The net of light that waves draw on the ground: where two warped sheets of folds cross.
fn caustics(p: vec2f, clock: f32) -> f32 {
  let a = vec2f(sway1(p.y * 0.31 + clock * 0.21), sway1(p.x * 0.27 - clock * 0.17));
  let q = p + 0.62 * a;
  let b = vec2f(sway1(q.y * 0.67 - clock * 0.19 + 0.3), sway1(q.x * 0.59 + clock * 0.23 + 0.6));
  let r = q + 0.38 * b;
  let fold = abs(sway1(r.x * 0.55 + 0.2) + sway1(r.y * 0.55));
  let line = 1.0 / (1.0 + fold * 9.0);
  return line * line;
}

// One row of kelp: ribbons that rise from the ground, waving. x in stalks, y in heights of the picture above the ground.
// How many places have a stalk grows to both sides of `sparse`; where it has its root decides, wherever its leaves wave.
fn kelp(x: f32, y: f32, clock: f32, salt: i32, sparse: f32, fewest: f32, growth: f32, tallest: f32, soft: f32) -> f32 {
  let bend = sway1(clock * 0.10 + y * 0.55 + x * 0.06) * y * 0.9 + sway1(y * 1.3 - clock * 0.16) * 0.16 * y;
  let at = x + bend;
  let cell = floor(at);
  let chance = hash1(i32(cell) + salt);
  let share = clamp(fewest + growth * abs(cell + 0.5 - sparse), 0.0, 0.9);
  let tall = tallest * (0.45 + 0.55 * fract(chance * 37.0));
  let dx = at - cell - 0.32 - 0.36 * fract(chance * 11.0);
  // Leaves in pairs along the stalk, longer in its middle.
  let up = y / tall;
  let leaf = fract(y * 12.0 - abs(dx) * 2.4 + select(0.0, 0.5, dx > 0.0));
  let wide = 0.018 + 1.05 * (1.0 - up) * (0.3 + up) * leaf * (1.0 - leaf) * (1.0 - leaf) * 3.2;
  return clamp((wide - abs(dx)) / soft + 0.5, 0.0, 1.0) * select(0.0, clamp((1.0 - up) * 9.0, 0.0, 1.0), chance < share);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let depth = frame.look.x;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();
  let side = select(-1.0, 1.0, third > 0.5);

  // A diver's drift: forward and sideways with the music, rocked by the swell, a step with each bar.
  let sway = barStep(salt, 1.4) * (0.05 + 0.12 * frame.motion);
  let rock = sway1(frame.travel * 0.09) * (0.006 + 0.016 * frame.motion) + 0.012 * frame.kick * frame.motion;
  let zoom = 1.02 - 0.09 * frame.lift + 0.07 * frame.drop - 0.05 * frame.sceneProgress;
  let q = centred(pixel);
  let p = vec2f(q.x, q.y + rock) * zoom;
  let pan = frame.travel * 0.055 * side + sway + frame.seed * 20.0;
  let edge = pixelSize * zoom;
  let light = (0.68 + 0.36 * frame.energy + 0.35 * frame.lift + 0.55 * frame.drop) * (1.0 - 0.45 * depth);
  let half = 0.5 * wholeSides().y;
  let surface = half - 0.06 + 0.34 * depth;
  let ground = -0.25 - 0.16 * portrait + 0.03 * (other - 0.5);
  let sunX = side * mix(0.26, 0.08, portrait) * (0.6 + 0.5 * other);
  let clear = 0.35 + 0.65 * frame.look.w;
  let clock = frame.travel * 2.0;
  let warm = mix(highlight, accent, 0.30);

  // Water: bright above, deep below, brightest under the sun.
  let under = surface + 0.10 - p.y;
  let spread = 0.16 + 0.55 * max(under, 0.0);
  let aside = (p.x - sunX) / spread;
  let cone = 1.0 / (1.0 + aside * aside);
  let fall = exp2(-max(under, 0.0) * (2.3 + 1.6 * depth - 0.9 * frame.look.w));
  var c = deep * 0.55 + shadow * 0.20 + mix(body, shadow, 0.25) * ((0.10 + 0.62 * fall) * light) + warm * (cone * fall * fall * 0.75 * light);

  // Rays fan out of the sun, each with its own strength; the snare picks some.
  let fan = (p.x - sunX) / (0.55 + max(under, -0.3)) + 0.004 * sway1(p.y * 2.0 + clock * 0.1);
  let rayA = line1(fan * 11.0 + frame.travel * 0.13, 300 + salt);
  let rayB = line1(fan * 27.0 - frame.travel * 0.21, 700 + salt);
  let picked = clamp(rayB * 4.0 - 2.4, 0.0, 1.0) * frame.snare;
  let rays = rayA * rayA * (0.25 + 0.75 * rayB) * exp2(-max(under, 0.0) * (1.7 + 1.2 * depth)) * (0.35 + 0.65 * cone);
  let shafts = warm * (rays * (0.40 + 0.15 * frame.beatPulse * frame.energy + 0.75 * hitLight() + 1.6 * picked) * clear * light);

  // The surface from below: a moving sheet with the sun broken on it.
  if (p.y > surface - 0.20) {
    let away = 0.10 / max(surface + 0.11 - p.y, 0.02);
    let net = caustics(vec2f((p.x - sunX) * away * 5.0, away * 6.0) + vec2f(pan, 0.0), clock);
    let near = clamp((p.y - surface + 0.20) * 5.0, 0.0, 1.0);
    c += mix(body, highlight, 0.55) * (net * near * near * light * (0.35 + 1.3 * cone) * (0.7 + 0.6 * frame.highMid));
  }

  // Rocks far off.
  if (p.y < ground + 0.24) {
    let ridge = ground + 0.055 + 0.16 * line1(p.x * 2.1 + pan * 0.6 + 9.0, salt) * line1(p.x * 0.7 + pan * 0.3, salt + 40) + 0.022 * line1(p.x * 13.0 + pan * 3.0, salt + 80);
    let farRock = clamp((ridge - p.y) / (edge * 3.0) + 0.5, 0.0, 1.0);
    c = mix(c, c * 0.62 + shadow * 0.06, farRock * (0.35 + 0.5 * clear));
  }
  c += shafts * 0.6;

  // A whale passes far off, out of the haze and into it: one slow stroke of its flukes to two bars, its back in the light,
  // brighter with each hit.
  let passing = fract(frame.travel * 0.011 + third);
  let haze = clamp(min(passing, 1.0 - passing) * 9.0, 0.0, 1.0);
  let whaleAt = vec2f(sunX * -0.75 + side * (0.55 - 1.1 * passing) * mix(1.0, 0.5, portrait), 0.075 + 0.03 * sway1(frame.travel * 0.03));
  let w = (p - whaleAt) * vec2f(side, 1.0) / mix(0.62, 0.46, portrait);
  if (haze > 0.0 && abs(w.x) < 0.56 && abs(w.y) < 0.22) {
    let stroke = sway1(frame.bar * 0.5 - w.x * 0.45);
    let tailward = clamp(w.x + 0.12, 0.0, 0.7);
    let y = w.y - stroke * 0.28 * tailward * tailward * 1.6 - 0.02;
    // Head to the left, a long taper to the flukes.
    let u = (w.x + 0.40) / 0.86;
    let thick = 0.105 * sqrt(clamp(u * 9.0, 0.0, 1.0)) * clamp(1.0 - u, 0.0, 1.0) * (1.25 - 0.45 * u) + 0.007 * step(u, 1.0);
    let trunk = max(abs(y + 0.012 * clamp(1.0 - u * 3.0, 0.0, 1.0)) - thick, max(-u, u - 1.0) * 0.5);
    let flukeAt = vec2f(w.x - 0.475, y);
    let fluke = abs(flukeAt.x - 0.30 * abs(flukeAt.y)) - 0.030 + 0.20 * max(abs(flukeAt.y) - 0.035, 0.0);
    let fin = limb(vec2f(w.x, y), vec2f(-0.17, -0.06), vec2f(-0.06 + 0.03 * stroke, -0.175), 0.016);
    let shape = min(trunk, min(max(fluke, abs(flukeAt.y) - 0.085), fin));
    let cover = clamp(0.5 - shape / (edge * 2.2), 0.0, 1.0) * (0.55 + 0.35 * clear) * haze * haze;
    let back = clamp(0.5 + y / 0.10, 0.0, 1.0);
    let dapple = 0.6 + 0.4 * sway1(w.x * 5.0 + y * 7.0 + clock * 0.2);
    c = mix(c, deep * 0.45 + shadow * 0.22 + mix(body, warm, 0.4) * (back * back * back * dapple * (0.16 + 0.55 * hitLight()) * light), cover);
  }

  // A shoal that turns on the beat: small slivers in a band.
  let fish = frame.look.z;
  if (fish > 0.08) {
    let centre = vec2f(-sunX * 0.9 + 0.10 * sway1(frame.travel * 0.05 + other), 0.05 + 0.07 * sway1(frame.travel * 0.07 + third));
    let s = p - centre;
    let round = 1.0 - dot(s * vec2f(2.1 - 0.6 * fish + 1.4 * portrait, 5.2 - 1.5 * fish), s * vec2f(2.1 - 0.6 * fish + 1.4 * portrait, 5.2 - 1.5 * fish));
    if (round > 0.0) {
      let drift = vec2f(-side * frame.travel * 0.55 - 0.10 * frame.kick * side, 0.25 * sway1(p.x * 0.9 + frame.travel * 0.11));
      let grid = (s + vec2f(0.0, 0.05 * sway1(s.x * 1.1 + frame.travel * 0.1))) * vec2f(17.0, 34.0) + drift * vec2f(2.2, 1.0);
      let level = floor(grid.y);
      let along = grid.x + fract(level * 0.618) * 5.0;
      let cell = vec2f(floor(along), level);
      let chance = hash2(vec2i(cell) + vec2i(salt, 9));
      let f = vec2f(along, grid.y) - cell - vec2f(0.5, 0.30 + 0.4 * fract(chance * 17.0));
      let nose = f.x * -side;
      let size = 0.55 + 0.45 * fract(chance * 5.0);
      let flick = sway1(frame.travel * 1.3 + chance * 9.0) * 0.10 * clamp(0.1 - nose, 0.0, 1.0) * 4.0;
      let bodyShape = 0.15 * size * (1.0 - nose * nose * 9.5 / (size * size)) - abs(f.y - flick);
      let tail = 0.11 * size - abs(abs(f.y - flick) - (-0.30 * size - nose) * 0.8) - max(0.0, abs(nose + 0.36 * size) - 0.08) * 4.0;
      let cover = clamp(max(bodyShape, tail - 0.05) * 14.0, 0.0, 1.0) * select(0.0, clamp(round * 3.0, 0.0, 1.0), chance < 0.30 + 0.5 * fish);
      let glint = clamp(f.y * 5.0 + 0.5, 0.0, 1.0);
      c = mix(c, shadow * 0.20 + deep * 0.25 + mix(highlight, accent, 0.4) * (glint * (0.10 + 0.9 * frame.snare * step(0.5, chance) + 0.15 * cone) * light), cover * (0.55 + 0.35 * clear));
    }
  }

  // The ground with its net of light; kicks are waves of light that run over it towards the viewer.
  let dune = 0.020 * sway1(p.x * 1.7 + pan * 1.7 + other) + 0.012 * sway1(p.x * 4.3 + pan * 4.0);
  let below = ground + dune - p.y;
  if (below > -0.02) {
    let z = 0.36 / (max(ground - p.y, 0.0) + 0.085);
    let at = vec2f((p.x + pan * 0.35) * z * 2.6, z * 2.1 + frame.travel * 0.20 + dune * 9.0);
    let net = mix(0.13, caustics(at, clock), clamp(1.75 - z * 0.40, 0.0, 1.0));
    let grain = sway1(at.y * 2.1 + 0.8 * sway1(at.x * 0.7)) * 0.5 + 0.5;
    let toward = exp2(-(z - 0.8) * 0.55);
    var run = 0.0;
    for (var i = 0; i < 4; i++) {
      let hit = frame.pulses[i];
      run = max(run, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(z - 4.2 + hit.x * 7.0) * 0.9));
    }
    let onGround = 1.0 / (1.0 + (p.x - sunX * 0.6) * (p.x - sunX * 0.6) * 2.5);
    let sand = deep * 0.30 + shadow * 0.26 + body * ((0.06 + 0.10 * grain) * light) + warm * ((net * (0.55 + 2.0 * run + 0.5 * frame.drop) + 0.05) * onGround * light * (1.0 - 0.5 * depth));
    let cover = clamp(below / (edge * 2.0) + 0.5, 0.0, 1.0);
    c = mix(c, mix(c * 0.8, sand, clamp(toward * (0.5 + 0.6 * clear), 0.0, 1.0)), cover);
  }

  // Kelp: two rows behind, one near at the side as a frame.
  let forest = 0.15 + 0.75 * frame.look.y;
  let current = clock * 0.8 + frame.bass * 0.35;
  for (var i = 0; i < 2; i++) {
    let k = f32(i);
    let y = p.y - ground + 0.015 + 0.075 * k;
    let tallest = (0.38 + 0.28 * k) * (0.55 + 0.6 * frame.look.y) * (1.0 + 0.4 * portrait) * 1.7;
    if (y > 0.0 && y * 1.7 < tallest) {
      let scale = 10.0 - 4.0 * k;
      let moved = pan * (0.6 + 0.3 * k) * scale + 31.0 * k;
      let growth = forest * (1.6 + 1.5 * portrait) / scale;
      let cover = kelp(p.x * scale + moved, y * 1.7, current, salt + 500 + 61 * i, moved - sunX * 0.2 * scale, forest * 0.22, growth, tallest, edge * scale * 1.3);
      if (cover > 0.0) {
        let leafLight = clamp(y * 1.5, 0.0, 1.0) * (0.6 + 0.5 * cone);
        let green = shadow * 0.10 + deep * 0.20 + mix(body, accent, 0.25) * (leafLight * (0.20 - 0.06 * k) * light);
        c = mix(c, mix(c, green, (0.50 + 0.30 * k) * (0.6 + 0.4 * clear)), cover);
      }
    }
  }
  c += shafts * 0.45;

  // Bubbles rise; hats set them sparkling.
  let across = (p.x + pan * 0.9) * 9.0;
  let grid = vec2f(across, p.y * 4.5 - frame.travel * 1.25 + fract(floor(across) * 0.618034) * 5.0);
  let column = floor(grid);
  let chance = hash2(vec2i(column) + vec2i(salt, 70));
  if (chance < 0.20 + 0.24 * frame.energy + 0.14 * frame.hat) {
    let size = 0.026 + 0.090 * fract(chance * 41.0) * fract(chance * 73.0);
    let wobble = 0.12 * sway1(p.y * 2.6 + chance * 9.0) + 0.2 * (fract(chance * 29.0) - 0.5);
    let f = (grid - column - vec2f(0.5 + wobble, 0.5)) * vec2f(1.0, 2.0);
    let r = length(f) / size;
    let rim = clamp((1.0 - r) * 9.0, 0.0, 1.0) * (0.12 + 0.9 * r * r * r * r);
    let spot = max(0.0, 1.0 - length(f / size - vec2f(-0.3, 0.35)) * 4.0);
    c += mix(body, highlight, 0.7) * ((rim * (0.16 + 0.9 * frame.hat) + spot * (0.6 + 2.0 * frame.hat)) * light);
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
