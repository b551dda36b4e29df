import type { Part, Recipe } from '@hourglass/core';

/** One way to keep a code sparse, or to keep all its units in use: what it adds to a recipe. */
export interface Sparsity extends Part {
  /** @throws InvalidOptionError where it cannot be added to this recipe */
  on(recipe: Recipe): Pick<Recipe, 'bottleneck' | 'penalties' | 'between'>;
}
