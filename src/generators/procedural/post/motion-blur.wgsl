// Motion blur with a 180 degree shutter along the scene's own flow. Four taps, jittered by interleaved gradient noise
// (Jimenez 2014) so that steps turn into grain; where nothing moves more than a pixel nothing is read twice.
fn motionBlur(pixel: vec2f) -> vec4f {
  let at = vec2i(pixel);
  let here = textureLoad(picture, at, 0);
  // The flow is that of the whole picture; a framing shows a part of it, larger.
  let part = vec2f(frame.framing.w, 1.0) * frame.framing.z;
  let shift = vec2f(frame.framing.x, -frame.framing.y) * min(frame.resolution.x, frame.resolution.y);
  let whole = 0.5 * frame.resolution + (pixel - 0.5 * frame.resolution) * part + shift;
  let path = flow(whole, here.a) * 0.5 / part;
  var sum = here;
  if (dot(path, path) > 0.5) {
    let limited = path * min(1.0, 24.0 / length(path));
    let jitter = fract(52.9829189 * fract(dot(pixel, vec2f(0.06711056, 0.00583715)))) - 0.5;
    for (var i = 0; i < 4; i++) {
      let t = (f32(i) + 0.5 + jitter) * 0.25 - 0.5;
      sum += textureLoad(picture, vec2i(pixel + limited * t), 0);
    }
    sum *= 0.2;
  }
  return vec4f(sum.rgb, here.a);
}
