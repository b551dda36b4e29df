import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { chain, of, type Block } from './block.js';
import { convolution, type ConvolutionOptions } from './convolution.js';

/**
 * x ↦ φ(x + g(x)), with g two convolutions that keep size and channels and φ the activation (He et al., *Deep residual
 * learning for image recognition*, 2016, fig. 2).
 */
export const residualBlock =
  ({ name, ...options }: Omit<ConvolutionOptions, 'strides' | 'transposed'>): Block =>
  (x) => {
    const residual = chain(
      convolution({ ...options, name: `${name}_1` }),
      convolution({ ...options, name: `${name}_2`, activation: 'linear' }),
    )(x);
    const sum = layers.add({ name }).apply([x, residual]) as SymbolicTensor;
    return of(layers.activation({ activation: options.activation, name: `${name}_${options.activation}` }))(sum);
  };
