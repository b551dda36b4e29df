import { batchBuffers, type BatchBuffers } from './batch-buffers.js';
import type { Batch, Dataset, DatasetInfo } from './dataset.js';
import { InvalidDataError } from './errors.js';
import { permutation } from './seed.js';
import { sizeOf, type NdArray, type Range } from './values.js';

/** Arrays that hold every sample, the sample axis first; see {@link Batch} for what each means. */
export type Samples = Omit<Batch, 'index'>;

/**
 * A dataset whose samples are in memory.
 *
 * @param samples `clean` `[size, ...shape]` and whatever stands beside it, each with the same first axis
 * @param info the range of the values (default [0, 1]) and the names of the labels
 * @throws InvalidDataError where the arrays disagree in their number of samples or with their own shape
 */
export function fromSamples(
  samples: Samples,
  info: { readonly range?: Range; readonly labelNames?: readonly string[] } = {},
): Dataset {
  const size = samples.clean.shape[0] ?? 0;
  for (const [name, array] of fieldsOf(samples)) checkField(name, array, size);
  const { labelNames, range = [0, 1] } = info;
  const dtype: DatasetInfo['dtype'] = samples.clean.data instanceof Int32Array ? 'int32' : 'float32';
  return {
    info: {
      inputShape: (samples.corrupted ?? samples.clean).shape.slice(1),
      targetShape: samples.clean.shape.slice(1),
      dtype,
      range,
      size,
      ...(labelNames && { labelNames }),
      ...(samples.corrupted && { isPaired: true }),
    },
    async *batches({ batchSize, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(size, shuffle) : Int32Array.from({ length: size }, (_, i) => i);
      for (let start = 0; start < size; start += batchSize) 
        yield take(samples, order.subarray(start, start + batchSize), buffers);
    },
  };
}

const fieldsOf = (samples: Samples): [string, NdArray][] =>
  Object.entries<NdArray | undefined>(samples).filter((field): field is [string, NdArray] => field[1] !== undefined);

function checkField(name: string, { data, shape }: NdArray, size: number): void {
  if (sizeOf(shape) !== data.length)
    throw new InvalidDataError(
      `${name}: expected ${sizeOf(shape)} values for shape [${shape.join(', ')}], received ${data.length}.`,
    );
  if (shape[0] !== size || size === 0)
    throw new InvalidDataError(
      `${name}: expected as many samples as clean holds, and at least one; clean holds ${size}, ${name} ${shape[0] ?? 0}.`,
    );
}

function take(samples: Samples, index: Int32Array, buffers: BatchBuffers): Batch {
  const rows = fieldsOf(samples).map(([name, array]) => {
    const length = index.length * sizeOf(array.shape.slice(1));
    const into = array.data instanceof Int32Array ? buffers.int32(name, length) : buffers.float32(name, length);
    return [name, takeRows(array, index, into)];
  });
  return { ...(Object.fromEntries(rows) as Samples), index: Int32Array.from(index) };
}

/** The rows of an array with these numbers, in this order, written to `rows`; neighbours are copied together. */
function takeRows({ data, shape }: NdArray, index: Int32Array, rows: NdArray['data']): NdArray {
  const width = sizeOf(shape.slice(1));
  for (let to = 0; to < index.length;) {
    const from = index[to]!;
    let count = 1;
    while (index[to + count] === from + count) count++;
    rows.set(data.subarray(from * width, (from + count) * width), to * width);
    to += count;
  }
  return { data: rows, shape: [index.length, ...shape.slice(1)] };
}
