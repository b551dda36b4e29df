import { checkOptions, InvalidDataError, type NdArray } from '@hourglass/core';
import { decodedGrid, evenly } from './decoded-grid.js';
import { codeRows, rangeOfDecoded, type Decoding } from './decoding.js';
import type { Grid } from './grid.js';
import { gridSchema, type GridOptions } from './manifold-grid.js';

/**
 * What the plane through three codes decodes to: a + s·(b − a) + t·(c − a), for s and t from 0 to 1.
 *
 * @param codes a, b and c: `[3, ...codeShape]`, such as what `encode` gives of three samples
 * @returns a at the lower left, b at the lower right, c at the upper left
 * @throws InvalidDataError for other than three codes of the model
 * @throws InvalidOptionError for a number of rows or columns that is no whole number of 1 or more
 */
export async function planeGrid(model: Decoding, codes: NdArray, options: GridOptions = {}): Promise<Grid> {
  const { rows, columns } = checkOptions('planeGrid', gridSchema, options);
  const [a, b, c, ...others] = codeRows('planeGrid', model, codes);
  if (!a || !b || !c || others.length > 0)
    throw new InvalidDataError(`planeGrid: expected three codes, received shape [${codes.shape.join(', ')}].`);
  return decodedGrid(model, {
    x: { name: 'a → b', values: evenly(columns, [0, 1]) },
    y: { name: 'a → c', values: evenly(rows, [0, 1]) },
    range: rangeOfDecoded(model),
    codeAt: (s, t) => Float32Array.from(a, (value, i) => value + s * (b[i]! - value) + t * (c[i]! - value)),
  });
}
