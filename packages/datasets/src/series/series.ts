import { checkOptions, extent, InvalidDataError, wholePositive, type Dataset, type NdArray, type Range } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, naming, type Source } from '../byte-source.js';
import { fromRows } from '../from-rows.js';
import { parseTime } from './parse-time.js';
import { segments } from './segments.js';
import { arraySeries, csvSeries, type SeriesRows } from './series-rows.js';

export interface SeriesOptions {
  /** Rows of one sample. */
  readonly window: number;
  /** Rows from the beginning of one sample to that of the next. Default 1. */
  readonly step?: number;
  /** The columns of values in text, one channel each. Default: all but that of the times. */
  readonly columns?: readonly string[];
  /** The column of times in text. Default: the one named time, timestamp, date or datetime, if any. */
  readonly time?: string;
  /** Brings each window by itself to mean 0 and standard deviation 1, channel by channel. Default false. */
  readonly normalise?: boolean;
  /** First and last times of what is anomalous; windows that hold any of it are labelled 1, others 0. */
  readonly anomalies?: readonly (readonly [from: string, to: string])[];
}

/** Windows over series, which also say where they lie. */
export interface SeriesDataset extends Dataset {
  /** The row that each window begins at; rows are counted through all series. */
  readonly starts: Int32Array;
  /** The number of rows of all series. */
  readonly length: number;
}

/** A series: delimited text, or values `[length]` or `[length, channels]`. */
export type SeriesSource = Source | Float32Array | NdArray<Float32Array>;

const schema = v.strictObject({
  window: wholePositive,
  step: v.optional(wholePositive, 1),
  columns: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  time: v.optional(v.string()),
  normalise: v.optional(v.boolean(), false),
  anomalies: v.optional(v.array(v.tuple([v.string(), v.string()]))),
});

/**
 * Sliding windows `[window, channels]` over one series or several. No window goes over the end of a series, a missing value,
 * or a gap in its times. The rows are held in memory, the windows made batch by batch.
 *
 * @throws InvalidDataError where text is no number or time, channels differ, or no window fits
 */
export async function series(source: SeriesSource | readonly SeriesSource[], options: SeriesOptions): Promise<SeriesDataset> {
  const { window, step, normalise, anomalies, columns, time } = checkOptions('series', schema, options);
  const sources: readonly SeriesSource[] = Array.isArray(source) ? (source as readonly SeriesSource[]) : [source as SeriesSource];
  const parts: SeriesRows[] = [];
  for (const part of sources) parts.push(await readRows(part, { columns, time }));
  const channels = parts[0]?.channels ?? 0;
  const other = parts.find((part) => part.channels !== channels);
  if (other) throw new InvalidDataError(`Expected series of ${channels} channels as the first, received one of ${other.channels}.`);
  const values = joined(parts);
  const length = values.length / channels;
  const starts = windowStarts(parts, window, step);
  if (starts.length === 0) throw new InvalidDataError(`Expected ${window} rows without a gap, one window, received none in ${length} rows. Give a smaller window or a longer series.`);

  const dataset = fromRows({
    size: starts.length,
    inputShape: [window, channels],
    range: normalise ? normalRange(window) : rangeOf(values),
    ...(anomalies && { labels: labelsOf(parts, starts, window, anomalies), labelNames: ['normal', 'anomalous'] }),
    write: (sample, row) => {
      row.set(values.subarray(starts[sample]! * channels, (starts[sample]! + window) * channels));
      if (normalise) normaliseWindow(row, channels);
    },
  });
  return { ...dataset, starts, length };
}

async function readRows(source: SeriesSource, columns: { readonly columns: readonly string[] | undefined; readonly time: string | undefined }): Promise<SeriesRows> {
  if (source instanceof Float32Array || 'shape' in source) return arraySeries(source);
  return naming(byteSource(source).name, () => csvSeries(source, columns));
}

function joined(parts: readonly SeriesRows[]): Float32Array {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let start = 0;
  for (const part of parts) {
    values.set(part.values, start);
    start += part.values.length;
  }
  return values;
}

function windowStarts(parts: readonly SeriesRows[], window: number, step: number): Int32Array {
  const starts: number[] = [];
  let first = 0;
  for (const part of parts) {
    for (const { start, end } of segments(part)) for (let row = start; row + window <= end; row += step) starts.push(first + row);
    first += part.values.length / part.channels;
  }
  return Int32Array.from(starts);
}

function rangeOf(values: Float32Array): Range {
  const [least, most] = extent(values.filter((value) => !Number.isNaN(value)));
  return ([[0, 1], [-1, 1]] as const).find(([low, high]) => low <= least && most <= high) ?? [least, most];
}

/** No value of n is further from their mean than sqrt(n - 1) standard deviations (Samuelson 1968). */
const normalRange = (window: number): Range => [-Math.fround(Math.sqrt(window - 1) + 1e-3), Math.fround(Math.sqrt(window - 1) + 1e-3)];

function normaliseWindow(row: Float32Array, channels: number): void {
  const count = row.length / channels;
  for (let channel = 0; channel < channels; channel++) {
    let [mean, variance] = [0, 0];
    for (let i = channel; i < row.length; i += channels) mean += row[i]! / count;
    for (let i = channel; i < row.length; i += channels) variance += (row[i]! - mean) ** 2 / count;
    const stddev = Math.sqrt(variance);
    for (let i = channel; i < row.length; i += channels) row[i] = stddev > 1e-6 * Math.abs(mean) ? (row[i]! - mean) / stddev : 0;
  }
}

/** 1 for windows that hold a row of an anomaly. */
function labelsOf(parts: readonly SeriesRows[], starts: Int32Array, window: number, anomalies: readonly (readonly [string, string])[]): Int32Array {
  const intervals = anomalies.map((anomaly) => {
    const [from, to] = anomaly.map(parseTime) as [number, number];
    if (!(from <= to)) throw new InvalidDataError(`Expected anomalies [from, to], two times in their order, received [${anomaly.join(', ')}].`);
    return { from, to };
  });
  const isAnomalous = parts.flatMap(({ values, channels, times }) =>
    Array.from({ length: values.length / channels }, (_, row) => {
      if (!times) throw new InvalidDataError('Expected series with times, to tell which windows are anomalous, received one without. Name the column in the option time.');
      return intervals.some(({ from, to }) => from <= times[row]! && times[row]! <= to);
    }),
  );
  return starts.map((start) => Number(isAnomalous.slice(start, start + window).includes(true)));
}
