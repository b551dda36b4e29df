import { InvalidDataError, sizeOf, type NdArray, type Range } from '@hourglass/core';

/** What one unit of a sparse code stands for. */
export interface Card {
  /** `unit 3`. */
  readonly name: string;
  /** The share of samples in which it is not 0; 0 for a dead one. */
  readonly density: number;
  /** What it adds to a reconstruction: `[...sampleShape]`. */
  readonly direction: NdArray;
  /** The samples in which it is strongest, the strongest first: `[count, ...sampleShape]`. */
  readonly top: NdArray;
  /** How strong it is in each of these: `[count]`. */
  readonly activations: readonly number[];
  /** How many of its values that are not 0 lie in each of as many equal parts from `low` to `high`. */
  readonly histogram: { readonly low: number; readonly high: number; readonly counts: readonly number[] };
}

/** Units of a sparse code, a card for each. */
export interface Cards {
  readonly kind: 'cards';
  readonly cards: readonly Card[];
  /** Of how many units, how many of which are 0 in all of how many samples. */
  readonly of: { readonly units: number; readonly dead: number; readonly samples: number };
  /** The values of samples drawn as black and as white; directions have the middle grey at 0. */
  readonly range: Range;
}

/** Refuses cards that do not hold together. */
export function checkCards({ cards, range }: Cards): void {
  if (cards.length === 0) throw new InvalidDataError('cards: expected at least one, received none.');
  if (!(range[0] < range[1]))
    throw new InvalidDataError(`range: expected the low end below the high end, received [${range.join(', ')}].`);
  for (const { name, direction, top, activations } of cards) {
    if (top.shape[0] !== activations.length || top.data.length !== sizeOf(top.shape))
      throw new InvalidDataError(`${name}: expected ${activations.length} samples, received ${top.data.length} values of shape [${top.shape.join(', ')}].`);
    if (direction.data.length === 0 || direction.data.length !== sizeOf(direction.shape))
      throw new InvalidDataError(`${name}: expected a direction, received ${direction.data.length} values of shape [${direction.shape.join(', ')}].`);
  }
}
