import { checkOptions, InvalidDataError, wholePositive, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import { evenly } from './decoded-grid.js';
import { codeRows, rangeOfDecoded, stacked, type Decoding } from './decoding.js';
import type { Rows } from './rows.js';
import { lerp, slerp } from './slerp.js';

export interface InterpolationOptions {
  /** How many images, both ends among them, a whole number of 1 or more. Default 10. */
  readonly steps?: number;
  /** `linear`, the straight way, or `spherical`, which turns evenly and so keeps the length of codes of one length. Default linear. */
  readonly kind?: 'linear' | 'spherical';
}

const schema = v.strictObject({
  steps: v.optional(wholePositive, 10),
  kind: v.optional(v.picklist(['linear', 'spherical']), 'linear'),
});

/**
 * What codes on the way from one code to another decode to; the spherical way is that of White, *Sampling generative
 * networks*, 2016, by Shoemake's formula.
 *
 * @param from one code or several: `[...codeShape]` or `[count, ...codeShape]`, such as what `encode` gives
 * @param to as many
 * @returns a row for each pair, a column for each share of the way
 * @throws InvalidDataError for codes of another size than the model's, or unequal numbers of them
 * @throws InvalidOptionError for an option out of range
 */
export async function interpolation(model: Decoding, from: NdArray, to: NdArray, options: InterpolationOptions = {}): Promise<Rows> {
  const { steps, kind } = checkOptions('interpolation', schema, options);
  const [starts, ends] = [codeRows('interpolation', model, from), codeRows('interpolation', model, to)];
  if (starts.length !== ends.length)
    throw new InvalidDataError(`interpolation: expected as many codes to go to as to come from, received ${starts.length} and ${ends.length}.`);
  const between = kind === 'linear' ? lerp : slerp;
  const shares = evenly(steps, [0, 1]);
  const rows = starts.map(async (start, i) => ({
    name: starts.length === 1 ? kind : `${kind} ${i + 1}`,
    images: await model.decode(stacked(shares.map((t) => between(start, ends[i]!, t)))),
  }));
  return {
    kind: 'rows',
    rows: await Promise.all(rows),
    columns: shares.map((t) => String(Number(t.toFixed(2)))),
    range: rangeOfDecoded(model),
  };
}
