import { bounds, checkOptions, InvalidOptionError, lossSchema, wholePositive, type Loss, type Range, type Shape } from '@hourglass/core';
import * as v from 'valibot';

/** The activations that a hidden layer may have. */
export const activations = ['relu', 'tanh', 'sigmoid', 'linear', 'elu', 'selu', 'softplus', 'swish', 'mish'] as const;

export type Activation = (typeof activations)[number];

/** The activation of a last layer. */
export type OutputActivation = Loss['head'];

export interface ConvolutionalOptions {
  /** The shape of one sample: `[height, width, channels]` for images, `[length, channels]` for sound and series. */
  readonly inputShape: Shape;
  /** Channels of the encoder's levels, of which each halves every axis but the channels; mirrored in the decoder. */
  readonly filters: readonly number[];
  /** The side of every kernel, from 2 to the shortest side of a sample. Default 3. */
  readonly kernelSize?: number;
  /** Whether a level of the encoder halves by a max-pool after its convolution, or by the strides of it. Default `pool`. */
  readonly downsample?: 'pool' | 'stride';
  /** Whether a level of the decoder doubles by repeating values after its convolution, or by a transposed one. Default `nearest`. */
  readonly upsample?: 'nearest' | 'transposed';
  /** Numbers in a flat code, given by a dense layer. Default: none; the code is what the last level gives, with places and channels. */
  readonly codeSize?: number;
  /** Whether values are normalised over the batch before each hidden activation. Default false. */
  readonly batchNorm?: boolean;
  /** Whether each level has a residual block of two more convolutions. Default false. */
  readonly residual?: boolean;
  /** Of the hidden layers. Default `relu`. */
  readonly activation?: Activation;
  /** The values of the data. Default [0, 1]; it decides loss and output unless they are given. */
  readonly range?: Range;
  /** Default: binary cross-entropy for a range inside [0, 1], squared error for any other. */
  readonly loss?: Loss;
  /** Of the decoder's last layer. Default: whichever fits loss and range. */
  readonly outputActivation?: OutputActivation;
}

/** Every axis but the channels. */
const sidesOf = (inputShape: Shape): Shape => inputShape.slice(0, -1);

const kernelSides = 'Expected a whole number of 2 or more';
const schema = v.strictObject({
  inputShape: v.pipe(
    v.array(wholePositive),
    v.check(
      ({ length }) => length === 2 || length === 3,
      'Expected [height, width, channels] or [length, channels], such as [28, 28, 1] or [288, 1]',
    ),
    v.check((shape) => Math.min(...sidesOf(shape)) >= 2, 'Expected sides of 2 or more, before the channels'),
  ),
  filters: v.pipe(v.array(wholePositive), v.minLength(1, 'Expected at least one level')),
  kernelSize: v.optional(v.pipe(v.number(kernelSides), v.integer(kernelSides), v.minValue(2, kernelSides)), 3),
  downsample: v.optional(v.picklist(['pool', 'stride']), 'pool'),
  upsample: v.optional(v.picklist(['nearest', 'transposed']), 'nearest'),
  codeSize: v.optional(wholePositive),
  batchNorm: v.optional(v.boolean(), false),
  residual: v.optional(v.boolean(), false),
  activation: v.optional(v.picklist(activations), 'relu'),
  range: v.optional(bounds, [0, 1]),
  loss: v.optional(lossSchema),
  outputActivation: v.optional(v.picklist(['linear', 'sigmoid', 'tanh', 'softmax'])),
});

export type ResolvedOptions = v.InferOutput<typeof schema>;

/** Checks the options and fills in what does not depend on others. */
export function resolveOptions(options: ConvolutionalOptions): ResolvedOptions {
  const resolved = checkOptions('convolutional', schema, options);
  const { inputShape, filters, kernelSize } = resolved;
  const shortest = Math.min(...sidesOf(inputShape));
  if (kernelSize > shortest)
    throw new InvalidOptionError(
      'kernelSize',
      `convolutional: kernelSize: expected at most ${shortest}, the shortest side of samples of shape ` +
        `[${inputShape.join(', ')}], received ${kernelSize}. A series is [length, channels].`,
    );
  const levels = Math.ceil(Math.log2(shortest));
  if (filters.length > levels)
    throw new InvalidOptionError(
      'filters',
      `convolutional: filters: expected at most ${levels}, since each level halves a sample and the shortest side of ` +
        `[${inputShape.join(', ')}] is 1 after so many; received ${filters.length}.`,
    );
  return resolved;
}
