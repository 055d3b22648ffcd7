// A kaleidoscope of cut glass: one wedge of shards, mirrored about the centre. look: mirrors, stained glass to jewels, petals, depth.

// One layer of glass: a lattice of shards, each cut again by its own chance. Returns tone, distance to the lead, facet light.
fn glass(p: vec2f, salt: i32) -> vec3f {
  let skewed = vec2f(p.x + p.y * 0.57735, p.y * 1.1547);
  let cell = floor(skewed);
  let f = skewed - cell;
  let upper = f.x + f.y > 1.0;
  let side = select(f, vec2f(1.0) - f, upper);
  let id = vec2i(cell) * 2 + vec2i(select(0, 1, upper), salt);
  let chance = hash2(id);
  let third = 1.0 - side.x - side.y;
  // Barycentric coordinates: the smallest tells the lead, which of them is largest the facet.
  let lead = min(min(side.x, side.y), third);
  let pick = fract(chance * 37.0);
  let cut = select(side.x - side.y, side.y - third, pick > 0.5);
  let facet = select(0.62, 1.0, cut > 0.0) * select(1.0, 0.78, side.x > third);
  let inner = select(lead, min(lead, abs(cut) * 0.5), chance > 0.35);
  return vec3f(fract(chance * 7.0 + select(0.0, 0.37, cut > 0.0 && chance > 0.35)), inner, facet);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 5.31);
  let third = fract(frame.seed * 19.7);
  let salt = i32(frame.seed * 613.0);
  let mirrors = 3.0 + floor(frame.look.x * 4.99);
  let jewel = frame.look.y;
  let size = frame.resolution / min(frame.resolution.x, frame.resolution.y);
  let pixelSize = pixelSpan();

  // The tube wanders slowly off the middle and leans in before a drop.
  let wander = vec2f(wave1(frame.travel * 0.017 + other), wave1(frame.travel * 0.013 + third)) * (0.03 + 0.05 * frame.motion);
  let zoom = 1.0 - 0.12 * frame.lift - 0.10 * frame.drop;
  let q = (centred(pixel) - wander * size) * zoom;
  let radius = length(q);
  let around = atan2(q.y, q.x) * (1.0 / TAU);
  // A bar turns the tube by one mirror; the swing ends on the beat.
  let turned = around * mirrors + stepped(frame.bar, 0.18) * 0.5 + frame.travel * 0.03 * (0.3 + frame.motion);
  let sector = turned - floor(turned);
  let fold = 0.5 - abs(sector - 0.5);
  let angle = fold * (TAU / mirrors);
  let w = vec2f(cos(angle), sin(angle)) * radius;

  // Petals bend the wedge; the bass opens them.
  let petals = 0.5 + 0.5 * cos(fold * TAU);
  let bloom = radius * (1.0 - (0.10 + 0.22 * frame.look.z) * petals) * (1.0 - 0.10 * frame.bass);
  // Kicks run outwards as a bulge in the glass.
  var bulge = 0.0;
  var ring = 0.0;
  for (var k = 0; k < 4; k++) {
    let hit = frame.pulses[k];
    let d = bloom - 0.05 - hit.x * (0.75 + 0.5 * frame.motion);
    let near = max(0.0, 1.0 - abs(d) * 9.0) * hit.y * clamp(1.2 - hit.x, 0.0, 1.0);
    bulge += near * (1.0 - hit.w);
    ring = max(ring, near * near * hit.w);
  }

  let spin = frame.travel * 0.045 + third * TAU;
  let cs = cos(spin);
  let sn = sin(spin);
  let slide = vec2f(frame.travel * 0.15, frame.travel * 0.05 + stepped(frame.beat, 0.3) * 0.06 * (0.3 + 1.1 * frame.motion)) + 20.0 * other;
  let pushed = w * (1.0 - 0.16 * bulge);
  let scale = 3.1 + 2.2 * jewel + 1.2 * (1.0 - frame.look.w);
  let near = vec2f(cs * pushed.x - sn * pushed.y, sn * pushed.x + cs * pushed.y) * scale + slide;
  let first = glass(near, salt);
  // The second glass lies behind, seen through the first one's facets as through a prism.
  let back = vec2f(cs * pushed.x + sn * pushed.y, cs * pushed.y - sn * pushed.x) * (scale * (0.38 + 0.16 * frame.look.w)) - slide * 0.6 + (first.z - 0.8) * 0.25;
  let second = glass(back, salt + 71);

  // Rings of the rose: the heart, the petals, the dark rim.
  let heart = 1.0 / (1.0 + 30.0 * bloom * bloom);
  let zone = bloom * 4.2;
  let rosette = abs(fract(zone) - 0.5);
  let light = (0.22 + 1.35 * hitLight() + 0.42 * frame.energy + 0.5 * frame.drop + 0.25 * frame.lift) * (0.50 + 0.9 * heart);
  let level = frame.spectrum[i32(first.x * 7.99)].x;
  var tint = mix(body, accent, clamp(second.x * 2.6 - 0.9, 0.0, 1.0));
  if (first.x < 0.30) { tint = mix(shadow * 1.3, tint, 0.35); }
  if (first.x > 0.93) { tint = mix(tint, highlight, 0.65); }
  let lit = first.z * second.z * (0.35 + 0.65 * fract(first.x * 11.0)) * (0.90 + 0.28 * level);
  var c = tint * (lit * light * (1.0 + 0.9 * bulge));
  c += accent * (heart * heart * (0.16 + 0.7 * frame.kick * frame.energy));
  // Leads between the shards, or bright bevels where it is jewels.
  let sharp = 1.0 / (pixelSize * zoom * scale * 1.6);
  let lead = clamp((first.y - 0.012) * sharp, 0.0, 1.0);
  let seam = clamp((second.y - 0.010) * sharp * 0.5, 0.0, 1.0);
  let bevel = max(0.0, 1.0 - first.y * 16.0);
  c = c * (0.55 + 0.45 * seam) + mix(accent, highlight, 0.5) * (bevel * bevel * jewel * light * (0.22 + 0.5 * first.z) * (0.4 + 1.2 * ring + bulge));
  c = mix(deep * 0.35, c, lead);
  // The mirrors' joints and the rings of the rose are drawn in light; the snare runs out along them.
  let joint = min(fold, 0.5 - fold) * (TAU / mirrors) * radius;
  let wire = max(clamp(1.4 - joint / (pixelSize * 1.3), 0.0, 1.0) * 0.5, clamp(1.5 - abs(rosette - 0.36) / (pixelSize * 3.2), 0.0, 1.0) * petals);
  c += mix(accent, highlight, 0.6) * (wire * (0.06 + 0.30 * frame.energy * heart + 2.4 * ring));
  // Hats strike single shards.
  let struck = step(0.86, fract(first.x * 23.0 + floor(frame.beat * 4.0) * 0.317));
  c += highlight * (struck * first.z * lead * 1.3 * frame.hat * (0.25 + 0.75 * frame.energy));
  // The tube's rim closes the picture.
  let rim = clamp(1.34 - radius * (1.2 - 0.45 * clamp(max(size.x, size.y) - 1.0, 0.0, 1.0)), 0.0, 1.0);
  c = c * (0.10 + 0.90 * rim * rim) + shadow * (0.05 * (1.0 - rim));
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
