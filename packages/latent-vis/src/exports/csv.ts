import type { NdArray } from '@hourglass/core';
import papaparse from 'papaparse';
import type { Scatter } from '../views/scatter.js';
import { columnsOf } from './columns.js';
import { floatText } from './float-text.js';

export interface TableOptions {
  /** The codes that the points are projections of, `[count, units]`. Default: none. */
  readonly codes?: NdArray;
}

/**
 * The points of a map as comma-separated values (RFC 4180), a line a point under a header.
 *
 * @param view points without a finite place are left out
 * @returns the text, with columns `sample` (the place in the view), `x`, `y`, `label` where there are labels (empty for none), and
 *   `code0`, `code1`, … where codes are given
 * @throws InvalidDataError where the codes are not one a point
 */
export function csv(view: Scatter, { codes }: TableOptions = {}): string {
  const columns = columnsOf('csv', view, codes);
  const rows = Array.from({ length: columns[0]!.data.length }, (_, row) =>
    columns.map((column) => (column.type === 'FLOAT' ? floatText(column.data[row]!) : column.data[row])),
  );
  return `${papaparse.unparse([columns.map(({ name }) => name), ...rows], { newline: '\r\n' })}\r\n`;
}
