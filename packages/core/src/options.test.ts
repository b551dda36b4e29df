import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { checkOptions, positive, share, wholePositive } from './options.js';

const schema = v.strictObject({
  size: v.optional(wholePositive, 1),
  rate: v.optional(share),
  step: v.optional(positive),
  widths: v.optional(v.array(wholePositive)),
  tied: v.optional(v.boolean()),
  name: v.optional(v.picklist(['a', 'b'])),
});

describe('checkOptions(where, schema, options)', () => {
  it.each([
    [{ size: 'abc' }, 'part: size: expected a whole number of 1 or more, received "abc".'],
    [{ size: 0 }, 'part: size: expected a whole number of 1 or more, received 0.'],
    [{ size: 1.5 }, 'part: size: expected a whole number of 1 or more, received 1.5.'],
    [{ size: NaN }, 'part: size: expected a whole number of 1 or more, received NaN.'],
    [{ rate: 2 }, 'part: rate: expected a number from 0 to 1, received 2.'],
    [{ step: Infinity }, 'part: step: expected a number above 0, received Infinity.'],
    [{ widths: [2, 'x'] }, 'part: widths.1: expected a whole number of 1 or more, received "x".'],
    [{ tied: 'yes' }, 'part: tied: expected boolean, received "yes".'],
    [{ name: 'c' }, 'part: name: expected ("a" | "b"), received "c".'],
    [{ sizes: 3 }, 'part has no option "sizes"; it takes size, rate, step, widths, tied, name.'],
    [null, 'part: expected Object, received null.'],
  ])('refuses %j, saying once what it received', (options, message) => {
    expect(() => checkOptions('part', schema, options)).toThrow(expect.objectContaining({ message }));
  });

  it('says that a required option is missing', () => {
    const required = v.strictObject({ size: wholePositive });
    expect(() => checkOptions('part', required, {})).toThrow(expect.objectContaining({ message: 'part: size is missing.' }));
  });
});
