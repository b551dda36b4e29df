import { defineConfig } from 'vite';

/** What a host sends for a page to be cross-origin isolated, and so to have threads. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** The page finds its files beside itself, wherever it is put, and packages of Hourglass in their sources. */
export default defineConfig({
  base: './',
  resolve: { tsconfigPaths: true },
  server: { headers },
  worker: { format: 'es' },
  build: { chunkSizeWarningLimit: 2000 },
});
