// WGSL built-ins that WebAssembly has no instruction for. Accuracy about 2e-7 relative where a picture can tell.

// Cody-Waite reduction to [-pi/2, pi/2], minimax odd polynomial; the parity of k sits in the low bit of the shifted sum.
fn sin(x: f32) -> f32 {
  let shifted = x * 0.318309886 + 12582912.0;
  let k = shifted - 12582912.0;
  let r = (x - k * 3.140625) - k * 0.000967653589793;
  let s = r * r;
  let p = r + r * s * (-0.166666567 + s * (0.00833301032 - s * (0.000198062018 - s * 0.00000259927789)));
  return bitcast<f32>(bitcast<i32>(p) ^ (bitcast<i32>(shifted) << 31u));
}

fn cos(x: f32) -> f32 {
  return sin(x + 1.57079633);
}

fn tan(x: f32) -> f32 {
  return sin(x) / cos(x);
}

// Held at 2^-60: what is smaller is invisible, and denormal numbers that grow from it cost a hundred cycles each.
fn exp2(x: f32) -> f32 {
  let clamped = clamp(x, -60.0, 126.0);
  let shifted = clamped + 12582912.0;
  let f = clamped - (shifted - 12582912.0);
  let p = 1.0 + f * (0.69314718 + f * (0.24022651 + f * (0.05550411 + f * (0.00961813 + f * 0.00133336))));
  return bitcast<f32>(bitcast<i32>(p) + (bitcast<i32>(shifted) << 23u));
}

fn exp(x: f32) -> f32 {
  return exp2(x * 1.44269504);
}

// Mantissa into [sqrt(1/2), sqrt(2)), then the series of 2 atanh.
fn log2(x: f32) -> f32 {
  let bits = bitcast<i32>(x);
  let e = (bits - 1060439283) >> 23u;
  let m = bitcast<f32>(bits - (e << 23u));
  let s = (m - 1.0) / (m + 1.0);
  let t = s * s;
  return f32(e) + s * (2.88539008 + t * (0.961796694 + t * (0.577078016 + t * 0.4121985)));
}

fn log(x: f32) -> f32 {
  return log2(x) * 0.69314718;
}

fn pow(x: f32, y: f32) -> f32 {
  return select(exp2(y * log2(max(x, 1e-37))), 0.0, x <= 0.0);
}

fn tanh(x: f32) -> f32 {
  let e = exp2(clamp(x, -15.0, 15.0) * 2.88539008);
  return (e - 1.0) / (e + 1.0);
}

// Abramowitz and Stegun 4.4.49 in its eighth-power form.
fn atanUnit(x: f32) -> f32 {
  let s = x * x;
  return x * (0.99999934 + s * (-0.33329856 + s * (0.19946536 + s * (-0.13908534 + s * (0.09642004 + s * (-0.05590988 + s * (0.02186123 - s * 0.00405406)))))));
}

fn atan(x: f32) -> f32 {
  let a = abs(x);
  let inverted = a > 1.0;
  let p = atanUnit(select(a, 1.0 / max(a, 1e-30), inverted));
  return sign(x) * select(p, 1.57079633 - p, inverted);
}

fn atan2(y: f32, x: f32) -> f32 {
  let ax = abs(x);
  let ay = abs(y);
  let p = atanUnit(min(ax, ay) / max(max(ax, ay), 1e-30));
  let q = select(p, 1.57079633 - p, ay > ax);
  let r = select(q, 3.14159265 - q, x < 0.0);
  return select(r, -r, y < 0.0);
}

fn acos(x: f32) -> f32 {
  return atan2(sqrt(max(1.0 - x * x, 0.0)), x);
}

fn asin(x: f32) -> f32 {
  return atan2(x, sqrt(max(1.0 - x * x, 0.0)));
}
