import {
  binaryCrossEntropy,
  checkOptions,
  createAutoencoder,
  fromLayers,
  meanSquaredError,
  train,
  wholePositive,
  type Autoencoder,
  type Corruption,
  type Dataset,
  type Engine,
  type History,
  type Optimiser,
  type Progress,
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

const schema = v.looseObject({
  epochs: v.optional(wholePositive, 10),
  batchSize: v.optional(wholePositive, 128),
});

/**
 * Trains the layers of a deep hourglass one by one, from the input inwards: each with its mirror image as an autoencoder of what
 * the layers before it give (Hinton & Salakhutdinov, 2006; with corruption, Vincent et al., 2010). `train` then goes on with all.
 *
 * @param model a model whose encoder and decoder are stacks that mirror each other; its weights are set
 * @returns the history of each layer, in the order in which they were trained
 * @throws InvalidOptionError for networks that do not mirror each other, or have tied kernels
 */
export async function pretrain(model: Autoencoder, data: Dataset, options: PretrainOptions = {}): Promise<History[]> {
  const { epochs, batchSize } = checkOptions('pretrain', schema, options);
  const { corruption, optimiser, onProgress, signal, engine = model.engine } = options;
  const pairs = mirroredStages(model.encoder, model.decoder);
  const corruptions = Array.isArray(corruption) ? (corruption as readonly Corruption[]) : pairs.map(() => corruption as Corruption | undefined);
  const histories: History[] = [];
  let input = data;
  const trained: Autoencoder[] = [];
  try {
    for (const [i, pair] of pairs.entries()) {
      if (signal?.aborted) break;
      const layer = shallow(model, pair, { spoiling: corruptions[i], isFirst: i === 0, engine });
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

interface Shallow {
  readonly spoiling: Corruption | undefined;
  readonly isFirst: boolean;
  readonly engine: Engine;
}

/** The autoencoder of one layer; the first has the loss of the model, others that which their activation's range asks for. */
function shallow({ recipe, seed }: Autoencoder, { down, up }: StagePair, { spoiling, isFirst, engine }: Shallow): Autoencoder {
  const [encoder, decoder] = [copyStage(down), copyStage(up)];
  const activation = up.layers.map((layer) => layer.getConfig()['activation'] as string | undefined).findLast(Boolean);
  const loss = isFirst ? recipe.loss : activation === 'sigmoid' ? binaryCrossEntropy() : meanSquaredError();
  const range = isFirst ? recipe.range : activation === 'sigmoid' ? ([0, 1] as const) : ([-Infinity, Infinity] as const);
  const made = fromLayers({ encoder, decoder, loss });
  const layer = createAutoencoder({ ...made, range, ...(spoiling && { corruption: spoiling }) }, { seed, engine });
  encoder.dispose();
  decoder.dispose();
  return layer;
}

/** What a layer gives of each sample, never corrupted. */
const encoded = (data: Dataset, layer: Autoencoder): Dataset => {
  const shape = layer.recipe.codeShape;
  const found = layer.encoder.layers.map((each) => each.getConfig()['activation'] as string | undefined).findLast(Boolean);
  const range = found === 'sigmoid' ? ([0, 1] as const) : ([-Infinity, Infinity] as const);
  return transformed(data, { inputShape: shape, targetShape: shape, range, dtype: 'float32' }, async ({ clean, index }) => ({
    clean: await layer.encode(clean),
    index,
  }));
};
