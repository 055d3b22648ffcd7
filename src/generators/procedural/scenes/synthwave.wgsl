// A striped sun over a grid whose hills are the music. look: hills, stars, sun, mist.

// Height of the terrain: flat road in the middle, ridges of the spectrum to both sides.
fn hillAt(p: vec2f, detail: f32) -> f32 {
  let aside = abs(p.x) - 1.1;
  let rise = clamp(aside * 0.33, 0.0, 1.4);
  let bin = clamp(aside * 0.85, 0.0, 6.99);
  let left = i32(bin);
  let level = mix(frame.spectrum[left].y, frame.spectrum[left + 1].y, fract(bin));
  let rough = noise2(p * vec2f(0.85, 0.6) + frame.seed * 50.0);
  return rise * (rough * (0.5 + 1.3 * frame.look.x) + detail * level * 1.1 * rough);
}

fn shade(pixel: vec2f) -> vec4f {
  let q = centred(pixel);
  let portrait = uprightness();
  let roll = rotate(q, 0.035 * sin(frame.travel * 0.17 + frame.seed * 8.0));
  let horizon = 0.02 + 0.10 * portrait + 0.015 * sin(frame.travel * 0.11);
  let p = roll - vec2f(0.03 * sin(frame.travel * 0.07), horizon);
  let pixelSize = 1.5 * pixelSpan();

  // Sky.
  let up = max(p.y, 0.0);
  var c = mix(frame.palette[2].rgb * 0.55 + frame.palette[3].rgb * 0.16 * (0.6 + frame.energy), frame.palette[1].rgb * 0.55, smoothstep(0.0, 0.22, up));
  c = mix(c, frame.palette[0].rgb * 0.5, smoothstep(0.12, 0.55, up));

  // Stars; hats make them flicker.
  let grid = q * 44.0;
  let cell = floor(grid);
  let chance = hash2(vec2i(cell));
  if (chance > 0.985 - 0.10 * frame.look.y) {
    let place = vec2f(fract(chance * 133.0), fract(chance * 717.0)) * 0.6 + 0.2;
    let shine = smoothstep(0.10, 0.0, length(grid - cell - place)) * smoothstep(0.04, 0.3, up);
    c += (frame.palette[4].rgb * 0.7 + 0.2) * shine * (0.35 + 0.5 * fract(chance * 57.0) + 1.8 * frame.hat * step(0.5, fract(chance * 971.0)));
  }

  // The sun: gradient disc, cut by bands that sink with the music's clock and open with the bass.
  let sunSize = (0.17 + 0.10 * frame.look.z) * (1.0 + 0.05 * frame.kick + 0.10 * frame.drop + 0.05 * frame.lift);
  let sun = p - vec2f(0.0, sunSize * (0.62 + 0.10 * frame.energy));
  let radius = length(sun);
  let disc = smoothstep(sunSize + pixelSize, sunSize - pixelSize, radius);
  let high = clamp(sun.y / sunSize * 0.5 + 0.5, 0.0, 1.0);
  let stripe = fract(high * 9.0 + frame.travel * 0.10);
  let gap = (1.0 - high * 1.35) * (0.34 + 0.30 * frame.bass);
  let open = smoothstep(gap - 0.05, gap + 0.05, abs(stripe - 0.5) * 2.0);
  let sunColour = mix(frame.palette[3].rgb * 1.1, frame.palette[4].rgb * 0.95, high * high);
  c = mix(c, sunColour * (1.0 + 0.5 * frame.beatPulse * frame.energy), disc * mix(open, 1.0, step(0.74, high)));
  c += frame.palette[3].rgb * (exp2(-max(radius - sunSize, 0.0) * 9.0) * (0.16 + 0.16 * frame.kick + 0.2 * frame.lift));

  // Hits run round the sun as thin rings.
  for (var i = 0; i < 2; i++) {
    let pulse = frame.pulses[i];
    let ring = radius - sunSize - pulse.x * 0.55;
    c += mix(frame.palette[3].rgb, frame.palette[4].rgb, pulse.w) * (exp2(-ring * ring * 40000.0 / (1.0 + pulse.x * 9.0)) * pulse.y * exp2(-pulse.x * 4.2) * 0.3 * smoothstep(-0.02, 0.03, p.y));
  }

  // A far range in outline.
  let range = 0.018 + 0.075 * noise2(vec2f(q.x * 3.6 + frame.seed * 70.0 + frame.travel * 0.01, 2.0)) * smoothstep(0.02, 0.30, abs(q.x)) + 0.022 * noise2(vec2f(q.x * 13.0 + frame.seed * 31.0, 9.0));
  let behind = smoothstep(range + pixelSize, range - pixelSize, p.y);
  let outline = smoothstep(pixelSize * 2.2, 0.0, abs(p.y - range));
  c = mix(c, frame.palette[0].rgb * 0.6 + frame.palette[1].rgb * 0.14, behind * step(0.0, p.y));
  c += frame.palette[3].rgb * outline * (0.25 + 0.8 * frame.snare) * step(0.0, p.y);

  // The ground: march the height field in a few widening steps, then draw the grid on it.
  var depth = 0.0;
  let camera = 0.62 + 0.25 * fract(frame.seed * 5.7) - 0.10 * frame.energy;
  let ray = vec3f(roll.x, roll.y - horizon, 0.95);
  if (ray.y < 0.10) {
    let forward = frame.travel * 2.3;
    let sway = 0.30 * sin(frame.travel * 0.21 + frame.seed * 4.0);
    // The road is a plane; beside it the height field starts where the ray leaves the road.
    let plane = select(60.0, camera / max(-ray.y, 1e-4), ray.y < -0.004);
    let edge = (1.1 - sway * sign(ray.x)) / max(abs(ray.x), 1e-4);
    var t = min(plane, 60.0);
    var hit = select(0.0, 1.0, ray.y < -0.004);
    if (edge < t) {
      hit = 0.0;
      t = max(edge, 1.0);
      var last = t;
      var gap = camera + ray.y * t;
      for (var i = 0; i < 13; i++) {
        let at = ray * t;
        let clear = camera + at.y - hillAt(vec2f(at.x + sway, at.z + forward), 1.0);
        if (clear < 0.0) {
          // The surface lies where the two clearances say, by a straight line between them.
          t = mix(last, t, gap / (gap - clear));
          hit = 1.0;
          break;
        }
        gap = clear;
        last = t;
        t = t * 1.13 + 0.16;
      }
      if (hit > 0.5) {
        // Once more from the side it came from.
        let at = ray * t;
        let clear = camera + at.y - hillAt(vec2f(at.x + sway, at.z + forward), 1.0);
        t = t + (t - last) * clamp(clear / max(gap - clear, 1e-3), -0.6, 0.6);
      }
    }
    if (hit > 0.5) {
      depth = t;
      let at = vec3f(ray.x * t + sway, camera + ray.y * t, ray.z * t + forward);
      let width = t * pixelSize;
      // Lines as wide as what a pixel covers of the ground at least, fading where they would run together.
      let cellPlace = abs(fract(at.xz * vec2f(1.0, 0.8)) - 0.5);
      let covered = vec2f(width * 0.8, width * (0.35 + 0.55 * t / (camera + 0.3 * at.y)));
      let wide = vec2f(0.012) + covered;
      let lines = clamp((wide - (vec2f(0.5) - cellPlace)) / covered, vec2f(0.0), vec2f(1.0));
      let fade = exp2(-t * 0.105);
      let line = max(lines.x, lines.y) * clamp(0.40 / (wide.x + wide.y), 0.0, 1.0);
      let level = clamp(at.y * 1.1, 0.0, 1.0);
      var ground = frame.palette[0].rgb * 0.30 + frame.palette[1].rgb * (0.05 + 0.20 * level);
      let lineColour = mix(frame.palette[3].rgb, frame.palette[4].rgb, level * 0.8);
      // A wave of light leaves the viewer on each beat.
      let front = t - fract(frame.beat) * 16.0;
      let wave = exp2(-front * front * 0.5) * frame.energy;
      ground += lineColour * line * (0.40 + 0.75 * frame.energy * level + 1.6 * wave + 0.4 * frame.kick);
      // The road mirrors the sun.
      let glow = exp2(-abs(ray.x) * 14.0) * smoothstep(0.0, -0.05, ray.y) * exp2(ray.y * 9.0);
      ground += sunColour * glow * (0.22 + 0.15 * frame.beatPulse);
      let haze = frame.palette[2].rgb * 0.40 + frame.palette[3].rgb * (0.10 + 0.12 * frame.energy);
      c = mix(haze * (0.6 + 0.4 * frame.look.w), ground, fade);
    }
  }
  c += frame.palette[3].rgb * (exp2(-abs(p.y) * (46.0 - 22.0 * frame.look.w)) * (0.10 + 0.22 * frame.energy + 0.35 * frame.drop));
  return vec4f(max(c, vec3f(0.0)), depth);
}

fn flow(pixel: vec2f, depth: f32) -> vec2f {
  let speed = 2.3 * (0.35 + 1.3 * frame.motion) * (0.3 + 0.9 * frame.loudness) / 24.0;
  return select(vec2f(0.0), (pixel - frame.resolution * vec2f(0.5, 0.47)) * speed / max(depth, 0.8), depth > 0.0);
}
