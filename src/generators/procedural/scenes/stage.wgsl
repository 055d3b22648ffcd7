// A singer before a wall of lamps, alone or with a band, seen over the heads of the first row. look: smoke, lamps, band, curtain.

// Light of a beam that leaves `source` and leans by `slope`, sideways per unit down.
fn cone(p: vec2f, source: vec2f, slope: f32, spread: f32) -> f32 {
  let down = source.y - p.y;
  let wide = 0.008 + spread * max(down, 0.0);
  let off = max(0.0, 1.0 - abs(p.x - source.x - slope * down) / wide);
  return off * off * clamp(down * 30.0, 0.0, 1.0) * 0.032 / (wide + 0.014);
}

// The wall of lamps behind the stage: light of the lamp whose cell holds p, as its disc (x) and the glow round it (y).
fn lampWall(p: vec2f, pitch: vec2f, salt: i32, patterned: f32) -> vec2f {
  let at = p / pitch;
  let cell = floor(at);
  let d = (at - cell - 0.5) * pitch / min(pitch.x, pitch.y);
  let chance = hash2(vec2i(cell) + vec2i(salt, 17));
  let band = frame.spectrum[i32(abs(cell.x)) & 7];
  let level = mix(band.y, band.w, fract(cell.y * 0.5));
  // Every beat another pattern: columns, rows, or a scatter; every hit all of them.
  let count = i32(floor(frame.beat + 0.001));
  let picked = select(step(0.60, fract(chance * 7.3 + f32(count) * 0.618)), step(0.5, fract((cell.x + f32(count)) * 0.5)), patterned > 0.5);
  let lit = 0.08 + 0.55 * level * level + picked * (0.20 + 0.55 * frame.beatPulse) * frame.energy + 1.25 * hitLight();
  let r = length(d);
  return vec2f(clamp((0.24 - r) * 14.0, 0.0, 1.0), max(0.0, 0.5 - r) * max(0.0, 0.5 - r) * 2.2) * lit;
}

// Distance to a player with an instrument across the body; unit height.
fn guitarist(p: vec2f, stride: f32) -> f32 {
  let trunk = person(p, stride, vec2f(0.15, 0.05));
  let box = length((p - vec2f(0.03, 0.56)) * vec2f(0.9, 1.25)) - 0.105;
  let neck = limb(p, vec2f(0.05, 0.57), vec2f(-0.34, 0.74), 0.018);
  return min(trunk, min(box, neck));
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let salt = i32(frame.seed * 719.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let side = select(-1.0, 1.0, third > 0.5);
  let portrait = uprightness();
  let pixelSize = pixelSpan();
  let hit = hitLight();

  // A slow arc round the singer in verses; the build-up closes in, the drop opens the view.
  let arc = sway1(frame.travel * 0.035 + other) * (0.04 + 0.13 * frame.motion);
  let zoom = 1.04 - 0.16 * frame.lift + 0.08 * frame.drop - 0.015 * frame.kick * frame.motion;
  let q = centred(pixel);
  let p = q * zoom + vec2f(arc, 0.02);
  let edge = pixelSize * zoom;
  let power = 0.30 + 0.50 * frame.energy + 0.40 * frame.drop + 0.25 * frame.lift;
  let smoke = 0.25 + 0.75 * frame.look.x;
  let deck = -0.25 - 0.12 * portrait;
  let focus = side * mix(0.20, 0.05, portrait);
  let tall = 0.50 + 0.08 * portrait;

  // Who is nearest first: heads and hands of the first row, out of focus.
  let low = q.y + 0.5 * wholeSides().y;
  var crowd = 0.0;
  var crowdRim = 0.0;
  if (low < 0.34) {
    let x = (q.x + arc * 2.2) * 5.2 + other * 30.0;
    let cell = floor(x);
    let chance = hash1(i32(cell) + salt);
    let bob = frame.beatPulse * (0.012 + 0.020 * fract(chance * 9.0)) * (0.4 + 0.6 * frame.energy);
    let d = vec2f((x - cell - 0.5 - 0.3 * (chance - 0.5)) / 5.2, low - 0.035 - 0.05 * fract(chance * 31.0) - bob);
    let head = length(d * vec2f(1.15, 1.0)) - 0.046;
    let neck = max(abs(d.x) - 0.040 - max(-0.045 - d.y, 0.0) * 1.5, d.y + 0.015);
    let raises = step(fract(chance * 57.0), 0.12 + 0.45 * frame.energy * frame.look.z + 0.5 * frame.drop);
    let reach = 0.07 + 0.07 * fract(chance * 77.0);
    let arm = limb(d, vec2f(0.052, -0.07), vec2f(0.070 + 0.09 * (chance - 0.5), reach), 0.016) + (1.0 - raises);
    let palm = length((d - vec2f(0.071 + 0.09 * (chance - 0.5), reach + 0.014)) * vec2f(1.0, 0.75)) - 0.019 + (1.0 - raises);
    let shape = min(min(head, neck), min(arm, palm));
    crowd = clamp(0.5 - shape / (edge * 3.5), 0.0, 1.0);
    crowdRim = clamp(1.0 + shape / 0.012, 0.0, 1.0);
  }

  // Air: smoke that holds the lamps' colour, thicker about the deck.
  let drift = noise2(vec2f(p.x * 2.1 + frame.travel * 0.13, p.y * 2.9 - frame.travel * 0.05 + other * 30.0));
  let air = (0.30 + 0.95 * drift) * smoke;
  let fromFocus = length((p - vec2f(focus, deck + 0.30)) * vec2f(0.85, 1.1));
  let bath = 1.0 / (1.0 + 5.5 * fromFocus * fromFocus);
  let isFloor = p.y < deck;
  // The deck mirrors what stands on it.
  let m = vec2f(p.x, select(p.y, 2.0 * deck - p.y, isFloor));
  var c = deep * 0.40 + shadow * (0.22 * bath) + mix(body, accent, 0.35) * (air * bath * bath * power * (0.30 + 0.75 * hit));

  // Curtain: heavy folds that the lamps light from below.
  if (frame.look.w > 0.10) {
    let folds = m.x * 7.0 + 0.35 * sway1(m.y * 0.8 + m.x * 1.3) + 0.08 * sway1(frame.travel * 0.07 + m.x);
    let fold = 0.5 + 0.5 * sway1(folds);
    let velvet = mix(shadow * 0.35 + deep * 0.3, body * 0.55 + accent * 0.12, fold * fold) * (0.20 + 0.75 * bath * (0.5 + power)) * (1.0 + 0.9 * hit * exp2(-max(m.y - deck, 0.0) * 3.0));
    c = mix(c, velvet, frame.look.w * clamp(1.2 - 0.5 * air, 0.35, 1.0));
  }
  // The wall of lamps.
  let wall = vec2f(m.x - focus * 0.35, m.y - deck - 0.10);
  let wide = mix(0.62, 0.30, portrait);
  if (abs(wall.x) < wide && wall.y > 0.0 && wall.y < 0.44) {
    let lamps = lampWall(wall, vec2f(0.124, 0.110), salt, fract(floor(frame.bar * 0.25) * 0.5 + third));
    let amount = 0.25 + 0.75 * frame.look.y;
    let tone = mix(accent, highlight, 0.35 + 0.3 * hit);
    c += (tone * (lamps.x * 0.95) + mix(body, accent, 0.7) * (lamps.y * (0.8 + air))) * (amount * power);
  }
  // Beams from the truss cross behind the singer: they turn with the bars.
  for (var i = 0; i < 5; i++) {
    let k = f32(i) - 2.0;
    let source = vec2f(k * wide * 0.46 + focus * 0.3, deck + 0.78 + 0.10 * portrait);
    let swing = sin(frame.bar * 0.7854 + k * 1.1 + other * 9.0) * (0.20 + 0.40 * frame.motion + 0.2 * frame.bass);
    let struck = select(frame.snare, frame.kick, (i & 1) == 0);
    let tint = select(mix(accent, body, 0.3), mix(highlight, accent, 0.5), (i & 1) == 0);
    c += tint * (cone(m, source, swing - k * 0.14, 0.060) * air * power * (0.35 + 0.30 * frame.energy + 1.4 * struck));
  }

  // A guitarist and a bass player stand further back where there is a band.
  if (frame.look.z > 0.35) {
    for (var j = 0; j < 2; j++) {
      let s = select(-1.0, 1.0, j == 1) * side;
      let at = vec2f(focus - s * mix(0.34, 0.20, portrait) - s * 0.05 * f32(j), deck + 0.012);
      let d = (m - at) * vec2f(s, 1.0) / (tall * 0.86);
      if (abs(d.x) < 0.38 && d.y > -0.02 && d.y < 1.03) {
        let rock = sway1(frame.beat * 0.25 + 0.3 * f32(j)) * 0.05 * (0.4 + frame.energy);
        let shape = guitarist(vec2f(d.x - rock * d.y, d.y), 0.5);
        let cover = clamp(0.5 - shape * tall / (edge * 1.6), 0.0, 1.0);
        let rim = clamp(1.0 + shape / 0.022, 0.0, 1.0);
        c = mix(c, deep * 0.12 + shadow * 0.05 + mix(body, accent, 0.6) * (rim * rim * (0.10 + 0.50 * hit) * power), cover * 0.94);
      }
    }
  }
  // The singer: a hand at the microphone, the other one flung up as the song rises; a sway to the beat.
  let d = (m - vec2f(focus, deck)) * vec2f(side, 1.0) / tall;
  if (abs(d.x) < 0.31 && d.y > -0.02 && d.y < 1.16) {
    let rock = sway1(frame.beat * 0.25) * 0.035 * (0.5 + frame.energy) + 0.03 * frame.lift;
    let leaned = vec2f(d.x + rock * d.y, d.y);
    let up = clamp(0.85 * frame.drop + 0.75 * frame.lift + 0.3 * frame.snare * frame.energy, 0.0, 1.0);
    let figure = person(leaned, 0.45 + 0.15 * sway1(frame.beat * 0.5), vec2f(up, 0.0));
    let elbow = vec2f(0.160, 0.655);
    let toMouth = min(tapered(leaned, vec2f(0.108, 0.768), elbow, 0.041, 0.034), tapered(leaned, elbow, vec2f(0.085, 0.83), 0.034, 0.026));
    // A skirt of a coat, the stand, the microphone and its lead.
    let coat = max(abs(leaned.x) - 0.085 - 0.10 * (0.60 - leaned.y), max(leaned.y - 0.60, 0.40 - leaned.y));
    let stand = min(limb(d, vec2f(0.20, 0.0), vec2f(0.105, 0.845), 0.007), limb(d, vec2f(0.12, 0.004), vec2f(0.28, 0.004), 0.008));
    let shape = min(min(figure, coat), min(toMouth, stand));
    let cover = clamp(0.5 - shape * tall / edge, 0.0, 1.0);
    // The lamps behind and above rim hair, shoulders and arms more than the legs.
    let rim = clamp(1.0 + shape / 0.024, 0.0, 1.0);
    let upper = clamp(d.y * 1.9 - 0.85, 0.06, 1.0);
    c = mix(c, deep * 0.05 + mix(accent, highlight, 0.5) * (rim * rim * rim * (0.30 + 1.25 * hit) * power * upper), cover);
  }
  if (isFloor) {
    // Boards of the deck: a darker image, broken by their joints and by the light that grazes them.
    let down = deck - p.y;
    let boards = 0.80 + 0.20 * step(0.06, abs(fract((p.x - focus) * 5.0 / (down + 0.22)) - 0.5));
    c = c * (0.55 * boards * exp2(-down * 3.2)) + shadow * 0.04 + mix(body, accent, 0.6) * (exp2(-down * 9.0) * 0.16 * power * (0.5 + hit));
  }
  // Smoke before the singer, lit on each hit.
  c += mix(body, accent, 0.5) * (exp2(-abs(p.y - deck - 0.02) * 9.0) * air * air * power * (0.10 + 0.16 * hit) * bath);
  c = mix(c, deep * 0.06 + shadow * 0.02 + mix(body, accent, 0.6) * (crowdRim * crowdRim * (0.05 + 0.30 * hit) * power * bath), crowd);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
