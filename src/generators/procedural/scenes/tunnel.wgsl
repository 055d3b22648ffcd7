// A flight through a tunnel of ribs, panels and gates. look: sides, twist, haze, gates.

fn shade(pixel: vec2f) -> vec4f {
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let salt = i32(frame.seed * 769.0);
  let other = fract(frame.seed * 9.17);
  let third = fract(frame.seed * 23.7);
  let sides = 3.0 + round(frame.look.x * (6.0 + 2.4 * (other - 0.5)));
  let sector = TAU / sides;
  let smallSide = min(frame.resolution.x, frame.resolution.y);
  let pixelAngle = 1.25 / smallSide;
  let cameraZ = frame.travel * 4.8 + 500.0;
  // The walls breathe with the bass and close in while the music builds.
  let radius = 1.9 + 0.5 * third - 0.16 * frame.bass - 0.55 * frame.lift + 0.35 * frame.drop;
  let wander = frame.travel * 0.21 + third * 40.0;
  let bend = vec2f(sin(wander) + 0.6 * sin(wander * 1.7 + 2.0), 0.7 * cos(wander * 0.83 + other * 9.0)) * (0.10 + 0.10 * frame.motion);
  let bar = floor(frame.bar);
  let turn0 = hash1(i32(bar) + salt) - 0.5;
  let turn1 = hash1(i32(bar) + salt + 1) - 0.5;
  let roll = frame.travel * 0.06 + mix(turn0, turn1, smoothstep(0.0, 1.0, (frame.bar - bar) * 2.2 - 1.2)) * 1.2 * (0.3 + frame.motion) + other * TAU;
  let offset = vec2f(turn0 * 0.4, -0.25 - 0.5 * (other - 0.5)) * 0.9;
  let twist = (frame.look.y * 1.4 - 0.25 * frame.look.y * sin(frame.travel * 0.13)) * 0.045 * select(-1.0, 1.0, third > 0.5);
  let haze = 0.018 + 0.042 * frame.look.z;
  let spacing = 3.6;
  let thick = 0.42;
  let inset = 0.10;
  let drive = 0.25 + 0.75 * frame.energy + 0.5 * frame.drop;
  // Kicks run ahead in the accent, snares in the highlight.
  let p0 = frame.pulses[0];
  let p1 = frame.pulses[1];
  let p2 = frame.pulses[2];
  let p3 = frame.pulses[3];
  let reachOf = vec4f(2.0) + vec4f(p0.x, p1.x, p2.x, p3.x) * 34.0;
  let power = vec4f(p0.y, p1.y, p2.y, p3.y) * max(vec4f(1.25) - vec4f(p0.x, p1.x, p2.x, p3.x) * 0.62, vec4f(0.0));
  let kickPower = power * (vec4f(1.0) - vec4f(p0.w, p1.w, p2.w, p3.w));
  let snarePower = power - kickPower;

  // A straight tunnel, its far end pulled aside and its near end away from the camera's place.
  let q = centred(pixel) * (1.15 - 0.12 * frame.lift + 0.10 * frame.kick * frame.motion);
  let fromEnd = length(q - bend);
  let ray = q - bend * (0.42 / (0.42 + fromEnd)) - offset * (fromEnd / (radius + 0.5 * fromEnd));
  let rayLength = length(ray) + 0.004;
  let angle = atan2(ray.y, ray.x) + roll + twist * min(radius / rayLength, 60.0);
  let turned = angle / sector;
  let face = floor(turned + 0.5);
  let local = (turned - face) * sector;
  let out = rayLength * cos(local);
  let wall = radius / out;

  // Ribs stand in from the wall: their front is met first, or their inner side, or the panel behind.
  let inner = wall * (1.0 - inset);
  let ahead = ceil((inner + cameraZ) / spacing);
  let front = ahead * spacing - cameraZ;
  let isFront = front < wall;
  let onInner = inner + cameraZ - (ahead - 1.0) * spacing;
  let isInner = !isFront && onInner < thick;
  let z = select(select(wall, inner, isInner), front, isFront);
  let along = z + cameraZ;
  let rib = select(ahead - 1.0, ahead, isFront);
  let tangent = rayLength * sin(local) * z;
  let footprint = z * pixelAngle;
  let faceIndex = i32(face - floor(face / sides) * sides);

  let bell = max(vec4f(0.0), vec4f(1.0) - abs(vec4f(z) - reachOf) * 0.16);
  let kickFront = dot(bell, kickPower);
  let snareFront = dot(bell, snarePower);
  let ribChance = hash1(i32(rib) + salt * 31);
  let level = frame.spectrum[i32(abs(f32(faceIndex) - sides * 0.5) * 1.7) % 8].y;
  let ringColour = select(accent, highlight, ribChance > 0.72);
  // What flies close past the lens goes dark, so that speed is no strobe.
  let close = smoothstep(0.5, 7.0, z);
  let hit = hitLight();
  let ringLight = (0.05 + 0.42 * step(0.62, ribChance) * drive) + 1.5 * kickFront * step(0.15, ribChance);

  var c = vec3f(0.0);
  if (isFront || isInner) {
    let lamp = clamp(1.0 - abs(onInner - thick * 0.5) * (9.0 / (1.0 + 5.0 * footprint)), 0.0, 1.0) * f32(isInner);
    let notch = clamp((abs(fract(tangent * 2.2) - 0.5) - 0.12) / (0.02 + 2.2 * footprint) + 0.5, 0.0, 1.0);
    let facing = select(0.5, 0.9, isFront);
    c = (shadow * 0.10 + body * 0.05) * facing * (0.6 + 0.4 * notch);
    // The front of a rib is edged by the light of the ring behind it.
    let edge = clamp(1.0 - abs(out * z - radius * (1.0 - inset)) * (26.0 / (1.0 + 10.0 * footprint)), 0.0, 1.0) * f32(isFront);
    c += (ringColour * (edge * (0.25 + ringLight * 0.6 + 0.5 * hit)) + highlight * (edge * 0.6 * snareFront)) * close;
    c += (mix(ringColour, vec3f(1.0), 0.06) * (lamp * (ringLight * 1.1 + 0.9 * hit)) + highlight * (lamp * 1.3 * snareFront)) * close;
  } else {
    let w = along / spacing - floor(along / spacing);
    let fromRib = min(w - thick / spacing, 1.0 - w) * spacing;
    let panelWide = radius * 2.0 * tan(sector * 0.5);
    let across = tangent / panelWide;
    let plate = hash2(vec2i(i32(rib) * 13 + faceIndex, salt + i32(floor(across * 3.0 + 10.0))));
    let grime = noise2(vec2f(tangent * 1.7 + face * 9.0, along * 0.6));
    let fine = clamp(1.0 - footprint * 12.0, 0.0, 1.0);
    let seam = min(abs(fract(across * 3.0 + 0.5) - 0.5) * panelWide / 3.0, fromRib);
    let seamDark = mix(1.0, 0.25 + 0.75 * clamp(seam * 16.0, 0.0, 1.0), fine);
    let slats = mix(1.0, 0.45 + 0.55 * step(0.3, fract(along * 5.0)), step(0.70, plate) * fine);
    let surface = seamDark * slats * (0.12 + 1.1 * grime * grime + 0.35 * plate);
    // Light of the rings on the plates beside them.
    let near = 1.0 / (0.30 + fromRib * fromRib * 9.0);
    let lit = accent * ((0.05 * drive + 0.34 * kickFront) * near) + ringColour * (0.05 * step(0.62, ribChance) * drive * near) + highlight * (0.40 * snareFront * near);
    c = (shadow * 0.10 + body * 0.05 + lit * 0.55) * surface;
    // A tube of light along the middle of each face: its length is a band of the spectrum.
    let tube = clamp(1.0 - abs(across) * panelWide * (15.0 / (1.0 + 6.0 * footprint)), 0.0, 1.0);
    let reach = step(abs(w - 0.58), 0.10 + 0.36 * level) * step(0.30 - 0.3 * frame.energy, plate);
    c += mix(body, highlight, 0.25 + 0.6 * level) * (tube * reach * (0.35 + 1.2 * level * drive + 0.9 * hit) * close);
    c += mix(body, highlight, 0.5) * (0.05 * level * drive / (0.10 + across * across * 14.0) * seamDark);
    // Status lamps, lit by the hats.
    let dot2 = vec2f(fract(along * 1.2) - 0.5, fract(tangent * 1.6) - 0.5);
    let lampHere = step(0.86, hash2(vec2i(i32(floor(along * 1.2)), i32(floor(tangent * 1.6)) + faceIndex * 57)));
    c += highlight * (lampHere * clamp(1.4 - length(dot2) * 16.0, 0.0, 1.0) * fine * (0.4 + 3.0 * frame.hat));
  }

  // Haze, brightest where the tunnel ends.
  let clear = exp2(-z * haze * 1.44);
  let end = exp2(-rayLength * (17.0 - 5.0 * frame.lift - 4.0 * frame.drop));
  let hazeLight = mix(shadow, body, 0.6) * (0.16 + 0.16 * frame.energy) + accent * (0.12 * kickFront + 0.36 * hit);
  c = mix(hazeLight + mix(accent, highlight, clamp(end * 1.3 - 0.2, 0.0, 1.0)) * (end * (0.45 + 0.75 * drive + 2.6 * hit + 1.6 * frame.lift + 2.2 * frame.drop)), c, clear);

  // Gates: outlines floating in the tunnel, each turning its own way.
  if (frame.look.w > 0.02) {
    let gateSpacing = 15.0;
    let first = floor(cameraZ / gateSpacing) + 1.0;
    for (var i = 0; i < 4; i++) {
      let gate = first + f32(i);
      let gateZ = gate * gateSpacing - cameraZ;
      let chance = hash1(i32(gate) + salt + 77);
      if (chance < frame.look.w * 1.3 && gateZ < z) {
        let spin = chance * TAU + frame.beat * 0.196 * select(-1.0, 1.0, chance > 0.4 * frame.look.w);
        let at = rotate(ray, spin + roll) * gateZ;
        let corners = 3.0 + floor(fract(chance * 37.0) * 2.4);
        let size = radius * (0.50 + 0.10 * fract(chance * 91.0) + 0.06 * frame.kick);
        let fold = select(max(abs(at.x), abs(at.y)), max(abs(at.x) * 0.866 + at.y * 0.5, -at.y) * 1.25, corners < 4.0);
        let d = abs(fold - size);
        let lightOn = (0.4 + 0.8 * drive * frame.spectrum[i32(fract(chance * 13.0) * 7.99)].z + 2.4 * frame.snare * step(0.5, fract(chance * 7.0)) + 1.6 * frame.beatPulse * frame.energy * step(fract(chance * 7.0), 0.5)) * clamp(gateZ * 0.16 - 0.3, 0.0, 1.0);
        let line = clamp(1.3 - d / (0.022 + gateZ * pixelAngle * 0.7), 0.0, 1.0);
        let glow = 0.010 / (0.02 + d * d * 3.0);
        c += select(highlight, accent, fract(chance * 17.0) > 0.5) * ((line * 1.8 + glow * 0.45) * lightOn * exp2(-gateZ * haze));
      }
    }
  }
  return vec4f(max(c, vec3f(0.0)), z);
}

fn flow(pixel: vec2f, depth: f32) -> vec2f {
  let speed = 4.8 * (0.35 + 1.3 * frame.motion) * (0.3 + 0.9 * frame.loudness) * (1.0 / 30.0);
  return (pixel - frame.resolution * 0.5) * (speed / max(depth, 1.0));
}
