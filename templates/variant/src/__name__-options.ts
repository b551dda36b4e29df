import { checkOptions, wholePositive, type Shape } from '@hourglass/core';
import * as v from 'valibot';

export interface __Pascal__Options {
  /** The shape of one sample, such as `[28, 28, 1]`; its values are from 0 to 1. */
  readonly inputShape: Shape;
  /** Numbers in the code. */
  readonly codeSize: number;
}

const schema = v.strictObject({
  inputShape: v.pipe(v.array(wholePositive), v.minLength(1, 'Expected at least one axis')),
  codeSize: wholePositive,
});

/** Checks the options and fills in defaults. */
export const resolveOptions = (options: __Pascal__Options): v.InferOutput<typeof schema> =>
  checkOptions('__camel__', schema, options);
