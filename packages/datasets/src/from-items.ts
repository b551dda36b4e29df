import { batchBuffers, permutation, sizeOf, type Dataset, type DatasetInfo } from '@hourglass/core';
import { ahead } from './ahead.js';
import { fromChunks } from './from-chunks.js';
import { fromRows } from './from-rows.js';

/** What is read and decoded at once, such as a file: one sample or several. */
export interface Item {
  readonly count: number;
  /** The class of its samples. */
  readonly label?: number;
  load(): Promise<WriteSample>;
}

/** Writes the values of a sample of an item, the first of which is 0. */
export type WriteSample = (sample: number, row: Float32Array) => void;

export interface FromItemsOptions {
  readonly info: Omit<DatasetInfo, 'size'>;
  readonly items: readonly Item[];
  /** What all items take once they are loaded. */
  readonly bytes: number;
}

/** Bytes up to which loaded items are kept, so that later epochs need not decode them again. */
const keptBytes = 256 * 2 ** 20;

/**
 * A dataset of samples that are decoded item by item, a few items ahead. Up to 256 MiB of loaded items are kept, and their
 * samples shuffled as a whole; of more, items come in a shuffled order and their samples are shuffled in windows.
 */
export const fromItems = (options: FromItemsOptions): Dataset => (options.bytes <= keptBytes ? keptItems(options) : streamedItems(options));

function keptItems({ info, items }: FromItemsOptions): Dataset {
  const { firstOf, size } = places(items);
  const itemOf = new Int32Array(size);
  items.forEach(({ count }, item) => itemOf.fill(item, firstOf[item], firstOf[item]! + count));
  const loaded: WriteSample[] = [];
  const { batches } = fromRows({
    ...info,
    size,
    ...(info.labelNames && { labels: itemOf.map((item) => items[item]!.label!) }),
    prepare: async (samples) => {
      const missing = new Set(Array.from(samples, (sample) => itemOf[sample]!).filter((item) => !loaded[item]));
      const load = async (item: number): Promise<void> => {
        loaded[item] = await items[item]!.load();
      };
      for await (const _ of ahead(missing, load));
    },
    write: (sample, row) => {
      const item = itemOf[sample]!;
      loaded[item]!(sample - firstOf[item]!, row);
    },
  });
  return { info: { ...info, size }, batches };
}

function streamedItems({ info, items }: FromItemsOptions): Dataset {
  const width = sizeOf(info.inputShape);
  const { firstOf, size } = places(items);
  return fromChunks({
    info: { ...info, size },
    async *chunks({ rows, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(items.length, shuffle) : items.keys();
      const load = async (item: number) => ({ item, write: await items[item]!.load() });
      const chunk = () => ({ data: buffers.float32('clean', rows * width), labels: new Int32Array(rows), index: new Int32Array(rows), length: 0 });
      const batch = ({ data, labels, index, length }: ReturnType<typeof chunk>) => ({
        clean: { data: data.subarray(0, length * width), shape: [length, ...info.inputShape] },
        ...(info.labelNames && { label: { data: labels.subarray(0, length), shape: [length] } }),
        index: index.subarray(0, length),
      });
      let filled = chunk();
      for await (const { item, write } of ahead(order, load))
        for (let sample = 0; sample < items[item]!.count; sample++) {
          write(sample, filled.data.subarray(filled.length * width, (filled.length + 1) * width));
          filled.labels[filled.length] = items[item]!.label ?? 0;
          filled.index[filled.length++] = firstOf[item]! + sample;
          if (filled.length < rows) continue;
          yield batch(filled);
          filled = chunk();
        }
      if (filled.length > 0) yield batch(filled);
    },
  });
}

/** The number of each item's first sample, and of all samples. */
function places(items: readonly Item[]): { firstOf: readonly number[]; size: number } {
  let size = 0;
  const firstOf = items.map(({ count }) => (size += count) - count);
  return { firstOf, size };
}
