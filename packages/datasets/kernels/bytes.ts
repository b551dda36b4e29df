// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.

/** Writes each byte divided by 255 as float32, rounded as in src/byte-floats.ts; `count` is a multiple of 16. */
export function unit(bytes: usize, floats: usize, count: usize): void {
  const most = f32x4.splat(255);
  for (const end = bytes + count; bytes < end; bytes += 16, floats += 64) {
    const all = v128.load(bytes);
    const low = i16x8.extend_low_i8x16_u(all);
    const high = i16x8.extend_high_i8x16_u(all);
    v128.store(floats, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low)), most));
    v128.store(floats, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low)), most), 16);
    v128.store(floats, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high)), most), 32);
    v128.store(floats, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high)), most), 48);
  }
}
