// Open sea before a low sun or moon, a headland with a lighthouse. look: swell, clouds, night, lighthouse.

// Light of the sky without clouds, where x and y are slopes of the line of sight and sun is the disc's place.
fn skyLight(at: vec2f, sun: vec2f, night: f32, light: f32) -> vec3f {
  let up = max(at.y, 0.0);
  let away = at - sun;
  let near = 1.0 / (1.0 + dot(away, away) * vec2f(9.0, 70.0));
  let warm = mix(frame.palette[3].rgb, frame.palette[4].rgb, 0.15 + 0.6 * night);
  let low = exp2(-up * 7.0);
  let base = frame.palette[0].rgb * 0.45 + frame.palette[1].rgb * (0.20 + 0.45 * low * (1.0 - 0.5 * night));
  let band = mix(frame.palette[2].rgb, frame.palette[3].rgb, 0.5 * low) * (low * (0.55 - 0.42 * night));
  return base + (band + warm * (near.x * low * (0.42 - 0.20 * night) + near.y * (0.40 - 0.1 * night))) * light;
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;

  let other = fract(frame.seed * 7.73);
  let third = fract(frame.seed * 19.1);
  let smallSide = min(frame.resolution.x, frame.resolution.y);
  let portrait = uprightness();
  let night = frame.look.z;
  let clock = frame.travel * 0.9;
  // The boat heaves with the waves and leans into each bar.
  let cameraHeight = 2.6 + 2.4 * other * other + 0.12 * sin(clock * 0.9);
  let lean = (0.010 + 0.022 * frame.motion) * sin(clock * 0.7 + third * 9.0) + (hash1(i32(frame.seed * 997.0)) - 0.5) * 0.03;
  let zoom = 1.15 - 0.10 * frame.lift - 0.05 * frame.sceneProgress + 0.05 * frame.drop;
  let horizon = -0.05 + 0.10 * (other - 0.5) - 0.05 * portrait + 0.010 * frame.kick * frame.motion;
  let pixelAngle = zoom / smallSide;
  let light = 0.55 + 0.55 * frame.energy + 0.35 * frame.lift + 0.6 * frame.drop;
  let sunX = (third - 0.5) * mix(0.75, 0.15, portrait);
  let sun = vec2f(sunX, mix(0.055, 0.25, night) + 0.10 * (other - 0.5) + 0.04 * frame.lift);
  let sunSize = (0.105 - 0.045 * night) * (1.0 + 0.10 * frame.beatPulse * frame.energy + 0.12 * frame.lift);
  let discColour = mix(mix(accent, highlight, 0.45), highlight, night);
  let swell = (0.10 + 0.75 * frame.look.x) * (0.45 + 0.50 * frame.energy + 0.45 * frame.bass);
  let chop = (0.45 + 0.55 * frame.look.x) * (0.55 + 0.45 * frame.energy);
  let heading = 0.5 * (third - 0.5);
  let drift = frame.travel * 1.7;

  let q = centred(pixel);
  let p = vec2f(q.x + q.y * lean, q.y - q.x * lean - horizon) * zoom;
  var c = vec3f(0.0);
  var far = 0.0;

  // Headland on one side; the sea below the horizon keeps a dark image of it.
  let coastSide = select(-1.0, 1.0, sunX < 0.0);
  let inland = p.x * coastSide - mix(0.20, 0.05, portrait) - 0.22 * other;
  var coast = 0.0;
  if (inland > -0.02) {
    let ridge = noise2(vec2f(inland * 9.0 + third * 30.0, 3.0)) * 0.6 + noise2(vec2f(inland * 31.0, 8.0 + third * 9.0)) * 0.24;
    coast = max(0.0, min(inland * 0.9, 0.055) + inland * 0.06) * (0.45 + ridge);
  }
  let edge = pixelAngle * 1.2;
  let lamp = vec2f((mix(0.20, 0.05, portrait) + 0.22 * other + 0.075) * coastSide, 0.112);
  let away = p - lamp;
  let facing = frame.bar * PI + third * TAU;
  let aim = cos(facing);

  if (p.y > 0.0) {
    c = skyLight(p, sun, night, light);
    let toSun = length(p - sun);
    let disc = clamp((sunSize - toSun) / (pixelAngle * 1.5) + 0.5, 0.0, 1.0);
    // Stars, with a few that the hats light.
    let stars = p * 58.0;
    let starCell = floor(stars);
    let starChance = hash2(vec2i(starCell));
    let star = step(0.90, starChance) * clamp(1.0 - length(stars - starCell - 0.3 - 0.4 * fract(starChance * 71.0)) * 9.0, 0.0, 1.0);
    c += highlight * (star * night * clamp(p.y * 3.0 - 0.2, 0.0, 1.0) * (0.5 + fract(starChance * 33.0) + 3.0 * frame.hat * step(0.97, starChance)));
    // Clouds lie on a ceiling, so they crowd towards the horizon; the sun lights their edges from behind.
    let ceiling = vec2f(p.x, 1.0) / (p.y + 0.16);
    let drifted = vec2f(ceiling.x * 1.1 + frame.travel * 0.025 + frame.seed * 50.0, ceiling.y * 1.25 - frame.travel * 0.02);
    let thick = fbm2(drifted, 4);
    let share = 0.66 - 0.34 * frame.look.y;
    let cloud = smoothstep(share, share + 0.26, thick + 0.03);
    let rim = cloud * (1.0 - cloud) * 4.0;
    let wide = exp2(-toSun * 4.5);
    // Snares are sheet lightning inside one part of the clouds.
    let storm = frame.pulses[select(1, 0, frame.pulses[0].w > 0.5)];
    let flashAt = vec2f((storm.z - 0.5) * 1.3, 0.26);
    let flash = frame.snare * exp2(-dot(p - flashAt, p - flashAt) * 22.0);
    c += mix(discColour, vec3f(1.0), 0.2) * (disc * (2.0 + 1.4 * hitLight()) * (1.0 - 0.9 * cloud));
    let body3 = mix(shadow * 0.35 + deep * 0.4, body * 0.55 + accent * 0.30, wide * (1.0 - 0.6 * night));
    c = mix(c, body3 * (0.6 + 0.4 * light), cloud * 0.85);
    c += mix(accent, highlight, 0.3 + 0.5 * night) * (rim * (0.05 + 0.55 * wide) * light * (1.0 - 0.3 * night)) + mix(highlight, body, 0.3) * (flash * (0.04 + 1.7 * cloud * thick));
    far = 0.0;
  } else {
    // Swell: the first of five places along the ray that lies under the water.
    let grazing = max(-p.y, 0.0004);
    let flatZ = min(cameraHeight / grazing, 900.0);
    let fade = 1.0 / (1.0 + flatZ * flatZ * 0.0006);
    let tall = swell * fade;
    let k1 = vec2f(0.06 + heading * 0.2, 0.235);
    let k2 = vec2f(0.21, -0.13 + heading * 0.3);
    var z = flatZ;
    var height = 0.0;
    if (fade > 0.08) {
      let start = max(cameraHeight - tall * 1.5, 0.4) / grazing;
      let stride = 3.0 * tall / grazing * 0.2;
      var before = 1.0;
      z = start;
      for (var i = 0; i < 6; i++) {
        let at = vec2f(p.x * z, z + drift);
        height = tall * (sin(dot(at, k1) + clock * 1.15) + 0.5 * sin(dot(at, k2) - clock * 0.9));
        let over = cameraHeight - grazing * z - height;
        if (over < 0.0) {
          z -= stride * (over / (over - before - 0.0001));
          break;
        }
        before = over;
        z += stride;
      }
    }
    let place = vec2f(p.x * z, z + drift);
    let footprint = z * pixelAngle * (1.0 + 0.25 * z / cameraHeight);
    // Slopes of chop on top: sines of growing frequency over a warped plane, each gone before the pixel is too large for it.
    let warp = noise2(place * 0.21 + vec2f(0.0, clock * 0.12)) * 5.0;
    let s1 = cos(dot(place, k1) + clock * 1.15);
    let s2 = cos(dot(place, k2) - clock * 0.9);
    var slope = (k1 * s1 + k2 * (0.5 * s2)) * tall;
    var lost = 0.0;
    var wave = vec2f(0.36, 0.62);
    var amount = 0.115 * chop;
    for (var i = 0; i < 6; i++) {
      let keep = clamp(1.3 - footprint * length(wave) * 0.5, 0.0, 1.0);
      slope += wave * (inverseSqrt(dot(wave, wave)) * amount * keep * cos(dot(place, wave) + warp * (1.0 + 0.3 * f32(i)) + clock * (1.2 + 0.5 * f32(i))));
      lost += (1.0 - keep) * 0.17;
      wave = vec2f(1.35 * wave.x - 0.95 * wave.y, 0.95 * wave.x + 1.35 * wave.y);
      amount *= 0.88;
    }
    if (z < 30.0) {
      let ripple = (noise2(place * vec2f(2.3, 3.7) + vec2f(warp, clock * 1.3)) - 0.5) * clamp(1.0 - z * 0.033, 0.0, 1.0) * chop;
      slope += vec2f(0.16, 0.34) * ripple;
    }
    let normal = vec3f(-slope.x, 1.0, -slope.y) * inverseSqrt(1.0 + dot(slope, slope));
    let sight = vec3f(p.x, -grazing, 1.0) * inverseSqrt(1.0 + p.x * p.x + grazing * grazing);
    let mirror = reflect(sight, normal);
    let into = clamp(-dot(sight, normal), 0.0, 1.0);
    let glance = 1.0 - into;
    let glance2 = glance * glance;
    let fresnel = 0.03 + 0.80 * glance2 * glance2 * glance;
    let seen = vec2f(mirror.x, abs(mirror.y) + 0.02) / max(mirror.z, 0.15);
    let crest = clamp(height / (swell * 1.5 + 0.001) * 0.5 + 0.5, 0.0, 1.0);
    // Water: dark in the troughs, light comes through the crests.
    let through = crest * crest * clamp(0.4 + slope.y * 1.6, 0.0, 1.0) * fade;
    c = deep * 0.14 + shadow * 0.07 + mix(shadow, body, 0.65) * (through * (0.20 + 0.30 * frame.bass) * light);
    c += skyLight(seen, sun, night, light) * fresnel;
    // The path of the disc: each distance has its band of the spectrum, deep tones near.
    let nearness = clamp(log2(z * 0.16) * 0.19, 0.0, 0.999);
    let level = 0.6 * frame.spectrum[i32(nearness * 8.0)].y + 0.5 * hitLight();
    let off = (seen - sun) * vec2f(1.0, mix(0.55, 0.30, lost));
    let width = 0.030 + 0.030 * level + 0.03 * frame.drop + 0.035 * lost;
    let path = exp2(-dot(off, off) / (width * width));
    let glintAt = vec2f(p.x / (grazing + 0.02) * 26.0, log2(z) * 40.0);
    let glintCell = floor(glintAt);
    let glintChance = hash2(vec2i(glintCell) + vec2i(i32(frame.time * 12.0) * 7, 0));
    let glintOff = (glintAt - glintCell - 0.5) * vec2f(2.4, 4.5);
    let glint = step(0.955, glintChance) * max(0.0, 1.0 - dot(glintOff, glintOff)) * exp2(-abs(p.x - sun.x) * 7.0) * (0.15 + 4.0 * frame.hat) * clamp(slope.y * 6.0 + 0.5, 0.0, 1.0) * (1.0 - 0.7 * lost);
    c += mix(discColour, vec3f(1.0), 0.15) * (path * (0.55 + 1.5 * level) * light + glint * 0.5);
    // Kicks come in from the horizon as lines of light on the crests.
    var roller = 0.0;
    for (var i = 0; i < 4; i++) {
      let hit = frame.pulses[i];
      let front = 58.0 * exp2(-hit.x * 2.4) + 2.0;
      roller = max(roller, hit.y * (1.0 - 0.75 * hit.w) * max(0.0, 1.0 - abs(z - front) / (front * 0.16 + 0.5)) * clamp(hit.x * 9.0, 0.0, 1.0) * max(0.0, 1.2 - hit.x * 0.8));
    }
    c += mix(accent, highlight, 0.25) * (roller * (0.10 + 0.9 * clamp(slope.y * 2.2 + 0.15, 0.0, 1.0)) * 0.55);
    // Image of the headland, broken by the chop.
    let image = clamp((coast - seen.y * 0.75) * 60.0, 0.0, 1.0) * exp2(p.y * 6.0);
    c *= 1.0 - 0.75 * image;
    c += highlight * (exp2(-abs(p.x - lamp.x + slope.x * 0.08) * 190.0) * frame.look.w * (0.25 + 0.8 * frame.beatPulse) * exp2(p.y * 9.0) * clamp(slope.y * 3.0 + 0.5, 0.1, 1.0));
    far = z;
  }

  // Headland and lighthouse stand before the sky.
  if (p.y > -0.001 && inland > -0.03) {
    let rock = clamp((coast - p.y) / edge + 0.5, 0.0, 1.0) * step(0.0, inland);
    let stem = clamp((0.0052 - away.y * 0.03 - abs(away.x)) / edge + 0.5, 0.0, 1.0) * clamp(-away.y / edge, 0.0, 1.0) * step(0.05, frame.look.w);
    let house = clamp((0.0075 - max(abs(away.x), abs(away.y) * 0.8)) / edge + 0.5, 0.0, 1.0) * step(0.05, frame.look.w);
    c = mix(c, deep * 0.22 + shadow * 0.03 + accent * 0.015 * light, max(rock, max(stem, house)));
  }
  if (frame.look.w > 0.05) {
    // The beam swings with the bars: longest across the view, a flare where it looks at us.
    let along = away.x * select(-1.0, 1.0, aim > 0.0);
    let spread = 0.0035 + max(along, 0.0) * 0.055;
    let beam = clamp(1.0 - abs(away.y + along * 0.015) / spread, 0.0, 1.0) * clamp(along * 60.0, 0.0, 1.0) * exp2(-along * (1.8 / (abs(aim) + 0.1))) * abs(aim);
    let toUs = max(sin(facing), 0.0);
    let toUs4 = toUs * toUs * toUs * toUs;
    let lampGlow = 0.00007 / (0.00003 + dot(away, away)) * (0.12 + 0.9 * toUs4 + 0.5 * frame.beatPulse);
    c += highlight * ((beam * 0.35 * (0.5 + 0.8 * frame.highMid) + min(lampGlow, 4.0)) * frame.look.w * step(-0.004, p.y));
  }

  // Mist on the horizon hides where sea and sky meet.
  let mist = exp2(-abs(p.y) * (42.0 - 20.0 * frame.lift));
  c += (mix(body, accent, 0.5) * 0.16 + discColour * (0.5 * exp2(-abs(p.x - sun.x) * 5.0) * (0.3 + 0.9 * frame.drop))) * (mist * light * (1.0 - 0.55 * night));
  return vec4f(max(c, vec3f(0.0)), far);
}
