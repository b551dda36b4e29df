import { InvalidDataError } from '@hourglass/core';
import { byteSource, type Source } from '../byte-source.js';
import type { Table, TableBlock } from '../table/table.js';
import { textChunks, type TextOptions } from '../text/text-chunks.js';
import { csvRecords, type Records } from './csv-records.js';
import { parseNumber } from './parse-number.js';

/** How delimited text is split into cells. */
export interface CsvTableOptions extends TextOptions {
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly ragged?: 'drop' | undefined;
}

/**
 * The table in delimited text. Delimiter and header are found where they are not given. Errors do not name the source.
 *
 * @throws InvalidDataError where there is no record, or two columns have one name
 */
export async function csvTable(source: Source, options: CsvTableOptions): Promise<Table> {
  const { name } = byteSource(source);
  const delimiter = options.delimiter ?? (await guessedDelimiter(source, options));
  const first = await firstRecord(source, { ...options, delimiter });
  const hasHeader = options.header ?? looksLikeHeader(first);
  const columns = first.map((cell, i) => (hasHeader && cell !== '' ? cell : String(i + 1)));
  const twice = columns.find((column, i) => columns.indexOf(column) < i);
  if (twice !== undefined) throw new InvalidDataError(`Expected columns of different names, received "${twice}" twice. Rename one, or give header: false.`);

  return {
    name,
    columns,
    async *blocks(onSkip) {
      const onRagged = options.ragged && ((line: number, reason: string) => onSkip?.({ name: `line ${line}`, reason }));
      let skip = hasHeader ? 1 : 0;
      for await (const records of csvRecords(textChunks(source, options), { delimiter, columns: columns.length, onRagged })) {
        yield blockOf(records, skip);
        skip = 0;
      }
    },
  };
}

/** Cells as which a missing value is written. */
const missing = /^(?:\?|na|n\/a|nan|null)?$/i;

const blockOf = ({ text, count, columns, starts, ends, numbers, lines }: Records, skip: number): TableBlock => ({
  rows: count - skip,
  place: (row) => `line ${lines[row + skip]}`,
  number: (row, column) => {
    const cell = (row + skip) * columns + column;
    const value = numbers[cell]!;
    return value === value ? value : parseNumber(text.slice(starts[cell], ends[cell]));
  },
  text: (row, column) => {
    const cell = (row + skip) * columns + column;
    const found = text.slice(starts[cell], ends[cell]).trim();
    return missing.test(found) ? undefined : found;
  },
});

async function guessedDelimiter(source: Source, options: TextOptions): Promise<string> {
  const { default: papaparse } = await import('papaparse');
  for await (const chunk of textChunks(source, options)) {
    const lines = chunk.slice(0, chunk.lastIndexOf('\n')).trimEnd() || chunk.trimEnd();
    return papaparse.parse(lines, { preview: 20, newline: '\n', skipEmptyLines: true, delimitersToGuess: [',', '\t', ';', '|'] }).meta.delimiter;
  }
  return ',';
}

async function firstRecord(source: Source, options: TextOptions & { readonly delimiter: string }): Promise<readonly string[]> {
  for await (const { text, columns, starts, ends } of csvRecords(textChunks(source, options), { delimiter: options.delimiter, onRagged: () => undefined }))
    return Array.from({ length: columns }, (_, i) => text.slice(starts[i], ends[i]).trim());
  throw new InvalidDataError('Expected rows of cells, received none. Give a file that holds some.');
}

/** Names, not values: some text and no number. */
const looksLikeHeader = (cells: readonly string[]): boolean =>
  cells.some((cell) => !missing.test(cell)) && cells.every((cell) => Number.isNaN(parseNumber(cell)));
