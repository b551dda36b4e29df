import {
  binaryCrossEntropy,
  checkOptions,
  createAutoencoder,
  fromLayers,
  InvalidOptionError,
  meanSquaredError,
  scaledFor,
  train,
  wholePositive,
  type Autoencoder,
  type Corruption,
  type Dataset,
  type Engine,
  type History,
  type Optimiser,
  type Progress,
  type Recipe,
} from '@hourglass/core';
import * as v from 'valibot';
import { copyStage, mirroredStages, writeBack, type StagePair } from './stages.js';
import { transformed } from './transformed.js';

export interface PretrainOptions {
  /** Passes over the data for each layer. Default 10. */
  readonly epochs?: number;
  /** Samples a step. Default 128. */
  readonly batchSize?: number;
  /** Default `adam()`. */
  readonly optimiser?: Optimiser;
  /** What spoils the input of each layer, the first first; a single one spoils that of all. Default none. */
  readonly corruption?: Corruption | readonly Corruption[];
  /** Default: the model's own. */
  readonly engine?: Engine;
  /** Called as by `train`, with the number of the layer, from 1. */
  readonly onProgress?: (progress: Progress & { readonly layer: number; readonly layers: number }) => unknown;
  /** Ends after the step under way; what was learned stays. */
  readonly signal?: AbortSignal;
}

const schema = v.strictObject({
  epochs: v.optional(wholePositive, 10),
  batchSize: v.optional(wholePositive, 128),
  optimiser: v.optional(v.custom<Optimiser>(() => true)),
  corruption: v.optional(v.custom<Corruption | readonly Corruption[]>(() => true)),
  engine: v.optional(v.custom<Engine>(() => true)),
  onProgress: v.optional(v.custom<NonNullable<PretrainOptions['onProgress']>>(() => true)),
  signal: v.optional(v.custom<AbortSignal>(() => true)),
});

/**
 * Trains the layers of a deep hourglass one by one, from the input inwards: each with its mirror image as an autoencoder of what
 * the layers before it give (Hinton & Salakhutdinov, 2006; with corruption, Vincent et al., 2010). `train` then goes on with all.
 *
 * @param model a model whose encoder and decoder are stacks that mirror each other; its weights are set
 * @returns the history of each layer, in the order in which they were trained
 * @throws InvalidOptionError for networks that do not mirror each other, or have tied kernels, and for another number of corruptions
 *   than there are layers, or one that cannot corrupt what its layer sees
 */
export async function pretrain(model: Autoencoder, data: Dataset, options: PretrainOptions = {}): Promise<History[]> {
  const { epochs, batchSize, corruption, optimiser, onProgress, signal, engine = model.engine } = checkOptions('pretrain', schema, options);
  const pairs = mirroredStages(model.encoder, model.decoder);
  const corruptions = corruptionOfEach(pairs.length, corruption);
  pairs.forEach((pair, i) => corruptions[i]?.check?.({ inputShape: pair.down.inputShape, range: rebuilt(model.recipe, pair, i).range }));
  const histories: History[] = [];
  let input = scaledFor(model.recipe, data);
  const trained: Autoencoder[] = [];
  try {
    for (const [i, pair] of pairs.entries()) {
      if (signal?.aborted) break;
      const layer = shallow(model, pair, { spoiling: corruptions[i], place: i, engine });
      trained.push(layer);
      const run = await train(layer, input, {
        epochs,
        batchSize,
        ...(optimiser && { optimiser }),
        ...(signal && { signal }),
        onProgress: (progress) => onProgress?.({ ...progress, layer: i + 1, layers: pairs.length }),
      });
      histories.push(run.history);
      writeBack(pair.down, layer.encoder);
      writeBack(pair.up, layer.decoder);
      input = encoded(input, layer);
    }
  } finally {
    for (const layer of trained) layer.dispose();
  }
  return histories;
}

function corruptionOfEach(layers: number, given: PretrainOptions['corruption']): readonly (Corruption | undefined)[] {
  if (!Array.isArray(given)) return Array.from({ length: layers }, () => given as Corruption | undefined);
  if (given.length !== layers)
    throw new InvalidOptionError('corruption', `pretrain: corruption: expected one for each of ${layers} layers, or a single one for all, received ${given.length}.`);
  return given as readonly Corruption[];
}

interface Shallow {
  readonly spoiling: Corruption | undefined;
  /** From 0. */
  readonly place: number;
  readonly engine: Engine;
}

/** The autoencoder of one layer. */
function shallow({ recipe, seed }: Autoencoder, pair: StagePair, { spoiling, place, engine }: Shallow): Autoencoder {
  const [encoder, decoder] = [copyStage(pair.down), copyStage(pair.up)];
  const { loss, range } = rebuilt(recipe, pair, place);
  const made = fromLayers({ encoder, decoder, loss });
  const layer = createAutoencoder({ ...made, range, ...(spoiling && { corruption: spoiling }) }, { seed, engine });
  encoder.dispose();
  decoder.dispose();
  return layer;
}

/** Range and loss of what a layer rebuilds: the first the model's, others those that their activation asks for. */
function rebuilt({ loss, range }: Recipe, { up }: StagePair, place: number): Pick<Recipe, 'loss' | 'range'> {
  if (place === 0) return { loss, range };
  return activationOf(up.layers) === 'sigmoid' ? { loss: binaryCrossEntropy(), range: [0, 1] } : { loss: meanSquaredError(), range: [-Infinity, Infinity] };
}

const activationOf = (own: StagePair['up']['layers']): string | undefined =>
  own.map((layer) => layer.getConfig()['activation'] as string | undefined).findLast(Boolean);

/** What a layer gives of each sample, never corrupted. */
const encoded = (data: Dataset, layer: Autoencoder): Dataset => {
  const shape = layer.recipe.codeShape;
  const range = activationOf(layer.encoder.layers) === 'sigmoid' ? ([0, 1] as const) : ([-Infinity, Infinity] as const);
  return transformed(data, { inputShape: shape, targetShape: shape, range, dtype: 'float32' }, async ({ clean, index }) => ({
    clean: await layer.encode(clean),
    index,
  }));
};
