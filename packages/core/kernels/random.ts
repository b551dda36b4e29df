// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.
//
// The generators and the transformation of src/random-fill.ts, four at a time and number for number.

/** The state of the generators, between calls. */
let a: v128 = i32x4.splat(0), b: v128 = a, c: v128 = a, count: v128 = a;

@inline
function rotated(value: v128): v128 {
  return v128.or(i32x4.shl(value, 21), i32x4.shr_u(value, 11));
}

function next(): v128 {
  const bits = i32x4.add(i32x4.add(a, b), count);
  a = v128.xor(b, i32x4.shr_u(b, 9));
  b = i32x4.add(c, i32x4.shl(c, 3));
  c = i32x4.add(rotated(c), bits);
  count = i32x4.add(count, i32x4.splat(1));
  return bits;
}

export function start(seed: i32): void {
  a = i32x4.splat(seed);
  b = i32x4.splat(seed ^ 0x9e3779b9);
  c = i32x4(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
  count = i32x4.splat(1);
  for (let i = 0; i < 16; i++) next();
}

/** Goes on with `bytes` bytes, a multiple of 16, of draws from [0, 1). */
export function uniform(out: usize, bytes: usize): void {
  const unit = f32x4.splat(1.0 / 16777216.0);
  for (const end = out + bytes; out < end; out += 16)
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(next(), 8)), unit));
}

/**
 * Goes on with `bytes` bytes, a multiple of 32, of draws from the standard normal distribution. `next` is written out, which
 * keeps the state in registers.
 */
export function normal(out: usize, bytes: usize): void {
  let a0 = a, b0 = b, c0 = c, count0 = count;
  const one = i32x4.splat(1), two = i32x4.splat(2);
  for (const end = out + bytes; out < end; out += 32) {
    const first = i32x4.add(i32x4.add(a0, b0), count0);
    a0 = v128.xor(b0, i32x4.shr_u(b0, 9));
    b0 = i32x4.add(c0, i32x4.shl(c0, 3));
    c0 = i32x4.add(rotated(c0), first);
    count0 = i32x4.add(count0, one);
    const bits = i32x4.add(i32x4.add(a0, b0), count0);
    a0 = v128.xor(b0, i32x4.shr_u(b0, 9));
    b0 = i32x4.add(c0, i32x4.shl(c0, 3));
    c0 = i32x4.add(rotated(c0), bits);
    count0 = i32x4.add(count0, one);

    const r = radius(first);
    const theta = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(bits, 2)), f32x4.splat(3.657295198167899e-10));
    const square = f32x4.mul(theta, theta);
    const s = sine(theta, square), k = cosine(square);
    const quadrant = i32x4.shr_u(bits, 30);
    const isOdd = i32x4.eq(v128.and(quadrant, one), one);
    const signX = i32x4.shl(v128.and(i32x4.add(quadrant, one), two), 30);
    const signY = i32x4.shl(v128.and(quadrant, two), 30);
    v128.store(out, f32x4.mul(r, v128.xor(v128.bitselect(s, k, isOdd), signX)));
    v128.store(out, f32x4.mul(r, v128.xor(v128.bitselect(k, s, isOdd), signY)), 16);
  }
  a = a0, b = b0, c = c0, count = count0;
}

/** √(−2 ln u) of a uniform u. */
@inline
function radius(bits: v128): v128 {
  const u = f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(bits), f32x4.splat(2.3283064365386963e-10)), f32x4.splat(1.1641532182693481e-10));
  const exponent = i32x4.shr_s(i32x4.sub(u, i32x4.splat(0x3f3504f3)), 23);
  const x = f32x4.sub(i32x4.sub(u, i32x4.shl(exponent, 23)), f32x4.splat(1));
  const e = f32x4.convert_i32x4_s(exponent);
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.167699874e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, x), square);
  p = f32x4.sub(f32x4.add(p, f32x4.mul(e, f32x4.splat(-2.12194440e-4))), f32x4.mul(square, f32x4.splat(0.5)));
  const logarithm = f32x4.add(f32x4.add(x, p), f32x4.mul(e, f32x4.splat(0.693359375)));
  return f32x4.sqrt(f32x4.mul(logarithm, f32x4.splat(-2)));
}

@inline
function sine(theta: v128, square: v128): v128 {
  let p = f32x4.splat(-1.9515295891e-4);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(8.3321608736e-3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-1.6666654611e-1));
  return f32x4.add(theta, f32x4.mul(f32x4.mul(p, square), theta));
}

@inline
function cosine(square: v128): v128 {
  let p = f32x4.splat(2.443315711809948e-5);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-1.388731625493765e-3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(4.166664568298827e-2));
  return f32x4.sub(f32x4.add(f32x4.mul(f32x4.mul(p, square), square), f32x4.splat(1)), f32x4.mul(square, f32x4.splat(0.5)));
}
