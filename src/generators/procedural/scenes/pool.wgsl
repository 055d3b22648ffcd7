// A swimming pool in the sun, from above: caustics on its tiles, floats on its water, parasols along its edge. look: floats, chop, share of deck, lanes.

fn inside(d: f32, foot: f32) -> f32 {
  return clamp(0.5 - d / foot, 0.0, 1.0);
}

// Bright lines where two drifting fields are equal, and fainter ones where each crosses its mean, as light bends together under waves.
fn web(p: vec2f, drift: f32) -> f32 {
  let a = noise2(p + vec2f(drift, drift * 0.6));
  let b = noise2(vec2f(0.8 * p.x - 0.6 * p.y, 0.6 * p.x + 0.8 * p.y) + vec2f(31.0 - drift * 0.7, drift * 0.9));
  let line = max(0.0, 1.0 - abs(a - b) * 4.2);
  let faint = max(0.0, 1.0 - abs(a + b - 1.0) * 5.5);
  return line * line * line + 0.6 * faint * faint * faint;
}

// Stripes around a middle, as parasols and balls have them: 0 or 1.
fn sectors(q: vec2f, count: f32, turn: f32, foot: f32) -> f32 {
  let angle = fract(atan2(q.y, q.x) / TAU * count + turn);
  let width = TAU * length(q) / count;
  return inside((abs(angle - 0.5) - 0.25) * width, foot);
}

fn shade(pixel: vec2f) -> vec4f {
  let salt = i32(frame.seed * 733.0);
  let portrait = uprightness();
  let scale = mix(5.6, 4.6, portrait) * (1.0 - 0.05 * frame.lift - 0.09 * frame.drop);
  let foot = pixelSpan() * scale * 1.3;
  let tilt = select(-0.30, 0.30, frame.seed > 0.5) + 0.05 * sway1(frame.travel * 0.03);
  let view = rotate(centred(pixel) * scale, tilt);
  let p = view + vec2f(0.26 * frame.travel + frame.seed * 57.0, 0.0);
  let hit = hitLight();
  let white = mix(vec3f(0.94, 0.93, 0.90), frame.palette[4].rgb, 0.25);
  let bright = vivid(frame.palette[3].rgb, 0.30, 0.60);
  let full = vivid(frame.palette[2].rgb, 0.12, 0.30);

  // Where the deck begins: at the top of the picture, or never.
  let edge = mix(3.6, 0.9, frame.look.z) + 0.3 * portrait;
  let fromEdge = p.y - edge;

  // Parasols stand along the edge, every third of them missing.
  let stand = floor(p.x / 2.9);
  let standChance = hash1(i32(stand) + salt);
  let canopyAt = vec2f((stand + 0.5) * 2.9 + (standChance - 0.5) * 0.5, edge + 1.05 + 0.3 * standChance);
  let canopySize = select(0.0, 1.02 + 0.03 * frame.kick, standChance > 0.22);
  let canopyShade = inside(length(p - canopyAt - vec2f(0.34, -0.46)) - canopySize, foot * 3.0) * step(0.22, standChance);
  let q = p - canopyAt;
  let canopy = length(q) - canopySize;

  var c = vec3f(0.0);
  if (fromEdge > -foot) {
    // The deck: slabs of pale stone, a rounded coping along the water.
    let slab = abs(fract(vec2f(p.x, fromEdge - 0.42) / vec2f(1.16, 0.58)) - 0.5) * vec2f(1.16, 0.58);
    let joint = max(inside(0.566 - slab.x, foot), inside(0.276 - slab.y, foot)) * step(0.42, fromEdge);
    let tone = hash2(vec2i(vec2f(floor(p.x / 1.16), floor((fromEdge - 0.42) / 0.58))));
    let stone = mix(white, bright, 0.10) * (0.74 + 0.10 * tone);
    c = mix(stone, stone * 0.72, joint);
    let coping = white * (0.98 + 0.14 * clamp(1.0 - abs(fromEdge - 0.10) * 9.0, 0.0, 1.0));
    c = mix(c, coping * (1.0 - 0.18 * inside(abs(fract(p.x / 0.58) - 0.5) * 0.58 - 0.012, foot)), inside(fromEdge - 0.40, foot));
    c *= 1.0 - 0.50 * canopyShade;
  }
  if (fromEdge < foot) {
    // The surface: three swells, and rings around each float with every kick.
    let cell = floor(p / 2.3);
    let chance = hash2(vec2i(cell) + vec2i(salt, 5));
    let other = fract(chance * 91.0);
    let turnBy = chance * 6.0 + frame.travel * (0.10 + 0.12 * other) * select(-1.0, 1.0, other > 0.5);
    let home = (cell + 0.5) * 2.3 + 0.17 * vec2f(sway1(frame.travel * 0.09 + chance * 7.0), sway1(frame.travel * 0.07 + other * 5.0)) + 0.22 * (vec2f(chance, other) - 0.5);
    let there = select(0.0, 1.0, fract(chance * 17.0) < frame.look.x && home.y < edge - 0.75);
    let r = p - home;
    let away = length(r);
    let clock = frame.travel * 0.55;
    let chop = mix(0.03, 0.10, frame.look.y) * (0.7 + 0.6 * frame.bass);
    var swell = chop * waves(p.yx * vec2f(0.55, 0.43) + vec2f(clock * 0.5, -clock * 0.4));
    swell += 0.6 * chop * waves(p.yx * vec2f(1.15, 0.95) + p * 0.5 + vec2f(-clock * 0.9, clock));
    var ring = 0.0;
    for (var k = 0; k < 2; k++) {
      let age = frame.pulses[k].x;
      let front = away - 0.35 - age * 1.1;
      ring += frame.pulses[k].y * clamp(1.0 - age * 1.4, 0.0, 1.0) * clamp(1.0 - abs(front) * 4.5, 0.0, 1.0) * wave1(front * 4.0);
    }
    ring *= there * clamp((1.12 - away) * 4.0, 0.0, 1.0);
    let floorAt = p + swell + r * (0.07 * ring / max(away, 0.1));

    // The floor: small tiles, lanes, and the web of light.
    let deep = clamp(0.55 - 0.16 * (floorAt.y - edge), 0.45, 1.25);
    let aqua = vivid(frame.palette[2].rgb, 0.30, 0.50);
    let tiles = abs(fract(floorAt / 0.19) - 0.5) * 0.19;
    let grout = max(inside(0.088 - tiles.x, foot * 1.6), inside(0.088 - tiles.y, foot * 1.6));
    var water = mix(mix(aqua, white, 0.30), aqua * 0.86, clamp(deep, 0.0, 1.0));
    water *= 1.0 + 0.16 * grout + 0.05 * (hash2(vec2i(floor(floorAt / 0.19))) - 0.5);
    let lane = abs(fract((floorAt.y - edge) / 2.3 + 0.5) - 0.5) * 2.3;
    water = mix(water, full * 0.62, inside(lane - 0.14, foot * 2.0) * 0.9 * step(0.5, frame.look.w));
    let light = web(floorAt * 1.55, clock * 0.6);
    water *= 0.86 + light * (0.55 + 0.75 * hit + 0.25 * frame.energy);
    // What stands on the edge and what floats throws its shadow on the floor.
    let floatShade = there * clamp((0.62 - length(floorAt - home - vec2f(0.20, -0.27))) * 5.0, 0.0, 1.0);
    let edgeShade = clamp((fromEdge + (floorAt.y - p.y) + 0.30) * 6.0, 0.0, 1.0);
    water *= 1.0 - 0.42 * max(max(floatShade, edgeShade), canopyShade);
    // Ropes between the lanes ride on the swell.
    let rope = abs(p.y / 2.3 - floor(p.y / 2.3 + 0.5) + swell.y * 0.25) * 2.3 - 0.055;
    if (frame.look.w > 0.5) {
      let bead = fract(p.x / 0.36);
      let beads = mix(bright, white, inside((abs(bead - 0.5) - 0.25) * 0.36, foot)) * (1.08 - 0.25 * abs(fract(bead * 6.0) - 0.5));
      water = mix(water * (1.0 - 0.30 * inside(rope - 0.03 + 0.16 * step(0.0, -p.y), foot * 4.0)), beads, inside(rope, foot) * step(floor(p.y / 2.3 + 0.5) * 2.3, edge - 0.5));
    }
    // Sun on the surface: small stars, set anew twice a beat and lit by the hats.
    let starCell = floor(p / 0.72);
    let starChance = hash2(vec2i(starCell) + vec2i(salt, 55));
    let starAt = (starCell + 0.5 + 0.5 * (vec2f(starChance, fract(starChance * 61.0)) - 0.5)) * 0.72;
    let star = sqrt(abs(p - starAt + 0.5 * swell));
    let twinkle = max(0.0, fract(starChance * 37.0 + frame.travel * 0.3) * 4.0 - 3.0);
    let lamp = twinkle * (2.0 - 2.0 * twinkle) * (0.5 + 1.2 * frame.hat + 0.5 * frame.snare);
    water += white * (clamp((0.36 - star.x - star.y) * 6.5, 0.0, 1.0) * min(lamp * 2.0, 1.0) * 1.3);

    // The float: a ring, a ball or a mattress.
    if (there > 0.5) {
      let t = rotate(r, turnBy);
      let kind = floor(other * 3.0);
      let size = 0.60 * (1.0 + 0.05 * frame.kick);
      let lit = 0.5 + 0.5 * dot(r, vec2f(-0.7, 0.7)) / max(away, 0.05);
      let colour = select(bright, full, fract(chance * 53.0) > 0.62);
      let second = select(white, bright, fract(chance * 29.0) > 0.72);
      if (kind == 0.0) {
        let across = (away - size * 0.66) / (size * 0.34);
        let body = mix(colour, second, sectors(t, 6.0, 0.0, foot));
        let round = 1.0 - 0.34 * across * across + (lit - 0.5) * 0.55 * across;
        let gloss = clamp(1.0 - abs(across - 0.25) * 5.0, 0.0, 1.0) * clamp(lit * 4.0 - 3.0, 0.0, 1.0);
        water = mix(water, body * round + gloss * 0.7, inside((abs(across) - 1.0) * size * 0.34, foot));
      }
      if (kind == 1.0) {
        let ball = away / (size * 0.66);
        let pole = t + vec2f(0.10, 0.06);
        var body = mix(colour, second, sectors(pole, 3.0, 0.0, foot));
        body = mix(body, white, inside(length(pole) - 0.07, foot));
        let round = (0.72 + 0.42 * lit * ball + 0.28 * (1.0 - ball)) * (1.0 - 0.25 * ball * ball);
        let gloss = clamp(1.0 - length(r - vec2f(-0.14, 0.15)) * 9.0, 0.0, 1.0);
        water = mix(water, body * round + gloss * 0.8, inside(away - size * 0.66, foot));
      }
      if (kind == 2.0) {
        let corner = max(abs(t) - vec2f(0.56, 0.30), vec2f(0.0));
        let d = length(corner) + min(max(abs(t.x) - 0.56, abs(t.y) - 0.30), 0.0) - 0.08;
        let tube = abs(fract(t.y / 0.19) - 0.5) * 2.0;
        var body = mix(colour, second, inside(abs(fract(t.y / 0.38) - 0.5) * 0.38 - 0.095, foot));
        body = mix(body, second, inside(0.34 - t.x, foot));
        let round = 1.04 - 0.22 * tube * tube - 0.30 * clamp(1.0 + d * 9.0, 0.0, 1.0);
        water = mix(water, body * round, inside(d, foot));
      }
    }
    // A band of tiles where the water meets the coping.
    c = mix(c, water, inside(fromEdge, foot));
  }
  // The canopy covers all that lies below it.
  let stripes = mix(bright, white, sectors(q, 6.0, standChance + 0.02 * stepped(frame.beat, 0.4), foot));
  let folds = 0.90 + 0.16 * dot(q, vec2f(-0.6, 0.6)) / max(canopySize, 0.1) + 0.10 * frame.kick;
  c = mix(c, stripes * folds, inside(canopy, foot) * step(0.22, standChance));
  c = mix(c, white, inside(length(q) - 0.05, foot) * step(0.22, standChance));
  c *= 0.96 + 0.09 * hit + 0.06 * frame.drop;
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
