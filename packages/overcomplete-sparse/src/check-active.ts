import { InvalidOptionError, sizeOf, type Recipe } from '@hourglass/core';

/** Refuses a number of active units that a recipe's code does not have. */
export function checkActive(kind: string, option: string, active: number, { codeShape }: Recipe): void {
  const size = sizeOf(codeShape);
  if (active > size)
    throw new InvalidOptionError(option, `${kind}: ${option}: expected at most ${size}, the size of the code, received ${active}.`);
}
