import { checkOptions, definePart, type Corruption } from '@hourglass/core';
import * as v from 'valibot';

export interface ComposeOptions {
  /** The corruptions, in the order in which they are applied. */
  readonly corruptions: readonly Corruption[];
}

const schema = v.strictObject({
  corruptions: v.pipe(
    v.array(v.custom<Corruption>((value) => typeof value === 'object' && value !== null && 'apply' in value, 'Expected corruptions')),
    v.minLength(1, 'Expected at least one corruption'),
  ),
});

/** One corruption after another. */
export const compose = definePart('compose', (options: ComposeOptions): Corruption => {
  const { corruptions } = checkOptions('compose', schema, options);
  return {
    kind: 'compose',
    options,
    check: (samples) => { for (const corruption of corruptions) corruption.check?.(samples); },
    apply: (clean, draws) => corruptions.reduce((x, corruption) => corruption.apply(x, draws), clean),
  };
});
