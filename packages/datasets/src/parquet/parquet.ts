import { checkOptions, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import type { Source } from '../byte-source.js';
import { fromTable, type TableDataset } from '../table/from-table.js';
import { tableEntries, type TableOptions } from '../table/table-options.js';
import { parquetTable } from './parquet-table.js';

export interface ParquetOptions extends TableOptions {
  /** Bytes that the values of one row group may take in memory. Default 256 MiB. */
  readonly limit?: number;
}

const schema = v.strictObject({ ...tableEntries, limit: v.optional(wholePositive, 256 * 2 ** 20) });

/**
 * The rows of a Parquet file: read once to find what the columns hold, then anew in every epoch, a row group at a time, which
 * is what memory holds of them. Numbers, booleans and lists of as many numbers each are taken as they are, text becomes one
 * value a category. Null and NaN are missing.
 *
 * @throws InvalidDataError, with row and column, for what `csv` refuses, damaged files, and row groups beyond the limit
 */
export async function parquet(source: Source, options: ParquetOptions = {}): Promise<TableDataset> {
  const { limit, ...table } = checkOptions('parquet', schema, options);
  const { columns, label } = table;
  const found = await parquetTable(source, { limit, columns: columns && [...new Set(label === undefined ? columns : [...columns, label])] });
  return fromTable(found, { ...table, ...(columns && { columns: columns.flatMap((column) => found.namesOf(column)) }) });
}
