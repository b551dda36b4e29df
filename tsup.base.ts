import { defineConfig } from 'tsup';

/**
 * The build of every package: ESM and CommonJS with types for both, nothing bundled that is a dependency; the user's Node or
 * bundler chooses among a package's own `imports` (#…).
 */
export const library = (entry: string[]) =>
  defineConfig({
    entry,
    format: ['esm', 'cjs'],
    dts: true,
    sourcemap: true,
    clean: true,
    target: 'es2022',
    treeshake: true,
    external: [/^#/],
    shims: true, // import.meta.url in CommonJS, which addresses of workers are relative to
  });
