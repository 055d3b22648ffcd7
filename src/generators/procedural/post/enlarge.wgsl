// Enlarging from native to output size, across and then down: Catmull-Rom (Keys 1981, a = -0.5), sharper than bilinear, held
// within the range of the two nearest samples on hard edges so that they do not ring. What all pixels are divided by is
// taken as a factor: divisions hold one another up.

fn keys(a: f32, b: f32, c: f32, d: f32, t: f32) -> f32 {
  let value = b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)));
  let low = min(b, c);
  let high = max(b, c);
  // A little overshoot is acutance; more is a halo.
  let room = 0.15 * (high - low) + 0.004;
  return clamp(value, low - room, high + room);
}

fn enlargeAcross(pixel: vec2f) -> vec4f {
  let x = pixel.x * (f32(textureDimensions(picture).x) / post.resolution.x) - 0.5;
  let base = floor(x);
  let column = i32(base);
  let row = i32(pixel.y);
  let a = textureLoad(picture, vec2i(column - 1, row), 0).x;
  let b = textureLoad(picture, vec2i(column, row), 0).x;
  let c = textureLoad(picture, vec2i(column + 1, row), 0).x;
  let d = textureLoad(picture, vec2i(column + 2, row), 0).x;
  return vec4f(keys(a, b, c, d, x - base), 0.0, 0.0, 1.0);
}

fn enlargeDown(pixel: vec2f) -> vec4f {
  let y = pixel.y * f32(textureDimensions(picture).y) / post.resolution.y - 0.5;
  let base = floor(y);
  let row = i32(base);
  let column = i32(pixel.x);
  let a = textureLoad(picture, vec2i(column, row - 1), 0).x;
  let b = textureLoad(picture, vec2i(column, row), 0).x;
  let c = textureLoad(picture, vec2i(column, row + 1), 0).x;
  let d = textureLoad(picture, vec2i(column, row + 2), 0).x;
  return finishLuma(keys(a, b, c, d, y - base), pixel);
}

// Native size is output size: nothing to enlarge.
fn keepLuma(pixel: vec2f) -> vec4f {
  return finishLuma(textureLoad(picture, vec2i(pixel), 0).x, pixel);
}

// Film grain, strongest in the middle tones, over a dither that keeps 8 bits from banding down to black.
fn finishLuma(value: f32, pixel: vec2f) -> vec4f {
  var h = (u32(i32(pixel.x)) * 1597334673u) ^ (u32(i32(pixel.y)) * 3812015801u) ^ (u32(i32(post.frameIndex)) * 2798796415u);
  h = (h ^ (h >> 15u)) * 2246822519u;
  // Two 11-bit parts added: triangular noise, -1 to 1.
  let noise = f32(i32(h >> 21u) + i32((h >> 5u) & 2047u)) * (1.0 / 2047.0) - 1.0;
  let grain = post.grain * 2.45 * clamp(value * (1.6 - value) * 1.8, 0.0, 1.0) * min(1.0, value * 24.0 + 0.15);
  let seen = clamp(value + noise * ((0.75 + grain) * (1.0 / 255.0)), 0.0, 1.0);
  return vec4f(16.0 / 255.0 + (219.0 / 255.0) * seen, 0.0, 0.0, 1.0);
}
