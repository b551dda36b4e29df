import { CheckpointError, load, type Engine, type Run } from '@hourglass/core';
import { folder } from '@hourglass/core/node';
import { stat } from 'node:fs/promises';
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
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory())
    throw new CheckpointError(`${path} is no folder. Give the folder that \`hourglass train … --out <folder>\` wrote.`);
}
