// An arcade's sunset on a worn tape: a low pixel picture seen through a cathode ray tube. look: pixel size, tape wear, skyline (palms, city, peaks), bezel.

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 5.57);
  let third = fract(frame.seed * 33.1);
  let salt = i32(frame.seed * 467.0);
  let wear = frame.look.y;
  let palms = frame.look.z < 0.34;
  let peaks = frame.look.z >= 0.67;
  let size = frame.resolution / min(frame.resolution.x, frame.resolution.y);
  let portrait = clamp(size.y - 1.0, 0.0, 0.8);

  // The tube: a bulging screen with a bezel; the lens leans in with the build-up and the drop.
  let q = centred(pixel) * (1.05 - 0.05 * frame.lift - 0.09 * frame.drop - 0.012 * frame.kick * frame.motion);
  let corner = q / (size * 0.5);
  let bulge = 1.0 + 0.045 * dot(corner, corner) * (0.4 + frame.look.w);
  var g = q * bulge;
  let screen = abs(g) / (size * 0.5) - (1.0 - 0.04 * frame.look.w);
  let outside = max(screen.x, screen.y);

  // Tape: lines slip sideways where a band of noise rolls up; the snare tears the picture.
  let roll = fract(frame.time * 0.11 + other);
  let band = max(0.0, 1.0 - abs(g.y / size.y + 0.5 - roll) * 14.0) * wear;
  let row = floor((g.y + 2.0) * 120.0);
  let jitter = hash1(i32(row) + i32(frame.time * 24.0) * 131) - 0.5;
  let tearAt = hash1(i32(frame.beat * 0.5) + salt) - 0.5;
  let tear = max(0.0, 1.0 - abs(g.y / size.y - tearAt) * 6.0) * frame.snare * (0.3 + wear);
  let slip = jitter * (band * 0.05 + tear * 0.09 + 0.0015 * wear) + tear * 0.05;
  g.x += slip;

  // Pixels of the game: everything below is drawn once for each of them.
  let rows = select(floor(mix(150.0, 72.0, frame.look.x)), floor(mix(230.0, 110.0, frame.look.x)), size.y > 1.2);
  let texel = size.y / rows;
  let at = floor(g / texel);
  let p = (at + 0.5) * texel;
  let inner = g / texel - at - 0.5;
  let checker = f32((i32(at.x) + i32(at.y)) & 1);

  let horizon = -0.06 + 0.06 * (third - 0.5) - 0.16 * portrait;
  let h = p.y - horizon;
  let power = 0.45 + 0.45 * frame.energy + 0.30 * frame.drop + 0.15 * frame.lift;
  let bars = frame.bar;
  let hit = hitLight();
  let drift = frame.travel * 0.05;
  let sunAt = vec2f((other - 0.5) * 0.35 * (size.x - 0.5), 0.13 + 0.10 * portrait);
  let sunSize = 0.235 + 0.014 * frame.kick + 0.03 * frame.drop;
  let fromSun = vec2f(p.x - sunAt.x, h - sunAt.y);
  let fromCentre = length(fromSun);
  var c = vec3f(0.0);
  if (h > 0.0) {
    // Sky in steps with a chequer between them, as few colours allow.
    let steps = 9.0;
    let rise = clamp(h / (0.62 + 0.25 * portrait), 0.0, 1.0);
    let stepped = floor(rise * steps + checker * 0.5) / steps;
    c = mix(mix(accent * 0.75, body * 0.8, clamp(stepped * 2.4, 0.0, 1.0)), deep * 0.9 + shadow * 0.3, clamp(stepped * 1.7 - 0.45, 0.0, 1.0)) * (0.50 + 0.42 * power);
    // Each hit lights the air round the sun.
    c += accent * (0.42 * hit * clamp(1.0 - fromCentre * 1.5, 0.0, 1.0));
    // Stars: hats make them blink.
    let chance = hash2(vec2i(at) + vec2i(salt, 3));
    if (chance > 0.9925 && rise > 0.35) {
      c += highlight * (0.25 + 1.6 * frame.hat * step(0.5, fract(chance * 971.0 + floor(frame.beat * 2.0) * 0.5)));
    }
    // Clouds: flat bars that pass.
    let cloudRow = floor(h * 26.0);
    let cloud = line1(p.x * 2.2 + drift * (0.6 + 0.4 * hash1(i32(cloudRow))) + cloudRow * 7.3, salt);
    if (cloud > 0.80 && rise > 0.16 && rise < 0.7) { c = mix(c, mix(accent, highlight, 0.25) * 0.75 * power, 0.55); }
    // The sun is cut into stripes, which rise with the beat.
    if (fromCentre < sunSize) {
      let fall = 0.5 - fromSun.y / (2.0 * sunSize);
      let cut = fract(fall * 9.0 - fract(frame.beat * 0.25) * 1.0);
      let gap = clamp(fall * 1.25 - 0.42, 0.0, 0.62);
      if (cut > gap) {
        let tone = floor((1.0 - fall) * 6.0 + checker * 0.5) / 6.0;
        c = mix(accent, highlight, clamp(tone * 0.85 - 0.05, 0.0, 0.8)) * (0.62 + 0.22 * power + 0.45 * frame.kick);
      }
    } else {
      let ringAge = frame.pulses[0].x;
      let ring = abs(fromCentre - sunSize - 0.03 - ringAge * 0.45);
      c += accent * (step(ring, texel * 0.9) * max(0.0, 0.9 - ringAge * 2.2) * frame.pulses[0].y * (1.0 - frame.pulses[0].w));
    }
    // What stands before it: the spectrum as a skyline, peaks, or islands.
    let far = p.x + drift * 0.35;
    let column = floor(far / (texel * 7.0));
    let pick = hash1(i32(column) + salt * 3);
    let level = frame.spectrum[i32(pick * 7.99)].z;
    var top = 0.02 + 0.02 * pick;
    if (peaks) {
      top = 0.20 * line1(far * 3.1, salt + 5) + 0.07 * abs(fract(far * 4.7) - 0.5) - 0.02 + 0.05 * frame.bass;
    } else if (!palms) {
      top = 0.06 + 0.17 * pick * pick + 0.22 * level * pick;
    }
    if (h < top) {
      c = mix(deep * 0.55, shadow * 0.55 + accent * 0.06, clamp(h / max(top, 0.02), 0.0, 1.0));
      if (!palms && !peaks) {
        let window = vec2f(fract(far / (texel * 7.0)) * 7.0, fract(h / (texel * 3.0)) * 3.0);
        let lamp = hash2(vec2i(i32(floor(far / texel * 0.5)), i32(floor(h / (texel * 3.0)))));
        if (window.x > 1.0 && window.y < 1.1 && lamp > 0.62 - 0.3 * frame.energy && h < top - texel) { c = mix(accent, highlight, lamp) * (0.30 + 0.9 * level); }
      } else if (peaks && h > top - texel * 2.2) {
        c = mix(c, mix(body, highlight, 0.5), 0.55);
      }
    }
    // Palms lean into the picture and sway with the bass.
    if (palms) {
      for (var i = 0; i < 4; i++) {
        let chance3 = hash1(salt + i * 17);
        let place = ((f32(i) + 0.5 + 0.5 * (chance3 - 0.5)) / 4.0 - 0.5) * 1.15 * size.x;
        let tall = 0.20 + 0.24 * abs(f32(i) - 1.5) * 0.66 + 0.08 * chance3 + 0.12 * portrait;
        let lean = (chance3 - 0.5) * 0.3 + 0.02 * sin(frame.travel * 0.5 + f32(i)) + 0.03 * frame.bass;
        let trunk = abs(p.x - place - lean * h * h / tall) - 0.007;
        let crown = vec2f(abs(p.x - place - lean * tall), h - tall);
        // Fronds: arcs that hang from the crown.
        let reach = crown.x / 0.17;
        let frondA = abs(crown.y - 0.055 * reach * (2.0 - 2.9 * reach));
        let frondB = abs(crown.y + 0.02 + 0.10 * reach * reach * 1.6 - 0.03 * reach);
        let frondC = abs(crown.y - 0.10 * reach * (1.6 - 1.1 * reach));
        let frond = min(frondA, min(frondB, frondC)) - 0.016 * (1.0 - reach) - texel * 0.3;
        if ((trunk < 0.0 && h < tall) || (frond < 0.0 && reach < 1.0)) { c = deep * 0.40 + accent * (0.05 * step(trunk + 0.004, 0.0)); }
      }
    }
  } else {
    // Water or road: rows that hold the sun's image, a grid that comes nearer, a step of light on every beat.
    let d = -h;
    let depth = 0.055 / (d + 0.012);
    let ripple = line1(depth * 9.0 + frame.travel * 1.3, salt + 9) - 0.5;
    let lineZ = fract(depth * 3.0 + frame.travel * 0.55);
    let lineX = abs(fract((p.x - sunAt.x * 0.4) * depth * 9.0) - 0.5);
    c = mix(body * 0.42, deep * 0.7 + shadow * 0.2, clamp(floor(d * 22.0 + checker * 0.5) / 8.0, 0.0, 1.0)) * (0.5 + 0.45 * power);
    let wide = 0.16 + 0.35 * d;
    let image = step(abs(p.x - sunAt.x + ripple * 0.10), wide * (0.30 + 0.9 * hash1(i32(floor(depth * 30.0 + frame.travel * 2.0)) + 77)));
    c = mix(c, accent * (0.55 + 0.3 * power + 0.5 * frame.kick), image * select(0.0, 0.85, abs(ripple) > 0.10) * clamp(1.1 - d * 2.0, 0.0, 1.0));
    let front = fract(frame.beat) * 0.55;
    let wave = max(0.0, 1.0 - abs(d - front * front * 2.0) * 16.0) * frame.energy;
    let fine = clamp(1.5 - depth * 2.2, 0.0, 1.0);
    let grid = max(step(lineZ, clamp(0.10 + depth * 0.10, 0.0, 0.5)), step(0.5 - lineX, clamp(0.035 + texel * depth * 4.5, 0.0, 0.4)));
    c = mix(c, mix(accent, highlight, 0.35) * (0.35 + 0.45 * power + 1.2 * wave + 0.25 * hit), grid * fine * select(0.9, 0.35, palms));
    if (d < texel) { c = highlight * (0.5 + 0.5 * power); }
  }

  // A ship flies over it: the wings bank with the bar, kicks light its engine.
  let ship = vec2f(0.30 * size.x * (hash1(i32(floor(bars)) + salt) - 0.5), -0.27 - 0.10 * portrait + 0.012 * sin(frame.beat * 1.5708));
  let ship2 = vec2f(0.30 * size.x * (hash1(i32(floor(bars)) + salt + 1) - 0.5), ship.y);
  let s = (p - mix(ship, ship2, smoothstep(0.6, 1.0, bars - floor(bars)))) * 0.62;
  let wing = abs(s.x);
  if (wing < 0.12 && abs(s.y) < 0.08) {
    let hull = max(wing * 0.50 + s.y - 0.042, -s.y - 0.022 + 0.22 * min(wing, 0.05));
    if (hull < 0.0) { c = mix(shadow, mix(body, highlight, 0.7), select(0.25, 1.0, s.y > -0.006 + wing * 0.30)) * 0.9; }
    if (hull < 0.0 && wing < texel * 0.7 && s.y > 0.0) { c = accent; }
    let flame = 0.025 + 0.055 * frame.kick + 0.010 * checker;
    if (abs(wing - 0.026) < texel * 0.55 && s.y < -0.014 && s.y > -0.014 - flame) { c = mix(accent, highlight, 0.6) * (1.1 + 0.8 * frame.kick); }
  }

  // The tube again: phosphor rows and stripes, a rolling bar, snow in the torn lines.
  let scan = 0.80 + 0.36 * (1.0 - 3.4 * inner.y * inner.y) * 0.6;
  let cell = 1.0 - 0.20 * smoothstep(0.30, 0.5, max(abs(inner.x), abs(inner.y)));
  let snow = hash2(vec2i(pixel * 0.5) + vec2i(i32(frame.time * 24.0) * 57, 11));
  c = c * (scan * cell) + highlight * (step(0.90 - 0.25 * tear, snow) * (band * 0.40 + tear * 0.5));
  // Colour smears sideways on tape: warm to the left, cool to the right of the slip.
  let smear = clamp(slip * 14.0, -0.3, 0.3) + 0.05 * wear * jitter;
  c *= vec3f(1.0 + smear, 1.0, 1.0 - smear);
  c *= 1.0 - 0.22 * max(0.0, 1.0 - abs(fract(g.y / size.y * 0.5 - frame.time * 0.23) - 0.5) * 6.0) * wear;
  let glass = clamp(-outside * 26.0, 0.0, 1.0);
  c *= 0.25 + 0.75 * clamp(-outside * 7.0 + 0.25, 0.0, 1.0);
  let reflection = max(0.0, 1.0 - abs(q.x * 0.8 + q.y - 0.55) * 5.0) * 0.012 * frame.look.w;
  let bezel = (deep * 0.35 + shadow * 0.06) * (0.6 + 0.5 * clamp(1.0 - outside * 16.0, 0.0, 1.0)) + accent * (0.05 * power * clamp(1.0 - outside * 22.0, 0.0, 1.0));
  c = mix(bezel, c + highlight * reflection, glass);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
