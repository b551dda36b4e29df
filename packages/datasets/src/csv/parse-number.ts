import type { CharCodes } from './char-codes.js';

/** Powers of ten that float64 holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Digits that float64 holds exactly, whatever they are. */
const exactDigits = 15;

const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * The number that stands from `start` to `end`, or NaN where there is none. Few digits are exact in float64, as is the power
 * of ten that they are divided by, so that the quotient is rounded as `Number` rounds (Clinger 1990).
 *
 * @param codes those of `text`
 */
export function parseNumber(text: string, codes: CharCodes, start: number, end: number): number {
  let i = start;
  const isNegative = codes[start] === 45;
  if (isNegative) i++;
  if (end - i > exactDigits + 1 || i >= end) return general(text, start, end);
  let [mantissa, digits, decimals] = [0, 0, 0];
  let afterPoint = 0;
  for (; i < end; i++) {
    const digit = codes[i]! - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      decimals += afterPoint;
    } else if (digit === -2 && afterPoint === 0) afterPoint = 1;
    else return general(text, start, end);
  }
  if (digits === 0 || digits > exactDigits) return general(text, start, end);
  const value = mantissa / powersOfTen[decimals]!;
  return isNegative ? -value : value;
}

function general(text: string, start: number, end: number): number {
  const cell = text.slice(start, end).trim();
  return numeral.test(cell) ? Number(cell) : NaN;
}
