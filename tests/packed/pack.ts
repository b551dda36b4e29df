import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packages, root } from '../conventions/repository.js';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string };

/** A new folder outside the repository, so that nothing is found by looking upwards. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'hourglass-packed-'));

/**
 * Packs every package as it would be published.
 *
 * @returns the path of each tarball, by the name of its package
 */
export function packAll(folder: string): Map<string, string> {
  const unbuilt = packages.filter(({ path }) => !existsSync(join(path, 'dist'))).map(({ manifest }) => manifest.name);
  if (unbuilt.length) throw new Error(`Not built: ${unbuilt.join(', ')}. Run npm run build first.`);
  const pack = ['--yes', packageManager, '-r', '--filter', './packages/*', 'pack', '--pack-destination', folder];
  execFileSync('npx', pack, { cwd: root, stdio: 'pipe', shell: process.platform === 'win32' });
  const files = readdirSync(folder);
  return new Map(
    packages.map(({ manifest: { name, version } }) => {
      const file = `${name.slice(1).replace('/', '-')}-${version}.tgz`;
      if (!files.includes(file)) throw new Error(`pnpm pack made no ${file}; it made ${files.join(', ')}.`);
      return [name, join(folder, file)];
    }),
  );
}
