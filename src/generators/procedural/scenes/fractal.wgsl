// A dive into an Apollonian lattice seen as a plate of gilded bubbles and filigree. look: form (gasket, lace, petals), depth, gilding, night.

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 6.13);
  let third = fract(frame.seed * 27.1);
  let pixelSize = pixelSpan();
  let lace = frame.look.x > 0.34 && frame.look.x < 0.67;
  let petals = frame.look.x >= 0.67;

  // A slow turn about a focus off the middle; each bar nudges it, the build-up and the drop fall towards it.
  let turn = frame.travel * 0.035 * (0.4 + frame.motion) + stepped(frame.bar, 0.2) * 0.10 * (0.3 + frame.motion) + third * TAU;
  let breath = 0.5 + 0.5 * sin(frame.travel * 0.060 + other * TAU);
  let zoom = (0.95 + 0.60 * breath + 0.4 * (1.0 - frame.look.y)) * (1.0 - 0.22 * frame.lift - 0.18 * frame.drop);
  let q = centred(pixel);
  let c0 = cos(turn);
  let s0 = sin(turn);
  let focus = vec2f(0.21 + 0.30 * other, 0.37 - 0.25 * third) + vec2f(cos(frame.travel * 0.021), sin(frame.travel * 0.027)) * 0.16;
  var z = vec2f(c0 * q.x - s0 * q.y, s0 * q.x + c0 * q.y) * zoom + focus;

  // Inversions of a lattice of cells: the kick swells the circle that everything is mirrored in.
  let radius = 1.12 + 0.16 * sin(frame.travel * 0.031 + third * 5.0) + 0.035 * frame.kick + 0.04 * frame.bass + select(0.0, 0.16, lace);
  let twist = select(0.0, 0.42 + 0.2 * third, petals);
  let ct = cos(twist);
  let st = sin(twist);
  let beatPhase = fract(frame.beat * 0.5);
  var scale = zoom;
  var nearPoint = 9.0;
  var nearAxis = 9.0;
  var nearRing = 9.0;
  var fine = 0.0;
  let seen = 1.0 / (pixelSize * 22.0);
  var rank = 0.0;
  var shade2 = vec2f(0.0);
  for (var i = 0; i < 5; i++) {
    z = z - 2.0 * round(z * 0.5);
    if (petals) { z = vec2f(ct * z.x - st * z.y, st * z.x + ct * z.y); }
    let square = dot(z, z) + 1e-4;
    if (square < nearPoint) {
      nearPoint = square;
      rank = f32(i);
      shade2 = z;
    }
    let k = radius / square;
    z *= k;
    scale *= k;
    let pixelScale = 1.0 / scale;
    // What would be finer than a few pixels is left out: its wires would run together.
    let unseen = clamp(1.6 - pixelScale * seen, 0.0, 1.0);
    nearAxis = min(nearAxis, min(abs(z.x), abs(z.y)) * pixelScale + unseen);
    nearRing = min(nearRing, abs(square * k * k - 1.0) * 0.5 * pixelScale + unseen);
    fine = max(fine, unseen);
  }

  // Depth of the relief: bubbles bulge, the filigree between them lies deep.
  let bubble = sqrt(nearPoint);
  let wide = pixelSize * 1.3;
  let dome = clamp(1.0 - nearPoint * 0.95, 0.0, 1.0);
  let lightAt = vec2f(cos(frame.travel * 0.09 + other * 6.0), sin(frame.travel * 0.09 + other * 6.0));
  let facing = clamp(0.5 + 0.62 * dot(shade2, lightAt), 0.0, 1.0);
  // To and fro, so that no colour ever jumps.
  let tone = abs(fract(rank * 0.145 + 0.5 * other + 0.022 * frame.beat) * 2.0 - 1.0);
  let level = frame.spectrum[i32(clamp(rank * 1.6 + bubble * 2.0, 0.0, 7.0))].y;

  var base = mix(shadow, body, clamp(tone * 2.2, 0.0, 1.0));
  base = mix(base, accent, clamp(tone * 2.4 - 1.25, 0.0, 1.0));
  let centre = q - vec2f((other - 0.5) * 0.3, (third - 0.5) * 0.3);
  let pool = 1.0 / (1.0 + 2.6 * dot(centre, centre));
  let hit = hitLight();
  let power = (0.30 + 0.45 * hit * pool + 0.55 * frame.energy + 0.45 * frame.drop + 0.25 * frame.lift) * (0.25 + 1.0 * pool) * mix(1.0, 0.70, frame.look.w);
  var c = base * (dome * (0.16 + 0.90 * facing * facing) * power * (0.60 + 1.1 * level));
  // Every bubble carries rings within; a kick sends one outwards from its heart.
  let grain = abs(fract(bubble * (5.0 + 3.0 * frame.look.y) - beatPhase * 1.0) - 0.5);
  c *= 0.72 + 0.56 * smoothstep(0.12, 0.30, grain);
  var wave = 0.0;
  for (var k = 0; k < 3; k++) {
    let hit = frame.pulses[k];
    wave = max(wave, max(0.0, 1.0 - abs(bubble - hit.x * 1.5) * 8.0) * hit.y * (1.0 - hit.w) * clamp(1.2 - hit.x * 1.4, 0.0, 1.0));
  }
  c += mix(accent, highlight, 0.35) * (wave * wave * dome * (0.35 + 0.5 * power));
  // Wet light on the domes.
  let gloss = shade2 - lightAt * 0.42;
  let shine = max(0.0, 1.0 - dot(gloss, gloss) * 9.0);
  c += highlight * (shine * shine * shine * power * (0.30 + 0.5 * frame.look.z) * (1.0 - 0.75 * fine));
  // Filigree: wires as wide as they can be seen, gilded; snares run along them, hats spark where they cross.
  let gold = mix(accent, highlight, 0.10 + 0.40 * frame.look.z);
  let thick = wide * (0.55 + 0.75 * frame.look.z);
  let ring = clamp(1.4 - nearRing / thick, 0.0, 1.0);
  let axis = clamp(1.3 - nearAxis / thick, 0.0, 1.0) * select(0.55, 1.0, lace);
  let halo = thick * 5.0 / (thick * 5.0 + nearRing * (1.0 + 60.0 * nearRing));
  let run = 0.30 + 0.75 * frame.energy * pool + 2.2 * frame.snare * (0.3 + 0.7 * abs(fract(rank * 0.31 + q.x + frame.beat) - 0.5));
  c = mix(c, gold * (power * run * (0.55 + 0.6 * facing)), max(ring, axis * 0.75));
  // Where it is too fine to see, gold dust.
  c = mix(c, (base * 1.35 + accent * 0.10) * (power * (0.18 + 0.95 * dome * facing)), 0.75 * fine * fine);
  c += gold * (halo * halo * 0.10 * run * power) + highlight * (ring * axis * 3.0 * frame.hat);
  // The deep between: the night of the palette, with the glow of what lies beneath.
  let abyss = clamp(nearPoint * 1.1 - 0.45, 0.0, 1.0);
  c += mix(deep * 0.6, body, 0.14 + 0.25 * frame.bass * (1.0 - frame.look.w)) * (abyss * 0.5 * power) + deep * 0.18;
  // The far corners sink away.
  c *= 0.35 + 0.65 * clamp(1.5 - dot(q, q) * 1.6, 0.0, 1.0);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
