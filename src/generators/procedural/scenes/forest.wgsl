// A stag walks through a misty wood, the light low behind the trees; the camera goes beside it. look: mist, night, density, fireflies.

const stagAway = 1.95;
// Shoulder height of the stag and height of the eye over the ground, in the world's unit of 2.6 m.
const stagTall = 0.47;
const eyeTall = 0.62;

// Kicks roll through the wood from the depth towards the viewer: how lit the air is at a distance.
fn waveAt(z: f32) -> f32 {
  var light = 0.0;
  for (var i = 0; i < 3; i++) {
    let hit = frame.pulses[i];
    let front = 10.0 - hit.x * 18.0;
    light = max(light, hit.y * (1.0 - hit.w) * max(0.0, 1.0 - abs(z - front) * 0.30));
  }
  return light;
}

// One trunk of a row: how much of the pixel it covers, and where across it that is, -1 to 1. x in world units, y over the ground.
fn trunk(x: f32, y: f32, row: i32, soft: f32, share: f32, bare: bool) -> vec2f {
  let cell = floor(x);
  // Steps of the golden kind in place of a hash: cheap, and the trees keep even distances.
  let chance = fract(cell * 0.7548777 + hash1(row * 57));
  if (chance >= share) { return vec2f(0.0); }
  let beside = x - cell - 0.30 - 0.4 * fract(chance * 17.0);
  if (abs(beside) > select(0.46, 0.26, bare)) { return vec2f(0.0); }
  let more = fract(chance * 61.0);
  let root = max(0.0, 0.16 - y);
  let bow = 0.025 * sway1(y * 0.42 + chance * 9.0);
  let dx = beside - (more - 0.5) * 0.10 * y - bow;
  let wide = 0.035 + 0.085 * more * more + root * root * 3.0 - 0.010 * y;
  var cover = clamp((wide - abs(dx)) / soft + 0.5, 0.0, 1.0);
  if (!bare && y > 0.55 && cover < 1.0 && abs(dx) < 0.32) {
    // Branches, one after another, to one side or the other, rising as they go out.
    let up = (y - abs(dx) * (0.9 - 1.1 * abs(dx)) + chance * 3.0) * 2.6;
    let story = floor(up);
    let kind = fract(story * 0.618 + chance * 23.0);
    let length = 0.10 + 0.22 * fract(kind * 7.0);
    let side = select(-1.0, 1.0, fract(kind * 3.0) > 0.5);
    let thin = 0.016 * (1.0 - abs(dx) / length) * step(0.0, dx * side);
    cover = max(cover, clamp((thin - abs(up - story - 0.5) * 0.385) / soft + 0.5, 0.0, 1.0) * step(0.001, thin));
  }
  return vec2f(cover, clamp(dx / max(wide, 0.01), -1.0, 1.0));
}

// Fireflies or dust: one wandering mote in some cells.
fn motes(p: vec2f, salt: i32, share: f32) -> f32 {
  let cell = floor(p);
  let chance = hash2(vec2i(cell) + vec2i(salt, 31));
  if (chance >= share) { return 0.0; }
  let turn = frame.travel * (0.11 + 0.16 * chance) + chance * 37.0;
  let d = p - cell - 0.5 - 0.28 * vec2f(sway1(turn), sway1(turn * 1.31 + 0.3));
  let glow = max(0.0, 1.0 - dot(d, d) * 80.0);
  return glow * glow * glow * (0.30 + 0.70 * abs(fract(frame.beat * 0.25 + chance * 7.0) * 2.0 - 1.0));
}

// Foliage, 0 to 1: clusters of leaves, `size` of them in a unit; 0 at once where it cannot reach `least`.
fn leavesAt(p: vec2f, size: f32, least: f32) -> f32 {
  let cluster = noise2(p * size) * 0.50;
  if (cluster + 0.46 < least) { return 0.0; }
  return cluster + noise2(rotate(p, 0.6) * (size * 3.1)) * 0.28 + noise2(rotate(p, 1.1) * (size * 7.7)) * 0.22;
}

// A leg through one stride: it stands and is left behind for three fifths of it, then swings forward. `hind` sets how the joint bends.
fn leg(p: vec2f, hip: vec2f, phase: f32, hind: f32) -> f32 {
  let t = fract(phase);
  let swing = clamp((t - 0.62) / 0.38, 0.0, 1.0);
  let ahead = select(1.0 - 2.0 * t / 0.62, -1.0 + 2.0 * swing * swing * (3.0 - 2.0 * swing), t > 0.62);
  let lift = 0.40 * swing * (1.0 - swing);
  let foot = vec2f(hip.x + 0.25 * ahead - 0.05 * hind, 0.03 + lift);
  let joint = mix(hip, foot, 0.50 - 0.06 * hind) + vec2f(0.02 + 1.0 * lift - hind * (0.11 + 1.3 * lift), 0.03 * hind);
  let above = tapered(p, hip, joint, 0.085 + 0.04 * hind, 0.036);
  let below = tapered(p, joint, foot, 0.034, 0.022);
  return min(min(above, below), tapered(p, foot, foot + vec2f(0.035, -0.02), 0.026, 0.020));
}

// Distance to the outline of a stag of one unit to its shoulder, who walks to the right.
fn stag(p: vec2f, stride: f32, head: f32) -> f32 {
  let q = p - vec2f(0.0, 0.012 * sway1(stride * 2.0));
  let nape = vec2f(0.66, 1.30 + head);
  var d = joined(tapered(q, vec2f(0.38, 0.90), nape, 0.21, 0.100), tapered(q, nape + vec2f(0.03, 0.05), nape + vec2f(0.30, -0.06), 0.096, 0.047), 0.05);
  if (q.y < 1.25) {
    d = joined(d, joined(tapered(q, vec2f(-0.48, 0.81), vec2f(0.0, 0.77), 0.205, 0.200), tapered(q, vec2f(0.0, 0.77), vec2f(0.34, 0.79), 0.200, 0.255), 0.1), 0.16);
    d = joined(d, tapered(q, vec2f(-0.66, 0.90), vec2f(-0.73, 0.74), 0.045, 0.025), 0.05);
  }
  if (q.y < 0.9) {
    let legs = min(min(leg(q, vec2f(0.32, 0.70), stride, 0.0), leg(q, vec2f(0.36, 0.70), stride + 0.5, 0.0)), min(leg(q, vec2f(-0.50, 0.74), stride + 0.25, 1.0), leg(q, vec2f(-0.46, 0.74), stride + 0.75, 1.0)));
    return joined(d, legs, 0.06);
  }
  if (q.y > nape.y) {
    d = min(d, tapered(q, nape + vec2f(-0.05, 0.10), nape + vec2f(-0.21, 0.17), 0.034, 0.010));
    // Two beams, the far one a little ahead, with three tines each.
    for (var i = 0; i < 2; i++) {
      let r = (q - nape - vec2f(0.03 + 0.10 * f32(i), 0.10)) * 0.8;
      let lean = vec2f(r.x - 0.05 * f32(i) * r.y, r.y);
      let low = tapered(lean, vec2f(0.0, 0.0), vec2f(-0.20, 0.20), 0.034, 0.030);
      let high = min(tapered(lean, vec2f(-0.20, 0.20), vec2f(-0.26, 0.48), 0.030, 0.026), tapered(lean, vec2f(-0.26, 0.48), vec2f(-0.12, 0.78), 0.026, 0.008));
      let tines = min(min(tapered(lean, vec2f(-0.04, 0.05), vec2f(0.19, 0.20), 0.024, 0.008), tapered(lean, vec2f(-0.23, 0.32), vec2f(-0.02, 0.47), 0.024, 0.008)), tapered(lean, vec2f(-0.26, 0.48), vec2f(-0.38, 0.70), 0.024, 0.008));
      d = min(d, min(min(low, high), tines) * 1.25);
    }
  }
  return d;
}

fn lightNow() -> f32 {
  return (0.50 + 0.50 * frame.energy + 0.40 * frame.lift + 0.55 * frame.drop) * mix(1.0, 0.62, frame.look.y);
}

// A row of trees and the bushes about their feet, over the picture so far. A function of its own, so that all but p is computed once a frame.
fn trees(picture: vec3f, p: vec2f, air: vec3f, reach: f32, fromSun: f32, way: f32, z: f32, i: i32, share: f32) -> vec3f {
  let foot = p.y * z + eyeTall;
  if (foot < 0.0) { return picture; }
  let salt = i32(frame.seed * 977.0);
  let mist = frame.look.x;
  let near = i == 4;
  let soft = z * pixelSpan() * 1.3;
  let warm = mix(frame.palette[3].rgb, frame.palette[4].rgb, 0.25 + 0.60 * frame.look.y);
  let dark = frame.palette[0].rgb * 0.22 + frame.palette[1].rgb * 0.06;
  let x = p.x * z + way + f32(i) * 13.37;
  let wood = trunk(x * select(1.0, 0.70, near), foot, 31 * i + salt, soft + select(0.004, 0.03, near), share, near || i == 1);
  var bush = 0.0;
  var tall = 0.0;
  if (!near && foot < 0.58) {
    tall = 0.06 + 0.34 * line1(x * 1.1, 60 * i + salt);
    if (foot < tall + 0.18) {
      let leaf = noise2(vec2f(x + foot * 0.4, foot) * 11.0);
      let fine = select(0.5, noise2(vec2f(x - foot * 0.5, foot) * 29.0), i > 1);
      bush = clamp((tall - foot + (leaf - 0.5) * 0.24 + (fine - 0.5) * 0.14) / (0.02 + soft), 0.0, 1.0);
    }
  }
  let cover = max(wood.x, bush) * clamp(foot * 9.0 + 0.25, 0.0, 1.0);
  if (cover <= 0.0) { return picture; }
  // Mist stands about their feet; the bass lets it rise.
  let wave = waveAt(z);
  let light = lightNow();
  let fog = exp2(-foot * (2.2 - 1.2 * frame.bass)) * (0.25 + 0.6 * mist);
  let clear = exp2(-z * (0.08 + 0.20 * mist)) * (1.0 - fog * select(0.60, 0.1, near)) * cover;
  // Light wraps round the side that looks to it, and catches in the bark.
  let toSun = clamp(-wood.y * fromSun, 0.0, 1.0) * wood.x;
  var bark = 0.8;
  if (i > 1 && toSun > 0.0) { bark = 0.35 + 0.9 * noise2(vec2f(x * 55.0, foot * 5.0)); }
  let edge = toSun * toSun * bark * (0.25 + 0.35 * hitLight()) + bush * 0.12 * clamp(1.0 - (tall - foot) * 5.0, 0.0, 1.0);
  return mix(picture, dark + warm * (edge * light * reach + 0.10 * wave * reach * reach), clear) + air * (wave * 0.5 * light * (cover - clear));
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let mist = frame.look.x;
  let night = frame.look.y;
  let share = 0.34 + 0.42 * frame.look.z;
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();

  // Beside the stag, at its pace; a step to one side with each bar, a breath of the lens before a drop.
  let heading = select(-1.0, 1.0, third > 0.5);
  let way = frame.travel * 0.24 * heading + 40.0 * other;
  let sway = barStep(salt, 1.5) * (0.02 + 0.05 * frame.motion);
  let zoom = 1.0 - 0.12 * frame.lift + 0.06 * frame.drop - 0.015 * frame.kick * frame.motion;
  let horizon = -0.10 - 0.10 * portrait + 0.03 * (other - 0.5);

  let q = centred(pixel);
  let p = vec2f(q.x + sway, q.y - horizon) * zoom;
  let light = lightNow();
  let hit = hitLight();
  let sun = vec2f(heading * mix(0.20, 0.08, portrait) * (0.6 + 0.6 * other), 0.21 + 0.05 * night + 0.14 * portrait);
  let away = p - sun;
  let square = dot(away, away);
  let warm = mix(accent, highlight, 0.25 + 0.60 * night);
  let cool = mix(body, shadow, 0.45 + 0.2 * night);
  let reach = 1.0 / (1.0 + 5.5 * square);
  let glow = reach * reach;
  let softness = pixelSize * zoom * 1.3;
  let dark = deep * 0.22 + shadow * 0.06;

  // The nearest leaves first: behind the thick of them nothing need be drawn.
  let top = 0.5 * wholeSides().y;
  let hang = q.y - top + 0.15 + 0.10 * portrait + 0.30 * q.x * q.x;
  var nearLeaves = 0.0;
  if (hang > -0.13) {
    let leaf = leavesAt(q + vec2f(way * 0.38 + sway * 0.3 + 5.0, 0.010 * sin(frame.time * 0.9 + 1.0)) + 20.0 * other, 7.0, 0.69 - hang * 2.6);
    nearLeaves = clamp((leaf - 0.69 + hang * 2.6) * 7.0, 0.0, 1.0);
    if (nearLeaves > 0.995) { return vec4f(dark + warm * (0.02 * light * glow), 0.0); }
  }

  // Shafts fan out from above the light; the snare lights some of them, and every hit breathes light into all.
  let fan = away.x / (0.42 + 0.5 * portrait + sun.y - p.y);
  let shaftA = line1(fan * 9.0 - way * 0.25, 400 + salt);
  let shaftB = line1(fan * 23.0 - way * 0.6, 900 + salt);
  let shaft = shaftA * shaftA * (0.35 + 0.9 * shaftB);
  let picked = step(0.55, shaftB) * frame.snare;
  let beam = shaft * reach * (0.30 + 0.70 * mist) * (0.45 + 0.25 * frame.beatPulse * frame.energy + 1.2 * hit + 1.2 * picked) * mix(1.0, 0.55, night);

  // Air at the end of the wood: the brightest thing in the picture.
  let core = 1.0 / (1.0 + (90.0 + 120.0 * night) * square);
  let air = cool * (0.30 + 0.20 * mist) + warm * (glow * (0.48 - 0.24 * night + 0.32 * hit) + core * (0.5 + 0.5 * hit));
  var c = air * light;
  if (night > 0.45) {
    let disc = clamp((0.050 - sqrt(square)) * 160.0 + 0.5, 0.0, 1.0);
    c += highlight * (disc * 0.9 * light);
  }
  c += warm * (waveAt(9.0) * 0.35 * glow * light);
  // The far wood, row behind row, hardly more than a change of the mist.
  let deepWood = line1(p.x * 26.0 + way * 2.0, 50 + salt) * line1(p.x * 61.0 + way * 4.0, 150 + salt);
  c *= 1.0 - 0.50 * clamp(deepWood * 2.6 - 0.5, 0.0, 1.0) * clamp(p.y * 6.0 + 0.3, 0.0, 1.0) * (1.0 - 0.7 * core);

  let spot = vec2f(heading * -mix(0.17, 0.08, portrait), -eyeTall / stagAway);
  if (p.y < 0.0) {
    // The ground: grass in tufts, and the light that comes between the trunks, in streaks that point to it.
    let z = eyeTall / max(-p.y, 1e-3);
    let far = exp2(-z * (0.12 + 0.20 * mist));
    let x = p.x * z + way;
    var tuft = noise2(vec2f(x * 5.0, z * 4.0)) * 0.6;
    let fine = clamp(1.4 - z * 0.3, 0.0, 1.0);
    if (fine > 0.0) { tuft += noise2(vec2f(x * 17.0, z * 9.0)) * 0.4 * fine; }
    let streak = line1((x - sun.x * z) * 2.6, 700 + salt);
    let lit = (0.15 + 1.5 * streak * streak) * (0.35 + 1.1 * tuft) / (1.0 + 9.0 * away.x * away.x) * (0.55 + 1.0 * waveAt(z));
    // What the stag keeps from the light.
    let stagU = (x - sun.x * z) - ((spot.x - sun.x) * stagAway + way);
    let shaded = exp2(-stagU * stagU * 16.0) * clamp((stagAway - z) * 4.0 + 0.5, 0.0, 1.0) * 0.75;
    let earth = (deep * 0.45 + shadow * 0.25) * (0.35 + tuft) + warm * (lit * light * 0.42 * (1.0 - shaded));
    c = mix(c, earth, far);
  }

  c = trees(c, p, air, reach, sign(away.x), way, 6.0, 1, share);
  c += warm * (beam * light * 0.50);
  c = trees(c, p, air, reach, sign(away.x), way, 3.9, 2, share);
  c = trees(c, p, air, reach, sign(away.x), way, 2.9, 3, share);
  c += warm * (beam * light * 0.30);

  // The stag, before the rows behind it and behind the nearest trunks.
  let at = vec2f((p.x - spot.x) * heading, p.y - spot.y) * (stagAway / stagTall);
  if (abs(at.x - 0.1) < 0.95 && at.y > -0.05 && at.y < 2.55 && (at.y < 1.2 || at.x > 0.05)) {
    let shape = stag(at, frame.travel * 0.24 / (stagTall * 0.81), 0.02 * sway1(frame.bar * 0.5) + 0.025 * frame.drop);
    let cover = clamp(0.5 - shape / (softness * (stagAway / stagTall)), 0.0, 1.0);
    if (cover > 0.0) {
      // The light behind it lies on its back, its neck and all of the antlers.
      let rim = mix(clamp(1.0 + shape / 0.070, 0.0, 1.0), 0.22, clamp(at.y * 12.0 - 17.4, 0.0, 1.0));
      let upper = clamp(at.y * 2.6 - 1.6, 0.10, 1.0);
      let hair = 0.7 + 0.6 * noise2(at * vec2f(26.0, 34.0));
      c = mix(c, dark + shadow * 0.07 + air * (0.05 * light * mist) + warm * (light * (rim * rim * rim * upper * hair * (0.75 + 1.1 * hit) * (0.3 + 0.7 * reach))), cover);
    }
  }
  c = trees(c, p, air, reach, sign(away.x), way, 1.25, 4, share * 0.45);

  // Mist over the ground between the trunks.
  let bank = exp2(-abs(p.y - 0.02) * (15.0 - 6.0 * frame.bass));
  c += (cool * 0.35 + warm * (0.35 * glow + 0.25 * waveAt(9.0))) * (bank * mist * light * (0.30 + 0.45 * frame.bass));

  // Leaves hang into the picture in two depths: the farther lit through where the light stands behind them, the nearer dark.
  if (hang > -0.16) {
    let leaf = leavesAt(q + vec2f(way * 0.16 + sway * 0.3, 0.010 * sin(frame.time * 0.9)) + 20.0 * other, 11.0, 0.40 - hang * 2.6);
    let cover = clamp((leaf - 0.40 + hang * 2.6) * 10.0, 0.0, 1.0);
    let through = warm * (light * (0.10 + 0.9 * glow) * (0.06 + 0.26 * leaf * leaf) * (1.0 + 0.6 * hit));
    c = mix(c, dark + cool * (0.10 * light) + through, cover * 0.85);
    c = mix(c, dark + warm * (0.02 * light * glow), nearLeaves);
  }

  // Ferns near the lens, out of focus.
  let low = q.y + top;
  if (low < 0.11 + 0.24 * min(q.x * q.x, 0.6)) {
    let x = q.x * 1.9 + (way + sway) * 1.05 + other * 30.0;
    let cell = floor(x);
    let chance = hash1(i32(cell) + 77 + salt);
    let dx = x - cell - 0.5 - 0.25 * (chance - 0.5);
    let out = abs(dx) + 0.02;
    let breath = 0.05 * frame.bass * sway1(frame.travel * 0.13 + chance);
    var cover = 0.0;
    for (var i = 0; i < 3; i++) {
      let rise = (0.35 + 0.55 * f32(i)) * (0.7 + 0.5 * fract(chance * 7.0)) + breath;
      let length = 0.46 - 0.09 * f32(i);
      let stem = (rise * out - rise * 0.85 * out * out / length) * 0.62 - 0.03 * f32(i) - 0.05 + 0.22 * min(q.x * q.x, 0.6);
      let off = abs(low - stem);
      let leaflet = 0.55 + 0.45 * sway1((out * 22.0 - off * 40.0 * 0.4));
      let wide = 0.070 * leaflet * clamp(1.0 - out / length, 0.0, 1.0) * clamp(out * 9.0, 0.15, 1.0);
      cover = max(cover, clamp((wide - off) * 90.0 + 0.5, 0.0, 1.0));
    }
    cover = max(cover, clamp((0.018 + 0.05 * min(q.x * q.x, 0.6) - low) * 60.0, 0.0, 1.0));
    c = mix(c, dark * 0.55 + warm * (0.05 * light * reach), cover * 0.97);
  }

  // Fireflies in the dark, dust in the sun: hats call them.
  let amount = frame.look.w * (0.35 + 0.45 * frame.energy) + 0.15 * frame.drop;
  if (amount > 0.02) {
    let band = exp2(-abs(p.y + 0.02) * 3.4) - 0.25;
    if (band > 0.0) {
      let drift = vec2f(way * 0.5, -frame.travel * 0.05);
      let sparks = motes(p * 5.0 + drift + 11.0, salt, amount * 0.5) + 0.55 * motes(p * 10.5 + drift * 1.7 - vec2f(0.0, 40.0), salt + 7, amount * 0.8);
      c += mix(warm, highlight, 0.3) * (sparks * band * (0.40 + 3.4 * frame.hat + 0.5 * night));
    }
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
