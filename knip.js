import { relative } from 'node:path';
import { packages } from './scripts/packages.mjs';

/** The entries of each package are those of its package.json, read as their sources. */
const libraries = packages().map(({ folder, path, entries }) => [
  `packages/${folder}`,
  { entry: entries.map(({ source }) => relative(path, source)), project: ['src/**/*.ts'] },
]);

export default {
  workspaces: {
    '.': {
      entry: ['scripts/*.mjs', 'tests/op-tests/*.js'], // those of op-tests are loaded by a bundle and by path
      project: ['*.{js,ts}', 'scripts/**/*.mjs', 'tests/**/*.{js,ts}'],
      ignoreDependencies: ['jasmine-core'], // required by that bundle
    },
    ...Object.fromEntries(libraries),
    'apps/*': { entry: ['src/main.ts'], project: ['**/*.{ts,tsx}'] },
    'apps/examples': { entry: ['src/**/*.ts', '{node,browser}/**/*.{ts,html}'], project: ['**/*.{ts,tsx}'] },
  },
};
