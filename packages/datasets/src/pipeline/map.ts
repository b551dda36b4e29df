import { batchBuffers, InvalidDataError, sizeOf, type Batch, type BatchBuffers, type Dataset, type DatasetInfo, type NdArray, type Shape } from '@hourglass/core';
import { sampleOf, type Sample } from './sample.js';

/** What becomes of a sample: the fields that change. */
export type Mapped = Partial<Omit<Sample, 'index'>>;

/** What a function changes of what is known of a dataset. */
export type MappedInfo = Partial<Omit<DatasetInfo, 'size' | 'dtype'>>;

/**
 * A dataset of what a function makes of each sample, when a batch needs it.
 *
 * @param change gives the fields that become others, and leaves those that it was given as they are:
 *   `({ clean }) => ({ clean: clean.map((value) => 1 - value) })`
 * @param info what becomes another: shapes, `range`, `labelNames`, and `isPaired: true` where the function gives `corrupted`;
 *   `targetShape` is by default the `inputShape` that is given
 * @throws InvalidDataError, when a batch is made, for a field of another length than its shape says
 */
export function map(data: Dataset, change: (sample: Sample) => Mapped, info: MappedInfo = {}): Dataset {
  const { inputShape = data.info.inputShape, targetShape = info.inputShape ?? data.info.targetShape } = info;
  return {
    info: { ...data.info, ...info, inputShape, targetShape },
    async *batches(options) {
      const buffers = batchBuffers(options.reuse);
      for await (const batch of data.batches(options)) {
        const changes = Array.from(batch.index, (_, place) => change(sampleOf(batch, place)));
        yield { ...batch, ...changedFields(changes, { ...batchShapes(batch), clean: targetShape, corrupted: inputShape, mask: targetShape }, buffers) };
      }
    },
  };
}

type Shapes = Partial<Record<keyof Mapped, Shape>>;

const batchShapes = ({ condition }: Batch): Shapes => ({ ...(condition && { condition: condition.shape.slice(1) }) });

/** The fields that the first sample changes, of all samples together. */
function changedFields(changes: readonly Mapped[], shapes: Shapes, buffers: BatchBuffers): Partial<Batch> {
  const names = Object.keys(changes[0] ?? {}) as (keyof Mapped)[];
  return Object.fromEntries(names.map((name) => [name, joined(name, changes.map((mapped) => mapped[name]), buffers, shapes[name])]));
}

function joined(name: string, values: readonly (Mapped[keyof Mapped])[], buffers: BatchBuffers, given?: Shape): NdArray {
  if (typeof values[0] === 'number') return { data: Int32Array.from(values as number[]), shape: [values.length] };
  const rows = values as readonly (Float32Array | Int32Array)[];
  const shape = given ?? [rows[0]!.length];
  const width = sizeOf(shape);
  const length = rows.length * width;
  const data = rows[0] instanceof Int32Array ? buffers.int32(name, length) : buffers.float32(name, length);
  rows.forEach((row, place) => {
    if (row?.length !== width)
      throw new InvalidDataError(
        `map: ${name}: expected ${width} values, of shape [${shape.join(', ')}], received ${row?.length ?? 'none'}. ` +
          'Say what shape the function gives: map(data, change, { inputShape }).',
      );
    data.set(row, place * width);
  });
  return { data, shape: [rows.length, ...shape] };
}
