// Paint on paper: brush strokes laid down bar by bar, marbled ink that each kick drops into. look: manner (brush, marbling, gold on dark), dryness, strokes, wash.

// One brush stroke, the i-th last, over the picture c; one begins with every bar and is painted in its first half.
fn stroke(c: vec3f, p: vec2f, i: i32, count: f32, tooth: f32, size: vec2f, pixelSize: f32, dark: bool, marbling: bool) -> vec3f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let salt = i32(frame.seed * 811.0);
  let bar = floor(frame.bar + 0.0001);
  let index = bar - f32(i);
  let chance = hash1(i32(index) * 13 + salt);
  let chance2 = fract(chance * 57.3);
  let chance3 = fract(chance * 391.7);
  let age = frame.bar - index;
  let slant = (chance - 0.5) * 1.1 + select(0.0, 1.2, size.y > size.x * 1.2 && chance2 > 0.4);
  let cs = cos(slant);
  let sn = sin(slant);
  let offset = p - vec2f((chance2 - 0.5) * 0.55 * size.x, (chance3 - 0.5) * 0.75 * size.y);
  let along = (cs * offset.x + sn * offset.y) / (0.42 + 0.30 * chance3);
  let bow = (chance2 - 0.5) * 0.5;
  let across = cs * offset.y - sn * offset.x - bow * (along * along - 0.4);
  let half = 0.035 + 0.055 * chance * chance + 0.025 * frame.energy;
  let taper = half * (1.0 - 0.35 * along * along) * 1.15;
  let painted = -1.0 + 2.05 * smoothstep(0.0, 0.5, age);
  if (abs(across) < taper && along > -1.05 && along < painted + 0.1) {
    // Bristles run dry towards the end of the stroke.
    let hair = line1(across * 210.0 / (0.6 + half * 6.0), salt + i * 91);
    let hair2 = line1(across * 74.0, salt + i * 57 + 400);
    let dry = clamp((along + 0.9) * 0.5, 0.0, 1.0) * (0.35 + 0.75 * frame.look.y);
    let bristle = clamp((hair * 0.6 + hair2 * 0.6 + tooth * 0.35 - dry * 1.15 - 0.02) * 5.0, 0.0, 1.0);
    let ends = clamp((painted - along + 0.10 * (hair - 0.5)) * 18.0, 0.0, 1.0) * clamp((along + 1.0 - 0.08 * hair2) * 16.0, 0.0, 1.0);
    let side = clamp((taper - abs(across) - 0.006 * hair2) / (pixelSize * 2.0), 0.0, 1.0);
    let kind = fract(chance * 7.31);
    let glint = 0.75 + 0.5 * hair;
    var paint = (deep * 0.45 + shadow * 0.12) * glint;
    if (kind > 0.50) { paint = body * glint * 0.85; }
    if (kind > 0.80) { paint = accent * glint; }
    if (dark || marbling) {
      paint = mix(select(body, accent, kind > 0.4), highlight, clamp(kind * 2.0 - 1.1, 0.0, 0.8)) * (0.30 + 0.75 * hair2) * (0.65 + 0.5 * frame.energy);
      if (marbling && kind < 0.5) { paint = deep * 0.5 * glint; }
    }
    // The head of the running stroke is wet: it shines with the beat.
    let head = max(0.0, 1.0 - abs(painted - along) * 3.0) * clamp(1.2 - age, 0.0, 1.0);
    paint += mix(accent, highlight, 0.5) * (head * (0.10 + 0.35 * frame.beatPulse) * hair);
    return mix(c, paint, bristle * ends * side * clamp(count - age, 0.0, 1.0) * 0.96);
  }
  return c;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 4.77);
  let third = fract(frame.seed * 21.9);
  let salt = i32(frame.seed * 811.0);
  let marbling = frame.look.x > 0.34 && frame.look.x < 0.67;
  let dark = frame.look.x >= 0.67;
  let pixelSize = pixelSpan();
  let size = wholeSides();

  // The sheet lies under a camera that glides over it and bends closer with the build-up and the drop.
  let zoom = 1.0 - 0.08 * frame.lift - 0.13 * frame.drop - 0.012 * frame.kick * frame.motion;
  let tilt = (third - 0.5) * 0.25 + 0.05 * sin(frame.travel * 0.08) * (0.3 + frame.motion);
  let q = centred(pixel);
  let p = vec2f(q.x - tilt * q.y, q.y + tilt * q.x) * zoom + vec2f(sin(frame.travel * 0.05), cos(frame.travel * 0.043)) * (0.02 + 0.05 * frame.motion);

  // Paper: tooth and light from one corner.
  let tooth = hash2(vec2i(floor(p * 330.0)));
  let corner = clamp(0.80 + 0.26 * (q.y - q.x * select(-1.0, 1.0, other > 0.5)), 0.35, 1.15);
  // A lamp at that corner, turned up with each hit.
  let light = corner * (0.74 + 0.20 * frame.energy + 0.15 * frame.drop) + 0.30 * hitLight() * corner * corner;
  let sheet = mix(highlight * 0.62, mix(highlight, body, 0.22) * 0.50, frame.look.w);
  var c = select(sheet * (0.90 + 0.14 * tooth), (deep * 0.8 + shadow * 0.22) * (0.7 + 0.5 * tooth), dark);

  // The bath: colours drawn out in combed waves; each kick drops ink that pushes the rest aside.
  var m = p * (1.05 + 0.3 * other);
  var inside = 0.0;
  var dropTone = 0.0;
  var rim = 9.0;
  for (var k = 0; k < 3; k++) {
    let hit = frame.pulses[k];
    let centre = (vec2f(hit.z, fract(hit.z * 17.3)) - 0.5) * size * 0.78;
    let radius = (0.05 + 0.20 * hit.y) * (1.0 - 0.55 * hit.w) * (1.0 - exp2(-hit.x * 7.0)) * clamp(2.6 - hit.x * 1.2, 0.0, 1.0) + 1e-4;
    let offset = m - centre;
    let square = dot(offset, offset) + 1e-6;
    let pushed = 1.0 - radius * radius / square;
    if (pushed < 0.0) {
      inside = 1.0;
      dropTone = fract(hit.z * 7.7) * 0.5 + 0.5 * hit.w;
      rim = radius - sqrt(square);
    } else {
      m = centre + offset * sqrt(pushed);
    }
  }
  let flowing = frame.travel * 0.025;
  var w = m;
  var amplitude = 0.10 + 0.05 * frame.bass;
  var frequency = 0.95;
  for (var i = 0; i < 3; i++) {
    w += waves(w.yx * frequency + vec2f(flowing + other, third - flowing * 0.7)) * amplitude;
    frequency *= 1.9;
    amplitude *= 0.55;
  }
  if (marbling) {
    let veins = w.x * 1.6 + w.y * 4.2;
    let stripe = veins - floor(veins);
    let band = i32(floor(veins)) + salt;
    let pick = hash1(band);
    let edge = min(stripe, 1.0 - stripe);
    let level = frame.spectrum[i32(pick * 7.99)].y;
    var ink = mix(shadow, body, clamp(pick * 2.6, 0.0, 1.0));
    ink = mix(ink, accent, clamp(pick * 4.0 - 2.3, 0.0, 1.0));
    ink = mix(ink, highlight * 0.75, clamp(pick * 9.0 - 7.9, 0.0, 1.0));
    ink = ink * (0.70 + 0.65 * level) * (0.86 + 0.3 * smoothstep(0.0, 0.5, stripe));
    // Fine combed lines between the bands.
    let comb = 1.0 - abs(waves(vec2f(veins * 4.0 + pick, 0.0)).x);
    ink = mix(ink, highlight * 0.6, smoothstep(0.80, 0.95, comb) * 0.45 * step(0.45, pick));
    ink = mix(ink, deep * 0.5, clamp(1.3 - edge * 22.0, 0.0, 1.0) * 0.8);
    let fresh = mix(accent, highlight * 0.8, step(0.75, dropTone)) * (0.7 + 0.5 * frame.kick);
    ink = mix(ink, mix(fresh, body, clamp(dropTone * 2.0 - 0.9, 0.0, 0.8)), inside);
    ink = mix(ink, deep * 0.4, inside * clamp(1.2 - rim * 70.0, 0.0, 1.0));
    c = ink * (0.88 + 0.18 * tooth) * 1.05;
  } else {
    // Washes bleed into the sheet, darker where they dried at the edge; the drops bloom in them.
    let wash = smoothstep(0.36, 0.62, 0.5 + 0.28 * waves(w * 0.62 + other).x + 0.22 * waves(w.yx * 0.71 + third).y + 0.18 * frame.energy - 0.12 * tooth * frame.look.y);
    let dried = wash * (1.0 - wash) * 2.2;
    let tint = mix(body, accent, clamp(0.5 + 1.4 * w.x, 0.0, 1.0));
    let strength = wash * (0.30 + 0.45 * frame.look.w) + dried * 0.35;
    let drop = inside * clamp(rim * 22.0 + 0.35, 0.0, 1.0) * (0.55 + 0.4 * clamp(1.5 - rim * 60.0, 0.0, 1.0));
    if (dark) {
      c += tint * (strength * 0.30 * (0.5 + frame.lowMid)) + mix(accent, highlight, dropTone * 0.5) * (drop * 0.45);
    } else {
      c = mix(c, c * tint * 1.7 + tint * 0.06, min(strength, 0.85));
      c = mix(c, mix(accent, body, dropTone) * (0.75 + 0.3 * tooth), drop * 0.85);
    }
  }

  // A disc, the sun of the sheet: the snare inks it anew.
  if (!marbling) {
    let sun = vec2f((other - 0.5) * 0.7 * (size.x - 0.3), (0.10 + 0.12 * third) * size.y);
    let around = p - sun;
    let disc = 0.155 + 0.012 * frame.kick + 0.02 * frame.drop - length(around) + 0.006 * (tooth - 0.5);
    let cover = clamp(disc / (pixelSize * 2.5), 0.0, 1.0);
    let brushed = 0.72 + 0.28 * line1(around.y * 46.0 + around.x * 5.0, salt) + 0.5 * frame.snare;
    c = mix(c, accent * brushed * select(0.95, 1.15, dark), cover * (0.82 + 0.18 * tooth));
  }

  // Strokes: the last ones stay.
  let count = 2.0 + floor(frame.look.z * 2.99);
  for (var i = 0; i < 4; i++) {
    if (f32(i) < count) { c = stroke(c, p, i, count, tooth, size, pixelSize, dark, marbling); }
  }

  // Splatter: snares throw it, each in its own place.
  for (var k = 0; k < 2; k++) {
    let hit = frame.pulses[k];
    if (hit.w * (1.0 - hit.x) > 0.0) {
      let grid = p * 15.0 + hit.z * 91.0;
      let cell = floor(grid);
      let chance = hash2(vec2i(cell) + vec2i(salt, i32(hit.z * 913.0)));
      let centre = (vec2f(fract(hit.z * 5.1), fract(hit.z * 33.7)) - 0.5) * size * 0.7;
      let away = p - centre;
      let near = 1.0 / (1.0 + 14.0 * dot(away, away));
      if (chance < near * 0.5) {
        let d = grid - cell - 0.5 - (vec2f(fract(chance * 71.0), fract(chance * 133.0)) - 0.5) * 0.45;
        let blob = clamp((0.04 + 0.20 * fract(chance * 31.0) * near - length(d)) * 9.0, 0.0, 1.0) * clamp(hit.x * 20.0, 0.0, 1.0) * clamp(1.6 - hit.x * 1.6, 0.0, 1.0) * hit.w;
        c = mix(c, select(deep * 0.5, mix(accent, highlight, 0.4), dark || marbling), blob);
      }
    }
  }
  // Gold leaf in the sheet: hats make it glitter.
  let leafGrid = vec2f(p.x + 0.4 * p.y, p.y - 0.3 * p.x) * 62.0;
  let leafCell = floor(leafGrid);
  let leaf = hash2(vec2i(leafCell) + vec2i(salt, 7));
  let flat = leafGrid - leafCell - 0.5;
  let flake = clamp((0.10 + 0.22 * fract(leaf * 877.0) - abs(flat.x) - abs(flat.y) * 0.6) * 8.0, 0.0, 1.0) * step(0.991 - 0.008 * frame.look.w, leaf);
  c += mix(accent, highlight, 0.5) * (flake * (0.05 + 1.6 * frame.hat * fract(leaf * 571.0 + floor(frame.beat * 2.0) * 0.37)));
  return vec4f(max(c * light, vec3f(0.0)), 0.0);
}
