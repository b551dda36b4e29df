import { InvalidDataError, InvalidOptionError, sizeOf, type NdArray } from '@hourglass/core';
import type { Source } from '../byte-source.js';
import { csvTable, type CsvTableOptions } from '../csv/csv-table.js';
import type { TableBlock } from '../table/table.js';
import { parseTime } from './parse-time.js';

/** The rows of one series, in the order of time. */
export interface SeriesRows {
  /** `[length, channels]`; NaN where a value is missing. */
  readonly values: Float32Array;
  readonly channels: number;
  /** One time a row, where there are any. */
  readonly times?: Float64Array;
}

export interface SeriesColumns extends CsvTableOptions {
  readonly columns?: readonly string[] | undefined;
  readonly time?: string | undefined;
}

/** Names by which a column of times is known. */
const timeNames = /^(?:time|timestamp|date|datetime)$/i;

/**
 * The rows of a series in delimited text, held in memory.
 *
 * @throws InvalidDataError, with line and column, for what is no number or no time
 */
export async function csvSeries(source: Source, options: SeriesColumns): Promise<SeriesRows> {
  const table = await csvTable(source, options);
  const placeOf = (name: string): number => {
    const place = table.columns.indexOf(name);
    if (place < 0) throw new InvalidOptionError('columns', `series: expected names of columns, received "${name}". The columns are ${table.columns.slice(0, 50).join(', ')}.`);
    return place;
  };
  const time = options.time ?? table.columns.find((name) => timeNames.test(name));
  const names = options.columns ?? table.columns.filter((name) => name !== time);
  const places = names.map(placeOf);
  const timePlace = time === undefined ? undefined : placeOf(time);
  const values: number[] = [];
  const times: number[] = [];
  for await (const block of table.blocks())
    for (let row = 0; row < block.rows; row++) {
      for (const place of places) values.push(valueAt(block, row, place, table.columns[place]!));
      if (timePlace !== undefined) times.push(timeAt(block, row, timePlace));
    }
  return { values: Float32Array.from(values), channels: places.length, ...(timePlace !== undefined && { times: Float64Array.from(times) }) };
}

function valueAt(block: TableBlock, row: number, place: number, name: string): number {
  const value = block.number(row, place);
  if (Number.isFinite(Math.fround(value))) return value;
  const text = block.text(row, place);
  if (text === undefined) return NaN;
  throw new InvalidDataError(`${block.place(row)}, column ${name}: expected a number, received "${text}". Choose the columns of values with the option columns.`);
}

function timeAt(block: TableBlock, row: number, place: number): number {
  const text = block.text(row, place) ?? '';
  const time = parseTime(text);
  if (Number.isNaN(time)) throw new InvalidDataError(`${block.place(row)}: expected a time such as 2014-04-01 00:05:00, or a number, received "${text}". Name the column of times in the option time.`);
  return time;
}

/**
 * The rows of a series in memory.
 *
 * @param values `[length]` or `[length, channels]`
 * @throws InvalidDataError for any other shape
 */
export function arraySeries(values: Float32Array | NdArray<Float32Array>): SeriesRows {
  if (values instanceof Float32Array) return { values, channels: 1 };
  const { data, shape } = values;
  if (shape.length < 1 || shape.length > 2 || sizeOf(shape) !== data.length)
    throw new InvalidDataError(`Expected values [length] or [length, channels], received shape [${shape.join(', ')}] of ${data.length} values.`);
  return { values: data, channels: shape[1] ?? 1 };
}
