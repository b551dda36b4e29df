/** A whole number that follows from the number of samples: offset + factor · batch. */
export interface BatchFormula {
  readonly offset: number;
  readonly factor: number;
}

/** Batches of three sizes: two tell a formula, the third that it holds. */
export type Sizes = readonly [number, number, number];

/**
 * The formulas of lists of numbers, place by place.
 *
 * @param lists one for each size
 * @returns nothing where a place has none, or the lists differ in length
 */
export function formulasOf(lists: readonly (readonly number[])[], sizes: Sizes): BatchFormula[] | undefined {
  const [first] = lists;
  if (lists.some(({ length }) => length !== first!.length)) return undefined;
  const formulas = first!.map((_, place) => formulaOf(lists.map((list) => list[place]!), sizes));
  return formulas.every((formula) => formula !== undefined) ? formulas : undefined;
}

function formulaOf(numbers: readonly number[], sizes: Sizes): BatchFormula | undefined {
  const factor = (numbers[1]! - numbers[0]!) / (sizes[1] - sizes[0]);
  const offset = numbers[0]! - factor * sizes[0];
  const holds = Number.isInteger(factor) && sizes.every((size, place) => numbers[place] === offset + factor * size);
  return holds ? { offset, factor } : undefined;
}

export const varies = ({ factor }: BatchFormula): boolean => factor !== 0;
