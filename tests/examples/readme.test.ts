import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { packages, root } from '../conventions/repository.js';

/** Below the repository, from which the packages are found; what examples write stays here. */
mkdirSync(join(root, 'out'), { recursive: true });
const folder = mkdtempSync(join(root, 'out', 'readme-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

/** The first code under the heading of the README; the testing kit's is a test file, which runs in vitest alone. */
const examples = packages
  .filter(({ manifest }) => manifest.name !== '@hourglass/testing')
  .map(({ folder: name, path }): [string, string | undefined] => {
    const readme = readFileSync(join(path, 'README.md'), 'utf8');
    return [name, /^## Example\n.*?^```ts\n(.*?)^```$/ms.exec(readme)?.[1]];
  });

it.each(examples)('the example of %s runs as its README has it', async (name, code) => {
  expect(code).toBeDefined();
  const file = join(folder, `${name}.mts`);
  writeFileSync(file, code!);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], { cwd: folder });
  expect(stdout).not.toMatch(/NaN|undefined/);
}, 120_000);
