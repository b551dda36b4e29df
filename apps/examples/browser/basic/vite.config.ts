import { defineConfig } from 'vite';

/** The page finds its files beside itself, wherever it is put, and packages of Hourglass in their sources. */
export default defineConfig({
  base: './',
  resolve: { tsconfigPaths: true },
  worker: { format: 'es' },
  build: { chunkSizeWarningLimit: 2000 },
});
