// Dissolve from one scene to the next in linear light, as an optical printer did: highlights of both shine through.
fn join(pixel: vec2f) -> vec4f {
  let at = vec2i(pixel);
  let before = textureLoad(leaving, at, 0);
  let after = textureLoad(arriving, at, 0);
  return mix(before, after, post.mixAmount);
}
