import { checkOptions, InvalidDataError, quantile, sizeOf, wholePositive, type Range } from '@hourglass/core';
import * as v from 'valibot';
import { checkCodes } from '../projections/check-codes.js';
import type { CodeSet } from './code-set.js';
import { decodedGrid, evenly } from './decoded-grid.js';
import { rangeOfDecoded, type Decoding } from './decoding.js';
import type { Grid } from './grid.js';
import { sortedUnit } from './units.js';

export interface GridOptions {
  /** How many images down, a whole number of 1 or more. Default 20. */
  readonly rows?: number;
  /** How many images across, a whole number of 1 or more. Default 20. */
  readonly columns?: number;
}

export const gridSchema = v.strictObject({ rows: v.optional(wholePositive, 20), columns: v.optional(wholePositive, 20) });

/**
 * What codes of two units decode to, side by side (Kingma & Welling, *Auto-encoding variational Bayes*, 2014, fig. 4).
 *
 * @param model one whose code has two units
 * @param over codes, whose quantiles are the places, so that each image stands for as many codes as any other; or the ends of
 *   unit 0 and of unit 1, between which the places are evenly spread
 * @returns unit 0 across, unit 1 up
 * @throws InvalidDataError for codes of more or fewer units, or codes that are not finite
 * @throws InvalidOptionError for a number of rows or columns that is no whole number of 1 or more
 */
export async function manifoldGrid(model: Decoding, over: CodeSet | readonly [Range, Range], options: GridOptions = {}): Promise<Grid> {
  const { rows, columns } = checkOptions('manifoldGrid', gridSchema, options);
  const size = sizeOf(model.recipe.codeShape);
  if (size !== 2)
    throw new InvalidDataError(`manifoldGrid: expected a model whose code has 2 units, received one of ${size}. planeGrid shows a plane of larger codes.`);
  const placesOf = (unit: 0 | 1, count: number): number[] =>
    'codes' in over ? quantiles(over, unit, count) : evenly(count, over[unit]);
  return decodedGrid(model, {
    x: { name: 'unit 0', values: placesOf(0, columns) },
    y: { name: 'unit 1', values: placesOf(1, rows) },
    range: rangeOfDecoded(model, 'codes' in over ? over : {}),
    codeAt: (x, y) => [x, y],
  });
}

/** The middles of as many shares of the codes, each of which holds as many. */
function quantiles({ codes }: CodeSet, unit: number, count: number): number[] {
  const checked = checkCodes('manifoldGrid', codes);
  if (checked.units !== 2) throw new InvalidDataError(`manifoldGrid: expected codes of 2 units, received ${checked.units}.`);
  const sorted = sortedUnit(checked, unit);
  return Array.from({ length: count }, (_, i) => quantile(sorted, (i + 0.5) / count));
}
