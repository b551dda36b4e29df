import { checkOptions, createSeed, wholePositive, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteFloats } from '../byte-floats.js';
import { digitNames } from './digit-names.js';
import { fromRows } from '../from-rows.js';
import { randomGlyph } from './random-glyph.js';

export interface GlyphsOptions {
  /** Two streams of digits with no drawing in common. Default `train`. */
  readonly split?: 'train' | 'test';
  /** The number of digits. Default 6,000 to train on, 1,000 to test on. */
  readonly count?: number;
  /** Any whole number; another seed, other drawings. Default 1. */
  readonly seed?: number;
  /** Pixels along each side, from 8. Default 28. */
  readonly size?: number;
}

const schema = v.strictObject({
  split: v.optional(v.picklist(['train', 'test']), 'train'),
  count: v.optional(wholePositive),
  seed: v.optional(v.pipe(v.number(), v.integer('Expected a whole number')), 1),
  size: v.optional(v.pipe(v.number(), v.integer('Expected a whole number'), v.minValue(8, 'Expected at least 8')), 28),
});

/**
 * Digits as if handwritten, drawn by this function: nothing to download. Sample i is the digit i mod 10 and depends on
 * seed, split, size and i alone. Each is drawn when first asked for and then kept as bytes.
 *
 * @returns samples `[size, size, 1]` in [0, 1], ink 1 on paper 0, labelled 0 to 9
 * @throws InvalidOptionError
 */
export function glyphs(options: GlyphsOptions = {}): Dataset {
  const { split, seed, size, ...rest } = checkOptions('glyphs', schema, options);
  const count = rest.count ?? (split === 'train' ? 6000 : 1000);
  const stream = createSeed(seed).fork('glyphs').fork(split);
  const pixels = size * size;
  const drawn: (Uint8Array | undefined)[] = [];

  const draw = (sample: number): Uint8Array => {
    const image = new Uint8Array(pixels);
    randomGlyph(sample % 10, stream.fork(sample), image, size);
    return image;
  };
  return fromRows({
    size: count,
    inputShape: [size, size, 1],
    range: [0, 1],
    labels: Int32Array.from({ length: count }, (_, sample) => sample % 10),
    labelNames: digitNames,
    write: (sample, row) => { byteFloats((drawn[sample] ??= draw(sample)), row); },
  });
}
