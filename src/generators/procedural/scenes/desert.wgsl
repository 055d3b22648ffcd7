// Dunes before a great low sun or moon, a caravan on a crest. look: wind, night, dunes, rocks.

// A dune's outline: a long windward slope and a short slip face. x in dunes; returns height 0 to 1 and place in the dune.
fn dune(x: f32, salt: i32) -> vec2f {
  let warped = x + 0.34 * line1(x * 1.7 + 3.0, salt);
  let cell = floor(warped);
  let t = warped - cell;
  let tall = 0.45 + 0.55 * hash1(i32(cell) + salt * 3);
  let rise = t * 1.5384615;
  let fall = (1.0 - t) * 2.857143;
  let s = min(rise, fall);
  return vec2f(tall * s * (1.5 - 0.5 * s), t);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let wind = frame.look.x;
  let night = frame.look.y;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();
  let side = select(-1.0, 1.0, third > 0.5);

  // A long sideways track; the lens draws in before a drop.
  let zoom = 1.02 - 0.08 * frame.lift + 0.06 * frame.drop - 0.05 * frame.sceneProgress;
  let pan = frame.travel * 0.030 * side + frame.seed * 30.0;
  let horizon = -0.06 - 0.08 * portrait + 0.03 * (other - 0.5) + 0.006 * frame.kick * frame.motion;
  let q = centred(pixel);
  let p = vec2f(q.x, q.y - horizon) * zoom;
  let edge = pixelSize * zoom;
  let light = (0.50 + 0.50 * frame.energy + 0.40 * frame.lift + 0.5 * frame.drop) * mix(1.0, 0.55, night);
  let warm = mix(accent, highlight, 0.18 + 0.65 * night);

  // Sun or moon: swells on the beat, larger when the music builds.
  let sunSize = (0.155 - 0.060 * night) * (1.0 + 0.05 * frame.beatPulse * frame.energy + 0.16 * frame.lift);
  let sun = vec2f(-side * mix(0.28, 0.10, portrait), 0.115 + 0.13 * night + 0.08 * other + 0.10 * portrait);
  // Hot air over the ground shakes what is behind it; the bass drives it. The same for a whole row.
  let heat = exp2(-max(p.y, 0.0) * 13.0) * (1.0 - 0.8 * night) * (0.15 + frame.bass);
  let shimmer = (sin(p.y * 260.0 - frame.time * 5.0) + sin(p.y * 143.0 + frame.time * 3.3)) * 0.0030 * heat;
  let s = vec2f(p.x + shimmer, p.y) - sun;
  let square = dot(s, s);
  let radius = sqrt(square);

  var c = vec3f(0.0);
  let up = max(p.y, 0.0);
  let low = exp2(-up * 4.6);

  // Dunes from the nearest to the farthest; the first that covers the pixel is the one that is seen.
  var hidden = 0.0;
  var tint = vec3f(0.0);
  if (p.y < 0.24) {
    for (var i = 0; i < 4; i++) {
      let k = 3.0 - f32(i);
      let base = 0.020 - 0.062 * k - 0.020 * k * k - 0.030 * portrait * k;
      let tallest = (0.035 + 0.050 * k) * (0.45 + 0.85 * frame.look.z);
      if (hidden < 0.995 && p.y < base + tallest + edge) {
        let size = 0.16 + 0.20 * k * k * 0.34 + 0.10 * k;
        let parallax = 0.25 + 0.55 * k;
        let x = (p.x + pan * parallax) / size * 0.42 + k * 7.7;
        let shape = dune(x, salt + i * 37);
        let below = base + shape.x * tallest - p.y;
        let cover = clamp(below / edge + 0.5, 0.0, 1.0);
        if (cover > 0.0) {
          // The crest winds down towards the viewer and parts light from shade.
          let down = max(below, 0.0) / size;
          let crest = 0.65 + 0.9 * down - 0.16 * down * (line1(down * 3.0 + x * 0.4, salt + 71) * 2.0 - 0.4);
          let fromCrest = shape.y - crest;
          let lee = clamp(fromCrest * 60.0 + 0.5, 0.0, 1.0) * clamp(1.25 - fromCrest * 1.5 - down * 1.1, 0.0, 1.0) * clamp((1.0 - shape.y) * 5.0, 0.0, 1.0);
          // Ripples, fading with distance and towards the shade.
          var ripple = 0.0;
          if (k > 0.5) { ripple = (abs(fract(x * 9.0 + down * (15.0 + 3.0 * k) + 2.6 * line1(x * 3.0 + down * 3.0, 11)) - 0.5) - 0.25) * clamp(k * 0.5 - 0.25, 0.0, 1.0); }
          let slope = clamp(0.85 - 0.42 * down + 0.40 * (shape.x - 0.5) + 0.40 * ripple, 0.0, 1.0);
          let toSun = 1.0 / (1.0 + 2.2 * (p.x - sun.x) * (p.x - sun.x));
          let lit = mix(warm, body, 0.30 + 0.15 * k) * ((0.12 + 0.46 * slope) * toSun * light) + shadow * 0.10;
          let dark = deep * 0.45 + shadow * (0.18 + 0.05 * ripple) + body * (0.05 * light);
          // The crests catch the light; kicks run over them from the horizon to the viewer.
          var run = 0.0;
          for (var j = 0; j < 3; j++) {
            let hit = frame.pulses[j];
            run = max(run, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(k + 0.5 - hit.x * 8.0) * 0.55));
          }
          let rim = exp2(-max(below, 0.0) * (170.0 - 35.0 * k));
          var sand = mix(lit, dark, lee) + warm * (rim * (0.16 + 1.7 * run + 0.5 * hitLight()) * toSun * light * (1.0 - 0.6 * lee));
          // Hats: grains glitter on the near dunes.
          if (frame.hat > 0.06 && k > 0.5) {
            let grain = floor(vec2f((p.x + pan * parallax) * 330.0, p.y * 330.0));
            let chance = hash2(vec2i(grain) + vec2i(i32(frame.time * 8.0) * 131, salt));
            sand += highlight * (select(0.0, 1.6, chance > 0.984) * frame.hat * (1.0 - lee) * toSun);
          }
          // Distance takes colour from the sky; blown sand hides their feet.
          let air = (1.0 - k * 0.31) * (0.42 + 0.35 * wind);
          let hazeColour = (mix(body, warm, 0.45) * 0.42 * toSun + shadow * 0.15) * light;
          let dust = clamp(wind * (0.25 + 0.55 * frame.energy) * (down * 0.9 - 0.10), 0.0, 0.55) * clamp(2.4 - k, 0.0, 1.0);
          sand = mix(sand, hazeColour, clamp(air + dust, 0.0, 0.85));
          tint += sand * (cover * (1.0 - hidden));
          hidden += cover * (1.0 - hidden);
        }
      }
    }
  }

  if (hidden < 0.995) {
    let hit = hitLight();
    let glow = (1.0 + vec2f(0.9, 1.4) * hit) / (1.0 + vec2f(9.0, 60.0) * square);
    c = mix(deep * 0.75 + shadow * 0.25, mix(body, warm, 0.35 * low), low * (0.62 - 0.42 * night)) * (0.35 + 0.65 * light);
    c += warm * ((glow.x * glow.x * (0.42 - 0.22 * night) + glow.y * (0.30 - 0.08 * night)) * light);
    // Bands of thin cloud or dust, straight along the picture.
    let band = line1(p.y * 26.0 + 2.0 * other, salt + 300) * line1(p.x * 1.3 + p.y * 9.0 + frame.travel * 0.04, salt + 500);
    c += mix(warm, body, 0.4) * (band * band * low * (0.50 - 0.30 * night) * light);
    let disc = clamp((sunSize - radius) / (edge * 1.5) + 0.5, 0.0, 1.0);
    var seas = 0.5;
    if (disc > 0.0 && night > 0.1) { seas = noise2(s * 26.0 + 40.0); }
    let face = mix(mix(warm, highlight, 0.35 + 2.0 * s.y) * (1.15 + 0.4 * frame.drop), highlight * (0.50 + 0.35 * seas), night);
    c = mix(c, face * (0.55 + 0.45 * light), disc);
    // The snare draws a ring round it.
    let ring = max(0.0, 1.0 - abs(radius - sunSize * 1.7) * 17.0);
    c += mix(highlight, warm, 0.5) * (ring * ring * (0.02 + 0.55 * frame.snare));
    if (night > 0.3) {
      let grid = p * 52.0 + vec2f(frame.travel * 0.02, 0.0);
      let cell = floor(grid);
      let chance = hash2(vec2i(cell) + vec2i(salt, 5));
      let d = grid - cell - 0.3 - 0.4 * vec2f(fract(chance * 71.0), fract(chance * 913.0));
      let star = max(0.0, 1.0 - dot(d, d) * 60.0) * select(0.0, (chance - 0.85) * 6.0, chance > 0.85);
      c += highlight * (star * night * clamp(up * 4.0 - 0.2, 0.0, 1.0) * (1.0 - disc) * (0.7 + 0.5 * frame.presence));
    }
    // Tables and needles of rock far away.
    if (frame.look.w > 0.15 && p.y < 0.20) {
      let x = (p.x + shimmer + pan * 0.12) * 3.1 + other * 20.0;
      let cell = floor(x);
      let chance = hash1(i32(cell) + salt + 900);
      let wide = 0.08 + 0.30 * fract(chance * 13.0);
      let tall = (0.05 + 0.11 * fract(chance * 37.0)) * select(0.0, 1.0, chance < frame.look.w);
      let flank = abs(x - cell - 0.5) - 0.015 * line1(p.y * 90.0, salt + i32(cell));
      let height = tall * clamp((wide - flank) * 16.0, 0.0, 1.0) + 0.05 * max(0.0, 1.0 - flank * 2.2) * step(0.001, tall);
      let rock = clamp((height - p.y) / edge + 0.5, 0.0, 1.0);
      let strata = 0.8 + 0.4 * step(0.5, fract(p.y * 70.0));
      c = mix(c, mix(shadow * 0.45 * strata + deep * 0.2, mix(body, warm, 0.4) * 0.40 * light, low * 0.40), rock);
    }
    c = mix(c, tint / max(hidden, 1e-3), hidden);
  } else {
    c = tint;
  }

  // A caravan walks the second crest, a step on each beat.
  let walkX = p.x * side + 0.62 - fract(frame.travel * 0.012 + third) * 0.55;
  if (walkX > 0.0 && walkX < 0.42 && p.y < 0.14 && p.y > -0.16) {
    let slot = walkX / 0.042;
    let who = floor(slot);
    let chance = hash1(i32(who) + salt + 60);
    let atX = p.x + ((who + 0.5) * 0.042 - walkX) * side;
    let size1 = 0.16 + 0.20 * 0.34 + 0.10;
    let ground = 0.020 - 0.062 - 0.020 - 0.030 * portrait + dune((atX + pan * 0.80) / size1 * 0.42 + 7.7, salt + 74).x * 0.085 * (0.45 + 0.85 * frame.look.z);
    let stepping = abs(fract(frame.beat * 0.5 + chance * 0.5) * 2.0 - 1.0);
    let h = 0.030 * (0.85 + 0.3 * chance);
    let y = (p.y - ground - 0.0012 * stepping) / h;
    let x = (slot - who - 0.5) * 0.042 / h;
    let soft = edge / h;
    // A robe that widens downwards, a head, a staff.
    let robe = clamp((0.10 + 0.16 * (1.0 - y) - abs(x - 0.05 * y * stepping)) / soft + 0.5, 0.0, 1.0) * step(y, 0.80);
    let head = clamp((0.12 - length(vec2f(x, y - 0.90))) / soft + 0.5, 0.0, 1.0);
    let staff = clamp((0.022 - abs(x - 0.30 - 0.10 * (stepping - 0.5) * y)) / soft + 0.5, 0.0, 1.0) * step(y, 1.15) * step(0.4, chance);
    let here = max(max(robe, head), staff) * step(-0.15, y) * select(0.0, 1.0, chance > 0.22);
    c = mix(c, deep * 0.12 + shadow * 0.04, here);
  }

  // Sand blows off the crests, more of it when the section is strong.
  let blown = wind * (0.20 + 0.60 * frame.energy + 0.35 * frame.drop);
  if (blown > 0.06 && p.y < 0.15) {
    let flowing = noise2(vec2f(p.x * 2.2 - side * frame.travel * 1.1, p.y * 17.0 + 0.6 * p.x));
    let veil = max(0.0, flowing * flowing * 1.1 - 0.26) * exp2(-max(p.y + 0.05, 0.0) * 9.0) * clamp((0.15 - p.y) * 10.0, 0.0, 1.0);
    c += mix(warm, body, 0.35) * (veil * blown * 0.75 * light);
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
