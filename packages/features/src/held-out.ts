import { createSeed, permutation } from '@hourglass/core';

/** One in so many samples helps to choose. */
const among = 10;

/** Which of some samples are kept from learning, to choose with: a tenth, drawn at random, always the same. */
export function heldOut(count: number): (row: number) => boolean {
  const drawn = permutation(count, createSeed(1).fork('held out'));
  return (row) => drawn[row]! % among === 0;
}
