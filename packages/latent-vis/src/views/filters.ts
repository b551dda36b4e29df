import { checkOptions, sizeOf, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import { decoderDirections } from './decoder-directions.js';
import { rowsAt, type Decoding } from './decoding.js';
import { largestMagnitude } from './largest-magnitude.js';
import type { Rows } from './rows.js';
import { checkUnits } from './units.js';

export interface FiltersOptions {
  /** Which units, from 0. Default: the first hundred. */
  readonly units?: readonly number[];
}

const schema = v.strictObject({ units: v.optional(v.array(v.number())) });
const across = 10;

/**
 * What each unit of the code adds to a reconstruction, decode(unit) − decode(0), divided by its largest value so that all are
 * seen: what is added is light, what is taken away dark, and 0 the middle grey.
 *
 * @returns ten a row; a row is named after its units
 * @throws InvalidOptionError for a unit that there is not
 */
export async function filters(model: Decoding, options: FiltersOptions = {}): Promise<Rows> {
  const size = sizeOf(model.recipe.codeShape);
  const { units = Array.from({ length: Math.min(100, size) }, (_, i) => i) } = checkOptions('filters', schema, options);
  checkUnits('filters', units, size);
  const directions = normalised(await decoderDirections(model, units));
  const rows = Array.from({ length: Math.ceil(units.length / across) }, (_, row) => {
    const places = units.slice(row * across, (row + 1) * across).map((_, i) => row * across + i);
    const named = places.map((place) => units[place]!);
    const isRun = named.length > 1 && named.every((unit, i) => unit === named[0]! + i);
    const name = isRun ? `units ${named[0]!}–${named.at(-1)!}` : `unit${named.length > 1 ? 's' : ''} ${named.join(', ')}`;
    return { name, images: rowsAt(directions, places) };
  });
  return { kind: 'rows', rows, range: [-1, 1] };
}

/** Each divided by its largest magnitude; those that are 0 stay. */
function normalised({ data, shape: [count, ...shape] }: NdArray<Float32Array>): NdArray<Float32Array> {
  const size = sizeOf(shape);
  const largest = Array.from({ length: count! }, (_, row) => largestMagnitude(data.subarray(row * size, (row + 1) * size)));
  return { data: Float32Array.from(data, (value, i) => value / (largest[Math.floor(i / size)]! || 1)), shape: [count!, ...shape] };
}
