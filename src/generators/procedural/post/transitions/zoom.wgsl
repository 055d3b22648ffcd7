// A push through one picture into the other: the leaving one swells for two frames, the arriving one comes to rest out of a near view;
// both are blurred from the middle outwards.
fn join(pixel: vec2f) -> vec4f {
  let uv = pixel / post.resolution;
  let p = post.progress;
  let rest = 1.0 - p;
  let cube = rest * rest * rest;
  let share = smoothstep(0.02, 0.2, p);
  let middle = vec2f(0.5, 0.48);
  let ray = uv - middle;
  // A picture twice as near shows the half of it: a factor on the ray.
  let outwards = 1.0 / (1.0 + 3.5 * p);
  let inwards = 1.0 / (1.0 + 0.45 * cube);
  let blur = 0.3 * cube;
  let jitter = fract(52.9829189 * fract(dot(pixel, vec2f(0.06711056, 0.00583715))));
  var before = vec3f(0.0);
  var after = vec3f(0.0);
  for (var i = 0; i < 8; i++) {
    let t = 1.0 - blur * (f32(i) + jitter) * 0.125;
    if (share < 1.0) {
      before += textureSampleLevel(leaving, linear, middle + ray * outwards * t, 0.0).rgb;
    }
    after += textureSampleLevel(arriving, linear, middle + ray * inwards * t, 0.0).rgb;
  }
  return vec4f(mix(before, after, share) * 0.125, 1.0);
}
