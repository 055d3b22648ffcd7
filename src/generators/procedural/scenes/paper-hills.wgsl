// A landscape of cut paper in layers: hills, trees, clouds on threads, a sun and balloons. look: relief, trees, balloons, sky (pale to full colour).

fn inside(d: f32, foot: f32) -> f32 {
  return clamp(0.5 - d / foot, 0.0, 1.0);
}

// Outline of a hill: long swells, the slower the farther, raised by the bands.
fn ridge(x: f32, layer: f32, salt: f32) -> f32 {
  let own = fract(salt * 7.0 + layer * 0.37);
  return 0.62 * sway1(x * 0.31 + own) + 0.38 * sway1(x * 0.73 + own * 5.0);
}

// A cloud: three discs on a straight foot.
fn cloud(p: vec2f) -> f32 {
  let discs = min(length(p) - 0.30, min(length(p - vec2f(0.34, -0.08)) - 0.22, length(p + vec2f(0.36, 0.10)) - 0.20));
  return max(discs, -0.20 - p.y);
}

fn shade(pixel: vec2f) -> vec4f {
  let portrait = uprightness();
  let q = centred(pixel) * (1.0 - 0.04 * frame.lift - 0.06 * frame.drop);
  let size = wholeSides();
  let foot = pixelSpan() * 1.3;
  let hit = hitLight();
  let salt = frame.seed;
  let white = mix(vec3f(0.93, 0.92, 0.88), frame.palette[4].rgb, 0.25);
  let bright = vivid(frame.palette[3].rgb, 0.32, 0.62);
  let full = vivid(frame.palette[2].rgb, 0.14, 0.34);
  let deep = daylight(frame.palette[1].rgb, 0.05);
  // The air: in the accent, or under a cool sky in the body's colour.
  let air = select(bright, mix(full, white, 0.30), frame.look.w < 0.34);
  let pale = mix(air, white, 0.50);

  // From the nearest paper to the farthest: what comes through is `left`, dimmed by the shadows of the papers before.
  var sum = vec3f(0.0);
  var left = 1.0;
  for (var k = 0; k < 5; k++) {
    let layer = f32(k);
    let depth = 1.0 + layer * 0.85;
    let scale = 1.0 + layer * 0.42;
    var level = frame.bass;
    if (k == 1) { level = frame.lowMid; }
    if (k == 2) { level = frame.highMid; }
    if (k == 3) { level = frame.presence; }
    if (k == 4) { level = frame.air; }
    let base = -0.44 + 0.115 * layer + 0.012 * layer * layer - 0.08 * portrait + 0.030 * level;
    let swell = mix(0.05, 0.14, frame.look.x) * (1.0 + 0.25 * level) + 0.010 * frame.kick * (1.0 - 0.2 * layer);
    // Papers whose highest tree does not reach up here are passed over.
    if (left > 0.02 && q.y < base + swell + 0.34 / (1.0 + 0.26 * layer)) {
      let x = q.x * scale + frame.travel * 0.22 / depth + layer * 3.7 + salt * 29.0;
      let top = base + swell * ridge(x, layer, salt);
      let d = (q.y - top) * 0.92;
      let here = inside(d, foot);
      var paper = mix(full, deep, 0.35);
      if (k == 1) { paper = full; }
      if (k == 2) { paper = mix(full, white, 0.48); }
      if (k == 3) { paper = mix(bright, full, 0.12); }
      if (k == 4) { paper = mix(bright, white, 0.42); }
      // Fields on every other hill: bands that follow the ridge, in two tones of the paper.
      if (k == 1 || k == 3) {
        let band = fract((top - q.y) * (8.0 + 2.0 * layer) + x * 0.6);
        paper *= 1.0 - 0.11 * inside((abs(band - 0.5) - 0.25) / (8.0 + 2.0 * layer), foot);
      }
      let rim = clamp(1.0 + d * 40.0, 0.0, 1.0);
      var c = paper * ((1.0 + 0.16 * rim * rim) * (0.94 + 0.10 * hit));
      var cover = here;
      // Trees stand on the nearer hills, discs and cones on stems, and hop with the beat.
      if (k < 4 && q.y > base - swell - 0.04) {
        let room = 0.34 + 0.05 * layer;
        let place = floor(x / room);
        let chance = hash1(i32(place) + k * 131 + i32(salt * 700.0));
        if (chance < frame.look.y) {
          let other = fract(chance * 67.0);
          let atX = (place + 0.5 + 0.3 * (other - 0.5)) * room;
          let ground = base + swell * ridge(atX, layer, salt);
          let hop = 0.016 * frame.beatPulse * step(0.5, fract(other * 9.0 + 0.5 * floor(frame.beat)));
          let t = vec2f((x - atX) / scale, q.y - ground - hop) * (1.0 + 0.26 * layer) / (0.75 + 0.5 * other);
          let crown = select(length(t - vec2f(0.0, 0.150)) - 0.072, max(abs(t.x) * 0.93 + (t.y - 0.235) * 0.36, 0.055 - t.y), fract(other * 5.0) > 0.55);
          let stem = max(abs(t.x) - 0.007, abs(t.y - 0.04) - 0.06);
          let leaf = select(select(bright, white, fract(other * 23.0) > 0.7), select(full, white, k == 1), fract(other * 13.0) > 0.5);
          let crownCover = inside(crown * 0.7, foot);
          let tree = max(crownCover, inside(stem * 0.7, foot));
          // The hill's paper stands before the foot of the stem.
          cover = max(here, tree);
          c = mix(mix(deep, leaf * ((1.0 - 0.16 * step(0.0, t.x)) * (1.0 + 0.5 * frame.snare)), crownCover), c, clamp(here / max(cover, 0.001), 0.0, 1.0));
        }
      }
      sum += c * (left * cover);
      // The paper's shadow lies on all that is behind.
      left *= (1.0 - cover) * (1.0 - 0.30 * clamp(1.0 - (d - 0.014) * 26.0, 0.0, 1.0));
    }
  }
  if (left > 0.01) {
    var c = vec3f(0.0);
    var open = 1.0;
    // Balloons: gores in two colours, rising with the travel.
    for (var k = 0; k < 3; k++) {
      let own = hash1(k * 17 + i32(salt * 900.0));
      let rise = fract(frame.travel * (0.010 + 0.006 * own) + own * 3.0 + f32(k) * 0.37);
      let home = vec2f(size.x * (f32(k) - 1.0 + 0.5 * (own - 0.5)) * 0.30 + 0.02 * sway1(frame.travel * 0.05 + own), mix(-0.25, 0.75, rise) * mix(1.0, size.y, portrait));
      let radius = mix(0.060, 0.125, fract(own * 7.0)) * (1.0 + 0.05 * frame.kick) * step(f32(k) + 0.5, frame.look.z * 3.0 + 0.6);
      let b = (q - home) / max(radius, 0.001);
      if (abs(b.x) < 1.3 && abs(b.y) < 1.9 && radius > 0.0) {
        // The envelope narrows to its mouth.
        let below = max(-b.y, 0.0);
        let d = length(b * vec2f(1.0 + 0.26 * below * below, select(1.0, 0.76, b.y < 0.0))) - 1.0;
        let tall = b.y * select(1.0, 0.76, b.y < 0.0);
        let bend = b.x * (1.0 + 0.26 * below * below) / sqrt(max(1.0 - tall * tall, 0.12));
        let gore = inside((abs(fract(bend * 1.5 + 0.25) - 0.5) - 0.25) / 1.5 * radius, foot);
        let basket = max(abs(b.x) - 0.14, abs(b.y + 1.62) - 0.12);
        let ropes = max(abs(abs(b.x) - 0.12 - 0.10 * (b.y + 1.5)) - 0.014, abs(b.y + 1.35) - 0.2);
        let paper = mix(select(full, bright, own > 0.5), white, gore) * (1.04 - 0.20 * b.x * b.x + 0.14 * frame.kick - 0.10 * step(0.0, bend) );
        let envelope = inside(d * radius * 0.8, foot);
        let cover = max(envelope, inside(min(basket, ropes) * radius, foot));
        c += open * cover * mix(deep, paper, envelope);
        open *= 1.0 - cover;
        let shade1 = length((b - vec2f(0.16, -0.22)) * vec2f(1.0, 0.9)) - 1.0;
        open *= 1.0 - 0.22 * clamp(0.5 - shade1 * 5.0, 0.0, 1.0);
      }
    }
    // Clouds hang on threads and swing with the bar; hats light their rims.
    for (var k = 0; k < 3; k++) {
      let own = hash1(k * 29 + 7 + i32(salt * 500.0));
      let span = size.x + 1.2;
      let drift = frame.travel * (0.020 + 0.012 * own) + own * span + f32(k) * span / 3.0;
      let at = vec2f(drift - floor(drift / span) * span - 0.5 * span, 0.5 * size.y - 0.10 - 0.20 * fract(own * 11.0) * size.y + 0.010 * sway1(frame.bar * 0.5 + own));
      let b = (q - at) / (0.30 + 0.16 * own);
      if (b.x * b.x < 0.6 && b.y > -0.3) {
        let d = cloud(b) * (0.30 + 0.16 * own);
        let thread = max(abs(q.x - at.x) - 0.0012, at.y - q.y);
        let cover = inside(d, foot);
        c += open * max(cover, 0.55 * inside(thread, foot)) * white * (0.96 + 0.10 * hit + 0.25 * frame.hat * clamp(1.0 + d * 40.0, 0.0, 1.0));
        open *= 1.0 - max(cover, 0.55 * inside(thread, foot));
        open *= 1.0 - 0.20 * clamp(0.5 - cloud(b - vec2f(0.04, -0.06)) * 9.0, 0.0, 1.0);
      }
    }
    if (open > 0.01) {
      // The sun: rings of paper over one another; kicks widen them, and the spectrum sets its rays.
      let sunAt = vec2f((fract(salt * 5.3) - 0.5) * 0.7 * (size.x - 0.6), 0.16 + 0.16 * portrait + 0.05 * frame.lift);
      let s = q - sunAt;
      let away = length(s);
      var sky = mix(mix(white, pale, 0.7 + 0.3 * frame.look.w), mix(pale, air, frame.look.w), clamp(0.55 + q.y / size.y, 0.0, 1.0));
      let reach = 0.115 + 0.012 * frame.kick;
      if (away < 0.45) {
        let off = length(s - vec2f(0.008, -0.012));
        for (var k = 3; k >= 0; k--) {
          let r = reach + f32(k) * (0.050 + 0.012 * frame.kick + 0.014 * frame.bass);
          sky *= 1.0 - 0.16 * clamp(1.0 - (off - r) * 40.0, 0.0, 1.0) * step(r, away);
          var disc = mix(white, bright, 0.30 + 0.20 * f32(k));
          if (k == 0) { disc = mix(white, bright, 0.15) * (1.10 + 0.55 * hit); }
          sky = mix(sky, mix(disc, sky, 0.20 * f32(k)), inside(away - r, foot));
        }
      }
      c += open * sky * (0.98 + 0.10 * hit);
    }
    sum += left * c;
  }
  return vec4f(max(sum, vec3f(0.0)), 0.0);
}
