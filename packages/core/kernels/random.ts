// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.
//
// The generator and the ziggurat of src/random-fill.ts, number for number; logarithm and exponential are the host's, so that
// both give the same bits.

@external('env', 'log')
declare function log(x: f64): f64;
@external('env', 'exp')
declare function exp(x: f64): f64;

/** The state of the generator, between calls and where a number is not inside its layer. */
let a: i32, b: i32, c: i32, count: i32;

function next(): i32 {
  const bits = a + b + count;
  a = b ^ (b >>> 9);
  b = c + (c << 3);
  c = rotl<i32>(c, 21) + bits;
  count++;
  return bits;
}

export function start(seed: i32): void {
  a = seed;
  b = seed ^ 0x9e3779b9;
  c = 0x243f6a88;
  count = 1;
  for (let i = 0; i < 16; i++) next();
}

/** Goes on with `bytes` bytes of draws from [0, 1). */
export function uniform(out: usize, bytes: usize): void {
  for (const end = out + bytes; out < end; out += 4) store<f32>(out, <f32>(<f64>(<u32>next() >>> 8) * (1.0 / 16777216.0)));
}

/** Goes on with `bytes` bytes of draws from the standard normal distribution. */
export function normal(out: usize, bytes: usize, scales: usize, insides: usize, heights: usize, tailStart: f64): void {
  let a0 = a, b0 = b, c0 = c, count0 = count;
  for (const end = out + bytes; out < end; ) {
    const bits = a0 + b0 + count0;
    a0 = b0 ^ (b0 >>> 9);
    b0 = c0 + (c0 << 3);
    c0 = rotl<i32>(c0, 21) + bits;
    count0++;
    const layer = bits & 255;
    const position = bits >> 8;
    let x = <f64>position * load<f64>(scales + (layer << 3));
    if (abs(position) >= load<i32>(insides + (layer << 2))) {
      a = a0, b = b0, c = c0, count = count0;
      x = layer == 0 ? tail(position, tailStart) : underCurve(layer, x, heights);
      a0 = a, b0 = b, c0 = c, count0 = count;
    }
    if (x == x) {
      store<f32>(out, <f32>x);
      out += 4;
    }
  }
  a = a0, b = b0, c = c0, count = count0;
}

function open(): f64 {
  return (<f64>(<u32>next()) + 0.5) * (1.0 / 4294967296.0);
}

function tail(sign: i32, tailStart: f64): f64 {
  let x: f64, y: f64;
  do {
    x = -log(open()) / tailStart;
    y = -log(open());
  } while (!(2 * y > x * x));
  return sign < 0 ? -tailStart - x : tailStart + x;
}

function underCurve(layer: i32, x: f64, heights: usize): f64 {
  const low = load<f64>(heights + (layer << 3));
  const height = low + open() * (load<f64>(heights + (layer << 3) + 8) - low);
  return height < exp(-0.5 * x * x) ? x : NaN;
}
