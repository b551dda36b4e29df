import { InvalidDataError } from '@hourglass/core';
import type { ParseResult } from 'papaparse';
import { charCodes, type CharCodes } from './char-codes.js';
import { simpleQuotes } from './simple-quotes.js';
import { splitRecord } from './split-record.js';

/** Records of delimited text: each cell is a part of `text`. The arrays are written over by the next records. */
export interface Records {
  readonly text: string;
  readonly count: number;
  /** Cells of each record. */
  readonly columns: number;
  /** Cell c of record r lies from `starts[r * columns + c]` to `ends[r * columns + c]`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The number in each cell; NaN where it is not written as digits, a point and a minus. */
  readonly numbers: Float64Array;
  /** The line that each record begins on. */
  readonly lines: Int32Array;
}

export interface RecordsOptions {
  readonly delimiter: string;
  /** Cells of every record; without it, those of the first. */
  readonly columns?: number | undefined;
  /** Told of records with more or fewer cells, which are left out; without it, they are refused. */
  readonly onRagged?: ((line: number, reason: string) => void) | undefined;
}

/** Characters of one record; a quote that is never closed would take the rest of the file. */
const recordLimit = 4 * 2 ** 20;

/**
 * Splits text into records, blank lines left out. Text without quotes, or with none that matter, is split where it lies; other
 * text goes through papaparse.
 *
 * @throws InvalidDataError, with the line, for a quote that is not closed or goes on behind its end, and for ragged records
 */
export async function* csvRecords(chunks: AsyncIterable<string>, options: RecordsOptions): AsyncGenerator<Records> {
  const { delimiter } = options;
  const found = cellBorders(options);
  const withoutQuotes = simpleQuotes(delimiter);
  let rest = '';
  async function split(text: string, isLast: boolean): Promise<string> {
    const plain = text.includes('"') ? withoutQuotes(text) : text;
    return plain.includes('"') ? text.slice(await quotedRecords(text, isLast, delimiter, found)) : plain.slice(plainRecords(plain, delimiter, found));
  }
  for await (const chunk of chunks) {
    rest = await split(rest + chunk, false);
    if (found.records().count > 0) yield found.records();
    if (rest.length > recordLimit)
      throw new InvalidDataError(
        `line ${found.line()}: expected a record of at most ${recordLimit} characters, received more. Close the quote that opens it, or give a file of text.`,
      );
  }
  if (rest === '') return;
  await split(`${rest}\n`, true);
  if (found.records().count > 0) yield found.records();
}

/** Where the cells of a piece of text lie. */
interface CellBorders {
  /** Begins with a text of at most so many cells; gives its codes. */
  begin(text: string, most: number): CharCodes;
  /** Takes a record from one place to another, of so many lines of the file. */
  record(from: number, to: number, delimiter: number, height: number): void;
  line(): number;
  records(): Records;
}

function cellBorders({ columns = 0, onRagged }: RecordsOptions): CellBorders {
  let [starts, ends, lines, numbers] = [new Int32Array(0), new Int32Array(0), new Int32Array(0), new Float64Array(0)];
  let [text, codes, line, count] = ['', new Uint8Array(0) as CharCodes, 1, 0];
  const codesOf = charCodes();
  return {
    begin(given, most) {
      if (most > starts.length) [starts, ends, lines, numbers] = [new Int32Array(most), new Int32Array(most), new Int32Array(most), new Float64Array(most)];
      [text, codes, count] = [given, codesOf(given), 0];
      return codes;
    },
    record(from, to, delimiter, height) {
      const first = count * columns;
      const width = splitRecord({ codes, starts, ends, numbers }, first, { from, to, delimiter });
      const begun = line;
      line += height;
      if (width === 1 && starts[first] === ends[first]) return;
      columns ||= width;
      if (width === columns) {
        lines[count++] = begun;
        return;
      }
      const reason = `expected ${columns} cells, received ${width}`;
      if (!onRagged) throw new InvalidDataError(`line ${begun}: ${reason}. Mend the line, or leave such lines out with ragged: 'drop'.`);
      onRagged(begun, reason);
    },
    line: () => line,
    records: () => ({ text, count, columns, starts, ends, numbers, lines }),
  };
}

/** Finds the records of text without quotes; gives where the first that is not whole begins. */
function plainRecords(text: string, delimiter: string, { begin, record }: CellBorders): number {
  const end = text.lastIndexOf('\n') + 1;
  const codes = begin(text, end);
  for (let from = 0; from < end;) {
    const to = codes.indexOf(10, from);
    record(from, to, delimiter.charCodeAt(0), 1);
    from = to + 1;
  }
  return end;
}

/** The same for text with quotes: cells without them are joined by a character that no text holds. */
async function quotedRecords(text: string, isLast: boolean, delimiter: string, { begin, record, line }: CellBorders): Promise<number> {
  const { default: papaparse } = await import('papaparse');
  const parser = new papaparse.Parser({ delimiter, newline: '\n' });
  const { data, errors, meta } = parser.parse(isLast ? text.replace(/\n$/, '') : text, 0, !isLast) as ParseResult<string[]>;
  const fault = errors.find(({ row }) => isLast || row! < data.length);
  const rows = data.map((row) => row.join('\0'));
  begin(rows.join(''), data.reduce((sum, row) => sum + row.length, 0));
  let from = 0;
  rows.forEach((row, i) => {
    if (fault?.row === i)
      throw new InvalidDataError(
        `line ${line()}: expected quotes that are closed before the next cell, received "${row.slice(0, 20)}" (${fault.message}). Double the quotes inside of cells.`,
      );
    record(from, from + row.length, 0, row.split('\n').length);
    from += row.length;
  });
  return meta.cursor;
}
