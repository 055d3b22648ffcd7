// A drive along a motorway into the city behind a low car: lamps pass over it, headlights come the other way. look: night, traffic, rain, skyline.

// Where a point of the world is seen: x to the right of the lane, y over the road, z ahead.
fn seenAt(x: f32, y: f32, z: f32, bend: f32) -> vec2f {
  return vec2f((x + bend * z * z) / z, (y - 1.25) / z);
}

// Light of a lamp of that radius at a place of the picture, and below it its streak on a wet road.
fn lampLight(p: vec2f, place: vec2f, radius: f32, ground: f32, wet: f32) -> f32 {
  let d = p - place;
  // Farther away than this there is neither glow nor streak.
  if (abs(d.x) > 7.0 * radius + 0.003) { return 0.0; }
  let near = radius * radius;
  let glow = near / (dot(d, d) + near) - 0.02;
  let under = ground - p.y;
  let streak = max(0.0, 1.0 - abs(d.x) / (radius * 2.4 + 0.003)) * clamp(under * 200.0, 0.0, 1.0) * exp2(-max(under, 0.0) * 9.0) * wet;
  return max(glow, 0.0) * max(glow, 0.0) * 1.8 + max(glow, 0.0) * 0.10 + streak * 0.40;
}

// What is the same for the whole picture: how far we have come, the bend of the road, and how much light there is.
fn wayDriven() -> f32 {
  return frame.travel * 9.0 + 200.0;
}

fn roadBend() -> f32 {
  return 0.0035 * sway1(frame.travel * 0.017 + fract(frame.seed * 7.31)) + 0.0016 * sway1(frame.travel * 0.041 + fract(frame.seed * 13.7));
}

fn lightNow() -> f32 {
  return 0.45 + 0.45 * frame.energy + 0.35 * frame.drop + 0.20 * frame.lift;
}

// The i-th pair of street lamps ahead, over the picture so far. A function of its own, so that all but p is computed once a frame.
fn streetLamps(picture: vec3f, p: vec2f, edge: f32, i: i32) -> vec3f {
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let deep = frame.palette[0].rgb;
  let way = wayDriven();
  let bend = roadBend();
  let light = lightNow();
  let hit = hitLight();
  let night = frame.look.x;
  let wet = 0.15 + 0.85 * frame.look.z;
  let warm = mix(accent, highlight, 0.30);
  var c = picture;
  // The nearest is followed until it has faded, and the farthest comes out of the haze: none goes or comes at once.
  let number = floor((way - 8.0) / 26.0) + f32(i) + 1.0;
  let z = number * 26.0 - way + 13.0;
  let near = clamp(z * 0.10 - 0.5, 0.0, 1.0) * exp2(-z * 0.010) * clamp((135.0 - z) * 0.06, 0.0, 1.0);
  let ground = -1.25 / z;
  let head = seenAt(-6.4, 7.2, z, bend);
  let head2 = seenAt(6.4, 7.2, z, bend);
  let power = (0.5 + 0.6 * light + 1.5 * hit) * near * (0.35 + 0.65 * night + 0.2);
  c += warm * ((lampLight(p, head, 0.85 / z, ground, wet * 0.4) + lampLight(p, head2, 0.85 / z, ground, wet * 0.4)) * power);
  // Their posts.
  let thin = 0.07 / z;
  let post = max(min(abs(p.x - (seenAt(-7.2, 0.0, z, bend)).x), abs(p.x - (seenAt(7.2, 0.0, z, bend)).x)) - thin, max(ground - p.y, p.y - head.y));
  c = mix(c, deep * 0.2 + warm * (0.05 * power), clamp(0.5 - post / edge, 0.0, 1.0) * near * 0.9);
  return c;
}

// The i-th car ahead and the i-th that comes.
fn cars(picture: vec3f, p: vec2f, edge: f32, i: i32) -> vec3f {
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let way = wayDriven();
  let bend = roadBend();
  let light = lightNow();
  let salt = i32(frame.seed * 613.0);
  let third = fract(frame.seed * 13.7);
  let wet = 0.15 + 0.85 * frame.look.z;
  let share = 0.25 + 0.75 * frame.look.y;
  var c = picture;
  // Ahead: they are a little slower than we are, and change lanes with the bars.
  let spacing = 11.0;
  let drift = way * 0.16;
  let number = floor(drift / spacing) + f32(i) + 1.0;
  let chance = hash1(i32(number) * 3 + salt);
  let z = max(1.0, number * spacing - drift + 4.8 - 6.0 * chance);
  let lane = select(0.0, select(-3.5, 3.5, fract(chance * 13.0) > 0.5), chance > 0.3);
  let shown = step(fract(chance * 7.7), share) * exp2(-z * 0.012) * clamp(z * 0.25 - 2.0, 0.0, 1.0) * clamp((42.0 - z) * 0.1, 0.0, 1.0);
  let ground = -1.25 / z;
  let tail = lampLight(p, seenAt(lane - 0.72, 0.85, z, bend), 0.30 / z, ground, wet) + lampLight(p, seenAt(lane + 0.72, 0.85, z, bend), 0.30 / z, ground, wet);
  // A body stands between the lamps, dark against the road.
  let middle = seenAt(lane, 0.75, z, bend);
  if (abs(p.x - middle.x) < 1.1 / z && shown > 0.05) {
    let hull = max(abs(p.x - middle.x) - 0.92 / z, max(ground - p.y, p.y - (seenAt(lane, 1.0, z, bend)).y));
    let cabin = max(abs(p.x - middle.x) - (0.72 - 0.25 * clamp((p.y - middle.y) * z, 0.0, 1.0)) / z, max(middle.y - p.y, p.y - (seenAt(lane, 1.45, z, bend)).y));
    c = mix(c, deep * 0.16 + shadow * 0.05, clamp(0.5 - min(hull, cabin) / edge, 0.0, 1.0));
  }
  c += accent * (tail * shown * (0.7 + 0.5 * light + 2.2 * frame.kick)) + highlight * (tail * tail * shown * 0.12);
  // Towards us, on the other side: fast, in pairs.
  let fast = way * 2.1 + 40.0 * third;
  let coming = floor(fast / 21.0) + f32(i) + 1.0;
  let chance2 = hash1(i32(coming) * 5 + salt + 77);
  let z2 = max(1.0, coming * 21.0 - fast + 4.0 - 9.0 * chance2);
  let shown2 = step(fract(chance2 * 5.3), share) * exp2(-z2 * 0.008) * clamp(z2 * 0.12 - 0.5, 0.0, 1.0) * clamp((79.0 - z2) * 0.06, 0.0, 1.0);
  let lane2 = -8.2 - 3.5 * step(0.5, fract(chance2 * 17.0));
  let front = lampLight(p, seenAt(lane2 - 0.6, 0.7, z2, bend), 0.42 / z2, -1.25 / z2, wet) + lampLight(p, seenAt(lane2 + 0.6, 0.7, z2, bend), 0.42 / z2, -1.25 / z2, wet);
  c += mix(highlight, vec3f(1.0), 0.3) * (front * shown2 * (1.0 + 0.6 * light + 1.2 * frame.snare));
  return c;
}

// The car ahead, seen from behind, over the picture so far: it changes its distance and its place in the lane with the bars.
fn carAhead(picture: vec3f, p: vec2f, edge: f32) -> vec3f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let night = frame.look.x;
  let wet = 0.15 + 0.85 * frame.look.z;
  let light = lightNow();
  let hit = hitLight();
  let bend = roadBend();
  let z = 3.25 + 0.35 * sway1(frame.travel * 0.05 + frame.seed * 5.0) + 0.5 * uprightness() - 0.25 * frame.drop;
  let foot = seenAt(carPlace(), 0.0, z, bend);
  // Metres on its rear: x from its middle, y over the road.
  let u = vec2f(p.x - foot.x, p.y - foot.y) * z;
  let side = abs(u.x);
  var c = picture;
  var covered = 0.0;
  if (side > 3.4 || u.y > 2.6) { return c; }
  let soft = edge * z;
  let brake = 0.55 + 0.35 * light + 1.7 * frame.kick;
  // Its lamps light the road behind it, and lie in the wet as long streaks.
  let ripple = 0.55 + 0.9 * noise2(vec2f(u.x * 3.0, u.y * 9.0 + wayDriven() * 0.7));
  let aside = max(side - 0.7, 0.0);
  let spill = max(1.0 / (1.0 + 4.8 * aside * aside + 2.2 * u.y * u.y) - 0.04, 0.0);
  if (u.y < 0.20) {
    let streak = clamp(1.0 - abs(side - 0.70) * 3.2, 0.0, 1.0) + 0.35 * clamp(1.4 - side * 1.5, 0.0, 1.0);
    c *= 1.0 - 0.75 * clamp(1.15 - side, 0.0, 1.0) * exp2(-abs(u.y + 0.02) * 7.0);
    c += accent * ((spill * 0.10 + streak * wet * ripple * exp2(u.y * 1.9) * 0.34) * brake * clamp(0.5 - (u.y - 0.04) * 12.0, 0.0, 1.0));
  }
  if (side < 1.1 && u.y > -0.02 && u.y < 1.32) {
    // Body with flared wings, a cabin that narrows to the roof, tyres.
    let lower = length(max(vec2f(side - 0.80, abs(u.y - 0.50) - 0.20), vec2f(0.0))) - 0.12;
    let wing = length((vec2f(side, u.y) - vec2f(0.76, 0.60)) * vec2f(1.0, 1.1)) - 0.19;
    let up = clamp((u.y - 0.76) * 2.1, 0.0, 1.0);
    let cabin = max(side - 0.77 + 0.20 * up + 0.12 * up * up * up, max(u.y - 1.25 + 0.10 * side * side, 0.6 - u.y));
    let tyre = length(max(vec2f(abs(side - 0.74) - 0.09, abs(u.y - 0.14) - 0.13), vec2f(0.0))) - 0.03;
    let shape = joined(joined(lower, wing, 0.10), cabin, 0.12);
    let cover = clamp(0.5 - min(shape, tyre) / soft, 0.0, 1.0);
    if (cover > 0.0) {
      // A street lamp that passes overhead runs down over roof, glass and boot.
      let passing = fract(wayDriven() / 26.0 + 0.34);
      let sheen = exp2(-abs(u.y - 1.30 + passing * 1.5) * 9.0) * (1.0 - passing) * (0.4 + 0.6 * light + 0.9 * hit);
      let sky = mix(body, accent, 0.25) * (light * (0.50 - 0.26 * night));
      let warm = mix(accent, highlight, 0.30);
      let edgeLight = clamp(1.0 + shape / 0.075, 0.0, 1.0);
      let topSide = clamp(u.y * 2.4 - 1.2, 0.0, 1.0);
      // Paint: the flanks turn to the sides, the shoulder line and the boot's lid to the sky.
      let shoulder = exp2(-abs(u.y - 0.80 + 0.06 * side * side) * 34.0) * clamp(0.84 - side, 0.0, 0.1) * 10.0;
      let crease = exp2(-abs(u.y - 0.47 - 0.05 * side) * 26.0);
      var skin = deep * 0.10 + shadow * 0.05 + sky * (0.10 + 0.45 * shoulder + 0.10 * crease + 0.55 * edgeLight * edgeLight * topSide);
      skin += warm * (sheen * (0.22 + 0.5 * edgeLight * topSide + 0.4 * shoulder));
      // Rear window.
      let glass = max(side - 0.63 + 0.17 * up + 0.10 * up * up, abs(u.y - 0.995) - 0.155);
      let pane = clamp(0.5 - glass / soft, 0.0, 1.0);
      skin = mix(skin, deep * 0.06 + sky * (0.12 + 0.5 * clamp((u.y - 0.84) * 2.4, 0.0, 1.0)) + warm * (sheen * 0.75), pane);
      // Below: diffuser, number plate, two exhausts.
      let low = clamp((0.34 - u.y) / 0.03, 0.0, 1.0);
      skin = mix(skin, deep * 0.05 + accent * (0.012 * brake), low);
      let plate = max(side - 0.25, abs(u.y - 0.44) - 0.055);
      skin = mix(skin, mix(highlight, vec3f(0.8), 0.4) * (0.035 + 0.045 * light), clamp(0.5 - plate / soft, 0.0, 1.0));
      let pipe = abs(length(vec2f(abs(side - 0.46), u.y - 0.245)) - 0.045) - 0.012;
      skin = mix(skin, highlight * 0.22, clamp(0.5 - pipe / soft, 0.0, 1.0));
      skin = mix(skin, deep * 0.04, clamp(0.5 - tyre / soft, 0.0, 1.0) * clamp(0.5 + shape / soft, 0.0, 1.0));
      // A bar of light from wing to wing, thicker at its ends.
      let thick = 0.014 + 0.030 * clamp((side - 0.44) * 6.0, 0.0, 1.0);
      let lamps = max(side - 0.84, abs(u.y - 0.655 + 0.05 * side * side) - thick);
      let lit = clamp(0.5 - lamps / max(soft, 0.008), 0.0, 1.0);
      skin += accent * (brake * (lit * 1.5 + 0.07 / (1.0 + max(lamps, 0.0) * max(lamps, 0.0) * 1100.0))) + mix(highlight, vec3f(1.0), 0.3) * (lit * brake * 0.35 * clamp((side - 0.44) * 6.0, 0.2, 1.0));
      c = mix(c, skin, cover);
      covered = cover;
    }
  }
  // Light of the lamps in the air, and spray behind the wheels.
  let beyond = vec2f(aside, u.y - 0.64);
  let haze = 0.030 / (0.10 + dot(beyond, beyond)) * clamp(1.3 - length(beyond) * 0.55, 0.0, 1.0);
  let spray = wet * ripple * exp2(-abs(u.y - 0.14) * 4.5) * clamp(1.25 - abs(side - 0.9) * 1.1, 0.0, 1.0);
  return c + accent * ((haze * 0.24 * (1.0 - 0.85 * covered) + spray * 0.055) * brake) + mix(body, highlight, 0.4) * (spray * 0.022 * light);
}

// Where in the lane the car ahead drives, in metres from us.
fn carPlace() -> f32 {
  return select(-1.0, 1.0, fract(frame.seed * 13.7) > 0.5) * (0.55 - 0.35 * uprightness()) + 0.9 * barStep(i32(frame.seed * 613.0) + 7, 1.2) * (0.3 + 0.7 * frame.motion);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let salt = i32(frame.seed * 613.0);
  let other = fract(frame.seed * 7.31);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  let pixelSize = pixelSpan();
  let hit = hitLight();
  let night = frame.look.x;
  let wet = 0.15 + 0.85 * frame.look.z;
  let way = wayDriven();

  // The car leans into the bends; the lens widens as the music builds and springs forward with the drop.
  let bend = roadBend();
  let lens = 1.18 - 0.22 * frame.lift + 0.14 * frame.drop;
  let q = centred(pixel);
  let shake = 0.0016 * sway1(frame.time * 3.1) * frame.bass * (0.3 + frame.motion);
  let horizon = 0.02 - 0.07 * portrait;
  let roll = -bend * 9.0;
  let p = vec2f(q.x, q.y - horizon + shake + roll * q.x) * lens * 1.5;
  let edge = pixelSize * lens * 1.5;
  let light = lightNow();
  let warm = mix(accent, highlight, 0.30);

  var c = vec3f(0.0);
  if (p.y > 0.0) {
    // Dusk: a band of light behind the city, which each hit stirs; thin clouds drawn out along it.
    let rise = exp2(-p.y * 3.4);
    let gap = p.x - 0.35 * (other - 0.5);
    let glow = 1.0 / (1.0 + 2.2 * gap * gap + 14.0 * p.y * p.y);
    c = mix(deep * 0.8 + shadow * 0.22, mix(body, accent, 0.45 * rise), rise * (0.66 - 0.46 * night)) * (0.45 + 0.5 * light);
    c += warm * (glow * glow * (0.40 - 0.22 * night + 0.20 * hit) * light);
    let cloud = noise2(vec2f(p.x * 1.6 + frame.travel * 0.02 + other * 20.0, p.y * 13.0));
    c += mix(accent, body, 0.5) * (clamp(cloud * 2.2 - 1.15, 0.0, 1.0) * rise * (0.34 - 0.24 * night) * light);
    let grid = vec2f(p.x, p.y) * 46.0;
    let cell = floor(grid);
    let chance = hash2(vec2i(cell) + vec2i(salt, 5));
    let s = grid - cell - 0.5;
    c += highlight * (max(0.0, 1.0 - dot(s, s) * 40.0) * select(0.0, 0.5, chance > 0.93) * night * clamp(p.y * 3.0 - 0.4, 0.0, 1.0) * (0.6 + 1.2 * frame.hat));

    // The city ahead: two rows of towers that keep their distance; their windows are the spectrum.
    for (var i = 0; i < 2; i++) {
      let scale = select(11.0, 6.5, i == 1);
      let x = (p.x - bend * 320.0 * f32(i + 1) * 0.5) * scale + 37.0 * f32(i) + other * 50.0;
      let column = floor(x);
      let tower = hash1(i32(column) + salt + 300 * i);
      let middle = 1.0 / (1.0 + 1.6 * p.x * p.x);
      let top = (0.05 + 0.34 * tower * tower * middle + 0.16 * tower * middle * f32(i)) * (0.35 + 0.95 * frame.look.w);
      let inset = abs(x - column - 0.5) - 0.5 + 0.10 * fract(tower * 31.0);
      let outline = clamp(0.5 - inset / (scale * pixelSize), 0.0, 1.0) * clamp((top - p.y) / pixelSize + 0.5, 0.0, 1.0);
      if (outline > 0.0) {
        let window = vec2f((x - column) * 9.0, p.y * (95.0 - 30.0 * f32(i)));
        let pane = floor(window);
        let w = abs(window - pane - 0.5);
        let lamp = hash2(vec2i(pane) + vec2i(i32(column) * 7, salt + i));
        let level = frame.spectrum[i32(column) & 7].y;
        let lit = step(0.90 - 0.26 * level - 0.10 * frame.energy, lamp) * clamp((0.40 - w.x) / max(0.14, scale * 9.0 * pixelSize) + 0.5, 0.0, 1.0) * clamp((0.40 - w.y) / max(0.14, (95.0 - 30.0 * f32(i)) * pixelSize) + 0.5, 0.0, 1.0);
        let tone = mix(accent, highlight, fract(lamp * 17.0));
        let haze = exp2(-max(p.y, 0.0) * 13.0);
        let wall = mix(mix(deep * 0.30 + shadow * (0.14 + 0.08 * f32(1 - i)), c, 0.55 * f32(1 - i) + 0.10), mix(body, accent, 0.5) * (0.30 * light * (1.1 - 0.6 * night)), 0.65 * haze);
        c = mix(c, wall, outline) + tone * (outline * lit * (0.10 + 0.26 * level + 0.60 * hit) * (0.30 + 0.70 * f32(i)) * (1.0 - 0.6 * haze));
        // A lamp on the tallest blinks with the bar.
        c += accent * (exp2(-abs(p.y - top + 0.006) * 300.0 - abs(inset + 0.4) * 40.0) * (0.3 + 1.5 * frame.barPulse) * step(0.75, tower));
      }
    }
  } else {
    // The road: asphalt, lines, a crash barrier, verges.
    let z = 1.25 / max(-p.y, 0.004);
    let x = p.x * z - bend * z * z;
    let along = z + way;
    let far = exp2(-z * 0.022);
    let grain = noise2(vec2f(x * 3.0, along * 0.7));
    let foot = z * edge;
    c = deep * 0.34 + shadow * (0.16 + 0.12 * grain);
    let dash = step(abs(fract(along / 9.0) - 0.5), 0.17);
    let lane = min(abs(x - 1.75), abs(x + 1.75));
    let solid = min(abs(x - 5.3), abs(x + 5.3));
    let paint = clamp(0.5 - (lane - 0.07) / foot, 0.0, 1.0) * dash + clamp(0.5 - (solid - 0.08) / foot, 0.0, 1.0);
    // Cat's eyes: hats light them, one after another.
    let eye = max(abs(fract(along / 9.0) - 0.02) * 9.0 - 0.12, lane - 0.10);
    c += mix(body, highlight, 0.6) * (paint * (0.10 + 0.22 * light + 0.24 * hit) * far);
    c += highlight * (clamp(0.5 - eye / foot, 0.0, 1.0) * (0.10 + 2.2 * frame.hat) * far);
    let verge = clamp((max(x - 7.0, -x - 14.5)) * 1.2, 0.0, 1.0);
    c = mix(c, deep * 0.35 + shadow * 0.08 * grain, verge);
    // Pools under the lamps, which stand forty metres apart: they swell with each hit.
    let pool = abs(fract(along / 26.0) - 0.5) * 26.0;
    let side = abs(abs(x) - 6.0);
    c += warm * ((0.35 + 0.65 * grain) * (0.22 * light + 0.42 * hit) / (1.0 + 0.035 * pool * pool + 0.05 * side * side) * far * (0.5 + 0.5 * night));
    // The sky lies in the wet.
    c += mix(body, accent, 0.45) * (exp2(p.y * 7.0) * wet * (0.20 - 0.10 * night) * light);
    c = mix(mix(body, accent, 0.35) * (0.16 * light * (1.2 - 0.7 * night)), c, far);
  }

  // Beside the road: dark trees and walls that pass, a concrete divider to the left, a steel rail to the right.
  let right = p.x > bend * 60.0;
  let beyondZ = select(-17.5, 10.5, right) / (p.x + select(-1e-4, 1e-4, right));
  if (beyondZ > 0.0 && beyondZ < 130.0) {
    let high = 1.25 + p.y * beyondZ;
    let along = (beyondZ + way) * 0.085;
    let hedge = 1.2 + 4.2 * line1(along, salt) * line1(along * 2.7, salt + 90) + 0.5 * line1(along * 9.0, salt + 40);
    let far = exp2(-beyondZ * 0.020);
    let standing = clamp(0.5 + (hedge - high) / (beyondZ * edge * 1.5 + 0.10), 0.0, 1.0) * clamp(high * 3.0 + 0.6, 0.0, 1.0);
    let lampSide = abs(fract((beyondZ + way) / 26.0) - 0.5) * 26.0;
    c = mix(c, deep * 0.16 + shadow * 0.07 + warm * (0.10 * (0.4 * light + hit) / (1.0 + 0.06 * lampSide * lampSide)), standing * far);
  }
  let railZ = select(-6.1, 6.9, right) / (p.x + select(-1e-4, 1e-4, right));
  if (railZ > 0.0 && railZ < 90.0 && p.y < 0.0) {
    let high = 1.25 + p.y * railZ;
    let fine = railZ * edge * 1.4;
    let along = railZ + way;
    let far = exp2(-railZ * 0.022);
    let lampSide = abs(fract(along / 26.0) - 0.5) * 26.0;
    let glare = (0.30 * light + 0.60 * hit) / (1.0 + 0.045 * lampSide * lampSide);
    if (right) {
      let beam = max(abs(high - 0.64) - 0.16, 0.0 - high);
      let rib = 0.5 + 0.5 * sway1((high - 0.5) * 6.2);
      let post = max(abs(fract(along * 0.25) - 0.5) * 4.0 - 0.07, max(high - 0.78, -high));
      let stem = clamp(0.5 - post / fine, 0.0, 1.0) * clamp(1.5 - fine * 6.0, 0.0, 1.0);
      c = mix(c, deep * 0.12 + shadow * 0.06, stem * far * 0.9);
      c = mix(c, deep * 0.14 + shadow * 0.10 + mix(body, accent, 0.5) * (rib * rib * light * (0.30 - 0.14 * night)) + warm * (rib * rib * glare), clamp(0.5 - beam / fine, 0.0, 1.0) * far);
      let eye2 = max(abs(fract(along * 0.125) - 0.5) * 8.0 - 0.10, abs(high - 0.64) - 0.07);
      c += highlight * (clamp(0.5 - eye2 / max(fine, 0.03), 0.0, 1.0) * clamp(1.2 - fine * 5.0, 0.0, 1.0) * (0.20 + 1.8 * frame.hat) * far);
    } else {
      let wallTop = clamp(0.5 - (high - 0.85) / fine, 0.0, 1.0) * clamp(0.5 + high / fine, 0.0, 1.0);
      let joint = clamp((0.5 - abs(fract(along / 6.0) - 0.5)) * 6.0 / (0.05 + fine), 0.0, 1.0);
      c = mix(c, (deep * 0.25 + shadow * 0.22 + mix(body, accent, 0.4) * (0.10 * light * clamp(high, 0.0, 1.0))) * (0.6 + 0.4 * joint) + warm * (glare * 0.55 * clamp(high * 1.2, 0.0, 1.0)), wallTop * far);
    }
  }

  // Lamps along the road, and cars: red ones ahead, white ones towards us.
  for (var i = 0; i < 5; i++) { c = streetLamps(c, p, edge, i); }
  for (var i = 0; i < 4; i++) { c = cars(c, p, edge, i); }

  c = carAhead(c, p, edge);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
