import { relative } from 'node:path';
import { packages } from './scripts/packages.mjs';

/** The entries of each package are those of its package.json, read as their sources. */
const libraries = packages().map(({ folder, path, entries }) => [
  `packages/${folder}`,
  { entry: entries.map(({ source }) => relative(path, source)), project: ['src/**/*.ts'] },
]);

export default {
  ignore: ['**/*_pb.ts'], // generated
  workspaces: {
    '.': {
      entry: ['scripts/*.mjs', 'tests/op-tests/{*.js,print-tally.ts}', 'tests/browser/measure-map.ts'], // loaded by a bundle, by path, by hand
      project: ['*.{js,ts}', 'scripts/**/*.mjs', 'tests/**/*.{js,ts}'],
      ignoreDependencies: ['jasmine-core'], // required by that bundle
    },
    ...Object.fromEntries(libraries),
    'apps/cli': { project: ['**/*.ts'] },
    'apps/acceptance': { entry: ['src/main.ts', 'src/*-job.ts'], project: ['**/*.ts'] },
    'apps/bench': { entry: ['src/main.ts', 'src/contenders/run-job.ts'], project: ['**/*.ts'] },
    'apps/examples': { entry: ['src/**/*.ts', '{node,browser}/**/*.{ts,html}'], project: ['**/*.{ts,tsx}'] },
  },
};
