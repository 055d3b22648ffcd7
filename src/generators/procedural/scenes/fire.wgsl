// A great fire among standing stones at night, robed figures around it and one near the viewer. look: blaze, torches, smoke, dancers.

// Colour of flame by its heat, 0 to 1 and over: palette body at the edge, highlight in the core.
fn flameColour(heat: f32) -> vec3f {
  let edge = mix(frame.palette[2].rgb, frame.palette[3].rgb, clamp(heat * 1.7, 0.0, 1.0));
  let core = mix(frame.palette[3].rgb, frame.palette[4].rgb, 0.75);
  return mix(edge, core, clamp(heat * 1.3 - 0.55, 0.0, 1.0)) * (heat * heat * 1.25 + heat * 0.30);
}

// Sparks that rise on winding ways: one in some cells.
fn sparks(p: vec2f, salt: i32, share: f32) -> f32 {
  let column = floor(p.x);
  let speed = 0.8 + 0.7 * hash1(i32(column) + salt);
  let rising = p.y - frame.travel * speed * 1.5;
  let level = floor(rising);
  let chance = hash2(vec2i(i32(column), i32(level)) + vec2i(salt, 11));
  let d = vec2f(p.x - column - 0.5 - 0.36 * sway1(p.y * 0.23 + chance * 7.0 + frame.travel * 0.2), (rising - level - 0.5) * 0.8);
  let near = max(0.0, 1.0 - dot(d, d) * 90.0 * (0.6 + chance));
  return near * near * select(0.0, 1.0, fract(chance * 57.0) < share);
}

// What is the same for the whole picture.
struct Setting {
  turn: f32,
  zoom: f32,
  horizon: f32,
  edge: f32,
  portrait: f32,
  side: f32,
  fire: vec2f,
  blaze: f32,
  tall: f32,
  wide: f32,
  power: f32,
  warm: vec3f,
}

fn setting() -> Setting {
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let side = select(-1.0, 1.0, third > 0.5);

  // The view circles a little with each bar and comes near the fire before a drop.
  let turn = barStep(salt, 1.5) * (0.06 + 0.16 * frame.motion) + 0.05 * sway1(frame.travel * 0.04);
  let zoom = 0.96 - 0.06 * portrait - 0.12 * frame.lift + 0.06 * frame.drop - 0.06 * frame.sceneProgress;
  let horizon = -0.21 - 0.14 * portrait;
  let fire = vec2f(side * mix(0.15, 0.05, portrait) * (0.7 + 0.6 * other) - turn * 0.15, -0.045);
  let blaze = (0.50 + 0.60 * frame.look.x) * (0.74 + 0.30 * frame.energy + 0.24 * frame.lift + 0.42 * frame.drop);
  let tall = 0.15 + 0.34 * blaze * (1.0 + 0.20 * frame.kick) + 0.03 * frame.bass + 0.08 * portrait;
  let wide = 0.125 + 0.050 * blaze + 0.012 * frame.kick;
  let flicker = 0.90 + 0.10 * sway1(frame.time * 1.9) * sway1(frame.time * 3.1 + 0.3);
  let power = (0.40 + 0.55 * blaze + 0.34 * frame.kick + 0.22 * frame.snare) * flicker;
  let warm = mix(accent, body, 0.35);

  return Setting(turn, zoom, horizon, pixelSpan() * zoom, portrait, side, fire, blaze, tall, wide, power, warm);
}

// The picture with one of the stones put before it: rough, lit on the flank that looks to the fire, lost in the haze behind it.
fn standingStone(behind: vec3f, p: vec2f, i: i32) -> vec3f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let s = setting();
  let salt = i32(frame.seed * 977.0);
  let k = f32(i) - 3.0;
  let chance = hash1(salt + 31 * i);
  let more = fract(chance * 37.0);
  let angle = k * 0.44 + s.turn * 0.9 + (chance - 0.5) * 0.20;
  let depth = 0.90 + 0.75 * cos(angle);
  let scale = 1.0 / depth;
  let at = vec2f(sin(angle) * mix(0.92, 0.55, s.portrait) * scale + s.fire.x * 0.6, 0.03 - 0.075 * scale);
  let x = p.x - at.x;
  let y = p.y - at.y;
  let big = (0.34 + 0.22 * more) * scale;
  let half = (0.070 + 0.035 * fract(chance * 91.0)) * scale;
  if (abs(x) > half * 1.4 || y < -0.03 || y > big * 1.1) {
    return behind;
  }
  // Chips off the outline, pits in the face.
  let rough = noise2(vec2f(x, y) * (34.0 * depth) + 70.0 * chance);
  let pits = noise2(vec2f(x * 1.3, y) * (90.0 * depth) + 31.0 * chance);
  let u = x / half - 0.35 * (chance - 0.5) * y / big;
  let up = clamp(y / big, 0.0, 1.0);
  let shoulder = 1.0 - 0.26 * up - 0.30 * up * up * up * up;
  let slope = big * (1.0 - 0.10 * (0.5 + u * (more - 0.5) * 2.0));
  let inside = min((shoulder - abs(u)) * half, slope - y - 0.25 * u * u * half) - 0.010 * scale * rough;
  let toFire = sign(s.fire.x - at.x);
  let away = abs(at.x - s.fire.x);
  let reach = 0.34 / (0.16 + away) * exp2(-2.1 * max(y - 0.10, 0.0) / s.tall);
  let flank = clamp(0.42 + 0.62 * u * toFire + 0.5 * (rough - 0.5), 0.0, 1.0);
  // Bands of the spectrum light the stones one by one, as if each had its own voice.
  let band = frame.spectrum[i].y * 0.6 + frame.spectrum[i].z * 0.4;
  let grain = 0.45 + 0.75 * pits * (0.5 + rough);
  let lit = s.warm * (flank * flank * grain * reach * s.power * (0.26 + 0.42 * band));
  let face = deep * 0.16 + shadow * (0.05 + 0.05 * pits) + lit;
  // What stands behind the fire is veiled by its glow.
  let haze = clamp((depth - 1.15) * 0.85, 0.0, 0.55);
  return mix(behind, mix(face, behind, haze), clamp(inside / s.edge + 0.5, 0.0, 1.0));
}

// Distance to a wide sleeve from the shoulder to the hand.
fn sleeve(p: vec2f, raised: f32) -> f32 {
  let shoulder = vec2f(0.120, 0.690);
  let along = mix(vec2f(0.185, 0.36), vec2f(0.290, 0.985), raised) - shoulder;
  let t = clamp(dot(p - shoulder, along) / dot(along, along), 0.0, 1.0);
  let d = p - shoulder - along * t;
  return length(d * vec2f(1.0, 1.0 - 0.35 * raised * select(0.0, 1.0, d.y < 0.0) * t)) - mix(0.052, select(0.020, 0.050, t < 0.86), t);
}

// Inside of a robed figure one unit tall, in its units: a pointed hood that falls on the shoulders, a hem that swings; `raised`: 0 arms down, 1 up.
fn robed(p: vec2f, swing: f32, raised: vec2f) -> f32 {
  let x = p.x - 0.06 * swing * (1.0 - p.y);
  let low = 1.0 - clamp(p.y * 1.4, 0.0, 1.0);
  let hood = 0.086 * sqrt(clamp((0.985 - p.y) * 7.0, 0.0, 1.0));
  let half = hood + 0.088 * smoothstep(0.83, 0.67, p.y) - 0.022 * smoothstep(0.66, 0.45, p.y) + 0.085 * low * low + 0.008 * low * sway1(p.y * 1.7 + x * 2.0 + swing * 0.4);
  let robe = min((half - abs(x)) * 0.9, min(0.985 - p.y, p.y));
  return max(robe, -min(sleeve(vec2f(x, p.y), raised.x), sleeve(vec2f(-x, p.y), raised.y)));
}

// The picture with a robed figure before it that stands at `at`; the light of the fire runs along its edges and in its folds.
fn figure(behind: vec3f, p: vec2f, at: vec2f, size: f32, swing: f32, raised: vec2f, soft: f32) -> vec3f {
  let deep = frame.palette[0].rgb;
  let s = setting();
  let q = (p - at) / size;
  if (abs(q.x) > 0.40 || q.y < -0.02 || q.y > 1.08) {
    return behind;
  }
  let inside = robed(q, swing, raised);
  let offset = s.fire.x - at.x;
  let toFire = clamp(offset * 7.0, -1.0, 1.0);
  let away = abs(offset);
  let fold = 0.5 + 0.5 * sway1(q.x * 5.5 + 0.20 * q.y + 0.15 * swing);
  let turned = clamp(0.16 + q.x * toFire * 4.6, 0.0, 1.0);
  let thin = clamp(1.0 - inside * 34.0, 0.0, 1.0);
  let edgeLight = thin * thin * turned;
  let cloth = turned * turned * (0.25 + 0.75 * fold * fold) * clamp(q.y * 1.6 + 0.25, 0.0, 1.0);
  let lit = s.warm * ((0.75 * edgeLight + 0.11 * cloth) * s.power / (0.55 + 2.2 * away));
  return mix(behind, deep * 0.06 + lit, clamp(inside * size / (s.edge * soft) + 0.5, 0.0, 1.0));
}

// A torch in a raised hand: its flame, and the light around it.
fn torchLight(p: vec2f, hand: vec2f, size: f32, answer: f32, salt: f32) -> vec3f {
  let s = setting();
  let d = (p - hand) / size;
  if (abs(d.x) > 0.55 || d.y < -0.55 || d.y > 0.75) {
    return vec3f(0.0);
  }
  let y = d.y / (0.20 + 0.16 * answer);
  let wave = 0.05 * sway1(frame.time * 1.6 - d.y * 1.7 + salt) * max(y, 0.0);
  let thin = (d.x - wave) / 0.062;
  let heat = clamp(1.15 - thin * thin * (0.8 + 2.0 * max(y, 0.0)) - max(y, -y * 4.0), 0.0, 1.0);
  let round = max(0.0, 1.0 - dot(d, d) * 3.3);
  return flameColour(heat * (0.8 + 0.30 * answer)) + s.warm * (round * round * round * (0.10 + 0.30 * answer));
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
  let s = setting();
  let q = centred(pixel);
  let p = vec2f(q.x, q.y - s.horizon) * s.zoom;

  // Night sky: cool, stars away from the fire, its glow in the air; a line of hills.
  let f = p - s.fire;
  let centre = vec2f(f.x, (f.y - 0.40 * s.tall) * 0.85);
  let square = dot(centre, centre);
  let glow = 1.0 / (1.0 + 11.0 * square);
  let dusk = exp2(-max(p.y, 0.0) * 3.6);
  let hill = 0.060 + 0.034 * sway1(p.x * 0.43 + other + s.turn * 0.3) + 0.014 * sway1(p.x * 1.31 + third);
  let open = clamp((p.y - hill) / s.edge + 0.5, 0.0, 1.0);
  let sky = (p + vec2f(s.turn * 0.3, 0.0)) * 34.0;
  let star = hash2(vec2i(floor(sky)) + vec2i(salt, 77));
  let point = fract(sky) - 0.5 - 0.5 * (vec2f(fract(star * 71.0), fract(star * 131.0)) - 0.5);
  let wide = max(0.004, s.edge * s.edge * 1600.0);
  let twinkle = max(0.0, 1.0 - dot(point, point) / wide) * max(0.2, 0.004 / wide) * step(0.86, star) * (0.4 + 0.6 * abs(wave1(star * 9.0 + frame.time * 0.21)));
  var c = deep * 0.42 + shadow * (0.30 + 0.62 * dusk) * (0.35 + 0.65 * open) + body * (0.08 * dusk * open) + mix(shadow, highlight, 0.6) * (twinkle * open * 0.42 * (1.0 - glow));
  c += s.warm * ((0.34 * glow * glow + 0.10 * glow) * s.power);

  // Smoke takes the light from below and leans with the wind.
  let smoke = frame.look.z;
  let lean = 0.34 * sway1(frame.travel * 0.02 + third) - 0.25 * s.side;
  let drawn = f.x - lean * f.y * f.y;
  let broad = 1.0 - abs(drawn) / (0.13 + 0.50 * max(f.y, 0.0));
  if (broad > 0.0 && f.y > 0.0 && smoke > 0.05) {
    let plume = vec2f(drawn, f.y - frame.travel * 0.26);
    let billow = noise2(plume * vec2f(4.4, 3.2) + 7.0 * other);
    let curl = noise2(plume * vec2f(9.5, 8.0) + 1.4 * billow);
    let thick = clamp((billow * 0.70 + curl * 0.34 - 0.56 + 0.40 * broad) * 2.4, 0.0, 1.0) * broad * smoke * clamp(f.y * 3.0, 0.0, 1.0);
    let lit = exp2(-max(f.y - s.tall * 0.6, 0.0) * 3.4) * clamp(1.45 - billow * 0.7 - curl * 0.6, 0.0, 1.0);
    c = mix(c, deep * 0.35 + shadow * 0.20 + s.warm * (0.50 * lit * s.power), thick * 0.85);
  }

  // Stones in a half ring, the nearer the taller.
  for (var i = 0; i < 7; i++) {
    c = standingStone(c, p, i);
  }

  // Ground: grass in the light of the fire, which falls off; kicks roll outwards over it as rings.
  if (p.y < 0.004) {
    let z = 0.10 / (max(-p.y, 0.0) + 0.035);
    let g = vec2f((p.x - s.fire.x) * z * 3.4, (z - 1.25) * 2.1);
    let away = length(g);
    let tuft = noise2(vec2f((p.x + s.turn) * z * 46.0, z * 26.0));
    let blade = noise2(vec2f((p.x + s.turn) * z * 190.0, z * 64.0 + tuft * 3.0));
    let grass = (0.35 + 0.65 * tuft) * (0.30 + 0.90 * mix(0.5, blade, clamp(1.6 - z * 0.75, 0.0, 1.0)));
    let reach = 1.0 / (1.0 + away * away * 1.25);
    var rings = 0.0;
    for (var i = 0; i < 3; i++) {
      let hit = frame.pulses[i];
      rings = max(rings, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(away - hit.x * 5.5) * 1.6) * max(0.0, 1.0 - hit.x * 1.3));
    }
    let ground = deep * 0.16 + shadow * (0.10 * grass) + s.warm * ((reach * (1.15 + 0.3 * frame.bass) + rings * 0.24) * grass * s.power);
    c = mix(c, ground, clamp(-p.y / s.edge + 0.5, 0.0, 1.0));
  }

  // Logs under the fire, glowing between.
  if (abs(f.x) < 0.19 && f.y < 0.08 && f.y > -0.06) {
    let mound = 0.052 - f.x * f.x * 3.0 - 0.014 * abs(sway1(f.x * 9.0 + other)) - 0.010 * sway1(f.x * 23.0) - f.y;
    let cracks = noise2(vec2f(f.x * 34.0, f.y * 80.0) + 9.0 * other);
    let ember = clamp(1.0 - abs(cracks - 0.5) * 9.0, 0.0, 1.0) * clamp(0.9 - f.y * 12.0, 0.0, 1.0);
    c = mix(c, deep * 0.06 + accent * (ember * (0.22 + 0.5 * frame.bass + 0.3 * frame.kick)), clamp(min(mound, f.y + 0.045) / s.edge * 0.5 + 0.5, 0.0, 1.0));
  }

  // Those who stand behind the fire are dark in its glow; those at its sides are lit.
  let dancers = frame.look.w;
  let torches = frame.look.y;
  let lift = 0.16 + 0.34 * frame.energy + 0.45 * frame.drop;
  if (p.y < 0.24) {
    for (var i = 0; i < 6; i++) {
      let chance = hash1(salt + 7 * i + 400);
      if (chance < 0.25 + dancers * 0.85) {
        let ring = select(-1.0, 1.0, (i & 1) == 0);
        let far = f32(i >> 1u);
        let swing = sway1(frame.beat * 0.25 + chance * 0.5) * (0.3 + 0.7 * frame.energy);
        let bob = 0.012 * frame.beatPulse * frame.energy;
        let size = 0.195 - 0.020 * far + 0.04 * (fract(chance * 17.0) - 0.5);
        let spread = mix(0.20, 0.13, s.portrait) + mix(0.135, 0.085, s.portrait) * far + 0.09 * (fract(chance * 29.0) - 0.4);
        let at = vec2f(s.fire.x + ring * spread + 0.012 * sway1(frame.bar * 0.25 + chance), -0.088 + 0.012 * far + bob);
        // Arms go up with the music, by turns on the beat; every other one carries a torch.
        let up = clamp(vec2f(lift + 0.30 * swing, lift - 0.30 * swing), vec2f(0.0), vec2f(1.0));
        let carries = torches > 0.12 && fract(chance * 53.0) < 0.25 + 0.75 * torches;
        let hold = select(up, select(vec2f(up.x, 0.88), vec2f(0.88, up.y), ring > 0.0), carries);
        c = figure(c, p, at, size, swing, hold, 1.0);
        if (carries) {
          let answer = select(0.35 * frame.beatPulse, frame.snare, (i & 2) == 0);
          let hand = at + size * (mix(vec2f(0.185, 0.36), vec2f(0.290, 0.985), 0.88) + vec2f(0.0, 0.09)) * vec2f(ring, 1.0);
          c += torchLight(p, hand, size, answer, chance);
        }
      }
    }
  }

  // The fire: tongues that follow the spectrum, drawn out of sheets of noise that run upwards.
  let span = f.x / s.wide;
  if (abs(span) < 2.1 && f.y > -0.05 && f.y < s.tall * 1.9) {
    let u = clamp((abs(span) * 0.8) * 7.0, 0.0, 6.99);
    let left = i32(u);
    let level = mix(frame.spectrum[left].x, frame.spectrum[left + 1].x, fract(u));
    let own = s.tall * (0.66 + 0.58 * level);
    let up = f.y / own;
    let rise = max(up, 0.0);
    let run = frame.time * (0.85 + 0.5 * frame.energy);
    let bend = (noise2(vec2f(f.x * 5.0 + 20.0, f.y * 4.5 - run * 1.5)) - 0.5) * (0.05 + 0.26 * max(f.y, 0.0)) - 0.10 * s.side * f.y * f.y;
    let x = (f.x + bend) / (s.wide * (0.60 + 0.42 * s.blaze));
    let sheet = noise2(vec2f(x * 2.1 + other * 9.0, f.y * 6.0 / (0.5 + s.blaze) - run * 2.4));
    let lick = noise2(vec2f(x * 4.8 - sheet * 1.3, f.y * 12.0 / (0.5 + s.blaze) - run * 4.0));
    let curl = noise2(vec2f(x * 11.0 + lick * 1.5, f.y * 26.0 / (0.5 + s.blaze) - run * 6.5));
    let torn = sheet * 0.58 + lick * 0.42 + curl * 0.22 - 0.64;
    let shape = 1.10 - x * x * (0.60 + 1.4 * rise) - rise * 0.80;
    let heat = clamp(shape + torn * (0.62 + 1.05 * rise), 0.0, 1.2);
    let bottom = clamp((f.y + 0.035) * 26.0, 0.0, 1.0);
    let flame = heat * heat * bottom * (0.80 + 0.40 * curl);
    c = c * (1.0 - 0.75 * clamp(flame * 1.3, 0.0, 1.0)) + flameColour(flame) * (0.52 + 0.20 * s.power);
  }

  // One stands near the viewer and looks into the fire; breathes with the bar, lifts the arms at the height.
  let heroAt = vec2f(s.fire.x - s.side * mix(0.335, 0.17, s.portrait) - 0.25 * s.turn, -0.335 + 0.004 * sway1(frame.bar * 0.5));
  let heroArms = clamp(vec2f(0.05 + 1.1 * frame.drop + 0.10 * frame.lift), vec2f(0.0), vec2f(0.95));
  c = figure(c, p, heroAt, 0.50, 0.5 * sway1(frame.bar * 0.25), heroArms, 1.4);

  // Sparks: hats call them, the drop lets them fly; some pass near the lens.
  let amount = 0.10 + 0.24 * frame.energy + 0.35 * frame.hat + 0.25 * frame.drop;
  let cone = clamp(1.15 - abs(f.x + 0.10 * s.side * f.y) / (0.14 + 0.62 * max(f.y, 0.0)), 0.0, 1.0);
  if (cone > 0.0 && f.y > 0.0) {
    let flying = sparks(f * 25.0 + vec2f(3.0, 0.0), salt, amount) + 0.7 * sparks(f * 43.0 + vec2f(50.0, 9.0), salt + 5, amount);
    c += mix(accent, highlight, 0.35) * (flying * cone * exp2(-f.y * 2.0) * (0.9 + 3.0 * frame.hat));
  }
  let close = vec2f(p.x + 0.05 * sway1(p.y * 0.8 + frame.travel * 0.05), p.y - frame.travel * 0.11) * 3.1 + 5.0 * other;
  let place = floor(close);
  let which = hash2(vec2i(place) + vec2i(salt, 313));
  if (which < 0.10 + 0.16 * frame.energy) {
    let own = fract(which * 97.0);
    let d = length(close - place - 0.5 - 0.5 * (vec2f(own, fract(which * 43.0)) - 0.5)) / (0.05 + 0.10 * own);
    let disc = smoothstep(0.0, 1.0, (1.0 - d) * 2.2);
    c += mix(accent, body, own) * (disc * (0.08 + 0.16 * frame.energy + 0.20 * frame.hat) * (0.4 + glow));
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
