// A printed poster that is set anew with the music: letterforms, stripes, halftone. look: manner (Swiss, op art, halftone), weight, misregistration, ground (dark to paper).

fn cover(d: f32, footprint: f32) -> f32 {
  return clamp(0.5 - d / footprint, 0.0, 1.0);
}

fn box(p: vec2f, half: vec2f) -> f32 {
  let d = abs(p) - half;
  return max(d.x, d.y);
}

// Signed distance to an abstract letter in a square from -1 to 1: stems, bowls and bars that no alphabet owns.
fn letter(p: vec2f, kind: i32, stroke: f32) -> f32 {
  let ring = abs(length(p) - (1.0 - stroke)) - stroke;
  let stem = abs(p.x + 1.0 - stroke) - stroke;
  let tall = abs(p.y) - 1.0;
  if (kind == 0) { return ring; }
  if (kind == 1) { return min(max(stem, tall), max(ring, p.x * -1.0 - 0.02)); }
  if (kind == 2) { return max(ring, p.x - 0.45); }
  if (kind == 3) { return max(min(abs(abs(p.x) - 1.0 + stroke) - stroke, abs(p.x + p.y) * 0.7071 - stroke), max(tall, abs(p.x) - 1.0)); }
  if (kind == 4) {
    let upper = p - vec2f(0.0, 0.5);
    let lower = p + vec2f(0.0, 0.5);
    let half = 0.5 - 0.5 * stroke;
    let a = max(abs(length(upper) - half) - 0.5 * stroke, -max(upper.x, -upper.y));
    let b = max(abs(length(lower) - half) - 0.5 * stroke, -max(-lower.x, lower.y));
    return min(a, b);
  }
  if (kind == 5) { return max(min(min(stem, abs(p.y - 1.0 + stroke) - stroke), max(abs(p.y - 0.05) - stroke * 0.9, p.x - 0.5)), max(tall, abs(p.x) - 1.0)); }
  if (kind == 6) { return max(abs(abs(p.x) - (0.5 - 0.5 * p.y) * 0.93 - 0.0) * 0.88 - stroke * 0.85, tall); }
  return max(box(p, vec2f(1.0, 1.0)), -box(p - vec2f(0.0, 0.3), vec2f(1.0 - 2.0 * stroke, 1.0 - stroke)));
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let salt = i32(frame.seed * 389.0);
  let opArt = frame.look.x > 0.34 && frame.look.x < 0.67;
  let halftone = frame.look.x >= 0.67;
  let pixelSize = pixelSpan();
  let size = wholeSides();
  let wide = select(0.0, 1.0, size.x >= size.y);

  // Every two bars the sheet is set anew; it slides in on the first beat. The lens creeps in, and the drop throws it.
  let page = floor(frame.bar * 0.5 + 0.0001);
  let since = frame.bar * 0.5 - page;
  let index = i32(page) + salt;
  let a = hash1(index * 5);
  let b = hash1(index * 5 + 1);
  let d = hash1(index * 5 + 2);
  let e = hash1(index * 5 + 3);
  let entry = max(0.0, 1.0 - since * 9.0);
  let slide = entry * entry * entry;
  let zoom = 1.0 - 0.05 * since * (0.4 + frame.motion) - 0.07 * frame.lift - 0.12 * frame.drop;
  let tilt = select(0.0, select(-0.30, 0.30, b > 0.5), a > 0.45) + 0.03 * sin(frame.travel * 0.13) * (0.2 + frame.motion);
  let ct = cos(tilt) * zoom;
  let st = sin(tilt) * zoom;
  let q = centred(pixel);
  let p = vec2f(ct * q.x - st * q.y, st * q.x + ct * q.y);
  let foot = pixelSize * zoom * 1.3;
  let tear = frame.snare * (0.012 + 0.05 * frame.motion);

  // Grounds and inks of this page: three inks on one stock.
  let paper = frame.look.w > 0.6;
  let dusk = frame.look.w < 0.3;
  var ground = select(select(body * 0.80, deep * 0.9 + shadow * 0.25, dusk), highlight * 0.60, paper);
  var inkA = select(select(deep * 0.55, body, dusk), deep * 0.7 + shadow * 0.2, paper);
  let inkB = accent * 0.95;
  let inkC = select(highlight * 0.72, body * 0.85, paper);
  if (d > 0.62) {
    let swap = ground;
    ground = select(inkB * 0.62, inkB * 0.80, paper);
    inkA = select(deep * 0.6, deep * 0.7, dusk);
    if (paper) { inkA = swap; }
  }
  let strength = 0.82 + 0.22 * frame.energy;
  // A lamp over the sheet: every hit lights it, and a new sheet comes with a burst of it.
  let lampAt = q - vec2f((a - 0.5) * 0.5 * size.x, 0.34 * size.y);
  let hit = hitLight() / (1.0 + 1.6 * dot(lampAt, lampAt));
  let lean = 0.72 + 0.14 * (q.y / size.y * 2.0) + 0.10 * frame.drop;
  var c = ground * lean;

  // A field of stripes or rings behind: their weights are the spectrum.
  let field = p - vec2f((e - 0.5) * 0.6 * size.x, (b - 0.5) * 0.5 * size.y);
  let angle = floor(e * 4.0) * 0.7854;
  let axis = dot(p, vec2f(cos(angle), sin(angle)));
  if (opArt) {
    // Concentric or straight, bent by the kick: black against colour.
    let radius = length(field);
    let push = 0.05 * frame.kick * sin(radius * 21.0 - frame.pulses[0].x * 20.0) + 0.03 * frame.bass * sin(radius * 9.0 - frame.travel * 0.9);
    let metric = select(axis + 0.09 * sin(field.y * 5.0 + field.x * 3.0 + frame.travel * 0.45), radius, a > 0.4) + push;
    let pitch = mix(0.085, 0.050, frame.look.y);
    let line = abs(fract(metric / pitch - stepped(frame.beat, 0.3) * 0.5) - 0.5) * pitch;
    let band = frame.spectrum[i32(clamp(floor(abs(metric) / pitch), 0.0, 7.0))].y;
    let ink = mix(inkA, inkB, select(0.0, 1.0, fract(floor(metric / pitch - stepped(frame.beat, 0.3) * 0.5) * 0.37 + d) > 0.78));
    c = mix(c, ink * lean, cover(line - pitch * (0.13 + 0.17 * band + 0.05 * frame.kick), foot));
  } else {
    let pitch = 0.125;
    let column = floor(axis / pitch);
    let level = frame.spectrum[i32(abs(column) - floor(abs(column) * 0.125) * 8.0)].z;
    let inBand = abs(axis - (column + 0.5) * pitch) - pitch * (0.06 + 0.42 * level);
    let cross = dot(p, vec2f(-sin(angle), cos(angle))) - (d - 0.5) * 0.5 + slide * 1.5;
    let block = max(inBand, -cross * select(-1.0, 1.0, b > 0.5));
    c = mix(c, mix(inkC, ground, 0.45) * lean, cover(block, foot) * select(0.85, 0.55, halftone));
  }

  // A disc printed in dots: the kick swells it, the dots tell its shading.
  let discAt = vec2f((a - 0.5) * 0.62 * (size.x - 0.35), (e - 0.5) * 0.5 * (size.y - 0.35)) + vec2f(slide * select(-0.7, 0.7, a > 0.5), 0.0);
  let discSize = 0.20 + 0.16 * b + 0.030 * frame.kick + 0.05 * frame.drop;
  let fromDisc = p - discAt;
  let reach = length(fromDisc);
  let disc = reach - discSize;
  if (halftone) {
    let pitch = mix(0.020, 0.034, frame.look.y);
    let r = vec2f(0.866 * p.x + 0.5 * p.y, 0.866 * p.y - 0.5 * p.x) / pitch;
    let cell = floor(r);
    let f = r - cell - 0.5;
    let home = (cell + 0.5) * pitch;
    let at = vec2f(0.866 * home.x - 0.5 * home.y, 0.866 * home.y + 0.5 * home.x) - discAt;
    let round2 = length(at);
    // Lit from one side like a ball, with a cast shadow; rings of the kick pass through the dots.
    let ball = clamp(0.55 - 0.65 * dot(at, vec2f(-0.6, 0.8)) / discSize, 0.06, 1.0) * select(0.0, 1.0, round2 < discSize * 1.25);
    let fall = clamp(0.62 - 0.85 * abs(at.y - 0.35 * at.x + discSize * 0.2) / (0.3 + discSize), 0.0, 0.6) * 0.75;
    var wave = 0.0;
    for (var k = 0; k < 4; k++) {
      let hit = frame.pulses[k];
      wave += max(0.0, 1.0 - abs(round2 - hit.x * (0.9 + 0.6 * frame.motion)) * 7.0) * hit.y * (1.0 - hit.w) * clamp(1.3 - hit.x, 0.0, 1.0);
    }
    let dot2 = length(f) - 0.70 * sqrt(clamp(max(ball, fall) + 0.40 * wave, 0.0, 1.0)) ;
    c = mix(c, mix(inkB, inkA, select(0.0, 1.0, round2 > discSize * 1.25)) * strength, cover(dot2 * pitch, foot) * 0.96);
  } else {
    let half = select(disc, max(disc, dot(fromDisc, vec2f(cos(angle), sin(angle)))), e > 0.55);
    let gradient = clamp(0.80 + 0.5 * fromDisc.y / discSize, 0.3, 1.2);
    c = mix(c, inkB * (gradient * strength + 0.25 * frame.kick), cover(half, foot));
    // Snares print the ring again, out of register.
    let again = abs(length(fromDisc - vec2f(tear * 1.5, -tear)) - discSize * 1.14) - 0.006;
    c = mix(c, inkC, cover(again, foot) * (0.35 + 0.6 * frame.snare));
  }

  // The letter: whole on the sheet, as large as it allows; misprinted by a hair, and torn by the snare.
  let slice = floor(p.y * 9.0);
  let shift = (hash1(i32(slice) + index * 7) - 0.5) * tear * 4.0;
  let letterSize = (0.30 + 0.07 * d) * zoom;
  // Turned by the tilt it needs more room.
  let room = max(0.5 * size * zoom - letterSize * (1.06 + 0.9 * abs(tilt)), vec2f(0.0));
  let letterAt = clamp(-discAt * vec2f(0.58, 0.45) * select(0.7, 1.0, size.x > 1.2), -room, room) + vec2f(0.0, slide * select(-0.8, 0.8, b > 0.5));
  let quarter = floor(e * 3.99);
  var l = (p - letterAt - vec2f(shift, 0.0)) / letterSize;
  if (quarter == 1.0) { l = vec2f(l.y, -l.x); }
  if (quarter == 3.0) { l = vec2f(-l.y, l.x); }
  let kind = i32(a * 7.99);
  let stroke = mix(0.11, 0.27, frame.look.y) + 0.022 * frame.beatPulse;
  let off = vec2f(0.030, -0.022) * (frame.look.z * 1.4 + 1.4 * frame.snare);
  let main = letter(l, kind, stroke) * letterSize;
  let ghost = letter(l + off, kind, stroke) * letterSize;
  let lines = abs(fract((p.x + p.y) * 34.0) - 0.5) / 34.0 * 0.7 - 0.006;
  let under = cover(ghost, foot) * select(1.0, cover(lines, foot), frame.look.z > 0.45);
  c = mix(c, inkC * strength, under * 0.9);
  c = mix(c, inkA + accent * (0.10 * frame.kick), cover(main, foot) * select(0.95, 0.88, opArt));

  // Small type: rows of marks that read as captions; hats set them.
  let column = (p - vec2f(-0.5 * size.x + 0.10 + 0.35 * b * size.x, 0.5 * size.y - 0.11 - 0.5 * e * size.y)) / vec2f(0.011, 0.020);
  if (column.x > 0.0 && column.x < 30.0 && column.y < 0.0 && column.y > -7.0) {
    let row = floor(column.y);
    let mark = floor(column.x);
    let long = 14.0 + 16.0 * hash1(i32(row) + index);
    let glyph = hash2(vec2i(i32(mark), i32(row)) + vec2i(index, 77));
    let inside = box(vec2f(fract(column.x) - 0.45, fract(column.y) - 0.40), vec2f(0.32, 0.14 + 0.14 * glyph)) * 0.011;
    let lit = select(0.0, 1.0, mark < long && glyph > 0.18);
    let glow = frame.hat * step(0.55, fract(glyph * 17.0 + floor(frame.beat * 4.0) * 0.29));
    c = mix(c, mix(inkC, inkB, glow) * (0.9 + 0.9 * glow), cover(inside, foot) * lit);
  }
  // A beam across with the bar: a printer's rule that counts its beats.
  let ruleY = (0.5 - 0.075) * size.y * select(-1.0, 1.0, b > 0.35);
  let ruleX = q.x / size.x + 0.5;
  let beatSlot = fract(frame.bar) * 4.0;
  let slot = ruleX * 4.0;
  let rule = max(abs(q.y - ruleY) - 0.005 - 0.010 * step(floor(slot), beatSlot), abs(fract(slot) - 0.5) / 4.0 * size.x - 0.115 * size.x);
  c = mix(c, mix(inkC, inkB, step(floor(slot), beatSlot)) * (0.85 + 0.5 * frame.beatPulse * select(0.0, 1.0, floor(slot) == floor(beatSlot))), cover(rule, foot));
  // Ink never lies even.
  c = c * (0.90 + 1.0 * hit) + mix(accent, highlight, 0.5) * (0.5 * slide * hit);
  c *= (0.95 + 0.10 * hash2(vec2i(floor(pixel * 0.5))));
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
