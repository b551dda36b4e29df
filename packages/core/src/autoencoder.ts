import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BottleneckInstance } from './bottleneck.js';
import type { Dataset } from './dataset.js';
import { eager } from './eager-engine.js';
import type { Engine, ForwardDefinition, PreparedForward } from './engine.js';
import { checkEnvironment } from './environment.js';
import { evaluate, type EvaluateOptions, type Evaluation } from './evaluate.js';
import { toBatch, type Input } from './input.js';
import type { PenaltyInstance } from './penalty.js';
import type { Recipe } from './recipe.js';
import { createSeed } from './seed.js';
import { applyModel } from './step.js';
import { freeName, layerVariables, partVariables, type ModelVariables } from './variables.js';
import { sizeOf, type NamedArrays, type NdArray } from './values.js';

/** What a recipe becomes once its tensors exist. */
export interface ModelParts extends ModelVariables {
  readonly recipe: Recipe;
  readonly encoder: LayersModel;
  readonly decoder: LayersModel;
  readonly bottleneck?: BottleneckInstance;
  /** Each under the name of its terms in logs. */
  readonly penalties: readonly { readonly name: string; readonly penalty: PenaltyInstance }[];
}

/** An autoencoder with weights: encoder f, code h, decoder g, together and apart. */
export interface Autoencoder extends ModelParts {
  /** The number that all its randomness comes from. */
  readonly seed: number;
  /** What runs it, unless `train` is given another. */
  readonly engine: Engine;
  /** The networks by name, as in checkpoints and exports. */
  readonly models: { readonly encoder: LayersModel; readonly decoder: LayersModel };
  /** h = f(x), after the bottleneck: `[batch, ...codeShape]`. */
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
  /** Frees every tensor. */
  dispose(): void;
}

export interface CreateOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Default: TensorFlow.js's current backend. */
  readonly engine?: Engine;
}

/** Samples that go through an engine at once in `encode`, `decode` and `reconstruct`. */
const chunkSize = 256;

/**
 * Allocates the weights of a recipe.
 *
 * @throws EnvironmentError where two versions of TensorFlow.js are loaded
 */
export function createAutoencoder(recipe: Recipe, { seed = 1, engine = eager() }: CreateOptions = {}): Autoencoder {
  checkEnvironment();
  const parts = createParts(recipe, seed);
  const { encoder, decoder, bottleneck } = parts;
  const context = { training: false } as const;

  const forward = (compute: ForwardDefinition['compute']): Promise<PreparedForward> =>
    engine.prepareForward({
      compute,
      variables: { ...parts.parameters, ...parts.state },
      seed: createSeed(seed).fork('evaluation'),
    });

  const prepared = new Map<string, Promise<PreparedForward>>();
  const run = async (name: string, compute: ForwardDefinition['compute'], inputs: NamedArrays) => {
    if (!prepared.has(name)) prepared.set(name, forward(compute));
    return inChunks(await prepared.get(name)!, inputs);
  };

  const encodeTensors: ForwardDefinition['compute'] = ({ input, condition }, host) => {
    const encoded = applyModel(encoder, input!, condition, false);
    const code = bottleneck?.apply(encoded, { ...context, draws: host.draws('bottleneck'), step: host.step }).code;
    return { output: code ?? encoded };
  };
  const decodeTensors: ForwardDefinition['compute'] = ({ input, condition }) => ({
    output: applyModel(decoder, input!, condition, false),
  });
  const reconstructTensors: ForwardDefinition['compute'] = (inputs, host) =>
    decodeTensors({ ...inputs, input: encodeTensors(inputs, host)['output']! }, host);

  const model: Autoencoder = {
    ...parts,
    seed,
    engine,
    models: { encoder, decoder },
    encode: async (input, condition) =>
      run('encode', encodeTensors, { input: await toBatch(input, recipe.inputShape), ...(condition && { condition }) }),
    decode: async (code, condition) =>
      run('decode', decodeTensors, { input: await toBatch(code, recipe.codeShape), ...(condition && { condition }) }),
    reconstruct: async (input, condition) =>
      run('reconstruct', reconstructTensors, {
        input: await toBatch(input, recipe.inputShape),
        ...(condition && { condition }),
      }),
    evaluate: (data, options) => evaluate(model, data, options),
    forward,
    summary: () => summary(model),
    dispose: () => {
      for (const forwards of prepared.values()) void forwards.then((ready) => { ready.dispose(); });
      prepared.clear();
      encoder.dispose();
      decoder.dispose();
      for (const part of [bottleneck, ...parts.penalties.map(({ penalty }) => penalty)])
        tf.dispose([{ ...part?.trainable }, { ...part?.state }]);
    },
  };
  return model;
}

function createParts(recipe: Recipe, seedNumber: number): ModelParts {
  const seed = createSeed(seedNumber);
  const encoder = recipe.encoder(seed.fork('encoder'));
  const decoder = recipe.decoder(seed.fork('decoder'), encoder);
  checkEnvironment([encoder, decoder]);
  const bottleneck = recipe.bottleneck?.create(seed.fork('bottleneck'));

  const names: Record<string, true> = recipe.bottleneck ? { [recipe.bottleneck.kind]: true } : {};
  const penalties = (recipe.penalties ?? []).map((part) => {
    const name = freeName(part.kind, names);
    names[name] = true;
    return { name, penalty: part.create(seed.fork('penalty').fork(name)) };
  });

  const variables = [
    layerVariables('encoder', encoder),
    layerVariables('decoder', decoder),
    ...(bottleneck ? [partVariables('bottleneck', bottleneck)] : []),
    ...penalties.map(({ name, penalty }) => partVariables(`penalty/${name}`, penalty)),
  ];
  return {
    recipe,
    encoder,
    decoder,
    ...(bottleneck && { bottleneck }),
    penalties,
    parameters: Object.assign({}, ...variables.map(({ parameters }) => parameters)) as ModelVariables['parameters'],
    state: Object.assign({}, ...variables.map(({ state }) => state)) as ModelVariables['state'],
  };
}

async function inChunks(forward: PreparedForward, inputs: NamedArrays): Promise<NdArray<Float32Array>> {
  const count = inputs['input']!.shape[0]!;
  const results: NdArray[] = [];
  for (let start = 0; start < count; start += chunkSize) {
    const end = Math.min(count, start + chunkSize);
    const chunk = Object.entries(inputs).map(([name, array]) => [name, rowRange(array, start, end)]);
    results.push((await forward.run(Object.fromEntries(chunk) as NamedArrays))['output']!);
  }
  const shape = [count, ...results[0]!.shape.slice(1)];
  const data = new Float32Array(sizeOf(shape));
  let offset = 0;
  for (const result of results) {
    data.set(result.data, offset);
    offset += result.data.length;
  }
  return { data, shape };
}

function rowRange({ data, shape }: NdArray, start: number, end: number): NdArray {
  const width = sizeOf(shape.slice(1));
  return { data: data.subarray(start * width, end * width), shape: [end - start, ...shape.slice(1)] };
}

function summary({ recipe, encoder, decoder, parameters }: Autoencoder): string {
  const lines: string[] = [];
  const total = Object.values(parameters).reduce((sum, { size }) => sum + size, 0);
  const shape = (axes: readonly number[]): string => `[${axes.join(', ')}]`;
  lines.push(`${recipe.kind}: ${shape(recipe.inputShape)} → code ${shape(recipe.codeShape)} → ${shape(recipe.outputShape)}`);
  for (const [name, network] of Object.entries({ encoder, decoder })) {
    lines.push(name);
    network.summary(72, undefined, (line: string) => lines.push(`  ${line}`));
  }
  lines.push(`loss: ${recipe.loss.kind} (${recipe.loss.reduction}); trainable parameters: ${total.toLocaleString('en')}`);
  return lines.join('\n');
}
