import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Every published package: its folder's name and path, its package.json, and its entries with the source of each. */
export function packages() {
  return readdirSync(join(root, 'packages'))
    .filter((folder) => existsSync(join(root, 'packages', folder, 'package.json')))
    .map((folder) => {
      const path = join(root, 'packages', folder);
      const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      const entries = Object.keys(manifest.exports)
        .filter((entry) => entry !== './package.json')
        .map((entry) => ({
          name: manifest.name + entry.slice(1),
          entry,
          source: join(path, 'src', `${entry === '.' ? 'index' : entry.slice(2)}.ts`),
        }));
      return { folder, path, manifest, entries };
    });
}

const importPattern = /(?:^|\n)\s*(?:import|export)\s+(?<type>type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"](?<static>[^'"]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"]+)['"]/g;

/** What a source file imports: each specifier, and whether it is for types only and so gone at run time. */
export const importsOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(importPattern)].map(({ groups }) => ({
    specifier: groups.static ?? groups.dynamic,
    typeOnly: groups.type !== undefined,
  }));

/** The source files that these entries reach at run time through relative imports, themselves included. */
export function reachable(files, found = new Set()) {
  for (const file of files) {
    if (found.has(file) || !existsSync(file)) continue;
    found.add(file);
    const next = importsOf(file)
      .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
      .map(({ specifier }) => join(dirname(file), specifier.replace(/\.js$/, '.ts')));
    reachable(next, found);
  }
  return found;
}

/** The files that only Node loads: those that `./node` reaches and no other entry does, as paths from the root. */
export function nodeOnlyFiles() {
  return packages().flatMap(({ entries }) => {
    const sources = (isNode) => entries.filter(({ entry }) => (entry === './node') === isNode).map(({ source }) => source);
    const portable = reachable(sources(false));
    return [...reachable(sources(true))].filter((file) => !portable.has(file)).map((file) => relative(root, file));
  });
}
