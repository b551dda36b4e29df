import { checkOptions, wholePositive, type Batch, type Dataset } from '@hourglass/core';
import * as v from 'valibot';

export interface PrefetchOptions {
  /** Batches that are asked for before they are needed. */
  readonly batches: number;
}

/**
 * The same dataset, whose next batches are read while the consumer is busy with one: for sources that wait, for a disk, the
 * network or a decoder.
 *
 * @throws InvalidOptionError for a number of batches that is no whole number of 1 or more
 */
export function prefetch(data: Dataset, options: PrefetchOptions): Dataset {
  const { batches: count } = checkOptions('prefetch', v.strictObject({ batches: wholePositive }), options);
  return {
    info: data.info,
    async *batches({ batchSize, shuffle }) {
      const source = data.batches({ batchSize, shuffle })[Symbol.asyncIterator](); // batches that wait may not be written over
      const pending: Promise<IteratorResult<Batch, unknown>>[] = [];
      try {
        for (;;) {
          while (pending.length <= count) {
            const next = source.next();
            next.catch(() => undefined); // told when its turn comes
            pending.push(next);
          }
          const { done, value } = await pending.shift()!;
          if (done) return;
          yield value;
        }
      } finally {
        await source.return?.();
      }
    },
  };
}
