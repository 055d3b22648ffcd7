// A vast dark hall with columns, a hanging lamp's beam and sweeping spots in haze. look: haze, beams, wet floor, windows.

// Light that a cone of haze sends to the eye: closest approach of the ray to the beam's axis, in closed form.
fn beamGlow(eye: vec3f, ray: vec3f, lamp: vec3f, axis: vec3f, spread: f32, limit: f32) -> f32 {
  let to = lamp - eye;
  let b = dot(ray, axis);
  let d = dot(ray, to);
  let e = dot(axis, to);
  let below = max(1.0 - b * b, 0.02);
  // Distances along the ray and along the beam where the two lines are nearest.
  let s = clamp((d - b * e) / below, 0.1, limit);
  let t = clamp(dot(eye + ray * s - lamp, axis), 0.0, 14.0);
  let gap = length(eye + ray * s - lamp - axis * t);
  let radius = 0.06 + t * spread;
  let x = gap / radius;
  return exp2(-x * x * 2.2) / (0.35 + t * 0.22) / sqrt(below);
}

fn shade(pixel: vec2f) -> vec4f {
  let p = centred(pixel);
  let portrait = uprightness();
  // Camera low over the floor, a slow dolly; seed chooses aisle, side and height.
  let side = select(-1.0, 1.0, frame.seed > 0.5);
  let eye = vec3f(side * (0.9 + 0.5 * fract(frame.seed * 7.3)) + 0.35 * sin(frame.travel * 0.13), 0.75 + 0.9 * fract(frame.seed * 3.1) - 0.15 * frame.drop, frame.travel * 0.42 + frame.seed * 40.0);
  let turn = -side * 0.12 + 0.10 * sin(frame.travel * 0.09);
  let lens = 1.05 + 0.10 * frame.lift - 0.10 * frame.drop + 0.25 * portrait;
  let flat = normalize(vec3f(p.x, p.y + 0.12, lens));
  let ray = vec3f(flat.x * cos(turn) + flat.z * sin(turn), flat.y, flat.z * cos(turn) - flat.x * sin(turn));
  let hallWidth = 5.4;
  let hallHeight = 5.2;
  let bay = 3.6;
  let strobe = frame.snare * frame.snare;
  let hit = hitLight();

  // The shell of the hall: floor, ceiling and walls, by planes.
  let inverse = 1.0 / (ray + select(vec3f(1e-5), vec3f(-1e-5), ray < vec3f(0.0)));
  let tFloor = select(-eye.y, hallHeight - eye.y, ray.y > 0.0) * inverse.y;
  let tWall = (select(-hallWidth, hallWidth, ray.x > 0.0) - eye.x) * inverse.x;
  let tShell = min(tFloor, tWall);
  var t = min(tShell, 60.0);
  var point = eye + ray * t;
  let isFloor = tFloor < tWall && ray.y < 0.0;
  let isCeiling = tFloor < tWall && ray.y > 0.0;

  // Columns in two rows, each a box. A ray can only meet the row on its own side of the eye or, from outside, the row between.
  let firstBay = floor(eye.z / bay);
  var column = 0.0;
  var columnX = 0.0;
  for (var k = 0; k < 2; k++) {
    let x = select(-2.6, 2.6, k == 1);
    let a = (x - 0.22 - eye.x) * inverse.x;
    let b = (x + 0.22 - eye.x) * inverse.x;
    let enterX = max(min(a, b), 0.1);
    let leaveX = max(a, b);
    if (leaveX > 0.1 && enterX < t) {
      // Where the ray is inside the row's width, which column is there?
      let near = floor((eye.z + ray.z * enterX) / bay - 0.5 + 0.5 * 0.44 / bay + 0.439);
      for (var i = 0; i < 2; i++) {
        let z = (max(near, firstBay - 1.0) + f32(i) + 0.5) * bay;
        let enterZ = (z - 0.22 - eye.z) * inverse.z;
        let leaveZ = (z + 0.22 - eye.z) * inverse.z;
        let enter = max(enterX, enterZ);
        if (enter < min(leaveX, leaveZ) && enter < t) {
          t = enter;
          column = select(1.0, 2.0, enterZ > enterX);
          columnX = x;
        }
      }
    }
  }
  point = eye + ray * t;

  // The hanging lamp swings on the bar, and stays some bays ahead.
  let lampZ = eye.z + 9.0;
  let swing = sin(frame.bar * TAU * 0.5) * (0.18 + 0.40 * frame.motion);
  let lamp = vec3f(swing * 0.9, 4.4, lampZ);
  let axis = normalize(vec3f(swing * 0.20, -1.0, 0.05));
  let spot = point - lamp;
  let down = max(dot(spot, axis), 0.05);
  let off = length(spot - axis * down) / (0.06 + down * 0.42);
  let pool = smoothstep(1.0, 0.55, off) / (0.8 + down * down * 0.10);
  let lampPower = (1.15 + 0.4 * frame.energy) * (0.62 + 0.85 * hit + 0.2 * frame.beatPulse);
  let lampColour = mix(frame.palette[4].rgb, frame.palette[3].rgb, 0.25);

  // Surfaces.
  let level0 = frame.look.w * (0.3 + 0.7 * frame.energy);
  let tile = select(point.xz, vec2f(point.z, point.y), !isFloor && !isCeiling);
  let grime = noise2(tile * 2.7);
  var albedo = 0.20 + 0.30 * grime;
  let fade = exp2(-t * (0.045 + 0.06 * frame.look.x));
  // The lamp's light comes back from the floor and lies on everything near it.
  let apart = point - vec3f(0.0, 1.0, lampZ);
  let bounced = 1.0 / (1.0 + 0.10 * dot(apart, apart));
  var c = (frame.palette[1].rgb * 0.62 + frame.palette[2].rgb * (0.12 + 0.16 * level0) + frame.palette[0].rgb * 0.4 + lampColour * (0.36 * bounced * lampPower)) * albedo;
  c += lampColour * (pool * lampPower * albedo * 2.2);
  // Tall windows in the walls let in a cold glow that follows the spectrum, bay by bay.
  let bayAt = point.z / bay;
  let band = frame.spectrum[i32(floor(bayAt + 64.0)) & 7];
  let level = 0.75 + 0.65 * mix(band.x, band.z, 0.5) * frame.energy + 0.6 * frame.lift;
  if (!isFloor && !isCeiling && column < 0.5) {
    let inBay = abs(fract(bayAt) - 0.5);
    let pane = smoothstep(0.30, 0.28, inBay) * smoothstep(1.2, 1.3, point.y) * smoothstep(4.3, 4.2, point.y);
    let bars = smoothstep(0.03, 0.06, abs(fract(point.z * 2.2) - 0.5)) * smoothstep(0.04, 0.07, abs(fract(point.y * 1.6) - 0.5));
    c = mix(c, frame.palette[2].rgb * (1.2 + 0.9 * grime) * level, pane * bars * (0.2 + 0.8 * frame.look.w));
  }
  if (isCeiling) {
    // Trusses and rows of tubes: hats run along them.
    let truss = smoothstep(0.10, 0.04, abs(fract(bayAt) - 0.5));
    let tubeRow = smoothstep(0.10, 0.05, abs(abs(point.x) - 1.6));
    let tube = smoothstep(0.36, 0.30, abs(fract(point.z / 1.8) - 0.5));
    let lit = step(0.55 - 0.4 * frame.energy, hash1(i32(floor(point.z / 1.8)) + i32(floor(frame.beat * 2.0)) * 7));
    c = c * (1.0 - 0.7 * truss) + frame.palette[3].rgb * (tubeRow * tube * lit * (0.25 + 2.4 * frame.hat + 0.8 * strobe));
  }
  if (column > 0.5) {
    let facing = select(0.55, 1.0, column < 1.5);
    c = (frame.palette[1].rgb * 0.38 + frame.palette[0].rgb * 0.3 + lampColour * (0.16 * bounced * lampPower)) * albedo * facing;
    let toLamp = normalize(lamp - point);
    let lit = max(select(toLamp.x * -sign(columnX), -toLamp.z, column > 1.5), 0.0);
    c += lampColour * (lit * lampPower * albedo * 0.9 / (1.0 + dot(lamp - point, lamp - point) * 0.06));
    // A painted stripe that the snare wakes.
    c += frame.palette[3].rgb * (smoothstep(0.05, 0.03, abs(point.y - 1.25)) * (0.05 + 1.6 * strobe));
  }
  if (isFloor && column < 0.5) {
    // Standing water mirrors windows and lamp.
    let wet = smoothstep(0.75 - 0.5 * frame.look.z, 0.95 - 0.4 * frame.look.z, noise2(point.xz * 0.55 + 3.0) + 0.25 * grime);
    let mirror = vec3f(ray.x, -ray.y, ray.z);
    let tm = (select(-hallWidth, hallWidth, mirror.x > 0.0) - point.x) / (mirror.x + select(1e-4, -1e-4, mirror.x < 0.0));
    let hit = point + mirror * min(tm, 60.0);
    let pane = smoothstep(0.30, 0.26, abs(fract(hit.z / bay) - 0.5)) * smoothstep(1.2, 1.4, hit.y) * smoothstep(4.3, 4.1, hit.y);
    let toMirror = lamp - point;
    let missed = length(cross(toMirror, mirror));
    let glossy = exp2(-missed * missed * 2.0) * 1.4;
    let grazing = 0.15 + 0.75 * pow(1.0 - abs(ray.y), 4.0);
    c = c * (1.0 - 0.5 * wet) + (frame.palette[2].rgb * pane * level * 0.5 * frame.look.w + lampColour * glossy * lampPower * 0.35) * (wet * grazing);
    // Hits run over the floor as rings from under the lamp.
    let fromLamp = length(point.xz - vec2f(lamp.x, lampZ));
    for (var i = 0; i < 2; i++) {
      let pulse = frame.pulses[i];
      let ring = fromLamp - pulse.x * 8.0;
      c += frame.palette[3].rgb * (exp2(-ring * ring * 14.0) * pulse.y * exp2(-pulse.x * 3.0) * 0.35 * (0.3 + grime));
    }
  }
  c = c * fade;

  var covered = 0.0;
  // Who stands in the lamp's pool: a step to and fro with the beat, arms up at the drop; the lamp rims head and shoulders.
  let toPerson = (lampZ - 0.2 - eye.z) * inverse.z;
  if (toPerson > 0.2 && toPerson < t + 0.6) {
    let there = eye + ray * toPerson;
    let at = vec2f(there.x - lamp.x * 0.5 - 0.10 * sway1(frame.beat * 0.25), there.y) / 1.78;
    if (abs(at.x) < 0.32 && at.y > -0.02 && at.y < 1.3) {
      let raised = clamp(frame.drop * 1.4 + 0.25 * frame.snare, 0.0, 1.0);
      let leaned = vec2f(at.x - 0.035 * at.y * sway1(frame.beat * 0.5), at.y);
      let foot = 0.4 * sway1(frame.beat * 0.5);
      let arms = vec2f(raised, max(raised, 0.55 * frame.lift));
      let shape = coated(leaned, foot, arms);
      let soft = toPerson / (lens * 0.55 * frame.resolution.y);
      let cover = clamp(0.5 - shape / soft, 0.0, 1.0);
      covered = cover;
      if (cover > 0.0) {
        // The lamp is overhead: light lies on what looks up, and runs down the folds of the cloth.
        let above = coated(leaned + vec2f(0.0, 0.014), foot, arms);
        let up = clamp((above - shape) * 71.0, 0.0, 1.0);
        let rim = clamp(1.0 + shape / 0.045, 0.0, 1.0);
        let cloth = 0.5 + 0.5 * sway1(at.x * 7.0 + 0.25 * sway1(at.y * 1.7) + 0.4);
        c = mix(c, frame.palette[0].rgb * 0.05 + lampColour * ((up * rim * 0.75 + rim * rim * 0.04 + 0.022 * cloth * clamp(at.y * 1.4 - 0.1, 0.0, 1.0)) * lampPower), cover);
      }
    }
  }

  // Haze: beams of the lamp and of four spots that fan with the bass.
  let dust = 0.55 + 0.45 * noise2(vec2f(point.x * 0.6 + ray.x * 5.0 + frame.travel * 0.2, ray.y * 6.0 - frame.travel * 0.11));
  let amount = (0.15 + 0.85 * frame.look.x) * dust;
  c += lampColour * (beamGlow(eye, ray, lamp, axis, 0.34, t) * lampPower * amount * 0.62 * (1.0 - 0.78 * covered));
  let fan = 0.25 + 0.55 * frame.bass + 0.5 * frame.drop;
  let power = frame.look.y * (0.15 + 0.85 * frame.energy) * (0.35 + 0.8 * frame.beatPulse + 1.2 * frame.drop);
  if (power > 0.02) {
    for (var i = 0; i < 2; i++) {
      let k = (f32(i) - 0.5) * 2.4;
      let sweep = sin(frame.beat * 0.7854 + k * 1.3 + frame.seed * 20.0) * fan;
      let source = vec3f(k * 2.4, 5.0, eye.z + 13.0 + 1.2 * f32(i % 2));
      let direction = normalize(vec3f(sweep + k * 0.12, -0.85, -0.45));
      let hue = mix(frame.palette[3].rgb, frame.palette[2].rgb * 1.4, f32(i % 2));
      c += hue * (beamGlow(eye, ray, source, direction, 0.05, t) * power * amount * (1.1 + 1.4 * strobe));
    }
  }
  // The lamp itself.
  let look = lamp - eye;
  let nearest = length(look - ray * dot(look, ray));
  c += lampColour * (smoothstep(0.10, 0.05, nearest) * 7.0 * lampPower * step(dot(look, ray), t));
  c += (frame.palette[1].rgb * 0.26 + frame.palette[2].rgb * 0.12 * level) * (1.0 - fade) * (0.35 + 0.65 * frame.look.x);
  return vec4f(max(c, vec3f(0.0)), t);
}

fn flow(pixel: vec2f, depth: f32) -> vec2f {
  let speed = 0.42 * (0.35 + 1.3 * frame.motion) * (0.3 + 0.9 * frame.loudness) / 24.0;
  return (pixel - frame.resolution * 0.5) * speed / max(depth, 1.0);
}
