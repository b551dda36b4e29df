import type { CharCodes } from './char-codes.js';

/** Powers of ten that float64 holds exactly. */
const powersOfTen = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** Digits that float64 holds exactly, whatever they are. */
const exactDigits = 15;

/** Codes of text, and what is written for each of its cells. */
export interface CellArrays {
  readonly codes: CharCodes;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly numbers: Float64Array;
}

/** Where a record lies, and the code between its cells. */
export interface RecordPlace {
  readonly from: number;
  readonly to: number;
  readonly delimiter: number;
}

/**
 * Splits a record into cells, and reads the numbers in them on the way. Few digits are exact in float64, as is the power of
 * ten that they are divided by, so that the quotient is rounded as `Number` rounds (Clinger 1990); of all other cells the
 * number is NaN.
 *
 * @param first the place to write the first cell at
 * @returns the number of cells
 */
export function splitRecord({ codes, starts, ends, numbers }: CellArrays, first: number, { from, to, delimiter }: RecordPlace): number {
  let cell = first;
  let start = from;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let afterPoint = 0;
  let isPlain = true;
  for (let i = from; i <= to; i++) {
    const code = i < to ? codes[i]! : delimiter;
    const digit = code - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      decimals += afterPoint;
    } else if (code === delimiter) {
      const isNegative = codes[start] === 45;
      const value = isPlain && digits > 0 && digits <= exactDigits ? mantissa / powersOfTen[decimals]! : NaN;
      starts[cell] = start;
      ends[cell] = i;
      numbers[cell++] = isNegative ? -value : value;
      start = i + 1;
      mantissa = digits = decimals = afterPoint = 0;
      isPlain = true;
    } else if (code === 46 && afterPoint === 0) afterPoint = 1;
    else if (code !== 45 || i !== start) isPlain = false;
  }
  return cell - first;
}
