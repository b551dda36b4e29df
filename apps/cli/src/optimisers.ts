import { adam, adamW, rmsProp, sgd, type Optimiser, type OptimiserOptions, type PartFactory } from '@hourglass/core';

const optimisers = { adam, adamW, sgd, rmsProp } satisfies Record<string, (options: OptimiserOptions) => Optimiser>;

export type OptimiserName = keyof typeof optimisers;
export const optimiserNames = Object.keys(optimisers) as OptimiserName[];
export const optimiserParts: readonly PartFactory[] = Object.values(optimisers);

export const createOptimiser = (name: OptimiserName, learningRate: number | undefined): Optimiser =>
  optimisers[name](learningRate === undefined ? {} : { learningRate });
