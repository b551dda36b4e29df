import { scaledFor } from '@hourglass/core';
import { npy as opened } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { closeSync, openSync, readSync } from 'node:fs';
import { handOutNpy, npyPath } from '../contenders/feeds.js';
import { handOut } from '../contenders/handed-work.js';
import { here } from '../contenders/here.js';
import { passed } from '../contenders/passed.js';
import { recipes } from '../contenders/recipes.js';
import { comparison } from './comparison.js';
import { sampleCount } from './step-contenders.js';

/**
 * 196 MiB of float32 passed through in batches, as they are and through a scaler, and opened without a range, which looks at every
 * value, beside the same bytes read alone; the figure is the number of samples, for `plain-read` of bytes.
 */
export const npy = comparison(0, async (folder) => {
  await handOut(folder, [], sampleCount);
  await handOutNpy(folder);
  const path = npyPath({ folder });
  const unchecked = await opened(file(path), { range: [0, 1] });
  const scaled = scaledFor(recipes.scaled(), unchecked);
  return [
    here('plain-read', async () => readAlone(path)),
    here('npy-pass', () => passed(unchecked, 256)),
    here('npy-scaled-pass', () => passed(scaled, 256)),
    here('npy-open', async () => (await opened(file(path))).info.size!),
  ];
});

/** From the beginning to the end, 1 MiB at a time. */
function readAlone(path: string): number {
  const into = new Uint8Array(2 ** 20);
  const descriptor = openSync(path, 'r');
  try {
    let size = 0;
    for (let count; (count = readSync(descriptor, into)) > 0;) size += count;
    return size;
  } finally {
    closeSync(descriptor);
  }
}
