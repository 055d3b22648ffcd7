import assert from 'node:assert/strict';
import test from 'node:test';
import { ShaderError } from '../shading/language/lexer.ts';
import { compilePass } from './compile.ts';

const [width, height] = [8, 4];

/**
 * Runs `fn shade(pixel: vec2f) -> vec4f` over a small picture, four or eight pixels at a time. @returns four floats a
 * pixel
 */
function runBy(halves: 1 | 2, source: string, uniforms: ArrayLike<number> = []): Float32Array {
  const pass = compilePass(source, { entry: 'shade', textures: [], target: 'rgba' }, halves);
  const memory = new WebAssembly.Memory({ initial: 4, maximum: 65536, shared: true });
  const places = { uniforms: 1024, constants: 8192, slots: 16384, bindings: 512, output: 131072, pitch: width * 16 };
  new Float32Array(memory.buffer).set(uniforms, places.uniforms / 4);
  new Int32Array(memory.buffer).set(pass.constants, places.constants / 4);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(pass.bytes), { host: { memory, ...places } });
  const { prepare, run: draw } = exports as { prepare(): void; run(first: number, end: number, width: number): void };
  prepare();
  draw(0, height, width);
  return new Float32Array(memory.buffer, places.output, width * height * 4).slice();
}

/** Runs it both ways, which must give the same to the bit, but for the sign of a zero. */
function run(source: string, uniforms: ArrayLike<number> = []): Float32Array {
  const [byFour, byEight] = ([1, 2] as const).map(halves => runBy(halves, source, uniforms));
  const unsigned = (numbers: Float32Array): Float32Array => numbers.map(x => x + 0);
  assert.deepEqual(unsigned(byEight), unsigned(byFour), source);
  return byEight;
}

/** The source's `fn value(x: f32, y: f32) -> f32` at every pixel against a function of ours. */
function agrees(source: string, expected: (x: number, y: number) => number, tolerance = 1e-5): void {
  const result = run(`${source}\nfn shade(pixel: vec2f) -> vec4f { return vec4f(value(pixel.x, pixel.y)); }`);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const want = expected(x + 0.5, y + 0.5);
      const got = result[(y * width + x) * 4];
      assert.ok(
        Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want)),
        `at ${x}, ${y}: ${got} instead of ${want}\n${source}`,
      );
    }
  }
}

const value = (expression: string): string => `fn value(x: f32, y: f32) -> f32 { return ${expression}; }`;
const fract = (x: number): number => x - Math.floor(x);

test('arithmetic and built-ins agree with plain JavaScript', () => {
  const cases: [string, (x: number, y: number) => number][] = [
    ['x * y - x / y + 2.0', (x, y) => x * y - x / y + 2],
    ['-x % 1.37', x => -x % 1.37],
    ['sin(x * 3.0) + cos(y - 9.0) + tan(y * 0.1)', (x, y) => Math.sin(x * 3) + Math.cos(y - 9) + Math.tan(y * 0.1)],
    ['exp(-x) + exp2(y) + log(x) + log2(y)', (x, y) => Math.exp(-x) + 2 ** y + Math.log(x) + Math.log2(y)],
    ['pow(x, 1.7) + pow(y, 3.0)', (x, y) => x ** 1.7 + y ** 3],
    ['atan2(y - 2.0, x - 4.0) + atan(x) + asin(y * 0.2) + acos(x * 0.1)', (x, y) => Math.atan2(y - 2, x - 4) + Math.atan(x) + Math.asin(y * 0.2) + Math.acos(x * 0.1)],
    ['tanh(x - 4.0) + sqrt(y) + inverseSqrt(x)', (x, y) => Math.tanh(x - 4) + Math.sqrt(y) + 1 / Math.sqrt(x)],
    ['floor(x * 1.7) + ceil(y) + round(x) + trunc(-y * 1.2) + fract(x * 0.3)', (x, y) => Math.floor(x * 1.7) + Math.ceil(y) + roundEven(x) + Math.trunc(-y * 1.2) + fract(x * 0.3)],
    ['mix(x, y, 0.3) + clamp(x, 2.0, 5.0) + step(3.0, x) + smoothstep(1.0, 6.0, x) + sign(y - 2.0)', (x, y) => {
      const t = Math.min(1, Math.max(0, (x - 1) / 5));
      return x + (y - x) * 0.3 + Math.min(5, Math.max(2, x)) + (x >= 3 ? 1 : 0) + t * t * (3 - 2 * t) + Math.sign(y - 2);
    }],
    ['length(vec2f(x, y)) + dot(vec3f(x, y, 1.0), vec3f(2.0)) + distance(vec2f(x), vec2f(y)) + cross(vec3f(x, y, 0.0), vec3f(0.0, 1.0, 0.0)).z', (x, y) => Math.hypot(x, y) + 2 * (x + y + 1) + Math.hypot(x - y, x - y) + x],
    ['f32(i32(x) * 7 / 3 + i32(y) % 2) + f32((u32(x) << 2u) >> 1u) + f32(i32(x) & 5)', (x, y) => Math.trunc((Math.trunc(x) * 7) / 3) + (Math.trunc(y) % 2) + Math.trunc(x) * 2 + (Math.trunc(x) & 5)],
    ['select(x, y, x > y && !(y > 3.0))', (x, y) => (x > y && !(y > 3) ? y : x)],
    ['(mat2x2f(1.0, 2.0, 3.0, 4.0) * vec2f(x, y)).y', (x, y) => 2 * x + 4 * y],
    ['bitcast<f32>(bitcast<i32>(x) + 0)', x => x],
    ['vec4f(x, y, x + y, 1.0).wzyx.y', (x, y) => x + y],
  ]; // biome-ignore format: a table
  for (const [expression, expected] of cases) agrees(value(expression), expected, 3e-5);
});

function roundEven(x: number): number {
  const low = Math.floor(x);
  return x - low === 0.5 ? (low % 2 === 0 ? low : low + 1) : Math.round(x);
}

test('rounding and division of ints are exact for any number', () => {
  const numbers = [
    ...[0.5, 1.5, 2.5, 0.49999997, 8388607.5, 8388609, 2147483520, 2147483648, 3e9, 1e20, 1e-30, 4194303.5],
    ...Array.from({ length: 20 }, (_, i) => 1.7 ** (i * 4) * 1.37),
  ].flatMap(x => [x, -x]);
  const ints = [1, 2, 3, 7, 10, 641, 65536, 16777217, 1073741824, 2147483647].flatMap(n => [n, -n]);
  ints.push(-2147483648, 0);
  const perRun = width * height;
  const block = `struct Block { given: array<vec4f, ${perRun}> }
    @group(0) @binding(0) var<uniform> block: Block;`;
  for (let at = 0; at < numbers.length; at += perRun) {
    const given = Array.from({ length: perRun * 4 }, (_, i) => (i % 4 === 0 ? (numbers[at + i / 4] ?? 0) : 0));
    const result = run(
      `${block}
      fn shade(pixel: vec2f) -> vec4f {
        let x = block.given[i32(pixel.x) + ${width} * i32(pixel.y)].x;
        return vec4f(floor(x), ceil(x), trunc(x), round(x));
      }`,
      given,
    );
    for (let i = 0; i < perRun; i++) {
      const x = Math.fround(given[i * 4]);
      const want = [Math.floor(x), Math.ceil(x), Math.trunc(x), roundEven(x)];
      assert.deepEqual(
        [...result.subarray(i * 4, i * 4 + 4)].map(y => y + 0),
        want.map(y => y + 0),
        `of ${x}`,
      );
    }
  }
  const pairs = ints.flatMap(a => ints.map(b => [a, b] as const));
  for (let at = 0; at < pairs.length; at += perRun) {
    const part = pairs.slice(at, at + perRun);
    const bits = Int32Array.from(part.flatMap(([a, b]) => [a, b, 0, 0]));
    const result = new Int32Array(
      run(
        `${block}
        fn shade(pixel: vec2f) -> vec4f {
          let v = bitcast<vec4i>(block.given[i32(pixel.x) + ${width} * i32(pixel.y)]);
          return bitcast<vec4f>(vec4i(v.x / v.y, v.x % v.y, 0, 0));
        }`,
        new Float32Array(bits.buffer),
      ).buffer,
    );
    part.forEach(([a, b], i) => {
      const divisor = b === 0 ? 1 : b;
      assert.deepEqual([...result.subarray(i * 4, i * 4 + 2)], [(a / divisor) | 0, (a % divisor) | 0], `${a} and ${b}`);
    });
  }
});

test('each pixel goes its own way through loops and returns', () => {
  agrees(
    `fn first(x: f32, limit: f32) -> f32 {
      var sum = 0.0;
      for (var i = 0; i < 40; i++) {
        if (f32(i) * 0.5 > x) { break; }
        if (i % 3 == 1) { continue; }
        if (sum > limit) { return -sum; }
        sum += f32(i);
      }
      return sum;
    }
    fn value(x: f32, y: f32) -> f32 { return first(x, y * 3.0) + 1.0; }`,
    (x, y) => {
      let sum = 0;
      for (let i = 0; i < 40; i++) {
        if (i * 0.5 > x) break;
        if (i % 3 === 1) continue;
        if (sum > y * 3) return -sum + 1;
        sum += i;
      }
      return sum + 1;
    },
  );
  agrees(
    `fn value(x: f32, y: f32) -> f32 {
      var a = x;
      var n = 0;
      while (a > 0.3) {
        var b = y;
        loop {
          b = b * 0.5;
          if (b < 0.6) { break; }
          n++;
        }
        a = a * 0.6 - 0.01;
      }
      return f32(n) + a;
    }`,
    (x, y) => {
      let a = x;
      let n = 0;
      while (a > 0.3) {
        let b = y;
        for (;;) {
          b *= 0.5;
          if (b < 0.6) break;
          n++;
        }
        a = a * 0.6 - 0.01;
      }
      return n + a;
    },
  );
  agrees(
    `fn value(x: f32, y: f32) -> f32 {
      var c = 1.0;
      if (x > 4.0) { if (y > 2.0) { return 7.0; } c = 2.0; } else if (y < 1.0) { c = x; }
      let d = c;
      c = c + 10.0;
      return d * 100.0 + c;
    }`,
    (x, y) => {
      let c = 1;
      if (x > 4) {
        if (y > 2) return 7;
        c = 2;
      } else if (y < 1) c = x;
      return c * 100 + c + 10;
    },
  );
});

test('a rolled loop and the same loop written out give the same', () => {
  const body = (count: string): string => `
    const weights = array<f32, 4>(1.0, 2.5, -3.0, 0.25);
    struct Block { count: vec4f, numbers: array<vec4f, 4> }
    @group(0) @binding(0) var<uniform> block: Block;
    fn shade(pixel: vec2f) -> vec4f {
      var v = vec4f(0.0);
      for (var i = 0; i < ${count}; i++) { v += block.numbers[i & 3] * weights[i32(pixel.x + f32(i)) & 3] * pixel.y; }
      return v;
    }`;
  const uniforms = [6, 0, 0, 0, ...Array.from({ length: 16 }, (_, i) => i * 0.37 - 2)];
  const unrolled = run(body('6'), uniforms);
  const rolled = run(body('i32(block.count.x)'), uniforms);
  unrolled.forEach((number, i) => {
    assert.ok(Math.abs(number - rolled[i]) < 1e-4, `${number} and ${rolled[i]}`);
  });
  assert.ok(unrolled.some(number => number !== 0));
});

test('mistakes are named with their line', () => {
  const cases: [string, RegExp, number][] = [
    ['fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(missing);\n}', /"missing" is not declared/, 2],
    ['fn shade(pixel: vec2f) -> vec4f {\n  let a = 1.0;\n  a = 2.0;\n  return vec4f(a);\n}', /declare it with var/, 3],
    [
      'fn shade(pixel: vec2f) -> vec4f {\n  let a = pixel + 1;\n  return vec4f(vec3f(1.0) + pixel, 1.0);\n}',
      /does not go with/,
      3,
    ],
    [
      'fn f(x: f32) -> f32 { return f(x); }\nfn shade(pixel: vec2f) -> vec4f { return vec4f(f(1.0)); }',
      /calls itself/,
      1,
    ],
    ['fn other() -> f32 { return 1.0; }', /"shade\(pixel: vec2f\) -> vec4f" is missing/, 1],
    ['fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(1.0)\n}', /expected ";"/, 3],
    ['fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(wobble(1.0));\n}', /"wobble" is not known/, 2],
    [
      'fn shade(pixel: vec2f) -> vec4f {\n  let from = pixel;\n  return vec4f(from, 0.0, 1.0);\n}',
      /"from" is a word that WGSL reserves/,
      2,
    ],
    ['fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(1.0);\n}\n@group(0', /the file ends too early/, 4],
  ];
  for (const [source, message, line] of cases) {
    assert.throws(
      () => run(source),
      (error: unknown) => error instanceof ShaderError && message.test(error.message) && error.position.line === line,
      source,
    );
  }
});
