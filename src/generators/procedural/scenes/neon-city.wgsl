// A street of neon towers in the rain, seen from behind a car. look: rain, fog, lights, height.

// Rain streaks: one falling line in each slanted column that has one.
fn rainLayer(p: vec2f, columns: f32, fall: f32, share: f32) -> f32 {
  let x = (p.x + p.y * 0.07) * columns;
  let column = floor(x);
  let chance = hash1(i32(column) + 911);
  let phase = fract(p.y * columns * 0.028 + fall * (0.8 + 0.5 * chance) + chance * 37.0);
  let line = max(0.0, 1.0 - abs(x - column - 0.5) * 3.2);
  return line * max(0.0, 1.0 - phase * 4.5) * step(chance, share) * (0.4 + chance);
}

// Light of the last hits as fronts that run down the street: strongest where a front stands.
fn frontsAt(z: f32) -> f32 {
  var light = 0.0;
  for (var i = 0; i < 4; i++) {
    let hit = frame.pulses[i];
    let strength = hit.y * (1.0 - hit.w * 0.5) * max(0.0, 1.0 - hit.x * 0.9);
    light = max(light, strength * max(0.0, 1.0 - abs(z - 6.0 - hit.x * 85.0) * (1.0 / 9.0)));
  }
  return light;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  // Camera: height and lane by the seed, a step sideways each bar, the lens tightens while the music builds.
  let salt = i32(frame.seed * 977.0);
  let other = fract(frame.seed * 7.31);
  let bar = floor(frame.bar);
  let step0 = hash1(i32(bar) + salt) - 0.5;
  let step1 = hash1(i32(bar) + salt + 1) - 0.5;
  let sway = mix(step0, step1, smoothstep(0.0, 1.0, (frame.bar - bar) * 1.6 - 0.6)) * (0.5 + 1.6 * frame.motion);
  let cameraX = (other - 0.5) * 2.6 + sway;
  let cameraHeight = 1.0 + 2.2 * frame.look.w * frame.look.w + 0.8 * fract(frame.seed * 3.77);
  let cameraZ = frame.travel * 7.0 + 3000.0;
  let zoom = 1.0 / (0.82 + 0.24 * frame.lift - 0.10 * frame.drop - 0.05 * frame.kick * frame.motion);
  let tilt = (other - 0.5) * 0.09 + sway * 0.02;
  let streetHalf = 6.2 + 2.0 * fract(frame.seed * 5.13);
  let portrait = uprightness();
  let pixelAngle = zoom / min(frame.resolution.x, frame.resolution.y);
  let lights = 0.35 + 0.65 * frame.look.z;
  let fogDensity = 0.007 + 0.030 * frame.look.y - 0.004 * frame.energy;
  let flare = 0.35 + 0.65 * frame.energy + 0.8 * frame.drop;
  let sparkle = i32(frame.time * 9.0);

  let q = centred(pixel);
  let turned = vec2f(q.x - q.y * tilt, q.y + q.x * tilt + 0.13 - 0.02 * portrait);
  var ray = turned * zoom;

  // The wet road: light from it comes from a mirrored street, shaken by its grain.
  let roadZ = select(1e4, cameraHeight / max(-ray.y, 1e-5), ray.y < 0.0);
  var wet = 0.0;
  if (roadZ < streetHalf * 1.25 / max(abs(ray.x), 1e-4) && roadZ < 90.0) {
    let ground = vec2f(ray.x * roadZ + cameraX, roadZ + cameraZ);
    let near = 1.0 / (1.0 + roadZ * 0.05);
    let grain = noise2(vec2f(ground.x * 3.1, ground.y * 1.4)) - 0.5;
    let puddle = noise2(ground * vec2f(0.55, 0.21) + 7.0);
    wet = smoothstep(0.30, 0.62, puddle + grain * 0.12);
    let rough = (1.15 - 0.85 * wet) * near;
    let rings = sin(roadZ * 3.0 - frame.travel * 9.0) * frame.bass * 0.006 * wet;
    ray.x += (grain * 0.055 * rough) * (0.5 + frame.loudness) + rings;
    ray.y *= 1.0 + grain * 0.75 * rough + rings * 3.0;
  }

  let side = select(-1.0, 1.0, ray.x > 0.0);
  let reach = streetHalf - side * cameraX;
  let across = max(abs(ray.x), 1e-4);
  let sideSalt = i32(side) * 71 + salt;

  // Walk over the blocks of this side; y is folded at the road, which is the mirror.
  let block = 9.0;
  var k = floor((reach / across + cameraZ) / block);
  var distance = 400.0;
  var tower = 0.0;
  var roof = 0.0;
  var front = false;
  for (var i = 0; i < 5; i++) {
    let chance = hash2(vec2i(i32(k), sideSalt));
    let more = fract(chance * 57.0);
    let inset = more * 2.6;
    let top = select(9.0 + 46.0 * chance * chance, 0.0, fract(chance * 913.0) < 0.10);
    let start = k * block - cameraZ;
    let flank = (reach + inset) / across;
    let at = max(flank, start);
    if (at < start + block && abs(cameraHeight + ray.y * at) < top) {
      distance = at;
      tower = chance;
      roof = top;
      front = start > flank;
      break;
    }
    if (start > 150.0) { break; }
    k += 1.0;
  }

  let height = cameraHeight + ray.y * distance;
  let y = abs(height);
  var c = vec3f(0.0);
  var mirrored = height < 0.0;
  var depth = distance;
  var passing = 0.0;

  if (distance < 300.0) {
    let sideX = ray.x * distance;
    let z = distance + cameraZ;
    let u = select(z, sideX * side * 1.3 + 100.0 * tower, front);
    // Each tower is a bar of the spectrum: storeys under its level are lit.
    let level = frame.spectrum[i32(fract(tower * 31.0) * 7.999)].y;
    let scale = vec2f(0.95 + 0.5 * fract(tower * 17.0), 0.62);
    let grid = vec2f(u, y) * scale;
    let cell = floor(grid);
    let inCell = grid - cell - 0.5;
    let chance = hash2(vec2i(cell) + vec2i(i32(k) * 131, sideSalt * 17));
    let footprint = distance * pixelAngle * scale * vec2f(select(distance / reach, 1.3, front), 1.0);
    let paneSize = vec2f(0.24 + 0.24 * fract(tower * 7.0), 0.29);
    let cover = clamp((paneSize - abs(inCell)) / (footprint + 0.03) + 0.5, vec2f(0.0), vec2f(1.0));
    let sharp = clamp(1.6 - 1.5 * footprint.x, 0.0, 1.0);
    let isLit = mix(0.34, step(0.82 - 0.34 * frame.look.z, fract(chance * 7.0 + tower)), sharp);
    // Rooms: brighter under the ceiling, some with a blind half down, a bar in the middle.
    let room = (0.55 + 1.1 * inCell.y) * step(inCell.y, 0.30 - 0.5 * max(0.0, fract(chance * 29.0) - 0.5)) * clamp(abs(inCell.x + 0.06) * 30.0 - 0.4, 0.35, 1.0);
    let pane = mix(0.16, cover.x * cover.y * room, sharp) * isLit;
    let risen = clamp((level * 1.15 - y / roof) * 9.0, 0.0, 1.0);
    let blink = step(0.93, fract(chance * 91.0 + f32(sparkle % 17) * 0.37)) * frame.hat * 2.6;
    let shot = step(0.62, chance) * frame.snare;
    let tint = mix(body, highlight, 0.30 + 0.70 * fract(chance * 19.0));
    let glowColour = mix(tint, accent, step(0.90, fract(chance * 43.0 + tower)));
    passing = frontsAt(distance);
    let corner = fract(u / block);
    // The wall, washed by the sign that hangs before it.
    let wash = max(0.0, 1.0 - abs(corner - 0.62) * 3.4) * max(0.0, 1.0 - abs(y - 6.0) * 0.13);
    let washColour = select(highlight, accent, fract(hash2(vec2i(i32(k) + 5003, sideSalt)) * 3.0) < 0.6);
    c = deep * 0.10 + shadow * (0.03 + 0.03 * f32(front)) + washColour * (wash * wash * lights * (0.05 + 0.06 * frame.kick));
    c += glowColour * (pane * lights * (0.22 + 1.5 * risen * flare + blink + 1.7 * shot + 1.8 * passing));
    // Shop fronts: shelves and figures against the light.
    if (y < 3.4) {
      let shop = floor(u * 0.31);
      let shopChance = hash1(i32(shop) + sideSalt * 3);
      let inShop = abs(u * 0.31 - shop - 0.5);
      let goods = 0.25 + 0.75 * step(0.35 + 0.2 * y, hash2(vec2i(vec2f(u * 4.0, y * 2.2))));
      let shopLight = clamp((3.1 - y) * 4.0, 0.0, 1.0) * clamp((y - 0.4) * 3.0, 0.0, 1.0) * clamp((0.44 - inShop) * 18.0, 0.0, 1.0) * mix(0.5, goods, sharp);
      let shopColour = select(mix(highlight, body, 0.4), accent, fract(shopChance * 13.0) > 0.75);
      c += shopColour * (shopLight * step(0.35, shopChance) * lights * (0.10 + 0.20 * y + 0.7 * frame.lowMid * fract(shopChance * 5.0)));
      c += mix(accent, highlight, step(0.5, shopChance)) * (clamp(1.0 - abs(y - 3.15) * 9.0, 0.0, 1.0) * lights * step(0.3, fract(shopChance * 9.0)) * (0.6 + frame.kick));
    }
    // A line of neon under the roof or down the corner.
    let edge = clamp(1.0 - abs(corner - 0.04) * block * (7.0 / (1.0 + 14.0 * footprint.x)), 0.0, 1.0);
    let trim = edge * step(0.66, fract(tower * 77.0)) * f32(!front) + clamp(1.0 - abs(y - roof + 0.5) * (5.0 / (1.0 + 12.0 * footprint.y)), 0.0, 1.0) * step(0.45, fract(tower * 37.0));
    c += mix(accent, highlight, step(0.5, fract(tower * 11.0))) * (trim * lights * (0.35 + 1.8 * frame.kick + 1.6 * passing));
    // Every few blocks a screen that plays the spectrum.
    if (fract(tower * 23.0) > 0.62 && y > 4.5 && y < 11.5 && !front) {
      let s = vec2f(clamp((corner - 0.14) / 0.74, 0.0, 1.0), (y - 4.5) / 7.0);
      let bars = s.x * 16.0;
      let bar32 = i32(bars) * 2 % 32;
      let value = frame.spectrum[bar32 / 4][bar32 % 4];
      let inBar = clamp((0.36 - abs(fract(bars) - 0.5)) / (0.03 + 3.0 * footprint.x) + 0.5, 0.0, 1.0) * clamp((0.08 + value * 0.9 - s.y) / (0.01 + 0.15 * footprint.y) + 0.5, 0.0, 1.0);
      let border = step(0.02, s.x) * step(s.x, 0.98);
      c = mix(c, mix(accent, highlight, s.y) * (0.050 + 0.025 * clamp((abs(fract(s.y * 24.0) - 0.5) - 0.25) * 6.0, -1.0, 1.0) * clamp(1.5 - 5.0 * footprint.y, 0.0, 1.0) + inBar * (0.7 + 1.8 * value)) * lights, border);
    }
  } else {
    // Sky: glow of the city on low cloud, and one great tower at the end of the street.
    depth = 60.0;
    let up = max(abs(ray.y), 0.0);
    let cloud = noise2(vec2f(ray.x * 3.0 + frame.seed * 50.0, up * 6.0 - frame.time * 0.05));
    c = mix(body * 0.75 + accent * 0.10, deep * 0.6 + shadow * 0.25, clamp(up * 1.7, 0.0, 1.0)) * (0.45 + 1.1 * cloud * cloud) * (0.6 + 0.6 * frame.energy + 0.9 * frame.drop * cloud);
    let at = abs(ray.x + 0.02 - 0.10 * (other - 0.5));
    let half = select(0.062, 0.042, up > 0.27) * step(up, 0.40) + step(up, 0.52) * 0.0035;
    let inside = clamp((half - at) / pixelAngle + 0.5, 0.0, 1.0);
    let storey = up * 60.0;
    // Beats climb it, storey by storey.
    let climb = max(0.0, 1.0 - abs(up - fract(frame.beat * 0.5) * 0.45) * 9.0);
    let lines = step(0.45, fract(storey)) * (0.18 + 1.6 * climb * (0.4 + 0.6 * frame.beatPulse) + 0.8 * frame.spectrum[i32(clamp(up * 14.0, 0.0, 7.0))].y);
    c = mix(c, deep * 0.3 + mix(body, highlight, 0.4 + climb * 0.6) * lines * lights * 0.55, inside);
    c += accent * ((0.35 + 2.5 * frame.kick) * exp2(-at * 26.0 - abs(up - 0.50) * 22.0) * lights);
  }

  // Blade signs stand out over the pavement, square to the street: the first of them on the way.
  let signIn = (reach - 1.9) / across;
  let signK = ceil((signIn + cameraZ) / block - 0.62);
  let signZ = (signK + 0.62) * block - cameraZ;
  if (signZ < (reach - 0.2) / across && signZ < distance && signZ > 1.5) {
    let chance = hash2(vec2i(i32(signK) + 5003, sideSalt));
    let signY = abs(cameraHeight + ray.y * signZ);
    let low = 3.2 + 2.5 * fract(chance * 17.0);
    let tall = 2.5 + 6.0 * fract(chance * 71.0);
    let x = (abs(ray.x) * signZ - reach + 1.9) / 1.7;
    let s = vec2f(x, (signY - low) / 1.7);
    if (chance > 0.22 && s.y > 0.0 && s.y < tall / 1.7) {
      let soft = signZ * pixelAngle / 1.7;
      let rim = min(min(s.x, 1.0 - s.x), min(s.y, tall / 1.7 - s.y));
      let border = clamp((0.05 - abs(rim - 0.06)) / (soft + 0.01) + 0.5, 0.0, 1.0);
      // A made-up script: each character keeps some of three level and two upright strokes.
      let glyph = vec2f((s.x - 0.5) * 1.25 + 0.5, fract(s.y * 1.05));
      let which = hash2(vec2i(i32(floor(s.y * 1.05)), i32(chance * 999.0)));
      let level3 = abs(fract(glyph.y * 3.0) - 0.5);
      let hasLevel = step(0.38, fract(which * (5.0 + 8.0 * floor(glyph.y * 3.0))));
      let upright = abs(abs(glyph.x - 0.5) - 0.26 * step(0.4, which));
      let hasUpright = step(0.25, fract(which * (17.0 + 9.0 * step(0.5, glyph.x) + 4.0 * step(0.5, glyph.y))));
      // Strokes with edges as soft as a pixel is wide on the sign.
      let sharp = 1.0 / (soft * 1.25 + 0.004);
      let bar = clamp((0.16 - level3) * sharp * 0.33 + 0.5, 0.0, 1.0) * hasLevel * clamp((0.36 - abs(glyph.x - 0.5)) * sharp + 0.5, 0.0, 1.0);
      let post = clamp((0.06 - upright) * sharp + 0.5, 0.0, 1.0) * hasUpright * clamp((0.40 - abs(glyph.y - 0.5)) * sharp + 0.5, 0.0, 1.0);
      let ink = max(bar, post) * step(0.12, rim);
      let kind = fract(chance * 5.0);
      let hit = select(select(frame.spectrum[i32(kind * 7.99)].z * 1.2, frame.snare * 1.7, kind < 0.66), frame.kick * 1.6, kind < 0.33);
      let colour = select(highlight, accent, fract(chance * 3.0) < 0.6);
      let power = lights * (0.45 + 2.0 * hit + 1.2 * frame.drop) * (0.75 + 0.25 * step(0.2, hash1(sparkle + i32(signK))));
      c = deep * 0.2 + colour * power * (0.05 + 0.9 * border + 1.3 * mix(ink, 0.35, clamp(soft * 9.0, 0.0, 1.0)));
      mirrored = cameraHeight + ray.y * signZ < 0.0;
      depth = signZ;
    }
  }

  // Fog, lit from the street below.
  let clear = exp2(-depth * fogDensity * 1.44);
  let lowGlow = exp2(-abs(cameraHeight + ray.y * depth) * 0.10);
  let fogColour = mix(shadow, body, 0.5) * (0.26 + 0.16 * frame.energy) + accent * (lowGlow * (0.05 + 0.10 * frame.kick + 0.10 * frame.drop) * lights) + highlight * (0.025 * frame.lift * lowGlow);
  let end = exp2(-dot(turned, turned) * 30.0);
  c = mix(fogColour + (body * 0.35 + accent * 0.25) * (end * (0.5 + 0.6 * frame.energy + 0.8 * frame.kick)), c, clear);

  if (mirrored && roadZ < 150.0) {
    // Asphalt keeps most of the light when one looks down on it; puddles give it back.
    let grazing = clamp(roadZ * 0.035, 0.0, 1.0);
    let back = mix(0.20 + 0.35 * grazing, 0.75 + 0.2 * grazing, wet);
    let marking = step(abs(abs(ray.x * roadZ + cameraX) - 0.0), 0.09) * step(0.5, fract((roadZ + cameraZ) * 0.12)) * clamp(1.5 - roadZ * 0.03, 0.0, 1.0);
    c = c * back + shadow * 0.018 + highlight * (marking * 0.05) + accent * (passing * (0.03 + 0.10 * wet) * clear);
    depth = roadZ;
  }

  // The car ahead: a dark shape with a bar of light that answers the kick.
  let carZ = 7.6 + 1.2 * sin(frame.travel * 0.23) - 1.4 * frame.lift;
  let carX = (turned.x * zoom) * carZ - (sin(frame.travel * 0.31) * 0.7 - sway * 0.5 + (0.5 - other) * 2.2 - cameraX * 0.3);
  let carY = cameraHeight + turned.y * zoom * carZ;
  if (abs(carX) < 2.6 && abs(carY) < 2.6) {
    let up = abs(carY);
    let isReflection = carY < 0.0;
    let wobble = select(carX, carX + (fract(up * 7.0) - 0.5) * 0.06, isReflection);
    let soft = carZ * pixelAngle;
    let wide = select(0.93 - max(0.0, up - 0.35) * 0.10, 0.80 - (up - 0.85) * 0.55, up > 0.85);
    let shape = clamp((wide - abs(wobble)) / soft + 0.5, 0.0, 1.0) * clamp((1.28 - up) / soft + 0.5, 0.0, 1.0) * clamp((up - select(0.22, 0.0, abs(wobble) > 0.62)) / soft, 0.0, 1.0);
    let hold = select(1.0, 0.55, isReflection);
    c = mix(c, deep * 0.05, shape * hold);
    // Glass and roof edge catch the street.
    c += (highlight * 0.05 + accent * 0.04) * (shape * clamp((up - 0.9) * 3.0, 0.0, 1.0) * hold);
    let lamp = clamp((0.80 - abs(wobble)) * 12.0, 0.0, 1.0) * clamp(1.0 - abs(up - 0.72) * 18.0, 0.0, 1.0);
    let corners = 0.35 + 0.65 * smoothstep(0.35, 0.7, abs(wobble));
    let around = max(abs(wobble) - 0.7, 0.0);
    let halo = 0.05 / (0.05 + around * around * 2.2 + (up - 0.72) * (up - 0.72) * 3.0) * clamp(2.6 - abs(carX), 0.0, 1.0) * clamp(2.6 - up, 0.0, 1.0);
    let power = (0.8 + 3.4 * frame.kick + 1.0 * frame.drop) * hold;
    c += mix(accent, vec3f(1.0), 0.12) * (lamp * corners * power * 2.2) + accent * (halo * power * 0.20);
    depth = select(depth, carZ * 1000.0, shape > 0.5 && !isReflection);
  }

  // Rain, lit by what is behind it.
  let amount = frame.look.x;
  if (amount > 0.01) {
    let fall = frame.time * 1.9 + frame.travel * 0.25;
    let streaks = rainLayer(turned, 30.0, fall, amount * 0.6) + 0.7 * rainLayer(turned + 3.7, 71.0, fall * 0.8, amount * 0.8);
    c += (c * 1.1 + mix(body, highlight, 0.6) * (0.10 + 0.16 * frame.snare + 0.08 * frame.air)) * streaks * (0.35 + 0.65 * amount);
  }
  return vec4f(max(c, vec3f(0.0)), depth);
}

fn flow(pixel: vec2f, depth: f32) -> vec2f {
  let speed = 7.0 * (0.35 + 1.3 * frame.motion) * (0.3 + 0.9 * frame.loudness) * (1.0 / 30.0);
  let middle = frame.resolution * 0.5 + vec2f(0.0, 0.12 * min(frame.resolution.x, frame.resolution.y));
  return (pixel - middle) * (speed / max(depth, 1.0));
}
