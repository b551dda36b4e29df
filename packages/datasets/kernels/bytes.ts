// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.

/** Writes each byte divided by 255 as float32, rounded as in src/byte-floats.ts; `count` is a multiple of 16. */
export function unit(bytes: usize, floats: usize, count: usize): void {
  for (const end = bytes + count; bytes < end; bytes += 16, floats += 64) {
    const all = v128.load(bytes);
    const low = i16x8.extend_low_i8x16_u(all);
    const high = i16x8.extend_high_i8x16_u(all);
    v128.store(floats, over255(i32x4.extend_low_i16x8_u(low)));
    v128.store(floats, over255(i32x4.extend_high_i16x8_u(low)), 16);
    v128.store(floats, over255(i32x4.extend_low_i16x8_u(high)), 32);
    v128.store(floats, over255(i32x4.extend_high_i16x8_u(high)), 48);
  }
}

/** 1/255 of 16 bits, by which a byte is multiplied exactly, and what it lacks: their sum rounds as a division does, in half the time. */
const coarse: f32 = 0.003921627998352051;
const fine: f32 = -5.9370901084321304e-8;

// @ts-ignore: decorators of functions are AssemblyScript's
@inline
function over255(whole: v128): v128 {
  const floats = f32x4.convert_i32x4_s(whole);
  return f32x4.add(f32x4.mul(floats, f32x4.splat(coarse)), f32x4.mul(floats, f32x4.splat(fine)));
}
