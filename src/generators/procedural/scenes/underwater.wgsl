// Under the surface of a clear sea: rays, jellyfish, a reef with kelp, fish, bubbles. look: depth, kelp, fish, clear.

// The net of light that waves draw on the ground: where two drifting fields of noise are equal, the softer the greater `blur`.
fn caustics(p: vec2f, clock: f32, blur: f32) -> f32 {
  let a = noise2(p + vec2f(0.11 * clock, 0.07 * clock));
  let b = noise2(p * 1.27 + vec2f(7.3 - 0.09 * clock, 0.10 * clock) + 0.5 * a);
  let line = clamp(1.0 - abs(a - b) * (7.0 / (1.0 + blur)), 0.0, 1.0);
  return line * line * line / (1.0 + 0.7 * blur);
}

// One row of kelp: ribbons with waved edges that rise from the ground and lean with the current: cover, and how near the midrib. x in places, y in heights above the ground.
fn kelp(x: f32, y: f32, clock: f32, salt: i32, share: f32, tallest: f32, soft: f32) -> vec2f {
  let bend = sway1(clock * 0.10 + y * 0.50 + x * 0.06) * y * 0.55 + sway1(y * 1.1 - clock * 0.16) * 0.10 * y;
  let at = x + bend;
  let cell = floor(at);
  let chance = hash1(i32(cell) + salt);
  let tall = tallest * (0.40 + 0.60 * fract(chance * 37.0));
  let up = clamp(y / tall, 0.0, 1.0);
  let own = fract(chance * 11.0);
  let dx = at - cell - 0.30 - 0.40 * own - 0.09 * sway1(y * 0.9 + own - clock * 0.12);
  // Broad in its lower half, drawn out to a tip; the edge is ruffled.
  let wide = (0.10 + 0.16 * fract(chance * 71.0)) * sqrt(1.0 - up) * (0.30 + 0.70 * smoothstep(0.0, 0.22, up)) * (0.55 + 1.3 * up * (1.0 - up)) * (1.0 + 0.22 * sway1(y * 5.0 + sign(dx) * 0.3 + own));
  let alive = select(0.0, clamp((1.0 - up) * 12.0, 0.0, 1.0), chance < share);
  return vec2f(clamp((wide - abs(dx)) / soft + 0.5, 0.0, 1.0) * alive, clamp(1.0 - abs(dx) / max(wide, 0.01), 0.0, 1.0));
}

// A jellyfish at the origin that swims up the y axis, its bell one unit in radius: light of the bell, of what glows in it, and how much it covers.
// `closed` is how far the bell is drawn together, 0 to 1; `clock` moves what trails behind it.
fn jellyfish(q: vec2f, closed: f32, clock: f32, chance: f32, soft: f32) -> vec3f {
  let wide = 1.0 - 0.20 * closed;
  let high = 0.70 + 0.16 * closed;
  var bell = 0.0;
  var inner = 0.0;
  var cover = 0.0;
  // What trails: thin threads from the rim, and four ruffled arms in the middle.
  if (q.y < 0.05) {
    let down = -q.y;
    let drag = (0.10 + 0.13 * down) * sway1(down * 0.21 - clock * 0.35 + chance) + 0.05 * down * sway1(down * 0.47 - clock * 0.5 + 2.0 * chance);
    let x = q.x + drag;
    // Nothing trails further to the sides.
    if (abs(x) > 1.2 + 0.05 * down) {
      return vec3f(0.0);
    }
    let gather = wide * (0.92 - 0.30 * clamp(down * 0.5, 0.0, 1.0)) + 0.05 * down;
    let strand = x / gather * 6.0;
    let number = floor(strand);
    let own = fract(hash1(i32(number) + 40) + chance);
    let reach = 1.5 + 2.0 * own;
    let off = abs(strand - number - 0.5 - 0.5 * (own - 0.5) - 0.25 * sway1(down * 0.6 + own - clock * 0.3)) * gather / 6.0;
    let fade = clamp(1.0 - down / reach, 0.0, 1.0) * clamp(down * 6.0 - 0.6, 0.0, 1.0) * select(0.0, 1.0, abs(number + 0.5) < 6.0);
    bell += max(0.0, 1.0 - off / (soft + 0.012)) * fade * 0.42 * min(1.0, 0.020 / soft);
    let arm = x / (0.40 - 0.05 * down) * 2.0;
    let which = floor(arm);
    let mine = fract(hash1(i32(which) + 90) + chance);
    let long = 1.5 + 0.9 * mine;
    let along = clamp(down / long, 0.0, 1.0);
    let ruffle = noise2(vec2f(down * 5.0 - clock * 0.5 + 9.0 * mine, arm * 1.5 + 30.0 * chance));
    let body = 0.23 * (1.0 - along) * (0.55 + 0.9 * ruffle);
    let across = abs(arm - which - 0.5 - 0.30 * sway1(down * 0.5 + mine - clock * 0.25)) * 0.5;
    let part = clamp((body - across) * 7.0, 0.0, 1.0) * select(0.0, 1.0, abs(which + 0.5) < 2.0) * (1.0 - along);
    inner += part * (0.20 + 0.80 * ruffle * ruffle);
    cover += part * 0.35;
  }
  if (q.y < -0.45) {
    return vec3f(bell, inner, min(cover, 1.0));
  }
  // The bell: thicker where one looks along its wall, ribbed from the crown to the scalloped rim; the mouth is seen under it.
  let below = max(-q.y, 0.0);
  let up = clamp(q.y / high, 0.0, 1.0);
  let half = wide * select(1.0 + 0.10 * below - (0.55 + 0.9 * closed) * below * below, sqrt(1.0 - up * up), q.y > 0.0);
  let e = clamp(abs(q.x) / max(half, 0.001), 0.0, 1.0);
  let round = q.x / max(half, 0.001) / sqrt(max(1.0 - 0.72 * e * e, 0.05));
  let scallop = 0.030 * abs(sway1(round * 2.2 + 0.25));
  let rim = -0.26 - 0.06 * closed + 0.10 * e * e + scallop;
  let inside = min(min(half - abs(q.x), q.y - rim), high - q.y);
  if (inside > -soft) {
    let shown = clamp(inside / soft + 0.5, 0.0, 1.0);
    let wall = 0.10 / (sqrt(max(1.0 - e * e, 0.0)) + 0.10 + 0.25 * (1.0 - up));
    let ribs = 0.5 + 0.5 * sway1(round * 4.4);
    let crown = clamp(0.35 + 0.75 * (q.y / high), 0.0, 1.0);
    let lip = exp2(-abs(q.y - rim) * 26.0);
    bell += shown * (0.14 + 0.50 * wall + 0.10 * ribs * ribs * (1.0 - 0.6 * up) + 0.34 * lip + 0.30 * crown * crown * crown);
    // A clover of four soft leaves in its middle, seen from the side.
    let o = vec2f(abs(q.x) - 0.27, (q.y - 0.21) * 1.5);
    let front = vec2f(q.x, (q.y - 0.11) * 1.7);
    let back = vec2f(q.x, (q.y - 0.33) * 1.8);
    inner += shown * (0.55 * exp2(-dot(o, o) * 60.0) + 0.50 * exp2(-dot(front, front) * 46.0) + 0.34 * exp2(-dot(back, back) * 60.0));
    inner += shown * 0.26 * exp2(-dot(q - vec2f(0.0, 0.05), q - vec2f(0.0, 0.05)) * 4.0);
    cover += shown * (0.40 + 0.25 * e);
  }
  return vec3f(bell, inner, min(cover, 1.0));
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
  let zoom = 1.02 - 0.10 * frame.lift + 0.06 * frame.drop - 0.06 * frame.sceneProgress;
  let q = centred(pixel);
  let p = vec2f(q.x, q.y + rock) * zoom;
  let pan = frame.travel * 0.055 * side + sway + frame.seed * 20.0;
  let edge = pixelSize * zoom;
  let light = (0.68 + 0.36 * frame.energy + 0.35 * frame.lift + 0.55 * frame.drop) * (1.0 - 0.45 * depth);
  let half = 0.5 * wholeSides().y;
  let surface = half - 0.02 + 0.30 * depth;
  let ground = -0.33 - 0.20 * portrait + 0.03 * (other - 0.5);
  let sunX = side * mix(0.24, 0.08, portrait) * (0.6 + 0.5 * other);
  let clear = 0.35 + 0.65 * frame.look.w;
  let clock = frame.travel * 2.0;
  let warm = mix(highlight, accent, 0.22);

  // Water: bright around the sun that stands over the surface, deep below and to the sides.
  let under = max(surface + 0.10 - p.y, 0.0);
  let spread = 0.17 + 0.50 * under;
  let aside = (p.x - sunX) / spread;
  let cone = 1.0 / (1.0 + aside * aside);
  let fall = exp2(-under * (2.6 + 1.6 * depth - 0.9 * frame.look.w));
  let sunAway = vec2f(p.x - sunX, (p.y - surface - 0.02) * 1.5);
  let halo = 1.0 / (1.0 + 9.0 * dot(sunAway, sunAway));
  var c = deep * 0.48 + shadow * 0.24 + mix(body, shadow, 0.30) * ((0.06 + 0.58 * fall) * light) + warm * ((cone * fall * fall * 0.42 + 0.62 * halo * halo * halo) * light);

  // Rays fan out of the sun, each with its own strength, broken by the water; the snare picks some.
  let fan = (p.x - sunX) / (0.55 + max(surface + 0.10 - p.y, -0.3)) + 0.004 * sway1(p.y * 2.0 + clock * 0.1);
  let rayA = line1(fan * 8.0 + frame.travel * 0.11, 300 + salt);
  let rayB = line1(fan * 21.0 - frame.travel * 0.17, 700 + salt);
  let picked = clamp(rayB * 4.0 - 2.4, 0.0, 1.0) * frame.snare;
  let rays = rayA * rayA * (0.20 + 0.80 * rayB) * exp2(-under * (1.5 + 1.0 * depth)) * (0.25 + 0.75 * cone);
  let shafts = warm * (rays * (0.42 + 0.15 * frame.beatPulse * frame.energy + 0.75 * hitLight() + 1.4 * picked) * clear * light);

  // The surface from below: a moving sheet with the sun broken on it.
  if (p.y > surface - 0.26) {
    let away = 0.10 / max(surface + 0.11 - p.y, 0.02);
    let net = caustics(vec2f((p.x - sunX) * away * 7.0, away * 7.0) + vec2f(pan, 0.0), clock, away * 0.8);
    let near = clamp((p.y - surface + 0.26) * 4.0, 0.0, 1.0);
    c += mix(body, highlight, 0.6) * (net * near * near * light * (0.30 + 1.6 * cone) * (0.8 + 0.6 * frame.highMid));
  }

  // Reefs far off, one before the other, each fainter: a ragged crest with the light on it.
  if (p.y < ground + 0.36) {
    for (var i = 0; i < 2; i++) {
      let k = f32(i);
      let x = p.x * (1.5 - 0.5 * k) + pan * (0.45 + 0.35 * k) + 9.0 * k;
      let crest = ground + 0.10 - 0.05 * k + (0.24 - 0.08 * k) * line1(x * 2.3, salt + 60 * i) * (0.6 + 0.4 * sway1(x * 0.37 + other)) + 0.030 * line1(x * 15.0, salt + 80 + i) + 0.010 * line1(x * 44.0, salt + 95);
      if (p.y < crest + 0.02) {
        let face = noise2(vec2f(x * 14.0, (p.y - ground) * 22.0) + 40.0 * k);
        let lit = exp2(-max(crest - p.y, 0.0) * 26.0);
        let rock = deep * 0.30 + shadow * (0.12 + 0.10 * face) + mix(body, warm, 0.25) * ((0.05 * face + 0.22 * lit * (0.4 + face)) * (0.3 + cone) * light);
        c = mix(c, mix(c, rock, 0.40 + 0.35 * k), clamp((crest - p.y) / (edge * 2.0) + 0.5, 0.0, 1.0));
      }
    }
  }
  c += shafts * 0.6;

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
  let dune = 0.020 * sway1(p.x * 0.7 + pan * 0.7 + other) + 0.010 * sway1(p.x * 1.9 + pan * 1.9);
  let below = ground + dune - p.y;
  if (below > -0.02) {
    let z = 0.36 / (max(ground - p.y, 0.0) + 0.085);
    let at = vec2f((p.x + pan * 0.35) * z * 3.4, z * 2.6 + frame.travel * 0.20 + dune * 9.0);
    let net = caustics(at, clock, z * 0.55);
    let grain = noise2(vec2f(at.x * 9.0, at.y * 16.0));
    let toward = exp2(-max(z - 0.8, 0.0) * 0.50);
    var run = 0.0;
    for (var i = 0; i < 4; i++) {
      let hit = frame.pulses[i];
      run = max(run, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(z - 4.2 + hit.x * 7.0) * 0.9));
    }
    let onGround = 1.0 / (1.0 + (p.x - sunX * 0.6) * (p.x - sunX * 0.6) * 3.0);
    let sand = deep * 0.24 + shadow * 0.22 + body * ((0.06 + 0.09 * grain) * light) + warm * ((net * (0.55 + 1.8 * run + 0.5 * frame.drop) + 0.05) * onGround * light * (1.0 - 0.5 * depth));
    let cover = clamp(below / (edge * 2.0) + 0.5, 0.0, 1.0);
    c = mix(c, mix(c * 0.8, sand, clamp(toward * (0.5 + 0.6 * clear), 0.0, 1.0)), cover);
  }

  // Kelp behind the jellyfish, two rows.
  let forest = 0.12 + 0.80 * frame.look.y;
  let current = clock * 0.8 + frame.bass * 0.35;
  for (var i = 0; i < 2; i++) {
    let k = f32(i);
    let y = p.y - ground + 0.015 + 0.060 * k;
    let tallest = (0.40 + 0.30 * k) * (0.50 + 0.75 * frame.look.y) * (1.0 + 0.4 * portrait) * 1.7;
    if (y > 0.0 && y * 1.7 < tallest) {
      let scale = 13.0 - 4.0 * k;
      // A clearing where the sun stands.
      let share = forest * clamp(0.40 + 2.4 * abs(p.x - sunX * 0.5), 0.0, 0.95);
      let leaf = kelp(p.x * scale + pan * (0.6 + 0.3 * k) * scale + 31.0 * k, y * 1.7, current, salt + 500 + 61 * i, share, tallest, edge * scale * 1.3);
      if (leaf.x > 0.0) {
        let leafLight = clamp(y * 1.6, 0.0, 1.0) * (0.5 + 0.7 * cone) * (0.45 + 0.55 * leaf.y);
        let green = shadow * 0.10 + deep * 0.20 + mix(body, accent, 0.25) * (leafLight * (0.30 - 0.06 * k) * light);
        c = mix(c, mix(c, green, (0.45 + 0.35 * k) * (0.6 + 0.4 * clear)), leaf.x);
      }
    }
  }
  c += shafts * 0.35;

  // Jellyfish: small ones far off in the haze, one near. Bells close and open over two beats, and glow with the hits.
  let skin = mix(mix(body, highlight, 0.55), accent, 0.18);
  let shine = light * (0.40 + 0.50 * cone) + 0.16 + 0.20 * depth;
  for (var i = 0; i < 4; i++) {
    let hero = i == 3;
    let chance = hash1(salt + 900 + 13 * i);
    let k = f32(i);
    let size = select(0.034 + 0.014 * k, mix(0.165, 0.125, portrait), hero) * (1.0 + 0.12 * frame.drop);
    let roam = sway1(frame.travel * 0.013 + chance);
    let phase = frame.beat * 0.5 + select(chance, 0.0, hero);
    let at = vec2f(
      select((k - 1.0) * mix(0.44, 0.24, portrait) + 0.16 * (fract(chance * 31.0) - 0.5) + 0.30 * sunX, -side * mix(0.20, 0.05, portrait), hero) + 0.05 * roam + 0.3 * sway,
      select(0.17 - 0.16 * fract(chance * 57.0), 0.115 + 0.06 * portrait, hero) + 0.02 * sway1(frame.travel * 0.017 + 3.0 * chance) + 0.010 * sway1(phase + 0.05));
    let o = (p - at) / size;
    let lean = side * (select(0.5 * (chance - 0.5), 0.22, hero) + 0.08 * roam);
    // Where it hangs to: the box leans with it.
    if (o.y < 1.25 && o.y > -3.6 && abs(o.x + lean * o.y) < 1.45 + 0.30 * max(-o.y, 0.0)) {
      let stroke = 0.5 - 0.5 * sway1(phase + 0.25);
      let closed = stroke * stroke * (0.35 + 0.65 * frame.energy);
      let jelly = jellyfish(rotate(o, lean), closed, clock * 0.5 + frame.beat * 0.25, chance, edge / size * 1.4);
      let near = select(0.34 + 0.12 * k, 1.0, hero) * (0.70 + 0.30 * clear);
      let hit = select(frame.snare, hitLight(), hero);
      c = mix(c, deep * 0.22 + shadow * 0.25 + c * 0.30, jelly.z * near * 0.62);
      c += (skin * (jelly.x * shine * (0.72 + 0.55 * hit)) + mix(accent, highlight, 0.35) * (jelly.y * (0.26 + 0.22 * frame.bass + 0.75 * hit) * (0.55 + 0.45 * shine))) * near;
    }
    if (hero) {
      // Its glow in the water.
      let around = 1.0 / (1.0 + 0.9 * dot(o, o));
      c += mix(body, accent, 0.5) * (around * around * (0.05 + 0.09 * depth) * (0.5 + 1.2 * frame.kick));
    }
  }
  c += shafts * 0.20;

  // What frames the view: a reef and kelp close by, dark and out of focus, at the side away from the jellyfish.
  let rim = p.x * side - mix(0.50, 0.16, portrait);
  let darkness = deep * 0.16 + shadow * 0.06;
  let rise = -half * 0.98 + 0.36 * smoothstep(-0.30, 0.42, rim);
  if (p.y < rise + 0.08) {
    let mound = rise + 0.045 * line1(p.x * 7.0 + pan * 2.2, salt + 11) + 0.018 * line1(p.x * 23.0 + pan * 7.2, salt + 12);
    c = mix(c, darkness + mix(body, shadow, 0.4) * (0.10 * exp2(-max(mound - p.y, 0.0) * 22.0) * light), clamp((mound - p.y) / (edge * 5.0) + 0.5, 0.0, 1.0));
  }
  let near = p.y + half;
  let nearest = (1.0 + 0.5 * frame.look.y + 0.5 * portrait);
  if (frame.look.y > 0.12 && rim > -0.20 && near * 1.5 < nearest) {
    let leaf = kelp(p.x * 6.0 + pan * 7.0 + 50.0, near * 1.5, current, salt + 777, clamp(rim * 2.2 + 0.45, 0.0, 0.9) * (0.35 + 0.65 * frame.look.y), nearest, edge * 24.0);
    c = mix(c, darkness + mix(body, accent, 0.2) * (0.05 * leaf.y * light * clamp(near, 0.0, 1.0)), leaf.x * 0.94);
  }

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
