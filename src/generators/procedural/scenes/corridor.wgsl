// An endless corridor: doors, strips of light, a wet floor, someone who walks ahead against the light of its end. look: kind (hotel, hospital, spaceship), doors, floor's shine, haze.

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 3.91);
  let third = fract(frame.seed * 17.9);
  let salt = i32(frame.seed * 557.0);
  let hotel = frame.look.x < 0.34;
  let ship = frame.look.x >= 0.67;
  let pixelSize = pixelSpan();
  let portrait = clamp(frame.resolution.y / frame.resolution.x - 1.0, 0.0, 0.8);

  // A dolly down the middle third; a push of the lens before the drop, the roll of a hand held camera with motion.
  let roll = (0.012 + 0.05 * frame.motion) * sin(frame.travel * 0.23 + other * 6.0) + 0.25 * frame.drop * (other - 0.5) * frame.motion;
  let zoom = 1.12 - 0.16 * frame.lift + 0.14 * frame.drop + 0.015 * frame.kick * frame.motion;
  let q = centred(pixel);
  let cr = cos(roll);
  let sr = sin(roll);
  let end = vec2f((third - 0.5) * 0.16 + 0.03 * sin(frame.travel * 0.11), 0.03 + 0.05 * portrait);
  let s = vec2f(cr * q.x - sr * q.y, sr * q.x + cr * q.y) * zoom - end;
  let camera = frame.travel * 1.9 + 300.0;
  let wide = 1.18 - 0.18 * portrait;
  let eye = vec2f((other - 0.5) * 0.55, -0.12 + 0.35 * (third - 0.5));
  let top = 1.06 + 0.35 * portrait;
  let low = -1.02;

  // Box: whichever of wall, floor and ceiling the ray meets first.
  let toWall = (select(-wide, wide, s.x > 0.0) - eye.x) / (s.x + select(-1e-5, 1e-5, s.x > 0.0));
  let toLevel = (select(low, top, s.y > 0.0) - eye.y) / (s.y + select(-1e-5, 1e-5, s.y > 0.0));
  let onWall = toWall < toLevel;
  var reach = min(toWall, toLevel) * 0.95;
  reach = min(reach, 60.0);
  let onFloor = !onWall && s.y < 0.0;
  let z = reach + camera;
  let x = eye.x + s.x * reach / 0.95;
  let y = eye.y + s.y * reach / 0.95;
  let footprint = reach * pixelSize * zoom * 1.4;
  let side = select(0, 1, s.x > 0.0);

  // Bays: a door, then a stretch of wall, every 3.2 m; arches or frames between them.
  let bayLength = 3.2;
  let bays = z / bayLength;
  let bay = floor(bays);
  let along = (bays - bay - 0.5) * bayLength;
  let chance = hash1(i32(bay) * 2 + side + salt);
  let lamp = hash1(i32(bay) + salt + 4001);

  // Light that rolls down the corridor: kicks in the strips of the ceiling, snares in the doors.
  var wave = 0.0;
  var doorWave = 0.0;
  for (var k = 0; k < 4; k++) {
    let hit = frame.pulses[k];
    let near = max(0.0, 1.0 - abs(reach - 1.0 - hit.x * 26.0) * 0.16) * hit.y * clamp(1.3 - hit.x * 0.8, 0.0, 1.0);
    wave += near * (1.0 - hit.w);
    doorWave = max(doorWave, near * hit.w);
  }
  let level = frame.spectrum[i32(abs(bay - floor(bay / 8.0) * 8.0))].y;
  let broken = step(lamp, 0.16) * (1.0 - 0.75 * frame.energy);
  let hit = hitLight();
  let power = (0.18 + 0.42 * frame.energy + 0.40 * frame.drop + 0.2 * frame.lift) * (1.0 - 0.85 * broken);
  let strip = power * (0.55 + 0.35 * level) + 0.7 * wave + 0.95 * hit * (1.0 - 0.6 * broken);
  let stripColour = mix(accent, highlight, select(0.38, 0.12, hotel));
  let doorColour = mix(accent, body, select(0.2, 0.75, chance > 0.5));

  // Distance to the strips lights every surface: along the ceiling's middle or, in a ship, along the skirting too.
  let lampAlong = max(abs(along) - 0.9, 0.0);
  let fromTop = vec2f(x, y - top);
  let bounce = strip / (0.55 + dot(fromTop, fromTop) * 0.75 + lampAlong * lampAlong * 0.8);
  var surface = vec3f(0.0);
  var own = vec3f(0.0);
  var mirror = 0.0;
  if (onWall) {
    let isDoor = chance < 0.30 + 0.65 * frame.look.y;
    let open = chance < 0.13 + 0.10 * frame.energy;
    let doorWide = 0.52;
    let doorTop = 0.42;
    let edge = max(abs(along) - doorWide, y - doorTop);
    let panel = abs(along) - bayLength * 0.5;
    let dado = y + 0.30;
    surface = mix(shadow, body, 0.30 + 0.35 * select(0.0, 1.0, dado > 0.0)) * 0.55;
    if (hotel) {
      // Papered above, wainscot below.
      let paper = abs(fract(along * 5.0) - 0.5);
      let fine = clamp(1.0 - footprint * 8.0, 0.0, 1.0);
      surface *= 1.0 + select(0.22 * (step(0.28, paper) - 0.5), 0.5 * (step(0.10, paper) - 0.7), dado < 0.0) * fine;
    } else if (ship) {
      let plate = abs(fract(y * 1.6 + 0.25) - 0.5);
      surface = surface * (0.45 + 0.25 * hash2(vec2i(i32(floor(y * 1.6 + 0.25)) + side * 7, i32(floor(z * 0.9375)))))* (0.35 + 0.65 * clamp((0.5 - plate) / (0.02 + footprint), 0.0, 1.0));
    } else {
      surface = mix(surface, highlight * 0.35, 0.45 * select(0.0, 1.0, dado > 0.0));
    }
    let rail = clamp(1.0 - (abs(dado) - 0.03) / footprint, 0.0, 1.0);
    surface = mix(surface, shadow * 0.35, rail * select(0.9, 0.5, ship));
    // Pilasters part the bays.
    let pillar = clamp(0.5 - (-panel - 0.14) / footprint, 0.0, 1.0);
    surface = mix(surface, mix(shadow, body, 0.5) * 0.75, pillar);
    surface *= 1.0 - 0.55 * clamp(1.0 - abs(-panel - 0.16) * 9.0, 0.0, 1.0);
    if (isDoor) {
      let leaf = clamp(0.5 - edge / footprint, 0.0, 1.0);
      let frameLine = clamp(0.5 - (abs(edge) - 0.035) / footprint, 0.0, 1.0);
      let inset = max(abs(along) - 0.34, max(abs(y + 0.02) - 0.28, -9.0));
      let bevel = clamp(1.0 - abs(inset) / (0.025 + footprint), 0.0, 1.0);
      let wood = mix(shadow, body, 0.18 + 0.5 * fract(chance * 31.0)) * 0.40 * (1.0 - 0.5 * bevel);
      surface = mix(surface, wood, leaf);
      // Open doors pour their own light; closed ones let it out below and around, brighter with the snare.
      let inner = clamp(1.0 - max(edge + 0.06, 0.0) * 20.0, 0.0, 1.0);
      let glowOpen = select(0.0, 1.0, open) * leaf * inner * (0.30 + 0.35 * power + 1.4 * doorWave) * clamp(0.75 + 0.5 * y - 0.5 * along, 0.15, 1.2);
      let glowFrame = frameLine * (0.10 + 0.35 * level * power + 2.0 * doorWave);
      let number = clamp(1.0 - (length(vec2f(along - 0.0, y - 0.17)) - 0.05) / footprint, 0.0, 1.0);
      own = doorColour * (glowOpen + glowFrame) + highlight * (number * leaf * (0.12 + 1.8 * frame.hat) * select(1.0, 0.0, open));
    } else {
      // A lamp or a picture between the doors: hats strike it.
      let plaque = max(abs(along) - 0.26, abs(y - 0.22) - 0.20);
      let sconce = vec2f(along, y - 0.30);
      if (hotel) {
        let shadeForm = max(abs(sconce.x) - 0.07 - 0.10 * (0.14 - sconce.y), abs(sconce.y) - 0.13);
        own = mix(accent, highlight, 0.4) * (clamp(0.5 - shadeForm / footprint, 0.0, 1.0) * (0.6 + 1.0 * power + 1.2 * frame.hat) + (0.10 + 0.10 * power) / (0.06 + dot(sconce, sconce) * 1.6) * 0.5);
      } else {
        let screen = clamp(0.5 - plaque / footprint, 0.0, 1.0);
        let bars = step(y - 0.02, 0.40 * level) * step(0.25, fract(along * 9.0)) * clamp(1.5 - footprint * 20.0, 0.0, 1.0);
        surface = mix(surface, deep * 0.4, screen);
        own = mix(accent, body, fract(chance * 13.0)) * (screen * (0.10 + 0.55 * bars + 0.9 * frame.hat * bars));
      }
    }
    // Contact shadow at floor and ceiling.
    surface *= clamp((y - low) * 2.2 + 0.25, 0.0, 1.0) * clamp((top - y) * 2.2 + 0.3, 0.0, 1.0);
  } else if (onFloor) {
    mirror = 0.18 + 0.62 * frame.look.z;
    if (hotel) {
      // Runner with a woven pattern.
      let runner = abs(x) - 0.62;
      let weave = abs(fract(x * 2.4 + 0.5) - 0.5) + abs(fract(z * 1.2) - 0.5);
      let fade = clamp(1.0 - footprint * 6.0, 0.0, 1.0);
      let pattern = mix(0.5, smoothstep(0.46, 0.54, weave), fade);
      let carpet = mix(mix(shadow, body, 0.5), accent, pattern * 0.55) * 0.42;
      surface = mix(mix(shadow, deep, 0.3) * 0.4, carpet, clamp(0.5 - runner / footprint, 0.0, 1.0));
      surface = mix(surface, accent * 0.5, clamp(1.0 - abs(runner + 0.07) / (0.02 + footprint), 0.0, 1.0) * 0.7);
      mirror *= select(0.12, 0.6, runner > 0.0);
    } else {
      let tiles = select(0.9, 1.6, ship);
      let tile = abs(fract(vec2f(x, z) * tiles) - 0.5);
      let joint = clamp((0.5 - max(tile.x, tile.y)) / (0.02 + footprint * tiles), 0.0, 1.0);
      let shade2 = hash2(vec2i(i32(floor(x * tiles)), i32(floor(z * tiles))));
      surface = mix(shadow, body, 0.25 + 0.35 * shade2) * (0.30 * (0.45 + 0.55 * joint));
    }
  } else {
    // Ceiling: the strips, and dark coffers beside them.
    let strips = max(abs(x) - select(0.30, 0.16, hotel), abs(along) - 1.15);
    let lit = clamp(0.5 - strips / footprint, 0.0, 1.0);
    let coffer = clamp((abs(x) - 0.70) / footprint + 0.5, 0.0, 1.0);
    surface = mix(shadow, body, 0.3) * (0.20 + 0.16 * coffer);
    own = stripColour * (lit * (0.16 + 0.75 * strip)) + stripColour * (strip * 0.06 / (0.08 + max(strips, 0.0)));
  }
  // Pools of light under the lamps, dark between them.
  let pool = 0.35 + 0.65 * clamp(1.35 - lampAlong * 1.6, 0.0, 1.0);
  var c = surface * (0.03 + 0.10 * power) + surface * stripColour * (bounce * 1.35 * pool) + own;
  if (ship) {
    // Rings between the bays, lit from within by the bass.
    let ring = clamp(0.5 - (bayLength * 0.5 - abs(along) - 0.05) / footprint, 0.0, 1.0);
    c = mix(c, accent * (0.10 + 0.9 * frame.bass * power + 1.4 * wave), ring);
  }
  if (onFloor) {
    // The strips and the light from the doors lie mirrored in the floor.
    let up = reach * (top - low + (eye.y - low)) / max(eye.y - low, 0.1);
    let mirrored = (up + camera) / bayLength;
    let mirrorBay = floor(mirrored);
    let mirrorAlong = abs(mirrored - mirrorBay - 0.5) * bayLength - 1.15;
    let mirrorX = abs(eye.x + s.x * up / 0.95) - 0.30;
    let soft = 0.10 + up * 0.02;
    let image = clamp(0.5 - max(mirrorX, mirrorAlong) / soft, 0.0, 1.0) * (1.0 - 0.85 * step(hash1(i32(mirrorBay) + salt + 4001), 0.16) * (1.0 - frame.energy));
    let grazing = clamp(0.35 + reach * 0.05, 0.0, 1.0);
    c += stripColour * (image * mirror * grazing * (0.25 + 0.75 * power + 0.9 * wave));
    let besideDoor = max(0.0, 1.0 - abs(along) * 0.9) * clamp(abs(x) * 1.4 - 0.6, 0.0, 1.0);
    c += doorColour * (besideDoor * mirror * select(0.0, 1.0, chance < 0.13 + 0.10 * frame.energy) * (0.35 + 0.9 * doorWave));
  }
  // Haze: the end of the corridor glows, brighter as the music builds.
  let clear = exp2(-reach * (0.030 + 0.075 * frame.look.w));
  let glow = 1.0 / (1.0 + 34.0 * dot(s, s));
  let farLight = 0.25 + 0.40 * frame.energy + 0.7 * frame.lift + 0.8 * frame.drop + 0.75 * hit;
  let air = mix(shadow, body, 0.45) * (0.10 + 0.16 * frame.energy) + mix(body, accent, 0.70) * (glow * glow * farLight);
  c = mix(air, c, clear) + stripColour * (wave * 0.05 * frame.look.w);
  // The way out: a bright doorway, far away; it stands open to whoever walks ahead.
  let door = max(abs(s.x) - 0.021, abs(s.y + 0.010) - 0.044);
  c += mix(accent, highlight, 0.6) * (clamp(0.5 - door / (pixelSize * 2.0), 0.0, 1.0) * (0.5 + 1.2 * farLight) + 0.0016 * farLight / (0.004 + max(door, 0.0) * max(door, 0.0) * 9.0 + max(door, 0.0) * 0.12));
  // Who walks ahead: a step on each beat, rimmed by the light in front of them.
  let farAway = 7.5 - 2.2 * frame.sceneProgress - 1.2 * frame.drop + 0.4 * sin(frame.travel * 0.31);
  let tall = 1.72;
  let place = 0.24 * sin(frame.travel * 0.17 + other * 9.0) + 0.05 * sway1(frame.beat * 0.5);
  let body2 = vec2f(eye.x + s.x * farAway / 0.95 - place, eye.y + s.y * farAway / 0.95 - low - 0.012 * abs(sway1(frame.beat * 0.5))) / tall;
  if (abs(body2.x) < 0.34 && body2.y > -0.75 && body2.y < 1.1) {
    let swing = sway1(frame.beat * 0.5);
    // Below the feet lies the image in the floor.
    let image = select(0.0, 1.0, body2.y < 0.0);
    let at = vec2f(body2.x, abs(body2.y));
    let shape = coated(at, swing, vec2f(0.0));
    let edge = pixelSize * zoom * farAway / tall;
    let cover = clamp(0.5 - shape / edge, 0.0, 1.0) * mix(1.0, 0.55 * mirror, image) * clamp(1.0 + body2.y * 1.3, 0.0, 1.0);
    if (cover > 0.0) {
      // Strips overhead light shoulders and hair, the way out ahead the edges of the coat.
      let up = clamp((coated(at + vec2f(0.0, 0.016), swing, vec2f(0.0)) - shape) * 62.0, 0.0, 1.0);
      let rim = clamp(1.0 + shape / 0.045, 0.0, 1.0);
      let fold = 0.5 + 0.5 * sway1(at.x * 7.0 + 0.5 * at.y + 0.3 * swing);
      let light = up * rim * 0.85 + rim * rim * rim * 0.40 + 0.05 * fold * fold * clamp(at.y * 1.6 - 0.2, 0.0, 1.0);
      c = mix(c, deep * 0.07 + shadow * 0.03 + mix(accent, highlight, 0.35) * (light * (0.10 + 0.30 * power + 1.0 * hit) * (1.0 - 0.7 * image)), cover);
    }
  }
  return vec4f(max(c, vec3f(0.0)), reach);
}

fn flow(pixel: vec2f, depth: f32) -> vec2f {
  let speed = 1.9 * (0.35 + 1.3 * frame.motion) * (0.3 + 0.9 * frame.loudness) * (1.0 / 30.0);
  return (pixel - frame.resolution * vec2f(0.5, 0.48)) * (speed / max(depth, 0.8));
}
