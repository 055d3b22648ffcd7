// From scene light to display code values.

// One curve for tone mapping and transfer: Narkowicz's fit of the ACES filmic curve (2015) at 0.85 exposure, then the sRGB transfer function.
// As a rational function of sqrt(light) it needs no pow(); largest error 0.4% of full scale.
fn develop(light: vec3f) -> vec3f {
  let t = min(sqrt(max(light, vec3f(0.0))), vec3f(3.2));
  let above = t * (-0.0984353 + t * (5.0680948 - t * 2.2321851));
  let below = 1.0 + t * (-0.9621067 + t * (5.2910427 - t * 2.2484496));
  return clamp(above / below, vec3f(0.0), vec3f(1.0));
}

// Bright saturated light turns towards white as film does, instead of clipping one channel.
fn lightAt(uv: vec2f, scene: vec3f) -> vec3f {
  let glow = textureSampleLevel(glowing, linear, uv, 0.0).rgb;
  let centre = uv - 0.5;
  let shade = 1.0 - post.vignette * min(dot(centre, centre) * 1.9, 1.0);
  let c = (scene * post.exposure + glow * post.bloom) * (shade * post.visibility);
  let peak = max(c.r, max(c.g, c.b));
  let whiten = clamp((peak - 1.0) * 0.12, 0.0, 0.6);
  return mix(c, vec3f(peak), whiten);
}

// BT.709 Y' as a fraction of full scale, before quantisation.
fn lumaPlane(pixel: vec2f) -> vec4f {
  let scene = textureLoad(picture, vec2i(pixel), 0).rgb;
  let c = develop(lightAt(pixel / post.resolution, scene));
  return vec4f(dot(c, vec3f(0.2126, 0.7152, 0.0722)), 0.0, 0.0, 1.0);
}

// Cb and Cr in limited range, each with a dither of one step so that smooth skies do not band.
fn chromaPlane(pixel: vec2f) -> vec4f {
  let uv = pixel / post.resolution;
  let scene = textureSampleLevel(picture, linear, uv, 0.0).rgb;
  let c = develop(lightAt(uv, scene));
  let y = dot(c, vec3f(0.2126, 0.7152, 0.0722));
  let noise = (fract(52.9829189 * fract(dot(pixel + post.frameIndex * 5.588238, vec2f(0.06711056, 0.00583715)))) - 0.5) / 255.0;
  let cb = (c.b - y) / 1.8556 * 224.0 / 255.0 + 128.0 / 255.0;
  let cr = (c.r - y) / 1.5748 * 224.0 / 255.0 + 128.0 / 255.0;
  return vec4f(cb + noise, cr - noise, 0.0, 1.0);
}
