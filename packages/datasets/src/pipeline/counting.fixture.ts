import { fromSamples, type Batch, type Dataset } from '@hourglass/core';

/** Samples [i, i + 0.5] labelled i modulo 3, with a condition and a mask. */
export function counting(size: number): Dataset {
  const clean = { data: Float32Array.from({ length: 2 * size }, (_, i) => i / 2), shape: [size, 2] };
  const label = { data: Int32Array.from({ length: size }, (_, i) => i % 3), shape: [size] };
  const condition = { data: Float32Array.from({ length: size }, (_, i) => -i), shape: [size, 1] };
  const mask = { data: new Float32Array(2 * size).fill(1), shape: [size, 2] };
  return fromSamples({ clean, label, condition, mask }, { range: [0, size], labelNames: ['a', 'b', 'c'] });
}

/** The same, its size unknown, and how far it was read. */
export function stream(size: number): { data: Dataset; read: () => number } {
  const { info, batches } = counting(size);
  const { size: _, ...rest } = info;
  let read = 0;
  const data: Dataset = {
    info: rest,
    async *batches(options) {
      for await (const batch of batches(options)) {
        read += batch.index.length;
        yield batch;
      }
    },
  };
  return { data, read: () => read };
}

/** All batches of an epoch, each as it was when it came. */
export async function epochOf(data: Dataset, options: Partial<Parameters<Dataset['batches']>[0]> = {}): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of data.batches({ batchSize: 7, ...options })) found.push(structuredClone(batch));
  return found;
}

/** The first value of each sample, in stored order. */
export const valuesOf = async (data: Dataset): Promise<number[]> =>
  (await epochOf(data)).flatMap(({ clean }) => [...clean.data].filter((_, i) => i % (clean.data.length / clean.shape[0]!) === 0));
