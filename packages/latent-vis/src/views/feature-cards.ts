import { checkOptions, InvalidDataError, sizeOf, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import { checkCodes } from '../projections/check-codes.js';
import type { Card, Cards } from './cards.js';
import type { CodeSet } from './code-set.js';
import { decoderDirections } from './decoder-directions.js';
import { rowsAt, type Decoding } from './decoding.js';
import { checkUnits, leadingUnits, variancesOf, valuesOf } from './units.js';

export interface FeatureCardsOptions {
  /** How many units: those that vary most. Default 12. */
  readonly count?: number;
  /** Which units, from 0, in place of those that vary most. */
  readonly units?: readonly number[];
  /** How many samples on each card, a whole number of 1 or more. Default 8. */
  readonly top?: number;
}

const schema = v.strictObject({ count: v.optional(wholePositive, 12), units: v.optional(v.array(v.number())), top: v.optional(wholePositive, 8) });
const bins = 24;

/**
 * What units of a sparse code stand for: how often each is active and how strongly, in which samples most, and what it adds to a
 * reconstruction (Bricken et al., *Towards monosemanticity*, 2023).
 *
 * @param set codes with their samples: `collectCodes(model, dataset, { images: true })`
 * @returns a card a unit; a dead one, 0 in all samples, has a density of 0 and no samples
 * @throws InvalidDataError for codes without samples, of another size than the model's, or that are not finite
 * @throws InvalidOptionError for a unit that there is not, or another option out of range
 */
export async function featureCards(model: Decoding, set: CodeSet, options: FeatureCardsOptions = {}): Promise<Cards> {
  const { count, top, ...given } = checkOptions('featureCards', schema, options);
  const codes = checkCodes('featureCards', set.codes);
  const size = sizeOf(model.recipe.codeShape);
  if (codes.units !== size) throw new InvalidDataError(`featureCards: expected codes of ${size} units, received ${codes.units}.`);
  if (!set.images) throw new InvalidDataError('featureCards: expected codes with their samples: collectCodes(model, dataset, { images: true }).');
  const { samples, range } = set.images;
  const units = given.units ?? leadingUnits(variancesOf(codes), count);
  checkUnits('featureCards', units, size);
  const directions = await decoderDirections(model, units);

  const cards = units.map((unit, i): Card => {
    const values = valuesOf(codes, unit);
    const active = Array.from(values.keys()).filter((sample) => values[sample] !== 0);
    const strongest = active.sort((a, b) => values[b]! - values[a]!).slice(0, top);
    const [, ...shape] = directions.shape;
    return {
      name: `unit ${unit}`,
      density: active.length / codes.count,
      direction: { data: rowsAt(directions, [i]).data, shape },
      top: strongest.length > 0 ? rowsAt(samples, strongest) : { data: new Float32Array(), shape: [0, ...samples.shape.slice(1)] },
      activations: strongest.map((sample) => values[sample]!),
      histogram: histogramOf(values.filter((value) => value !== 0)),
    };
  });
  const alive = new Uint8Array(size);
  codes.data.forEach((value, i) => (alive[i % size]! |= Number(value !== 0)));
  const dead = alive.reduce((number, lives) => number + 1 - lives, 0);
  return { kind: 'cards', cards, of: { units: size, dead, samples: codes.count }, range };
}

/** Of some values, from the least or 0 to the greatest or 0. */
function histogramOf(values: Float32Array): Card['histogram'] {
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor((bins * (value - low)) / (high - low)))]! += 1;
  return { low, high, counts };
}
