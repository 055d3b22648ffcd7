// The bright parts of the arriving picture burn through the leaving one first, its shadows come last; a soft edge on the way.
fn join(pixel: vec2f) -> vec4f {
  let before = textureLoad(leaving, vec2i(pixel), 0);
  let after = textureLoad(arriving, vec2i(pixel), 0);
  let light = dot(after.rgb, vec3f(0.2126, 0.7152, 0.0722));
  // Perceived brightness, 0 to 1; a slow diagonal keeps flat pictures from changing all at once.
  let uv = pixel / post.resolution;
  let bright = sqrt(light / (light + 0.35)) * 0.8 + 0.2 * (uv.x * 0.7 + (1.0 - uv.y) * 0.3);
  let share = smoothstep(0.0, 1.0, (post.mixAmount * 1.6 - (1.0 - bright) * 0.9) * 1.6);
  return mix(before, after, share);
}
