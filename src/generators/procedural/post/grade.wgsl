// Colour correction by a table of n x n x n points, laid out with blue from top to bottom, green and within it red from left to right.
// Tetrahedral interpolation without branches: from the lowest point along the channel with the largest remainder, then the next, then the last.
fn graded(colour: vec3f) -> vec3f {
  let n = textureDimensions(TABLE).y;
  let at = clamp(colour, vec3f(0.0), vec3f(1.0)) * (f32(n) - 1.0);
  let base = min(floor(at), vec3f(f32(n) - 2.0));
  let part = at - base;
  let high = max(part.r, max(part.g, part.b));
  let low = min(part.r, min(part.g, part.b));
  let middle = part.r + part.g + part.b - high - low;
  // Which channel goes first, which last; among equals one is as good as another, but it must be one.
  let redFirst = select(0.0, 1.0, part.r >= high);
  let greenFirst = select(0.0, 1.0, part.g >= high) * (1.0 - redFirst);
  let first = vec3f(redFirst, greenFirst, 1.0 - redFirst - greenFirst);
  let blueLast = select(0.0, 1.0, part.b <= low) * (1.0 - first.b);
  let greenLast = select(0.0, 1.0, part.g <= low) * (1.0 - blueLast) * (1.0 - first.g);
  let last = vec3f(1.0 - blueLast - greenLast, greenLast, blueLast);
  let a = pointOf(base, n);
  let b = pointOf(base + first, n);
  let c = pointOf(base + vec3f(1.0) - last, n);
  let d = pointOf(base + vec3f(1.0), n);
  return a * (1.0 - high) + b * (high - middle) + c * (middle - low) + d * low;
}

fn pointOf(at: vec3f, n: u32) -> vec3f {
  let x = i32(at.r) + i32(at.g) * i32(n);
  return textureLoad(TABLE, vec2i(x, i32(at.b)), 0).rgb;
}
