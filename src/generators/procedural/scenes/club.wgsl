// A crowd before a stage of moving lights and a wall of light. look: haze, screen, crowd, lasers.

// Brightness at a point of the picture of a beam from `source` whose axis leans by `slope` (sideways per unit down).
fn beam(p: vec2f, source: vec2f, slope: f32, spread: f32) -> f32 {
  let down = source.y - p.y;
  let off = abs(p.x - source.x - slope * down);
  let wide = 0.006 + spread * max(down, 0.0);
  let across = max(0.0, 1.0 - off / wide);
  return across * across * clamp(down * 40.0, 0.0, 1.0) * 0.034 / (wide + 0.014) / (1.0 + 1.9 * max(down, 0.0));
}

// Someone in a row of the crowd, seen from behind: distance to the outline, height over the row's ground, and how much of a lit phone is held up there. Units are persons.
fn reveller(x: f32, y: f32, salt: i32, arms: f32) -> vec3f {
  let cell = floor(x);
  let chance = hash1(i32(cell) + salt);
  let more = fract(chance * 57.0);
  let bounce = frame.beatPulse * (0.06 + 0.10 * more) * (0.4 + 0.6 * frame.energy) * (0.2 + 1.6 * frame.motion);
  let h = y - (more - 0.5) * 0.34 - bounce;
  if (h < -0.25) { return vec3f(-0.3, h, 0.0); }
  let dx = x - cell - 0.5 - (chance - 0.5) * 0.16 - 0.04 * (fract(chance * 91.0) - 0.5) * h;
  let q = vec2f(abs(dx), h);
  let raised = fract(chance * 13.0) < arms;
  var d = 1.0;
  if (h < 0.90) {
    // Below the shoulders they stand so close that nothing is seen between them.
    let shoulders = min(tapered(q, vec2f(0.0, 0.30), vec2f(0.24, 0.22), 0.16, 0.16), h - 0.10 + 0.16 * q.x);
    let head = length(vec2f(dx, (h - 0.68) * (0.80 + 0.08 * more))) - 0.145 - 0.02 * fract(chance * 37.0);
    d = joined(joined(shoulders, max(q.x - 0.075, h - 0.56), 0.12), head, 0.03);
  } else if (!raised) {
    return vec3f(1.0, h, 0.0);
  }
  var phone = 0.0;
  if (h > 0.2 && raised) {
    // Both arms or one, hands together over the head or wide apart, and some hold a phone.
    let kind = fract(chance * 29.0);
    let one = select(-1.0, 1.0, fract(chance * 71.0) > 0.5);
    let wave = 0.07 * sway1(frame.beat * 0.25 + kind) * (0.3 + frame.energy);
    let hand = vec2f(0.13 + 0.25 * kind + wave * sign(dx) * one, 1.04 + 0.28 * more);
    let elbow = vec2f(0.34 + 0.05 * kind, 0.62 + 0.12 * more);
    let reach = min(min(tapered(q, vec2f(0.28, 0.30), elbow, 0.085, 0.064), tapered(q, elbow, hand, 0.062, 0.042)), length((q - hand - vec2f(0.0, 0.06)) * vec2f(1.0, 0.66)) - 0.056);
    d = min(d, select(reach, 1.0, kind < 0.62 && dx * one < 0.0));
    let screen = max(abs(q.x - hand.x) - 0.060, abs(h - hand.y - 0.11) - 0.105);
    phone = select(0.0, clamp(0.5 - screen * 40.0, 0.0, 1.0), kind < 0.12 && dx * one >= 0.0);
  }
  return vec3f(d, h, phone);
}

// A row of the crowd in the light of the stage: colour times what it covers, and what it covers. k: 0 far to 2 near.
fn crowdRow(q: vec2f, k: f32, ground: f32, sway: f32, light: vec3f, salt: i32, arms: f32, edge: f32) -> vec4f {
  let person = (0.050 + 0.036 * k + 0.026 * k * k) * (1.0 + 0.28 * uprightness() * k);
  let y = (q.y - ground) / person;
  if (y > 1.72) { return vec4f(0.0); }
  let deep = frame.palette[0].rgb;
  let x = (q.x + sway * (0.4 + 0.5 * k)) / person * (1.02 - 0.20 * (1.0 - frame.look.z)) + fract(frame.seed * 7.31) * 40.0 + k * 13.0;
  let who = reveller(x, y, salt, arms * (1.0 - 0.2 * k));
  let cover = clamp(0.5 - who.x / (edge / person * (1.1 + 0.9 * k)), 0.0, 1.0);
  // Haze stands before the far rows; light from the stage lies on hair, shoulders and arms, thin on the near ones.
  let upper = clamp(who.y * 1.1 + 0.2, 0.0, 1.0);
  let rim = clamp(1.0 + who.x * (9.0 + 5.0 * k), 0.0, 1.0);
  let lit = light * ((0.62 - 0.24 * k) * (0.15 + 0.85 * upper * upper) + rim * rim * upper * upper * (0.55 - 0.10 * k) * (0.35 + 1.0 * hitLight()));
  return vec4f((deep * 0.05 + lit + mix(frame.palette[4].rgb, vec3f(1.0), 0.3) * (who.z * 0.5)) * cover, cover);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();

  // The view sways in the crowd: sideways with the bars, a push when the music builds.
  let sway = barStep(salt, 1.5) * (0.01 + 0.38 * frame.motion) + 0.04 * frame.motion * sin(frame.travel * 0.5);
  let zoom = 1.02 - 0.13 * frame.lift + 0.10 * frame.drop - 0.02 * frame.kick * frame.motion;
  let q = centred(pixel);
  let p = vec2f(q.x + sway * 0.45, q.y) * zoom;
  let power = 0.44 + 0.50 * frame.energy + 0.45 * frame.drop + 0.20 * frame.lift;
  let haze = 0.25 + 0.75 * frame.look.x;
  let rig = 0.36 + 0.20 * portrait;
  let deck = -0.16 - 0.18 * portrait;
  let halfStage = mix(0.74, 0.30, portrait);
  let focus = (third - 0.5) * mix(0.50, 0.12, portrait);
  let edge = pixelSize * zoom;
  let bassOpen = 0.35 + 0.65 * frame.bass;

  // The crowd first, from the nearest row: what it hides need not be drawn.
  let fromStage = length((p - vec2f(focus * 0.5, deck + 0.10)) * vec2f(0.9, 1.2));
  let bath = 1.0 / (1.0 + fromStage * fromStage * 6.0);
  let top = -0.5 * wholeSides().y;
  let arms = (0.10 + 0.50 * frame.energy + 0.6 * frame.drop + 0.2 * frame.lift) * (0.5 + 0.5 * frame.look.z);
  let wrapped = (shadow * 0.35 + mix(body, accent, 0.35) * 0.65) * (power * (0.55 + 0.45 * haze) * (0.30 + 0.70 * bath));
  let sparse = 0.010 * (1.0 - frame.look.z);
  let near = crowdRow(q, 1.85, mix(deck - 0.060, top - 0.075 + 0.07 * portrait, 0.90 - 0.14 * portrait) - sparse * 3.0, sway, wrapped, salt + 300, arms, edge);
  var crowd = near.rgb;
  var hidden = near.a;
  if (hidden < 0.99) {
    let middle = crowdRow(q, 0.85, mix(deck - 0.060, top - 0.075 + 0.07 * portrait, 0.33) - sparse * 2.0, sway, wrapped, salt + 200, arms, edge);
    crowd += middle.rgb * (1.0 - hidden);
    hidden += middle.a * (1.0 - hidden);
  }
  if (hidden < 0.99) {
    let far = crowdRow(q, 0.0, deck - 0.060 - sparse, sway, wrapped, salt + 100, arms, edge);
    crowd += far.rgb * (1.0 - hidden);
    hidden += far.a * (1.0 - hidden);
  }
  if (hidden > 0.99) { return vec4f(max(crowd, vec3f(0.0)), 0.0); }

  // Smoke drifts across: the light shows in it.
  let smoke = noise2(vec2f(p.x * 2.3 + frame.travel * 0.16, p.y * 3.1 - frame.travel * 0.07 + other * 30.0));
  let air = (0.35 + 0.95 * smoke) * haze;

  // Hall and back wall.
  var c = deep * 0.35 + (shadow * 0.70 + body * 0.60) * (air * air * bath * power * (0.85 + 0.4 * frame.lowMid)) + mix(body, accent, 0.65) * (air * bath * bath * (0.05 + 0.34 * hitLight()) * power);

  // The wall of light behind the performer: columns are the spectrum, the snare sweeps it.
  let wall = vec2f(p.x / halfStage, (p.y - deck - 0.03) / (rig - deck - 0.11));
  if (abs(wall.x) < 1.0 && wall.y > 0.0 && wall.y < 1.0) {
    let columns = 28.0;
    let at = abs(wall.x) * columns * 0.5;
    let column = floor(at);
    let cells = wall.y * 22.0;
    let cell = floor(cells);
    let dot2 = abs(vec2f(at - column, cells - cell) - 0.5);
    let lamp = clamp((0.40 - max(dot2.x, dot2.y)) * 9.0, 0.0, 1.0);
    let band = i32(column * 2.2) & 31;
    let level = frame.spectrum[band / 4].x * 0.5 + frame.spectrum[band / 4].z * 0.5;
    let bars = clamp((level * 0.95 + 0.04 - wall.y) * 22.0, 0.0, 1.0);
    // Other patterns take turns with the bars: rings from the middle on hits, a chequer that steps on the beat.
    let r = length(vec2f(wall.x * halfStage / (rig - deck), wall.y - 0.5));
    var rings = 0.0;
    for (var i = 0; i < 2; i++) {
      let hit = frame.pulses[i];
      rings = max(rings, hit.y * max(0.0, 1.0 - abs(r - hit.x * 2.2) * 9.0) * max(0.0, 1.0 - hit.x * 1.6));
    }
    let chequer = hash2(vec2i(i32(column * 0.5), i32(cell * 0.34)) + vec2i(i32(floor(frame.beat)) * 7, salt));
    let blocks = select(0.0, 0.8, chequer > 0.80 - 0.2 * frame.energy);
    let turn = fract(floor(frame.bar * 0.25) * 0.5 + third) * 2.0;
    let shown = mix(bars, blocks, select(0.0, 1.0, turn > 0.99)) + rings * 1.1;
    let sweep = max(0.0, 1.0 - abs(wall.x - (1.0 - frame.snare) * 2.4 + 1.2) * 4.0) * frame.snare;
    let tint = mix(mix(body, accent, wall.y), highlight, clamp(rings * 0.6 + sweep, 0.0, 0.8));
    c += tint * (lamp * (0.05 + 0.10 * hitLight() + shown * (0.50 + 0.5 * frame.loudness) + sweep * 0.7) * frame.look.y * power);
  }

  // Truss, its lamps, and their beams: kick for the middle pair, snare for the outer, every one turns with the bars.
  let truss = abs(p.y - rig);
  if (truss < 0.030) {
    let lattice = abs(fract(p.x * 17.0 + select(0.5, 0.0, p.y > rig)) - 0.5) - abs(p.y - rig) * 17.0;
    let metal = max(clamp((0.0035 - abs(truss - 0.020)) / edge + 0.5, 0.0, 1.0), clamp((0.05 - abs(lattice - 0.05)) * 9.0, 0.0, 1.0) * step(truss, 0.020));
    c = mix(c, deep * 0.10 + (shadow * 0.5 + body * 0.25) * power, metal * 0.8 * step(abs(p.x), halfStage * 1.25));
  }
  for (var i = 0; i < 6; i++) {
    if (p.y > rig + 0.10) { break; }
    let k = f32(i) - 2.5;
    let source = vec2f(k * halfStage * 0.40, rig - 0.03);
    let isInner = abs(k) < 1.0;
    let isOuter = abs(k) > 2.0;
    let struck = select(select(frame.beatPulse * 0.7, frame.snare * 1.2, isOuter), frame.kick * 1.2, isInner);
    let lit = (0.10 + 0.30 * frame.energy + 1.15 * struck) * power;
    let swing = sin(frame.bar * 1.5708 + k * 0.9 + other * 20.0) * (0.25 + 0.75 * bassOpen) * (0.12 + 0.85 * frame.motion);
    let slope = select(swing, -k * 0.16 + swing * 0.6, isInner);
    let colour = select(select(body, accent, isOuter), mix(highlight, accent, 0.35), isInner);
    c += colour * (beam(p, source, slope, 0.050 + 0.05 * frame.bass) * lit * air * 1.9);
    let d = p - source;
    let near = dot(d, d);
    if (near > 0.0167) { continue; }
    c += mix(colour, highlight, 0.4) * (0.00030 / (near + 0.00012) * lit * clamp(1.0 - near * 60.0, 0.0, 1.0));
  }

  // Lasers fan out of the deck on the hats.
  let lasers = frame.look.w * (frame.hat * 1.1 + 0.35 * frame.drop + 0.10 * frame.energy);
  if (lasers > 0.03 && p.y > deck) {
    for (var j = 0; j < 2; j++) {
      let source = vec2f((f32(j) - 0.5) * 1.5 * halfStage, deck + 0.04);
      let d = p - source;
      // Rays at even steps of slope: the nearest of them.
      let fan = d.x / max(d.y, 1e-3) * 3.2 + sin(frame.bar * 0.7854 + f32(j) * 2.0) * 1.3;
      let ray = abs(fan - round(fan)) * d.y * 0.3125 / (1.0 + 0.1 * abs(fan));
      let thin = 0.0011 / (0.0011 + ray) - 0.06;
      c += accent * (max(thin, 0.0) * lasers * air * select(0.0, 0.9, abs(round(fan)) < 3.5));
    }
  }

  // Performer at a desk, against the light.
  let d = p - vec2f(focus, deck);
  if (abs(d.x) < 0.17 && d.y > -0.05 && d.y < 0.22) {
    let nod = 0.006 * frame.beatPulse;
    let head = 0.020 - length(vec2f(d.x - 0.004, (d.y - 0.158 + nod) * 0.85));
    let neck = min(0.045 - abs(d.x) - max(d.y - 0.100, 0.0) * 1.2, 0.140 - d.y);
    let arm = 0.008 - abs(abs(d.x) - 0.050 - (0.12 - d.y) * 0.25) - max(d.y - 0.118, 0.0) - max(0.060 - d.y, 0.0);
    let desk = min(0.125 - abs(d.x), 0.070 - d.y);
    let shape = clamp(max(max(head, neck), max(arm, desk)) / edge + 0.5, 0.0, 1.0);
    c = mix(c, deep * 0.08, shape);
    let panel = clamp(0.115 - abs(d.x), 0.0, 0.01) * 100.0 * clamp(1.0 - abs(d.y - 0.035) * 45.0, 0.0, 1.0);
    c += mix(accent, highlight, 0.3) * (panel * (0.10 + 0.9 * frame.kick) * power * step(0.3, fract(d.x * 28.0 + floor(frame.beat) * 0.31)));
  }
  // Edge of the deck.
  c += body * (clamp(1.0 - abs(p.y - deck + 0.004) / (edge * 1.6), 0.0, 1.0) * 0.35 * power * step(abs(p.x), halfStage * 1.1));

  c = c * (1.0 - hidden) + crowd;
  // Hands and smoke in the glow just over the crowd.
  c += (body * 0.05 + accent * 0.05 * frame.kick) * (exp2(-abs(p.y - deck + 0.02) * 14.0) * air * power);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
