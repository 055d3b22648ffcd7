// From scene light to display code values.

// One curve for tone mapping and transfer: Narkowicz's fit of the ACES filmic curve (2015) at 0.85 exposure, then the sRGB transfer function.
// As a rational function of sqrt(light) it needs no pow(); largest error 0.4% of full scale.
fn develop(light: vec3f) -> vec3f {
  let t = min(sqrt(max(light, vec3f(0.0))), vec3f(3.2));
  let above = t * (-0.0984353 + t * (5.0680948 - t * 2.2321851));
  let below = 1.0 + t * (-0.9621067 + t * (5.2910427 - t * 2.2484496));
  return clamp(above / below, vec3f(0.0), vec3f(1.0));
}

// The glow has the picture's width and fewer rows.
fn glowAt(pixel: vec2f) -> vec3f {
  let rows = f32(textureDimensions(glowing).y);
  let y = clamp(pixel.y / post.resolution.y * rows - 0.5, 0.0, rows - 1.0);
  let row = floor(y);
  let column = i32(pixel.x);
  let above = textureLoad(glowing, vec2i(column, i32(row)), 0).rgb;
  let below = textureLoad(glowing, vec2i(column, min(i32(row), i32(rows) - 2) + 1), 0).rgb;
  return mix(above, below, y - row);
}

// Bright saturated light turns towards white as film does, instead of clipping one channel.
fn lightAt(pixel: vec2f, scene: vec3f) -> vec3f {
  let glow = glowAt(pixel);
  let centre = pixel * (1.0 / post.resolution) - 0.5;
  let shade = 1.0 - post.vignette * min(dot(centre, centre) * 1.9, 1.0);
  let c = (scene * post.exposure + glow * post.bloom) * (shade * post.visibility);
  let peak = max(c.r, max(c.g, c.b));
  let whiten = clamp((peak - 1.0) * 0.12, 0.0, 0.6);
  return mix(c, vec3f(peak), whiten);
}

// BT.709 Y', Cb and Cr as fractions of full scale, before quantisation.
fn developed(pixel: vec2f) -> vec4f {
  let scene = textureLoad(picture, vec2i(pixel), 0).rgb;
  let c = graded(develop(lightAt(pixel, scene)));
  let y = dot(c, vec3f(0.2126, 0.7152, 0.0722));
  return vec4f(y, (c.b - y) * (1.0 / 1.8556), (c.r - y) * (1.0 / 1.5748), 1.0);
}
