import { InvalidOptionError, type Range } from '@hourglass/core';

/**
 * Refuses data whose values a corruption cannot take.
 *
 * @param advice what to do, the end of the message
 * @throws InvalidOptionError where the range of the data is wider than that of the corruption
 */
export function refuseOutside(kind: string, taken: Range, found: Range, advice: string): void {
  if (found[0] >= taken[0] && found[1] <= taken[1]) return;
  throw new InvalidOptionError('corruption', `${kind} expects values from ${taken[0]} to ${taken[1]}, received data from ${found[0]} to ${found[1]}. ${advice}.`);
}
