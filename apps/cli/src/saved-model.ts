import { CheckpointError, load, type Engine, type Run } from '@hourglass/core';
import { folder } from '@hourglass/core/node';
import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withFile } from './file-errors.js';
import { parts } from './parts.js';

/**
 * Loads what `train` saved in a folder.
 *
 * @throws CheckpointError where there is none
 */
export async function loadRun(path: string, engine: Engine): Promise<Run> {
  await checkFolder(path);
  return load(folder(path), { parts, engine });
}

async function checkFolder(path: string): Promise<void> {
  const expected = '<model>: expected the folder that `hourglass train … --out <folder>` wrote';
  if (!(await withFile(expected, path, () => stat(path))).isDirectory())
    throw new CheckpointError(`${expected}; ${path} is a file. Give the path of the folder.`);
  const latest = join(path, 'latest');
  if (existsSync(latest)) await withFile(expected, latest, () => access(latest, constants.R_OK));
}
