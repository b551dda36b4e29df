import { InvalidOptionError, type Shape } from '@hourglass/core';

/**
 * Refuses samples of a shape that a corruption cannot take.
 *
 * @param expected the shape in words
 * @throws InvalidOptionError that says both
 */
export function refuseOtherShapes(kind: string, found: Shape, expected: string, fits: boolean): void {
  if (fits) return;
  throw new InvalidOptionError('corruption', `${kind} expects samples ${expected}, received [${found.join(', ')}]. Choose another corruption, or reshape the data.`);
}
