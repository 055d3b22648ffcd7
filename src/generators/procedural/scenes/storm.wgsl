// Someone under an umbrella before a shelf of cloud over a plain, a strip of light under it, lightning and rain. look: rain, night, bolts, wind.

// Random broken line over a row of the picture, -0.5 to 0.5: corners every 1/scale.
fn crooked(y: f32, salt: i32) -> f32 {
  let cell = floor(y);
  let i = i32(cell) + salt;
  return mix(hash1(i), hash1(i + 1), y - cell) - 0.5;
}

// Rain streaks: one falling line in each slanted column that has one.
fn streaks(x: f32, y: f32, columns: f32, fall: f32, share: f32) -> f32 {
  let at = x * columns;
  let column = floor(at);
  let chance = hash1(i32(column) + 911);
  let phase = fract(y * columns * 0.030 + fall * (0.8 + 0.5 * chance) + chance * 37.0);
  return max(0.0, 1.0 - abs(at - column - 0.5) * 3.4) * max(0.0, 1.0 - phase * 4.2) * select(0.0, 0.35 + chance, chance < share);
}

// One flash of lightning: glow inside the cloud, and where it strikes the ground. Local on purpose: it never lights the whole picture.
fn flashShape(p: vec2f, place: vec2f, cloud: f32) -> f32 {
  let d = (p - place) * vec2f(0.72, 1.1);
  let near = max(0.0, 1.25 - dot(d, d) * 13.0 - (0.75 - cloud) * 1.9);
  return near * near;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let night = frame.look.y;
  let wind = frame.look.w;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();
  let side = select(-1.0, 1.0, third > 0.5);

  // A slow push towards the storm; each bar leans a little the other way.
  let lean = barStep(salt, 1.6) * (0.01 + 0.10 * frame.motion);
  let zoom = 1.0 - 0.06 * frame.sceneProgress - 0.08 * frame.lift + 0.05 * frame.drop;
  let horizon = -0.20 - 0.12 * portrait + 0.04 * (other - 0.5) + 0.010 * frame.kick * frame.motion;
  let q = centred(pixel);
  let p = vec2f(q.x + lean, q.y - horizon) * zoom;
  let light = (0.66 + 0.40 * frame.energy + 0.40 * frame.lift + 0.5 * frame.drop) * mix(1.0, 0.55, night);
  let focus = side * mix(0.34, 0.12, portrait);
  let strip = mix(accent, highlight, 0.22 + 0.3 * night);
  let edge = pixelSize * zoom;

  // The last hits: kicks glow inside the cloud, some snares strike.
  let bolts = 0.30 + 0.70 * frame.look.z;
  var c = vec3f(0.0);
  let up = max(p.y, 0.0);

  // Light under the shelf, strongest on the side of the storm's gap.
  let along = (p.x - focus * 0.5) * 1.5;
  let gap = 1.0 / (1.0 + along * along);
  let low = exp2(-abs(p.y) * 10.0);
  let open = (strip * ((0.58 + 0.55 * hitLight()) * low + 0.10) + body * 0.20) * (gap * light) + shadow * 0.16;

  if (p.y > 0.0) {
    // Perspective of a flat cloud base above the plain.
    let away = 0.62 / (up + 0.15);
    let drift = frame.travel * (0.12 + 0.20 * wind);
    let ground = vec2f(p.x * away, away) * 1.25;
    // The base is drawn into long rolls that bend round the middle of the storm.
    let bow = ground.y + ground.x * ground.x * 0.16;
    let broad = noise2(vec2f(ground.x * 0.75 + drift + other * 40.0, bow * 1.15 + drift * 0.6));
    let fine = noise2(vec2f(ground.x * 1.7 - drift * 0.7 + broad * 1.6, bow * 3.4 + broad * 2.4 + 9.0));
    let detail = noise2(vec2f(ground.x * 5.2 + fine * 2.0 + drift, bow * 8.0 + fine * 1.4)) - 0.5;
    let cloud = broad * 0.55 + fine * 0.45 + detail * 0.16;
    // Edge of the shelf: hangs over the strip of light.
    let shelf = 0.070 + 0.030 * portrait + 0.05 * (cloud - 0.5) + 0.07 * p.x * p.x - 0.02 * frame.lift;
    let inside = clamp((p.y - shelf) * 42.0 + 0.5, 0.0, 1.0);
    // Rolls catch the light of the horizon from below.
    let underlit = clamp((cloud - 0.36) * 2.6, 0.0, 1.0);
    let fade = exp2(-up * 4.0);
    var sky = (deep * 0.5 + shadow * 0.30 + body * 0.05) * (0.12 + 1.3 * cloud * cloud);
    sky += (strip * 0.34 + body * 0.30) * (underlit * underlit * fade * gap * light) + (body * 0.20 + strip * 0.03) * (underlit * underlit * light);
    for (var i = 0; i < 4; i++) {
      let hit = frame.pulses[i];
      let isSnare = hit.w;
      let power = hit.y * exp2(-hit.x * 7.0) * (1.0 - 0.35 * isSnare) * (0.35 + 0.65 * frame.energy);
      if (power > 0.02) {
        let place = vec2f((fract(hit.z * 7.0) - 0.5) * mix(1.35, 0.55, portrait), 0.16 + 0.24 * fract(hit.z * 31.0));
        sky += mix(highlight, body, 0.25) * (flashShape(p, place, cloud) * power * (0.10 + 1.5 * cloud * cloud) * 1.3);
      }
    }
    c = mix(open, sky, inside);
    // Curtains of rain hang from the cloud before the light.
    let far = noise2(vec2f(p.x * 7.0 + p.y * 2.6 * (0.4 + wind) + drift * 2.0, 3.0 + other * 9.0));
    c = mix(c, shadow * 0.30 + strip * (0.16 * gap * light), clamp((far - 0.52) * 3.0, 0.0, 0.75) * frame.look.x * clamp(1.3 - p.y * 3.6, 0.0, 1.0));
  } else {
    // The plain: dark grass with a wet track that holds the sky.
    let z = 0.10 / max(-p.y, 1e-3);
    let far = exp2(-z * 0.10);
    let forward = z * 2.2 + frame.travel * 0.6;
    let grass = noise2(vec2f(p.x * z * 16.0, forward * 3.0));
    let sheen = noise2(vec2f(p.x * z * 2.2 - frame.travel * 0.5 * wind, forward * 0.8));
    let bend = focus * 0.55 + 0.16 * sin(z * 1.4 + third * 9.0) * z * 0.35;
    let off = abs(p.x - bend * (1.0 - exp2(-z * 0.9)) - (0.05 - focus * 0.4) / (z + 0.35)) * z;
    let track = clamp(1.5 - off * 15.0 + (grass - 0.5) * 0.9, 0.0, 1.0) * clamp(0.2 + frame.look.x, 0.0, 1.0);
    let field = deep * 0.25 + shadow * (0.05 + 0.10 * grass) + strip * (0.16 * sheen * sheen * low * gap * light);
    let water = open * (0.65 + 0.25 * grass) + strip * 0.05 * light;
    // The kick runs along the water towards the viewer.
    var run = 0.0;
    for (var i = 0; i < 3; i++) {
      let hit = frame.pulses[i];
      run = max(run, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(z - 2.6 + hit.x * 5.0) * 1.6));
    }
    c = mix(field, water + highlight * (run * 0.5), track);
    c = mix(open * 0.55, c, far);
  }

  // Bolts: their paths are the same for a whole row of the picture.
  for (var i = 0; i < 4; i++) {
    let hit = frame.pulses[i];
    let picked = select(0.0, 1.0, hit.w > 0.5 && fract(hit.z * 3.7) < bolts);
    let after = hit.y * exp2(-hit.x * 9.0) * picked * (0.4 + 0.6 * frame.energy);
    if (after > 0.03) {
      let foot = -side * mix(0.30, 0.12, portrait) + (hit.z - 0.5) * mix(0.5, 0.25, portrait);
      let key = salt + i32(hit.z * 4096.0);
      let topY = 0.34 + 0.16 * portrait;
      let wander = crooked(p.y * 9.0, key) * 0.13 + crooked(p.y * 31.0, key + 50) * 0.035 + crooked(p.y * 90.0, key + 90) * 0.010;
      let path = foot + wander + p.y * (hit.z - 0.5) * 0.5;
      let d = abs(p.x - path);
      let within = select(0.0, 1.0, p.y > -0.004 && p.y < topY);
      let thin = clamp(1.6 - d / edge * 0.75, 0.0, 1.0);
      // A branch leaves half way down.
      let fork = 0.13 + 0.10 * fract(hit.z * 13.0);
      let down = max(fork - p.y, 0.0);
      let d2 = abs(p.x - path - down * select(-0.9, 0.9, fract(hit.z * 5.0) > 0.5) - crooked(p.y * 47.0, key + 31) * min(down, 0.05));
      let branch = clamp(1.2 - d2 / edge * 0.9, 0.0, 1.0) * clamp(down * 400.0, 0.0, 1.0) * clamp(1.0 - down * 10.0, 0.0, 1.0);
      let halo = 0.0009 / (0.0009 + d * d) * clamp((topY - p.y) * 8.0, 0.0, 1.0) * clamp(1.0 + p.y * 14.0, 0.0, 1.0);
      c += mix(highlight, vec3f(1.0), 0.4) * ((thin * within * 6.0 + branch * within * 2.2) * after) + mix(body, highlight, 0.6) * (halo * after * 0.55);
    }
  }

  // A lone tree at the third, bent by the wind and moved by the bass.
  let t = (p - vec2f(focus, -0.008)) * vec2f(-side, 1.0) * 0.80;
  if (abs(t.x) < 0.17 && t.y > -0.02 && t.y < 0.24) {
    let gust = (0.25 + 0.75 * wind) * (0.22 + 0.10 * frame.bass * sin(frame.time * 5.0 + t.y * 20.0));
    let bent = vec2f(t.x - gust * t.y * t.y * 3.0, t.y);
    let crown = (bent - vec2f(0.0, 0.128)) * vec2f(1.0, 1.45);
    let leaf = noise2(bent * 46.0 + frame.time * vec2f(0.9, 0.2) * wind) * 0.6 + noise2(bent * 120.0) * 0.4;
    let ball = 0.088 - length(crown) + (leaf - 0.60) * 0.085;
    let trunk = 0.0075 + 0.004 * max(0.0, 1.0 - bent.y * 30.0) - abs(bent.x + 0.012 * sin(bent.y * 60.0) * bent.y * 5.0);
    let bough = 0.0035 - abs(abs(bent.x) - (bent.y - 0.045) * 0.55);
    let cover = max(clamp(ball / (edge * 2.0) + 0.5, 0.0, 1.0), max(clamp(trunk / edge + 0.5, 0.0, 1.0) * step(t.y, 0.12), clamp(bough / edge + 0.5, 0.0, 1.0) * step(0.045, t.y) * step(t.y, 0.13)));
    c = mix(c, deep * 0.12 + strip * (0.018 * light * leaf), cover * step(-0.004, t.y));
  }

  // Someone under an umbrella stands before the storm and looks at it; the wind has the coat, lightning lies along the edges.
  let w = (p - vec2f(-side * mix(0.21, 0.07, portrait) - 1.4 * lean * (1.0 - 0.5 * portrait), -0.185 - 0.05 * portrait)) * vec2f(side, 1.0) / (0.32 + 0.06 * portrait);
  if (abs(w.x) < 0.52 && w.y > -0.08 && w.y < 1.36) {
    let tilt = (0.05 + 0.13 * wind) * (1.0 + (0.2 + 1.2 * frame.motion) * frame.bass * sin(frame.time * 3.1));
    let tail = clamp(0.5 - w.y, 0.0, 0.3);
    let at = vec2f(w.x - tail * tail * (0.3 + 1.5 * wind) * (1.0 + (0.15 + 0.5 * frame.motion) * sin(frame.time * 7.0 + w.y * 14.0)), w.y);
    let who = coated(vec2f(mix(w.x, at.x, step(0.262, w.y)), w.y), 0.0, vec2f(0.0, 0.22));
    // The umbrella, its ribs and its stick, tilted into the wind.
    let dome = rotate(w - vec2f(0.06, 0.885), -tilt * 1.4);
    let rib = abs(fract(dome.x * 4.2 + 0.5) - 0.5);
    let canopy = max(length(dome * vec2f(1.0, 1.30)) - 0.37, 0.045 - 0.10 * rib - dome.y);
    let stick = min(limb(dome, vec2f(0.07, -0.36), vec2f(0.0, 0.31), 0.008), limb(dome, vec2f(0.0, 0.28), vec2f(0.0, 0.33), 0.007));
    let soft = edge / (0.32 + 0.06 * portrait);
    let flash = hitLight() * (0.35 + 0.65 * frame.energy);
    let cloth = clamp(0.5 - canopy / soft, 0.0, 1.0);
    let figure = clamp(0.5 - min(who, stick) / soft, 0.0, 1.0);
    let toGap = clamp(0.5 + w.x * 2.4, 0.0, 1.0);
    let rim = clamp(1.0 + who / 0.045, 0.0, 1.0);
    c *= 1.0 - 0.55 * clamp(1.0 - length(w * vec2f(3.2, 16.0)), 0.0, 1.0);
    c = mix(c, deep * 0.08 + shadow * 0.03 + strip * (rim * rim * rim * toGap * clamp(w.y * 2.2 - 0.7, 0.0, 1.0) * light * (0.16 + 0.9 * flash)), figure);
    let through = clamp(0.25 + dome.y * 1.6, 0.0, 1.0) * (0.75 + 0.5 * rib);
    c = mix(c, deep * 0.10 + mix(accent, body, 0.3) * (light * through * (0.10 + 0.34 * flash)) + strip * (clamp(1.0 + canopy / 0.03, 0.0, 1.0) * toGap * light * (0.05 + 0.30 * flash)), cloth);
  }

  // Rain before the lens: hats make it glint.
  let amount = frame.look.x * (0.55 + 0.45 * frame.energy);
  if (amount > 0.03) {
    let slant = 0.06 + 0.30 * wind;
    let fall = frame.time * 0.5 + frame.travel * 1.0;
    let drops = streaks(q.x + q.y * slant, q.y, 34.0, fall, amount * 0.55) + 0.75 * streaks(q.x + q.y * slant * 0.9 + 3.7, q.y, 79.0, fall * 0.8, amount * 0.8);
    c += (c * 0.9 + (body * 0.10 + strip * 0.05) * light + highlight * (0.22 * frame.hat)) * drops * (0.35 + 0.65 * amount);
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
