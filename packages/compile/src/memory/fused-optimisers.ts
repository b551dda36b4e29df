import type { Optimiser } from '@hourglass/core';
import * as v from 'valibot';
import type { FlatMemory } from './flat-memory.js';

/** The second half of a step by one fused kernel over flat memory; equal to the definition in tensors. */
export interface FusedOptimiser {
  /** Its slots that are as large as the parameters, for the layout of the memory; 0 at first. */
  readonly slots: readonly string[];
  /** Its other slots, before the first step. */
  readonly scalars: Readonly<Record<string, number>>;
  /**
   * Moves parameters and slots by the gradients, in place.
   *
   * @param memory with this optimiser's slots; its gradients are clipped and constrained already
   * @returns the scalars after this step
   */
  update(
    memory: FlatMemory,
    given: { readonly learningRate: number; readonly scalars: Readonly<Record<string, number>> },
  ): Record<string, number>;
}

/**
 * The fused form of one of core's optimisers.
 *
 * @returns undefined where its kind, or one of its options, is not known here: its definition is to be run as it stands
 */
export const fuse = (optimiser: Optimiser): FusedOptimiser | undefined => fusions.get(optimiser.kind)?.(optimiser.options);

/** As tensors round it: core's definitions work in single precision, scalars too. */
const round = Math.fround;

const option = (fallback: number): v.OptionalSchema<v.NumberSchema<undefined>, number> => v.optional(v.number(), fallback);
const common = { learningRate: v.optional(v.unknown()), clipNorm: v.optional(v.number()) };
const adamOptions = v.strictObject({ ...common, beta1: option(0.9), beta2: option(0.999), epsilon: option(1e-7) });
const adamWOptions = v.strictObject({ ...adamOptions.entries, weightDecay: option(0.01) });
const sgdOptions = v.strictObject({ ...common, momentum: option(0) });
const rmsPropOptions = v.strictObject({ ...common, rho: option(0.9), epsilon: option(1e-7), momentum: option(0) });

const fusions: ReadonlyMap<string, (options: object) => FusedOptimiser | undefined> = new Map([
  ['adam', whereKnown(adamOptions, (options) => fusedAdam({ ...options, weightDecay: 0 }))],
  ['adamW', whereKnown(adamWOptions, fusedAdam)],
  ['sgd', whereKnown(sgdOptions, fusedSgd)],
  ['rmsProp', whereKnown(rmsPropOptions, fusedRmsProp)],
]);

function whereKnown<Schema extends v.GenericSchema>(schema: Schema, make: (options: v.InferOutput<Schema>) => FusedOptimiser) {
  return (options: object): FusedOptimiser | undefined => {
    const result = v.safeParse(schema, options);
    return result.success ? make(result.output) : undefined;
  };
}

function fusedAdam({ beta1, beta2, epsilon, weightDecay }: v.InferOutput<typeof adamWOptions>): FusedOptimiser {
  return {
    slots: ['moment1', 'moment2'],
    scalars: { beta1Power: 1, beta2Power: 1 },
    update({ parameters, gradients, slots, blockBytes, kernels }, { learningRate, scalars }) {
      const rate = round(learningRate);
      const beta1Power = round(scalars['beta1Power']! * round(beta1));
      const beta2Power = round(scalars['beta2Power']! * round(beta2));
      const correction2 = round(Math.sqrt(round(1 - beta2Power)));
      const stepSize = round(rate * correction2) / round(1 - beta1Power);
      kernels.adam(
        ...[parameters.offset, gradients.offset, slots['moment1']!.offset, slots['moment2']!.offset, blockBytes] as const,
        ...[beta1, 1 - beta1, beta2, 1 - beta2] as const,
        ...[1 - round(rate * round(weightDecay)), stepSize, correction2 * round(epsilon)] as const,
      );
      return { beta1Power, beta2Power };
    },
  };
}

function fusedSgd({ momentum }: v.InferOutput<typeof sgdOptions>): FusedOptimiser {
  return {
    slots: momentum > 0 ? ['velocity'] : [],
    scalars: {},
    update({ parameters, gradients, slots, blockBytes, kernels }, { learningRate }) {
      const velocity = slots['velocity'];
      if (velocity) kernels.sgdMomentum(parameters.offset, gradients.offset, velocity.offset, blockBytes, momentum, learningRate);
      else kernels.sgd(parameters.offset, gradients.offset, blockBytes, learningRate);
      return {};
    },
  };
}

function fusedRmsProp({ rho, epsilon, momentum }: v.InferOutput<typeof rmsPropOptions>): FusedOptimiser {
  return {
    slots: momentum > 0 ? ['meanSquare', 'velocity'] : ['meanSquare'],
    scalars: {},
    update({ parameters, gradients, slots, blockBytes, kernels }, { learningRate }) {
      const meanSquare = slots['meanSquare']!;
      const velocity = slots['velocity'];
      const blocks = [parameters.offset, gradients.offset, meanSquare.offset] as const;
      if (velocity) kernels.rmsPropMomentum(...blocks, velocity.offset, blockBytes, rho, 1 - rho, epsilon, momentum, learningRate);
      else kernels.rmsProp(...blocks, blockBytes, rho, 1 - rho, epsilon, learningRate);
      return {};
    },
  };
}
