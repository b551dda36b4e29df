import { InvalidDataError } from '@hourglass/core';
import type { SchemaTree } from 'hyparquet';

/** A column of a file, and how many columns of a table it is: those of lists are one a place. */
export interface ParquetColumn {
  readonly name: string;
  readonly schema: SchemaTree;
  readonly kind: 'number' | 'text' | 'list';
  /** Whether four bytes hold its numbers. */
  readonly isSingle: boolean;
  readonly width: number;
}

/** The values of a column in one row group: numbers, NaN where one is missing, or texts. */
export type ColumnValues = Float32Array | Float64Array | (string | undefined)[];

/**
 * What a column holds, by the schema; the width of lists is that of the first.
 *
 * @throws InvalidDataError for types that no value of a sample is made of, such as dates
 */
export function parquetColumn(schema: SchemaTree, firstValue: unknown): ParquetColumn {
  const { element, children } = schema;
  const { name } = element;
  const leaf = children.length === 0 ? element : children[0]!.children[0]?.element;
  const isSingle = leaf?.type === 'FLOAT' || leaf?.type === 'BOOLEAN';
  if (Array.isArray(firstValue)) return { name, schema, kind: 'list', isSingle, width: firstValue.length };
  const kind = typeof firstValue === 'string' ? 'text' : 'number';
  const isTyped = ['number', 'bigint', 'boolean'].includes(typeof firstValue);
  if (kind === 'text' || isTyped) return { name, schema, kind, isSingle, width: 1 };
  throw new InvalidDataError(`column ${name}: expected numbers, text or lists of numbers, received ${describe(firstValue)}. Leave it out with the option columns.`);
}

/** Room for the values of a column in so many rows. */
export const valuesOf = ({ kind, isSingle, width }: ParquetColumn, rows: number): ColumnValues =>
  kind === 'text' ? new Array<string | undefined>(rows) : new (isSingle ? Float32Array : Float64Array)(rows * width);

/**
 * Writes decoded values to a place.
 *
 * @param first the row of the file that the first is of, for errors
 * @throws InvalidDataError for a list of another length, or a value of another type
 */
export function writeValues(column: ParquetColumn, decoded: ArrayLike<unknown>, into: ColumnValues, { start, first }: { readonly start: number; readonly first: number }): void {
  const { name, kind, width } = column;
  const wrong = (i: number): InvalidDataError =>
    new InvalidDataError(`row ${first + i}, column ${name}: expected ${kind === 'list' ? `a list of ${width} numbers` : kind}, received ${describe(decoded[i])}. Leave the column out with the option columns.`);
  if (into instanceof Array) {
    for (let i = 0; i < decoded.length; i++) {
      const value = decoded[i] ?? undefined;
      if (value !== undefined && typeof value !== 'string') throw wrong(i);
      into[start + i] = value;
    }
    return;
  }
  if (kind === 'number') {
    if (decoded instanceof Float32Array || decoded instanceof Float64Array || decoded instanceof Int32Array) {
      into.set(decoded, start);
      return;
    }
    for (let i = 0; i < decoded.length; i++) {
      const value = numberOf(decoded[i]);
      if (value === undefined) throw wrong(i);
      into[start + i] = value;
    }
    return;
  }
  for (let i = 0; i < decoded.length; i++) {
    const list = decoded[i];
    if (list === null || list === undefined) {
      into.fill(NaN, (start + i) * width, (start + i + 1) * width);
      continue;
    }
    if (!Array.isArray(list) || list.length !== width) throw wrong(i);
    for (let place = 0; place < width; place++) {
      const value = numberOf(list[place]);
      if (value === undefined) throw wrong(i);
      into[(start + i) * width + place] = value;
    }
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  return value === null || value === undefined ? NaN : undefined;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === null || value === undefined) return 'none';
  return typeof value === 'object' ? value.constructor.name : `a ${typeof value}`;
}
