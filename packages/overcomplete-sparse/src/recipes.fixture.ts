import { warmUp, type PartFactory, type Recipe } from '@hourglass/core';
import {
  auxK, batchTopK, gated, jumpReLU, klSparsity, l1, matryoshka, overcomplete, resample, sparsify, topK,
} from './index.js';

const base = (): Recipe => overcomplete({ inputShape: [5], codeSize: 12 });

/** One recipe of each kind, small. */
export const recipes: Readonly<Record<string, () => Recipe>> = {
  'overcomplete': () => overcomplete({ inputShape: [3, 2], codeSize: 9, codeActivation: 'tanh' }),
  'overcomplete, deep and tied, of a range of its own': () =>
    overcomplete({ inputShape: [2, 3], widths: [8], codeSize: 9, activation: 'tanh', codeActivation: 'softplus', tied: true, range: [0, 1] }),
  'l1': () => sparsify(overcomplete({ inputShape: [5], codeSize: 12, codeActivation: 'softplus' }), l1({ weight: warmUp({ value: 0.01, steps: 5 }) })),
  'klSparsity': () =>
    sparsify(
      overcomplete({ inputShape: [5], codeSize: 12, codeActivation: 'sigmoid', unitNorm: false, range: [0, 1] }),
      klSparsity({ rate: 0.2, weight: 0.01 }),
    ),
  'topK': () => sparsify(base(), topK({ k: 4 })),
  'batchTopK, matryoshka, auxK': () => sparsify(base(), batchTopK({ k: 4 }), matryoshka({ sizes: [3, 8] }), auxK({ deadAfter: 2 })),
  'batchTopK, resample': () => sparsify(base(), batchTopK({ k: 2.5 }), resample({ every: 4, deadAfter: 3 })),
  'jumpReLU': () => sparsify(base(), jumpReLU({ weight: 0.001, threshold: 0.02, bandwidth: 0.1 })),
  'gated': () => sparsify(base(), gated({ weight: 0.001 })),
};

/** All that they are made of. */
export const parts: readonly PartFactory[] = [
  overcomplete, sparsify, l1, klSparsity, topK, batchTopK, jumpReLU, gated, matryoshka, auxK, resample, warmUp,
];
