import { binaryCrossEntropy, definePart, sizeOf, type Recipe, type Seed } from '@hourglass/core';
import { initializers, layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { resolveOptions, type __Pascal__Options } from './__name__-options.js';

/**
 * What it is and what it is good for, in one sentence (Authors, year).
 *
 * @param options `inputShape` and `codeSize` are required
 * @returns a recipe whose code has shape `[codeSize]`
 * @throws InvalidOptionError for an option out of range
 */
export const __camel__ = definePart('__camel__', (options: __Pascal__Options): Recipe => {
  const { inputShape, codeSize } = resolveOptions(options);

  const encoder = (seed: Seed): LayersModel =>
    sequential({
      name: 'encoder',
      layers: [
        layers.flatten({ inputShape: [...inputShape], name: 'flatten' }),
        layers.dense({ units: codeSize, name: 'code', kernelInitializer: glorot(seed) }),
      ],
    });

  const decoder = (seed: Seed): LayersModel =>
    sequential({
      name: 'decoder',
      layers: [
        layers.dense({
          inputShape: [codeSize],
          units: sizeOf(inputShape),
          activation: 'sigmoid',
          name: 'output',
          kernelInitializer: glorot(seed),
        }),
        layers.reshape({ targetShape: [...inputShape], name: 'reshape' }),
      ],
    });

  return {
    kind: '__camel__',
    options,
    inputShape,
    outputShape: inputShape,
    codeShape: [codeSize],
    range: [0, 1],
    loss: binaryCrossEntropy(),
    encoder,
    decoder,
  };
});

/** Glorot's uniform initialisation (Glorot & Bengio, 2010). */
const glorot = (seed: Seed) => initializers.glorotUniform({ seed: seed.fork('kernel').value || 1 });
