import { checkOptions, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteFloats } from '../byte-floats.js';
import { digitNames } from './digit-names.js';
import { fromRows } from '../from-rows.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';
import { randomGlyph } from './random-glyph.js';
import { sheetSize } from './sheet-size.js';

export interface GlyphsOptions extends MadeOptions {
  /** Pixels along each side, from 8. Default 28. */
  readonly size?: number;
}

const schema = v.strictObject({ ...madeEntries, size: sheetSize });

/**
 * Digits as if handwritten, drawn by this function: nothing to download. Sample i is the digit i mod 10 and depends on
 * seed, split, size and i alone. Each is drawn when first asked for and then kept as bytes.
 *
 * @returns samples `[size, size, 1]` in [0, 1], ink 1 on paper 0, labelled 0 to 9
 * @throws InvalidOptionError
 */
export function glyphs(options: GlyphsOptions = {}): Dataset {
  const { size, ...made } = checkOptions('glyphs', schema, options);
  const { count, samples } = madeFrom('glyphs', made);
  const pixels = size * size;
  const drawn: (Uint8Array | undefined)[] = [];

  const draw = (sample: number): Uint8Array => {
    const image = new Uint8Array(pixels);
    randomGlyph(sample % 10, samples.fork(sample), image, size);
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
