import { checkOptions, InvalidDataError, quantile, share, sizeOf, wholePositive, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import { checkCodes } from '../projections/check-codes.js';
import type { CodeSet } from './code-set.js';
import { evenly } from './decoded-grid.js';
import { codeRows, rangeOfDecoded, rowsAt, stacked, type Decoding } from './decoding.js';
import type { Rows } from './rows.js';
import { checkUnits, leadingUnits, variancesOf, sortedUnit } from './units.js';

export interface TraversalsOptions {
  /** The code whose units are varied: `[...codeShape]`. Default: the first of the set. */
  readonly code?: NdArray;
  /** Which units, from 0. Default: the ten that vary most. */
  readonly units?: readonly number[];
  /** How many values of each unit, a whole number of 1 or more. Default 9. */
  readonly steps?: number;
  /** The quantiles of the codes between which a unit goes, two shares from 0 to 1. Default [0.05, 0.95]. */
  readonly between?: readonly [low: number, high: number];
}

const schema = v.strictObject({
  code: v.optional(v.custom<NdArray>((value) => typeof value === 'object' && value !== null && 'shape' in value, 'Expected a code')),
  units: v.optional(v.array(v.number())),
  steps: v.optional(wholePositive, 9),
  between: v.optional(v.tuple([share, share]), [0.05, 0.95]),
});

/**
 * What a code decodes to while one of its units changes in equal steps and the others stay (Higgins et al., *beta-VAE*, 2017).
 *
 * @param set codes of the model, which say how far each unit goes; a unit whose quantiles are the same, such as a sparse one,
 *   goes from its least to its greatest value
 * @returns a row a unit, `unit 3`, with the values that it takes
 * @throws InvalidDataError for codes of another size than the model's, or codes that are not finite
 * @throws InvalidOptionError for a unit that there is not, or another option out of range
 */
export async function traversals(model: Decoding, set: CodeSet, options: TraversalsOptions = {}): Promise<Rows> {
  const { steps, between, code = rowsAt(set.codes, [0]), ...given } = checkOptions('traversals', schema, options);
  const codes = checkCodes('traversals', set.codes);
  const size = sizeOf(model.recipe.codeShape);
  if (codes.units !== size) throw new InvalidDataError(`traversals: expected codes of ${size} units, received ${codes.units}.`);
  const units = given.units ?? leadingUnits(variancesOf(codes), 10);
  checkUnits('traversals', units, codes.units);
  const [base] = codeRows('traversals', model, code);

  const rows = units.map(async (unit) => {
    const sorted = sortedUnit(codes, unit);
    const [low, high] = between.map((at) => quantile(sorted, at)) as [number, number];
    const values = evenly(steps, low < high ? [low, high] : [sorted[0]!, sorted.at(-1)!]);
    const images = await model.decode(stacked(values.map((value) => base!.map((kept, i) => (i === unit ? value : kept)))));
    return { name: `unit ${unit}`, images, values };
  });
  return { kind: 'rows', rows: await Promise.all(rows), range: rangeOfDecoded(model, set) };
}
