import { glorotUniform, type Seed } from '@hourglass/core';
import { layers } from '@tensorflow/tfjs-layers';
import { chain, of, type Block } from './block.js';
import type { Activation, OutputActivation } from './convolutional-options.js';

export interface ConvolutionOptions {
  readonly name: string;
  readonly filters: number;
  /** `[height, width]`; likewise the strides. */
  readonly kernelSize: [number, number];
  /** Default `[1, 1]`. */
  readonly strides?: [number, number];
  /** Whether it enlarges by its strides rather than shrinks. Default false. */
  readonly transposed?: boolean;
  readonly activation: Activation | OutputActivation;
  /** Whether its values are normalised before the activation; then they have a shift of their own, and no bias. */
  readonly batchNorm: boolean;
  /** Of the network; the layer's kernel takes its own by its name. */
  readonly seed: Seed;
}

/** Of the moving averages: PyTorch's, which follow within dozens of steps; Keras's 0.99 lags behind in short runs. */
const momentum = 0.9;

/** A convolution, padded so that only the strides change the size, then batch norm where asked, then the activation. */
export function convolution({ transposed = false, activation, batchNorm, seed, ...config }: ConvolutionOptions): Block {
  const layer = transposed ? layers.conv2dTranspose : layers.conv2d;
  const kernelInitializer = glorotUniform(seed.fork(config.name));
  const padded = { ...config, padding: 'same', kernelInitializer } as const;
  if (!batchNorm) return of(layer({ ...padded, activation }));
  return chain(
    of(layer({ ...padded, useBias: false })),
    of(layers.batchNormalization({ name: `${config.name}_norm`, momentum })),
    of(layers.activation({ activation, name: `${config.name}_${activation}` })),
  );
}
