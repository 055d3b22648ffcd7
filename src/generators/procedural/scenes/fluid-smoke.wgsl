// Ink in water and smoke in light: plumes that fold into themselves. look: medium (ink in dark water, smoke, ink in bright water), density, turbulence, second colour.

// Coverage (x), sheets (y) and colour (z) of a plume whose source lies at u = 0 and which runs along +y.
fn plume(u: vec2f, width: f32, clock: f32, turbulence: f32, steps: i32, puffs: f32) -> vec3f {
  let grown = clamp(u.y * 1.5 + 0.06, 0.0, 1.0);
  var q = u;
  var amplitude = 0.20 * grown * turbulence;
  var frequency = 0.85;
  var drift = clock;
  var fold = 0.0;
  for (var i = 0; i < steps; i++) {
    let s = waves(q.yx * frequency + vec2f(-drift, drift * 0.31 + 0.27));
    q += s * vec2f(amplitude, amplitude * 0.75);
    q = vec2f(0.88 * q.x - 0.475 * q.y, 0.475 * q.x + 0.88 * q.y);
    fold += s.x * amplitude;
    amplitude *= 0.64;
    frequency *= 1.7;
    drift = drift * 1.17 + 0.19;
  }
  // Back out of the turns of the loop: the column stands upright again.
  let turn = f32(steps) * 0.4949;
  let c = cos(turn);
  let s = sin(turn);
  let across = c * q.x + s * q.y;
  let along = c * q.y - s * q.x;
  let edge = 1.0 - abs(across) / (width * (0.30 + 1.5 * grown));
  let sheet = 1.0 - abs(waves(vec2f(across * 4.6 + along * 0.8, along * 1.9 - clock * 0.7 + across * 2.6)));
  // Kicks press puffs out of the source: they run along the plume and widen.
  var puff = 0.0;
  if (puffs * (1.15 - u.y) > 0.0) {
    for (var k = 0; k < 3; k++) {
      let hit = frame.pulses[k];
      let centre = vec2f(across - (hit.z - 0.5) * 0.16, along - 0.10 - hit.x * 0.62);
      let size = 0.07 + hit.x * 0.17;
      let inside = 1.0 - dot(centre, centre) * (1.0 / (size * size));
      puff = max(puff, inside * (hit.y * (1.0 - hit.w) * clamp(1.3 - hit.x * 0.8, 0.0, 1.0)));
    }
  }
  let body = max(smoothstep(0.0, 0.75, edge) * (0.35 + 0.65 * sheet.x), smoothstep(0.0, 0.5, puff));
  return vec3f(body, sheet.x * sheet.x * sheet.y, clamp(0.5 + fold * 2.2 + 0.35 * puff, 0.0, 1.0));
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 7.77);
  let third = fract(frame.seed * 31.3);
  let smoke = frame.look.x > 0.34 && frame.look.x < 0.67;
  let bright = frame.look.x >= 0.67;
  let size = frame.resolution / min(frame.resolution.x, frame.resolution.y);
  let portrait = clamp(frame.resolution.y / frame.resolution.x - 1.0, 0.0, 0.8);

  // The lens drifts with the plume in verses, leans in while the music builds, and a drop throws it close.
  let zoom = 1.0 - 0.10 * frame.lift - 0.16 * frame.drop - 0.02 * frame.kick * frame.motion;
  let flip = select(1.0, -1.0, smoke);
  let lean = 0.10 * sin(frame.travel * 0.11 + other * 6.0) * (0.4 + frame.motion) + (third - 0.5) * 0.3;
  let q = centred(pixel);
  let p = vec2f(q.x + q.y * lean, q.y) * zoom;
  let source = vec2f((other - 0.5) * 0.55 * (size.x - 0.6), 0.5 * size.y * zoom + 0.05);
  let u = vec2f(p.x - source.x, source.y - flip * p.y) * mix(1.0, 0.72, portrait);
  let clock = frame.travel * 0.16;
  let turbulence = 0.65 + 0.7 * frame.look.z + 0.25 * frame.bass;
  let wide = 0.11 + 0.13 * frame.look.y + 0.08 * frame.energy + 0.05 * frame.bass + 0.10 * frame.drop;
  let one = plume(u, wide, clock, turbulence, 4, 1.0);
  let mirror = select(-1.0, 1.0, third > 0.5);
  let far = plume(vec2f(mirror * u.x + 0.42 + 0.2 * third, u.y * 0.8 + 0.12) * 0.85, wide * 1.15, clock * 0.8 + 3.7, turbulence, 3, 0.0);

  // The tank: light falls in from where the plume comes, wider with the energy; each hit turns its lamp up.
  let shaft = 1.0 / (1.0 + 3.2 * u.x * u.x / (0.25 + 0.5 * u.y + 0.3 * u.y * u.y));
  let fall = 1.0 / (1.0 + 0.9 * u.y * u.y);
  let hit = hitLight();
  let lamp = shaft * fall * (0.56 + 0.44 * hit + 0.30 * frame.energy + 0.35 * frame.lift + 0.5 * frame.drop);
  let first = mix(body, accent, clamp(one.z * 1.5 - 0.25 + (frame.look.w - 0.5) * 0.5, 0.0, 1.0));
  let second = mix(accent, body, clamp(far.z * 1.4 - 0.1 + (frame.look.w - 0.5) * 0.5, 0.0, 1.0));
  // Snares run as light along the sheets; hats sparkle below.
  let spark = one.y * (0.35 + 0.9 * frame.energy + 2.2 * frame.snare);
  var c = vec3f(0.0);
  if (bright) {
    // Ink takes light away: each colour what it is not.
    let back = mix(highlight, body, 0.10 + 0.18 * u.y) * (0.36 + 0.30 * lamp + 0.16 * hit * shaft * (0.5 + 0.5 * fall));
    let takeFirst = vec3f(1.25) - first / max(max(first.r, first.g), max(first.b, 0.05));
    let takeSecond = vec3f(1.25) - second / max(max(second.r, second.g), max(second.b, 0.05));
    let depth = takeFirst * (one.x * (2.0 + 2.6 * frame.look.y)) + takeSecond * (far.x * 1.7);
    c = back * vec3f(exp2(-depth.r * 1.3), exp2(-depth.g * 1.3), exp2(-depth.b * 1.3));
    c += first * (one.x * 0.10 + spark * one.x * 0.22);
  } else {
    c = deep * (0.5 + 0.5 * fall) + shadow * (0.75 * lamp) + mix(body, highlight, 0.25) * (0.20 * lamp * lamp);
    let lit = 0.16 + 1.15 * lamp;
    let clear = select(0.85, 0.62, smoke);
    c = mix(c, second * (lit * (0.25 + 0.55 * far.y)), far.x * 0.80 * clear);
    // Thin edges are lit through, thick folds fall into shade.
    let thin = one.x * (1.0 - one.x) * 1.6;
    let paint = first * (lit * (0.20 + 0.85 * one.y + thin)) + shadow * 0.06;
    c = mix(c, paint, one.x * clear) + mix(first, highlight, 0.45) * (spark * one.x * lamp * 0.85);
  }
  // Motes or bubbles drift against the plume; hats light them.
  let lattice = vec2f(p.x * 7.0 + 2.0 * p.y, p.y * 7.0 - flip * frame.travel * 0.45) + 40.0 * other;
  let cell = floor(lattice);
  let chance = hash2(vec2i(cell));
  if (chance < 0.22) {
    let d = lattice - cell - 0.5 - 0.28 * vec2f(fract(chance * 91.0) * 2.0 - 1.0, fract(chance * 57.0) * 2.0 - 1.0);
    // Some lie out of focus: wide and faint.
    let tight = 130.0 + 1900.0 * (0.22 - chance);
    let mote = max(0.0, 1.0 - dot(d, d) * tight);
    c += mix(accent, highlight, 0.6) * (mote * mote * tight * 0.002 * (0.12 + 0.2 * frame.energy + 3.0 * frame.hat) * (0.15 + lamp) * select(1.0, 0.35, bright));
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
