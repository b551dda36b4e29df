import { EnvironmentError } from '@hourglass/core';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFailure } from './load-failure.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-load-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Loads the package `runtime` as Node does, and tells the failure. */
function failure(): EnvironmentError {
  try {
    createRequire(join(folder, 'user.js'))('runtime');
  } catch (cause) {
    return loadFailure('runtime', { install: 'npm i runtime', more: 'Or take another.' }, cause);
  }
  return expect.unreachable();
}

/** Installs the package `runtime`, whose script is this. */
async function install(script: string): Promise<void> {
  await mkdir(join(folder, 'node_modules', 'runtime'), { recursive: true });
  await writeFile(join(folder, 'node_modules', 'runtime', 'index.js'), script);
  await writeFile(join(folder, 'node_modules', 'runtime', 'binding.node'), 'no binary');
}

describe('loadFailure(name, advice, cause)', () => {
  it('tells a package that is not installed', () => {
    expect(failure().message).toBe('runtime is not installed; install it with npm i runtime\nOr take another.');
    expect(EnvironmentError.isInstance(failure())).toBe(true);
  });

  it('tells one whose binary does not load, with the first line of the cause', async () => {
    await install("require('./binding.node')");
    expect(failure().message).toMatch(/^runtime is installed, but does not load \(.*binding\.node.*\); install it anew with npm i runtime\nOr/);
  });

  it.each(['./none.node', 'none'])('tells one that misses %s', async (name) => {
    await install(`require('${name}')`);
    expect(failure().message).toMatch(`runtime is installed, but does not load (Cannot find module '${name}'); install it anew`);
  });
});
