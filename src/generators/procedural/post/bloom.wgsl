// Glow in three steps: bright parts at a quarter of the size, blurred there, and once more at a sixteenth for the wide halo.

// Four bilinear taps average sixteen pixels; weighting by 1/(1+luminance) keeps single bright pixels from flickering (Karis 2013).
fn brightParts(pixel: vec2f) -> vec4f {
  let size = 1.0 / post.resolution;
  let uv = pixel * size;
  let step = size * 0.25;
  var sum = vec3f(0.0);
  var weight = 0.0;
  for (var i = 0; i < 4; i++) {
    let offset = vec2f(f32(i % 2) * 2.0 - 1.0, f32(i / 2) * 2.0 - 1.0) * step;
    let c = textureSampleLevel(picture, linear, uv + offset, 0.0).rgb * post.exposure;
    let bright = max(c.r, max(c.g, c.b));
    // Soft knee around 0.8.
    let knee = clamp(bright - 0.45, 0.0, 0.7);
    let share = max(bright - 0.8, knee * knee * 0.357) / max(bright, 1e-4);
    let w = 1.0 / (1.0 + bright);
    sum += min(c * share, vec3f(12.0)) * w;
    weight += w;
  }
  return vec4f(sum / weight, 1.0);
}

fn halve(pixel: vec2f) -> vec4f {
  let size = 1.0 / post.resolution;
  let uv = pixel * size;
  let step = size * 0.25;
  let a = textureSampleLevel(picture, linear, uv + vec2f(-step.x, -step.y), 0.0);
  let b = textureSampleLevel(picture, linear, uv + vec2f(step.x, -step.y), 0.0);
  let c = textureSampleLevel(picture, linear, uv + vec2f(-step.x, step.y), 0.0);
  let d = textureSampleLevel(picture, linear, uv + vec2f(step.x, step.y), 0.0);
  return (a + b + c + d) * 0.25;
}

// Gaussian of nine taps (sigma 2) by loads: neighbours along one axis.
fn blurAlong(pixel: vec2f, direction: vec2i) -> vec4f {
  let at = vec2i(pixel);
  var sum = textureLoad(picture, at, 0) * 0.2042;
  sum += (textureLoad(picture, at + direction, 0) + textureLoad(picture, at - direction, 0)) * 0.1802;
  sum += (textureLoad(picture, at + direction * 2, 0) + textureLoad(picture, at - direction * 2, 0)) * 0.1238;
  sum += (textureLoad(picture, at + direction * 3, 0) + textureLoad(picture, at - direction * 3, 0)) * 0.0663;
  sum += (textureLoad(picture, at + direction * 4, 0) + textureLoad(picture, at - direction * 4, 0)) * 0.0276;
  return sum;
}

fn blurAcross(pixel: vec2f) -> vec4f {
  return blurAlong(pixel, vec2i(1, 0));
}

fn blurDown(pixel: vec2f) -> vec4f {
  return blurAlong(pixel, vec2i(0, 1));
}
