import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Every entry of every package, resolved to its source, so that tests need no build. */
const sources = readdirSync(`${root}packages`).flatMap((folder) => {
  const { name, exports } = JSON.parse(readFileSync(`${root}packages/${folder}/package.json`, 'utf8')) as {
    name: string;
    exports: Record<string, unknown>;
  };
  return Object.keys(exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => ({
      find: new RegExp(`^${name}${entry.slice(1)}$`),
      replacement: `${root}packages/${folder}/src/${entry === '.' ? 'index' : entry.slice(2)}.ts`,
    }));
});

export default defineConfig({
  resolve: { alias: sources },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    typecheck: { enabled: false },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
