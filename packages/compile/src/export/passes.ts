import { forwardPasses, type Autoencoder, type ForwardDefinition, type Networks, type Shape } from '@hourglass/core';
import { UncompilableError } from '../uncompilable-error.js';

/** What one file computes. */
export interface Pass {
  readonly compute: ForwardDefinition['compute'];
  /** What `compute` takes as `input`, by the name that it has in the file. */
  readonly input: readonly [name: string, shape: Shape];
  /** The shape of one condition, where there is one. */
  readonly condition: Shape | undefined;
  /** What `compute` gives as `output`, by its name in the file. */
  readonly output: string;
}

/** The names of the files. */
export type FileName = 'encoder' | 'decoder' | 'autoencoder';

export function passesOf(model: Autoencoder): Record<FileName, Pass> {
  const { encode, decode, reconstruct } = forwardPasses(model);
  const { encoder, decoder } = model.models;
  const [sample, code] = [['input', model.recipe.inputShape], ['code', model.recipe.codeShape]] as const;
  return {
    encoder: { compute: encode, input: sample, condition: conditionOf([encoder]), output: 'code' },
    decoder: { compute: decode, input: code, condition: conditionOf([decoder]), output: 'reconstruction' },
    autoencoder: { compute: reconstruct, input: sample, condition: conditionOf([encoder, decoder]), output: 'reconstruction' },
  };
}

/** The shape of what networks take as their second input. */
function conditionOf(networks: readonly Networks['encoder'][]): Shape | undefined {
  const shape = networks.find(({ inputs }) => inputs.length === 2)?.inputs[1]!.shape.slice(1);
  if (shape?.includes(null))
    throw new UncompilableError(`Expected a condition whose axes are of known size, received [${shape.map((axis) => axis ?? 'any').join(', ')}].`);
  return shape as number[] | undefined;
}
