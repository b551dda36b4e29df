import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { byteSource, naming, type Source } from '../byte-source.js';
import type { Table, TableBlock } from '../table/table.js';
import { parquetColumn, valuesOf, writeValues, type ColumnValues, type ParquetColumn } from './parquet-columns.js';
import { openParquet, tooLarge, type ParquetFile, type GroupRows } from './parquet-file.js';

export interface ParquetTableOptions {
  /** The columns to read, all without it. */
  readonly columns?: readonly string[] | undefined;
  /** Bytes that the values of a row group may take. */
  readonly limit: number;
}

/** A table of a Parquet file, and the names that its lists have there. */
export interface ParquetTable extends Table {
  /** The table's columns of a file's column: `x[0]`, `x[1]`, … for lists `x`. */
  namesOf(column: string): readonly string[];
}

/**
 * The table in a Parquet file, read by row groups.
 *
 * @throws InvalidDataError where the file is damaged, holds no row, or a row group is too large
 */
export async function parquetTable(source: Source, options: ParquetTableOptions): Promise<ParquetTable> {
  const { name } = byteSource(source);
  const columns = await naming(name, () => opened(source, options, (file) => columnsOf(file, options)));
  const names = new Map(columns.map((column) => [column.name, namesOf(column)]));
  return {
    name,
    columns: [...names.values()].flat(),
    namesOf: (column) => names.get(column) ?? [column],
    async *blocks() {
      const file = await openParquet(source, options.limit);
      try {
        for (const rows of rowGroups(file)) yield await readGroup(file, columns, rows, options);
      } finally {
        await file.close();
      }
    },
  };
}

async function opened<Result>(source: Source, { limit }: ParquetTableOptions, run: (file: ParquetFile) => Promise<Result>): Promise<Result> {
  const file = await openParquet(source, limit);
  try {
    return await run(file);
  } finally {
    await file.close();
  }
}

const namesOf = ({ name, kind, width }: ParquetColumn): readonly string[] => (kind === 'list' ? Array.from({ length: width }, (_, i) => `${name}[${i}]`) : [name]);

/** The columns to read, by the schema and their first values. */
async function columnsOf(file: ParquetFile, { columns }: ParquetTableOptions): Promise<readonly ParquetColumn[]> {
  const known = new Map(file.columns.map((column) => [column.element.name, column]));
  const [group] = rowGroups(file);
  if (!group) throw new InvalidDataError('Expected rows of values, received none. Give a file that holds some.');
  const found: ParquetColumn[] = [];
  for (const name of columns ?? known.keys()) {
    const schema = known.get(name);
    if (!schema) throw new InvalidOptionError('columns', `Expected names of columns, received "${name}". The columns are ${[...known.keys()].slice(0, 50).join(', ')}.`);
    let first: unknown;
    await file.readColumn(schema, group, (values) => {
      for (let i = 0; i < values.length && (first === undefined || first === null); i++) first = values[i];
    });
    found.push(parquetColumn(schema, first));
  }
  return found;
}

function* rowGroups({ metadata }: ParquetFile): Generator<GroupRows> {
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    if (rowEnd > rowStart) yield { rowStart, rowEnd, group };
    rowStart = rowEnd;
  }
}

async function readGroup(file: ParquetFile, columns: readonly ParquetColumn[], range: GroupRows, { limit }: ParquetTableOptions): Promise<TableBlock> {
  const { rowStart, rowEnd } = range;
  const rows = rowEnd - rowStart;
  const size = columns.reduce((sum, column) => sum + bytesOf(column, range), 0);
  if (size > limit) throw tooLarge(`the row group from row ${rowStart} on`, size, limit);
  const cells: { readonly values: ColumnValues; readonly width: number; readonly place: number }[] = [];
  for (const column of columns) {
    const values = valuesOf(column, rows);
    let count = 0;
    await file.readColumn(column.schema, range, (decoded, first) => {
      count += decoded.length;
      if (first < rowStart || first + decoded.length > rowEnd || count > rows) throw wrongCount(column, range, count);
      writeValues(column, decoded, values, { start: first - rowStart, first });
    });
    if (count !== rows) throw wrongCount(column, range, count);
    for (let place = 0; place < column.width; place++) cells.push({ values, width: column.width, place });
  }
  return {
    rows,
    place: (row) => `row ${rowStart + row}`,
    number: (row, column) => {
      const { values, width, place } = cells[column]!;
      const value = values[row * width + place];
      return typeof value === 'number' ? value : NaN;
    },
    text: (row, column) => {
      const { values, width, place } = cells[column]!;
      const value = values[row * width + place];
      return value === undefined || value !== value ? undefined : String(value);
    },
  };
}

/** What the values of a column take in memory; of texts also what they take in the file, unpacked. */
function bytesOf({ name, kind, isSingle, width }: ParquetColumn, { rowStart, rowEnd, group }: GroupRows): number {
  const places = (rowEnd - rowStart) * width * (isSingle ? 4 : 8);
  if (kind !== 'text') return places;
  const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
  return places + Number(chunk?.meta_data?.total_uncompressed_size ?? 0);
}

const wrongCount = ({ name }: ParquetColumn, { rowStart, rowEnd }: GroupRows, count: number): InvalidDataError =>
  new InvalidDataError(`column ${name}: expected ${rowEnd - rowStart} values from row ${rowStart} on, received ${count}. The file is damaged; get it again.`);
