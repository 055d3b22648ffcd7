// Drops of liquid metal over a metal pool in a studio of lamps. look: drops, studio, ripples, colour.

// What is the same for the whole picture.
struct Setting {
  shore: f32,
  portrait: f32,
  zoom: f32,
  middle: vec2f,
  light: f32,
  swing: f32,
}

fn setting() -> Setting {
  let salt = i32(frame.seed * 977.0);
  let third = fract(frame.seed * 13.7);
  let portrait = uprightness();
  // A bar is a slow swing round the metal; the lens draws near before a drop.
  let swing = barStep(salt, 1.4) * (0.25 + 0.7 * frame.motion) + 0.2 * sway1(frame.travel * 0.03);
  let zoom = 1.0 - 0.11 * frame.lift + 0.09 * frame.drop - 0.05 * frame.sceneProgress;
  let side = select(-1.0, 1.0, third > 0.5);
  let middle = vec2f(side * mix(0.15, 0.02, portrait) - 0.04 * swing, 0.055);
  let light = 0.42 + 0.48 * frame.energy + 0.35 * frame.lift + 0.40 * frame.drop;
  return Setting(-0.215 - 0.12 * portrait, portrait, zoom, middle, light, swing);
}

// The studio as the metal sees it in a direction: ground, horizon, strip lamps above, and coloured lamps to the sides.
fn studio(direction: vec3f) -> vec3f {
  let s = setting();
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let hard = frame.look.y;
  let tint = 0.25 + 0.75 * frame.look.w;
  let up = direction.y;
  let across = direction.x + 0.35 * s.swing;
  // Sky from horizon to zenith, ground below: the sharp line between them is what makes metal.
  let horizon = clamp((up + 0.16) * (3.0 + 9.0 * hard) + 0.5, 0.0, 1.0);
  let sky = mix(body * 0.85 + highlight * 0.10, frame.palette[1].rgb * 0.45 + frame.palette[0].rgb * 0.5, clamp(up * 1.5, 0.0, 1.0));
  let pool = clamp(1.0 + up * 1.5, 0.0, 1.0);
  let ground = frame.palette[0].rgb * 0.35 + (frame.palette[1].rgb * 0.35 + body * 0.30 + accent * (0.12 * tint)) * (pool * pool * (0.75 + 0.25 * sway1(up * 2.6 + across * 0.4)));
  var c = mix(ground, sky * 0.75, horizon) + highlight * (0.16 * max(0.0, 1.0 - abs(up + 0.13) * 9.0));
  // Strip lamps overhead that the snare fires, and one that walks round with the beat.
  let strips = clamp((0.30 - abs(fract(across * 2.2 + 0.5) - 0.5)) * (5.0 + 14.0 * hard), 0.0, 1.0) * clamp((up - 0.36) * 7.0, 0.0, 1.0) * clamp((0.93 - up) * 9.0, 0.0, 1.0);
  c += mix(highlight, vec3f(0.9), 0.25) * (strips * (0.35 + 1.5 * frame.snare + 0.25 * frame.beatPulse));
  // A large soft lamp on the left, a coloured one on the right: the kick and the bass.
  let left = clamp(1.15 - length(vec2f(across + 0.72, up - 0.22) * vec2f(2.3, 1.5)), 0.0, 1.0);
  let right = clamp(1.20 - length(vec2f(across - 0.78, up - 0.12) * vec2f(2.0, 1.3)), 0.0, 1.0);
  c += highlight * (left * left * (0.75 + 0.9 * frame.kick));
  c += mix(highlight, accent, tint) * (right * right * (0.8 + 0.9 * frame.bass));
  return c * s.light;
}

// Where a drop hangs and how large it is: centre and radius. The same for the whole picture.
fn dropAt(i: i32) -> vec3f {
  let s = setting();
  let chance = hash1(i32(frame.seed * 977.0) + 29 * i + 5);
  let more = fract(chance * 57.0);
  let spread = mix(0.13, 0.30, frame.look.x) * (0.75 + 0.35 * frame.energy + 0.25 * frame.drop);
  let speed = 0.05 + 0.05 * more;
  let phase = f32(i) * 0.19 + chance;
  // They circle and meet the middle again and again; kicks swell them, each on its own hit in turn.
  let away = vec2f(sway1(frame.travel * speed + phase), 0.80 * sway1(frame.travel * speed * 1.31 + phase * 1.7 + 0.25)) * spread * vec2f(1.25 - 0.45 * s.portrait, 0.85 + 0.35 * s.portrait);
  let swell = 1.0 + 0.16 * frame.kick * (0.5 + chance) + 0.10 * frame.spectrum[i][1];
  let size = select(mix(0.040, 0.100, more) * (1.15 - 0.25 * frame.look.x), 0.150, i == 0) * swell;
  return vec3f(s.middle + select(away, away * 0.12, i == 0), size);
}

const drops = 7;

// Height field of the drops at p: sum of their bells, and its slope.
fn metal(p: vec2f) -> vec3f {
  var sum = vec3f(0.0);
  for (var i = 0; i < drops; i++) {
    let drop = dropAt(i);
    let d = p - drop.xy;
    let reach = 1.0 / (2.6 * drop.z * drop.z);
    let t = max(0.0, 1.0 - dot(d, d) * 0.5 * reach);
    let bell = t * t;
    sum += vec3f(bell * t, -3.0 * bell * reach * d);
  }
  return sum;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let s = setting();
  // The camera tracks along the pool, further the more is to move.
  let track = vec2f(0.16 * frame.motion * sway1(frame.travel * 0.05 + frame.seed), 0.0);
  let q = (centred(pixel) + track) * s.zoom;
  let edge = s.zoom / min(frame.resolution.x, frame.resolution.y);
  let rough = frame.look.z;
  let isPool = q.y < s.shore;

  // The pool is a mirror with waves: rings of the kicks and a slow swell.
  var p = q;
  var wave = vec2f(0.0);
  var ring = 0.0;
  let down = max(s.shore - q.y, 0.0);
  if (isPool) {
    let z = 0.13 / (down + 0.045);
    let g = vec2f((q.x - s.middle.x) * z * 2.6, (z - 1.15) * 2.8);
    let r = length(g) + 1e-3;
    for (var j = 0; j < 4; j++) {
      let hit = frame.pulses[j];
      let at = (r - hit.x * 4.2) * 2.2;
      let strength = hit.y * (1.0 - 0.5 * hit.w) * max(0.0, 1.0 - hit.x * 0.8) * max(0.0, 1.0 - abs(at));
      ring += strength * (1.0 - abs(at)) * sway1(at * 0.8 + 0.25);
    }
    let swell = vec2f(sway1(g.y * 0.55 + 0.3 * sway1(g.x * 0.31) - frame.travel * 0.12), sway1(g.x * 0.42 + g.y * 0.2 + frame.travel * 0.09)) * (0.03 + 0.13 * rough) + sway1(g.y * 1.9 + g.x * 0.7 - frame.travel * 0.3) * 0.05 * rough * frame.lowMid;
    wave = swell + g / r * (ring * 0.55);
    p = vec2f(q.x + wave.x * 0.10, 2.0 * s.shore - q.y + wave.y * 0.10);
  }

  // Hall behind: a dark sweep with a soft pool of light at the horizon.
  let away = p - s.middle;
  let glow = 1.0 / (1.0 + 7.0 * dot(away, away));
  let height = p.y - s.shore;
  var c = deep * 0.35 + (shadow * 0.30 + body * 0.16) * (exp2(-height * 4.2) * s.light) + mix(body, accent, 0.4) * (glow * glow * 0.16 * s.light * (1.0 + 0.6 * frame.beatPulse * frame.energy));
  // Tall strip lamps stand in the hall; each has its band of the spectrum.
  let lampX = (p.x + 0.06 * s.swing) * mix(5.5, 7.5, s.portrait) + 40.0;
  let lamp = floor(lampX);
  let bar = clamp((0.055 - abs(lampX - lamp - 0.5)) * 60.0, 0.0, 1.0);
  let level = frame.spectrum[i32(lamp) & 7].z;
  let tall = 0.16 + 0.42 * level * (0.4 + 0.6 * frame.energy);
  let halo = 0.012 / (0.012 + (lampX - lamp - 0.5) * (lampX - lamp - 0.5));
  let stand = clamp((tall - height) * 60.0, 0.0, 1.0) * clamp(height * 90.0, 0.0, 1.0);
  c += mix(body, accent, 0.35 + 0.3 * frame.look.w) * ((bar * 0.55 + halo * 0.10 * exp2(-max(height - tall, 0.0) * 9.0)) * stand * (0.35 + 0.9 * level) * s.light);

  // The metal itself.
  let field = metal(p);
  let level0 = 0.16;
  if (field.x > level0 * 0.7) {
    let slope = length(field.yz) + 1e-4;
    let inside = (field.x - level0) / slope;
    let cover = clamp(inside / (edge * 1.2) + 0.5, 0.0, 1.0);
    if (cover > 0.0) {
      // The height is the root of the field, so that it is round at the rim and flat on top, as a drop is; fine ripples run over it.
      let fill = sqrt(max(field.x - level0, 0.0));
      let turn = sway1(p.x * 1.9 + p.y * 1.1 + frame.travel * 0.11) * sway1(p.y * 2.3 - p.x * 0.7 - frame.travel * 0.14);
      let outward = field.yz * (-0.055 / (fill + 0.03)) + vec2f(turn, 0.6 * turn) * (0.04 + 0.34 * rough);
      let normal = normalize(vec3f(outward, 1.0));
      // Reflection of the line of sight (0, 0, -1).
      let mirror = vec3f(2.0 * normal.z * normal.xy, 2.0 * normal.z * normal.z - 1.0);
      let grazing = 1.0 - normal.z;
      let fresnel = 0.62 + 0.38 * grazing * grazing * grazing;
      let tint = mix(vec3f(0.88), body * 0.6 + highlight * 0.55, 0.20 + 0.55 * frame.look.w);
      var chrome = studio(mirror) * tint * fresnel;
      // Rim light of the hats, on the upper edge.
      let rim = clamp(1.0 - inside * 42.0, 0.0, 1.0) * clamp(normal.y * 1.6 + 0.1, 0.0, 1.0);
      chrome += mix(accent, highlight, 0.5) * (rim * rim * (0.06 + 1.8 * frame.hat) * s.light);
      c = mix(c, chrome, cover);
    }
  }

  if (isPool) {
    // Metal below: what stands above comes back, with the lamps of the studio on the slopes of the waves.
    let slant = clamp(wave.y * 1.7 + wave.x * 0.5, -0.9, 0.9);
    let lamps = studio(vec3f(wave.x * 1.6 + q.x * 0.5, 0.42 + slant, 0.5)) * 0.30;
    let steep = clamp(down * 2.4, 0.0, 1.0);
    c = c * mix(0.72, 0.34, steep) + lamps * mix(0.35, 0.75, steep) * (0.5 + 0.5 * rough + abs(ring)) + mix(body, highlight, 0.6) * (max(ring, 0.0) * 0.40 * s.light);
    c += body * (exp2(-down * 70.0) * 0.10 * s.light);
  }
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
