import { registerTrainingKernels } from '@hourglass/training-kernels';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import type { Dataset } from './dataset.js';
import { eager } from './eager-engine.js';
import type { Engine, ForwardDefinition, PreparedForward } from './engine.js';
import { checkEnvironment } from './environment.js';
import { HourglassError } from './errors.js';
import { evaluate, measurements, type EvaluateOptions, type Evaluation } from './evaluate.js';
import { forwardPasses } from './forward-passes.js';
import { inChunks } from './in-chunks.js';
import { toBatch, type Input } from './input.js';
import { createParts, disposeParts, type ModelParts } from './model-parts.js';
import { checkOptions } from './options.js';
import type { Recipe } from './recipe.js';
import { createSeed } from './seed.js';
import { countOf, summaryOf } from './summary.js';
import type { NamedArrays, NdArray, Shape } from './values.js';

/** An autoencoder with weights: encoder f, code h, decoder g, together and apart. */
export interface Autoencoder extends ModelParts {
  /** f, as a network of TensorFlow.js. */
  readonly encoder: LayersModel;
  /** g, as a network of TensorFlow.js. */
  readonly decoder: LayersModel;
  /** The number that all its randomness comes from. */
  readonly seed: number;
  /** What runs it, unless `train` is given another. */
  readonly engine: Engine;
  /** How many numbers are learned. */
  readonly parameterCount: number;
  /**
   * h = f(x), after the bottleneck: `[batch, ...codeShape]`.
   *
   * @throws InvalidDataError for input of another shape or with values that are not finite; likewise `decode`, `reconstruct`
   */
  encode(input: Input, condition?: NdArray): Promise<NdArray<Float32Array>>;
  /** x̂ = g(h): `[batch, ...outputShape]`. */
  decode(code: Input, condition?: NdArray): Promise<NdArray<Float32Array>>;
  /** x̂ = g(f(x)), of the input as it is; never corrupted: `[batch, ...outputShape]`. */
  reconstruct(input: Input, condition?: NdArray): Promise<NdArray<Float32Array>>;
  /** Terms and errors on data that it does not learn from. */
  evaluate(data: Dataset | Input, options?: EvaluateOptions): Promise<Evaluation>;
  /** Prepares a function of tensors on this model's engine. */
  forward(compute: ForwardDefinition['compute']): Promise<PreparedForward>;
  /** Its layers, shapes and numbers of parameters, as text. */
  summary(): string;
  /** Frees every tensor; a second call does nothing. */
  dispose(): void;
}

export interface CreateOptions {
  /** Any whole number. Default 1. */
  readonly seed?: number;
  /** Default: TensorFlow.js's current backend. */
  readonly engine?: Engine;
}

const schema = v.strictObject({
  seed: v.optional(v.pipe(v.number(), v.safeInteger('Expected a whole number')), 1),
  engine: v.optional(v.custom<Engine>((value) => typeof value === 'object' && value !== null, 'Expected an engine')),
});

/**
 * Allocates the weights of a recipe.
 *
 * @throws EnvironmentError where no backend is ready, or two versions of TensorFlow.js are loaded
 * @throws InvalidOptionError for a seed that is no whole number
 */
export function createAutoencoder(recipe: Recipe, options: CreateOptions = {}): Autoencoder {
  const { seed, engine = eager() } = checkOptions('createAutoencoder', schema, options);
  checkEnvironment();
  registerTrainingKernels(); // whatever the engine, gradients are TensorFlow.js's
  const parts = createParts(recipe, seed);
  const { encoder, decoder } = parts.models;

  let disposed = false;
  const refuseDisposed = (): void => {
    if (disposed) throw new HourglassError('This model was disposed, and its weights with it; make or load another.');
  };
  const forward = async (compute: ForwardDefinition['compute']): Promise<PreparedForward> => {
    refuseDisposed();
    const { run, dispose } = await engine.prepareForward({
      compute,
      variables: { ...parts.parameters, ...parts.state },
      seed: createSeed(seed).fork('evaluation'),
    });
    return {
      run: async (...given) => {
        refuseDisposed();
        return run(...given);
      },
      dispose,
    };
  };

  const { encode, decode, reconstruct } = forwardPasses(parts);
  const measure = measurements(parts);
  const prepared = new Map<ForwardDefinition['compute'], Promise<PreparedForward>>();
  const prepare = (compute: ForwardDefinition['compute']): Promise<PreparedForward> => {
    const ready = prepared.get(compute) ?? forward(compute);
    prepared.set(compute, ready);
    return ready;
  };
  const runner =
    (compute: ForwardDefinition['compute'], shape: Shape): Autoencoder['encode'] =>
    async (input, condition) => {
      const inputs: NamedArrays = { input: await toBatch(input, shape), ...(condition && { condition }) };
      return inChunks(await prepare(compute), inputs);
    };

  const model: Autoencoder = {
    ...parts,
    encoder,
    decoder,
    seed,
    engine,
    parameterCount: countOf(parts),
    encode: runner(encode, recipe.inputShape),
    decode: runner(decode, recipe.codeShape),
    reconstruct: runner(reconstruct, recipe.inputShape),
    evaluate: async (data, wanted) => evaluate(parts, await prepare(measure), data, wanted),
    forward,
    summary: () => summaryOf(parts),
    dispose: () => {
      if (disposed) return;
      disposed = true;
      for (const ready of prepared.values()) void ready.then((forwardPass) => { forwardPass.dispose(); });
      disposeParts(parts);
    },
  };
  return model;
}
