// Film that light has got at: a warm burst drifts over the picture, and under it one changes into the other. Added in linear light, as on film; its
// peak is soft and it decays through the whole transition.
fn join(pixel: vec2f) -> vec4f {
  let uv = pixel / post.resolution;
  let p = post.progress;
  let rise = smoothstep(0.0, 0.18, p);
  let fall = 1.0 - smoothstep(0.18, 1.0, p);
  let strength = rise * fall * fall;
  let right = fract(post.variant * 8.0) > 0.5;
  let x = select(uv.x, 1.0 - uv.x, right);
  let lean = (post.variant - 0.5) * 0.5;
  // A broad band that drifts in from the side, and a hotter core behind it.
  let place = x + lean * (uv.y - 0.5) - (0.1 + 0.75 * p);
  let broad = exp(-place * place * 5.0);
  let core = exp(-(place + 0.22) * (place + 0.22) * 22.0) * (0.6 + 0.4 * uv.y);
  let warm = vec3f(1.0, 0.36, 0.08) * broad * 0.42 + vec3f(1.0, 0.72, 0.38) * core * 0.4;
  let share = smoothstep(0.04, 0.4, p + 0.12 * broad * strength);
  let before = textureLoad(leaving, vec2i(pixel), 0).rgb;
  let after = textureLoad(arriving, vec2i(pixel), 0).rgb;
  return vec4f(mix(before, after, share) + warm * strength, 1.0);
}
