import { batchBuffers, sizeOf, type Batch, type BatchBuffers, type Dataset, type NdArray } from '@hourglass/core';

/**
 * The samples of a dataset at these places, in the order of the dataset, none of them held: its batches are read through and
 * the others passed over.
 *
 * @param places increasing
 * @param size the number of samples in `data`
 */
export function selected(data: Dataset, places: Int32Array, size: number): Dataset {
  const rankOf = new Int32Array(size).fill(-1);
  places.forEach((place, rank) => (rankOf[place] = rank));
  return {
    info: { ...data.info, size: places.length },
    async *batches({ batchSize, shuffle, reuse }) {
      const { add, take } = gatherer(batchSize, batchBuffers(reuse));
      let left = places.length;
      for await (const batch of data.batches({ batchSize, shuffle, reuse: true }))
        for (let row = 0; row < batch.index.length; row++) {
          const rank = rankOf[batch.index[row]!]!;
          if (rank === -1) continue;
          const count = add(batch, row, rank);
          left--;
          if (count === batchSize || left === 0) yield take();
          if (left === 0) return;
        }
    },
  };
}

/** Copies rows of batches into a batch of its own. */
function gatherer(size: number, buffers: BatchBuffers): { add(batch: Batch, row: number, index: number): number; take(): Batch } {
  let arrays: Record<string, NdArray> = {};
  let index = new Int32Array(size);
  let count = 0;
  return {
    add({ index: _, ...fields }, row, place) {
      for (const [name, { data, shape: [, ...shape] }] of Object.entries<NdArray>(fields)) {
        const width = sizeOf(shape);
        const create = (): NdArray['data'] => (data instanceof Int32Array ? buffers.int32(name, size * width) : buffers.float32(name, size * width));
        arrays[name] ??= { data: create(), shape };
        arrays[name].data.set(data.subarray(row * width, (row + 1) * width), count * width);
      }
      index[count++] = place;
      return count;
    },
    take() {
      const whole = Object.entries(arrays).map(([name, { data, shape }]) => [name, { data: data.subarray(0, count * sizeOf(shape)), shape: [count, ...shape] }]);
      const batch = { ...(Object.fromEntries(whole) as Omit<Batch, 'index'>), index: index.subarray(0, count) };
      [arrays, index, count] = [{}, new Int32Array(size), 0];
      return batch;
    },
  };
}
