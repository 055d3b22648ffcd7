// The glow enlarged to the picture's width, not its height: whoever reads it mixes two rows, each of which lies in memory as the picture is drawn.
fn spreadGlow(pixel: vec2f) -> vec4f {
  return vec4f(textureSampleLevel(picture, linear, pixel / post.resolution, 0.0).rgb, 1.0);
}
