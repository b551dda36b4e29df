import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { readFileSync, rmSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packages } from '../conventions/repository.js';
import { packAll, temporaryFolder } from './pack.js';

const folder = temporaryFolder();
let tarballs = new Map<string, string>();

beforeAll(() => {
  tarballs = packAll(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const names = packages.map(({ manifest }) => manifest.name);

describe.each(names)('the tarball of %s', (name) => {
  const read = () => new Uint8Array(readFileSync(tarballs.get(name)!));

  it('is as package managers and bundlers want it (publint --strict)', async () => {
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: read().buffer } });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it('holds the build, the sources and the papers, and nothing of the tests', () => {
    const files = createPackageFromTarballData(read())
      .listFiles()
      .map((file) => file.slice(`/node_modules/${name}/`.length));
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'src/index.ts']));
    const expected = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|(dist|src)\/.+)$/;
    expect(files.filter((file) => !expected.test(file) || /\.test\.|\.test-d\.|fixture|\.fuzz\.|tmp/.test(file))).toEqual([]);
  });

  it('gives the right types to ES modules, CommonJS and bundlers (are the types wrong)', async () => {
    const result = await checkPackage(createPackageFromTarballData(read()));
    expect(result.types).not.toBe(false);
    const problems = 'problems' in result ? result.problems : [];
    // node10 is the resolution of before `exports`, which knows no subpaths
    const counted = problems.filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'));
    expect(counted).toEqual([]);
  });
});
