// A swarm that flocks over a dark field: three depths of sparks carried by one stream. look: kind (embers, constellation, shoal), density, streak, glow.

// Where a cell's particle stands, -0.5 to 0.5 within the cell.
fn place(cell: vec2f, chance: f32, clock: f32, roam: f32) -> vec2f {
  let turn = clock * (0.4 + 0.8 * chance) + chance * 37.0;
  return roam * vec2f(wave1(turn), wave1(turn * 0.83 + 0.25 + chance * 3.0));
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 8.81);
  let third = fract(frame.seed * 29.3);
  let stars = frame.look.x > 0.34 && frame.look.x < 0.67;
  let shoal = frame.look.x >= 0.67;
  let salt = i32(frame.seed * 877.0);
  let pixelSize = pixelSpan();
  let size = wholeSides();
  let portrait = clamp(size.y - 1.0, 0.0, 0.8);

  // The lens swings slowly about the swarm; it leans in as the music builds.
  let roll = 0.18 * sin(frame.travel * 0.07 + other * 6.0) * (0.3 + frame.motion) + (third - 0.5) * 0.7 + portrait * 1.1;
  let zoom = 1.0 - 0.10 * frame.lift - 0.15 * frame.drop;
  let q = centred(pixel);
  let cr = cos(roll);
  let sr = sin(roll);
  let p = vec2f(cr * q.x - sr * q.y, sr * q.x + cr * q.y) * zoom;

  // The stream: a band that bends and widens; particles live where it runs. Kicks press waves of light along it.
  let clock = frame.travel * 0.12;
  let bend = 0.21 * wave1(p.x * 0.36 + clock * 0.35 + other) + 0.07 * wave1(p.x * 0.83 - clock * 0.5 + third);
  let girth = 0.13 + 0.11 * wave1(p.x * 0.47 - clock * 0.21 + third) + 0.10 * frame.energy + 0.05 * frame.bass + 0.12 * frame.drop;
  let across = p.y - bend;
  let knot = p.x - 0.5 * (other - 0.5);
  let near = abs(across) / max(girth, 0.05);
  let veil = 1.0 / (1.0 + 2.2 * near * near + 0.5 * near * near * near * near);
  let heart = veil / (1.0 + 2.2 * knot * knot);
  var surge = 0.0;
  var flash = 0.0;
  for (var k = 0; k < 5; k++) {
    let hit = frame.pulses[k];
    let front = abs(abs(knot) - hit.x * (1.1 + 0.8 * frame.motion));
    let swell = max(0.0, 1.0 - front * 5.0) * hit.y * clamp(1.25 - hit.x, 0.0, 1.0);
    surge += swell * (1.0 - hit.w);
    flash = max(flash, swell * hit.w);
  }

  let power = 0.35 + 0.6 * frame.energy + 0.6 * frame.drop + 0.2 * frame.lift;
  // A cloud far behind, which the stream lights, keeps the dark from being empty.
  let cloud = noise2(vec2f(p.x * 2.1 - clock * 0.3 + 0.35 * wave1(p.y * 1.1 + third), p.y * 2.8 + 1.2 * bend) + 40.0 * other);
  let distant = cloud * cloud / (1.0 + 0.22 * near * near);
  var c = deep * (0.45 + 0.4 * veil) + shadow * (0.50 * heart * power) + mix(shadow, body, cloud) * (distant * (0.34 + 0.26 * frame.look.w) * (0.45 + power) * (1.0 + 0.5 * surge + 0.35 * hitLight()));
  c += mix(body, accent, clamp(0.5 - across / girth * 0.5, 0.0, 1.0)) * (heart * (0.10 + 0.12 * frame.look.w) * power * (0.7 + 1.1 * surge));
  // Threads of dust run in the stream.
  let thread = 1.0 - abs(wave1(across * (3.6 + 1.2 * frame.look.y) / (0.35 + girth * 2.0) + 0.23 * wave1(p.x * 1.3 - clock)));
  let grain = 1.0 - abs(wave1(across * 9.0 + p.x * 0.8 - clock * 1.5));
  c += mix(body, accent, thread) * (thread * thread * thread * (0.35 + 0.65 * grain) * veil * (0.06 + 0.16 * power) * (0.6 + 1.6 * surge));

  // Along the stream the sparks slide, each depth at its pace; across it they keep their place.
  let streak = select(1.0 + 2.2 * frame.look.z * (0.3 + frame.motion), 1.0, stars);
  for (var layer = 0; layer < 3; layer++) {
    let depth = f32(layer);
    let scale = (5.2 + 5.5 * depth) * (0.8 + 0.5 * frame.look.y);
    let pace = 1.9 - 0.5 * depth;
    let grid = vec2f(p.x - clock * pace * 0.55, across * (1.0 + 0.28 * depth)) * scale / vec2f(select(1.0, 1.7, shoal), 1.0) + 31.0 * other + 13.0 * depth;
    let cell = floor(grid);
    let chance = hash2(vec2i(cell) + vec2i(salt, layer * 57));
    let living = veil * (0.75 + 0.7 * frame.energy + 0.4 * frame.drop) + 0.05 * depth - 0.07;
    if (chance < living) {
      let own = fract(chance * 83.0);
      let at = place(cell, chance, clock * 1.3, 0.20);
      let d = (grid - cell - 0.5 - at) * vec2f(1.0 / streak, 1.0);
      let focus = (0.022 + 0.030 * own * own) * (1.0 + 0.35 * surge) * select(1.0, 1.3, stars);
      let soft = max(focus, pixelSize * scale * 1.3);
      var glow = max(0.0, 1.0 - dot(d, d) / (soft * soft * 4.5));
      glow = glow * glow * glow * (focus / soft);
      let twinkle = 0.40 + 0.60 * abs(wave1(own + frame.time * 0.23)) + 3.2 * frame.hat * step(0.62, fract(chance * 19.0 + floor(frame.beat * 2.0) * 0.27));
      let hot = clamp(own * 1.6 - 0.7 + 0.5 * surge, 0.0, 1.0);
      let ink = mix(mix(body, accent, clamp(own * 2.0, 0.0, 1.0)), highlight, hot * hot * 0.55);
      let on = clamp((living - chance) * 8.0, 0.0, 1.0);
      c += ink * (glow * on * twinkle * (1.0 - 0.15 * depth) * (0.55 + 1.1 * power * veil + 1.8 * surge));
      if (stars && layer == 1) {
        // Lines between neighbours: the right one and the upper one, while both live; snares run along them.
        let east = cell + vec2f(1.0, 0.0);
        let eastChance = hash2(vec2i(east) + vec2i(salt, layer * 57));
        let upper = grid.y - cell.y - 0.5 > at.y;
        let other2 = cell + vec2f(0.0, select(-1.0, 1.0, upper));
        let otherChance = hash2(vec2i(other2) + vec2i(salt, layer * 57));
        let g = grid - cell - 0.5;
        let west = g.x < at.x;
        let sideCell = select(east, cell - vec2f(1.0, 0.0), west);
        let sideChance = select(eastChance, hash2(vec2i(cell) - vec2i(1, 0) + vec2i(salt, layer * 57)), west);
        let sideEnd = place(sideCell, sideChance, clock * 1.3, 0.20) + sideCell - cell;
        let upEnd = place(other2, otherChance, clock * 1.3, 0.20) + other2 - cell;
        let offset = g - at;
        let a = sideEnd - at;
        let b = upEnd - at;
        let da = offset - a * clamp(dot(offset, a) / dot(a, a), 0.0, 1.0);
        let db = offset - b * clamp(dot(offset, b) / dot(b, b), 0.0, 1.0);
        let lineA = dot(da, da) + select(0.0, 9.0, sideChance > living || fract(sideChance * 7.0 + chance * 7.0) > 0.6);
        let lineB = dot(db, db) + select(0.0, 9.0, otherChance > living || fract(otherChance * 5.0 + chance * 5.0) > 0.5);
        let thin = pixelSize * scale * 0.8;
        let line = max(0.0, 1.0 - sqrt(min(lineA, lineB)) / thin * 0.6);
        c += mix(accent, highlight, 0.35) * (line * on * (0.16 + 0.35 * power * veil + 2.4 * flash));
      }
    }
  }
  // Snares: light fronts through the swarm.
  c += mix(accent, highlight, 0.4) * (flash * flash * veil * (0.10 + 0.30 * thread));
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
