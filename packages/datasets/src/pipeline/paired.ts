import { InvalidDataError, type Batch, type Dataset } from '@hourglass/core';
import { fromChunks } from '../from-chunks.js';

/**
 * Pairs of what the encoder sees and what is to be rebuilt: the samples of two datasets of the same number, the first with the
 * first. Labels are those of the clean ones. They are read side by side in stored order, and shuffled in windows of 64 MiB.
 *
 * @throws InvalidDataError for unlike numbers of samples: at once where the sizes are known, else at the end of the shorter
 */
export function paired(dirty: Dataset, clean: Dataset): Dataset {
  const [a, b] = [dirty.info, clean.info];
  if (a.size !== undefined && b.size !== undefined && a.size !== b.size) throw unlike(a.size, b.size);
  if (a.dtype !== b.dtype) throw new InvalidDataError(`paired: expected two datasets of one dtype, received ${a.dtype} and ${b.dtype}.`);
  const size = a.size ?? b.size;
  return fromChunks({
    info: {
      ...b,
      inputShape: a.inputShape,
      isPaired: true,
      range: [Math.min(a.range[0], b.range[0]), Math.max(a.range[1], b.range[1])],
      ...(size !== undefined && { size }),
    },
    async *chunks({ rows, reuse }) {
      const inputs = dirty.batches({ batchSize: rows, reuse })[Symbol.asyncIterator]();
      let count = 0;
      try {
        for await (const batch of clean.batches({ batchSize: rows, reuse })) {
          const { value } = (await inputs.next()) as { value?: Batch };
          if (value?.index.length !== batch.index.length) throw unlike(count + (value?.index.length ?? 0), count + batch.index.length);
          yield { ...batch, corrupted: value.clean };
          count += batch.index.length;
        }
        const { done, value } = (await inputs.next()) as { done?: boolean; value?: Batch };
        if (!done) throw unlike(count + value!.index.length, count);
      } finally {
        await inputs.return?.();
      }
    },
  });
}

const unlike = (dirty: number, clean: number): InvalidDataError =>
  new InvalidDataError(`paired: expected as many dirty samples as clean ones, received ${dirty} and ${clean}. Give both parts of the same set, in the same order.`);
