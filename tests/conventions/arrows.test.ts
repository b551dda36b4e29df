import { expect, it } from 'vitest';
import { packages } from './repository.js';

it('packages depend on one another in one direction', () => {
  const internal = (names: object) => Object.keys(names).filter((name) => name.startsWith('@hourglass/'));
  const dependencies = new Map(
    packages.map(({ manifest }) => [
      manifest.name,
      internal({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies }),
    ]),
  );
  const cycles: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    if (path.includes(name)) cycles.push([...path, name].join(' → '));
    else for (const next of dependencies.get(name) ?? []) visit(next, [...path, name]);
  };
  for (const name of dependencies.keys()) visit(name, []);
  expect(cycles).toEqual([]);
});
