import type { Dataset } from '@hourglass/core';
import { createHash } from 'node:crypto';
import { checked, type Checks } from './check.js';
import { setsIn } from './sets.js';

/** A set whose values are known. */
export interface KnownSet {
  readonly name: string;
  open(): Promise<Dataset>;
  /** As `fingerprint` gives it. */
  readonly expected: string;
}

/** Every set that is known, read to its last value. */
export async function* setChecks(data: string): Checks {
  for (const { name, open, expected } of setsIn(data))
    yield checked(name, async () => {
      const found = await fingerprint(await open());
      return { passed: found === expected, found: found === expected ? found : `${found}; expected ${expected}` };
    });
}

/** `60000 × [28, 28, 1], 10 classes, 0123456789abcdef`: number and shape of samples, and a hash of all values and labels in order. */
async function fingerprint({ info, batches }: Dataset): Promise<string> {
  const hash = createHash('sha256');
  const classes = new Set<number>();
  let size = 0;
  for await (const { clean, label, mask, corrupted, index } of batches({ batchSize: 256, reuse: true })) {
    size += index.length;
    for (const array of [clean, label, mask, corrupted]) if (array) hash.update(Buffer.from(array.data.buffer, array.data.byteOffset, array.data.byteLength));
    label?.data.forEach((one) => classes.add(one));
  }
  if (info.size !== undefined && info.size !== size) throw new Error(`info.size is ${info.size}, but there are ${size} samples`);
  return `${size} × [${info.inputShape.join(', ')}]${classes.size > 0 ? `, ${classes.size} classes` : ''}, ${hash.digest('hex').slice(0, 16)}`;
}
