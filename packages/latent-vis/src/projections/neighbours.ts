import { InvalidOptionError, wholePositive } from '@hourglass/core';
import * as v from 'valibot';

export interface NeighboursOptions {
  /** How many of the nearest are looked at. Default 5. */
  readonly neighbours?: number;
}

export const neighboursSchema = v.strictObject({ neighbours: v.optional(wholePositive, 5) });

/**
 * Refuses more neighbours than there can be.
 *
 * @param where the function, as the user wrote it
 * @param most as words and as a number: `['below half the number of samples', 49]`
 */
export function checkNeighbours(where: string, neighbours: number, [bound, most]: readonly [bound: string, most: number]): void {
  if (neighbours > most)
    throw new InvalidOptionError(
      'neighbours',
      `${where}: neighbours: expected a number ${bound}, here at most ${most}, received ${neighbours}. ` +
        'Ask for fewer neighbours, or give more samples.',
    );
}
