import { bounds, checkOptions, InvalidOptionError, lossSchema, sizeOf, wholePositive, type Loss, type Range, type Shape } from '@hourglass/core';
import * as v from 'valibot';

/** The activations that a layer may have. */
export const activations = ['relu', 'sigmoid', 'linear', 'tanh', 'elu', 'softplus'] as const;

export type Activation = (typeof activations)[number];

/** The activation of a last layer. */
export type OutputActivation = Loss['head'];

export interface OvercompleteOptions {
  /** The shape of one sample, such as `[768]`; it is flattened on the way in and restored on the way out. */
  readonly inputShape: Shape;
  /** Numbers in the code; as many as in a sample, or more. */
  readonly codeSize: number;
  /** The encoder's hidden layers from the input to the code, which is not among them; mirrored in the decoder. Default none. */
  readonly widths?: readonly number[];
  /** Of the hidden layers. Default `relu`. */
  readonly activation?: Activation;
  /** Of the code. Default `relu`, which leaves units at 0. */
  readonly codeActivation?: Activation;
  /** The values of the data. Default `[-Infinity, Infinity]`: any; it decides loss and output unless they are given. */
  readonly range?: Range;
  /** Default: binary cross-entropy for a range inside [0, 1], squared error for any other. */
  readonly loss?: Loss;
  /** Of the decoder's last layer. Default: whichever fits loss and range. */
  readonly outputActivation?: OutputActivation;
  /** Whether each layer of the decoder uses the transposed kernel of its mirror image, for good. Default false. */
  readonly tied?: boolean;
  /**
   * Whether each direction that a unit of the code adds to the decoder's first layer keeps the length 1, so that a penalty
   * cannot be escaped by small codes and large weights. Default true.
   */
  readonly unitNorm?: boolean;
}

const activation = v.picklist(activations);
const schema = v.strictObject({
  inputShape: v.pipe(v.array(wholePositive), v.minLength(1, 'Expected at least one axis')),
  codeSize: wholePositive,
  widths: v.optional(v.array(wholePositive), []),
  activation: v.optional(activation, 'relu'),
  codeActivation: v.optional(activation, 'relu'),
  range: v.optional(bounds, [-Infinity, Infinity]),
  loss: v.optional(lossSchema),
  outputActivation: v.optional(v.picklist(['linear', 'sigmoid', 'tanh', 'softmax'])),
  tied: v.optional(v.boolean(), false),
  unitNorm: v.optional(v.boolean(), true),
});

/** Checks the options and fills in what does not depend on others. */
export function resolveOptions(options: OvercompleteOptions): v.InferOutput<typeof schema> {
  const resolved = checkOptions('overcomplete', schema, options);
  const size = sizeOf(resolved.inputShape);
  if (resolved.codeSize < size)
    throw new InvalidOptionError(
      'codeSize',
      `overcomplete: codeSize: expected at least the ${size} numbers of a sample, received ${resolved.codeSize}. ` +
        'Make it larger, or sparsify a recipe that is made for small codes, such as undercomplete.',
    );
  return resolved;
}
