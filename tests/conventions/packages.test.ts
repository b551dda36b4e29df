import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder, importsOf, packages, reachable, root } from './repository.js';

const packageOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
const isNodeModule = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier);

const byFolder = packages.map((found) => [found.folder, found] as const);

describe.each(byFolder)('packages/%s', (folder, { path, manifest, entries }) => {
  const sources = filesUnder(`packages/${folder}/src`, '.ts').filter((file) => !/\.(test|test-d|fixture|fuzz)\.ts$/.test(file));

  it('is named after its folder and says in one line what it is', () => {
    expect(manifest.name).toBe(`@hourglass/${folder}`);
    expect(folder).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(manifest.description).toMatch(/\.$/);
  });

  it('may be published: MIT, ES module, free of side effects, for the Node that the repository names', () => {
    expect(manifest).toMatchObject({
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public' },
    });
    expect(manifest.private).toBeUndefined();
  });

  it('has README.md, tsup.config.ts and src/index.ts', () => {
    for (const file of ['README.md', 'tsup.config.ts', 'src/index.ts'])
      expect(existsSync(join(path, file)), `packages/${folder}/${file}`).toBe(true);
  });

  it('exports ES module and CommonJS with types first, and a source for each entry', () => {
    for (const { entry, source } of entries) {
      const stem = `./dist/${entry === '.' ? 'index' : entry.slice(2)}`;
      expect(existsSync(source), source).toBe(true);
      expect(JSON.stringify(manifest.exports[entry])).toBe(
        JSON.stringify({
          import: { types: `${stem}.d.ts`, default: `${stem}.js` },
          require: { types: `${stem}.d.cts`, default: `${stem}.cjs` },
        }),
      );
    }
    expect(manifest.exports['./package.json']).toBe('./package.json');
    const built = readFileSync(join(path, 'tsup.config.ts'), 'utf8').match(/src\/[\w-]+\.ts/g);
    expect(built?.toSorted()).toEqual(entries.map(({ source }) => source.slice(path.length + 1)).toSorted());
  });

  it('ships its build and its sources, without tests', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'src', '!src/**/*.test.ts']));
  });

  it('imports only what it declares as a dependency or a peer', () => {
    const declared = [manifest.name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })];
    const targets = (specifier: string): string[] => (specifier.startsWith('#') ? Object.values(manifest.imports![specifier]!) : [specifier]);
    const imported = sources.flatMap((file) =>
      importsOf(join(root, file)).flatMap(({ specifier }) => targets(specifier).map((target) => ({ file, specifier: target }))),
    );
    const undeclared = imported.filter(
      ({ specifier }) => !specifier.startsWith('.') && !isNodeModule(specifier) && !declared.includes(packageOf(specifier)),
    );
    expect(undeclared).toEqual([]);
  });

  it('takes TensorFlow.js as a peer and other packages of Hourglass as workspace:^', () => {
    for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
      expect(name).not.toMatch(/^@tensorflow\//);
      if (name.startsWith('@hourglass/')) expect(range).toBe('workspace:^');
    }
    for (const [name, range] of Object.entries(manifest.peerDependencies ?? {}))
      if (name.startsWith('@tensorflow/')) expect(range).toBe('^4.22.0');
  });

  it('reaches no Node module from an entry other than ./node', () => {
    const portable = reachable(entries.filter(({ entry }) => entry !== './node').map(({ source }) => source));
    const found = [...portable].filter((file) => importsOf(file).some(({ specifier }) => isNodeModule(specifier)));
    expect(found).toEqual([]);
  });

  it('names its files in kebab-case, and has no index.ts below src and no utils.ts', () => {
    for (const file of filesUnder(`packages/${folder}/src`, '.ts')) {
      expect(file).toMatch(/\/[a-z0-9]+(-[a-z0-9]+)*(_pb)?(\.test|\.test-d|\.fixture|\.fuzz|\.fuzz\.test|\.d)?\.ts$/);
      expect(file).not.toMatch(/\/(utils?|helpers?)\.ts$|src\/.+\/index\.ts$/);
    }
  });

  it('lists its exports by name', () => {
    for (const { source } of entries) expect(readFileSync(source, 'utf8')).not.toMatch(/export \* from/);
  });

  it('has a README that says how to install it and shows an example', () => {
    const readme = readFileSync(join(path, 'README.md'), 'utf8');
    expect(readme).toMatch(new RegExp(`^# ${manifest.name}$`, 'm'));
    expect(readme).toMatch(new RegExp(`npm (install|i) .*${manifest.name}`));
    expect(readme).toMatch(/```ts\n/);
  });
});
