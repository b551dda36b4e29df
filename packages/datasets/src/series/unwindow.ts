import { InvalidDataError, InvalidOptionError, type NdArray } from '@hourglass/core';

export interface UnwindowOptions {
  /** The row that each window begins at: `SeriesDataset.starts`, or the rows from one to the next. */
  readonly starts: Int32Array | number;
  /** Rows of the series. Default: up to the end of the last window. */
  readonly length?: number;
}

/**
 * The series that windows were cut from, each row the mean of all windows that hold it.
 *
 * @param windows `[count, window, channels]`
 * @returns `[length, channels]`; NaN in rows that no window holds
 * @throws InvalidDataError for windows of another shape, or that go on behind the end
 */
export function unwindow({ data, shape }: NdArray, { starts, length }: UnwindowOptions): NdArray<Float32Array> {
  const [count = 0, window = 0, channels = 0] = shape;
  if (shape.length !== 3 || count * window * channels !== data.length)
    throw new InvalidDataError(`Expected windows [count, window, channels], received shape [${shape.join(', ')}] of ${data.length} values.`);
  if (typeof starts !== 'number' && starts.length !== count)
    throw new InvalidOptionError('starts', `unwindow: starts: expected ${count} rows, one a window, received ${starts.length}.`);
  const startOf = (i: number): number => (typeof starts === 'number' ? i * starts : starts[i]!);
  const ends = Array.from({ length: count }, (_, i) => startOf(i) + window).reduce((most, end) => Math.max(most, end), 0);
  const rows = length ?? ends;
  if (ends > rows) throw new InvalidDataError(`Expected windows inside of ${rows} rows, received one that ends at ${ends}. Give the length of the whole series.`);
  const sums = new Float64Array(rows * channels);
  const counts = new Int32Array(rows);
  for (let i = 0; i < count; i++) {
    const start = startOf(i);
    for (let row = start; row < start + window; row++) counts[row]!++;
    for (let j = 0; j < window * channels; j++) sums[start * channels + j]! += data[i * window * channels + j]!;
  }
  return { data: Float32Array.from(sums, (sum, i) => sum / counts[Math.floor(i / channels)]!), shape: [rows, channels] };
}
