import { adam, createAutoencoder, linearDecay } from '@hourglass/core';
import { masking } from '@hourglass/denoising';
import { fineTune, pretrain } from '@hourglass/features';
import { overcomplete } from '@hourglass/overcomplete-sparse';
import type { Experiment } from './experiment.js';
import { mnistParts } from './mnist-parts.js';

const rates = [0.1, 0.2, 0.3];
const [layerEpochs, labelEpochs, batchSize] = [15, 36, 128];

export const stackedDenoising: Experiment = {
  name: 'stacked-denoising',
  about: `784-1000-1000-1000 sigmoid, each layer taught to undo masking of ${rates.join(', ')} for ${layerEpochs} epochs, then ${labelEpochs} with labels`,
  run: async ({ seed, engine, signal, say, epochs = Infinity }) => {
    const { data, validation } = await mnistParts();
    const recipe = overcomplete({
      inputShape: [28, 28, 1], widths: [1000, 1000], codeSize: 1000, activation: 'sigmoid', codeActivation: 'sigmoid', unitNorm: false, range: [0, 1],
    });
    const errorOf = async (isPretrained: boolean): Promise<number> => {
      const model = createAutoencoder(recipe, { seed, engine });
      if (isPretrained)
        await pretrain(model, data, {
          epochs: Math.min(layerEpochs, epochs),
          batchSize,
          corruption: rates.map((rate) => masking({ rate })),
          signal,
          onProgress: ({ layer, epoch, record }) => { if (record) say(`stacked-denoising: layer ${layer}, epoch ${epoch}, ${record.train['total']!.toFixed(5)}`); },
        });
      signal.throwIfAborted();
      const tuned = Math.min(labelEpochs, epochs);
      const learningRate = linearDecay({ value: 1e-3, steps: tuned * Math.ceil(data.info.size! / batchSize) });
      const classifier = await fineTune(model, data, {
        epochs: tuned,
        batchSize,
        optimiser: adam({ learningRate }),
        signal,
        onProgress: ({ epoch, record }) => { if (record) say(`stacked-denoising${isPretrained ? '' : ' without pretraining'}: labels, epoch ${epoch}, ${record.train['total']!.toFixed(5)}`); },
      });
      signal.throwIfAborted();
      const error = await classifier.error(validation);
      classifier.model.dispose();
      model.dispose();
      return error;
    };
    return [
      { name: 'test error', value: await errorOf(true), atMost: 0.015, published: 0.013 },
      { name: 'test error without pretraining', value: await errorOf(false) },
    ];
  },
};
