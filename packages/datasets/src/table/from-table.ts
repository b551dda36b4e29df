import { batchBuffers, InvalidDataError, type Batch, type Dataset, type Range } from '@hourglass/core';
import { naming } from '../byte-source.js';
import { fromChunks, type ChunkOptions } from '../from-chunks.js';
import { namingEach } from '../naming-each.js';
import type { Table, TableBlock } from './table.js';
import { emptyColumn, surveyTable, usedColumns, type TableColumn, type TableSurvey } from './table-columns.js';
import type { CheckedTableOptions } from './table-options.js';

/** A dataset of rows, which also says what its columns hold. */
export interface TableDataset extends Dataset {
  /** The columns that make a sample, in order: one value for a column of numbers, one for each category of the others. */
  readonly columns: readonly TableColumn[];
}

/** A dataset of a table's rows: looked through once, then read anew in every epoch. */
export async function fromTable(table: Table, options: CheckedTableOptions): Promise<TableDataset> {
  const survey = await naming(table.name, () => surveyTable(table, options));
  const { columns, label, size } = survey;
  const range = await naming(table.name, () => rangeOf(survey, options));
  const labelNames = await naming(table.name, () => labelNamesOf(label));
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const dataset = fromChunks({
    info: { inputShape: [width], targetShape: [width], dtype: 'float32', range, size, ...(labelNames && { labelNames }) },
    chunks: (chunk) => namingEach(table.name, tableChunks(table, { survey, range, width, options }, chunk)),
  });
  return { ...dataset, columns };
}

const widthOf = ({ categories }: TableColumn): number => categories?.length ?? 1;

function rangeOf({ columns }: TableSurvey, { range, missing }: CheckedTableOptions): Range {
  const extents = columns.map((column): Range => column.range ?? [0, 1]);
  const found: Range = [Math.min(...extents.map(([low]) => low)), Math.max(...extents.map(([, high]) => high))];
  const holds = ([low, high]: Range): boolean => low <= found[0] && found[1] <= high;
  if (!range) return [[0, 1] as const, [-1, 1] as const].find(holds) ?? found;
  if (holds(range)) return range;
  const outside = columns[extents.findIndex(([low, high]) => low < range[0] || high > range[1])]!;
  throw new InvalidDataError(
    `column ${outside.name}: expected values from ${range[0]} to ${range[1]}, found ${(outside.range ?? [0, 1]).join(' to ')}. ` +
      `Leave range out${missing ? '' : ' or scale the column'}.`,
  );
}

function labelNamesOf(label?: TableColumn): readonly string[] | undefined {
  if (label?.range && !label.range.every((value) => Math.abs(value) < 2 ** 31))
    throw new InvalidDataError(`column ${label.name}: expected labels that are whole numbers of 32 bits, found ${label.range.join(' to ')}.`);
  return label?.categories;
}

interface Reading {
  readonly survey: TableSurvey;
  readonly range: Range;
  readonly width: number;
  readonly options: CheckedTableOptions;
}

async function* tableChunks(table: Table, reading: Reading, { rows, reuse }: ChunkOptions): AsyncGenerator<Batch> {
  const { survey, width, options } = reading;
  const places = usedColumns(table, options);
  const writeRow = rowWriter(table, reading);
  const labelOf = survey.label && labelReader(survey.label, places.at(-1)!);
  const isMasked = options.missing === 'mask';
  const buffers = batchBuffers(reuse);
  const filled = (): FilledChunk => ({
    clean: buffers.float32('clean', rows * width),
    ...(isMasked && { mask: buffers.float32('mask', rows * width).fill(1) }),
    ...(labelOf && { label: buffers.int32('label', rows) }),
  });
  let [first, count, chunk] = [0, 0, filled()];
  for await (const block of table.blocks()) {
    for (let row = 0; row < block.rows; row++) {
      if (options.missing === 'drop' && emptyColumn(block, row, places) !== undefined) continue;
      writeRow(block, row, chunk, count * width);
      if (labelOf) chunk.label![count] = labelOf(block, row);
      if (++count < rows) continue;
      yield batchOf(chunk, first, count, width);
      [first, count, chunk] = [first + count, 0, filled()];
    }
  }
  if (count > 0) yield batchOf(chunk, first, count, width);
}

interface FilledChunk {
  readonly clean: Float32Array;
  readonly mask?: Float32Array;
  readonly label?: Int32Array;
}

function batchOf({ clean, mask, label }: FilledChunk, first: number, count: number, width: number): Batch {
  const shape = [count, width];
  return {
    clean: { data: clean.subarray(0, count * width), shape },
    ...(mask && { mask: { data: mask.subarray(0, count * width), shape } }),
    ...(label && { label: { data: label.subarray(0, count), shape: [count] } }),
    index: Int32Array.from({ length: count }, (_, i) => first + i),
  };
}

/** What writes the values of one row, and the mask's zeros. */
function rowWriter(table: Table, { survey, range, options }: Reading): (block: TableBlock, row: number, chunk: FilledChunk, start: number) => void {
  const places = usedColumns(table, options);
  const columns = survey.columns.map((column, i) => ({ place: places[i]!, width: widthOf(column), indices: indicesOf(column) }));
  const substitute = Math.min(Math.max(0, range[0]), range[1]);
  return (block, row, { clean, mask }, start) => {
    for (let i = 0, to = start; i < columns.length; to += columns[i++]!.width) {
      const { place, width, indices } = columns[i]!;
      if (!indices) {
        const value = block.number(row, place);
        if (value === value) {
          clean[to] = value;
          continue;
        }
      }
      const text = block.text(row, place);
      if (text === undefined && mask) {
        clean.fill(substitute, to, to + width);
        mask.fill(0, to, to + width);
        continue;
      }
      const category = text === undefined ? undefined : indices?.get(text);
      if (category === undefined) throw new InvalidDataError(changed(block, row));
      clean.fill(0, to, to + width);
      clean[to + category] = 1;
    }
  };
}

function labelReader(label: TableColumn, place: number): (block: TableBlock, row: number) => number {
  const indices = indicesOf(label);
  return (block, row) => {
    const value = indices ? indices.get(block.text(row, place) ?? '') : block.number(row, place);
    if (value === undefined || !Number.isInteger(value))
      throw new InvalidDataError(`${block.place(row)}, column ${label.name}: expected a label that is a whole number, received ${block.text(row, place)}. Name the column in the option categorical.`);
    return value;
  };
}

const indicesOf = ({ categories }: TableColumn): Map<string, number> | undefined =>
  categories && new Map(categories.map((category, i) => [category, i]));

const changed = (block: TableBlock, row: number): string =>
  `${block.place(row)}: expected what the file held when it was opened, received other values. Leave it as it is, or open it again.`;
