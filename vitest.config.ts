import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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

/** Node starts workers from JavaScript alone: puts what the build makes of `./…-worker.ts` in the place of its address. */
const workers = {
  name: 'workers',
  enforce: 'pre' as const,
  async transform(code: string, id: string) {
    const [literal, name] = /'\.\/([\w-]+-worker)\.js'/.exec(code) ?? [];
    if (!literal || !/\/packages\/[\w-]+\/src\/[\w-]+\.ts$/.test(id)) return undefined;
    const entry = join(id, '..', `${name!}.ts`);
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm' });
    return code.replaceAll(literal, JSON.stringify(`data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`));
  },
};

export default defineConfig({
  plugins: [workers],
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
