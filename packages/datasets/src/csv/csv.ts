import { checkOptions } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, naming, type Source } from '../byte-source.js';
import { fromTable, type TableDataset } from '../table/from-table.js';
import { tableEntries, type TableOptions } from '../table/table-options.js';
import type { TextOptions } from '../text/text-chunks.js';
import { csvTable } from './csv-table.js';

export interface CsvOptions extends TableOptions, TextOptions {
  /** The character between cells. Default: the one of comma, tab, semicolon and bar that fits the first lines. */
  readonly delimiter?: string;
  /** Whether the first line names the columns; otherwise they are `1`, `2`, …. Default: where it holds text and no number. */
  readonly header?: boolean;
  /** Leaves out lines that have more or fewer cells than the first. Default: they are refused. */
  readonly ragged?: 'drop';
}

const schema = v.strictObject({
  ...tableEntries,
  delimiter: v.optional(v.pipe(v.string(), v.length(1, 'Expected one character'), v.regex(/[^"\d.+-]/, 'Expected a character that stands in no number and is no quote'))),
  header: v.optional(v.boolean()),
  ragged: v.optional(v.literal('drop')),
  encoding: v.optional(v.picklist(['utf-8', 'latin1'])),
});

/**
 * The rows of delimited text, such as CSV and TSV: read once to find what the columns hold, then anew in every epoch, so
 * that memory does not grow with the file. Columns of numbers are taken as they are, columns of text become one value a
 * category. Cells that are empty or hold `?`, `NA`, `N/A`, `NaN` or `null` in any case are missing.
 *
 * @throws InvalidDataError, with line and column, for missing values, ragged lines, text among numbers, too many categories
 */
export async function csv(source: Source, options: CsvOptions = {}): Promise<TableDataset> {
  const { delimiter, header, ragged, encoding, ...table } = checkOptions('csv', schema, options);
  return fromTable(await naming(byteSource(source).name, () => csvTable(source, { delimiter, header, ragged, encoding })), table);
}
