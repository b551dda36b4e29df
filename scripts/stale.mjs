import { existsSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folders of the workspaces that a program is built from, its own among them.
 *
 * @param {string} root of the repository
 * @param {string} name of the program's workspace
 */
export function workspacesOf(root, name) {
  const all = new Map(
    ['packages', 'apps'].flatMap((group) =>
      readdirSync(join(root, group))
        .map((folder) => join(root, group, folder))
        .filter((path) => existsSync(join(path, 'package.json')))
        .map((path) => [path, JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))])
        .map(([path, manifest]) => [manifest.name, { path, manifest }]),
    ),
  );
  const found = new Set([name]);
  for (const next of found) // grows meanwhile
    for (const dependency of Object.keys(all.get(next).manifest.dependencies ?? {})) if (all.has(dependency)) found.add(dependency);
  return [...found].map((each) => all.get(each)).filter(({ manifest }) => manifest.scripts?.build).map(({ path }) => path);
}

/**
 * Whether a source of a workspace changed after its build, or it was never built. Folders count too: their time tells of
 * files that are gone.
 */
export function isStale(workspace) {
  const dist = join(workspace, 'dist');
  if (!existsSync(dist)) return true;
  const built = statSync(dist).mtimeMs;
  return ['src', 'package.json', 'tsup.config.ts'].some((input) => newest(join(workspace, input)) > built);
}

/** Says that a workspace's build is as new as this time, also where the build found nothing to do. */
export const markBuilt = (workspace, date) => utimesSync(join(workspace, 'dist'), date, date);

/** The time of the newest file or folder at a path; tests are not built. */
function newest(path) {
  if (!existsSync(path) || path.endsWith('.test.ts')) return -Infinity;
  const found = statSync(path);
  const below = found.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(found.mtimeMs, ...below);
}
