import { checkOptions, definePart, isSchedule, positive, type Recipe, type Scheduled } from '@hourglass/core';
import * as v from 'valibot';
import { contraction } from './contraction.js';

export interface ContractiveOptions {
  /** How much the penalty counts, a number above 0 or a schedule. */
  readonly weight: Scheduled;
}

const schema = v.strictObject({
  weight: v.union([positive, v.custom<Exclude<Scheduled, number>>(isSchedule, 'Expected a number above 0 or a schedule')]),
});

/**
 * Makes the code of any recipe change little where the sample does: adds the squared Frobenius norm of the encoder's Jacobian,
 * ‖∂f(x)/∂x‖², to what is minimised (Rifai, Vincent, Muller, Glorot & Bengio, 2011).
 *
 * @param of the recipe whose encoder is to contract
 * @returns a recipe that logs the norm, averaged over the batch, as `contraction/jacobian`
 * @throws InvalidOptionError for a weight that is neither above 0 nor a schedule
 */
export const contractive = definePart('contractive', (of: Recipe, options: ContractiveOptions): Recipe => {
  const { weight } = checkOptions('contractive', schema, options);
  return { ...of, kind: 'contractive', options, of, penalties: [...(of.penalties ?? []), contraction({ weight })] };
});
