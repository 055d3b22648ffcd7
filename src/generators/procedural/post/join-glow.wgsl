// Narrow glow and wide halo in one texture, so that later passes read it once.
fn joinGlow(pixel: vec2f) -> vec4f {
  let near = textureLoad(picture, vec2i(pixel), 0);
  let far = textureSampleLevel(halo, linear, pixel / post.resolution, 0.0);
  return near * 0.6 + far * 0.5;
}
