export { fromSamples, type Samples } from './samples.js';
export type { Batch, BatchesOptions, Dataset, DatasetInfo } from './dataset.js';
export type { Corruption } from './corruption.js';
export type { Access, Constraint, Recipe } from './recipe.js';
export type { Bottleneck, BottleneckInstance } from './bottleneck.js';
export type { Penalty, PenaltyInput, PenaltyInstance } from './penalty.js';
export { stateless, type NamedTensors, type Stateful, type StepContext, type Term, type Terms } from './terms.js';
export {
  binaryCrossEntropy,
  categoricalCrossEntropy,
  headFor,
  lossFor,
  meanSquaredError,
  type Loss,
  type LossOptions,
  type Reduction,
} from './loss.js';
export { cosineDecay, linearDecay, warmUp, isSchedule, valueAt, type Schedule, type Scheduled } from './schedule.js';
export type { Optimiser, OptimiserOptions } from './optimiser.js';
export { createSeed, permutation, type Seed } from './seed.js';
export type { Draws } from './draws.js';
export type { Engine, ForwardDefinition, HostInputs, PreparedForward, PreparedStep, StepDefinition } from './engine.js';
export type { Files, Storage } from './storage.js';
export { definePart, fromJSON, toJSON, type Json, type Part, type PartFactory, type PartJson } from './part.js';
export { checkOptions, positive, share, wholePositive } from './options.js';
export { sameShape, sizeOf, type NamedArrays, type NdArray, type Range, type Shape } from './values.js';
export {
  CheckpointError,
  EnvironmentError,
  HourglassError,
  InvalidDataError,
  InvalidOptionError,
  UnknownPartError,
} from './errors.js';
