import { checkOptions, definePart, type Corruption, type Recipe } from '@hourglass/core';
import * as v from 'valibot';

export interface DenoiseOptions {
  /** What spoils the samples, anew at every step. */
  readonly corruption: Corruption;
}

const schema = v.strictObject({
  corruption: v.custom<Corruption>(
    (value) => typeof value === 'object' && value !== null && 'kind' in value && 'apply' in value,
    'Expected a corruption, such as gaussianNoise({ stddev: 0.3 })',
  ),
});

/**
 * Makes any recipe learn to undo a corruption: the encoder sees x′, the loss compares with the clean x (Vincent et al., 2008).
 * It keeps an overcomplete network from copying, and a trained one cleans. Datasets that bring their own corrupted samples need
 * no corruption: they are learned from as they are.
 *
 * @param of the recipe whose samples are corrupted in training
 * @returns a recipe of the same shapes; `encode` and `reconstruct` take samples as they are
 * @throws InvalidOptionError for anything that is no corruption, or one that cannot corrupt such samples
 */
export const denoise = definePart('denoise', (of: Recipe, options: DenoiseOptions): Recipe => {
  const { corruption } = checkOptions('denoise', schema, options);
  corruption.check?.({ inputShape: of.inputShape, range: of.range });
  return { ...of, kind: 'denoise', options, of, corruption };
});
