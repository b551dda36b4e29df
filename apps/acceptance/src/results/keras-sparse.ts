import { adam, binaryCrossEntropy, type Autoencoder, type Dataset, type Recipe } from '@hourglass/core';
import { l1, sparsify } from '@hourglass/overcomplete-sparse';
import { undercomplete } from '@hourglass/undercomplete';
import type { Experiment } from './experiment.js';
import { mnistParts } from './mnist-parts.js';
import { trained, validationAfter } from './trained.js';

/** The network of the blog, whose code is rectified. */
const plain = (): Recipe => undercomplete({ inputShape: [28, 28, 1], codeSize: 32, codeActivation: 'relu' });

const parts = [undercomplete, sparsify, l1, adam, binaryCrossEntropy];

export const kerasSparse: Experiment = {
  name: 'keras-sparse',
  about: '784-32-784 with an L1 penalty of 1e-4 on the code, 100 epochs, beside the same without for 50; batches of 256',
  run: async (setting) => {
    const samples = await mnistParts();
    const dense = await trained({ name: 'keras-plain', recipe: plain(), parts, ...samples, epochs: 50, batchSize: 256 }, setting);
    const sparse = await trained({ name: 'keras-sparse', recipe: sparsify(plain(), l1({ weight: 1e-4 })), parts, ...samples, epochs: 100, batchSize: 256 }, setting);
    const [denseCode, sparseCode] = [await meanCode(dense.model, samples.validation), await meanCode(sparse.model, samples.validation)];
    return [
      { name: 'val BCE', value: validationAfter(sparse, sparse.history.epochs.length), atMost: 0.1, published: 0.1 },
      { name: 'mean code', value: sparseCode, atMost: denseCode / 2, published: 3.33 },
      { name: 'mean code without the penalty', value: denseCode, published: 7.3 },
      { name: 'val BCE without the penalty', value: validationAfter(dense, dense.history.epochs.length), atMost: 0.094, published: 0.093 },
    ];
  },
};

/** Of all numbers of all codes. */
async function meanCode(model: Autoencoder, data: Dataset): Promise<number> {
  let [sum, count] = [0, 0];
  for await (const { clean } of data.batches({ batchSize: 1000, reuse: true })) {
    const { data: code } = await model.encode(clean);
    sum += code.reduce((total, value) => total + value, 0);
    count += code.length;
  }
  return sum / count;
}
