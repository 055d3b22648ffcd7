// A path into a misty wood, the light low behind the trees. look: mist, night, density, fireflies.

// Kicks roll through the wood from the depth towards the viewer: how lit the air is at a distance.
fn waveAt(z: f32) -> f32 {
  var light = 0.0;
  for (var i = 0; i < 3; i++) {
    let hit = frame.pulses[i];
    let front = 13.0 - hit.x * 22.0;
    light = max(light, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(z - front) * 0.30));
  }
  return light;
}

// Trunks of one row of trees, 1 where they stand; x in world units, y over the ground. The path in the middle stays free.
fn trunks(x: f32, y: f32, root: f32, row: i32, soft: f32, share: f32) -> f32 {
  let cell = floor(x);
  // Steps of the golden kind in place of a hash: cheap, and the trees keep even distances.
  let chance = fract(cell * 0.7548777 + hash1(row * 57));
  let more = fract(chance * 61.0);
  let centre = cell + 0.25 + 0.5 * fract(chance * 17.0);
  let dx = abs(x - centre - (more - 0.5) * 0.14 * y);
  let stands = select(0.0, 1.0, chance < share && abs(centre) > 0.6);
  return clamp((0.05 + 0.14 * more * more + root - dx) / soft + 0.5, 0.0, 1.0) * stands;
}

// Fireflies or dust: one wandering mote in some cells.
fn motes(p: vec2f, salt: i32, share: f32) -> f32 {
  let cell = floor(p);
  let chance = hash2(vec2i(cell) + vec2i(salt, 31));
  let turn = frame.travel * (0.11 + 0.16 * chance) + chance * 37.0;
  let d = p - cell - 0.5 - 0.28 * vec2f(sway1(turn), sway1(turn * 1.31 + 0.3));
  let glow = max(0.0, 1.0 - dot(d, d) * 45.0);
  return glow * glow * glow * select(0.0, 0.30 + 0.70 * abs(fract(frame.beat * 0.25 + chance * 7.0) * 2.0 - 1.0), chance < share);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let mist = frame.look.x;
  let night = frame.look.y;
  let share = 0.34 + 0.46 * frame.look.z;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();

  // Walk down the path; a step to one side with each bar, a breath of the lens before a drop.
  let sway = barStep(salt, 1.5) * (0.15 + 0.45 * frame.motion);
  let zoom = 1.0 - 0.10 * frame.lift + 0.07 * frame.drop - 0.015 * frame.kick * frame.motion;
  let walk = frame.travel * 0.55;
  let phase = fract(walk);
  let first = i32(floor(walk)) + salt;
  let horizon = -0.13 - 0.10 * portrait + 0.04 * (other - 0.5);

  let q = centred(pixel);
  let p = vec2f(q.x, q.y - horizon) * zoom;
  let light = (0.50 + 0.50 * frame.energy + 0.40 * frame.lift + 0.55 * frame.drop) * mix(1.0, 0.62, night);
  let sun = vec2f(select(-1.0, 1.0, third > 0.5) * mix(0.26, 0.13, portrait) * (0.6 + 0.4 * other), 0.27 + 0.05 * night + 0.14 * portrait);
  let away = p - sun;
  let square = dot(away, away);
  let warm = mix(accent, highlight, 0.25 + 0.60 * night);
  let cool = mix(body, shadow, 0.45 + 0.2 * night);

  // Leaves close the picture above; behind the thick of them nothing is drawn.
  let reach = 1.0 / (1.0 + 5.5 * square);
  let glow = reach * reach;
  let top = 0.5 * wholeSides().y;
  let hang = q.y - top + 0.19 + 0.10 * portrait + 0.30 * q.x * q.x;
  var leaves = 0.0;
  var leafLight = 0.0;
  if (hang > -0.05) {
    let shift = vec2f(frame.travel * 0.02 + sway * 0.06, 0.010 * sin(frame.time * 0.9));
    let leaf = noise2((q + shift) * 8.0 + 20.0 * other) * 0.50 + noise2(rotate(q + shift, 0.6) * 27.0) * 0.28 + noise2(rotate(q + shift, 1.1) * 71.0) * 0.22;
    leaves = clamp((hang * 3.2 + leaf - 0.62) * 16.0, 0.0, 1.0);
    leafLight = 0.02 + 0.20 * glow * light * clamp(1.0 - hang * 6.0, 0.0, 1.0);
    if (leaves > 0.995) { return vec4f(deep * 0.20 + warm * leafLight, 0.0); }
  }

  // Shafts fan out from above the light; the snare lights some of them.
  let fan = away.x / (0.42 + 0.5 * portrait + sun.y - p.y);
  let shaftA = line1(fan * 9.0 + frame.travel * 0.06, 400 + salt);
  let shaftB = line1(fan * 23.0 - frame.travel * 0.10, 900 + salt);
  let shaft = shaftA * shaftA * (0.35 + 0.9 * shaftB);
  let picked = step(0.55, shaftB) * frame.snare;
  // Every hit breathes light into the shafts and the clearing.
  let hit = hitLight();
  let beam = shaft * reach * (0.30 + 0.70 * mist) * (0.50 + 0.25 * frame.beatPulse * frame.energy + 1.2 * hit + 1.2 * picked) * mix(1.0, 0.55, night);

  // Air at the end of the wood: the brightest thing in the picture.
  let core = 1.0 / (1.0 + (90.0 + 120.0 * night) * square);
  let air = cool * (0.30 + 0.20 * mist) + warm * (glow * (0.48 - 0.24 * night + 0.32 * hit) + core * (0.5 + 0.5 * hit));
  var c = air * light;
  if (night > 0.45) {
    let disc = clamp((0.050 - sqrt(square)) * 160.0 + 0.5, 0.0, 1.0);
    c += highlight * (disc * 0.9 * light);
  }
  let farWave = waveAt(11.0);
  c += warm * (farWave * 0.35 * glow * light);

  let softness = pixelSize * zoom * 1.3;
  // Rows of trees from the far end to the near: each a little darker and clearer than the one behind it.
  var ground = 0.0;
  if (p.y < 0.0) {
    ground = 1.0;
    let z = 0.62 / max(-p.y, 1e-3);
    let far = exp2(-z * (0.20 + 0.16 * mist));
    let x = p.x * z - sway;
    let soil = noise2(vec2f(x * 2.3, (z + walk * 1.0) * 2.1));
    let pathEdge = abs(x + 0.35 * sin((z + walk) * 0.55)) - 0.55 + 0.35 * soil;
    let path = clamp(1.0 - pathEdge * 2.4, 0.0, 1.0);
    // Light lies on the path in pools, and runs along it with each kick.
    let pool = 0.5 + 0.5 * sway1(x * 0.31 + 0.4 * sway1((z + walk) * 0.23)) * sway1((z + walk) * 0.19 + 0.3 * sway1(x * 0.17));
    let under = exp2(-abs(p.x - sun.x * 0.6) * 3.0);
    let lit = (0.10 + 0.9 * path) * (0.20 + 1.6 * pool * pool) * under * (0.55 + 1.0 * waveAt(z));
    let earth = (deep * 0.5 + shadow * 0.22) * (0.4 + soil) + warm * (lit * light * 0.34);
    c = mix(c, earth, far * 0.92);
  }

  for (var i = 0; i < 4; i++) {
    let z = 7.6 - (f32(i) + phase) * 1.85 + 0.25;
    let row = first - i;
    let foot = p.y * z + 0.62;
    if (foot > 0.0) {
      let root = max(0.0, 0.10 - foot * 0.16);
      let x = p.x * z - sway + f32(row & 1) * 0.37;
      let cover = trunks(x, foot, root * root * 9.0, row, z * softness + 0.004, share) * clamp((z - 0.28) * 3.0, 0.0, 1.0) * clamp(7.9 - z, 0.0, 1.0) * clamp(foot * 6.0, 0.0, 1.0);
      if (cover > 0.0) {
        // Mist stands about their feet; the bass lets it rise.
        let wave = waveAt(z);
        let fog = exp2(-foot * (2.2 - 1.2 * frame.bass)) * (0.25 + 0.6 * mist);
        let clear = exp2(-z * (0.10 + 0.22 * mist)) * (1.0 - fog * 0.55) * cover;
        c = mix(c, deep * 0.28 + shadow * 0.05 + warm * (0.10 * wave * glow), clear) + air * (wave * 0.5 * light * (cover - clear));
      }
    }
    if (i == 1) { c += warm * (beam * light * 0.55); }
    if (i == 2) { c += warm * (beam * light * 0.22); }
  }

  // Mist over the ground between the trunks.
  let bank = exp2(-abs(p.y - 0.02) * (15.0 - 6.0 * frame.bass));
  c += (cool * 0.35 + warm * (0.35 * glow + 0.25 * farWave)) * (bank * mist * light * (0.35 + 0.5 * frame.bass));

  c = mix(c, deep * 0.20 + warm * leafLight, leaves);
  let low = q.y + top;
  if (low < 0.20) {
    // Two rows of grass, taller towards the sides.
    let tallest = 0.045 + 0.20 * min(q.x * q.x, 0.7) + 0.02 * portrait;
    var cover = 0.0;
    for (var i = 0; i < 2; i++) {
      let x = q.x * (34.0 - 12.0 * f32(i)) + sway * (1.0 + f32(i)) + other * 30.0;
      let bend = low * low * (60.0 + 40.0 * frame.bass * sway1(frame.travel * 0.13 + q.x * 0.4));
      let bent = x + bend * (1.0 - 2.0 * f32(i));
      let cell = floor(bent);
      let chance = hash1(i32(cell) + 77 + 500 * i);
      let tall = tallest * (0.35 + chance) * (0.7 + 0.5 * f32(i));
      cover = max(cover, clamp(((1.0 - low / tall) * 0.34 - abs(bent - cell - 0.5)) * 9.0, 0.0, 1.0));
    }
    c = mix(c, deep * 0.16 + warm * (0.012 * light), max(cover, clamp((0.016 - low) * 90.0, 0.0, 1.0)));
  }

  // Fireflies in the dark, dust in the sun: hats call them.
  let amount = frame.look.w * (0.35 + 0.45 * frame.energy) + 0.15 * frame.drop;
  if (amount > 0.02) {
    let band = exp2(-abs(p.y + 0.02) * 3.4) - 0.25;
    if (band > 0.0) {
      let drift = vec2f(frame.travel * 0.10, -frame.travel * 0.05);
      let sparks = motes(p * 5.0 + drift + 11.0, salt, amount) + 0.55 * motes(p * 10.5 + drift * 1.7 - vec2f(0.0, 40.0), salt + 7, amount * 0.8);
      c += mix(warm, highlight, 0.3) * (sparks * band * (0.40 + 3.4 * frame.hat + 0.5 * night));
    }
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
