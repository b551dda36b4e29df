import type { Batch } from './dataset.js';
import type { Reduction } from './loss.js';

/**
 * How much a batch counts in the mean over several: its samples, or, where a mask leaves values out of a mean, the values
 * that it leaves in. So figures do not depend on how samples are put into batches.
 */
export function batchWeight({ index, mask }: Batch, reduction: Reduction): number {
  if (!mask || reduction !== 'mean') return index.length;
  let values = 0;
  for (const counts of mask.data) values += counts;
  return values;
}
