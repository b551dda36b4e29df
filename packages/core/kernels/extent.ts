// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.

/**
 * Writes the least and the greatest of `bytes` bytes of floats to `out`; gives false, and writes nothing of use, where one is
 * NaN or infinite. `bytes` is a multiple of 64. The minimum that knows nothing of NaN is one instruction, the other several;
 * NaN and infinity less themselves are NaN.
 */
export function extent(values: usize, bytes: usize, out: usize): bool {
  let least = v128.load(values), most = least;
  let rest0 = f32x4.splat(0), rest1 = rest0;
  for (const end = values + bytes; values < end; values += 64) {
    const a = v128.load(values), b = v128.load(values, 16), c = v128.load(values, 32), d = v128.load(values, 48);
    least = f32x4.pmin(least, f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d)));
    most = f32x4.pmax(most, f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d)));
    rest0 = f32x4.add(rest0, f32x4.add(f32x4.sub(a, a), f32x4.sub(b, b)));
    rest1 = f32x4.add(rest1, f32x4.add(f32x4.sub(c, c), f32x4.sub(d, d)));
  }
  const left = min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1));
  const right = min(f32x4.extract_lane(least, 2), f32x4.extract_lane(least, 3));
  store<f32>(out, min(left, right));
  const before = max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1));
  const after = max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3));
  store<f32>(out, max(before, after), 4);
  const rest = f32x4.add(rest0, rest1);
  return !v128.any_true(f32x4.ne(rest, rest));
}
