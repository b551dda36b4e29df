import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fillTemplate } from '../../scripts/new.mjs';
import { root } from './repository.js';
import { typeCheck } from './type-check.js';

const folder = mkdtempSync(join(tmpdir(), 'hourglass-template-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('pnpm new variant', () => {
  const target = join(folder, 'soft-top-k');
  const files = fillTemplate(join(root, 'templates/variant'), 'soft-top-k', target);
  const read = (file: string) => readFileSync(join(target, file), 'utf8');

  it('fills the name into paths and texts', () => {
    expect(files).toContain('src/soft-top-k.ts');
    expect(read('src/index.ts')).toContain("export { softTopK } from './soft-top-k.js';");
    expect(files.filter((file) => /__\w+__/.test(file + read(file)))).toEqual([]);
  });

  it('gives a package like the others', () => {
    const { name, ...manifest } = JSON.parse(read('package.json')) as Record<string, unknown>;
    const other = JSON.parse(readFileSync(join(root, 'packages/undercomplete/package.json'), 'utf8')) as Record<string, unknown>;
    expect(name).toBe('@hourglass/soft-top-k');
    for (const field of ['type', 'license', 'sideEffects', 'exports', 'main', 'module', 'types', 'files', 'engines', 'scripts'])
      expect(manifest[field], field).toEqual(other[field]);
    expect(manifest['dependencies']).toEqual(other['dependencies']);
    expect(manifest['peerDependencies']).toEqual(other['peerDependencies']);
  });

  it('type-checks', () => {
    // as if it stood in a package whose dependencies are installed
    const place = join(root, 'packages/undercomplete/soft-top-k');
    const sources = files.filter((file) => file.startsWith('src/')).map((file) => [join(place, file), read(file)] as const);
    const faults = typeCheck(new Map(sources));
    expect([...faults].filter(([, found]) => found.length)).toEqual([]);
  });

  it('refuses a name that is not kebab-case and a folder that exists', () => {
    expect(() => fillTemplate(join(root, 'templates/variant'), 'SoftTopK', join(folder, 'x'))).toThrow('kebab-case');
    expect(() => fillTemplate(join(root, 'templates/variant'), 'soft-top-k', target)).toThrow('exists already');
  });
});
