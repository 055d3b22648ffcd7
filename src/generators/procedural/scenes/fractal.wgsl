// An endless dive into the eye of a Julia set, carved as plates of lacquer with gilded seams. look: form (spiral, shell, star), depth, gilding, night.
//
// The map is d -> d (d + m) about its fixed point 0, whose multiplier m is a little longer than 1: around it the set is a spiral that looks the same whenever it is
// enlarged m times. Seen through the coordinate in which the map is a mere multiplication by m, it is so exactly, and the dive never ends and never jumps.

fn times(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

fn over(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(a.x * b.x + a.y * b.y, a.y * b.x - a.x * b.y) / dot(b, b);
}

fn shade(pixel: vec2f) -> vec4f {
  let deep = frame.palette[0].rgb;
  let shadow = frame.palette[1].rgb;
  let body = frame.palette[2].rgb;
  let accent = frame.palette[3].rgb;
  let highlight = frame.palette[4].rgb;
  let other = fract(frame.seed * 6.13);
  let third = fract(frame.seed * 27.1);
  let portrait = uprightness();
  let shell = frame.look.x > 0.34 && frame.look.x < 0.67;
  let star = frame.look.x >= 0.67;

  // The multiplier: its angle is a third, three sevenths or two fifths of a turn, which gives the arms, and a little more, by which they wind; its length is exp(0.113).
  // Written out: an error of the last places would grow with every step.
  let arms = select(select(3.0, 7.0, shell), 5.0, star);
  let extra = select(0.030, 0.026, star);
  let growth = 0.113;
  let m = select(select(vec2f(-0.7315906, 0.8475558), vec2f(-1.0819137, 0.2881639), shell), vec2f(-1.0007734, 0.5020242), star);
  let m2 = times(m, m);
  let m3 = times(m2, m);
  let a2 = over(vec2f(1.0, 0.0), m2 - m);
  let a3 = over(2.0 * a2, m3 - m);
  let m4 = times(m2, m2);
  let a4 = over(2.0 * a3 + times(a2, a2), m4 - m);
  let a5 = over(2.0 * (a4 + times(a2, a3)), times(m4, m) - m);
  let a6 = over(2.0 * (a5 + times(a2, a4)) + times(a3, a3), times(m4, m2) - m);

  // The dive, one level of the carving after the other; after as many as there are arms the picture is the first again.
  let dive = frame.travel * (0.55 + 0.35 * frame.motion) + other * 40.0;
  let round = floor(dive / arms);
  let phase = dive - round * arms;
  let turn = third * TAU + stepped(frame.bar, 0.2) * 0.06 * (0.3 + frame.motion);
  let side = select(-1.0, 1.0, fract(frame.seed * 13.7) > 0.5);
  let eye = vec2f(side * mix(0.26, 0.05, portrait), 0.04 + 0.10 * portrait);
  let span = 0.24 * (1.0 - 0.16 * frame.lift - 0.10 * frame.drop) * exp(-growth * phase);
  let towards = turn - TAU * extra * phase;
  let frameTurn = vec2f(cos(towards), sin(towards)) * span;

  let q = centred(pixel);
  let fromEye = q - eye;
  let w = times(fromEye, frameTurn);
  // The power series of that coordinate, and its slope: exact to a fraction of a pixel as far out as one sees.
  var d = times(w, vec2f(1.0, 0.0) + times(w, a2 + times(w, a3 + times(w, a4 + times(w, a5 + times(w, a6))))));
  var slope = times(frameTurn, vec2f(1.0, 0.0) + times(w, 2.0 * a2 + times(w, 3.0 * a3 + times(w, 4.0 * a4))));
  // Nothing is gone after ten steps; then each pixel goes on until it is.
  for (var i = 0; i < 10; i++) {
    slope = times(slope, 2.0 * d + m);
    d = times(d, d + m);
  }
  // So is one whose plates are far finer than a pixel, of which only their mean is seen.
  let finest = pixelSpan() * pixelSpan() * 0.03;
  var steps = 10.0;
  for (var i = 0; i < 12; i++) {
    let away = dot(d, d);
    if (away > 256.0 || dot(slope, slope) * finest > away) { break; }
    for (var k = 0; k < 3; k++) {
      let gone = dot(d, d) > 256.0;
      slope = select(times(slope, 2.0 * d + m), slope, gone);
      d = select(times(d, d + m), d, gone);
      steps += select(1.0, 0.0, gone);
    }
  }
  let z = d + 0.5 * m;
  let square = dot(z, z);
  let size = log2(max(square, 2.0)) * 0.125;
  // A parabola in place of the second logarithm, right at both ends of a level.
  let level = steps - max(size - 1.0, 0.0) * (5.0 - size) * 0.3333333;
  // Levels in a pixel; what is finer is shown as its mean.
  let gradient = sqrt(dot(slope, slope) / max(square, 1e-6));
  let density = gradient * pixelSpan() / (size * 5.545);
  let seen = clamp(1.20 - 4.8 * density, 0.0, 1.0);

  // Plates: a level is as high as a plate, the sign of z parts it into plates beside one another.
  let name = i32(floor(level) + round * arms);
  let within = fract(level);
  let heading = z * inverseSqrt(max(square, 1e-6));
  let outward = over(z, slope) * gradient;
  let along = vec2f(-outward.y, outward.x);
  let relief = 0.55 + 0.5 * frame.look.y;
  let tilt = outward * (0.9 - 1.5 * within) * relief + along * (heading.x * select(-0.6, 0.6, heading.y > 0.0) * relief);
  let lightAt = vec2f(-0.62 * side, 0.68);
  let facing = clamp(0.46 + 0.52 * dot(tilt, lightAt) * seen, 0.0, 1.0);

  let hit = hitLight();
  let pool = 1.0 / (1.0 + 3.4 * dot(fromEye, fromEye));
  let power = (0.34 + 0.55 * frame.energy + 0.40 * frame.drop + 0.25 * frame.lift) * mix(1.0, 0.62, frame.look.w);
  let band = frame.spectrum[name & 7];
  let heard = select(band.y, band.w, heading.y > 0.0);
  // Lacquer: dark far out, in the palette's colours towards the eye; every few levels one of the accent.
  let inward = clamp((level - phase) * 0.062 - 0.67, 0.0, 1.0);
  let kind = hash1(name * 7 + 3);
  var lacquer = mix(mix(shadow, body, 0.25 + 0.75 * kind), accent, select(0.10, 0.80, kind > 0.52));
  lacquer = mix(lacquer, body, 1.0 - seen);
  let lit = facing * facing;
  var c = deep * 0.12 + lacquer * ((0.07 + 1.25 * lit) * (0.55 + 0.9 * pool + 0.8 * heard * seen) * power * (0.55 + 0.8 * inward));
  // Its gloss; hats glint in it.
  let gloss = clamp(facing * 2.4 - 1.35, 0.0, 1.0);
  c += mix(body, highlight, 0.6) * (gloss * gloss * gloss * seen * power * (0.55 + 1.6 * frame.hat));
  // Under the lip of the plate above lies its shadow.
  let lip = min(within * 7.0, 1.0) * min(1.0, 3.0 - 2.5 * within);
  c *= mix(1.0, 0.30 + 0.70 * lip, seen);
  // A kick runs from the rim into the eye, level by level.
  var run = 0.0;
  for (var k = 0; k < 2; k++) {
    let pulse = frame.pulses[k];
    run = max(run, max(0.0, 1.0 - abs(level - phase - 8.0 - pulse.x * 26.0) * 0.42) * pulse.y * (1.0 - pulse.w) * clamp(1.2 - pulse.x * 1.6, 0.0, 1.0));
  }
  c += mix(accent, highlight, 0.3) * (run * run * (0.15 + 0.8 * lit) * (0.25 + 0.6 * power));

  // Gilded seams: along the lips, and across between the plates, where the snare burns.
  let gold = mix(accent, highlight, 0.25 + 0.40 * frame.look.z);
  let thick = 0.7 + 0.9 * frame.look.z;
  let lipLine = clamp(thick + 0.5 - min(within, 1.0 - within) / max(density, 1e-5), 0.0, 1.0);
  let acrossLine = clamp(thick * 0.6 + 0.5 - abs(heading.y) / max(gradient * pixelSpan(), 1e-5), 0.0, 1.0);
  let metal = 0.05 + 1.5 * lit * facing;
  c = mix(c, gold * (metal * power * (0.35 + 1.1 * pool + 0.8 * run)), lipLine * seen * 0.80);
  c = mix(c, gold * (metal * power * (0.30 + 0.9 * pool) + 1.5 * frame.snare * pool), acrossLine * seen * 0.65);
  // Where plates are too fine to see there is gold dust, the brighter the nearer the eye.
  let fine = density / (density + 0.9);
  let dust = mix(mix(body, accent, clamp(fine * 1.6, 0.0, 1.0)), gold, clamp(fine * 1.4 - 0.35, 0.0, 1.0));
  c = mix(c, dust * (power * (0.16 + 0.62 * pool * pool) * (0.30 + 0.95 * fine) * (0.75 + 0.9 * hit * pool)), 1.0 - seen);
  // The eye itself.
  let near = dot(fromEye, fromEye);
  c += mix(gold, highlight, 0.5) * ((0.0016 * (0.5 + power + 1.6 * hit)) / (0.0014 + near) * 0.35 + 0.10 * hit * pool * pool * power);
  c += body * (0.05 * frame.bass * pool * (1.0 - 0.6 * frame.look.w));
  // The far corners sink away.
  c *= 0.30 + 0.70 * clamp(1.45 - dot(q, q) * 1.25, 0.0, 1.0);
  return vec4f(max(c, vec3f(0.0)), 0.0);
}
