import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStale, markBuilt, workspacesOf } from './stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** One short line of progress. It goes to stderr, so that stdout stays the command's own. */
export const progress = (line) => process.stderr.write(`${line}\n`);

/**
 * Makes the repository ready to run: checks Node, installs the packages where they are missing or older than the
 * lockfile, and builds what changed. Ends the process with a message where one of these fails.
 *
 * @param {{ build?: string }} options the program to build, with the packages that it is made of, where one of them changed
 *   after its build; `*` builds all; without it, nothing is built
 */
export function setUp({ build } = {}) {
  checkNode();
  install();
  if (build) buildChanged(build);
}

function checkNode() {
  const [major, minor] = manifest.engines.node.match(/\d+/g).map(Number);
  const [hasMajor, hasMinor] = process.versions.node.split('.').map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return;
  stop(`Hourglass needs Node ${major}.${minor} or newer, this is ${process.versions.node}. Get it from https://nodejs.org`);
}

function install() {
  const stamp = join(root, 'node_modules', '.hourglass-installed');
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((file) => readFileSync(join(root, file)));
  const wanted = inputs.reduce((hash, input) => hash.update(input), createHash('sha256')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  quietly('Installing packages', () =>
    pnpm(['pnpm', 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false']),
  );
  writeFileSync(stamp, wanted);
}

function buildChanged(program) {
  const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  const build = (...selection) =>
    quietly('Building', () => pnpm(['node', turbo, 'run', 'build', '--output-logs=errors-only', ...selection]));
  if (program === '*') return build();
  const workspaces = workspacesOf(root, program);
  if (!workspaces.some(isStale)) return;
  const start = new Date();
  build('--filter', `${program}...`);
  for (const workspace of workspaces) markBuilt(workspace, start); // what changed meanwhile is built next time
}

/** Runs a command with this repository's pnpm on its PATH (turbo calls it too); a machine needs only Node and npm. */
const pnpm = (command) =>
  spawnSync('npx', ['--yes', `--package=${manifest.packageManager}`, '--', ...command], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  });

/** Says what is being done, then how long it took; shows what the command printed only where it failed. */
function quietly(what, run) {
  progress(`${what} …`);
  const start = Date.now();
  const { status, stdout, stderr, error } = run();
  if (status === 0) return progress(`${what}: done in ${Math.round((Date.now() - start) / 1000)} s`);
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  stop(`${what} failed${error ? `: ${error.message}` : ' (see above)'}.`);
}

function stop(message) {
  progress(message);
  process.exit(1);
}
