import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../conventions/repository.js';

interface Stale {
  isStale(workspace: string): boolean;
  markBuilt(workspace: string, date: Date): void;
  workspacesOf(root: string, name: string): string[];
}
const { isStale, markBuilt, workspacesOf } = (await import(pathToFileURL(`${root}scripts/stale.mjs`).href)) as Stale;

const [early, built, late] = [10, 20, 30].map((second) => new Date(second * 1000)) as [Date, Date, Date];
let repository: string;
const at = (...names: string[]): string => join(repository, ...names);

/** A package that was built after all of its files were written. */
async function createPackage(path: string, manifest: object): Promise<void> {
  await mkdir(at(path, 'src', 'layers'), { recursive: true });
  await mkdir(at(path, 'dist'));
  await writeFile(at(path, 'package.json'), JSON.stringify(manifest));
  for (const file of ['src/index.ts', 'src/layers/dense.ts', 'src/index.test.ts']) await writeFile(at(path, file), '');
  for (const name of ['package.json', 'src/index.ts', 'src/layers/dense.ts', 'src/index.test.ts', 'src/layers', 'src'])
    await utimes(at(path, name), early, early);
  markBuilt(at(path), built);
}

const build = { build: 'tsup' };
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'hourglass-stale-'));
  await createPackage('packages/core', { name: '@x/core', scripts: build });
  await createPackage('packages/data', { name: '@x/data', scripts: build, dependencies: { '@x/core': '*', other: '1' } });
  await createPackage('packages/apart', { name: '@x/apart', scripts: build });
  await createPackage('apps/program', { name: '@x/program', scripts: build, dependencies: { '@x/data': '*' } });
  await createPackage('apps/script', { name: '@x/script', dependencies: { '@x/core': '*' } });
});
afterEach(() => rm(repository, { recursive: true }));

describe('isStale(workspace)', () => {
  it('is false after the build', () => {
    expect(isStale(at('packages/core'))).toBe(false);
  });

  it.each(['src/index.ts', 'src/layers/dense.ts', 'package.json'])('is true where %s changed after the build', async (file) => {
    await utimes(at('packages/core', file), late, late);
    expect(isStale(at('packages/core'))).toBe(true);
    markBuilt(at('packages/core'), late);
    expect(isStale(at('packages/core'))).toBe(false);
  });

  it('is true where a source was added or deleted after the build', async () => {
    await rm(at('packages/core/src/layers/dense.ts'));
    expect(isStale(at('packages/core'))).toBe(true);
  });

  it('is true without a build', async () => {
    await rm(at('packages/core/dist'), { recursive: true });
    expect(isStale(at('packages/core'))).toBe(true);
  });

  it('is false where only a test changed', async () => {
    await utimes(at('packages/core/src/index.test.ts'), late, late);
    expect(isStale(at('packages/core'))).toBe(false);
  });
});

describe('workspacesOf(root, name)', () => {
  it('finds what a program is built from, and nothing else', () => {
    const expected = ['packages/core', 'packages/data', 'apps/program'].map((path) => at(path));
    expect(workspacesOf(repository, '@x/program').toSorted()).toEqual(expected.toSorted());
    expect(workspacesOf(repository, '@x/script')).toEqual([at('packages/core')]);
  });

  it("finds the packages of this repository's command", () => {
    const found = workspacesOf(root, '@hourglass/cli').map((path) => path.slice(root.length));
    expect(found).toContain('apps/cli');
    expect(found).toContain('packages/training-kernels'); // through core
  });
});
