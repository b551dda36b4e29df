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
      for await (const batch of data.batches({ batchSize, shuffle, reuse: true })) {
        const rows = Int32Array.from(batch.index.keys()).filter((row) => rankOf[batch.index[row]!] !== -1);
        for (let from = 0; from < rows.length;) {
          const added = add(batch, rows.subarray(from), rankOf);
          from += added;
          left -= added;
          const taken = take(left === 0);
          if (taken) yield taken;
        }
        if (left === 0) return;
      }
    },
  };
}

/** Copies rows of batches into batches of its own. */
function gatherer(size: number, buffers: BatchBuffers): Gatherer {
  let arrays: Record<string, NdArray> = {};
  let index = new Int32Array(size);
  let count = 0;
  return {
    add({ index: places, ...fields }, rows, rankOf) {
      const added = rows.subarray(0, size - count);
      for (const [name, { data, shape: [, ...shape] }] of Object.entries<NdArray>(fields)) {
        const width = sizeOf(shape);
        const create = (): NdArray['data'] => (data instanceof Int32Array ? buffers.int32(name, size * width) : buffers.float32(name, size * width));
        arrays[name] ??= { data: create(), shape };
        const into = arrays[name].data;
        added.forEach((row, i) => { into.set(data.subarray(row * width, (row + 1) * width), (count + i) * width); });
      }
      added.forEach((row, i) => (index[count + i] = rankOf[places[row]!]!));
      count += added.length;
      return added.length;
    },
    take(isLast) {
      if (count < size && !isLast) return undefined;
      const whole = Object.entries(arrays).map(([name, { data, shape }]) => [name, { data: data.subarray(0, count * sizeOf(shape)), shape: [count, ...shape] }]);
      const batch = { ...(Object.fromEntries(whole) as Omit<Batch, 'index'>), index: index.subarray(0, count) };
      [arrays, index, count] = [{}, new Int32Array(size), 0];
      return batch;
    },
  };
}

interface Gatherer {
  /** Takes these rows, as many as there is room for, and gives their number. */
  add(batch: Batch, rows: Int32Array, rankOf: Int32Array): number;
  /** The batch, where it is full or the last. */
  take(isLast: boolean): Batch | undefined;
}
