import {
  adamW,
  fitScaler,
  fromSamples,
  linearDecay,
  standard,
  train,
  type Engine,
} from '@hourglass/core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { createClassifier } from './classifier.js';
import type { Labelled } from './collected.js';
import { mistakes, oneHot, predicted } from './labels.js';

const epochs = 30;
const batchSize = 256;

/**
 * The error of multinomial logistic regression on standardised features, trained by AdamW with a rate that falls to 0.
 *
 * @returns the share of test samples that it takes for another class, from 0 to 1
 */
export async function logisticError(training: Labelled, test: Labelled, { classes, engine }: { readonly classes: number; readonly engine: Engine }): Promise<number> {
  const width = training.features.shape[1]!;
  const scaler = await fitScaler(standard(), fromSamples({ clean: training.features }, { range: [-Infinity, Infinity] }));
  const standardised = ({ features }: Labelled): Labelled['features'] => {
    const data = new Float32Array(features.data.length);
    scaler.write(features.data, data);
    return { data, shape: features.shape };
  };
  const encoder = sequential({ layers: [layers.dense({ units: classes, inputShape: [width], kernelInitializer: 'zeros' })] });
  const decoder = sequential({ layers: [layers.activation({ activation: 'softmax', inputShape: [classes] })] });
  const model = createClassifier(encoder, decoder, { engine });
  const samples = fromSamples({ clean: oneHot(training.labels, classes), corrupted: standardised(training) });
  const steps = epochs * Math.ceil(training.labels.length / batchSize);
  await train(model, samples, { epochs, batchSize, optimiser: adamW({ learningRate: linearDecay({ value: 0.01, steps }), weightDecay: 0.001 }) });
  const wrong = mistakes(predicted(await model.reconstruct(standardised(test))), test.labels);
  model.dispose();
  return wrong / test.labels.length;
}
