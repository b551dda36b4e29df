import { checkOptions, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteFloats } from '../byte-floats.js';
import { fromRows } from '../from-rows.js';
import { drawsOf } from './draws-of.js';
import { letterNames, letterSkeletons } from './letter-skeletons.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';
import { rasteriseStrokes } from './rasterise-strokes.js';
import { sheetSize } from './sheet-size.js';
import { middleOf, moved, type Stroke } from './strokes.js';

export interface FontsOptions extends MadeOptions {
  /** Pixels along each side, from 8. Default 28. */
  readonly size?: number;
}

const schema = v.strictObject({ ...madeEntries, size: sheetSize });

/** A way to draw letters: how far they lean, and half the width of the pen as a share of their height. */
interface Style {
  readonly slant: number;
  readonly radius: number;
}

const light: Style = { slant: 0, radius: 0.04 };
const boldItalic: Style = { slant: 0.3, radius: 0.1 };

/**
 * The same capital letter in two styles: light and upright, which the encoder sees, and bold and italic, which is rebuilt.
 * Sample i is letter i mod 26; its proportions, its size and its place vary, and both of a pair share them.
 *
 * @returns pairs: `clean` and `corrupted` `[size, size, 1]` in [0, 1], ink 1 on paper 0, labelled 0 to 25 for A to Z
 * @throws InvalidOptionError
 */
export function fonts(options: FontsOptions = {}): Dataset {
  const { size, ...made } = checkOptions('fonts', schema, options);
  const { count, samples } = madeFrom('fonts', made);
  const image = new Uint8Array(size * size);
  return fromRows({
    size: count,
    inputShape: [size, size, 1],
    range: [0, 1],
    paired: true,
    labels: Int32Array.from({ length: count }, (_, sample) => sample % letterNames.length),
    labelNames: letterNames,
    write: (sample, clean, corrupted) => {
      const { uniform } = drawsOf(samples.fork(sample));
      const height = uniform(0.5, 0.66) * size;
      const width = height * uniform(0.65, 0.95);
      const shift = [uniform(-0.06, 0.06) * size, uniform(-0.06, 0.06) * size] as const;
      const waist = uniform(-0.1, 0.1);
      const letter = letterSkeletons[sample % letterNames.length]!;
      for (const [{ slant, radius }, row] of [[light, corrupted], [boldItalic, clean]] as const) {
        const strokes = moved(letter, ([x, y]) => [x * width - slant * y * height, (y + waist * y * (1 - y)) * height]);
        rasteriseStrokes(centred(strokes, size, shift), { radius: radius * height, softness: size / 28 }, image, size);
        byteFloats(image, row);
      }
    },
  });
}

function centred(strokes: readonly Stroke[], size: number, shift: readonly [number, number]): Stroke[] {
  const [x, y] = middleOf(strokes);
  return moved(strokes, ([right, down]) => [right - x + size / 2 + shift[0], down - y + size / 2 + shift[1]]);
}
