// AssemblyScript: compiled to WebAssembly by scripts/kernels.mjs, and no part of the TypeScript sources.

/** Takes from each float up to `end` its centre, and divides by its spread. Reads and writes up to 12 bytes beyond. */
export function scale(values: usize, end: usize, centre: usize, spread: usize): void {
  for (; values < end; values += 16, centre += 16, spread += 16)
    v128.store(values, f32x4.div(f32x4.sub(v128.load(values), v128.load(centre)), v128.load(spread)));
}
