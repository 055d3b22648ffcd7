// Deep space: a ringed planet before its sun, a nebula, stars that turn into streaks at speed. look: nebula, speed, planet, rings.

// One layer of stars flying past: polar cells around the vanishing point, each star a short radial streak.
fn starLayer(r: f32, angle: f32, salt: i32, speed: f32, stretch: f32) -> f32 {
  let spokes = 90.0;
  let turn = angle * (spokes / TAU);
  let spoke = floor(turn);
  let chance = hash2(vec2i(i32(spoke), salt));
  // Distance grows as 1/z: a star runs outwards faster the nearer it comes.
  let z = fract(chance * 7.31 + frame.travel * speed * (0.5 + chance));
  let at = 0.06 / (1.02 - z) - 0.05;
  let off = fract(turn) - 0.2 - 0.6 * fract(chance * 31.7);
  let across = abs(off) * r * TAU / spokes;
  let along = r - at;
  let tail = 0.004 + stretch * at * 0.55;
  let body = smoothstep(0.0022 + 0.0012 * z, 0.0004, across) * smoothstep(-tail, 0.0, along) * smoothstep(0.004, 0.0, along);
  return body * z * z * (0.35 + 1.4 * fract(chance * 113.1));
}

fn shade(pixel: vec2f) -> vec4f {
  let q = centred(pixel);
  let drift = rotate(q, 0.05 * sin(frame.travel * 0.07) + 0.25 * (frame.seed - 0.5));
  let shake = vec2f(hash1(i32(frame.time * 24.0)), hash1(i32(frame.time * 24.0) + 99)) - 0.5;
  let p = drift * (1.0 - 0.05 * frame.drop) + shake * (0.004 * frame.kick * frame.energy);
  let portrait = uprightness();

  // The planet: seed decides side and size; it grows towards the viewer over the scene.
  let side = select(-1.0, 1.0, frame.seed > 0.5);
  let size = (0.17 + 0.13 * frame.look.z) * (1.0 + 0.12 * frame.sceneProgress + 0.03 * frame.beatPulse + 0.10 * frame.drop);
  let planet = vec2f(side * (0.34 - 0.22 * portrait), 0.05 + 0.18 * portrait - 0.04 * frame.sceneProgress);
  let d = p - planet;
  let r = length(d) / size;
  let light = normalize(vec3f(-side * 0.80, 0.42, -0.30));

  // Nebula: two octaves warped by one, dense along a band across the picture.
  let lane = rotate(p, 0.55 * side);
  let warp = noise2(p * 2.3 + vec2f(frame.travel * 0.015, frame.seed * 40.0));
  let cloud = noise2(lane * vec2f(2.2, 4.2) + warp * 1.9 + frame.seed * 71.0);
  let fine = noise2(lane * vec2f(7.0, 11.0) - warp * 2.6 + frame.seed * 19.0);
  let band = exp2(-lane.y * lane.y * 9.0);
  let dust = clamp(cloud * 1.25 + fine * 0.45 - 0.52, 0.0, 1.0) * band;
  let heat = clamp(warp * 1.6 - 0.45, 0.0, 1.0);
  let nebula = (mix(frame.palette[2].rgb * 0.9, frame.palette[3].rgb, heat) * dust * dust * (0.50 + 0.55 * frame.lowMid + 0.6 * frame.lift) + frame.palette[1].rgb * dust * 0.35) * (0.25 + 1.1 * frame.look.x);
  var c = frame.palette[0].rgb * 0.35 + nebula * (0.6 + 0.7 * frame.energy);

  // Far stars stand still; hats make them glitter.
  let grid = p * 52.0;
  let cell = floor(grid);
  let chance = hash2(vec2i(cell));
  if (chance > 0.86) {
    let place = vec2f(fract(chance * 91.0), fract(chance * 517.0)) * 0.6 + 0.2;
    let distance = length(grid - cell - place);
    c += (frame.palette[4].rgb * 0.8 + 0.2) * smoothstep(0.11, 0.0, distance) * (chance - 0.84) * 5.0 * (0.5 + 2.2 * frame.hat * step(0.95, chance));
  }
  // Near stars fly; speed comes from energy, stretch from the build-up.
  let stretch = 0.02 + 0.10 * frame.energy + 0.30 * frame.lift * frame.motion + 0.45 * frame.drop + 0.10 * frame.kick;
  let speed = 0.05 + 0.16 * frame.look.y;
  let fromCentre = length(p);
  let angle = atan2(p.y, p.x);
  let flying = starLayer(fromCentre, angle, 3, speed, stretch) + starLayer(fromCentre, angle + 1.3, 57, speed * 0.6, stretch);
  c += mix(frame.palette[4].rgb, vec3f(1.0), 0.35) * flying * (1.1 + 1.8 * frame.energy);

  // The sun stands behind the planet's lit edge.
  let sunPlace = planet + light.xy * size * 1.12;
  let sunDistance = length(p - sunPlace);
  let flare = 0.0032 / (sunDistance * sunDistance + 0.0012) * (0.35 + 0.9 * hitLight() + 0.45 * frame.energy);
  let streak = 0.0010 / (abs(p.y - sunPlace.y) + 0.0022) * exp2(-abs(p.x - sunPlace.x) * 5.0) * (0.3 + 1.2 * frame.snare);
  let glow = frame.palette[4].rgb * flare + frame.palette[3].rgb * streak;

  // The ring, seen from above its plane; the planet hides its far half.
  let tilt = rotate(d / size, -0.38 * side);
  let ring = vec2f(tilt.x, tilt.y * 4.2);
  let ringRadius = length(ring);
  // Hits send waves of light out from the planet.
  for (var i = 0; i < 2; i++) {
    let pulse = frame.pulses[i];
    // They keep to the plane of the ring, and break up as they go.
    let shell = ringRadius - 1.35 - pulse.x * 5.5;
    let torn = 0.30 + 0.70 * noise2(vec2f(atan2(tilt.y, tilt.x) * 2.5 + pulse.z * 50.0, ringRadius * 1.6));
    c += mix(frame.palette[3].rgb, frame.palette[4].rgb, pulse.w) * (exp2(-abs(shell) * 9.0 / (0.35 + pulse.x * 2.0)) * torn * pulse.y * exp2(-pulse.x * 4.5) * 0.55);
  }

  let edge = 1.5 / (min(frame.resolution.x, frame.resolution.y) * size);
  let inside = smoothstep(1.0 + edge, 1.0 - edge, r);
  let inRing = smoothstep(1.42, 1.46, ringRadius) * smoothstep(2.35, 2.25, ringRadius) * smoothstep(0.1, 0.35, frame.look.w);
  let index = clamp((ringRadius - 1.42) * 33.0, 0.0, 30.99);
  let tone = frame.spectrum[i32(index) / 4];
  let grooves = 0.35 + 0.65 * noise2(vec2f(ringRadius * 34.0, frame.seed * 90.0));
  let ringLight = (frame.palette[2].rgb * 0.35 + mix(frame.palette[3].rgb, frame.palette[4].rgb, 0.4) * (0.20 + 1.1 * mix(tone.x, tone.z, fract(index * 0.25)))) * grooves;
  let front = step(tilt.y, 0.0);
  let ringShows = inRing * max(front, 1.0 - inside) * 0.85;

  if (inside > 0.0) {
    let z = sqrt(max(1.0 - r * r, 0.0));
    let normal = vec3f(d / size, z);
    let facing = dot(normal, light);
    // Cloud bands turn slowly; the night side stays dark.
    let turned = rotate(normal.xy, -0.38 * side);
    let bands = noise2(vec2f(turned.x * 1.3 + frame.travel * 0.03, turned.y * 8.0 + frame.seed * 33.0)) * 0.7 + 0.3 * noise2(vec2f(turned.x * 4.0 + frame.travel * 0.06, turned.y * 26.0));
    let day = clamp(facing * 1.25 + 0.06, 0.0, 1.0);
    let ground = mix(frame.palette[1].rgb, mix(frame.palette[2].rgb, frame.palette[3].rgb, 0.35), bands);
    let rim = (1.0 - z) * (1.0 - z) * (1.0 - z);
    let air = frame.palette[3].rgb * rim * clamp(facing * 1.3 + 0.45, 0.0, 1.0) * (0.9 + 1.6 * frame.beatPulse * frame.energy);
    let surface = ground * day * 1.25 + air + frame.palette[0].rgb * 0.10;
    c = mix(c, surface, inside);
    c += glow * (1.0 - inside) * 1.0;
  } else {
    // Thin air around the disc.
    c += glow + frame.palette[3].rgb * (exp2(-(r - 1.0) * 14.0) * 0.35 * clamp(dot(normalize(d), light.xy) + 0.35, 0.0, 1.0));
  }
  c = mix(c, c * 0.25 + ringLight, ringShows);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
