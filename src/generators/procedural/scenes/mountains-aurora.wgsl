// Aurora over a great peak and a still lake, a tent with a lamp in it on the near shore. look: aurora, snow, mist, stars.

// Height of a ridge line at x: folded noise makes peaks, not hills.
fn ridgeHeight(x: f32, salt: f32) -> f32 {
  let a = 1.0 - abs(2.0 * noise2(vec2f(x * 0.9, salt)) - 1.0);
  let b = 1.0 - abs(2.0 * noise2(vec2f(x * 2.3 + 5.1, salt + 3.7)) - 1.0);
  let c = 1.0 - abs(2.0 * noise2(vec2f(x * 6.3, salt + 9.2)) - 1.0);
  return a * a * 0.68 + b * b * 0.24 + c * 0.08;
}

// Spurs and gullies that run down from the crest, folded sharp; their slope along u is what the light models.
fn relief(u: f32, below: f32) -> f32 {
  return 1.0 - abs(2.0 * noise2(vec2f(u * 9.0 + below * 4.0, below * 6.0)) - 1.0);
}

// A conifer's outline: 1 inside. x from the trunk, y over its foot, both in heights of the tree.
fn conifer(x: f32, y: f32, soft: f32) -> f32 {
  let tier = fract(y * 7.0 + x * 0.8);
  let wide = (1.0 - y) * (0.13 + 0.13 * (1.0 - tier));
  return clamp((wide - abs(x)) / soft + 0.5, 0.0, 1.0) * step(y, 1.0);
}

// Light of one curtain at a point of the sky; y is height over the horizon. Its rays run together far above, as those of a real one do.
fn curtain(p: vec2f, k: f32, side: f32) -> vec3f {
  let drift = frame.travel * (0.045 + 0.02 * k);
  let u = side * p.x * (1.5 / (1.5 + k * 0.5 - p.y));
  // The foot of the curtain wanders like a ribbon, from the horizon on one side up over the picture.
  let fold = noise2(vec2f(u * (1.7 + 0.8 * k) + drift + frame.seed * 31.0, k * 7.3 + drift * 0.7)) - 0.5;
  let foot = 0.29 - 0.04 * k + (0.26 - 0.46 * k) * u + fold * (0.21 + 0.16 * frame.highMid) + 0.022 * sway1(u * 2.3 + fold * 2.6 + drift * 2.0);
  let rise = p.y - foot;
  // Rays: fine structure that follows the spectrum along the ribbon.
  let at = clamp((u * 0.25 + 0.42) * 7.0 + fold * 1.4, 0.0, 6.99);
  let left = i32(at);
  let level = mix(frame.spectrum[left].y, frame.spectrum[left + 1].y, fract(at));
  let fine = noise2(vec2f(u * (24.0 + 12.0 * k) + fold * 22.0 - drift * 5.0, k * 3.1 + frame.travel * 0.35));
  let tall = (0.13 + 0.24 * level + 0.08 * frame.energy) * (0.55 + 0.9 * fine) * (1.0 - 0.25 * k);
  let glow = select(exp2(rise * 46.0), exp2(-rise / tall * 1.5), rise > 0.0);
  let hem = exp2(-abs(rise - 0.008) * 42.0);
  let bunch = clamp(0.62 + 1.25 * fold * select(-1.0, 1.0, k > 0.5), 0.10, 1.2);
  let high = clamp(rise / tall * 0.62, 0.0, 1.0);
  let colour = mix(frame.palette[3].rgb, vivid(frame.palette[2].rgb, 0.10, 0.30) * 0.9 + frame.palette[4].rgb * 0.06, high);
  return (colour * (glow * (0.35 + 0.75 * fine)) + frame.palette[4].rgb * (hem * 0.16 * fine)) * (bunch * (0.6 + 0.9 * level + 0.55 * frame.kick * (1.0 - k)) * (1.0 - 0.35 * k));
}

fn skyAt(p: vec2f, strength: f32, side: f32) -> vec3f {
  let up = clamp(p.y, 0.0, 1.0);
  let c = mix(frame.palette[1].rgb * 0.50 + frame.palette[2].rgb * 0.12 + frame.palette[3].rgb * (0.10 * strength), frame.palette[0].rgb * 0.42, smoothstep(0.0, 0.55, up));
  return c + (curtain(p, 0.0, side) + curtain(p, 1.0, side)) * (strength * 1.08);
}

fn starsAt(p: vec2f) -> f32 {
  let grid = p * 46.0;
  let cell = floor(grid);
  let id = vec2i(cell);
  let chance = hash2(id);
  if (chance < 0.80) { return 0.0; }
  let offset = vec2f(hash2(id + vec2i(71, 13)), hash2(id + vec2i(17, 59))) * 0.7 + 0.15;
  let d = length(grid - cell - offset);
  let twinkle = 0.55 + 0.45 * sin(frame.time * 2.0 + chance * 400.0) + 1.3 * frame.hat * step(0.93, chance);
  return smoothstep(0.09, 0.0, d) * (chance - 0.78) * 9.0 * twinkle;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let portrait = uprightness();
  let q = centred(pixel);
  // A slow truck sideways; a bar's worth of breathing up and down.
  let along = (frame.seed - 0.5) * 60.0 + frame.travel * (0.03 + 0.24 * frame.motion);
  let push = 1.0 - 0.07 * frame.sceneProgress - 0.03 * frame.drop;
  let p = (q + vec2f(0.0, 0.10 - 0.16 * portrait)) * push;
  let shore = -0.10;
  let nearSide = select(-1.0, 1.0, fract(frame.seed * 13.7) > 0.5);
  let hutX = -nearSide * mix(0.42, 0.17, portrait) * (0.5 + 0.5 * fract(frame.seed * 29.3));
  let isLake = p.y < shore;
  // The lake mirrors the picture; kicks send ripples over it.
  let depth = max(shore - p.y, 0.0);
  let ripple = sin(depth * 150.0 / (depth + 0.12) + frame.time * 1.6) * (0.0015 + 0.010 * frame.bass * depth + 0.008 * frame.kick * depth);
  let m = vec2f(p.x + ripple * 0.45, select(p.y, shore + depth * 1.45 + ripple * 2.0, isLake));
  let strength = (0.25 + 0.55 * frame.look.x) * (0.35 + 0.75 * frame.energy + 0.45 * frame.lift + 0.6 * frame.drop);

  var c = vec3f(0.0);
  let height = m.y - shore;
  // Ridges from the farthest to the nearest, each a silhouette with its own haze and snow.
  // A great peak in every stretch of the range, broken crests between.
  let range = m.x * 1.5 + along * 0.10;
  let stretch = range * 0.42 + frame.seed * 5.0;
  let fromPeak = fract(stretch) - 0.5;
  let pyramid = max(0.0, 1.0 - abs(fromPeak) * select(3.4, 2.7, fromPeak < 0.0));
  let farTop = 0.06 + 0.19 * ridgeHeight(range, 2.0 + floor(frame.seed * 9.0)) + 0.30 * pyramid * sqrt(pyramid + 0.02);
  let midTop = 0.025 + 0.13 * noise2(vec2f(m.x * 1.9 + along * 0.30 + 40.0, 7.0 + floor(frame.seed * 9.0)));
  let pixelSize = 1.6 / min(frame.resolution.x, frame.resolution.y);
  let isFar = smoothstep(farTop + pixelSize, farTop - pixelSize, height);
  let isMid = smoothstep(midTop + pixelSize, midTop - pixelSize, height);
  if (isFar < 0.999) {
    c = skyAt(vec2f(m.x, height), strength, nearSide);
    if (!isLake) { c += frame.palette[4].rgb * (starsAt(q * 1.0) * frame.look.w * smoothstep(0.05, 0.5, height)); }
  }
  if (isFar > 0.001) {
    // Spurs run down from the peak and part the light: one flank of each looks to the curtains, the other lies in the blue.
    let below = farTop - height;
    // The ridge that comes down from the peak winds. Spurs are counted from the peak to both sides, so that neighbouring stretches join.
    let ridge = fromPeak + (0.5 - abs(fromPeak)) * (0.34 * (noise2(vec2f(below * 9.0, 3.0 + floor(stretch) * 5.0)) - 0.5) * min(below * 7.0, 1.0) + 0.30 * nearSide * below);
    let flank = clamp(ridge * 90.0, -1.0, 1.0);
    let apart = abs(fromPeak);
    let valley = floor(stretch) + select(0.0, 1.0, ridge > 0.0);
    let at = vec2f(apart * (0.7 + 0.75 / (0.5 + below * 2.2)) - below * (0.5 - apart) * 0.9, below * 2.2 + valley * 17.0);
    var spur = relief(at.x, at.y * 0.5) * 0.72;
    var other = relief(at.x + 0.045, at.y * 0.5) * 0.72;
    if (!isLake) {
      spur += 0.28 * (1.0 - abs(2.0 * noise2(vec2f(at.x * 31.0 - at.y * 3.0, at.y * 7.0)) - 1.0));
      other += 0.28 * (1.0 - abs(2.0 * noise2(vec2f(at.x * 31.0 + 0.9 - at.y * 3.0, at.y * 7.0)) - 1.0));
    }
    let facing = clamp(0.44 + (other - spur) * flank * nearSide * (1.7 * min((0.5 - apart) * 7.0, 1.0)) + 0.22 * flank * nearSide * clamp(8.0 * apart, 0.0, 1.0) * (1.0 - 2.0 * apart), 0.0, 1.0);
    // Snow keeps to the heights and lies longer in the gullies.
    let snowLine = smoothstep(-0.04, 0.04, (0.06 + 0.36 * frame.look.y) - below + (0.55 - spur) * 0.26);
    let lit = accent * (0.06 + 0.26 * strength) + highlight * (0.10 + 0.10 * strength);
    let dark = shadow * 0.30 + body * 0.10;
    let rock = shadow * (0.12 + 0.20 * facing) + deep * 0.30;
    let far = mix(rock, mix(dark, lit, facing * facing * (3.0 - 2.0 * facing)), snowLine * min(1.0, frame.look.y * 3.0));
    // Air between gathers at the foot.
    let foot = exp2(-max(height, 0.0) * (26.0 - 14.0 * frame.look.z));
    c = mix(c, mix(far, body * 0.16 + shadow * 0.30 + accent * 0.05 * strength, foot * (0.35 + 0.5 * frame.look.z)), isFar);
  }
  if (isMid > 0.001) {
    // Wooded hills, dark against the snow, mist at their feet.
    let lake = exp2(-max(height, 0.0) * 26.0);
    let crest = exp2(-max(midTop - height, 0.0) * 60.0);
    c = mix(c, deep * 0.30 + shadow * (0.10 + 0.14 * lake) + body * (0.03 + 0.06 * lake) + accent * ((0.02 + 0.05 * lake + 0.05 * crest) * strength), isMid);
    // A line of firs at the foot.
    let at = (m.x + along * 0.37) * 58.0;
    let tree = floor(at);
    let tall = 0.016 + 0.026 * hash1(i32(tree)) + 0.016 * noise2(vec2f(at * 0.16, 3.3));
    let fir = conifer((at - tree - 0.5) / 58.0 / tall, height / tall, pixelSize / tall);
    c = mix(c, deep * 0.16, max(fir, smoothstep(0.013 + pixelSize, 0.013 - pixelSize, height)));
  }
  // A hut on the far shore, its window answers the beat.
  let hut = vec2f(abs(m.x - hutX), height);
  if (hut.x < 0.08 && height < 0.09) {
    let roof = clamp((0.030 - hut.y - hut.x * 0.8) / pixelSize + 0.5, 0.0, 1.0) * step(hut.x, 0.024);
    c = mix(c, deep * 0.10, roof);
    let window = step(hut.x, 0.0062) * step(abs(hut.y - 0.0095), 0.0045);
    let warm = max(0.0, 0.00004 / (0.00006 + hut.x * hut.x + (hut.y - 0.0095) * (hut.y - 0.0095)) - 0.0066);
    c += mix(highlight, accent, 0.25) * ((window * 2.2 + warm * 0.40 * (1.0 - roof * 0.6)) * (0.45 + 0.9 * frame.beatPulse));
  }
  // Mist on the water, lit by the snare.
  let mist = exp2(-abs(p.y - shore) * (44.0 - 16.0 * frame.look.z)) * frame.look.z;
  c += (frame.palette[2].rgb * 0.22 + frame.palette[4].rgb * 0.14 * frame.snare) * mist * (0.35 + 0.65 * noise2(vec2f(p.x * 3.0 - frame.travel * 0.3, p.y * 9.0)));
  if (isLake) {
    // Water keeps less of the light the steeper one looks into it.
    c = c * mix(0.85, 0.48, clamp(depth * 2.2, 0.0, 1.0)) + frame.palette[1].rgb * 0.06 + frame.palette[2].rgb * (0.05 * strength * exp2(-depth * 9.0));
    // Hits run over the lake as rings of light.
    let floorPoint = vec2f(p.x, 1.0) / (depth + 0.045);
    for (var i = 0; i < 2; i++) {
      let pulse = frame.pulses[i];
      let centre = vec2f((pulse.z - 0.5) * 9.0, 7.0);
      let r = length((floorPoint - centre) * vec2f(1.0, 0.9)) - pulse.x * 6.0;
      c += frame.palette[3].rgb * (exp2(-r * r * 16.0) * pulse.y * exp2(-pulse.x * 3.0) * 0.22);
    }
  }
  // On the near shore stands a tent with a lamp in it, and whoever looks at the sky.
  let camp = vec2f(-nearSide * mix(0.30, 0.10, portrait), -0.352 - 0.31 * portrait);
  let bank = camp.y - 0.012 - 0.17 * (q.x - camp.x) * (q.x - camp.x) - 0.05 * max(0.0, (q.x - camp.x) * nearSide) + 0.006 * noise2(vec2f(q.x * 21.0, 4.0));
  let ground = clamp((bank - q.y) / pixelSize + 0.5, 0.0, 1.0);
  let lamp = 0.40 + 0.35 * frame.beatPulse + 1.1 * frame.kick + 0.25 * frame.energy;
  let warm = mix(highlight, accent, 0.20);
  let away = (q - camp - vec2f(0.0, 0.03)) * vec2f(1.0, 1.5);
  c = mix(c, deep * 0.12 + warm * (lamp * 0.0016 / (0.006 + dot(away, away)) * exp2(-max(bank - q.y, 0.0) * 26.0)), ground);
  let t = q - camp;
  if (abs(t.x) < 0.16 && abs(t.y - 0.05) < 0.09) {
    // A ridge tent: the gable with its slit looks to us, the side runs back; the lamp stands inside on the ground.
    let x = t.x * nearSide;
    let half1 = (0.082 - t.y) * 0.66;
    let foot = clamp((t.y + 0.012) / pixelSize + 0.5, 0.0, 1.0);
    let gable = clamp((half1 - abs(x)) / pixelSize + 0.5, 0.0, 1.0) * foot;
    let side = clamp((-half1 - x) / pixelSize + 0.5, 0.0, 1.0) * clamp((x + half1 + 0.078 - 0.18 * t.y) / pixelSize + 0.5, 0.0, 1.0) * clamp((0.078 - 0.10 * (-x) - t.y) / pixelSize + 0.5, 0.0, 1.0) * foot;
    let heart = vec2f(x + 0.012, (t.y - 0.016) * 0.8);
    let shine = lamp * (0.05 + 0.00085 / (0.0010 + dot(heart, heart)));
    let slit = clamp(1.2 - abs(x) / (0.0016 + 0.10 * max(0.050 - t.y, 0.0)), 0.0, 1.0);
    c = mix(c, warm * (shine * 0.42) + accent * (0.04 * lamp), side);
    c = mix(c, warm * (shine * mix(0.72, 1.5, slit)), gable);
    let who = vec2f(t.x + nearSide * 0.118, t.y + 0.012) / 0.095;
    let figure = clamp(-coated(who, 0.0, vec2f(0.0, 0.0)) * 0.095 / pixelSize + 0.5, 0.0, 1.0);
    let lit1 = clamp(who.x * nearSide * 6.0 + 0.2, 0.0, 1.0);
    c = mix(c, deep * 0.10 + warm * (0.16 * lamp * lit1 * clamp(1.1 - who.y, 0.0, 1.0)), figure);
  }
  c += warm * (lamp * 0.00045 / (0.0045 + dot(away, away)) * (1.0 - ground) * clamp(1.4 - dot(away, away) * 12.0, 0.0, 1.0));
  // Firs on the near shore frame one side; they sway with the low mids.
  let edge = 0.5 * frame.resolution.x / min(frame.resolution.x, frame.resolution.y);
  let inward = edge - q.x * nearSide;
  if (inward < 0.42) {
    let at = inward * 13.0 + frame.travel * 0.06 + frame.seed * 40.0;
    var cover = clamp((-0.30 - inward * (0.45 + 3.2 * inward) - q.y - 0.29 * portrait) / pixelSize + 0.5, 0.0, 1.0);
    for (var i = 0; i < 2; i++) {
      let tree = floor(at * (1.0 + 0.37 * f32(i)));
      let place = (tree + 0.5) / (1.0 + 0.37 * f32(i));
      let chance = hash1(i32(tree) * 2 + i);
      let rooted = max(0.0, inward + (place - at) / 13.0);
      let tall = (0.50 + 0.32 * chance) * clamp(1.15 - rooted * 3.4, 0.0, 1.0);
      let y = (q.y + 0.40 + 0.29 * portrait + rooted * (0.45 + 3.2 * rooted)) / max(tall, 0.02);
      let x = ((at - place) / 13.0 + 0.006 * y * y * frame.lowMid * sin(frame.time * 1.7 + chance * 20.0)) / max(tall, 0.02);
      cover = max(cover, select(0.0, conifer(x, max(y, 0.0), pixelSize / max(tall, 0.02)), tall > 0.05));
    }
    c = mix(c, deep * 0.10 + accent * 0.004 * strength, cover);
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
