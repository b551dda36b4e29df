import { bounds, checkOptions, InvalidOptionError, lossSchema, sizeOf, wholePositive, type Loss, type Range, type Shape } from '@hourglass/core';
import * as v from 'valibot';

/** The activations that a layer may have. */
export const activations = [
  'relu',
  'tanh',
  'sigmoid',
  'linear',
  'elu',
  'selu',
  'softplus',
  'swish',
  'mish',
  'softmax',
] as const;

export type Activation = (typeof activations)[number];

export interface UndercompleteOptions {
  /** The shape of one sample, such as `[28, 28, 1]`; it is flattened on the way in and restored on the way out. */
  readonly inputShape: Shape;
  /** Numbers in the code; fewer than in a sample, else the network could copy its input and learn nothing. */
  readonly codeSize: number;
  /** The encoder's hidden layers from the input down to the code, which is not among them; mirrored in the decoder. Default none. */
  readonly widths?: readonly number[];
  /** Of the hidden layers. Default `relu`. */
  readonly activation?: Activation;
  /** Of the code. Default `linear`: no unit of the code can die. */
  readonly codeActivation?: Activation;
  /** The values of the data. Default [0, 1]; it decides loss and output unless they are given. */
  readonly range?: Range;
  /** Default: binary cross-entropy for a range inside [0, 1], squared error for any other. */
  readonly loss?: Loss;
  /** Of the decoder's last layer. Default: `sigmoid`, `tanh`, `linear` or `softmax`, whichever fits loss and range. */
  readonly outputActivation?: Activation;
  /** Whether each layer of the decoder uses the transposed kernel of its mirror image. Default false. */
  readonly tied?: boolean;
}

const activation = v.picklist(activations);
const schema = v.strictObject({
  inputShape: v.pipe(v.array(wholePositive), v.minLength(1, 'Expected at least one axis')),
  codeSize: wholePositive,
  widths: v.optional(v.array(wholePositive), []),
  activation: v.optional(activation, 'relu'),
  codeActivation: v.optional(activation, 'linear'),
  range: v.optional(bounds, [0, 1]),
  loss: v.optional(lossSchema),
  outputActivation: v.optional(activation),
  tied: v.optional(v.boolean(), false),
});

/** Checks the options and fills in what does not depend on others. */
export function resolveOptions(options: UndercompleteOptions): v.InferOutput<typeof schema> {
  const resolved = checkOptions('undercomplete', schema, options);
  const size = sizeOf(resolved.inputShape);
  if (resolved.codeSize >= size)
    throw new InvalidOptionError(
      'codeSize',
      `undercomplete: codeSize: expected fewer than the ${size} numbers of a sample, received ${resolved.codeSize}. ` +
        'A code that wide can copy its input; make it smaller, or keep it honest by sparsity or noise instead.',
    );
  return resolved;
}
