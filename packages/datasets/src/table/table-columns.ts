import { InvalidDataError, InvalidOptionError, type Range } from '@hourglass/core';
import type { Table, TableBlock } from './table.js';
import type { CheckedTableOptions } from './table-options.js';

/** What is known of a column once a table was looked through. */
export interface TableColumn {
  readonly name: string;
  readonly kind: 'number' | 'category';
  /** Its categories, in order of appearance; each is one value of a sample, 1 where a cell holds it. */
  readonly categories?: readonly string[];
  /** The least and the greatest of its numbers. */
  readonly range?: Range;
  /** Cells that hold nothing. */
  readonly missing: number;
}

/** The columns of a table that make samples, and that of their labels. */
export interface TableSurvey {
  readonly columns: readonly TableColumn[];
  readonly label?: TableColumn;
  /** Rows that are not left out. */
  readonly size: number;
}

/** The places of a table's columns that are used, the label's last. */
export function usedColumns({ columns }: Table, options: CheckedTableOptions): readonly number[] {
  const place = (name: string, option: string): number => {
    const found = columns.indexOf(name);
    if (found < 0) throw new InvalidOptionError(option, `${option}: expected names of columns, received "${name}". The columns are ${columns.slice(0, 50).join(', ')}.`);
    return found;
  };
  for (const name of options.categorical) place(name, 'categorical');
  const names = options.columns ?? columns.filter((name) => name !== options.label);
  const features = names.map((name) => place(name, 'columns'));
  if (features.length === 0) throw new InvalidOptionError('label', 'label: expected a column beside those of the samples, received the only one.');
  return options.label === undefined ? features : [...features, place(options.label, 'label')];
}

/**
 * Looks through a table once: what its columns hold, and that every cell can be used.
 *
 * @throws InvalidDataError, with the place, for missing values, for text among numbers, and for too many categories
 */
export async function surveyTable(table: Table, options: CheckedTableOptions): Promise<TableSurvey> {
  const { label, categorical, maxCategories, missing, onSkip } = options;
  const places = usedColumns(table, options);
  const columns = places.map((place, i) => {
    const name = table.columns[place]!;
    return createColumn(name, categorical.includes(name), { maxCategories, mayMiss: missing === 'mask' && !(label !== undefined && i === places.length - 1) });
  });
  let size = 0;
  for await (const block of table.blocks(onSkip))
    for (let row = 0; row < block.rows; row++) {
      const empty = missing === 'drop' ? emptyColumn(block, row, places) : undefined;
      if (empty === undefined) {
        for (let i = 0; i < places.length; i++) columns[i]!.add(block, row, places[i]!);
        size++;
      } else onSkip?.({ name: block.place(row), reason: `column ${table.columns[empty]} holds nothing` });
    }
  if (size === 0) throw new InvalidDataError('Expected rows of values, received none. Give a file that holds some.');
  const found = columns.map((column) => column.found());
  return label === undefined ? { columns: found, size } : { columns: found.slice(0, -1), label: found.at(-1)!, size };
}

/** The first of these columns that holds nothing in a row. */
export function emptyColumn(block: TableBlock, row: number, places: readonly number[]): number | undefined {
  for (const place of places) {
    const value = block.number(row, place);
    if (value !== value && block.text(row, place) === undefined) return place;
  }
  return undefined;
}

/** What one column is found to hold. */
interface GrowingColumn {
  add(block: TableBlock, row: number, place: number): void;
  found(): TableColumn;
}

interface ColumnLimits {
  readonly maxCategories: number;
  readonly mayMiss: boolean;
}

function createColumn(name: string, isCategorical: boolean, { maxCategories, mayMiss }: ColumnLimits): GrowingColumn {
  const categories = new Set<string>();
  let [least, most] = [Infinity, -Infinity];
  let missing = 0;

  function addCategory(text: string, where: string): void {
    if (least <= most) throw mixed(`${where}: expected a number as above`, text);
    if (!isCategorical && /^[+-]?\d+,\d+$/.test(text)) throw new InvalidDataError(`${where}: expected a number, received "${text}". Write a point for the decimal comma.`);
    categories.add(text);
    if (categories.size > maxCategories)
      throw new InvalidDataError(
        `${where}: expected at most ${maxCategories} categories, received "${text}" after as many others. ` +
          'Choose other columns with the option columns, or allow more with maxCategories.',
      );
  }

  const mixed = (expected: string, received: string): InvalidDataError =>
    new InvalidDataError(`${expected}, received "${received}". Mend the cell, or name the column in the option categorical.`);

  return {
    add(block, row, place) {
      const value = isCategorical ? NaN : block.number(row, place);
      if (value === value) {
        if (categories.size > 0) throw mixed(`${block.place(row)}, column ${name}: expected text as above`, String(value));
        const rounded = Math.fround(value);
        if (!Number.isFinite(rounded)) throw new InvalidDataError(`${block.place(row)}, column ${name}: expected finite values of float32, received ${value}. Fill or drop it.`);
        if (rounded < least) least = rounded;
        if (rounded > most) most = rounded;
        return;
      }
      const text = block.text(row, place);
      if (text !== undefined) addCategory(text, `${block.place(row)}, column ${name}`);
      else if (mayMiss) missing++;
      else throw new InvalidDataError(`${block.place(row)}, column ${name}: expected a value, received none. Fill it, or give the option missing: 'drop' or, for samples, 'mask'.`);
    },
    found: () => {
      if (categories.size > 0) return { name, kind: 'category', categories: [...categories], missing };
      if (least > most) throw new InvalidDataError(`column ${name}: expected values, received none. Choose other columns with the option columns.`);
      return { name, kind: 'number', range: [least, most], missing };
    },
  };
}
