export { fromSamples, type Samples } from './samples.js';
export type { Batch, BatchesOptions, Dataset, DatasetInfo } from './dataset.js';
export { batchBuffers, type BatchBuffers } from './batch-buffers.js';
export type { Corruption } from './corruption.js';
export type { Access, Constraint, Recipe } from './recipe.js';
export { fromLayers, type FromLayersOptions } from './from-layers.js';
export { copyNetwork, type NetworkJson } from './network.js';
export { TiedDense } from './tied-dense.js';
export { glorotUniform } from './glorot-uniform.js';
export type { Bottleneck, BottleneckInstance } from './bottleneck.js';
export type { Penalty, PenaltyInput, PenaltyInstance } from './penalty.js';
export { applyModel } from './step.js';
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
export { minMax, standard, robust, log, type Fitting, type Scaler, type ScalerOptions } from './scaler.js';
export type { Fitted } from './scaler-statistics.js';
export { fitScaler } from './fit-scaler.js';
export { scaled, scaledFor, type ScaledOptions } from './scaled.js';
export { cosineDecay, linearDecay, warmUp, isSchedule, valueAt, type Schedule, type Scheduled } from './schedule.js';
export { adam, type AdamOptions } from './adam.js';
export { adamW, type AdamWOptions } from './adam-w.js';
export { sgd, type SgdOptions } from './sgd.js';
export { clipByNorm } from './clip-by-norm.js';
export { rmsProp, type RmsPropOptions } from './rms-prop.js';
export type { Optimiser, OptimiserOptions } from './optimiser.js';
export { createSeed, permutation, type Seed } from './seed.js';
export type { Draws } from './draws.js';
export { drawSeed } from './host-inputs.js';
export { fillNormal, fillUniform } from './random-fill.js';
export { crc32 } from './crc32.js';
export { extent } from './extent.js';
export { wasmKernels } from './wasm-kernels.js';
export { createAutoencoder, type Autoencoder, type CreateOptions } from './autoencoder.js';
export { forwardPasses, type ForwardPasses } from './forward-passes.js';
export { checkNames, writeVariables, type NamedVariables } from './variables.js';
export type { ModelParts, Networks } from './model-parts.js';
export type { Input } from './input.js';
export { type Evaluation, type EvaluateOptions } from './evaluate.js';
export { eager } from './eager-engine.js';
export type {
  Engine,
  EngineChoices,
  ForwardDefinition,
  HostInputs,
  Moment,
  PreparedForward,
  PreparedStep,
  StepDefinition,
} from './engine.js';
export { train } from './train.js';
export type { CheckpointOptions, EarlyStopping, Progress, TrainOptions } from './train-options.js';
export type { EpochRecord, History } from './history.js';
export type { Best, Run } from './run.js';
export type { Position } from './position.js';
export { load, save, type LoadOptions } from './checkpoint.js';
export type { Files, Storage } from './storage.js';
export { mse } from './metrics/mse.js';
export { mae } from './metrics/mae.js';
export { psnr } from './metrics/psnr.js';
export { snr } from './metrics/snr.js';
export { ssim } from './metrics/ssim.js';
export { explainedVariance } from './metrics/explained-variance.js';
export type { RangeOption } from './metrics/range-option.js';
export { nearestNeighbours, type NearestNeighboursOptions } from './nearest-neighbours.js';
export { quantile } from './quantile.js';
export { covarianceMatrix, type CovarianceMatrix } from './covariance.js';
export { pca, type Pca, type PcaOptions } from './pca.js';
export { baselines, type Baselines, type BaselinesOptions } from './baselines.js';
export { definePart, fromJSON, toJSON, type Json, type Part, type PartFactory, type PartJson } from './part.js';
export { bounds, checkOptions, finiteBounds, lossSchema, positive, share, wholePositive } from './options.js';
export { yieldToHost } from './yield-to-host.js';
export { sameShape, sizeOf, type NamedArrays, type NdArray, type Range, type Shape } from './values.js';
export {
  CheckpointError,
  DivergedError,
  EnvironmentError,
  HourglassError,
  InvalidDataError,
  InvalidOptionError,
  UnknownPartError,
} from './errors.js';
