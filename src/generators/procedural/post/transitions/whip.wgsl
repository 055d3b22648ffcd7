// A whip pan: both pictures lie side by side on one strip, along which the camera is thrown; it is past the border within two frames and then
// settles. Blurred along the way with a 180 degree shutter, jittered as the motion blur is.
fn strip(along: f32, across: f32, vertical: bool) -> vec3f {
  let second = along >= 1.0;
  let t = along - select(0.0, 1.0, second);
  let uv = select(vec2f(t, across), vec2f(across, t), vertical);
  if (second) {
    return textureSampleLevel(arriving, linear, uv, 0.0).rgb;
  }
  return textureSampleLevel(leaving, linear, uv, 0.0).rgb;
}

fn join(pixel: vec2f) -> vec4f {
  let uv = pixel / post.resolution;
  let rest = 1.0 - post.progress;
  let fourth = rest * rest * rest * rest;
  let travelled = 1.0 - fourth * rest;
  let blur = min(5.0 * fourth * post.progressStep * 0.5, 0.25);
  // Up and down in one of four, else across; either way round.
  let vertical = post.variant > 0.75;
  let back = fract(post.variant * 8.0) > 0.5;
  let place = select(uv.x, uv.y, vertical);
  let across = select(uv.y, uv.x, vertical);
  let along = select(place, 1.0 - place, back);
  let jitter = fract(52.9829189 * fract(dot(pixel, vec2f(0.06711056, 0.00583715))));
  var sum = vec3f(0.0);
  for (var i = 0; i < 8; i++) {
    let s = clamp(along + travelled + ((f32(i) + jitter) * 0.125 - 0.5) * blur, 0.0, 1.9999);
    // Backwards, each picture is still seen the right way round.
    let whole = floor(s);
    let turned = select(s, whole + 1.0 - (s - whole) - 0.0001, back);
    sum += strip(turned, across, vertical);
  }
  return vec4f(sum * 0.125, 1.0);
}
