import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packages as listPackages, root } from '../../scripts/packages.mjs';

export { importsOf, reachable, root } from '../../scripts/packages.mjs';

export const packages = listPackages();

const skipped = new Set(['node_modules', 'dist', '.git', '.turbo', 'coverage', 'out', 'fixtures', 'templates']);

/** The files under a folder whose names end so, as paths from the root, without what is installed or built. */
export const filesUnder = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = relative(root, join(root, folder, entry.name));
    return entry.isDirectory() ? filesUnder(path, ending) : path.endsWith(ending) ? [path] : [];
  });
