// A flight along a river through a city at dawn, towers standing out of the haze. look: haze, density, height, sun.

const cellSize = 1.8;

// Where the river runs at a place along the flight: it comes and goes under the camera.
fn riverAt(z: f32) -> f32 {
  return frame.seed * 170.0 + 4.6 * sway1(z * 0.0170 + frame.seed * 7.0) + 1.5 * sway1(z * 0.047);
}

// Height of the tower in a cell; `a` is the cell's random number.
fn towerHeight(cell: vec2f, a: f32) -> f32 {
  // Districts: towers gather where two slow waves meet.
  let wave = (1.0 - abs(fract(cell.x * 0.071 + frame.seed * 3.0) * 2.0 - 1.0)) * (1.0 - abs(fract(cell.y * 0.053 + frame.seed * 5.0) * 2.0 - 1.0));
  let b = fract(a * 57.31);
  let tall = 0.30 + 0.9 * b * b + (1.9 + 1.2 * frame.look.z) * wave * b * sqrt(b);
  return select(0.06, tall, a > 0.40 - 0.34 * frame.look.y);
}

// Cosine of the angle to the sun, from the distance of the two: exact near the sun even where a GPU's normalize() is not.
fn nearness(direction: vec3f, sun: vec3f) -> f32 {
  let apart = direction - sun;
  return max(1.0 - 0.5 * dot(apart, apart), 0.0);
}

fn coolHaze() -> vec3f {
  return frame.palette[1].rgb * 0.70 + frame.palette[2].rgb * 0.24 + frame.palette[3].rgb * 0.05;
}

// The sky without clouds; at the horizon it is also the colour of the haze.
fn air(direction: vec3f, sun: vec3f, glow: f32) -> vec3f {
  let up = clamp(direction.y, 0.0, 1.0);
  let toSun = nearness(direction, sun);
  let about = toSun * toSun * toSun;
  // Away from the sun the haze lies in the shadow of the earth.
  let horizon = mix(coolHaze(), frame.palette[3].rgb * 0.50 + frame.palette[4].rgb * 0.10, 0.22 + 0.78 * about * about);
  var c = mix(horizon, frame.palette[1].rgb * 0.9 + frame.palette[2].rgb * 0.12, smoothstep(0.0, 0.20, up));
  c = mix(c, frame.palette[2].rgb * 0.32 + frame.palette[1].rgb * 0.5, smoothstep(0.03, 0.16, up));
  c = mix(c, frame.palette[0].rgb * 1.1 + frame.palette[1].rgb * 0.26, smoothstep(0.10, 0.42, up));
  let near = toSun * toSun;
  let halo = near * near * near;
  let halo2 = halo * halo;
  let halo4 = halo2 * halo2 * halo2 * halo2;
  c += frame.palette[3].rgb * (halo * halo * 0.42 * glow) + frame.palette[4].rgb * (halo4 * halo4 * 0.45 * glow);
  return c;
}

fn sky(direction: vec3f, sun: vec3f, glow: f32) -> vec3f {
  let up = clamp(direction.y, 0.0, 1.0);
  let toSun = nearness(direction, sun);
  var c = air(direction, sun, glow);
  let halo = toSun * toSun * toSun * toSun * toSun * toSun;
  c += frame.palette[4].rgb * smoothstep(0.99900, 0.99935, toSun) * (2.5 + 5.0 * glow);
  // Long thin clouds, lit from below.
  let band = up * 26.0 + 0.5;
  let cloud = noise2(vec2f(direction.x * 3.5 / (up + 0.12) + frame.travel * 0.02, band));
  c += (frame.palette[3].rgb * 0.38 + frame.palette[4].rgb * 0.10) * (smoothstep(0.52, 0.86, cloud) * smoothstep(0.02, 0.10, up) * smoothstep(0.55, 0.12, up) * (0.4 + halo));
  return c;
}

fn shade(pixel: vec2f) -> vec4f {
  let p = centred(pixel);
  // Camera: forwards over the roofs, banking slowly, lower and faster as the music drives.
  let bank = 0.10 * sin(frame.travel * 0.11 + frame.seed * 6.0);
  let altitude = 5.7 + 1.2 * hash1(i32(frame.seed * 97.0)) - 0.9 * frame.energy - 0.5 * frame.drop;
  let eye = vec3f(frame.seed * 170.0 + 3.0 * sin(frame.travel * 0.05), altitude, frame.seed * 310.0 + frame.travel * 1.5);
  let yaw = 0.22 * sin(frame.travel * 0.063 + frame.seed * 9.0);
  let pitch = -0.25 - 0.05 * frame.energy;
  let roll = rotate(p, bank);
  let lens = 1.05 - 0.06 * frame.lift + 0.05 * frame.drop;
  let flat = vec3f(roll.x, roll.y * cos(pitch) + lens * sin(pitch), lens * cos(pitch) - roll.y * sin(pitch));
  let direction = normalize(vec3f(flat.x * cos(yaw) + flat.z * sin(yaw), flat.y, flat.z * cos(yaw) - flat.x * sin(yaw)));
  let sun = normalize(vec3f(0.26 + 0.4 * (frame.seed - 0.5), 0.028 + 0.130 * frame.look.w, 1.0));
  let glow = 0.55 + 0.55 * frame.energy + 0.5 * frame.lift + 0.7 * frame.drop;

  let reach = 40.0;
  var depth = 0.0;
  var c = vec3f(0.0);

  if (direction.y > -0.004) {
    c = sky(direction, sun, glow);
  } else {
    let inverse = 1.0 / (abs(direction) + 1e-5) * sign(direction + 1e-7);
    // Down to the roofs first, then from cell to cell.
    let start = max((3.1 + 1.2 * frame.look.z - eye.y) * inverse.y, 0.0);
    let floorAt = -eye.y * inverse.y;
    let stop = min(floorAt, reach);
    var t = start;
    var cell = floor((eye.xz + direction.xz * start) / cellSize);
    let stepping = sign(direction.xz + 1e-7);
    var side = ((cell + max(stepping, vec2f(0.0))) * cellSize - eye.xz) * inverse.xz;
    let advance = abs(inverse.xz) * cellSize;
    var face = 0.0;
    var height = 0.0;
    var hit = stop;
    var home = cell;
    var nature = 0.0;
    for (var i = 0; i < 22; i++) {
      if (t > stop) { break; }
      let a = hash2(vec2i(cell) + vec2i(i32(frame.seed * 900.0), 17));
      let tall = towerHeight(cell, a);
      let exit = min(side.x, side.y);
      // Most cells are flown over: only those whose tower reaches the ray are cut.
      if (eye.y + direction.y * min(exit, stop) < tall) {
        let middle = (cell + 0.5) * cellSize;
        let wide = 0.50 + 0.18 * fract(a * 91.7);
        let near = (middle - wide - eye.xz) * inverse.xz;
        let far = (middle + wide - eye.xz) * inverse.xz;
        let low = min(near, far);
        let high = max(near, far);
        let enter = max(max(low.x, low.y), 0.0);
        let leave = min(high.x, high.y);
        let roof = (tall - eye.y) * inverse.y;
        let at = max(enter, roof);
        let bank = abs(middle.x - riverAt(middle.y));
        if (at < leave && at < hit && bank > 2.35) {
          hit = at;
          home = cell;
          nature = a;
          height = tall;
          face = select(select(1.0, 2.0, low.y > low.x), 3.0, roof > enter);
        }
      }
      if (hit < stop) { break; }
      t = exit;
      let alongX = side.x < side.y;
      cell += select(vec2f(0.0, stepping.y), vec2f(stepping.x, 0.0), alongX);
      side += select(vec2f(0.0, advance.y), vec2f(advance.x, 0.0), alongX);
    }
    depth = hit;
    let point = eye + direction * hit;
    let id = vec2i(home);
    // Every hit is in all windows at once; then it runs over the city as a ring.
    let drum = hitLight();
    var wave = 0.0;
    for (var i = 0; i < 3; i++) {
      let pulse = frame.pulses[i];
      let ring = length(point.xz - eye.xz - vec2f(0.0, 13.0)) - pulse.x * 22.0;
      wave += exp2(-ring * ring * 0.22) * pulse.y * exp2(-pulse.x * 3.2);
    }
    // How much one looks towards the sun.
    let ahead = nearness(vec3f(direction.x, 0.0, direction.z), sun);
    let warmth = ahead * ahead * ahead * ahead * ahead * ahead;
    if (face > 2.5) {
      // Roofs lie in the light of the sky, the more the flatter one looks along them to the sun; parapet, engine house and its long shadow; beacons answer the snare.
      let local = fract(point.xz / cellSize) - 0.5;
      let rim = (0.50 + 0.18 * fract(nature * 91.7)) / cellSize - max(abs(local.x), abs(local.y));
      let soft = hit * pixelSpan() * 0.8;
      let kind = fract(nature * 391.0);
      let sheen = 0.30 + 0.70 * warmth;
      c = frame.palette[1].rgb * (0.30 + 0.25 * kind) + frame.palette[2].rgb * 0.10 + (frame.palette[3].rgb * 0.20 + frame.palette[4].rgb * 0.05) * (sheen * glow);
      let house = vec2f(abs(local.x - 0.10 * (kind - 0.5)) - 0.07 - 0.05 * kind, abs(local.y - 0.03) - 0.06);
      let shade1 = clamp(-max(house.x, abs(local.y + 0.06) - 0.14) / soft + 0.5, 0.0, 1.0) * step(0.3, kind);
      c *= 1.0 - 0.60 * shade1;
      let block = clamp(-max(house.x, house.y) / soft + 0.5, 0.0, 1.0) * step(0.3, kind);
      c = mix(c, frame.palette[1].rgb * 0.45 + frame.palette[2].rgb * 0.12 + frame.palette[3].rgb * (0.34 * sheen * glow), block);
      let parapet = clamp((0.020 - rim) / soft + 0.5, 0.0, 1.0);
      let far1 = step(0.0, local.y - abs(local.x));
      c = mix(c, frame.palette[1].rgb * 0.22 + (frame.palette[3].rgb * 0.55 + frame.palette[4].rgb * 0.20) * ((0.25 + 0.75 * far1) * sheen * glow), parapet);
      let beacon = exp2(-dot(local, local) * 1600.0) * step(0.72, kind);
      c += frame.palette[3].rgb * beacon * (0.3 + 7.0 * frame.snare);
    } else if (face > 0.5) {
      let across = select(point.x, point.z, face < 1.5);
      // Some are all bands of glass, some have small windows.
      let banded = f32((id.x * 5 + id.y * 3) & 3) * 1.6;
      let columns = 12.0 - banded;
      let grid = vec2f(across * columns, point.y * 12.0);
      let window = floor(grid);
      let inside = abs(grid - window - 0.5);
      let chance = hash2(vec2i(window) + id * 13);
      // Each tower listens to its own band.
      let band = frame.spectrum[((id.x + id.y * 3) & 7)];
      let level = select(band.x, band.z, (id.y & 1) == 0);
      // Windows finer than pixels show their mean, so that they do not crawl.
      let unlit = 0.93 - 0.24 * level - 0.14 * frame.energy - 0.30 * wave;
      // A pixel covers this much of a window, more where the wall is seen from the side; its edges are as soft.
      let facing = max(select(abs(direction.z), abs(direction.x), face < 1.5), 0.06);
      let covered = vec2f(columns / facing, 12.0) * (hit * pixelSpan());
      let seen = clamp(1.5 - 1.5 * max(covered.x, covered.y), 0.0, 1.0);
      let lit = mix(1.0 - unlit, step(unlit, chance), seen);
      let shape = clamp((0.38 - inside.x) / max(covered.x, 0.10) + 0.5, 0.0, 1.0) * clamp((0.36 - inside.y) / max(covered.y, 0.10) + 0.5, 0.0, 1.0);
      let fine = clamp(1.6 - hit * 0.05, 0.0, 1.0);
      let warm = mix(frame.palette[4].rgb, frame.palette[3].rgb, hash2(vec2i(window) + vec2i(5, 77)));
      let sparkle = 1.0 + 2.2 * frame.hat * step(0.93, chance);
      let tone = fract(nature * 391.0);
      let wall = frame.palette[0].rgb * (0.45 + 0.35 * tone) + frame.palette[1].rgb * (0.14 + 0.16 * tone) + frame.palette[2].rgb * (0.07 * clamp(point.y * 0.3, 0.0, 1.0));
      // Dark panes between the floors; the side that looks to the sun takes its colour, all the more high up.
      let pane = (1.0 - 0.35 * shape * seen);
      let toSun1 = select(0.0, 1.0, face < 1.5 && direction.x * sun.x < 0.0);
      let sunlit = toSun1 * (0.18 + 0.42 * clamp(point.y * 0.28, 0.0, 1.0)) * glow;
      c = wall * pane + (frame.palette[3].rgb * 0.85 + frame.palette[4].rgb * 0.15) * (sunlit * pane) + warm * (mix(0.20, shape, fine * seen) * lit * sparkle * (0.50 + 0.5 * wave + 0.25 * level + 1.9 * drum));
      let top = smoothstep(0.10, 0.0, height - point.y);
      c += frame.palette[3].rgb * top * (0.16 * glow + 0.8 * wave);
    } else {
      // Streets: traffic as moving dashes along both axes.
      let street = point.xz / cellSize;
      let off = abs(fract(street) - 0.5);
      let soft = hit * pixelSpan() * 1.2;
      let isAvenue = off.x > off.y;
      let across = select(off.y, off.x, isAvenue);
      let lane = select(street.x, street.y, isAvenue);
      // Two streams: one comes with white lamps, one goes with those of the accent.
      let number = floor(select(street.y, street.x, isAvenue) + 0.5);
      let goes = select(street.y, street.x, isAvenue) + 0.5 - number > 0.5;
      let flow = fract(lane * 1.9 + frame.travel * select(0.5, -0.4, goes) + hash1(i32(number) * 3 + select(0, 1, isAvenue)));
      let trail = clamp(1.0 - abs(abs(across - 0.470) - 0.002) / (0.007 + soft), 0.0, 1.0) * (0.18 + max(0.0, 1.0 - abs(flow - 0.5) * 4.0)) * (0.016 / (0.010 + soft));
      c = frame.palette[0].rgb * 0.40 + frame.palette[1].rgb * 0.12;
      let bank = abs(point.x - riverAt(point.z));
      // Gardens stand where no house does.
      let garden = clamp((0.36 - max(off.x, off.y) * 1.0 + 0.03) * 12.0, 0.0, 1.0) * clamp(1.5 - hit * 0.06, 0.0, 1.0);
      c = mix(c, frame.palette[1].rgb * 0.46 + frame.palette[2].rgb * 0.16 + frame.palette[3].rgb * 0.09 * glow, garden);
      c += mix(frame.palette[4].rgb, frame.palette[3].rgb, select(0.15, 1.0, goes)) * (min(trail, 1.0) * (0.45 + 0.7 * frame.bass + 0.6 * wave + 1.1 * drum));
      // The river holds the sky, and the sun where it runs towards it; lamps stand along its banks.
      let water = clamp((1.72 - bank) / soft * 0.5 + 0.5, 0.0, 1.0);
      if (water > 0.0) {
        let waves1 = (noise2(vec2f(point.x * 1.5, point.z * 4.6 - frame.travel * 0.9)) - 0.5) * clamp(1.3 - soft * 9.0, 0.2, 1.0);
        let mirror = vec3f(direction.x + 0.07 * waves1, -direction.y * (0.6 + 0.5 * waves1), direction.z);
        let glitter = nearness(vec3f(mirror.x, sun.y, mirror.z) * inverseSqrt(mirror.x * mirror.x + mirror.z * mirror.z + sun.y * sun.y), sun);
        let held = air(mirror, sun, glow) * 0.78;
        let g2 = glitter * glitter;
        let g8 = g2 * g2 * g2 * g2;
        let path = g8 * g8 * g8 * g8 * g8;
        c = mix(c, held + frame.palette[4].rgb * (path * (0.22 + 1.5 * max(waves1, 0.0)) * glow) + frame.palette[3].rgb * (0.14 * wave), water);
      }
      let quay = clamp(1.0 - abs(bank - 1.84) / (0.03 + soft), 0.0, 1.0) * (0.05 / (0.05 + soft));
      c += mix(frame.palette[4].rgb, frame.palette[3].rgb, 0.5) * (quay * (0.30 + 0.35 * step(0.5, fract(point.z * 1.4)) * clamp(1.5 - soft * 8.0, 0.0, 1.0)) * (0.4 + 0.6 * frame.bass + 1.5 * drum + wave));
    }
    // Haze lies low and thickens with distance.
    let low = exp2(-max(point.y, 0.0) * 0.75);
    let amount = 1.0 - exp2(-hit * (0.006 + 0.052 * frame.look.x) * (0.35 + low));
    let horizon = smoothstep(0.55 * reach, 0.98 * reach, hit);
    let far = air(vec3f(direction.x, 0.0, direction.z), sun, glow);
    let haze = mix(coolHaze(), far, smoothstep(5.0, 32.0, hit));
    c = mix(c, haze, clamp(max(amount, horizon), 0.0, 1.0));
  }
  return vec4f(max(c, vec3f(0.0)), depth);
}

fn flow(pixel: vec2f, depth: f32) -> vec2f {
  let centre = frame.resolution * vec2f(0.5, 0.30);
  let speed = 1.5 * (0.35 + 1.3 * frame.motion) * (0.3 + 0.9 * frame.loudness) / 24.0;
  return select(vec2f(0.0), (pixel - centre) * speed / max(depth, 1.5), depth > 0.0);
}
