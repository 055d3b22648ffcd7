// A swarm that has gathered into a sphere around a light, and a stream of its like that runs to it and away. look: kind (embers, constellation, shoal), density, streak, glow.

// Where a cell's particle stands, -0.5 to 0.5 within the cell.
fn place(cell: vec2f, chance: f32, clock: f32, roam: f32) -> vec2f {
  let turn = clock * (0.4 + 0.8 * chance) + chance * 37.0;
  return roam * vec2f(wave1(turn), wave1(turn * 0.83 + 0.25 + chance * 3.0));
}

// What is the same for all particles of the sphere.
struct Sphere {
  // Direction to the light outside it, and what comes from within.
  light: vec3f,
  inner: f32,
  clock: f32,
  // One pixel, and how far a particle is drawn out along its way, in radii of the sphere.
  pixel: f32,
  streak: f32,
  size: f32,
  mesh: f32,
  flash: f32,
  lee: f32,
  salt: i32,
}

// One side (1 near, -1 far) of one shell of the sphere, at `s` in radii: light of its particle and of the mesh there, and how hot it is.
// A cube's faces are the grid, looked at from its centre: no poles, no trigonometry; what stands too dense near its corners is left out by chance.
fn shell(s: vec2f, r: f32, side: f32, turn: vec2f, lean: vec2f, count: f32, share: f32, number: i32, sphere: Sphere) -> vec3f {
  let square = dot(s, s) / (r * r);
  if (square >= 0.985) {
    return vec3f(0.0);
  }
  let z = sqrt(1.0 - square);
  let v = vec3f(s / r, side * z);
  let a = vec3f(v.x, lean.x * v.y - lean.y * v.z, lean.y * v.y + lean.x * v.z);
  let n = vec3f(turn.x * a.x + turn.y * a.z, a.y, turn.x * a.z - turn.y * a.x);
  let m = abs(n);
  let big = max(m.x, max(m.y, m.z));
  let onX = m.x >= big;
  let onY = m.y >= big;
  let flat = vec2f(select(n.x, n.y, onX), select(select(n.y, n.z, onY), n.z, onX)) / big;
  let major = select(select(n.z, n.y, onY), n.x, onX);
  let face = select(select(4, 2, onY), 0, onX) + select(0, 1, major < 0.0);
  let grid = (flat * 0.5 + 0.5) * count;
  let cell = floor(grid);
  let salt = vec2i(sphere.salt + face * 97 + number * 613, face * 31);
  let chance = hash2(vec2i(cell) + salt);
  let at = place(cell, chance, sphere.clock, 0.20);
  let t = (cell + 0.5 + at) * (2.0 / count) - 1.0;
  let w = 1.0 / sqrt(1.0 + dot(t, t));
  let own = fract(chance * 83.0);

  // The particle itself, seen from the front again.
  let sgn = select(1.0, -1.0, major < 0.0);
  let q = w * vec3f(select(t.x, sgn, onX), select(select(t.y, sgn, onY), t.x, onX), select(select(sgn, t.y, onY), t.y, onX));
  let b = vec3f(turn.x * q.x - turn.y * q.z, q.y, turn.y * q.x + turn.x * q.z);
  let c = vec3f(b.x, lean.x * b.y + lean.y * b.z, lean.x * b.z - lean.y * b.y);
  let way = vec2f(-b.z, lean.y * b.x);
  let offset = s - c.xy * r;
  let along = dot(offset, way);
  let long = offset - way * (along * sphere.streak);
  let focus = sphere.size / count * (0.6 + 0.7 * own * own) * (1.0 + 0.3 * c.z);
  let soft = max(focus, sphere.pixel * 1.25);
  var glow = max(0.0, 1.0 - dot(long, long) / (soft * soft * 4.5));
  glow = glow * glow * glow * (focus / soft);
  // Lit from one side, and from within on the far side; the belts of the sphere follow the spectrum.
  let facing = clamp(0.5 + 0.5 * dot(c, sphere.light), 0.0, 1.0);
  let belt = i32(clamp(3.5 + q.y * 3.9, 0.0, 7.0));
  let lit = (0.05 + 1.30 * facing * facing * facing + sphere.inner * max(0.0, 0.16 - 0.22 * c.z)) * (0.70 + 0.9 * frame.spectrum[belt].x);
  // The wind frays the side that the stream leaves by: what the inner shells lack there flies in the outer ones.
  let lee = c.x * sphere.lee + 0.35 * wave1(q.y * 1.3 + 0.5 * q.x) + 0.15;
  let held = select(clamp(1.15 - 0.95 * max(lee, 0.0), 0.0, 1.0), clamp(0.12 + 1.1 * lee, 0.0, 1.0), number > 2);
  let alive = select(0.0, clamp(z * 4.0 - 0.35, 0.0, 1.0), fract(chance * 311.0) < share * held * w * w * w);
  var mesh = 0.0;
  if (sphere.mesh > 0.0) {
    // Straight lines of a face are great circles: the mesh runs from particle to particle, the snare along it.
    let g = grid - cell - 0.5;
    let east = cell + vec2f(select(1.0, -1.0, g.x < at.x), 0.0);
    let north = cell + vec2f(0.0, select(1.0, -1.0, g.y < at.y));
    let ea = place(east, hash2(vec2i(east) + salt), sphere.clock, 0.20) + east - cell - at;
    let na = place(north, hash2(vec2i(north) + salt), sphere.clock, 0.20) + north - cell - at;
    let o = g - at;
    let de = o - ea * clamp(dot(o, ea) / dot(ea, ea), 0.0, 1.0);
    let dn = o - na * clamp(dot(o, na) / dot(na, na), 0.0, 1.0);
    let thin = sphere.pixel * count * 0.62 / (r * max(z, 0.25));
    mesh = max(0.0, 1.0 - sqrt(min(dot(de, de), dot(dn, dn))) / thin) * clamp(z * 3.0 - 0.4, 0.0, 1.0) * (0.25 + lit) * min(1.0, 0.10 / thin);
  }
  return vec3f(glow * lit * alive, mesh * (0.34 + 1.2 * sphere.flash), clamp(own * 1.3 - 0.6 + 0.5 * facing, 0.0, 1.0));
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
  let portrait = clamp(wholeSides().y - 1.0, 0.0, 0.8);

  // The lens swings slowly about the swarm; it leans in as the music builds.
  let roll = 0.14 * sway1(frame.travel * 0.011 + other) * (0.3 + frame.motion) + (third - 0.5) * 0.7 + portrait * 1.1;
  let zoom = 1.0 - 0.12 * frame.lift - 0.10 * frame.drop - 0.06 * frame.sceneProgress;
  let p = rotate(centred(pixel), roll) * zoom;

  // The stream: a band that bends and widens; the sphere stands where it is to one side of the middle.
  let clock = frame.travel * 0.12;
  let home = vec2f((0.16 + 0.14 * other) * select(-1.0, 1.0, third > 0.5) * (1.0 - portrait), 0.05 * sway1(clock * 0.10 + other));
  let far = p - home;
  let bend = (0.20 * wave1(far.x * 0.36 + clock * 0.15 + other) + 0.06 * wave1(far.x * 0.83 - clock * 0.3 + third)) * clamp(abs(far.x) * 2.6, 0.0, 1.0);
  let girth = 0.10 + 0.09 * wave1(p.x * 0.47 - clock * 0.21 + third) * clamp(abs(far.x) * 2.0, 0.0, 1.0) + 0.09 * frame.energy + 0.04 * frame.bass + 0.10 * frame.drop;
  let across = far.y - bend;
  let near = abs(across) / max(girth, 0.05);
  let veil = 1.0 / (1.0 + 2.6 * near * near + 0.8 * near * near * near * near);

  // Kicks are rings of light that leave the sphere, snares bright fronts behind them.
  let radius = (0.215 + 0.025 * frame.energy) * (1.0 + (0.015 + 0.045 * frame.motion) * frame.kick + 0.05 * frame.lift) / (1.0 + 0.10 * portrait);
  let distance = length(far);
  var surge = 0.0;
  var flash = 0.0;
  for (var k = 0; k < 5; k++) {
    let hit = frame.pulses[k];
    let front = abs(distance - radius * 0.6 - hit.x * (0.8 + 0.6 * frame.motion));
    let swell = max(0.0, 1.0 - front * 5.5) * hit.y * clamp(1.25 - hit.x, 0.0, 1.0);
    surge += swell * (1.0 - hit.w);
    flash = max(flash, swell * hit.w);
  }

  let power = 0.35 + 0.6 * frame.energy + 0.6 * frame.drop + 0.2 * frame.lift;
  let within = distance / radius;
  // Air that the sphere lights, thinner outward, with a cloud in it so that the dark is not empty.
  let air = 1.0 / (1.0 + 0.55 * within * within);
  let cloud = noise2(vec2f(p.x * 2.1 - clock * 0.3 + 0.35 * wave1(p.y * 1.1 + third), p.y * 2.8 + 1.2 * bend) + 40.0 * other);
  let glowing = 0.45 + 0.75 * frame.look.w;
  var c = deep * (0.42 + 0.30 * veil) + mix(shadow, body, 0.12 + 0.5 * cloud) * (air * (0.70 + 1.0 * cloud * cloud) * (0.45 + power) * glowing * (0.62 + 0.30 * hitLight() + 0.25 * frame.bass));
  c += mix(shadow, body, cloud) * (cloud * veil * (0.16 + 0.16 * glowing) * power * (1.0 + 0.8 * surge));

  // Along the stream the sparks slide, each depth at its pace; across it they keep their place. Nearer the sphere they are lit by it.
  let streak = select(1.0 + 2.0 * frame.look.z * (0.3 + frame.motion), 1.0, stars);
  let reach = 0.40 + 1.5 * air;
  for (var layer = 0; layer < 3; layer++) {
    let depth = f32(layer);
    let scale = (6.5 + 8.0 * depth) * (0.8 + 0.5 * frame.look.y);
    let pace = 1.9 - 0.5 * depth;
    let grid = vec2f(p.x - clock * pace * 0.55, across * (1.0 + 0.28 * depth)) * scale / vec2f(select(1.0, 1.7, shoal), 1.0) + 31.0 * other + 13.0 * depth;
    let cell = floor(grid);
    let chance = hash2(vec2i(cell) + vec2i(salt, layer * 57));
    let living = veil * (0.60 + 0.6 * frame.energy + 0.4 * frame.drop) + 0.05 * depth - 0.07;
    if (chance < living) {
      let own = fract(chance * 83.0);
      let at = place(cell, chance, clock * 1.3, 0.20);
      let d = (grid - cell - 0.5 - at) * vec2f(1.0 / streak, 1.0);
      let focus = (0.024 + 0.034 * own * own) * (1.0 + 0.35 * surge);
      let soft = max(focus, pixelSize * scale * 1.3);
      var glow = max(0.0, 1.0 - dot(d, d) / (soft * soft * 4.5));
      glow = glow * glow * glow * (focus / soft);
      let twinkle = 0.40 + 0.60 * abs(wave1(own + frame.time * 0.23)) + 2.6 * frame.hat * step(0.62, fract(chance * 19.0 + floor(frame.beat * 2.0) * 0.20));
      let hot = clamp(own * 1.6 - 0.8 + 0.5 * surge, 0.0, 1.0);
      let ink = mix(mix(body, accent, clamp(own * 2.0, 0.0, 1.0)), highlight, hot * hot * 0.55);
      let on = clamp((living - chance) * 8.0, 0.0, 1.0);
      c += ink * (glow * on * twinkle * reach * (1.0 - 0.15 * depth) * (0.40 + 0.75 * power * veil + 1.5 * surge));
    }
  }

  // The sphere: shells that turn about axes of their own, the outer ones thin; the drop blows them apart.
  if (within < 1.9) {
    let s = far / radius;
    let core = 1.0 / (1.0 + 26.0 * within * within);
    c += mix(accent, highlight, 0.55) * (core * core * (0.55 + 0.9 * frame.kick + 0.5 * frame.bass) * power * glowing) + mix(body, accent, 0.5) * (core * 0.40 * power);
    let fine = 0.85 + 0.5 * frame.look.y;
    let to = normalize(vec3f(select(0.62, -0.62, third > 0.5), 0.58, 0.42));
    let stretched = select(0.30 * frame.look.z, 0.62, shoal);
    let sphere = Sphere(to, 0.5 + 0.7 * frame.kick + 0.4 * frame.bass, clock * 1.1, pixelSize * zoom / radius, select(stretched, 0.0, stars), select(0.21, 0.17, shoal), select(0.0, 1.0, stars), max(frame.snare * 0.6, flash), select(-1.0, 1.0, home.x < 0.0), salt);
    for (var k = 0; k < 4; k++) {
      let layer = f32(k);
      let chance = hash1(salt + 17 * k);
      let apart = 1.0 + frame.drop * 0.10 * layer;
      let r = (0.68 + 0.16 * layer + select(0.0, 0.20, k == 3)) * apart;
      if (within < r) {
        let angle = frame.travel * (0.19 - 0.028 * layer) * select(1.0, 0.6, stars) + chance * 6.0;
        let tilt = select(0.35 + 0.5 * (chance - 0.5), 0.25, shoal) + 0.12 * layer;
        let turn = vec2f(cos(angle), sin(angle));
        let lean = vec2f(cos(tilt), sin(tilt));
        let count = floor((13.0 + 3.4 * layer) * fine * select(1.0, 0.55, stars));
        let share = select(1.0, 0.75, k == 3) * (0.62 + 0.45 * frame.energy);
        let meshed = Sphere(sphere.light, sphere.inner, sphere.clock, sphere.pixel, sphere.streak, sphere.size, select(0.0, sphere.mesh, k == 2), sphere.flash, sphere.lee, salt);
        let face = shell(s, r, 1.0, turn, lean, count, share, k, meshed);
        let back = shell(s, r, -1.0, turn, lean, count, share, k, meshed);
        let shine = 1.25 + 0.8 * power + 0.7 * surge + 0.9 * hitLight();
        c += mix(mix(body, accent, clamp(face.z * 2.0, 0.0, 1.0)), highlight, face.z * face.z * 0.8) * (face.x * shine);
        c += mix(body, accent, back.z) * (back.x * 0.55 * shine);
        c += mix(accent, highlight, 0.3) * (face.y + 0.4 * back.y);
      }
    }
  }

  // A few near the lens, out of focus.
  let loose = vec2f(p.x - clock * 1.6, p.y + 0.03 * wave1(p.x * 0.4 + third)) * 2.3 + 9.0 * other;
  let bubble = floor(loose);
  let which = hash2(vec2i(bubble) + vec2i(salt, 901));
  if (which < 0.34) {
    let own = fract(which * 61.0);
    let d = length(loose - bubble - 0.5 - place(bubble, which, clock, 0.22)) / (0.07 + 0.15 * own);
    let disc = smoothstep(0.0, 1.0, (1.0 - d) * 2.6) * (0.7 + 0.3 * d * d);
    c += mix(body, accent, own) * (disc * (0.02 + 0.06 * power * air + 0.05 * frame.hat * step(0.5, own)));
  }
  // Snares: light fronts through the swarm.
  c += mix(accent, highlight, 0.4) * (flash * flash * veil * 0.12);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
