import { InvalidDataError, type NdArray } from '@hourglass/core';
import { codeRows, rangeOfDecoded, stacked, type Decoding } from './decoding.js';
import type { Rows } from './rows.js';

/**
 * a − b + c on codes (Radford et al., *Unsupervised representation learning with deep convolutional generative adversarial
 * networks*, 2016): what two codes differ in, put to a third.
 *
 * @param a one code or several, `[...codeShape]` or `[count, ...codeShape]`, such as what `encode` or `classMeans` gives
 * @param b as many
 * @param c as many
 * @returns the rows `a`, `b`, `c` and `a − b + c`, decoded, a column for each
 * @throws InvalidDataError for codes of another size than the model's, or unequal numbers of them
 */
export async function codeArithmetic(model: Decoding, a: NdArray, b: NdArray, c: NdArray): Promise<Rows> {
  const rowsOf = (codes: NdArray): Codes => codeRows('codeArithmetic', model, codes);
  const [first, less, plus] = [rowsOf(a), rowsOf(b), rowsOf(c)];
  if (less.length !== first.length || plus.length !== first.length)
    throw new InvalidDataError(`codeArithmetic: expected as many codes of each, received ${first.length}, ${less.length} and ${plus.length}.`);
  const sums = first.map((code, row) => Float32Array.from(code, (value, i) => value - less[row]![i]! + plus[row]![i]!));
  const named: [string, Codes][] = [['a', first], ['b', less], ['c', plus], ['a − b + c', sums]];
  const rows = named.map(async ([name, codes]) => ({ name, images: await model.decode(stacked(codes)) }));
  return { kind: 'rows', rows: await Promise.all(rows), range: rangeOfDecoded(model) };
}

type Codes = readonly NdArray['data'][];
