import { layers } from '@tensorflow/tfjs-layers';
import { chain, of, type Block } from './block.js';
import { convolution, type ConvolutionOptions } from './convolution.js';
import type { ResolvedOptions } from './convolutional-options.js';
import { cropTo } from './crop-to.js';
import type { Size } from './plane.js';
import { residualBlock } from './residual-block.js';

export interface LevelOptions extends Omit<ConvolutionOptions, 'strides' | 'transposed'> {
  /** By how much it shrinks or enlarges along height and width. */
  readonly factor: Size;
  readonly residual: boolean;
}

/** A level of the encoder: `[batch, height, width, …]` → `[batch, ⌈height / factor⌉, ⌈width / factor⌉, filters]`. */
export function downward({ factor, residual, ...options }: LevelOptions, downsample: ResolvedOptions['downsample']): Block {
  const { name } = options;
  const blocks = residual ? [residualBlock({ ...options, name: `${name}_residual` })] : [];
  return downsample === 'pool'
    ? chain(convolution(options), ...blocks, of(layers.maxPooling2d({ poolSize: factor, padding: 'same', name: `${name}_pool` })))
    : chain(convolution({ ...options, strides: factor }), ...blocks);
}

/** A level of the decoder: `[batch, ⌈height / factor⌉, ⌈width / factor⌉, …]` → `[batch, height, width, filters]`. */
export function upward(
  { factor, residual, ...options }: LevelOptions,
  upsample: ResolvedOptions['upsample'],
  size: Size,
): Block {
  const { name } = options;
  const blocks = residual ? [residualBlock({ ...options, name: `${name}_residual` })] : [];
  const cropped = cropTo(size, `${name}_crop`);
  return upsample === 'nearest'
    ? chain(convolution(options), ...blocks, of(layers.upSampling2d({ size: factor, name: `${name}_repeat` })), cropped)
    : chain(convolution({ ...options, strides: factor, transposed: true }), cropped, ...blocks);
}
