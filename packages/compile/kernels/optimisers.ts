// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.
//
// Each kernel walks blocks of `bytes` bytes, a multiple of 16, four numbers at a time. Every line rounds as the tensor
// definition of its optimiser does, so that both give the same bits. What decays (first moments, velocities, mean
// squares) is flushed to zero before it becomes a denormal, with which arithmetic is many times slower.

/** Below this a first moment or a velocity becomes 0; its product with a learning rate is then no denormal either. */
const leastMoment = f32x4.splat(1e-30);

/** Below this a mean square becomes 0: gradients of 1e-16 still count, however small epsilon is. */
const leastSquare = f32x4.splat(1e-37);

/** NaN stays NaN. */
@inline
function flush(value: v128, least: v128): v128 {
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), least));
}

/** mean·decay + value·rest */
@inline
function average(mean: v128, decay: v128, value: v128, rest: v128): v128 {
  return f32x4.add(f32x4.mul(mean, decay), f32x4.mul(value, rest));
}

/** m ← beta1·m + rest1·g, v ← beta2·v + rest2·g², p ← kept·p − stepSize·m / (√v + epsilon) */
export function adam(
  parameters: usize,
  gradients: usize,
  moments1: usize,
  moments2: usize,
  bytes: usize,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  kept: f32,
  stepSize: f32,
  epsilon: f32,
): void {
  const b1 = f32x4.splat(beta1);
  const r1 = f32x4.splat(rest1);
  const b2 = f32x4.splat(beta2);
  const r2 = f32x4.splat(rest2);
  const k = f32x4.splat(kept);
  const s = f32x4.splat(stepSize);
  const e = f32x4.splat(epsilon);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(gradients + i);
    const m = flush(average(v128.load(moments1 + i), b1, g, r1), leastMoment);
    const v = flush(average(v128.load(moments2 + i), b2, f32x4.mul(g, g), r2), leastSquare);
    v128.store(moments1 + i, m);
    v128.store(moments2 + i, v);
    const step = f32x4.div(f32x4.mul(m, s), f32x4.add(f32x4.sqrt(v), e));
    v128.store(parameters + i, f32x4.sub(f32x4.mul(v128.load(parameters + i), k), step));
  }
}

/** p ← p − rate·g */
export function sgd(parameters: usize, gradients: usize, bytes: usize, rate: f32): void {
  const r = f32x4.splat(rate);
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), f32x4.mul(v128.load(gradients + i), r)));
}

/** u ← momentum·u + g, p ← p − rate·u */
export function sgdMomentum(
  parameters: usize,
  gradients: usize,
  velocities: usize,
  bytes: usize,
  momentum: f32,
  rate: f32,
): void {
  const mu = f32x4.splat(momentum);
  const r = f32x4.splat(rate);
  for (let i: usize = 0; i < bytes; i += 16) {
    const u = flush(f32x4.add(f32x4.mul(v128.load(velocities + i), mu), v128.load(gradients + i)), leastMoment);
    v128.store(velocities + i, u);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), f32x4.mul(u, r)));
  }
}

/** s ← rho·s + rest·g², p ← p − rate·g / √(s + epsilon) */
export function rmsProp(
  parameters: usize,
  gradients: usize,
  meanSquares: usize,
  bytes: usize,
  rho: f32,
  rest: f32,
  epsilon: f32,
  rate: f32,
): void {
  const rh = f32x4.splat(rho);
  const rs = f32x4.splat(rest);
  const e = f32x4.splat(epsilon);
  const r = f32x4.splat(rate);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(gradients + i);
    const s = flush(average(v128.load(meanSquares + i), rh, f32x4.mul(g, g), rs), leastSquare);
    v128.store(meanSquares + i, s);
    const step = f32x4.div(f32x4.mul(g, r), f32x4.sqrt(f32x4.add(s, e)));
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), step));
  }
}

/** s as in rmsProp, u ← momentum·u + rate·g / √(s + epsilon), p ← p − u */
export function rmsPropMomentum(
  parameters: usize,
  gradients: usize,
  meanSquares: usize,
  velocities: usize,
  bytes: usize,
  rho: f32,
  rest: f32,
  epsilon: f32,
  momentum: f32,
  rate: f32,
): void {
  const rh = f32x4.splat(rho);
  const rs = f32x4.splat(rest);
  const e = f32x4.splat(epsilon);
  const mu = f32x4.splat(momentum);
  const r = f32x4.splat(rate);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(gradients + i);
    const s = flush(average(v128.load(meanSquares + i), rh, f32x4.mul(g, g), rs), leastSquare);
    v128.store(meanSquares + i, s);
    const step = f32x4.div(f32x4.mul(g, r), f32x4.sqrt(f32x4.add(s, e)));
    const u = flush(f32x4.add(f32x4.mul(v128.load(velocities + i), mu), step), leastMoment);
    v128.store(velocities + i, u);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), u));
  }
}

/** Σ g², added up in double precision. */
export function squaredNorm(gradients: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(gradients + i);
    const a = f64x2.promote_low_f32x4(g);
    const b = f64x2.promote_low_f32x4(v128.shuffle<i32>(g, g, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** g ← factor·g */
export function scale(gradients: usize, bytes: usize, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(gradients + i, f32x4.mul(v128.load(gradients + i), f));
}
