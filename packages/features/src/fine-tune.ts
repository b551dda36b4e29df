import {
  checkOptions,
  copyNetwork,
  createSeed,
  glorotUniform,
  InvalidOptionError,
  scaledFor,
  sizeOf,
  train,
  wholePositive,
  type Autoencoder,
  type Dataset,
  type Run,
  type TrainOptions,
} from '@hourglass/core';
import { layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import { createClassifier } from './classifier.js';
import { inputs } from './inputs.js';
import { countClasses, labelsOf, mistakes, oneHot, predicted } from './labels.js';
import { transformed } from './transformed.js';

export interface FineTuneOptions extends Omit<TrainOptions, 'validation'> {
  /** Number of classes. Default: as many as labels have names, else the largest label and one more. */
  readonly classes?: number;
  /** Labelled samples to measure with after each epoch. */
  readonly validation?: Dataset;
}

/** An encoder with a head that tells classes apart. */
export interface Classifier {
  /**
   * Its encoder is the one that was tuned; its decoder is the head, from codes to a probability for each class. Where the model that
   * was tuned has a scaler, this one takes samples that are scaled already.
   */
  readonly model: Autoencoder;
  readonly run: Run;
  /** The share of labelled samples whose likeliest class is not their label, from 0 to 1. */
  error(data: Dataset): Promise<number>;
}

const schema = v.looseObject({ classes: v.optional(wholePositive) });

/**
 * Puts a softmax head on a copy of a model's encoder and trains both on labels: the second half of learning deep networks layer
 * by layer (Hinton & Salakhutdinov, 2006; Vincent et al., 2010). It is trained by the same step and engines as any autoencoder,
 * with categorical cross-entropy between the one-hot label and the head's probabilities. Of pairs, it sees the corrupted ones.
 *
 * @param model an autoencoder without a bottleneck between encoder and code; it stays as it is
 * @param data labelled samples
 * @param options those of `train`, and `classes`
 * @throws InvalidDataError where labels are missing, or outside the classes
 * @throws InvalidOptionError for a model with a bottleneck, or an option that `train` refuses
 */
export async function fineTune(model: Autoencoder, data: Dataset, options: FineTuneOptions = {}): Promise<Classifier> {
  checkOptions('fineTune', schema, options);
  const { classes: given, validation, ...training } = options;
  if (model.recipe.bottleneck)
    throw new InvalidOptionError('model', `fineTune: expected an encoder that gives the code itself, received one before the bottleneck ${model.recipe.bottleneck.kind}. Use probe(model, data).`);
  const classes = given ?? (await countClasses(data));
  const classifier = createClassifier(copyNetwork(model.encoder), head(model, classes), model);

  const seen = (source: Dataset): Dataset => scaledFor(model.recipe, inputs(source));
  const labelled = (source: Dataset): Dataset =>
    transformed(seen(source), { targetShape: [classes], range: [0, 1] }, ({ clean, label, index }) => ({
      corrupted: clean,
      clean: oneHot(labelsOf({ clean, index, ...(label && { label }) }, classes), classes),
      index,
    }));
  const run = await train(classifier, labelled(data), { ...training, ...(validation && { validation: labelled(validation) }) }).catch((error: unknown) => {
    classifier.dispose();
    throw error;
  });
  return {
    model: classifier,
    run,
    error: async (source) => {
      let [wrong, count] = [0, 0];
      for await (const batch of seen(source).batches({ batchSize: 1024, reuse: true })) {
        wrong += mistakes(predicted(await classifier.reconstruct(batch.clean)), labelsOf(batch, classes));
        count += batch.index.length;
      }
      return wrong / count;
    },
  };
}

/** One dense layer with softmax, Glorot-initialised. */
function head({ recipe, seed }: Autoencoder, classes: number): LayersModel {
  const flat = recipe.codeShape.length === 1;
  const kernelInitializer = glorotUniform(createSeed(seed).fork('head'));
  return sequential({
    name: 'head',
    layers: [
      ...(flat ? [] : [layers.flatten({ inputShape: [...recipe.codeShape] })]),
      layers.dense({ units: classes, activation: 'softmax', name: 'classes', kernelInitializer, inputShape: [sizeOf(recipe.codeShape)] }),
    ],
  });
}
