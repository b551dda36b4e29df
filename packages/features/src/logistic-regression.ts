import { adamW, fromSamples, linearDecay, train, type Autoencoder, type Dataset, type Engine } from '@hourglass/core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { createClassifier } from './classifier.js';
import type { Labelled } from './collected.js';
import { heldOut } from './held-out.js';
import { mistakes, oneHot, predicted } from './labels.js';

const batchSize = 256;
const learningRate = 0.003;
/** Passes over the data, at least, and steps. */
const [fewestEpochs, fewestSteps] = [15, 300];
/** How strongly weights are drawn to 0. */
const weightDecays = [0.1, 0.3, 1];

interface Fitting {
  readonly classes: number;
  readonly engine: Engine;
}

/**
 * The error of multinomial logistic regression, trained by AdamW with a rate that falls to 0; its weight decay is the one with the
 * least cross-entropy on a tenth of the training samples, which tells decays apart where mistakes are few. Features are centred and
 * divided by one number, so that those which vary little stay small.
 *
 * @returns the share of test samples that it takes for another class, from 0 to 1
 */
export async function logisticError(training: Labelled, test: Labelled, fitting: Fitting): Promise<number> {
  const scale = scaleOf(training.features);
  const [known, unknown] = [scaled(training, scale), scaled(test, scale)];
  const isHeld = heldOut(known.labels.length);
  const [kept, held] = [part(known, (row) => !isHeld(row)), part(known, isHeld)];
  const losses: number[] = [];
  if (kept.labels.length > 0) for (const weightDecay of weightDecays) losses.push(await learned(kept, weightDecay, fitting, lossOn(held, fitting)));
  const best = weightDecays[Math.max(0, losses.indexOf(Math.min(...losses)))]!;
  return learned(known, best, fitting, errorOn(unknown));
}

type Measure = (model: Autoencoder) => Promise<number>;

/** What a model that learned these samples is measured to be. */
async function learned(known: Labelled, weightDecay: number, fitting: Fitting, measure: Measure): Promise<number> {
  const { classes, engine } = fitting;
  const width = known.features.shape[1]!;
  const encoder = sequential({ layers: [layers.dense({ units: classes, inputShape: [width], kernelInitializer: 'zeros' })] });
  const decoder = sequential({ layers: [layers.activation({ activation: 'softmax', inputShape: [classes] })] });
  const model = createClassifier(encoder, decoder, { engine });
  const perEpoch = Math.ceil(known.labels.length / batchSize);
  const epochs = Math.max(fewestEpochs, Math.ceil(fewestSteps / perEpoch));
  const optimiser = adamW({ learningRate: linearDecay({ value: learningRate, steps: epochs * perEpoch }), weightDecay });
  try {
    await train(model, samplesOf(known, fitting), { epochs, batchSize, optimiser });
    return await measure(model);
  } finally {
    model.dispose();
  }
}

const lossOn = (held: Labelled, fitting: Fitting): Measure => async (model) =>
  (await model.evaluate(samplesOf(held, fitting), { batchSize })).total;

const errorOn = ({ features, labels }: Labelled): Measure => async (model) =>
  mistakes(predicted(await model.reconstruct(features)), labels) / labels.length;

const samplesOf = ({ features, labels }: Labelled, { classes }: Fitting): Dataset =>
  fromSamples({ clean: oneHot(labels, classes), corrupted: features });

interface Scale {
  /** Of each feature. */
  readonly mean: Float64Array;
  /** Of all features, the root of their mean variance. */
  readonly stddev: number;
}

function scaleOf({ data, shape: [count, width] }: Labelled['features']): Scale {
  const mean = new Float64Array(width!);
  data.forEach((value, i) => (mean[i % width!]! += value / count!));
  const squares = data.reduce((sum, value, i) => sum + (value - mean[i % width!]!) ** 2, 0);
  return { mean, stddev: Math.sqrt(squares / data.length) || 1 };
}

const scaled = ({ features: { data, shape }, labels }: Labelled, { mean, stddev }: Scale): Labelled => ({
  features: { data: Float32Array.from(data, (value, i) => (value - mean[i % mean.length]!) / stddev), shape },
  labels,
});

/** The samples that are wanted. */
function part({ features: { data, shape }, labels }: Labelled, isWanted: (row: number) => boolean): Labelled {
  const width = shape[1]!;
  const rows = Array.from(labels.keys()).filter(isWanted);
  const kept = new Float32Array(rows.length * width);
  rows.forEach((row, i) => { kept.set(data.subarray(row * width, (row + 1) * width), i * width); });
  return { features: { data: kept, shape: [rows.length, width] }, labels: labels.filter((_, row) => isWanted(row)) };
}
