import { InvalidDataError, type NdArray } from '@hourglass/core';
import { bestDirection } from './best-direction.js';
import { rowsOf } from './rows-of.js';

export interface F1Input {
  /** Of some samples: `[batch, units]`. */
  readonly code: NdArray;
  /** How much of each true direction is in them, 0 where it is not active: `[batch, directions]`. */
  readonly coefficients: NdArray;
  /** The directions of the units: `[units, dimensions]`. */
  readonly found: NdArray;
  /** `[directions, dimensions]` */
  readonly truth: NdArray;
}

/**
 * How well units tell where directions are active: each unit, not 0 or 0, as a detector of the true direction that it is most like
 * (by |cos|), its F1 = 2·TP / (2·TP + FP + FN), and the mean over the units, as SAELens measures it. A unit that is never
 * active counts 0.
 *
 * @returns from 0 to 1
 * @throws InvalidDataError where the arrays do not fit each other
 */
export function f1({ code, coefficients, found, truth }: F1Input): number {
  const best = bestDirection('f1', found, truth);
  const [codes, truths] = [rowsOf('f1', code), rowsOf('f1', coefficients)];
  const expected = [found.shape[0], truth.shape[0], codes.count];
  const received = [codes.size, truths.size, truths.count];
  if (expected.some((size, i) => size !== received[i]))
    throw new InvalidDataError(
      `f1: expected a code of ${expected[0]} units and coefficients of ${expected[1]} directions, of as many samples each; ` +
        `received [${code.shape.join(', ')}] and [${coefficients.shape.join(', ')}].`,
    );
  const [both, either] = [new Float64Array(best.length), new Float64Array(best.length)]; // TP; TP + FP + TP + FN
  for (let row = 0; row < codes.count; row++)
    best.forEach((direction, unit) => {
      const active = code.data[row * codes.size + unit] !== 0;
      const present = coefficients.data[row * truths.size + direction] !== 0;
      both[unit]! += Number(active && present);
      either[unit]! += Number(active) + Number(present);
    });
  return both.reduce((sum, hits, unit) => sum + (hits > 0 ? (2 * hits) / either[unit]! : 0), 0) / best.length;
}
