import type { Dataset } from '@hourglass/core';
import { mnist } from '@hourglass/datasets/node';

/** MNIST, to learn from and to measure with. */
export const mnistParts = async (): Promise<{ readonly data: Dataset; readonly validation: Dataset }> => ({
  data: await mnist(undefined, { split: 'train' }),
  validation: await mnist(undefined, { split: 'test' }),
});
