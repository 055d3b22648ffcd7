// Pulsing graphic geometry: a poster of square modules that turn on the beat, and over it a folded, nested polygon.
// look.x sides of the polygon (triangle to circle), look.y size of the modules, look.z tilt of the board, look.w outline to solid.

// The `index`-th of the 32 bands.
fn band(index: i32) -> f32 {
  let i = clamp(index, 0, 31);
  let four = frame.spectrum[i >> 2u];
  let k = i & 3;
  return select(select(four.x, four.y, k == 1), select(four.z, four.w, k == 3), k >= 2);
}

// Coverage of a shape whose signed distance is d, for an edge as wide as the pixel.
fn cover(d: f32, footprint: f32) -> f32 {
  return clamp(0.5 - d / footprint, 0.0, 1.0);
}

// One module of the board: colour over `ground`. q is in picture units.
fn tile(q: vec2f, size: f32, footprint: f32, ground: vec3f, beat: f32, phrase: i32, density: f32, light: f32) -> vec3f {
  let grid = q / size;
  var cell = floor(grid);
  var local = grid - cell;
  var scale = size;
  let split = hash3(vec3i(vec2i(cell), 7 + phrase));
  var id = vec2i(cell) * 2;
  if (split < 0.42) {
    let quarter = floor(local * 2.0);
    local = local * 2.0 - quarter;
    id = id + vec2i(quarter) + vec2i(301, 77);
    scale = size * 0.5;
  }
  let e = footprint / scale;
  let pick = hash3(vec3i(id, phrase));
  let kind = hash3(vec3i(id, 31 + phrase));
  let tone = fract(kind * 13.7 + pick * 5.3);
  // Every module turns a quarter once a bar, on a beat of its own.
  let turn = stepped(beat * 0.25 + floor(kind * 37.0) * 0.25, 0.12);
  let angle = turn * 1.5707963;
  let s = sin(angle);
  let c = cos(angle);
  let m = local - 0.5;
  let t = vec2f(c * m.x - s * m.y, s * m.x + c * m.y);
  let corner = t + 0.5;
  let reach = length(corner);
  let level = band(i32(tone * 31.0));
  var d = reach - 1.0;
  if (kind < 0.16) {
    d = max(length(m) - 0.5, t.y);
  } else if (kind < 0.30) {
    // Three arcs about one corner.
    d = (abs(fract(reach * 3.0 - 0.5) - 0.5) - 0.25) / 3.0;
    d = max(d, reach - 1.0);
  } else if (kind < 0.42) {
    d = length(m) - 0.16 - 0.26 * level;
  } else if (kind < 0.56) {
    // Bars that stand as high as their bands.
    let column = floor(local.x * 4.0);
    let height = 0.08 + 0.92 * band(i32(column) + (i32(tone * 7.0) * 4));
    d = max((abs(fract(local.x * 4.0) - 0.5) - 0.32) * 0.25, local.y - height);
  } else if (kind < 0.68) {
    d = (t.x + t.y) * 0.7071;
  } else if (kind < 0.78) {
    d = min(max(abs(t.x) - 0.07, abs(t.y) - 0.3), max(abs(t.y) - 0.07, abs(t.x) - 0.3));
  }
  let fill = cover(d, e) * select(0.0, 1.0, pick < density);
  // Tone by chance: mostly shadow and body, seldom accent.
  var ink = frame.palette[1].rgb * 1.25;
  if (tone > 0.52) { ink = frame.palette[2].rgb; }
  if (tone > 0.80) { ink = frame.palette[3].rgb * light; }
  if (tone > 0.945) { ink = frame.palette[4].rgb * (0.35 + 1.1 * frame.hat); }
  let inset = 0.5 - max(abs(m.x), abs(m.y));
  let rim = clamp((inset - 0.012) / e, 0.0, 1.0);
  let shade = 0.72 + 0.28 * (t.x - t.y) * 0.7 + 0.25 * level;
  return mix(ground, ink * shade, fill * rim);
}

fn shade(pixel: vec2f) -> vec4f {
  let footprint = 1.3 / min(frame.resolution.x, frame.resolution.y);
  let p = centred(pixel);
  let wide = frame.resolution / min(frame.resolution.x, frame.resolution.y);
  let chance = fract(frame.seed * 17.31);
  let chance2 = fract(frame.seed * 71.7);
  let solid = frame.look.w;

  // The board: tilted, gliding on, and shifted one module each bar.
  let tilt = (frame.look.z - 0.5) * 1.1 + select(-0.12, 0.12, chance > 0.5) + 0.04 * frame.lift;
  let size = mix(0.34, 0.17, frame.look.y);
  let zoom = 1.0 - 0.035 * frame.kick * (0.4 + frame.motion) + 0.10 * frame.drop + 0.08 * frame.lift;
  let heading = vec2f(cos(chance * TAU), sin(chance * TAU));
  let glide = heading * frame.travel * 0.02 + vec2f(0.0, stepped(frame.bar, 0.07) * size * 0.5) + frame.seed * 40.0;
  let ct = cos(tilt) * zoom;
  let st = sin(tilt) * zoom;
  let board = vec2f(ct * p.x - st * p.y, st * p.x + ct * p.y) + glide;
  let phrase = i32(floor(frame.bar * 0.25 + 0.001)) + i32(frame.seed * 97.0);
  let density = 0.26 + 0.55 * frame.energy - 0.2 * frame.lift + 0.2 * frame.drop;
  let light = 0.55 + 0.5 * frame.energy + 0.7 * frame.snare;

  // Where the hero stands.
  let off = vec2f((chance - 0.5) * 0.5 * (wide.x - 1.0), (chance2 - 0.5) * 0.5 * (wide.y - 1.0));
  let h = p - off;
  let radius = length(h);
  let hero = 0.335 + 0.028 * frame.kick + 0.03 * frame.drop - 0.03 * frame.lift;

  var c = mix(frame.palette[0].rgb, frame.palette[1].rgb, 0.16 * (1.0 - radius));
  if (radius > hero * 0.55) {
    c = tile(board, size, footprint * zoom, c, frame.beat, phrase, density, light);
    // The board falls into dark away from the hero, and the hero throws a shadow on it.
    let away = max(radius - 0.30, 0.0);
    c = c * (0.78 + 0.3 * frame.energy) / (1.0 + 1.9 * away * away);
    let shadowed = length(h - vec2f(0.035, -0.05)) - hero;
    c = c * (0.13 + 0.87 * smoothstep(-0.05, 0.20, shadowed));
  }

  // Hits: thin rings run out from the hero, kicks in the accent, snares in the highlight.
  for (var i = 0; i < 8; i++) {
    let hit = frame.pulses[i];
    let grown = hero + (0.06 + hit.x * 0.75) * (0.6 + 0.5 * frame.motion);
    let width = 0.0022 + 0.006 * (1.0 - hit.w) * hit.y;
    let fade = max(1.0 - hit.x * 1.3, 0.0) * hit.y;
    let ring = cover(abs(radius - grown) - width, footprint) * fade * fade;
    c = c + mix(frame.palette[3].rgb, frame.palette[4].rgb, hit.w) * ring * 0.9;
  }

  let around = atan2(h.y, h.x);
  if (radius < hero * 1.5) {
    // Spectrum: 64 ticks about the hero, mirrored left and right.
    let sector = (around / TAU + 0.25) * 64.0;
    let slot = floor(sector);
    let mirrored = select(slot, 63.0 - slot, slot > 31.5);
    let level = band(i32(select(mirrored, mirrored + 64.0, mirrored < 0.0)));
    let across = (abs(sector - slot - 0.5) - 0.22) * radius * (TAU / 64.0);
    let start = hero * 1.09;
    let tick = max(across, max(start - radius, radius - start - 0.012 - 0.10 * level));
    c = mix(c, mix(frame.palette[3].rgb, frame.palette[4].rgb, level) * (0.5 + 0.9 * level), cover(tick, footprint) * 0.92);
  }

  // Drop: wedges of light behind the hero.
  if (frame.drop > 0.02) {
    let wedge = (abs(fract(around / TAU * 12.0 + frame.travel * 0.07) - 0.5) - 0.25) * radius * (TAU / 12.0);
    let reach = cover(radius - hero - 1.3 * (1.0 - frame.drop) - 0.12, 0.05) * cover(hero - radius, footprint);
    c = mix(c, frame.palette[3].rgb * (0.4 + 0.8 * frame.drop), cover(wedge, footprint) * reach * min(frame.drop * 1.6, 0.85));
  }

  // The hero: nested polygons, each turned against the one without, each face lit by the way it leans.
  if (radius < hero * 1.06) {
    let sides = 3.0 + floor(frame.look.x * 5.99 * 0.999) + select(0.0, 1.0, chance2 > 0.6 && frame.look.x < 0.9);
    let segment = TAU / sides;
    let swing = stepped(frame.beat, 0.35) * segment * 0.25 + frame.travel * 0.05;
    let twist = segment * (0.10 + 0.22 * (0.5 + 0.5 * sin(frame.travel * 0.35 + chance * 6.0)) * (0.4 + frame.motion)) + segment * 0.5 * frame.lift;
    let lamp = 2.2 + frame.travel * 0.11;
    let shrink = 0.80 - 0.05 * frame.snare;
    var outer = hero;
    var turned = swing;
    var bass = frame.bass;
    for (var k = 0; k < 8; k++) {
      if (radius > outer * 1.04) { break; }
      let a = around + turned;
      let face = round(a / segment);
      let leaf = a - face * segment;
      let apothem = outer * mix(cos(segment * 0.5), 1.0, 0.18);
      let side = max(radius * cos(leaf) - apothem, radius - outer);
      let lean = 0.5 + 0.5 * cos(face * segment - turned - lamp);
      var ink = frame.palette[0].rgb * 0.6 + frame.palette[1].rgb * 0.25;
      let rank = k % 4;
      if (rank == 1) { ink = frame.palette[2].rgb * (0.5 + 0.8 * bass); }
      if (rank == 2) { ink = frame.palette[1].rgb; }
      if (rank == 3) { ink = frame.palette[3].rgb * (0.55 + 0.75 * frame.kick); }
      let body = ink * (0.30 + 0.95 * lean * lean);
      let edge = mix(frame.palette[3].rgb, frame.palette[4].rgb, lean) * (0.25 + 0.8 * lean + 0.6 * frame.beatPulse * frame.energy);
      let stroke = cover(abs(side + 0.0022) - 0.0012 - 0.0012 * (1.0 - solid), footprint);
      let inside = cover(side, footprint);
      // What lies beneath the next polygon's rim is in its shadow.
      let under = 1.0 - 0.65 * (1.0 - smoothstep(0.0, 0.03, side)) * select(0.0, 1.0, k > 0);
      c = mix(c * under, body * mix(0.35, 1.0, solid), inside);
      c = mix(c, edge, stroke * select(0.55, 1.0, rank == 3));
      outer *= shrink;
      turned = -turned * 0.86 + twist * f32(k + 1);
    }
    // The core flares on the beat.
    let core = hero * (0.05 + 0.045 * frame.beatPulse);
    c = mix(c, frame.palette[4].rgb * (0.8 + 1.8 * frame.kick), cover(radius - core, footprint));
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
