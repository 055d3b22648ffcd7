// A torn signal: bands of lines jump sideways and change pictures one by one, colours part; it calms within the transition. No flash: the light of
// both pictures stays what it is.
fn scatter(a: f32, b: f32) -> f32 {
  return fract(52.9829189 * fract(a * 0.06711056 + b * 0.00583715 + post.variant * 0.7548777));
}

fn torn(uv: vec2f, late: bool) -> vec3f {
  let inside = vec2f(abs(fract(uv.x * 0.5 + 0.5) * 2.0 - 1.0), uv.y);
  if (late) {
    return textureSampleLevel(arriving, linear, inside, 0.0).rgb;
  }
  return textureSampleLevel(leaving, linear, inside, 0.0).rgb;
}

fn join(pixel: vec2f) -> vec4f {
  let uv = pixel / post.resolution;
  let p = post.progress;
  let rest = 1.0 - p;
  // The tear jumps twelve times in the transition, not with every frame.
  let step = floor(p * 12.0);
  let bands = 9.0 + 22.0 * scatter(step * 31.0, 7.0);
  let band = floor(uv.y * bands);
  let a = scatter(band * 17.0 + 3.0, step * 41.0);
  let b = scatter(band * 29.0 + 11.0, step * 13.0 + 5.0);
  let late = a < p * 3.2;
  let jumps = b < rest * 0.85;
  let shift = select(0.0, (a - 0.5) * 0.35 * rest, jumps);
  let split = 0.014 * rest * rest * (0.4 + b);
  let at = uv + vec2f(shift, 0.0);
  let red = torn(at + vec2f(split, 0.0), late).r;
  let middle = torn(at, late).g;
  let blue = torn(at - vec2f(split, 0.0), late).b;
  return vec4f(red, middle, blue, 1.0);
}
