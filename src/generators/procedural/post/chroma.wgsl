// Cb and Cr in limited range at half the output size, each with a dither of one step so that smooth skies do not band.
fn chromaPlane(pixel: vec2f) -> vec4f {
  let colour = textureSampleLevel(picture, linear, pixel * (1.0 / post.resolution), 0.0).yz * (224.0 / 255.0) + 128.0 / 255.0;
  let noise = (fract(52.9829189 * fract(dot(pixel + post.frameIndex * 5.588238, vec2f(0.06711056, 0.00583715)))) - 0.5) * (1.0 / 255.0);
  return vec4f(colour.x + noise, colour.y - noise, 0.0, 1.0);
}
