import { binaryCrossEntropy, checkOptions, definePart, type Recipe, type Seed, glorotUniform } from '@hourglass/core';
import { layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';

/**
 * The convolutional autoencoder of "Building Autoencoders in Keras" (Chollet, 2016) for images of 28×28: 16-8-8 channels
 * down to a code of 4×4×8, and 8-8-16 back up, where the last hidden convolution pads nothing: 16×16 → 14×14. It has
 * 4,385 parameters.
 *
 * @throws InvalidOptionError for any option, since it takes none
 */
export const kerasBlog = definePart('kerasBlog', (options: Readonly<Record<string, never>> = {}): Recipe => {
  checkOptions('kerasBlog', v.strictObject({}), options);
  const inputShape = [28, 28, 1];
  const codeShape = [4, 4, 8];

  const encoder = (seed: Seed): LayersModel =>
    sequential({
      name: 'encoder',
      layers: [
        convolution({ name: 'down_1', filters: 16, seed, inputShape }), pool(),
        convolution({ name: 'down_2', filters: 8, seed }), pool(),
        convolution({ name: 'down_3', filters: 8, seed }), pool(),
      ],
    });

  const decoder = (seed: Seed): LayersModel =>
    sequential({
      name: 'decoder',
      layers: [
        convolution({ name: 'up_1', filters: 8, seed, inputShape: codeShape }), enlarge(),
        convolution({ name: 'up_2', filters: 8, seed }), enlarge(),
        convolution({ name: 'up_3', filters: 16, padding: 'valid', seed }), enlarge(),
        convolution({ name: 'output', filters: 1, activation: 'sigmoid', seed }),
      ],
    });

  const loss = binaryCrossEntropy();
  return { kind: 'kerasBlog', options, inputShape, outputShape: inputShape, codeShape, range: [0, 1], loss, encoder, decoder };
});

interface Convolution {
  readonly name: string;
  readonly filters: number;
  readonly seed: Seed;
  readonly inputShape?: number[];
  readonly padding?: 'valid';
  readonly activation?: 'sigmoid';
}

const convolution = ({ seed, ...config }: Convolution): InstanceType<typeof layers.Layer> =>
  layers.conv2d({
    kernelSize: 3,
    padding: 'same',
    activation: 'relu',
    kernelInitializer: glorotUniform(seed.fork(config.name)),
    ...config,
  });

const pool = (): InstanceType<typeof layers.Layer> => layers.maxPooling2d({ poolSize: 2, padding: 'same' });

const enlarge = (): InstanceType<typeof layers.Layer> => layers.upSampling2d({ size: [2, 2] });
